//! The agent's own conversations: a button each, with what it is about, how long it has waited for
//! an answer, what is unread, which draft waits, and its keys. The one on screen is the current one.
//! One that a colleague asks about says so. Those that have ended or are no longer one's own say so,
//! and are not counted.

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::texts::desk::{self as say, alerts};
use juttu_shared::wire::v1::agent::Hold;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use super::keys::Hint;
use super::requests::{Late, overdue, promise};
use super::waiting::minutes_since;
use crate::desk::Desk;
use crate::model::shortcuts::Aim;
use crate::model::{Conversation, Lane, Standing};

/// What the list shows of a conversation.
#[derive(Clone, PartialEq, Eq)]
struct Short {
    id: ConversationId,
    service: ServiceId,
    door: ServiceId,
    topic: Option<String>,
    language: Option<String>,
    reference: u64,
    standing: Standing,
    is_live: bool,
    is_consulted: bool,
    away: bool,
    unread: usize,
    has_reply: bool,
    has_note: bool,
    unanswered_since_ms: Option<i64>,
    answer_by_ms: Option<i64>,
    ends_at_ms: Option<i64>,
    has_exited: bool,
}

impl Short {
    fn of(conversation: &Conversation) -> Self {
        let standing = conversation.standing();
        let is_held = standing == Standing::Held;
        let is_consulted = conversation.hold == Hold::Consulted;
        let since_ms = (conversation.unanswered_since_ms()).filter(|_| is_held && !is_consulted);
        let has_note = conversation.draft(Lane::Note).is_written();
        Self {
            id: conversation.id,
            service: conversation.service.clone(),
            door: conversation.door().clone(),
            topic: conversation.topic().map(str::to_owned),
            language: conversation.language().map(str::to_owned),
            reference: conversation.reference,
            standing,
            is_live: conversation.is_live,
            is_consulted,
            away: conversation.away,
            unread: conversation.unread(),
            has_reply: conversation.is_drafted() && !has_note
                || conversation.draft(Lane::Reply).is_written(),
            has_note,
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
    // Read once for all rows: a row looks at its own here, and not at every change of the model.
    let shorts = desk.memo(|model| model.mine.iter().map(Short::of).collect::<Vec<_>>());
    let ids = Memo::new(move |_| {
        shorts.with(|shorts| shorts.iter().map(|short| short.id).collect::<Vec<_>>())
    });
    let open = desk.memo(|model| model.open);
    let held = desk.memo(|model| model.held().count());
    let none = desk.none_mine();
    view! {
        <section class="mine" aria-labelledby="mine-heading">
            <div class="head">
                <h2 id="mine-heading" tabindex="-1">
                    {desk.text(say::MINE)} " " {held}
                </h2>
            </div>
            {move || {
                ids.read()
                    .is_empty()
                    .then(|| view! { <p class="none">{none}</p> })
            }}
            <ol>
                <ForEnumerate
                    each=move || ids.get()
                    key=|id| *id
                    children=move |index, id| view! { <Row id index shorts open/> }
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
    /// Its place in the list, from 0.
    index: ReadSignal<usize>,
    /// All of them.
    shorts: Memo<Vec<Short>>,
    /// The one on screen.
    open: Memo<Option<ConversationId>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let short = Memo::new(move |_| {
        shorts.with(|shorts| {
            let at = shorts.get(index.get()).filter(|short| short.id == id);
            at.or_else(|| shorts.iter().find(|short| short.id == id))
                .cloned()
        })
    });
    let is_open = Memo::new(move |_| open.get() == Some(id));
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
        let left_ms = ends_at_ms.get()?.saturating_sub(desk.step_ms().get());
        Some(desk.words(|words| words.ends_shortly(left_ms)))
    });
    let minutes = Memo::new(move |_| {
        let since_ms = short.read().as_ref()?.unanswered_since_ms?;
        Some(minutes_since(since_ms, desk.step_ms().get()))
    });
    let matter = matter(desk, short);
    // What is first is what the agent has to do.
    let stands = move || {
        let short = short.get()?;
        let say_it = |key| desk.words(|words| words.say(key));
        let answer = match (short.standing, minutes.get()) {
            (Standing::Ended, _) => say_it(say::STATE_CLOSED),
            (Standing::Gone, _) => say_it(say::GONE),
            (Standing::Held, _) if short.is_consulted => say_it(alerts::ASKED_BY_COLLEAGUE),
            (Standing::Held, None) => say_it(say::ANSWERED),
            (Standing::Held, Some(minutes)) => promise
                .get()
                .unwrap_or_else(|| desk.words(|words| words.unanswered(minutes))),
        };
        let parts = [
            Some(answer),
            short.has_reply.then(|| say_it(alerts::DRAFT_REPLY)),
            short.has_note.then(|| say_it(alerts::DRAFT_NOTE)),
            short.away.then(|| say_it(alerts::AWAY_NOW)),
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
                aria-keyshortcuts=move || own_keys(desk, index.get())
                on:click=move |_| desk.open(id)
            >
                <span class="gist">
                    <span class="line">
                        <b>{move || desk.words(|words| words.resident(reference()))}</b>
                        <span class="muted">{matter}</span>
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
                <span class="side">
                    {move || {
                        (unread() > 0)
                            .then(|| {
                                view! {
                                    <span class="mark full">
                                        {move || {
                                            desk.words(|words| words.count(say::UNREAD, unread()))
                                        }}
                                    </span>
                                }
                            })
                    }}
                    <Hint aim=Aim::Mine index/>
                </span>
            </button>
        </li>
    }
}

/// The keys of the first nine.
fn own_keys(desk: Desk, index: usize) -> Option<String> {
    (index < 9)
        .then(|| desk.aria_keys(Aim::Mine, index))
        .flatten()
}

/// What it is about: service where the agent has several, topic, language.
fn matter(desk: Desk, short: Memo<Option<Short>>) -> Signal<String> {
    let about = Memo::new(move |_| {
        let short = short.read();
        let short = short.as_ref()?;
        let whose = (short.service.clone(), short.door.clone());
        Some((whose, short.topic.clone(), short.language.clone()))
    });
    let said = Memo::new(move |_| {
        let ((service, door), topic, language) = about.get()?;
        let (name, topic) = desk.names(|model| {
            let (topic, _) = model.matter_names(&door, topic.as_deref(), None);
            let is_one = model.me.as_ref().is_some_and(|me| me.services.len() == 1);
            let name = (!is_one || topic.is_none()).then(|| {
                let named = model.named(&service);
                named.map_or_else(|| service.0.clone(), |named| named.name.clone())
            });
            (name, topic)
        });
        let first = match (name, topic) {
            (Some(name), Some(topic)) => Some([name, topic].join(": ")),
            (name, topic) => name.or(topic),
        };
        let tongue = language.map(|tag| desk.words(|words| words.language_name(&tag)));
        let parts = first.into_iter().chain(tongue);
        Some(parts.collect::<Vec<_>>().join(" · "))
    });
    Signal::derive(move || said.get().unwrap_or_default())
}
