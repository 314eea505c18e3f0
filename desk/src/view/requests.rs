//! Contact requests, oldest first: handle, by when an answer was promised, service, topic,
//! language, first words, and a button to take it. One past its promise says so, and has a mark of
//! its own; so does one whose resident cannot be reached. The heading can hold the focus when the
//! row that had it is gone.

use juttu_shared::texts::desk as say;
use juttu_shared::wire::v1::agent::Waiting as Resident;
use leptos::prelude::*;

use super::claim::{Claim, keep_focus, matter};
use super::icon::{Icon, Which};
use crate::browser::clock::local_time;
use crate::desk::Desk;

/// The contact requests.
#[component]
pub(crate) fn Requests() -> impl IntoView {
    let desk = Desk::of_page();
    let requests = desk.memo(|model| model.requests().cloned().collect::<Vec<_>>());
    view! {
        <section class="requests" aria-labelledby="requests-heading" data-part="requests">
            <h2 class="head" id="requests-heading" tabindex="-1">
                {desk.text(say::REQUESTS)} " " {move || requests.read().len()}
            </h2>
            {move || {
                requests
                    .read()
                    .is_empty()
                    .then(|| view! { <p class="none">{desk.text(say::NO_REQUESTS)}</p> })
            }}
            <ol data-list="requests">
                <For
                    each=move || requests.get()
                    key=|resident| (
                        resident.conversation,
                        resident.since_ms,
                        resident.request.and_then(|request| request.answer_by_ms),
                        resident.request.is_some_and(|request| request.reach.is_possible()),
                        resident.request.is_some_and(|request| request.exited),
                        resident.first_words.clone(),
                    )
                    children=|resident| view! { <Row resident/> }
                />
            </ol>
        </section>
    }
}

/// A contact request.
#[component]
fn Row(
    /// Whose.
    resident: Resident,
) -> impl IntoView {
    let desk = Desk::of_page();
    let matter = matter(desk, &resident);
    let Resident {
        conversation,
        service,
        reference,
        language,
        first_words,
        request,
        ..
    } = resident;
    let answer_by_ms = request.and_then(|request| request.answer_by_ms);
    let is_reachable = request.is_some_and(|request| request.reach.is_possible());
    let has_exited = request.is_some_and(|request| request.exited);
    let is_overdue = overdue(desk, Signal::stored(answer_by_ms));
    let promise = promise(desk, Signal::stored(answer_by_ms));
    let pressing = move || {
        let late = is_overdue.get().then(desk.text(say::OVERDUE));
        let exited = has_exited.then(desk.text(say::EXITED));
        let parts = exited.into_iter().chain(late).chain(promise.get());
        parts.collect::<Vec<_>>().join(", ")
    };
    view! {
        <li
            class="item"
            class:late=move || is_overdue.get()
            on:mousedown=keep_focus
            data-part="request"
            data-conversation=conversation.0.to_string()
            data-service=service.0
            data-reference=reference.to_string()
            data-overdue=move || is_overdue.get().to_string()
        >
            <div>
                <p class="line">
                    <b>{move || desk.words(|words| words.resident(reference))}</b>
                    <Late is_overdue/>
                </p>
                <p class="wait">{promise}</p>
                {has_exited
                    .then(|| {
                        view! {
                            <p>
                                <span class="mark late" data-fact="exited">
                                    <Icon which=Which::Warn/>
                                    {desk.text(say::EXITED)}
                                </span>
                            </p>
                        }
                    })}
                {(!is_reachable)
                    .then(|| {
                        view! {
                            <p>
                                <span class="mark" data-fact="reach">
                                    <Icon which=Which::Off/>
                                    {desk.text(say::NOT_REACHABLE)}
                                </span>
                            </p>
                        }
                    })}
                <p>{matter}</p>
                <p class="words muted" lang=language>{first_words}</p>
            </div>
            <Claim conversation reference also=Signal::derive(pressing)/>
        </li>
    }
}

/// The mark of a request past its promise.
#[component]
pub(crate) fn Late(
    /// Whether it is.
    #[prop(into)]
    is_overdue: Signal<bool>,
) -> impl IntoView {
    let desk = Desk::of_page();
    move || {
        is_overdue.get().then(|| {
            view! {
                <span class="mark late" data-fact="overdue">
                    <Icon which=Which::Clock/>
                    {desk.text(say::OVERDUE)}
                </span>
            }
        })
    }
}

/// Whether a promise is past.
pub(super) fn overdue(desk: Desk, answer_by_ms: Signal<Option<i64>>) -> Memo<bool> {
    Memo::new(move |_| (answer_by_ms.get()).is_some_and(|by_ms| by_ms < desk.now_ms()))
}

/// By when an answer was promised, in words.
pub(super) fn promise(desk: Desk, answer_by_ms: Signal<Option<i64>>) -> Signal<Option<String>> {
    Signal::derive(move || {
        let at = local_time(answer_by_ms.get()?)?;
        Some(desk.words(|words| words.answer_by(at)))
    })
}
