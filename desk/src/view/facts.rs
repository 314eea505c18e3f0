//! What is known of the conversation on screen beside what its heading says, and what can be done to
//! it. How an answer reaches the resident comes first. While something is asked about what is to be
//! done, that stands here alone.

use juttu_shared::id::ConversationId;
use juttu_shared::rules::state::State;
use juttu_shared::texts::desk::acts;
use juttu_shared::texts::{Key, desk as say};
use juttu_shared::wire::v1::agent::Hold;
use leptos::prelude::{Effect as Reaction, *};

use super::acts::{Act, Acts, Choose, Chosen, chooser};
use super::block::Blocked;
use super::icon::{Icon, Which};
use super::identity::IdentityCard;
use super::reach::ways_icon;
use crate::desk::{Desk, Pane};
use crate::model::{Conversation, Standing};

/// The column on the right. It comes in a task of its own after a turn to another conversation, since
/// the log and the forms take long enough by themselves; until then nothing stands here, and least of
/// all something of the conversation before.
#[component]
pub(crate) fn Facts() -> impl IntoView {
    let desk = Desk::of_page();
    let open = desk.memo(|model| model.open);
    let reference = desk.memo(|model| model.open_conversation().map(|found| found.reference));
    let due = RwSignal::new(None::<ConversationId>);
    Reaction::new(move |_| {
        let id = open.get();
        let come = move || {
            due.try_set(id);
        };
        set_timeout(come, core::time::Duration::ZERO);
    });
    view! {
        <section class="facts" aria-labelledby="facts-heading">
            <div class="head">
                <h2 id="facts-heading" tabindex="-1">
                    {desk.text(say::DETAILS)}
                    {move || {
                        let number = reference.get()?;
                        let whose = desk.words(|words| words.resident(number));
                        Some([": ", &whose].concat())
                    }}
                </h2>
                <button type="button" class="btn quiet narrow" on:click=move |_| desk.turn_to(Pane::Talk)>
                    {desk.text(say::LOG)}
                </button>
            </div>
            {move || match open.get() {
                Some(id) if due.get() != Some(id) => ().into_any(),
                Some(id) => view! { <Column id/> }.into_any(),
                None => view! { <p class="none">{desk.text(say::CHOOSE)}</p> }.into_any(),
            }}
        </section>
    }
}

/// Of one conversation: what is known and the buttons, or the panel that is open.
#[component]
fn Column(
    /// Which.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let (open, choose) = chooser(desk);
    // What was asked about can't be done any more once it is not one's own.
    let stands = desk.memo(move |model| model.conversation(id).map(|found| found.standing()));
    let act = Memo::new(move |_| {
        let act = open.get()?;
        let is_possible = match stands.get()? {
            Standing::Held => true,
            Standing::Ended => act.outlives_the_end(),
            Standing::Gone => false,
        };
        is_possible.then_some(act)
    });
    // A panel that closed so does not stand open by itself when the conversation comes back.
    Reaction::new(move |_| {
        if act.get().is_none() && open.get_untracked().is_some() {
            open.set(None);
        }
    });
    move || match act.get() {
        Some(act) => view! { <Chosen id act choose/> }.into_any(),
        None => view! {
            <div class="scroll" tabindex="0" role="group" aria-label=desk.text(say::DETAILS)>
                <Known id forget=forget(choose)/>
            </div>
            <Acts id choose/>
        }
        .into_any(),
    }
}

/// Asks whether who the resident is is forgotten.
fn forget(choose: Choose) -> Callback<()> {
    Callback::new(move |()| choose.run(Some(Act::Forget)))
}

/// What is known.
#[component]
pub(super) fn Known(
    /// Which conversation.
    id: ConversationId,
    /// Asks whether who the resident is is forgotten, where that may be done.
    #[prop(optional)]
    forget: Option<Callback<()>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let reference = desk.memo(move |model| model.shown(id).map_or(0, |found| found.reference));
    let door = desk.memo(move |model| {
        let conversation = model.shown(id)?;
        Some(model.service_name(conversation.door.as_ref()?).to_owned())
    });
    let language = desk.memo(move |model| Some(model.shown(id)?.language()?.to_owned()));
    let tongue = move || {
        let tag = language.get()?;
        Some(desk.words(|words| words.language_name(&tag)))
    };
    let state = desk.memo(move |model| {
        let found = model.shown(id)?;
        Some((found.standing(), found.state, found.hold))
    });
    let stands = move || {
        let key = match state.get()? {
            (Standing::Gone, _, Hold::Own | Hold::Consulted) => say::GONE,
            // What goes on as usual needs no words.
            (_, State::Active, _) => return None,
            (_, state, _) => key_of(state),
        };
        Some(desk.words(|words| words.say(key)))
    };
    let topic = desk.memo(move |model| {
        let found = model.shown(id)?;
        Some(model.topic_name(found.door(), found.topic()?).to_owned())
    });
    let concerns = desk.memo(move |model| model.shown(id)?.concerns());
    let whose = move || desk.words(|words| words.concerns(concerns.get()?));
    let area = desk.memo(move |model| {
        let found = model.shown(id)?;
        Some(model.area_name(found.door(), found.area()?))
    });
    let concluded = desk.memo(move |model| {
        let found = model.shown(id)?;
        let (outcome, topic) = found.concluded()?;
        let topic = topic.map(|topic| model.topic_name(&found.service, topic).to_owned());
        Some((outcome, topic))
    });
    let outcome = move || {
        let (outcome, topic) = concluded.get()?;
        let outcome = desk.words(|words| words.outcome(outcome));
        let parts = [Some(outcome), topic];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
    };
    view! {
        <IdentityCard id forget/>
        <Way id/>
        <section class="part" aria-labelledby="matter-heading">
            <h3 id="matter-heading">{desk.text(acts::MATTER)}</h3>
            <dl class="pairs">
                {fact(desk, say::TOPIC, move || topic.get())}
                {fact(desk, say::CONCERNS, whose)}
                {fact(desk, say::LANGUAGE, tongue)}
                {fact(desk, say::AREA, move || area.get())}
                {fact(desk, say::REFERENCE, move || Some(reference.get().to_string()))}
                {fact(desk, acts::CAME_FROM, move || door.get())}
                {fact(desk, say::STATE, stands)}
                {fact(desk, say::OUTCOME, outcome)}
            </dl>
            <Blocked id/>
        </section>
        <HandedOn id/>
    }
}

