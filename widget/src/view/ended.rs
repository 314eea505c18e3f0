//! The end, said plainly under the log: other ways to reach the service, and a new start. The
//! heading takes focus if it stood in what went away.

use juttu_shared::texts::widget as w;
use leptos::prelude::*;

use crate::chat::Chat;
use crate::view::contact::Contact;

/// What stands under the log of a conversation that has ended.
#[component]
pub fn Ended() -> impl IntoView {
    let chat = expect_context::<Chat>();
    view! {
        <h3 part="ended" id="ended" tabindex="-1">
            {chat.word(w::ENDED)}
        </h3>
        <Contact />
        <button
            class="btn strong wide"
            type="button"
            part="start-again"
            on:click=move |_| chat.start_again()
        >
            {chat.word(w::START_AGAIN)}
        </button>
    }
}
