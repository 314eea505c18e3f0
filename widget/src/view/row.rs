//! A row of the log. A message says who and when, in words; one that continues says who to those
//! who hear it. What has become of an own message is said in words, and a failed one keeps its text
//! beside a button that tries again.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::widget as w;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::chat::{Chat, Objection};
use crate::conversation::{Fate, Line, Message, Name, Row};
use crate::view::icon::ALERT;
use crate::view::identify::{self, card};
use crate::view::sheet::{El, el, icon, p};

/// What a button that tries again says its message by.
const KEY: &str = "data-key";

/// A row.
pub(crate) fn draw(chat: Chat, row: &Row) -> El {
    match row {
        Row::Line(line, at_ms) => match line.card {
            Some(asked) => card(chat, line, asked, *at_ms),
            None => happened(chat, line, *at_ms),
        },
        Row::Message(message) => said(chat, message),
    }
}

/// Something in a row is pressed.
pub(crate) fn press(chat: Chat, event: &Event) {
    let Some(pressed) = event.target() else {
        return;
    };
    let pressed: &Element = pressed.unchecked_ref();
    match pressed.get_attribute(KEY) {
        Some(key) => chat.retry(&ClientKey(key)),
        None => identify::press(chat, pressed),
    }
}

fn happened(chat: Chat, line: &Line, at_ms: i64) -> El {
    // A time after one that is promised would be taken for a part of it.
    let at = match line.answer_by {
        Some(_) => String::new(),
        None => chat.time(at_ms),
    };
    let (class, part) = match line.words == w::IDENTIFIED_HERE {
        true => ("line mark", "line identified-here"),
        false => ("line", "line"),
    };
    el("li", class)
        .part(part)
        .add(el("span", "").say(&chat.line_words(line)))
        .say(" ")
        .add(el("time", "").say(&at))
}

fn said(chat: Chat, message: &Message) -> El {
    let (from, who, class) = match &message.agent {
        None => ("you", chat.word(w::YOU), "said own"),
        Some(name) => ("agent", chat.name(name), "said"),
    };
    let (state, looks) = match message.fate {
        Fate::Sent => ("sent", ""),
        Fate::Sending => ("sending", " unsent"),
        Fate::Failed(_) => ("failed", " failed"),
    };
    let (more, head) = match message.continues {
        true => (" more", "unseen"),
        false => ("", "who"),
    };
    let at = message.at_ms.map(|at_ms| chat.time(at_ms));
    let sending = match message.fate {
        Fate::Sending => chat.word(w::SENDING),
        _ => String::new(),
    };
    let head = el("p", head)
        .add(el("b", "").say(&who))
        .say(" ")
        .add(el("time", "").say(at.as_deref().unwrap_or_default()))
        .add(el("span", "").say(&sending));
    el("li", &[class, more, looks].concat())
        .part("message")
        .set("data-from", from)
        .set("data-state", state)
        .add(head)
        .add(p("text", &message.text).set("dir", "auto"))
        .add(fate(chat, message))
}

/// What has become of a message that is not stored.
fn fate(chat: Chat, message: &Message) -> Option<El> {
    let (key, refusal) = match (&message.name, message.fate) {
        (Name::Key(key), Fate::Failed(refusal)) => (key, refusal),
        (Name::Key(_), _) => return Some(p("fate", &chat.word(w::WAITS))),
        (Name::Seq(_), _) => return None,
    };
    let words = chat.objection_words(Objection {
        refusal,
        over: 0,
        at: "",
    });
    let fate = p("fate", "")
        .add(icon(ALERT))
        .add(el("span", "").say(&words));
    if is_final(refusal) {
        return Some(fate);
    }
    let retry = el("button", "btn quiet")
        .set("type", "button")
        .part("retry")
        .set(KEY, &key.0);
    Some(fate.add(retry.say(&chat.word(w::TRY_AGAIN))))
}

/// Whether trying again is of no use.
fn is_final(refusal: Refusal) -> bool {
    matches!(refusal, Refusal::WrongState | Refusal::NoConversation)
}
