//! Who waits: those sent back to the front, then longest first: wait, handle, what it is about, first
//! words, whether the resident is away, and a button to take the conversation. One who has waited
//! longer than promised says so. The button above takes whoever is next. The heading can hold the
//! focus when the row that had it is gone. Of a long queue the first ones are shown.

use juttu_shared::texts::desk::{self as say, alerts};
use juttu_shared::wire::v1::agent::Waiting as Resident;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use super::keys::Hint;
use super::rest::Rest;
use super::shell::Shell;
use crate::desk::Desk;
use crate::model::Model;
use crate::model::queue::SHOWN_ROWS;
use crate::model::shortcuts::Aim;

/// The queue.
#[component]
pub(crate) fn Waiting() -> impl IntoView {
    let desk = Desk::of_page();
    let is_whole = RwSignal::new(false);
    let count = desk.memo(|model| model.queue().count());
    let rows = desk.rows(move |model, now_ms| {
        let at_most = if is_whole.get() {
            usize::MAX
        } else {
            SHOWN_ROWS
        };
        let shown = model.queue().take(at_most);
        shown
            .map(|waiting| (waiting.conversation, Seen::of(model, waiting, now_ms)))
            .collect()
    });
    let is_present = desk.memo(Model::is_present_anywhere);
    let nobody = move || {
        (count.get() == 0).then(|| {
            let rest = move || (!is_present.get()).then(desk.text(say::NOT_PRESENT));
            view! {
                <p class="none">{desk.text(say::NOBODY_WAITS)} " " {rest}</p>
            }
        })
    };
    view! {
        <section class="waiting" aria-labelledby="waiting-heading">
            <div class="head">
                <h2 id="waiting-heading" tabindex="-1">
                    {desk.text(say::WAITING)} " " {count}
                </h2>
                {move || (count.get() > 0).then(|| view! { <Next/> })}
            </div>
            {nobody}
            <ol data-list="waiting">
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

/// Takes whoever is next.
#[component]
fn Next() -> impl IntoView {
    let desk = Desk::of_page();
    view! {
        <button
            type="button"
            class="btn lined"
            data-part="take-next"
            aria-keyshortcuts=move || desk.aria_keys(Aim::Next, 0)
            on:click=move |_| desk.take_next()
        >
            {desk.text(alerts::TAKE_NEXT)}
            <Hint aim=Aim::Next/>
        </button>
    }
}

/// What the list shows of one who waits.
#[derive(Clone, PartialEq)]
struct Seen {
    waiting: Resident,
    minutes: u64,
    is_late: bool,
}

impl Seen {
    fn of(model: &Model, waiting: &Resident, now_ms: i64) -> Self {
        Self {
            waiting: waiting.clone(),
            minutes: minutes_since(waiting.since_ms, now_ms),
            is_late: model.is_late(waiting, now_ms),
        }
    }
}

/// One who waits. It is drawn once, and changes where it stands: whoever is about to press the
/// button keeps it.
#[component]
fn Row(
    /// What is shown.
    seen: RwSignal<Seen>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let resident = Signal::derive(move || seen.read().waiting.clone());
    let reference = seen.with_untracked(|seen| seen.waiting.reference);
    let is_away = Signal::derive(move || seen.read().waiting.away);
    let is_late = Signal::derive(move || seen.read().is_late);
    let also = move || {
        let (minutes, is_late) = seen.with(|seen| (seen.minutes, seen.is_late));
        let late = is_late.then(desk.text(alerts::PAST_PROMISE));
        let waited = desk.words(|words| words.waited(minutes));
        let parts = [Some(waited), late];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let wait = move || {
        let minutes = seen.read().minutes;
        desk.words(|words| words.minutes(minutes))
    };
    let came = move || came(desk, &seen.read().waiting);
    view! {
        <Shell resident part="waiting" is_late is_away also=Signal::derive(also)>
            <p class="line">
                <b class="wait">{wait}</b>
                {move || {
                    is_late
                        .get()
                        .then(|| {
                            view! {
                                <span class="mark late" data-fact="late">
                                    <Icon which=Which::Clock/>
                                    {desk.text(alerts::PAST_PROMISE)}
                                </span>
                            }
                        })
                }}
                {move || {
                    came()
                        .map(|words| view! { <span class="mark" data-fact="came">{words}</span> })
                }}
                {move || {
                    is_away
                        .get()
                        .then(|| {
                            view! {
                                <span class="mark muted" data-fact="away">
                                    <Icon which=Which::Off/>
                                    {desk.text(alerts::AWAY_NOW)}
                                    <span class="aloud">
                                        " (" {desk.text(say::KEEPS_PLACE)} ")"
                                    </span>
                                </span>
                            }
                        })
                }}
                <span class="who muted">{move || desk.words(|words| words.resident(reference))}</span>
            </p>
        </Shell>
    }
}

/// How it came into the queue, when not from the service's own page: from another service, or back.
fn came(desk: Desk, waiting: &Resident) -> Option<String> {
    match &waiting.door {
        Some(door) => {
            let name = desk.names(|model| {
                let named = model.named(door);
                named.map_or_else(|| door.0.clone(), |named| named.name.clone())
            });
            Some(desk.words(|words| words.fill(alerts::HANDED_FROM, "service", &name)))
        }
        None => (waiting.in_front).then(|| desk.words(|words| words.say(say::AT_FRONT))),
    }
}

/// Whole minutes; none while the clocks disagree.
pub(super) fn minutes_since(since_ms: i64, now_ms: i64) -> u64 {
    u64::try_from(now_ms.saturating_sub(since_ms) / 60_000).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::minutes_since;

    #[test]
    fn a_wait_is_whole_minutes_and_never_negative() {
        assert_eq!(minutes_since(0, 59_999), 0);
        assert_eq!(minutes_since(0, 60_000), 1);
        assert_eq!(minutes_since(600_000, 0), 0);
    }
}
