//! The agent's own conversations: a button each, with what it is about, how long it has waited for
//! an answer, what is unread, which draft waits, and its keys. The one on screen is the current one.
//! One that a colleague asks about says so. Those that have ended or are no longer one's own say so,
//! and are counted apart. The first line of a row is as
//! much of it as there is room for; how it stands is read whole, and so is what presses and that
//! nobody is to call, beneath.

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::rules::date::LocalTime;
use juttu_shared::texts::desk::{self as say, alerts, identity};
use juttu_shared::wire::v1::agent::Hold;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use super::identity::{TwoPeople, waits_since};
use super::keys::Hint;
use super::requests::{Late, promise};
use super::shell::other_tongue;
use super::waiting::minutes_since;
use crate::browser::page;
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
    /// Something is written in a panel: a question, a hand-over, what was agreed.
    has_other: bool,
    /// How long the resident has waited for an answer, in whole minutes.
    unanswered_minutes: Option<u64>,
    answer_by: Option<LocalTime>,
    is_overdue: bool,
    /// How much is left until it ends, in milliseconds, in whole minutes begun.
    ends_in_ms: Option<i64>,
    has_exited: bool,
    is_identified: bool,
    /// Two people identified.
    is_mixed: bool,
    /// Since when an identification is waited for, in milliseconds since 1970 UTC.
    asked_ms: Option<i64>,
    is_open: bool,
}

impl Short {
    fn of(conversation: &Conversation, is_open: bool, now_ms: i64) -> Self {
        let standing = conversation.standing();
        let is_held = standing == Standing::Held;
        let is_consulted = conversation.hold == Hold::Consulted;
        let since_ms = (conversation.unanswered_since_ms()).filter(|_| is_held && !is_consulted);
        let answer_by_ms = conversation.answer_by_ms.filter(|_| since_ms.is_some());
        let is_written = |lane| conversation.draft(lane).is_written();
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
            away: conversation.is_missed(),
            unread: conversation.unread(),
            has_reply: is_written(Lane::Reply),
            has_note: is_written(Lane::Note),
            has_other: (Lane::ALL.into_iter())
                .any(|lane| !matches!(lane, Lane::Reply | Lane::Note) && is_written(lane)),
            unanswered_minutes: since_ms.map(|since_ms| minutes_since(since_ms, now_ms)),
            answer_by: conversation.answer_by.filter(|_| answer_by_ms.is_some()),
            is_overdue: answer_by_ms.is_some_and(|by_ms| by_ms < now_ms),
            ends_in_ms: (conversation.ends_at_ms)
                .filter(|_| is_held)
                .map(|ends_at_ms| in_minutes(ends_at_ms.saturating_sub(now_ms))),
            has_exited: conversation.has_exited(),
            is_identified: conversation.is_identified(),
            is_mixed: conversation.is_mixed(),
            asked_ms: (conversation.asked())
                .filter(|_| is_held)
                .map(|asked| asked.at_ms),
            is_open,
        }
    }
}

/// The agent's own conversations.
#[component]
pub(crate) fn Mine() -> impl IntoView {
    let desk = Desk::of_page();
    let rows = desk.rows(|model, now_ms| {
        let mine = model.mine_listed();
        mine.map(|conversation| {
            let is_open = model.open == Some(conversation.id);
            (conversation.id, Short::of(conversation, is_open, now_ms))
        })
        .collect()
    });
    let held = desk.memo(|model| model.held().count());
    let over = over(desk);
    let over = move || over().map(|told| view! { <span class="muted">{told}</span> });
    view! {
        <section class="mine" aria-labelledby="mine-heading">
            <div class="head">
                <h2 id="mine-heading" tabindex="-1">
                    {desk.text(say::MINE)} " " {held}
                </h2>
                {over}
            </div>
            {move || {
                rows.ids()
                    .is_empty()
                    .then(|| view! { <p class="none">{desk.text(say::MINE_COME_HERE)}</p> })
            }}
            <ol>
                <ForEnumerate
                    each=move || rows.ids()
                    key=|id| *id
                    children=move |index, id| {
                        rows.row(id).map(|short| view! { <Row id index short=short.into()/> })
                    }
                />
            </ol>
        </section>
    }
}

/// How many in the list are over, for they are not counted: ended, or no longer one's own.
fn over(desk: Desk) -> impl Fn() -> Option<String> {
    let numbers = desk.memo(|model| {
        [Standing::Ended, Standing::Gone].map(|standing| {
            let mine = model.mine.iter();
            mine.filter(|conversation| conversation.standing() == standing)
                .count()
        })
    });
    move || {
        let keys = [alerts::MINE_ENDED, alerts::MINE_GONE].into_iter();
        let told: Vec<String> = (keys.zip(numbers.get()))
            .filter(|(_, number)| *number > 0)
            .map(|(key, number)| desk.words(|words| words.fill(key, "n", &number.to_string())))
            .collect();
        (!told.is_empty()).then(|| told.join(" · "))
    }
}

