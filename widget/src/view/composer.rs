//! The composer: a labelled field and a Send button. Enter sends and Shift+Enter makes a line; by
//! finger Enter makes a line, and never anything while an input method composes. After sending,
//! focus stays in the field; after an objection it goes there.

use juttu_shared::texts::widget as w;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement, KeyboardEvent};

use crate::chat::is_by_finger;
use crate::view::field::message;
use crate::view::sheet::{El, Sheet, el};

/// The composer.
pub(crate) fn composer(sheet: &mut Sheet) -> El {
    let label = el("label", "")
        .set("for", "field")
        .say(&sheet.word(w::WRITE));
    let field = el("div", "").add(message(sheet, "composer-field", "1", ""));
    let send = el("button", "btn strong")
        .set("type", "submit")
        .part("send")
        .say(&sheet.word(w::SEND));
    let form = el("form", "composer").add(label).add(field).add(send);
    let form = sheet.on(form, "keydown", |chat, event| {
        if is_send(event.unchecked_ref(), event) {
            event.prevent_default();
            chat.post();
        }
    });
    sheet.on(form, "submit", |chat, event| {
        event.prevent_default();
        chat.post();
    })
}

/// Whether a key means: send. 229 is what browsers without `isComposing` say of a composing key.
fn is_send(key: &KeyboardEvent, event: &Event) -> bool {
    let in_field = event
        .target()
        .is_some_and(|target| target.has_type::<HtmlTextAreaElement>());
    in_field
        && key.key() == "Enter"
        && !key.shift_key()
        && !key.is_composing()
        && key.key_code() != 229
        && !is_by_finger()
}
