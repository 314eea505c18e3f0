//! The agent's own conversations: a button each, with what is unread and whether a draft waits.
//! The one on screen is the current one.

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::rules::state::State;
use juttu_shared::texts::desk as say;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::model::{Conversation, Lane};

/// What the list shows of a conversation.
#[derive(Clone, PartialEq, Eq)]
struct Short {
    id: ConversationId,
    service: ServiceId,
    reference: u64,
    is_closed: bool,
    unread: usize,
    has_draft: bool,
}

impl Short {
    fn of(conversation: &Conversation) -> Self {
        let drafted = |lane| !conversation.draft(lane).text.trim().is_empty();
        Self {
            id: conversation.id,
            service: conversation.service.clone(),
            reference: conversation.reference,
            is_closed: conversation.state == State::Closed,
            unread: conversation.unread(),
            has_draft: drafted(Lane::Reply) || drafted(Lane::Note),
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
    view! {
        <section class="mine" aria-labelledby="mine-heading">
            <h2 class="head" id="mine-heading" tabindex="-1">
                {desk.text(say::MINE)} " " {move || ids.read().len()}
            </h2>
            {move || {
                ids.read()
                    .is_empty()
                    .then(|| view! { <p class="none">{desk.text(say::NONE_MINE)}</p> })
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
    let beneath = move || {
        let short = short.get()?;
        let key = match (short.is_closed, short.has_draft) {
            (true, _) => say::STATE_CLOSED,
            (false, true) => say::DRAFT,
            (false, false) => return None,
        };
        Some(desk.words(|words| words.say(key)))
    };
    view! {
        <li
            class="item own"
            data-part="mine"
            data-conversation=id.0.to_string()
            data-unread=move || unread().to_string()
        >
            <button
                type="button"
                class="pick"
                aria-current=move || is_open.get().then_some("true")
                on:click=move |_| desk.open(id)
            >
                <span>
                    <b>{move || desk.words(|words| words.resident(reference()))}</b>
                    <span class="muted">
                        {name} {move || beneath().map(|words| [" · ", &words].concat())}
                    </span>
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
