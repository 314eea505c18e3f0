//! A row of the log. Who said it stands in words above it; what is for staff only says so in
//! words, and looks like a slip of paper, never like a message.

use juttu_shared::refusal::Refusal;
use juttu_shared::texts::desk as say;
use juttu_shared::texts::desk::acts;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use super::identity::identification;
use super::redact::{Place, Redact};
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
    /// Where it stands, for its text to be emptied.
    place: Place,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_stored = row.state == RowState::Sent;
    let (seq, is_staff, is_text) = (row.seq, row.what.is_staff(), row.what.is_text());
    let redact = (is_stored && is_text).then(|| view! { <Redact place seq is_staff/> });
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
        What::Message(text) => {
            message(desk, said, continues, language, text, redact.into_any()).into_any()
        }
        What::Concluded(outcome) => {
            let words = Signal::derive(move || desk.words(|words| words.outcome(outcome)));
            let kind = Signal::derive(desk.text(say::OUTCOME));
            slip(
                desk,
                said,
                "conclusion",
                kind,
                Body::of(words),
                redact.into_any(),
            )
            .into_any()
        }
        What::Note(text) => {
            let kind = Signal::derive(desk.text(say::NOTE));
            let body = Body::of(Signal::stored(text));
            slip(desk, said, "note", kind, body, redact.into_any()).into_any()
        }
        What::HandedOver(text) => {
            let kind = Signal::derive(desk.text(acts::HANDED_NOTE));
            let body = Body::of(Signal::stored(text));
            slip(desk, said, "handed-over", kind, body, redact.into_any()).into_any()
        }
        What::Question { to, text } => {
            let (from, reference) = (said.from.clone(), said.reference);
            let kind = Signal::derive(move || {
                desk.words(|words| match &to {
                    Some(to) => {
                        let kind = words.fill(acts::QUESTION_TO, "name", to);
                        [kind, name(words, &from, reference)].join(" · ")
                    }
                    // One who is asked reads by whom.
                    None => words.fill(acts::ASKS_YOU, "name", &name(words, &from, reference)),
                })
            });
            let body = Body::of(Signal::stored(text)).named();
            slip(desk, said, "question", kind, body, redact.into_any()).into_any()
        }
        What::Answer { question, text } => {
            let kind = Signal::derive(desk.text(acts::ANSWER_FROM));
            let body = Body {
                quote: question,
                continues,
                is_named: false,
                text: Signal::stored(text),
            };
            slip(desk, said, "answer", kind, body, redact.into_any()).into_any()
        }
        What::Redacted { is_staff: true } => {
            let words = Signal::derive(desk.text(say::REDACTED));
            let kind = Signal::derive(desk.text(say::NOTE));
            slip(desk, said, "note", kind, Body::of(words), ().into_any()).into_any()
        }
        What::Blocked(until_ms) => {
            let kind = Signal::derive(desk.text(acts::BLOCK));
            let words =
                Signal::derive(move || match until_ms.and_then(|at| desk.time_or_day(at)) {
                    Some(when) => {
                        desk.words(|words| words.fill(acts::BLOCKED_UNTIL, "when", &when))
                    }
                    None => desk.words(|words| words.say(acts::BLOCK_LIFTED)),
                });
            slip(desk, said, "blocked", kind, Body::of(words), ().into_any()).into_any()
        }
        What::ConsultEnded(From::Me) => {
            staff_line(desk, at_ms, |words| words.say(acts::YOU_CONSULT_ENDED)).into_any()
        }
        What::ConsultEnded(who) => staff_line(desk, at_ms, move |words| {
            words.fill(acts::CONSULT_ENDED, "name", &name(words, &who, reference))
        })
        .into_any(),
        What::Redacted { is_staff: false } => {
            let who = said.from;
            line(move || {
                let (who, text) =
                    desk.words(|words| (name(words, &who, reference), words.say(say::REDACTED)));
                let when = time(desk, at_ms).unwrap_or_default();
                [&who, &when, ": ", &text].concat()
            })
            .into_any()
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
        What::Transferred { to, left } => timed(desk, at_ms, move |words| {
            let key = if left {
                acts::TRANSFERRED_LEFT
            } else {
                acts::TRANSFERRED_TO
            };
            words.fill(key, "name", &to)
        })
        .into_any(),
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
        What::Identification(step) => {
            identification(desk, at_ms, step, said.from, redact.into_any())
        }
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
    redact: AnyView,
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
            {redact}
        </li>
    }
}

/// What stands on a slip.
struct Body {
    /// The question that it answers, where that does not stand right above.
    quote: Option<String>,
    /// Whether it belongs to the slip above.
    continues: bool,
    /// Whether what it is called says from whom it is.
    is_named: bool,
    text: Signal<String>,
}

impl Body {
    fn of(text: Signal<String>) -> Self {
        Self {
            quote: None,
            continues: false,
            is_named: false,
            text,
        }
    }

    fn named(self) -> Self {
        Self {
            is_named: true,
            ..self
        }
    }
}

/// A slip of paper, for staff only. `part` is its hook, `kind` what it is called.
fn slip(
    desk: Desk,
    said: Said,
    part: &'static str,
    kind: Signal<String>,
    body: Body,
    redact: AnyView,
) -> impl IntoView {
    let state = hook_of(&said.state);
    let Said {
        at_ms,
        from,
        reference,
        ..
    } = said;
    let who = (!body.is_named).then(|| {
        view! { " · " {move || desk.words(|words| name(words, &from, reference))} }
    });
    let quote = body
        .quote
        .map(|question| view! { <p class="quote">{question}</p> });
    view! {
        <li class="note" class:continued=body.continues data-part=part data-state=state>
            <p class="only">
                <Icon which=Which::Lock/>
                <b>{desk.text(acts::ONLY_STAFF)}</b>
                <span>
                    {kind} {who} {move || time(desk, at_ms)}
                </span>
            </p>
            {quote}
            <p class="slip-text">{body.text}</p>
            {progress(desk, said.state)}
            {redact}
        </li>
    }
}

/// A line of what happened among staff.
fn staff_line(
    desk: Desk,
    at_ms: i64,
    read: impl Fn(&Words) -> String + Send + Sync + 'static,
) -> impl IntoView {
    let text = move || {
        let when = time(desk, at_ms).unwrap_or_default();
        desk.words(|words| [words.say(acts::ONLY_STAFF), ": ".into(), read(words), when].concat())
    };
    view! { <li class="line staff" data-part="line">{text}</li> }
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
