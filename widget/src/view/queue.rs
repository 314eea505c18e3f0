//! How the queue stands, on top of the log of one who waits: the place, the largest thing there; a
//! rough wait; that nobody is at the desk. Once the chat has closed, how long one may still be taken
//! stands there alone. Announced softly elsewhere.

use juttu_shared::texts::widget as w;
use web_sys::Element;

use crate::chat::Chat;
use crate::view::sheet::{El, Sheet, el, p, set_text};
use crate::words::cut;

/// The queue.
pub(crate) fn queue(sheet: &mut Sheet, at: El) -> El {
    let place = p("where", "")
        .part("place")
        .set("id", "place")
        .set("tabindex", "-1");
    let place = sheet.keep(place, draw_place);
    let place = sheet.hide(place, has_grace);
    let wait = sheet.text(p("", "").part("wait"), |chat| {
        match chat.see(|shown| shown.wait_min) {
            0 => String::new(),
            wait_min => chat.word_counted(w::WAIT, wait_min),
        }
    });
    let wait = sheet.hide(wait, has_grace);
    let nobody = p("note", &sheet.word(w::NOBODY)).part("nobody");
    let nobody = sheet.hide(nobody, |chat| {
        has_grace(chat) || !chat.see(|shown| shown.is_nobody)
    });
    let grace = sheet.text(p("note", "").part("grace"), Chat::grace_words);
    let grace = sheet.hide(grace, |chat| !has_grace(chat));
    let here = p("small muted", &sheet.word(w::WAIT_HERE));
    at.add(place).add(wait).add(nobody).add(grace).add(here)
}

/// Whether the chat has closed, and one may still be taken.
fn has_grace(chat: Chat) -> bool {
    chat.see(|shown| shown.grace_min > 0)
}

/// The place in words, its number large between them.
fn draw_place(chat: Chat, at: &Element) {
    let place = chat.see(|shown| shown.place);
    let words = chat.place_words(place);
    if at.text_content().as_deref() == Some(&words) {
        return;
    }
    set_text(at, "");
    let number = place.to_string();
    match cut(&words, &number) {
        Some((before, after)) => {
            // The full stop is heard, and would stand alone.
            let looks = if after.len() > 1 { "over" } else { "unseen" };
            let after = el("span", looks).say(after);
            let before = el("span", "over").say(before);
            let at = El(at.clone()).add(before);
            drop(at.add(el("b", "").say(&number)).add(after));
        }
        None => set_text(at, &words),
    }
}
