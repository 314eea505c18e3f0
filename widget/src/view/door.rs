//! The door for those who come back: with a code, in one field, forgiving of how the code is written,
//! and what is wrong in words beside it; or, where one is known again, by identifying. What is found so
//! is a list of buttons on top, and that nothing was found is said there.

use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;

use crate::chat::Chat;
use crate::view::sheet::{El, Sheet, el, p};
use crate::view::{field, identify};

/// The door.
pub(crate) fn door(sheet: &mut Sheet, at: El) -> El {
    let form = sheet.form(|chat, event| {
        event.prevent_default();
        chat.redeem();
    });
    let nothing = p("note", &sheet.word(w::NOTHING_FOUND)).part("nothing-found");
    let nothing = sheet.hide(nothing, |chat| !chat.found_nothing());
    let again = identify::again(sheet);
    let pane = el("div", "pane form")
        .add(sheet.back())
        .add(sheet.title(name(sheet.chat)))
        .add(nothing)
        .add(identify::earlier(sheet))
        .add(field::line(sheet, "code", w::CODE, Some(w::CODE_HINT)));
    let read = sheet.submit("read-answer", |chat| {
        chat.word(match name(chat) {
            w::READ_ANSWER => w::READ_WITH_CODE,
            _ => w::READ_ANSWER,
        })
    });
    at.add(match again {
        // Each way stands with its button.
        Some(_) => form.add(pane.add(read).add(again)),
        None => form.add(pane).add(el("div", "foot").add(read)),
    })
}

/// The button that leads to it.
pub(crate) fn leads(sheet: &mut Sheet, class: &str) -> El {
    let name = name(sheet.chat);
    sheet.button(class, "have-code", name, |chat, _| chat.turn_to_door())
}

/// What it is called.
fn name(chat: Chat) -> Key {
    match chat.ways(true).is_empty() {
        true => w::READ_WITH_CODE,
        false => w::READ_ANSWER,
    }
}
