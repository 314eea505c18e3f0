//! Who waits: those sent back to the front, then longest first: handle, wait, service, topic,
//! language, first words, whether the resident is away, and a button to take the conversation. The
//! button's name says whom it takes. The heading can hold the focus when the row that had it is
//! gone.

use juttu_shared::texts::desk as say;
use juttu_shared::wire::v1::agent::Waiting as Resident;
use leptos::prelude::*;

use super::claim::{Claim, keep_focus, matter};
use super::icon::{Icon, Which};
use crate::desk::Desk;

/// The queue.
#[component]
pub(crate) fn Waiting() -> impl IntoView {
    let desk = Desk::of_page();
    let waiting = desk.memo(|model| model.queue().cloned().collect::<Vec<_>>());
    let is_present = desk.memo(|model| {
        let mut services = model.me.iter().flat_map(|me| &me.services);
        services.any(|named| model.is_present(&named.id))
    });
    let nobody = move || {
        waiting.read().is_empty().then(|| {
            let rest = move || (!is_present.get()).then(desk.text(say::NOT_PRESENT));
            view! {
                <p class="none">{desk.text(say::NOBODY_WAITS)} " " {rest}</p>
            }
        })
    };
    view! {
        <section class="waiting" aria-labelledby="waiting-heading">
            <h2 class="head" id="waiting-heading" tabindex="-1">
                {desk.text(say::WAITING)} " " {move || waiting.read().len()}
            </h2>
            {nobody}
            <ol data-list="waiting">
                <For
                    each=move || waiting.get()
                    key=|resident| (
                        resident.conversation,
                        resident.since_ms,
                        resident.service.clone(),
                        resident.topic.clone(),
                        resident.first_words.clone(),
                        resident.in_front,
                    )
                    children=|resident| view! { <Row resident/> }
                />
            </ol>
        </section>
    }
}

/// One who waits.
#[component]
fn Row(
    /// Who.
    resident: Resident,
) -> impl IntoView {
    let desk = Desk::of_page();
    let matter = matter(desk, &resident);
    let Resident {
        conversation,
        service,
        reference,
        since_ms,
        in_front,
        language,
        first_words,
        ..
    } = resident;
    // Kept out of the row's key: whoever is about to press the button keeps it.
    let away = desk.memo(move |model| {
        let mut waiting = model.waiting.iter();
        waiting.any(|waiting| waiting.conversation == conversation && waiting.away)
    });
    let minutes = Memo::new(move |_| minutes_since(since_ms, desk.now_ms()));
    let waited = move || desk.words(|words| words.waited(minutes.get()));
    view! {
        <li
            class="item"
            on:mousedown=keep_focus
            data-part="waiting"
            data-conversation=conversation.0.to_string()
            data-service=service.0
            data-reference=reference.to_string()
            data-away=move || away.get().then_some("true")
        >
            <div>
                <p class="line">
                    <b>{move || desk.words(|words| words.resident(reference))}</b>
                    <span class="wait">{waited}</span>
                </p>
                {in_front
                    .then(|| view! { <p><span class="mark">{desk.text(say::AT_FRONT)}</span></p> })}
                {move || {
                    away.get()
                        .then(|| {
                            view! {
                                <p class="muted" data-fact="away">
                                    <Icon which=Which::Off/>
                                    " "
                                    {desk.text(say::RESIDENT_AWAY)}
                                    ", "
                                    {desk.text(say::KEEPS_PLACE)}
                                </p>
                            }
                        })
                }}
                <p>{matter}</p>
                <p class="words muted" lang=language>{first_words}</p>
            </div>
            <Claim conversation reference also=Signal::derive(waited)/>
        </li>
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
