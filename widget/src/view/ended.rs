//! The end, said plainly under the log: other ways to reach the service, and a new start. The
//! heading takes focus if it stood in what went away.

use juttu_shared::texts::widget as w;
use leptos::html::H3;
use leptos::prelude::*;

use crate::chat::Chat;
use crate::view::contact::Contact;
use crate::view::focus;

/// What stands under the log of a conversation that has ended.
#[component]
pub fn Ended() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let heading = NodeRef::<H3>::new();
    focus::when_it_stands(heading, move || chat.takes_focus());
    view! {
        <div class="foot ended">
            <h3 part="ended" tabindex="-1" node_ref=heading>
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
        </div>
    }
}
