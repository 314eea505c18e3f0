//! The chat is closed: when it opens next, large; what can be done meanwhile; then the hours and
//! the telephone. When it opens, the start comes by itself.

use juttu_shared::texts::widget as w;

use crate::chat::Page;
use crate::view::door::leads;
use crate::view::sheet::{El, Sheet, el, title};
use crate::view::{field, guide, identify};

/// The closed screen.
pub(crate) fn closed(sheet: &mut Sheet, at: El) -> El {
    let chat = sheet.chat;
    let over = el("span", "over");
    let over = sheet.text(over, |chat| match chat.fact("opens").is_empty() {
        true => String::new(),
        false => chat.word(w::OPENS_NEXT),
    });
    let opens = sheet.text(el("span", "big").part("opens"), |chat| {
        Some(chat.fact("opens"))
            .filter(|opens| !opens.is_empty())
            .unwrap_or_else(|| chat.word(w::CHAT_CLOSED))
    });
    let leave = sheet.button(
        "btn strong wide",
        "leave-message",
        w::LEAVE_MESSAGE,
        |chat, _| {
            chat.turn_to(Page::Request);
        },
    );
    let door = leads(sheet, "btn wide");
    let hours = sheet.keep(el("div", "hours-all"), guide::draw_hours);
    let acts = el("div", "acts").add(leave).add(door);
    at.add(
        el("div", "pane closed")
            .add(identify::earlier(sheet))
            .add(guide::standing(chat))
            .add(title().add(over).add(opens))
            .add(field::error(sheet, "field"))
            .add(acts)
            .add(identify::offer(sheet))
            .add(guide::emergency(chat))
            .add(hours),
    )
}