/// How the answer reaches the resident.
#[component]
fn Way(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let known = desk.memo(move |model| {
        let found = model.shown(id)?;
        let is_chatting = found.is_live && matches!(found.state, State::Waiting | State::Active);
        Some((found.reach, found.has_exited(), is_chatting, found.away))
    });
    let sentences = move || {
        let (reach, has_exited, is_chatting, is_away) = known.get()?;
        let is_there = is_chatting && !is_away && !has_exited;
        let is_bad = has_exited || !reach.is_possible() && !is_there;
        let ways = desk.words(|words| {
            if !is_there {
                return words.reach(reach, has_exited);
            }
            let mut ways = vec![words.say(acts::WAY_LIVE)];
            if reach.is_possible() {
                ways.extend(words.reach(reach, has_exited));
            } else {
                ways.push(words.say(acts::WAY_LIVE_ONLY));
            }
            ways
        });
        let lines = ways.into_iter().enumerate().map(|(place, words)| {
            let is_bad = is_bad && place == 0;
            let icon = is_bad.then(|| view! { <Icon which=ways_icon(is_bad)/> " " });
            view! { <p class:bad=is_bad>{icon} {words}</p> }
        });
        Some(lines.collect_view())
    };
    view! {
        <section class="part" aria-labelledby="way-heading" data-part="way">
            <h3 id="way-heading">{desk.text(acts::ANSWER_WAY)}</h3>
            {sentences}
        </section>
    }
}

/// When it was handed on, by whom, and what was said to the next one.
#[component]
fn HandedOn(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let handed = desk.memo(move |model| {
        let Some(found) = model.shown(id) else {
            return Vec::new();
        };
        let row = |handed: crate::model::HandedOn| {
            let by = handed.by.and_then(|agent| name_of(model, found, agent));
            (model.target_name(&handed.to), by, handed.at_ms, handed.note)
        };
        found.handed_on().into_iter().map(row).collect::<Vec<_>>()
    });
    let rows = move || {
        let rows = handed.get().into_iter().map(|(to, by, at_ms, note)| {
            let by = move || {
                let when = desk.time_or_day(at_ms)?;
                let name = by.clone()?;
                Some(desk.words(|words| {
                    words
                        .fill(acts::HANDED_BY, "when", &when)
                        .replace("{name}", &words.names(&[name]))
                }))
            };
            let note = note.map(|note| {
                view! {
                    <p class="handed-note">
                        <Icon which=Which::Lock/>
                        " "
                        {note}
                    </p>
                }
            });
            view! { <li><b>{to}</b> <p class="muted">{by}</p> {note}</li> }
        });
        rows.collect_view()
    };
    move || {
        (!handed.read().is_empty()).then(|| {
            view! {
                <section class="part" aria-labelledby="handed-heading" data-part="handed-on">
                    <h3 id="handed-heading">{desk.text(acts::TRANSFERS)}</h3>
                    <ol>{rows}</ol>
                </section>
            }
        })
    }
}

/// Who it is: oneself is none.
fn name_of(
    model: &crate::model::Model,
    found: &Conversation,
    agent: juttu_shared::id::AgentId,
) -> Option<Option<String>> {
    let is_me = model.me.as_ref().is_some_and(|me| me.agent == agent);
    Some(if is_me {
        None
    } else {
        Some(model.agent_name(found, agent).unwrap_or_default())
    })
}

/// A fact and its name, while it is known.
fn fact(
    desk: Desk,
    name: Key,
    value: impl Fn() -> Option<String> + Send + 'static,
) -> impl IntoView {
    move || value().map(|value| view! { <dt>{desk.text(name)}</dt><dd>{value}</dd> })
}

fn key_of(state: State) -> Key {
    match state {
        State::Waiting => say::STATE_WAITING,
        State::Active => say::STATE_ACTIVE,
        State::Left => say::STATE_LEFT,
        State::Closed => say::STATE_CLOSED,
    }
}
