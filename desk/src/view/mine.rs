//! The agent's own conversations: a button each, with how long it has waited for an answer, what
//! is unread and whether a draft waits. The one on screen is the current one. Those that have ended
//! or are no longer one's own say so, and are not counted.

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::texts::desk as say;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use super::requests::{Late, overdue, promise};
use super::waiting::minutes_since;
use crate::desk::Desk;
use crate::model::{Conversation, Standing};

/// What the list shows of a conversation.
#[derive(Clone, PartialEq, Eq)]
struct Short {
    id: ConversationId,
    service: ServiceId,
    reference: u64,
    standing: Standing,
    is_live: bool,
    away: bool,
    unread: usize,
    has_draft: bool,
    unanswered_since_ms: Option<i64>,
    answer_by_ms: Option<i64>,
    ends_at_ms: Option<i64>,
    has_exited: bool,
}

impl Short {
    fn of(conversation: &Conversation) -> Self {
        let standing = conversation.standing();
        let is_held = standing == Standing::Held;
        let since_ms = conversation.unanswered_since_ms().filter(|_| is_held);
        Self {
            id: conversation.id,
            service: conversation.service.clone(),
            reference: conversation.reference,
            standing,
            is_live: conversation.is_live,
            away: conversation.away,
            unread: conversation.unread(),
            has_draft: conversation.is_drafted(),
            unanswered_since_ms: since_ms,
            answer_by_ms: conversation.answer_by_ms.filter(|_| since_ms.is_some()),
            ends_at_ms: conversation.ends_at_ms.filter(|_| is_held),
            has_exited: conversation.has_exited(),
        }
    }
}

/// The agent's own conversations.
#[component]
pub(crate) fn Mine() -> impl IntoView {
    let desk = Desk::of_page();
    let ids = desk.memo(|model| {
        let mine = model.mine.iter();
        mine.map(|conversation| conversation.id).collect::<Vec<_>>()
    });
    let held = desk.memo(|model| model.held().count());
    let none = desk.none_mine();
    view! {
        <section class="mine" aria-labelledby="mine-heading">
            <h2 class="head" id="mine-heading" tabindex="-1">
                {desk.text(say::MINE)} " " {held}
            </h2>
            {move || {
                ids.read()
                    .is_empty()
                    .then(|| view! { <p class="none">{none}</p> })
            }}
            <ol>
                <For
                    each=move || ids.get()
                    key=|id| *id
                    children=|id| view! { <Row id/> }
                />
            </ol>
        </section>
    }
}

/// One of them.
#[component]
fn Row(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let short = desk.memo(move |model| model.conversation(id).map(Short::of));
    let is_open = desk.memo(move |model| model.open == Some(id));
    let name = desk.memo(move |model| {
        let conversation = model.conversation(id);
        conversation.map(|conversation| model.service_name(&conversation.service).to_owned())
    });
    let reference = move || short.read().as_ref().map_or(0, |short| short.reference);
    let unread = move || short.read().as_ref().map_or(0, |short| short.unread as u64);
    let answer_by_ms = Memo::new(move |_| short.read().as_ref()?.answer_by_ms);
    let promise = promise(desk, answer_by_ms.into());
    let is_overdue = overdue(desk, answer_by_ms.into());
    let waits = move || {
        short
            .read()
            .as_ref()
            .is_some_and(|short| short.unanswered_since_ms.is_some())
    };
    let ends_at_ms = Memo::new(move |_| short.read().as_ref()?.ends_at_ms);
    let ends = Memo::new(move |_| {
        let left_ms = ends_at_ms.get()?.saturating_sub(desk.now_ms());
        Some(desk.words(|words| words.ends_shortly(left_ms)))
    });
    // What is first is what the agent has to do.
    let stands = move || {
        let short = short.get()?;
        let say_it = |key| desk.words(|words| words.say(key));
        let answer = match (short.standing, short.unanswered_since_ms) {
            (Standing::Ended, _) => say_it(say::STATE_CLOSED),
            (Standing::Gone, _) => say_it(say::GONE),
            (Standing::Held, None) => say_it(say::ANSWERED),
            (Standing::Held, Some(since_ms)) => promise.get().unwrap_or_else(|| {
                let minutes = minutes_since(since_ms, desk.now_ms());
                desk.words(|words| words.unanswered(minutes))
            }),
        };
        let parts = [
            Some(answer),
            short.has_draft.then(|| say_it(say::DRAFT)),
            short.away.then(|| say_it(say::RESIDENT_AWAY)),
            (!short.is_live).then(|| say_it(say::REQUEST)),
            short.has_exited.then(|| say_it(say::EXITED)),
        ];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    };
    view! {
        <li
            class="item own"
            data-part="mine"
            data-conversation=id.0.to_string()
            data-reference=move || reference().to_string()
            data-unread=move || unread().to_string()
            data-waits=move || waits().to_string()
        >
            <button
                type="button"
                class="pick"
                aria-current=move || is_open.get().then_some("true")
                on:click=move |_| desk.open(id)
            >
                <span>
                    <span class="line">
                        <b>{move || desk.words(|words| words.resident(reference()))}</b>
                        <span class="muted">{name}</span>
                    </span>
                    <span class="stands" class:waits=waits>{stands} " " <Late is_overdue/></span>
                    {move || {
                        ends.get()
                            .map(|words| {
                                view! {
                                    <span class="mark late" data-fact="ending">
                                        <Icon which=Which::Clock/>
                                        {words}
                                    </span>
                                }
                            })
                    }}
                </span>
                {move || {
                    (unread() > 0)
                        .then(|| {
                            view! {
                                <span class="mark full">
                                    {move || desk.words(|words| words.count(say::UNREAD, unread()))}
                                </span>
                            }
                        })
                }}
            </button>
        </li>
    }
}
