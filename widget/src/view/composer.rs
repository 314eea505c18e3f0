//! The composer: a labelled field and a Send button. Enter sends and Shift+Enter makes a line; by
//! finger Enter makes a line, and never anything while an input method composes. After sending,
//! focus stays in the field; after an objection it goes there.

use juttu_shared::texts::widget as w;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::chat::Chat;
use crate::chat::is_by_finger;
use crate::view::field::message;
use crate::view::sheet::{El, Part, Sheet, written};

/// The composer.
#[component]
pub fn Composer() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let on_key = move |event: KeyboardEvent| {
        if is_send(&event) {
            event.prevent_default();
            chat.post();
        }
    };
    view! {
        <form
            class="composer"
            on:keydown=on_key
            on:submit=move |event| {
                event.prevent_default();
                chat.post();
            }
        >
            <label for="field">{chat.word(w::WRITE)}</label>
            <div use:written=Part(composed)></div>
            <button class="btn strong" part="send" type="submit">
                {chat.word(w::SEND)}
            </button>
        </form>
    }
}

fn composed(sheet: &mut Sheet, at: El) -> El {
    at.add(message(sheet, "composer-field", "1", ""))
}

/// Whether a key means: send. 229 is what browsers without `isComposing` say of a composing key.
fn is_send(event: &KeyboardEvent) -> bool {
    let in_field = event.target().is_some_and(|target| {
        wasm_bindgen::JsCast::has_type::<web_sys::HtmlTextAreaElement>(&target)
    });
    in_field
        && event.key() == "Enter"
        && !event.shift_key()
        && !event.is_composing()
        && event.key_code() != 229
        && !is_by_finger()
}
