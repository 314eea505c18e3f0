//! Identification on the screens: the card in the log where it was asked for (a heading, why, what will
//! be seen, that it is voluntary, and two buttons); the offer to begin with it, and the one to come back
//! by it; what the same person may go on with; and the line under the head of one who is identified. Where there are several ways,
//! each has a button. Native buttons; one that is under way says so and is `aria-disabled`.

use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use web_sys::Element;

use crate::chat::Chat;
use crate::conversation::{Card, Line};
use crate::host::text;
use crate::view::sheet::{El, Sheet, el, p};

/// What a button says by what it does: the request that it answers, 0 for none; or the conversation
/// that it opens.
const IDENTIFY: &str = "data-identify";
const DECLINE: &str = "data-decline";
const REOPEN: &str = "data-reopen";

/// Something is pressed that may be one of these buttons.
pub(crate) fn press(chat: Chat, pressed: &Element) {
    let number = |name| {
        let number = pressed.get_attribute(name)?.parse::<i64>().ok()?;
        Some(number.cast_unsigned())
    };
    if let Some(request) = number(IDENTIFY) {
        chat.identify(
            pressed.clone(),
            Some(request).filter(|request| *request > 0),
        );
    } else if let Some(request) = number(DECLINE) {
        chat.decline(request);
    } else if let Some(conversation) = number(REOPEN) {
        chat.reopen(conversation);
    }
}

/// The card of a request.
pub(crate) fn card(chat: Chat, line: &Line, card: Card, at_ms: i64) -> El {
    let heading = chat.word_with(line.words, "name", &line.name);
    let why = match line.other.as_str() {
        "" => p("", &chat.word(w::REMOVED)),
        why => p("", "")
            .add(el("b", "").say(&chat.word(w::WHY_ASKED)))
            .say(": ")
            .add(el("span", "").set("dir", "auto").say(why)),
    };
    let became = (card.became.is_some())
        .then(|| p("label", &chat.card_words(card)).part("identification-state"));
    let at = el("li", "card")
        .part("identification-card")
        .set("data-state", if card.is_open { "open" } else { "over" })
        .add(el("h3", "").say(&heading))
        .add(el("time", "small muted").say(&chat.time(at_ms)))
        .add(why);
    if !card.is_open {
        return at.add(became);
    }
    let by = p("small", &chat.word(w::IDENTIFY_BY))
        .say(" ")
        .add(el("b", "").say(&chat.word(w::ONLY_IF_YOU)));
    let words = match card.became {
        Some(_) => w::TRY_AGAIN,
        None => w::IDENTIFY,
    };
    let acts = el("div", "acts");
    let acts = ways(chat, acts, false, ("identify", words, card.request));
    let decline = button("btn", "decline-identification", DECLINE, card.request);
    let code = chat.has_code().then(|| p("", &chat.word(w::CODE_STOPS)));
    facts(chat, at, "")
        .add(code)
        .add(by)
        .add(became)
        .add(acts.add(decline.say(&chat.word(w::DECLINE))))
}

/// What will be seen, and that it is voluntary.
fn facts(chat: Chat, at: El, class: &str) -> El {
    at.add(p(class, &chat.word(w::SEES)))
        .add(p(class, &chat.word(w::VOLUNTARY)))
}

/// What is offered before there is a conversation; nothing where nobody identifies.
pub(crate) fn offer(sheet: &mut Sheet) -> Option<El> {
    let chat = sheet.chat;
    if chat.ways(false).is_empty() {
        return None;
    }
    let at = el("div", "offer").add(p("small", &sheet.word(w::NOTHING_SENSITIVE)));
    let first = ("identify-at-start", w::IDENTIFY_FIRST, 0);
    let at = match chat.begins_identified() {
        true => ways(chat, facts(chat, at, "small"), false, first),
        false => at,
    };
    let at = sheet.on(at.part("identify-offer"), "click", pressed);
    Some(sheet.hide(at, |chat| {
        !chat.is_new() || chat.see(|shown| shown.is_identified)
    }))
}

/// What is offered to one who comes back, unless it has been found; nothing where nobody is known again.
pub(crate) fn again(sheet: &mut Sheet) -> Option<El> {
    let chat = sheet.chat;
    if chat.ways(true).is_empty() {
        return None;
    }
    let at = el("div", "offer").add(p("small", &sheet.word(w::CODE_IS_DEAD)));
    let by = ("identify-again", w::READ_BY_IDENTIFYING, 0);
    let at = ways(chat, at, true, by).part("come-back");
    let at = sheet.on(at, "click", pressed);
    Some(sheet.hide(at, |chat| chat.earlier(|earlier| !earlier.is_empty())))
}

/// What the same person may go on with.
pub(crate) fn earlier(sheet: &mut Sheet) -> El {
    let rows = sheet.keep(el("ul", ""), |chat, rows| {
        chat.earlier(|earlier| {
            if rows.child_element_count() as usize == earlier.len() {
                return;
            }
            rows.set_text_content(None);
            for row in earlier {
                let reference = chat.word_with(w::REFERENCE, "n", &row.reference.to_string());
                let answered = match row.answered {
                    true => chat.word(w::ANSWERED),
                    false => String::new(),
                };
                let words = [&row.opened, " · ", &reference, " ", &answered].concat();
                let open = button("btn wide", "reopen", REOPEN, row.conversation.0);
                let row = el("li", "").add(open.say(words.trim_end()));
                drop(rows.append_child(&row.0));
            }
        });
    });
    let rows = sheet.on(rows, "click", pressed);
    let heading = p("label", &sheet.word(w::EARLIER)).set("id", "earlier");
    let rows = rows.set("aria-labelledby", "earlier");
    let at = el("div", "earlier").part("earlier").add(heading).add(rows);
    sheet.hide(at, |chat| chat.earlier(<[_]>::is_empty))
}

/// The line under the head of one who is identified.
pub(crate) fn mark(sheet: &mut Sheet) -> El {
    let mark = p("strip known", &sheet.word(w::IDENTIFIED_MARK)).part("identified-mark");
    sheet.hide(mark, |chat| !chat.see(|shown| shown.is_identified))
}

fn pressed(chat: Chat, event: &web_sys::Event) {
    use wasm_bindgen::JsCast;
    if let Some(pressed) = event.target() {
        press(chat, pressed.unchecked_ref());
    }
}

/// A button for each way to identify; with one way, its name is not said.
fn ways(chat: Chat, mut at: El, comes_back: bool, (part, words, request): (&str, Key, u64)) -> El {
    let words = chat.word(words);
    let all = chat.ways(comes_back);
    let has_several = all.len() > 1;
    let parts = match has_several {
        true => [part, " provider"].concat(),
        false => part.to_owned(),
    };
    for way in all {
        let words = match has_several {
            true => [&words, ": ", &text(&way, "name")].concat(),
            false => words.clone(),
        };
        let look = if request > 0 {
            "btn strong"
        } else {
            "btn wide"
        };
        let button = button(look, &parts, IDENTIFY, request);
        at = at.add(button.set("value", &text(&way, "id")).say(&words));
    }
    at
}

fn button(class: &str, part: &str, what: &str, number: u64) -> El {
    el("button", class)
        .set("type", "button")
        .part(part)
        .set(what, &number.to_string())
}
