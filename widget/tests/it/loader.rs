//! What the hand-written loader and the widget must agree on.

use juttu_shared::id::PickUpCode;
use juttu_shared::texts::{Language, widget};

use crate::css::{tokens, without_space};

const LOADER: &str = include_str!("../../loader/embed.js");
const FRAME: &str = include_str!("../../loader/frame.js");
const EARLY: &str = include_str!("../../loader/early.js");
const FALLBACK: &str = include_str!("../../loader/fallback.js");
const TOKENS: &str = include_str!("../../src/tokens.css");

#[test]
fn the_loader_draws_with_the_widgets_own_tokens() {
    let loader = tokens(&without_space(LOADER));
    let widget = tokens(&without_space(TOKENS));
    for (loader, widget) in loader.iter().zip(&widget) {
        assert!(loader.len() > 3, "{loader:?}");
        for (name, value) in loader {
            assert_eq!(widget.get(name), Some(value), "{name}");
        }
    }
}

/// The keys that a script reads off the words of the public state.
fn asked(script: &str) -> Vec<&str> {
    let between = |before: &str| -> Vec<&str> {
        let ends = |letter: char| !(letter.is_ascii_lowercase() || letter == '_');
        script
            .split(before)
            .skip(1)
            .filter_map(|rest| rest.split(ends).next())
            .filter(|key| !key.is_empty())
            .collect()
    };
    let ways = ["texts.", "word('", "fails('", "group('", "'phone', '"];
    ways.into_iter().flat_map(between).collect()
}

#[test]
fn every_word_that_is_asked_for_is_among_the_texts() {
    for (script, least) in [(LOADER, 4), (FRAME, 1), (EARLY, 9), (FALLBACK, 20)] {
        let asked = asked(script);
        assert!(asked.len() >= least, "{asked:?}");
        for key in asked {
            assert!(widget::ALL.iter().any(|text| text.key == key), "{key}");
        }
    }
}

#[test]
fn the_loaders_own_words_are_the_relays() {
    let text = widget::ALL.iter().find(|text| text.key == "minimise");
    for language in Language::ALL {
        let own = format!("'{}'", text.unwrap().words(language));
        assert!(LOADER.contains(&own), "{own}");
    }
}

#[test]
fn nothing_is_done_that_a_strict_page_forbids() {
    for forbidden in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        "Function(",
        "document.write",
        ".style =",
        "setAttribute('style'",
        "localStorage",
        "cookie =",
    ] {
        for script in [LOADER, FRAME, EARLY, FALLBACK] {
            let is_code = |line: &&str| !line.trim_start().starts_with("//");
            let mut code = script.lines().filter(is_code);
            assert!(!code.any(|line| line.contains(forbidden)), "{forbidden}");
        }
    }
}

/// A lookbehind in a script that older browsers run would keep them from running any of it.
#[test]
fn the_fallback_is_read_by_browsers_of_2018() {
    for script in [LOADER, FALLBACK] {
        for younger in [
            "(?<",
            "replaceChildren",
            ".at(",
            "structuredClone",
            ".flat(",
        ] {
            assert!(!script.contains(younger), "{younger}");
        }
    }
}

/// The two rules that the fallback has of its own are those of `shared`, sign by sign.
#[test]
fn the_fallback_knows_codes_as_the_relay_does() {
    for signs in [
        "0123456789ABCDEFHJKLMNPRSTUVWXY",
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ",
    ] {
        assert!(FALLBACK.contains(&format!("'{signs}'")), "{signs}");
    }
    let first_sign = |five_bits: u8| {
        let mut random = [0; 10];
        random[0] = five_bits << 3;
        PickUpCode::from_random(random).0.remove(0)
    };
    let made: String = (0..32).map(first_sign).collect();
    assert!(FALLBACK.contains(&made), "{made}");
}

/// What `src/host.rs` reads, calls and writes stands in the loader or in its frame.
#[test]
fn the_widget_finds_what_it_asks_the_loader_for() {
    for name in [
        "root", "base", "service", "shown", "state", "fail", "ask", "emit", "result",
    ] {
        let is_there = [
            format!("    {name},"),
            format!("    {name}:"),
            format!("options.{name} ="),
        ];
        assert!(is_there.iter().any(|it| LOADER.contains(it)), "{name}");
    }
    for name in ["say", "warn", "unread"] {
        assert!(FRAME.contains(&format!("options.{name} =")), "{name}");
    }
    for name in ["on_change", "on_exit"] {
        assert!(FRAME.contains(&format!("accessor('{name}'")), "{name}");
        assert!(LOADER.contains(&format!("options.{name}()")), "{name}");
    }
}

/// What identification brought back leaves the address before anything else is done, and is kept
/// nowhere but in memory.
#[test]
fn a_result_does_not_stay_in_the_address() {
    let (before, after) = LOADER.split_once("'#juttu-result='").unwrap();
    assert!(!before.contains("fetch("), "before anything is asked for");
    let next = after.lines().nth(1).unwrap();
    assert!(next.contains("history.replaceState(history.state, '', address)"));
    for script in [LOADER, FRAME, EARLY, FALLBACK] {
        for line in script.lines().filter(|line| line.contains("torage")) {
            assert!(!line.contains("result"), "{line}");
        }
    }
}

/// A result that came to a tab without a session is burnt at the relay, whether or not the chat itself
/// can be had; a session's own is brought by the chat.
#[test]
fn a_result_of_somebody_elses_is_burnt() {
    for (script, session) in [
        (FRAME, "!/\"secret\"/.test(kept)"),
        (FALLBACK, "!kept().secret"),
    ] {
        let (before, after) = script.split_once("/api/v1/ident/stray?").unwrap();
        let within = before.rsplit_once("if (result && ").unwrap().1;
        assert!(within.starts_with(session), "{within}");
        assert!(after.lines().next().unwrap().contains("method: 'POST'"));
    }
}

/// Events carry no text, names or codes of anybody: what is emitted here has no detail but a code
/// written out in the script.
#[test]
fn events_say_nothing_of_anybody() {
    for script in [LOADER, FRAME, EARLY, FALLBACK] {
        for call in script.split(" emit(").skip(1) {
            let given = call.split(';').next().unwrap_or_default();
            let is_plain = !given.contains("text") && !given.contains("draft");
            assert!(is_plain, "{given}");
        }
    }
}
