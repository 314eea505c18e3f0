//! A row of the log. Who said it stands in words above it; what is for staff only says so in
//! words, and looks like a slip of paper, never like a message.

use juttu_shared::refusal::Refusal;
use juttu_shared::texts::{Key, desk as say};
use leptos::prelude::*;

use super::icon::{Icon, Which};
use crate::desk::Desk;
use crate::model::{From, Row, RowState, What};
use crate::words::Words;

/// A row of the log.
#[component]
pub(crate) fn LogRow(
    /// What it shows.
    row: Row,
    /// The resident's handle.
    reference: u64,
    /// The language the resident writes, a BCP 47 tag.
    language: Option<String>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let Row {
        at_ms,
        from,
        what,
        state,
        continues,
        ..
    } = row;
    let said = Said {
        at_ms,
        from,
        state,
        reference,
    };
    match what {
        What::Message(text) => message(desk, said, continues, language, text).into_any(),
        What::Note(text) => slip(desk, said, "note", say::NOTE, Signal::stored(text)).into_any(),
        What::Redacted { is_staff: false } => line(desk.text(say::REDACTED)).into_any(),
        What::Redacted { is_staff: true } => {
            let words = Signal::derive(desk.text(say::REDACTED));
            slip(desk, said, "note", say::NOTE, words).into_any()
        }
        What::Concluded(outcome) => {
            let words = Signal::derive(move || desk.words(|words| words.outcome(outcome)));
            slip(desk, said, "conclusion", say::OUTCOME, words).into_any()
        }
        What::Opened => timed(desk, at_ms, |words| words.say(say::OPENED)).into_any(),
        What::Joined(name) => timed(desk, at_ms, move |words| {
            words.fill(say::JOINED, "name", &name)
        })
        .into_any(),
        What::Departed(From::Me) => {
            timed(desk, at_ms, |words| words.say(say::YOU_DEPARTED)).into_any()
        }
        What::Departed(who) => timed(desk, at_ms, move |words| {
            words.fill(say::DEPARTED, "name", &name(words, &who, reference))
        })
        .into_any(),
        What::Requeued => timed(desk, at_ms, |words| words.say(say::REQUEUED)).into_any(),
        What::Left(cause, answer_by) => {
            timed(desk, at_ms, move |words| words.left(cause, answer_by)).into_any()
        }
        What::Closed => {
            let key = match said.from {
                From::Relay => say::ENDED_BY_SILENCE,
                From::Visitor => say::ENDED_BY_RESIDENT,
                From::Me | From::Agent(_) => say::ENDED,
            };
            timed(desk, at_ms, move |words| words.say(key)).into_any()
        }
        What::Exited => exited(desk, at_ms).into_any(),
        What::Fresh(count) => view! {
            <li class="fresh">
                {move || desk.words(|words| words.count(say::NEW_MESSAGES, count as u64))}
            </li>
        }
        .into_any(),
    }
}

/// Who said something, when, and how far it has come.
struct Said {
    at_ms: i64,
    from: From,
    state: RowState,
    reference: u64,
}

fn message(
    desk: Desk,
    said: Said,
    continues: bool,
    language: Option<String>,
    text: String,
) -> impl IntoView {
    let language = language.filter(|_| said.from == From::Visitor);
    let hook = match said.from {
        From::Visitor => "visitor",
        From::Me => "me",
        From::Agent(_) | From::Relay => "agent",
    };
    let state = hook_of(&said.state);
    let who = (!continues).then(|| {
        let (from, reference, at_ms) = (said.from, said.reference, said.at_ms);
        view! {
            <p class="who">
                <b>{move || desk.words(|words| name(words, &from, reference))}</b>
                {move || time(desk, at_ms)}
            </p>
        }
    });
    view! {
        <li class="message" class:continued=continues data-part="message" data-from=hook data-state=state>
            {who}
            <p class="say" lang=language>{text}</p>
            {progress(desk, said.state)}
        </li>
    }
}

/// A slip of paper, for staff only. `part` is its hook, `kind` what it is called.
fn slip(
    desk: Desk,
    said: Said,
    part: &'static str,
    kind: Key,
    text: Signal<String>,
) -> impl IntoView {
    let state = hook_of(&said.state);
    let Said {
        at_ms,
        from,
        reference,
        ..
    } = said;
    view! {
        <li class="note" data-part=part data-state=state>
            <p class="only">
                <Icon which=Which::Lock/>
                <b>{desk.text(kind)} ", " {desk.text(say::STAFF_ONLY)}</b>
                <span>
                    {move || desk.words(|words| name(words, &from, reference))}
                    {move || time(desk, at_ms)}
                </span>
            </p>
            <p class="slip-text">{text}</p>
            {progress(desk, said.state)}
        </li>
    }
}

/// A line of what happened, with its time.
fn timed(
    desk: Desk,
    at_ms: i64,
    read: impl Fn(&Words) -> String + Send + Sync + 'static,
) -> impl IntoView {
    line(move || {
        let when = desk.moment(at_ms);
        desk.words(|words| {
            let what = read(words);
            let what = what.trim_end_matches('.');
            match &when {
                Some(when) => [what, when].join(" · "),
                None => what.to_owned(),
            }
        })
    })
}

/// The line that must not be missed: framed, with an icon, and what it means in words.
fn exited(desk: Desk, at_ms: i64) -> impl IntoView {
    let text = move || {
        let words = desk.words(|words| words.say(say::EXITED));
        let parts = [Some(words), desk.moment(at_ms)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    view! {
        <li class="line exited" data-part="line" data-fact="exited">
            <Icon which=Which::Warn/>
            " "
            {text}
        </li>
    }
}

fn line(text: impl Fn() -> String + Send + Sync + 'static) -> impl IntoView {
    view! { <li class="line" data-part="line">{text}</li> }
}

/// What is to be said of a row that is not stored: on its way, or why not, and the way to retry.
fn progress(desk: Desk, state: RowState) -> impl IntoView {
    match state {
        RowState::Sent => ().into_any(),
        RowState::Sending => view! { <p class="progress">{desk.text(say::SENDING)}</p> }.into_any(),
        RowState::Failed(code, key) => {
            let may_retry = code != Refusal::WrongState;
            let again = may_retry.then(|| {
                view! {
                    <button
                        type="button"
                        class="link"
                        data-part="retry"
                        on:click=move |_| desk.retry(&key)
                    >
                        {desk.text(say::TRY_AGAIN)}
                    </button>
                }
            });
            view! {
                <p class="progress wrong">
                    <Icon which=Which::Warn/>
                    {move || desk.words(|words| why(words, code))}
                    " "
                    {again}
                </p>
            }
            .into_any()
        }
    }
}

fn why(words: &Words, code: Refusal) -> String {
    match code {
        Refusal::TooManyMessages | Refusal::NotStored | Refusal::WrongState => words.refusal(code),
        _ => words.say(say::NOT_SENT),
    }
}

fn name(words: &Words, from: &From, reference: u64) -> String {
    match from {
        From::Visitor => words.resident(reference),
        From::Me => words.say(say::YOU),
        From::Agent(Some(name)) => name.clone(),
        From::Agent(None) | From::Relay => words.say(say::COLLEAGUE),
    }
}

/// When, once it is known.
fn time(desk: Desk, at_ms: i64) -> Option<String> {
    (at_ms > 0).then(|| Some([" · ", &desk.moment(at_ms)?].concat()))?
}

fn hook_of(state: &RowState) -> &'static str {
    match state {
        RowState::Sent => "sent",
        RowState::Sending => "sending",
        RowState::Failed(..) => "failed",
    }
}
