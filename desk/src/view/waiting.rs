//! Who waits, longest first: handle, wait, service, language, first words, and a button to take
//! the conversation. The button's name says whom it takes. The heading can hold the focus when the
//! row that had it is gone.

use juttu_shared::texts::desk as say;
use juttu_shared::wire::v1::agent::Waiting as Resident;
use leptos::prelude::*;

use crate::desk::Desk;

/// The queue.
#[component]
pub(crate) fn Waiting() -> impl IntoView {
    let desk = Desk::of_page();
    let waiting = desk.memo(|model| model.waiting.clone());
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
            <ol>
                <For
                    each=move || waiting.get()
                    key=|resident| (
                        resident.conversation,
                        resident.since_ms,
                        resident.service.clone(),
                        resident.first_words.clone(),
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
    let Resident {
        conversation,
        service,
        reference,
        since_ms,
        language,
        first_words,
        ..
    } = resident;
    let hook = service.0.clone();
    let name = desk.memo(move |model| model.service_name(&service).to_owned());
    let is_claiming = desk.memo(move |model| model.is_claiming(conversation));
    let minutes = Memo::new(move |_| minutes_since(since_ms, desk.now_ms()));
    let tongue = language.clone();
    let claim_name = move || {
        desk.words(|words| {
            let claim = words.fill(say::CLAIM_REFERENCE, "n", &reference.to_string());
            [claim, words.waited(minutes.get())].join(", ")
        })
    };
    let claim_label = move || {
        let key = if is_claiming.get() {
            say::CLAIMING
        } else {
            say::CLAIM
        };
        desk.words(|words| words.say(key))
    };
    view! {
        <li
            class="item"
            data-part="waiting"
            data-conversation=conversation.0.to_string()
            data-service=hook
            data-reference=reference.to_string()
        >
            <div>
                <p class="line">
                    <b>{move || desk.words(|words| words.resident(reference))}</b>
                    <span class="wait">{move || desk.words(|words| words.waited(minutes.get()))}</span>
                </p>
                <p>
                    {name} " · " {move || desk.words(|words| words.language_name(&tongue))}
                </p>
                <p class="words muted" lang=language>{first_words}</p>
            </div>
            <button
                type="button"
                class="btn lined"
                data-part="claim"
                aria-label=claim_name
                aria-disabled=move || is_claiming.get().then_some("true")
                on:click=move |_| desk.claim(conversation)
            >
                {claim_label}
            </button>
        </li>
    }
}

/// Whole minutes; none while the clocks disagree.
fn minutes_since(since_ms: i64, now_ms: i64) -> u64 {
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
