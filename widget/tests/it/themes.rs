//! Every theme that is shipped can be read: text 4.5 : 1 on each ground it stands on, parts 3 : 1
//! (WCAG 2.2, 1.4.3 and 1.4.11), light and dark; in the theme for those who need more 7 : 1.

use crate::css::{Tokens, colour, contrast, tokens, without_space};

/// The chat's own, served as the theme `plain`.
const TOKENS: &str = include_str!("../../src/tokens.css");
const LAKEUS: &str = include_str!("../../themes/lakeus.css");
const CONTRAST: &str = include_str!("../../themes/contrast.css");

/// Text, and each ground that it stands on.
const TEXTS: [(&str, &[&str]); 7] = [
    ("--_text", &["--_surface", "--_sunken", "--_note"]),
    ("--_muted", &["--_surface", "--_sunken"]),
    ("--_accent", &["--_surface", "--_sunken", "--_note"]),
    ("--_on-accent", &["--_accent"]),
    ("--_own-text", &["--_own"]),
    ("--_bad", &["--_surface", "--_sunken"]),
    ("--_good", &["--_surface"]),
];

/// Parts that tell something by their form, on their ground.
const PARTS: [(&str, &str); 2] = [("--_line", "--_surface"), ("--_note-line", "--_note")];

fn reads(theme: &str, css: &str, text_at_least: f64) {
    let schemes = tokens(&without_space(css));
    for (scheme, tokens) in ["light", "dark"].into_iter().zip(&schemes) {
        let judge = |name: &str, ground: &str, least: f64| {
            let ratio = contrast(colour(tokens, name), colour(tokens, ground));
            assert!(
                ratio >= least,
                "{theme}, {scheme}: {name} on {ground} is {ratio:.2}"
            );
        };
        for (text, grounds) in TEXTS {
            for ground in grounds {
                judge(text, ground, text_at_least);
            }
        }
        for (part, ground) in PARTS {
            judge(part, ground, 3.0);
        }
    }
}

#[test]
fn each_theme_can_be_read() {
    reads("plain", TOKENS, 4.5);
    reads("lakeus", LAKEUS, 4.5);
    reads("contrast", CONTRAST, 7.0);
}

/// A theme that lacked a token would have the plain one's colour on its own ground.
#[test]
fn each_theme_has_every_token_light_and_dark() {
    let names = |tokens: &Tokens| tokens.keys().cloned().collect::<Vec<_>>();
    let whole = tokens(&without_space(TOKENS)).map(|tokens| names(&tokens));
    for css in [LAKEUS, CONTRAST] {
        let theme = tokens(&without_space(css)).map(|tokens| names(&tokens));
        assert_eq!(theme, whole);
    }
}

/// The page has the last word: what it may set stands in each theme as a fallback only.
#[test]
fn the_pages_own_properties_win_over_a_theme() {
    for css in [TOKENS, LAKEUS, CONTRAST] {
        for tokens in tokens(&without_space(css)) {
            for name in ["accent", "on-accent", "surface", "text", "radius", "font"] {
                if let Some(value) = tokens.get(&format!("--_{name}")) {
                    assert!(
                        value.starts_with(&format!("var(--juttu-{name},")),
                        "{value}"
                    );
                }
            }
        }
    }
}