/// One of them.
#[component]
fn Row(
    /// Which.
    id: ConversationId,
    /// Its place in the list, from 0.
    index: ReadSignal<usize>,
    /// What it shows.
    short: RwSignal<Short>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let reference = move || short.read().reference;
    let unread = move || short.read().unread as u64;
    let place = ["mine-", &id.0.to_string()].concat();
    let is_open = Memo::new(move |_| short.read().is_open);
    Effect::new({
        let place = place.clone();
        move |_| {
            if is_open.get() {
                page::show_soon(place.clone());
            }
        }
    });
    let waits = move || short.read().unanswered_minutes.is_some();
    let is_overdue = Signal::derive(move || short.read().is_overdue);
    let promise = promise(desk, Signal::derive(move || short.read().answer_by));
    let has_exited = move || {
        let short = short.read();
        short.has_exited && short.standing != Standing::Ended
    };
    let ends = move || {
        let left_ms = short.read().ends_in_ms?;
        Some(desk.words(|words| words.ends_shortly(left_ms)))
    };
    let (tongue, matter) = (tongue(desk, short), matter(desk, short));
    // What is first is what the agent has to do.
    let answer = move || {
        let short = short.get();
        let say_it = |key| desk.words(|words| words.say(key));
        match (short.standing, short.unanswered_minutes) {
            (Standing::Ended, _) => say_it(say::STATE_CLOSED),
            (Standing::Gone, _) => say_it(say::GONE),
            (Standing::Held, _) if short.is_consulted => say_it(alerts::ASKED_BY_COLLEAGUE),
            (Standing::Held, None) => say_it(say::ANSWERED),
            (Standing::Held, Some(minutes)) => promise
                .get()
                .unwrap_or_else(|| desk.words(|words| words.unanswered(minutes))),
        }
    };
    let besides = move || {
        let short = short.get();
        let say_it = |key| desk.words(|words| words.say(key));
        let parts = [
            short.asked_ms.map(|at_ms| waits_since(desk, at_ms)),
            (short.is_identified && !short.is_mixed).then(|| say_it(identity::IDENTIFIED)),
            short.has_reply.then(|| say_it(alerts::DRAFT_REPLY)),
            short.has_note.then(|| say_it(alerts::DRAFT_NOTE)),
            short.has_other.then(|| say_it(alerts::DRAFT_OTHER)),
            short.away.then(|| say_it(alerts::AWAY_NOW)),
            (!short.is_live).then(|| say_it(say::REQUEST)),
        ];
        let told = parts.into_iter().flatten();
        told.map(|part| [" · ", &part].concat()).collect::<String>()
    };
    let is_over = move || short.read().standing != Standing::Held;
    view! {
        <li
            class="item own"
            id=place
            class:past=is_over
            data-part="mine"
            data-conversation=id.0.to_string()
            data-reference=move || reference().to_string()
            data-unread=move || unread().to_string()
            data-waits=move || waits().to_string()
        >
            <button
                type="button"
                class="go"
                aria-current=move || short.read().is_open.then_some("true")
                aria-keyshortcuts=move || own_keys(desk, index.get())
                on:click=move |_| desk.open(id)
            >
                <span class="gist">
                    <span class="line">
                        <b>{move || desk.words(|words| words.resident(reference()))}</b>
                        <span class="muted"><strong>{tongue}</strong>{matter}</span>
                    </span>
                    <span class="stands" class:waits=waits>
                        <span>{answer}</span>
                        {besides}
                    </span>
                    " "
                    <Late is_overdue/>
                    {move || short.read().is_mixed.then(|| view! { <TwoPeople/> })}
                    {move || {
                        has_exited()
                            .then(|| {
                                view! {
                                    <span class="mark late" data-fact="exited">
                                        <Icon which=Which::Warn/>
                                        {desk.text(say::EXITED)}
                                    </span>
                                }
                            })
                    }}
                    {move || {
                        ends()
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

/// The resident's language, when it is another than the desk's: first, for what follows may be cut.
fn tongue(desk: Desk, short: RwSignal<Short>) -> impl Fn() -> Option<String> {
    move || {
        let short = short.read();
        let other = other_tongue(desk, short.language.as_ref()?)?;
        Some([&other, " · "].concat())
    }
}

/// What it is about: topic, the language when it is the desk's, service where the agent has several.
fn matter(desk: Desk, short: RwSignal<Short>) -> impl Fn() -> String {
    move || {
        let short = short.read();
        let (name, topic) = desk.names(|model| {
            let (topic, _) = model.matter_names(&short.door, short.topic.as_deref(), None);
            let is_one = model.me.as_ref().is_some_and(|me| me.services.len() == 1);
            let name = (!is_one || topic.is_none()).then(|| {
                let named = model.named(&short.service);
                named.map_or_else(|| short.service.0.clone(), |named| named.name.clone())
            });
            (name, topic)
        });
        let tongue = short.language.as_deref();
        let tongue = tongue.filter(|tag| other_tongue(desk, tag).is_none());
        let tongue = tongue.map(|tag| desk.words(|words| words.language_name(tag)));
        let parts = [topic, tongue, name].into_iter().flatten();
        parts.collect::<Vec<_>>().join(" · ")
    }
}

/// To the nearest whole minute, as it is said elsewhere, so that it is another only once a minute;
/// less than one stays less.
fn in_minutes(left_ms: i64) -> i64 {
    const MINUTE_MS: i64 = 60_000;
    if left_ms < MINUTE_MS {
        return left_ms.clamp(0, 1);
    }
    left_ms.saturating_add(MINUTE_MS / 2) / MINUTE_MS * MINUTE_MS
}

#[cfg(test)]
mod tests {
    use super::in_minutes;

    #[test]
    fn what_is_left_changes_once_a_minute() {
        assert_eq!([in_minutes(-5), in_minutes(59_999)], [0, 1]);
        assert_eq!([in_minutes(60_000), in_minutes(89_999)], [60_000; 2]);
        assert_eq!([in_minutes(90_000), in_minutes(149_999)], [120_000; 2]);
    }
}
