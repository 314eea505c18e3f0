//! The door for those who have a code: one field, forgiving of how the code is written, and what is
//! wrong in words beside it.

use juttu_shared::texts::widget as w;

use crate::view::field;
use crate::view::sheet::{El, Sheet, el};

/// The door.
pub(crate) fn door(sheet: &mut Sheet, at: El) -> El {
    let form = sheet.form(|chat, event| {
        event.prevent_default();
        chat.redeem();
    });
    let pane = el("div", "pane form")
        .add(sheet.back())
        .add(sheet.title(w::READ_WITH_CODE))
        .add(field::line(sheet, "code", w::CODE, Some(w::CODE_HINT)));
    let read = sheet.submit("read-answer", |chat| chat.word(w::READ_ANSWER));
    at.add(form.add(pane).add(el("div", "foot").add(read)))
}
