//! Who waits: those sent back to the front, then longest first: wait, handle, what it is about, first
//! words, whether the resident is away, and a button to take the conversation. One who has waited
//! longer than promised says so. The button above takes whoever is next. The heading can hold the
//! focus when the row that had it is gone. Of a long queue the first ones are shown.

use juttu_shared::id::ConversationId;
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
    let count = desk.memo(|model| model.queue().count());
    let is_whole = RwSignal::new(false);
    let shown = Memo::new(move |_| {
        let at_most = if is_whole.get() {
            usize::MAX
        } else {
            SHOWN_ROWS
        };
        desk.read(|model| model.queue().take(at_most).cloned().collect::<Vec<_>>())
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
                    each=move || shown.get()
                    key=|resident| (
                        resident.conversation,
                        resident.since_ms,
                        resident.service.clone(),
                        resident.topic.clone(),
                        resident.first_words.clone(),
                        resident.in_front,
                    )
                    children=move |resident| view! { <Row resident shown/> }
                />
            </ol>
            <Rest count is_whole/>
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

/// One who waits.
#[component]
fn Row(
    /// Who.
    resident: Resident,
    /// The rows: what changes of one without its being drawn anew is read there.
    shown: Memo<Vec<Resident>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let (id, since_ms, reference) = (resident.conversation, resident.since_ms, resident.reference);
    // Kept out of the row's key: whoever is about to press the button keeps it.
    let away = Memo::new(move |_| shown.with(|shown| is_away(shown, id)));
    let minutes = Memo::new(move |_| minutes_since(since_ms, desk.step_ms().get()));
    let judged = resident.clone();
    let is_late = {
        let promise_ms = desk.named(move |model| {
            let named = model.named(&judged.service);
            named.and_then(|named| named.promise_ms)
        });
        Memo::new(move |_| {
            let waited_ms = desk.step_ms().get().saturating_sub(since_ms);
            promise_ms
                .get()
                .is_some_and(|promise_ms| waited_ms > promise_ms)
        })
    };
    let waited = move || desk.words(|words| words.waited(minutes.get()));
    let also = move || {
        let late = is_late.get().then(desk.text(alerts::PAST_PROMISE));
        let parts = [Some(waited()), late];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let (in_front, door) = (resident.in_front, resident.door.clone());
    let came = move || {
        let door = door.clone();
        match door {
            Some(door) => {
                let name = desk.named(move |model| {
                    model
                        .named(&door)
                        .map_or_else(|| door.0.clone(), |it| it.name.clone())
                });
                let words = move || {
                    let name = name.get();
                    desk.words(|words| words.fill(alerts::HANDED_FROM, "service", &name))
                };
                Some(
                    view! { <p><span class="mark" data-fact="handed">{words}</span></p> }
                        .into_any(),
                )
            }
            None if in_front => Some(
                view! { <p><span class="mark">{desk.text(say::AT_FRONT)}</span></p> }.into_any(),
            ),
            None => None,
        }
    };
    view! {
        <Shell resident part="waiting" is_late is_away=away also=Signal::derive(also)>
            <p class="line">
                <b class="wait">{move || desk.words(|words| words.minutes(minutes.get()))}</b>
                <span class="muted">{move || desk.words(|words| words.resident(reference))}</span>
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
            </p>
            {came()}
            {move || {
                away.get()
                    .then(|| {
                        view! {
                            <p>
                                <span class="mark muted" data-fact="away">
                                    <Icon which=Which::Off/>
                                    {desk.text(alerts::AWAY_NOW)}
                                    <span class="aloud">", " {desk.text(say::KEEPS_PLACE)}</span>
                                </span>
                            </p>
                        }
                    })
            }}
        </Shell>
    }
}

fn is_away(shown: &[Resident], id: ConversationId) -> bool {
    let mut shown = shown.iter();
    shown.any(|resident| resident.conversation == id && resident.away)
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
