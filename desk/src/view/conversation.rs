//! One conversation: whose it is, what is particular about it and who takes part, its log, and the
//! form to answer with; for one who is only asked, that the resident sees nothing of it; once one can
//! no longer answer, why, and how to take it off the list. The heading can hold the focus.

use juttu_shared::id::ConversationId;
use juttu_shared::rules::state::State;
use juttu_shared::texts::desk as say;
use juttu_shared::texts::desk::acts;
use juttu_shared::wire::v1::agent::Hold;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use super::identity::{Mark, Mixed, Pending};
use super::log::Log;
use super::over::Over;
use super::reach::Reach;
use super::reply_form::ReplyForm;
use super::requests::{Late, overdue, promise};
use crate::desk::{Desk, Pane};
use crate::model::{self, Standing};

/// The conversation on screen.
#[component]
pub(crate) fn Conversation(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let state = desk.memo(move |model| model.conversation(id).map(|found| found.state));
    let standing = desk.memo(move |model| {
        let found = model.conversation(id);
        found.map(|found| (found.standing(), found.hold))
    });
    let is_request = desk.memo(move |model| {
        let found = model.conversation(id);
        found.is_some_and(|found| {
            !found.is_live && found.standing() != Standing::Gone && found.hold == Hold::Own
        })
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
            <Mixed id/>
            {move || is_request.get().then(|| view! { <Reach id/> })}
            <Log id/>
            {move || match standing.get() {
                Some((standing @ (Standing::Ended | Standing::Gone), _)) => {
                    view! { <Over id standing/> }.into_any()
                }
                Some((Standing::Held, Hold::Own)) => view! { <ReplyForm id/> }.into_any(),
                Some((Standing::Held, Hold::Consulted)) => view! {
                    <p class="aside" data-fact="consulted">
                        <Icon which=Which::Info/>
                        " "
                        {desk.text(acts::CONSULTED_ONLY)}
                    </p>
                }
                .into_any(),
                Some((Standing::Held, Hold::Looked)) | None => ().into_any(),
            }}
        </section>
    }
}

/// Whose it is: the handle with what is particular, and beneath it what it is about, who takes part
/// and who is asked.
#[component]
pub(super) fn Top(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let reference = desk.memo(move |model| model.shown(id).map_or(0, |found| found.reference));
    let language = desk.memo(move |model| Some(model.shown(id)?.language()?.to_owned()));
    let service = desk.memo(move |model| {
        let conversation = model.shown(id)?;
        Some(model.service_name(&conversation.service).to_owned())
    });
    let began_ms = desk.memo(move |model| model.shown(id)?.opened_ms());
    let away = desk.memo(move |model| {
        let found = model.shown(id);
        found.is_some_and(model::Conversation::is_missed)
    });
    let is_request = desk.memo(move |model| model.shown(id).is_some_and(|found| !found.is_live));
    // A promise is kept once an answer stands there.
    let answer_by_ms = desk.memo(move |model| model.shown(id)?.owed_by_ms());
    let answer_by = desk.memo(move |model| model.shown(id)?.owed_by());
    let promise = promise(desk, answer_by.into());
    let is_overdue = overdue(desk, answer_by_ms.into());
    let about = move || {
        let tongue = language
            .get()
            .map(|tag| desk.words(|words| words.language_name(&tag)));
        let began = began_ms.get().and_then(|at_ms| {
            let when = desk.time_or_day(at_ms)?;
            Some(desk.words(|words| words.fill(acts::BEGAN_AT, "when", &when)))
        });
        let parts = [service.get(), tongue, began, promise.get()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
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
                    <Mark id/>
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
                    {about} " "
                    <Late is_overdue/>
                </p>
                <Company id/>
                <Pending id/>
            </div>
            <button type="button" class="btn narrow" on:click=move |_| desk.turn_to(Pane::Facts)>
                {desk.text(say::DETAILS)}
            </button>
        </header>
    }
}

/// Who takes part, and who is asked: while there is somebody beside oneself.
#[component]
fn Company(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let company = desk.memo(move |model| {
        let company = model.company(id)?;
        let agents = &company.agents;
        let is_shared =
            agents.len() > 1 || !company.consulted.is_empty() || !agents.contains(&None);
        is_shared.then_some(company)
    });
    move || {
        company.get().map(
            |model::Company {
                 agents,
                 consulted: asked,
             }| {
                let is_any = (!agents.is_empty(), !asked.is_empty());
                let taking_part = move || {
                    desk.words(|words| words.fill(acts::TAKING_PART, "who", &words.names(&agents)))
                };
                let consulted = move || {
                    desk.words(|words| words.fill(acts::ASKED, "who", &words.names(&asked)))
                };
                view! {
                    <p class="company" data-part="company">
                        {is_any.0.then(|| view! { <span>{taking_part}</span> })}
                        {(is_any.0 && is_any.1).then_some(" · ")}
                        {is_any
                            .1
                            .then(|| {
                                view! {
                                    <span class="asked" data-fact="asked">
                                        <Icon which=Which::Lock/>
                                        {consulted}
                                    </span>
                                }
                            })}
                    </p>
                }
            },
        )
    }
}
