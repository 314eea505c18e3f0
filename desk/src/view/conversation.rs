//! One conversation: whose it is and what is particular about it, its log, and the form to answer
//! with; once one can no longer answer, why, and how to take it off the list. The heading can hold
//! the focus.

use juttu_shared::id::ConversationId;
use juttu_shared::rules::state::State;
use juttu_shared::texts::desk as say;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use super::log::Log;
use super::over::Over;
use super::reach::Reach;
use super::reply_form::ReplyForm;
use super::requests::{Late, overdue, promise};
use crate::desk::{Desk, Pane};
use crate::model::Standing;

/// The conversation on screen.
#[component]
pub(crate) fn Conversation(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let state = desk.memo(move |model| model.conversation(id).map(|found| found.state));
    let standing = desk.memo(move |model| model.conversation(id).map(|found| found.standing()));
    let is_request = desk.memo(move |model| {
        let found = model.conversation(id);
        found.is_some_and(|found| !found.is_live && found.standing() != Standing::Gone)
    });
    view! {
        <section
            class="talk"
            aria-labelledby="conversation-heading"
            data-part="conversation"
            data-conversation=id.0.to_string()
            data-state=move || state.get().map(State::name)
            data-request=move || is_request.get().to_string()
        >
            <Top id/>
            {move || is_request.get().then(|| view! { <Reach id/> })}
            <Log id/>
            {move || match standing.get() {
                Some(standing @ (Standing::Ended | Standing::Gone)) => {
                    view! { <Over id standing/> }.into_any()
                }
                _ => view! { <ReplyForm id/> }.into_any(),
            }}
        </section>
    }
}

/// Whose it is: the handle with what is particular, and beneath it what it is about.
#[component]
fn Top(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let reference =
        desk.memo(move |model| model.conversation(id).map_or(0, |found| found.reference));
    let language = desk.memo(move |model| {
        let language = model.conversation(id)?.language()?;
        Some(language.to_owned())
    });
    let service = desk.memo(move |model| {
        let conversation = model.conversation(id)?;
        Some(model.service_name(&conversation.service).to_owned())
    });
    let tongue = move || {
        let tag = language.get()?;
        Some(desk.words(|words| [" · ", &words.language_name(&tag)].concat()))
    };
    let away = desk.memo(move |model| model.conversation(id).is_some_and(|found| found.away));
    let is_request =
        desk.memo(move |model| model.conversation(id).is_some_and(|found| !found.is_live));
    // A promise is kept once an answer stands there.
    let answer_by_ms = desk.memo(move |model| {
        let found = model.conversation(id)?;
        let is_owed = found.standing() == Standing::Held && found.unanswered_since_ms().is_some();
        found.answer_by_ms.filter(|_| is_owed)
    });
    let promise = promise(desk, answer_by_ms.into());
    let is_overdue = overdue(desk, answer_by_ms.into());
    view! {
        <header class="top">
            <div>
                <h2 id="conversation-heading" tabindex="-1">
                    {move || desk.words(|words| words.resident(reference.get()))}
                    {move || {
                        is_request
                            .get()
                            .then(|| {
                                view! {
                                    " "
                                    <span class="mark" data-fact="request">
                                        {desk.text(say::REQUEST)}
                                    </span>
                                }
                            })
                    }}
                    {move || {
                        away.get()
                            .then(|| {
                                view! {
                                    " "
                                    <span class="mark" data-fact="away">
                                        <Icon which=Which::Off/>
                                        {desk.text(say::RESIDENT_AWAY)}
                                    </span>
                                }
                            })
                    }}
                </h2>
                <p class="muted">
                    {service} {tongue}
                    {move || promise.get().map(|words| [" · ", &words].concat())} " "
                    <Late is_overdue/>
                </p>
            </div>
            <button type="button" class="btn narrow" on:click=move |_| desk.turn_to(Pane::Facts)>
                {desk.text(say::DETAILS)}
            </button>
        </header>
    }
}
