//! The button that takes a conversation, in the queue and among the contact requests alike. Its
//! name says whom it takes, and what is pressing about it.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk as say;
use juttu_shared::wire::v1::agent::Waiting;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

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
    let is_claiming = desk.memo(move |model| model.is_claiming(conversation));
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
            class="btn lined"
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

/// A press beside the button does nothing, so it does not take the focus from where one is: not
/// from a field with half an answer in it, nor to nowhere.
pub(super) fn keep_focus(event: MouseEvent) {
    let on_button = (event.target())
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest("button").ok().flatten());
    if on_button.is_none() {
        event.prevent_default();
    }
}

/// What it is about: service, topic and language.
pub(super) fn matter(desk: Desk, waiting: &Waiting) -> Signal<String> {
    let (service, topic) = (waiting.service.clone(), waiting.topic.clone());
    let names = desk.memo(move |model| {
        let service_name = model.service_name(&service).to_owned();
        let topic = topic.as_deref();
        let topic_name = topic.map(|topic| model.topic_name(&service, topic).to_owned());
        (service_name, topic_name)
    });
    let language = waiting.language.clone();
    Signal::derive(move || {
        let (service, topic) = names.get();
        let tongue = desk.words(|words| words.language_name(&language));
        let parts = [Some(service), topic, Some(tongue)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    })
}
