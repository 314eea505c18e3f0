//! Who the resident is: what stands about it at the head of a conversation and in its log, the card
//! with the person, and the panels that ask to identify and that forget.
//!
//! A name stands in the card alone, once it was opened. That somebody identified, or another person
//! did, is said aloud by the announcer in the words that stand here, so none is a live region.

mod ask;
mod card;
mod forget;
mod person;
mod why;

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk::identity as say;
use juttu_shared::texts::desk::{self, acts};
use leptos::prelude::*;

use super::icon::{Icon, Which};
use crate::desk::{Desk, Pane};
use crate::model::{Conversation, From, Step};

pub(super) use ask::AskIdentification;
pub(super) use card::IdentityCard;
pub(super) use forget::{Forget, Reminder};

/// Whether the resident is away: then who they are can't be forgotten.
fn away(desk: Desk, id: ConversationId) -> Memo<bool> {
    desk.memo(move |model| model.shown(id).is_some_and(|found| found.away))
}

/// The mark beside the handle of one who is identified.
#[component]
pub(super) fn Mark(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let known = desk.memo(move |model| {
        let found = model.shown(id)?;
        Some((found.is_identified(), found.is_mixed()))
    });
    move || match known.get()? {
        (_, true) => Some(view! { " " <TwoPeople/> }.into_any()),
        (true, false) => Some(view! { " " <Identified/> }.into_any()),
        (false, false) => None,
    }
}

/// That it is two people, in a word.
#[component]
pub(super) fn TwoPeople() -> impl IntoView {
    let desk = Desk::of_page();
    view! {
        <span class="mark late" data-fact="mixed">
            <Icon which=Which::Warn/>
            {desk.text(say::MIXED)}
        </span>
    }
}

/// That somebody is identified, in a word.
#[component]
pub(super) fn Identified() -> impl IntoView {
    let desk = Desk::of_page();
    view! {
        <span class="mark good" data-fact="identified">
            <Icon which=Which::Check/>
            {desk.text(say::IDENTIFIED)}
        </span>
    }
}

/// That an identification is waited for, and since when.
#[component]
pub(super) fn Pending(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let asked = desk.memo(move |model| model.shown(id)?.asked());
    move || {
        asked.get().map(|asked| {
            view! {
                <p class="pending" data-fact="identification-pending">
                    <Icon which=Which::Clock/>
                    " "
                    {move || waits_since(desk, asked.at_ms)}
                </p>
            }
        })
    }
}

/// “Odottaa tunnistautumista, pyydetty klo 13.01”.
pub(super) fn waits_since(desk: Desk, at_ms: i64) -> String {
    let when = desk.time_or_day(at_ms).unwrap_or_default();
    desk.words(|words| {
        let asked = words.fill(say::ASKED_AT, "when", &when);
        [words.say(say::WAITS_FOR_IDENTIFICATION), asked].join(", ")
    })
}

/// The warning that two people identified in one conversation, and what to do.
#[component]
pub(super) fn Mixed(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_mixed = desk.memo(move |model| {
        let found = model.shown(id);
        found.is_some_and(Conversation::is_mixed)
    });
    move || {
        is_mixed.get().then(|| {
            view! {
                <div class="mixed" data-part="identity-differs">
                    <p>
                        <Icon which=Which::Warn/>
                        " "
                        <b>{desk.text(say::DIFFERS)}</b>
                        " "
                        {desk.text(say::DIFFERS_DO)}
                    </p>
                    <button
                        type="button"
                        class="btn narrow"
                        on:click=move |_| desk.turn_to(Pane::Facts)
                    >
                        {desk.text(desk::DETAILS)}
                    </button>
                </div>
            }
        })
    }
}

/// A line of the log: what happened about who the resident is, and the button that empties why.
pub(super) fn identification(
    desk: Desk,
    at_ms: i64,
    step: Step,
    from: From,
    redact: AnyView,
) -> AnyView {
    let (fact, class) = match &step {
        Step::Asked(_) => ("identification-requested", "line"),
        Step::Declined => ("identification-declined", "line"),
        Step::Failed(_) => ("identification-failed", "line"),
        Step::Completed(_) => ("identification-completed", "line good"),
        Step::Forgotten => ("identity-forgotten", "line"),
        Step::CodeMade => ("code-made", "line"),
        Step::Differs => ("identity-differs", "line exited"),
    };
    let icon = match &step {
        Step::Completed(_) => Some(Which::Check),
        Step::Differs => Some(Which::Warn),
        _ => None,
    };
    let text = move || {
        let what = told(desk, &step, &from, at_ms);
        if step == Step::Differs {
            let staff = desk.words(|words| words.say(acts::ONLY_STAFF));
            return [&staff, ": ", &what].concat();
        }
        what
    };
    view! {
        <li class=class data-part="line" data-fact=fact>
            {icon.map(|which| view! { <Icon which/> " " })}
            {text}
            {redact}
        </li>
    }
    .into_any()
}

/// What happened, by whom and when, in one line.
fn told(desk: Desk, step: &Step, from: &From, at_ms: i64) -> String {
    let what = desk.words(|words| words.identification(step, from));
    let what = what.trim_end_matches('.').to_owned();
    let parts = [Some(what), desk.moment(at_ms)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
