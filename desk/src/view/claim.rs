//! The button that takes a conversation, in the queue and among the contact requests alike. Its
//! name says whom it takes, and what is pressing about it.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk as say;
use leptos::prelude::*;

use crate::desk::Desk;

/// The button.
#[component]
pub(crate) fn Claim(
    /// Which conversation.
    conversation: ConversationId,
    /// The resident's handle.
    reference: u64,
    /// What is pressing, in words.
    #[prop(into)]
    also: Signal<String>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_claiming = Memo::new(move |_| desk.is_claiming(conversation));
    let name = move || {
        desk.words(|words| {
            let claim = words.fill(say::CLAIM_REFERENCE, "n", &reference.to_string());
            let also = also.get();
            if also.is_empty() {
                claim
            } else {
                [claim, also].join(", ")
            }
        })
    };
    let label = move || {
        let key = if is_claiming.get() {
            say::CLAIMING
        } else {
            say::CLAIM
        };
        desk.words(|words| words.say(key))
    };
    view! {
        <button
            type="button"
            class="btn"
            data-part="claim"
            data-act="claim"
            aria-label=name
            aria-disabled=move || is_claiming.get().then_some("true")
            on:click=move |_| desk.claim(conversation)
        >
            {label}
        </button>
    }
}
