//! A row of the log. A message says who and when, in words; one that continues says who to those
//! who hear it. What has become of an own message is said in words, and a failed one keeps its text
//! beside a button that tries again.

use juttu_shared::refusal::Refusal;
use juttu_shared::texts::widget as w;
use leptos::either::Either;
use leptos::prelude::*;

use crate::chat::{Chat, Objection};
use crate::conversation::{Fate, Line, Message, Name, Row};
use crate::view::icon::{ALERT, Icon};

/// A row.
#[component]
pub fn RowView(
    /// What it shows.
    row: Row,
) -> impl IntoView {
    match row {
        Row::Line(line, at_ms) => Either::Left(view! { <Happened line=line at_ms=at_ms /> }),
        Row::Message(message) => Either::Right(view! { <Said message=message /> }),
    }
}

#[component]
fn Happened(
    /// What happened.
    line: Line,
    /// When, in milliseconds since 1970 UTC.
    at_ms: i64,
) -> impl IntoView {
    let chat = expect_context::<Chat>();
    // A time after one that is promised would be taken for a part of it.
    let at = match line {
        Line::Left(..) | Line::Requeued => String::new(),
        _ => chat.time(at_ms),
    };
    view! {
        <li class="line" part="line">
            <span>{chat.line_words(&line)}</span>
            " "
            <time>{at}</time>
        </li>
    }
}

#[component]
fn Said(
    /// The message.
    message: Message,
) -> impl IntoView {
    let chat = expect_context::<Chat>();
    let is_own = message.agent.is_none();
    let who = match &message.agent {
        None => chat.word(w::YOU),
        Some(name) => chat.name(name),
    };
    let (state, looks) = match message.fate {
        Fate::Sent => ("sent", ""),
        Fate::Sending => ("sending", " unsent"),
        Fate::Failed(_) => ("failed", " failed"),
    };
    let class = [
        if is_own { "said own" } else { "said" },
        if message.continues { " more" } else { "" },
        looks,
    ]
    .concat();
    let head_class = if message.continues { "unseen" } else { "who" };
    let at = message.at_ms.map(|at_ms| chat.time(at_ms));
    let is_sending = message.fate == Fate::Sending;
    view! {
        <li
            class=class
            part="message"
            data-from=if is_own { "you" } else { "agent" }
            data-state=state
        >
            <p class=head_class>
                <b>{who}</b>
                " "
                <time>{at}</time>
                <span>{is_sending.then(|| chat.word(w::SENDING))}</span>
            </p>
            <p class="text" dir="auto">
                {message.text.clone()}
            </p>
            {fate(chat, message.fate, message.name)}
        </li>
    }
}

/// What has become of a message that is not stored.
fn fate(chat: Chat, fate: Fate, name: Name) -> Option<impl IntoView> {
    let key = match name {
        Name::Key(key) => key,
        Name::Seq(_) => return None,
    };
    Some(match fate {
        Fate::Failed(refusal) => Either::Left(view! {
            <p class="fate">
                <Icon path=ALERT />
                <span>{chat.objection_words(Objection { refusal, over: 0, at: "" })}</span>
                <button
                    class="btn quiet"
                    type="button"
                    part="retry"
                    hidden=is_final(refusal)
                    on:click=move |_| chat.retry(&key)
                >
                    {chat.word(w::TRY_AGAIN)}
                </button>
            </p>
        }),
        _ => Either::Right(view! {
            <p class="fate" hidden=move || !chat.see(|shown| shown.is_lost)>
                {chat.word(w::WAITS)}
            </p>
        }),
    })
}

/// Whether trying again is of no use.
fn is_final(refusal: Refusal) -> bool {
    matches!(refusal, Refusal::WrongState | Refusal::NoConversation)
}
