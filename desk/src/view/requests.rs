//! Contact requests, the oldest promise first: by which day an answer was promised, handle, what it
//! is about, first words, and a button to take it. One past its promise says so, and has a mark of
//! its own; so does one whose resident cannot be reached, or left the page in a hurry. The heading can
//! hold the focus when the row that had it is gone. Of a long list the first ones are shown.

use juttu_shared::rules::date::LocalTime;
use juttu_shared::texts::desk::{self as say, alerts};
use juttu_shared::wire::v1::agent::Waiting as Resident;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use super::rest::Rest;
use super::shell::Shell;
use crate::desk::Desk;
use crate::model::queue::SHOWN_ROWS;

/// The contact requests.
#[component]
pub(crate) fn Requests() -> impl IntoView {
    let desk = Desk::of_page();
    let count = desk.memo(|model| model.requests().count());
    let is_whole = RwSignal::new(false);
    let rows = desk.rows(move |model, now_ms| {
        let at_most = if is_whole.get() {
            usize::MAX
        } else {
            SHOWN_ROWS
        };
        let shown = model.requests_by_promise().into_iter().take(at_most);
        let row = |waiting: &Resident| (waiting.conversation, Seen::of(waiting, now_ms));
        shown.map(row).collect()
    });
    view! {
        <section class="requests" aria-labelledby="requests-heading" data-part="requests">
            <div class="head">
                <h2 id="requests-heading" tabindex="-1">
                    {desk.text(say::REQUESTS)} " " {count}
                </h2>
            </div>
            {move || {
                (count.get() == 0)
                    .then(|| view! { <p class="none">{desk.text(say::NO_REQUESTS)}</p> })
            }}
            <ol data-list="requests">
                <For
                    each=move || rows.ids()
                    key=|id| *id
                    children=move |id| rows.row(id).map(|seen| view! { <Row seen=seen.into()/> })
                />
                <Rest count is_whole/>
            </ol>
        </section>
    }
}

/// What the list shows of a contact request.
#[derive(Clone, PartialEq)]
struct Seen {
    waiting: Resident,
    is_overdue: bool,
}

impl Seen {
    fn of(waiting: &Resident, now_ms: i64) -> Self {
        let by_ms = waiting.request.and_then(|request| request.answer_by_ms);
        Self {
            waiting: waiting.clone(),
            is_overdue: by_ms.is_some_and(|by_ms| by_ms < now_ms),
        }
    }
}

/// A contact request. It is drawn once, and changes where it stands.
#[component]
fn Row(
    /// What is shown.
    seen: RwSignal<Seen>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let resident = Signal::derive(move || seen.read().waiting.clone());
    let reference = seen.with_untracked(|seen| seen.waiting.reference);
    let request = move || seen.read().waiting.request;
    let answer_by = Signal::derive(move || request()?.answer_by);
    let is_reachable = move || request().is_some_and(|request| request.reach.is_possible());
    let has_exited = move || request().is_some_and(|request| request.exited);
    let is_overdue = Signal::derive(move || seen.read().is_overdue);
    let promise = promise(desk, answer_by);
    let day = move || {
        let at = answer_by.get()?;
        let today = desk.today();
        let is_today = today == Some(at.date);
        Some((is_today, desk.words(|words| words.by_day(at.date, today))))
    };
    let pressing = move || {
        let late = is_overdue.get().then(desk.text(say::OVERDUE));
        let exited = has_exited().then(desk.text(say::EXITED));
        let parts = exited.into_iter().chain(late).chain(promise.get());
        parts.collect::<Vec<_>>().join(", ")
    };
    view! {
        <Shell resident part="request" is_late=is_overdue also=Signal::derive(pressing)>
            <p class="line" data-overdue=move || is_overdue.get().to_string()>
                <b>{move || desk.words(|words| words.resident(reference))}</b>
                {move || {
                    day()
                        .map(|(is_today, words)| {
                            view! {
                                <span class="due" class:mark=is_today class:soon=is_today>
                                    <span class="aloud">{desk.text(alerts::TO_ANSWER)} " "</span>
                                    {words}
                                </span>
                            }
                        })
                }}
                <Late is_overdue/>
            </p>
            {move || {
                has_exited()
                    .then(|| {
                        view! {
                            <p>
                                <span class="mark late" data-fact="exited">
                                    <Icon which=Which::Warn/>
                                    {desk.text(say::EXITED)}
                                </span>
                            </p>
                        }
                    })
            }}
            {move || {
                (!is_reachable())
                    .then(|| {
                        view! {
                            <p>
                                <span class="mark muted" data-fact="reach">
                                    <Icon which=Which::Off/>
                                    {desk.text(say::NOT_REACHABLE)}
                                </span>
                            </p>
                        }
                    })
            }}
        </Shell>
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
    Memo::new(move |_| (answer_by_ms.get()).is_some_and(|by_ms| by_ms < desk.step_ms()))
}

/// By when an answer was promised in the service's own time, in words.
pub(super) fn promise(desk: Desk, answer_by: Signal<Option<LocalTime>>) -> Signal<Option<String>> {
    Signal::derive(move || {
        let at = answer_by.get()?;
        Some(desk.words(|words| words.answer_by(at)))
    })
}
