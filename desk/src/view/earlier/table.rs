//! What was found: a table on a laptop, a list of cards on a phone. Each row has its own button, named
//! by the resident's number.

use juttu_shared::rules::state::State;
use juttu_shared::texts::desk::{self as say, pages as page_say};
use juttu_shared::wire::v1::agent::Past;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::model::Model;

/// What was found, or that nothing was.
#[component]
pub(super) fn Table() -> impl IntoView {
    let desk = Desk::of_page();
    let rows = desk.memo(|model| model.past.rows.clone());
    let more = desk.memo(|model| model.past.more);
    let number = desk.memo(|model| model.past.number);
    let refused = desk.memo(|model| model.past.refused);
    let is_finding = desk.memo(Model::is_finding);
    let is_none = desk.memo(|model| model.past.is_answered && model.past.rows.is_empty());
    let nothing = move || {
        desk.words(|words| match number.get() {
            Some(number) => words.fill(page_say::PAST_NONE_NUMBER, "n", &number.to_string()),
            None => words.say(page_say::PAST_NONE),
        })
    };
    let header = move |key| view! { <th scope="col">{desk.text(key)}</th> };
    view! {
        {move || {
            refused
                .get()
                .map(|code| {
                    view! {
                        <p class="notice-box bad" role="alert">
                            {move || desk.words(|words| words.refusal(code))}
                        </p>
                    }
                })
        }}
        <p class="muted" role="status">
            {move || is_none.get().then(nothing)}
            {move || {
                is_finding.get().then(|| desk.words(|words| words.say(page_say::PAGE_FETCHING)))
            }}
        </p>
        {move || {
            (!rows.read().is_empty())
                .then(|| {
                    view! {
                        <table class="stack" data-part="earlier">
                            <caption class="aloud">{desk.text(page_say::EARLIER)}</caption>
                            <thead>
                                <tr>
                                    {header(page_say::AUDIT_CONVERSATION)}
                                    {header(page_say::PAST_BEGAN)}
                                    {header(page_say::PAST_STATE)}
                                    {header(say::TOPIC)}
                                    {header(say::OUTCOME)}
                                    <td></td>
                                </tr>
                            </thead>
                            <tbody>
                                <For
                                    each=move || rows.get()
                                    key=|row| (row.conversation, row.state.name())
                                    children=|row| view! { <Row row/> }
                                />
                            </tbody>
                        </table>
                    }
                })
        }}
        {move || {
            more.get()
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="btn"
                            aria-disabled=move || is_finding.get().then_some("true")
                            on:click=move |_| desk.find_older()
                        >
                            {desk.text(page_say::PAST_OLDER)}
                        </button>
                    }
                })
        }}
    }
}

/// One of them.
#[component]
fn Row(
    /// Which.
    row: Past,
) -> impl IntoView {
    let desk = Desk::of_page();
    let (id, reference) = (row.conversation, row.reference);
    let names = {
        let (service, topic) = (row.service.clone(), row.topic.clone());
        desk.memo(move |model| {
            let topic = topic
                .as_deref()
                .map(|topic| model.topic_name(&service, topic).to_owned());
            (model.service_name(&service).to_owned(), topic)
        })
    };
    let state = move || {
        let ended = row
            .closed_at_ms
            .map(|at_ms| desk.day_and_time(at_ms))
            .unwrap_or_default();
        desk.words(|words| match row.state {
            State::Waiting => words.say(page_say::PAST_WAITING),
            State::Active => words.say(page_say::PAST_ACTIVE),
            State::Left => words.say(page_say::PAST_LEFT),
            State::Closed => words.fill(page_say::PAST_CLOSED, "when", &ended),
        })
    };
    let read = move || {
        desk.words(|words| words.fill(page_say::PAST_READ_THAT, "n", &reference.to_string()))
    };
    view! {
        <tr data-reference=reference.to_string()>
            <th scope="row">
                {move || desk.words(|words| words.resident(reference))}
                <span class="muted block">{move || names.get().0}</span>
                {(!row.own)
                    .then(|| {
                        view! { <span class="muted block">{desk.text(page_say::PAST_NOT_OWN)}</span> }
                    })}
            </th>
            <td>{move || desk.day_and_time(row.opened_at_ms)}</td>
            <td>{state}</td>
            <td>{move || names.get().1}</td>
            <td>{move || row.outcome.map(|outcome| desk.words(|words| words.outcome(outcome)))}</td>
            <td>
                <button
                    type="button"
                    class="btn"
                    aria-label=read
                    on:click=move |_| desk.look_up(id)
                >
                    {desk.text(page_say::PAST_READ)}
                </button>
            </td>
        </tr>
    }
}
