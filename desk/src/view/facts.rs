//! What is known of the conversation on screen, and how to end it.

use juttu_shared::id::ConversationId;
use juttu_shared::rules::state::State;
use juttu_shared::texts::{Key, desk as say};
use leptos::prelude::*;

use super::end_form::EndForm;
use crate::desk::{Desk, Pane};
use crate::model::Standing;

/// The column on the right.
#[component]
pub(crate) fn Facts() -> impl IntoView {
    let desk = Desk::of_page();
    let open = desk.memo(|model| model.open);
    view! {
        <section class="facts" aria-labelledby="facts-heading">
            <div class="head">
                <h2 id="facts-heading" tabindex="-1">{desk.text(say::DETAILS)}</h2>
                <button type="button" class="btn quiet narrow" on:click=move |_| desk.go_to(Pane::Talk)>
                    {desk.text(say::LOG)}
                </button>
            </div>
            {move || match open.get() {
                Some(id) => view! { <Known id/> }.into_any(),
                None => view! { <p class="none">{desk.text(say::CHOOSE)}</p> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Known(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let reference =
        desk.memo(move |model| model.conversation(id).map_or(0, |found| found.reference));
    let service = desk.memo(move |model| {
        let conversation = model.conversation(id)?;
        Some(model.service_name(&conversation.service).to_owned())
    });
    let language = desk.memo(move |model| Some(model.conversation(id)?.language()?.to_owned()));
    let state = desk.memo(move |model| model.conversation(id).map(|found| found.state));
    let began_ms = desk.memo(move |model| model.conversation(id)?.opened_ms());
    let tongue = move || {
        let tag = language.get()?;
        Some(desk.words(|words| words.language_name(&tag)))
    };
    let stands = move || {
        state
            .get()
            .map(|state| desk.words(|words| words.say(key_of(state))))
    };
    let began = move || desk.moment(began_ms.get()?);
    let topic = desk.memo(move |model| {
        let found = model.conversation(id)?;
        Some(model.topic_name(&found.service, found.topic()?).to_owned())
    });
    let is_held = desk.memo(move |model| {
        let found = model.conversation(id);
        found.is_some_and(|found| found.standing() == Standing::Held)
    });
    view! {
        <dl class="pairs known">
            <dt>{desk.text(say::REFERENCE)}</dt><dd>{reference}</dd>
            <dt>{desk.text(say::SERVICE)}</dt><dd>{service}</dd>
            {move || {
                topic
                    .get()
                    .map(|topic| view! { <dt>{desk.text(say::TOPIC)}</dt><dd>{topic}</dd> })
            }}
            <dt>{desk.text(say::LANGUAGE)}</dt><dd>{tongue}</dd>
            <dt>{desk.text(say::STATE)}</dt><dd>{stands}</dd>
            <dt>{desk.text(say::BEGAN)}</dt><dd>{began}</dd>
        </dl>
        {move || is_held.get().then(|| view! { <EndForm id/> })}
    }
}

fn key_of(state: State) -> Key {
    match state {
        State::Waiting => say::STATE_WAITING,
        State::Active => say::STATE_ACTIVE,
        State::Left => say::STATE_LEFT,
        State::Closed => say::STATE_CLOSED,
    }
}
