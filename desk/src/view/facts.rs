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
                <button type="button" class="btn quiet narrow" on:click=move |_| desk.turn_to(Pane::Talk)>
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
    let standing = desk.memo(move |model| model.conversation(id).map(|found| found.standing()));
    let stands = move || {
        let key = match standing.get()? {
            Standing::Gone => say::GONE,
            Standing::Held | Standing::Ended => key_of(state.get()?),
        };
        Some(desk.words(|words| words.say(key)))
    };
    let began = move || desk.moment(began_ms.get()?);
    let topic = desk.memo(move |model| {
        let found = model.conversation(id)?;
        Some(model.topic_name(&found.service, found.topic()?).to_owned())
    });
    let concerns = desk.memo(move |model| model.conversation(id)?.concerns());
    let whose = move || desk.words(|words| words.concerns(concerns.get()?));
    let area = desk.memo(move |model| {
        let found = model.conversation(id)?;
        Some(model.area_name(&found.service, found.area()?))
    });
    view! {
        <dl class="pairs">
            {fact(desk, say::REFERENCE, move || Some(reference.get().to_string()))}
            {fact(desk, say::SERVICE, move || service.get())}
            {fact(desk, say::TOPIC, move || topic.get())}
            {fact(desk, say::CONCERNS, whose)}
            {fact(desk, say::AREA, move || area.get())}
            {fact(desk, say::LANGUAGE, tongue)}
            {fact(desk, say::STATE, stands)}
            {fact(desk, say::BEGAN, began)}
        </dl>
        {move || (standing.get() == Some(Standing::Held)).then(|| view! { <EndForm id/> })}
    }
}

/// A fact and its name, while it is known.
fn fact(
    desk: Desk,
    name: Key,
    value: impl Fn() -> Option<String> + Send + 'static,
) -> impl IntoView {
    move || value().map(|value| view! { <dt>{desk.text(name)}</dt><dd>{value}</dd> })
}

fn key_of(state: State) -> Key {
    match state {
        State::Waiting => say::STATE_WAITING,
        State::Active => say::STATE_ACTIVE,
        State::Left => say::STATE_LEFT,
        State::Closed => say::STATE_CLOSED,
    }
}
