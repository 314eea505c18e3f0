//! Ending a conversation in two presses: what became of it, and the end. The topic is the resident's
//! own until another is chosen; what was agreed may be said last. Without an outcome the error stands
//! beside the choice, which takes the focus.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk as say;
use juttu_shared::texts::desk::acts;
use juttu_shared::wire::v1::event::Outcome;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, SubmitEvent};

use super::acts::{Act, Choose};
use super::block::Blocked;
use super::choice::Choice;
use super::draft_field::DraftField;
use super::icon::{Icon, Which};
use super::identity::Reminder;
use super::panel::{Panel, Wrong, doing, refusal_of};
use super::replies::Replies;
use super::reply_form::is_enter;
use crate::browser::page;
use crate::desk::Desk;
use crate::model::{Deed, Lane};

/// The outcomes, with their names on the wire.
const OUTCOMES: [(Outcome, &str); 4] = [
    (Outcome::Solved, "solved"),
    (Outcome::DirectedToSocialCare, "directed_to_social_care"),
    (Outcome::DirectedElsewhere, "directed_elsewhere"),
    (Outcome::Unfinished, "unfinished"),
];

/// The panel.
#[component]
pub(crate) fn EndForm(
    /// Which conversation.
    id: ConversationId,
    /// Opens another panel, or closes this one.
    choose: Choose,
) -> impl IntoView {
    let desk = Desk::of_page();
    let outcome = RwSignal::new(None::<Outcome>);
    let is_missing = RwSignal::new(false);
    // A topic of another service, from where the resident came, is none of this one's.
    let topic = RwSignal::new(desk.once(move |model| {
        let found = model.conversation(id)?;
        let mut topics = model.named(&found.service)?.topics.iter();
        topics.find_map(|topic| (found.topic() == Some(&*topic.id)).then(|| topic.id.clone()))
    }));
    let reference = desk.memo(move |model| model.conversation(id).map_or(0, |it| it.reference));
    let has_reply = desk.memo(move |model| {
        let found = model.conversation(id);
        found.is_some_and(|found| found.draft(Lane::Reply).is_written())
    });
    let (is_doing, label) = doing(desk, id, Deed::End, say::END, say::ENDING);
    let refusal = refusal_of(desk, id, Deed::End);
    let missing = Signal::derive(move || {
        let is_missing = is_missing.get();
        is_missing.then(|| desk.words(|words| words.say(say::OUTCOME_MISSING)))
    });
    let end = move || match outcome.get_untracked() {
        None => {
            is_missing.set(true);
            page::focus_soon("first-outcome");
        }
        Some(outcome) => {
            if !desk.end(id, outcome, topic.get_untracked()) {
                page::focus_soon("agreed-field");
            }
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if is_enter(&event) && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            end();
        }
    };
    let title = Signal::derive(move || {
        desk.words(|words| words.fill(acts::END_RESIDENT, "n", &reference.get().to_string()))
    });
    let close = Callback::new(move |()| choose.run(None));
    let outcomes = OUTCOMES
        .into_iter()
        .enumerate()
        .map(move |(place, (this, wire))| {
            let is_chosen = Signal::derive(move || outcome.get() == Some(this));
            let choose = Callback::new(move |()| {
                outcome.set(Some(this));
                is_missing.set(false);
            });
            let label = Signal::derive(move || desk.words(|words| words.outcome(this)));
            if place == 0 {
                let id = "first-outcome";
                view! { <Choice group="outcome" value=wire id is_chosen choose label/> }.into_any()
            } else {
                view! { <Choice group="outcome" value=wire is_chosen choose label/> }.into_any()
            }
        });
    view! {
        <Panel title part="end-panel" close>
            <Reminder id choose/>
            <form
                novalidate
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    end();
                }
                on:keydown=on_key
            >
                <fieldset class="cards" data-part="outcome" aria-describedby="outcome-error">
                    <legend>"1. " {desk.text(acts::HOW_IT_WENT)}</legend>
                    {outcomes.collect_view()}
                </fieldset>
                <Wrong id="outcome-error" words=missing/>
                <Topics id topic/>
                <DraftField
                    id
                    lane=Lane::Agreed
                    field="agreed-field"
                    error_id="agreed-error"
                    label=acts::AGREED
                    hint=acts::AGREED_HINT
                />
                <Replies id lane=Lane::Agreed/>
                {move || {
                    has_reply
                        .get()
                        .then(|| {
                            view! {
                                <p class="hint">
                                    <Icon which=Which::Info/>
                                    " "
                                    {desk.text(acts::UNSENT_REPLY)}
                                </p>
                            }
                        })
                }}
                <Wrong id="end-error" words=refusal/>
                <div class="foot">
                    <button
                        class="btn strong fill"
                        type="submit"
                        data-part="confirm-end"
                        aria-keyshortcuts="Control+Enter"
                        aria-describedby="end-error"
                        aria-disabled=move || is_doing.get().then_some("true")
                    >
                        {label}
                        <kbd aria-hidden="true">"Ctrl Enter"</kbd>
                    </button>
                    <button class="btn fill" type="button" on:click=move |_| close.run(())>
                        {desk.text(acts::GO_ON)}
                    </button>
                </div>
            </form>
            <div class="hard">
                <Blocked id/>
                <button
                    type="button"
                    class="btn quiet fill act"
                    data-part="block"
                    on:click=move |_| choose.run(Some(Act::Block))
                >
                    <Icon which=Which::Barred/>
                    {desk.text(acts::BLOCK)}
                </button>
            </div>
        </Panel>
    }
}

/// What it was about: the topics of the service by whose door the resident came.
#[component]
fn Topics(
    /// Which conversation.
    id: ConversationId,
    /// What is chosen.
    topic: RwSignal<Option<String>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let topics = desk.memo(move |model| {
        let found = model.conversation(id)?;
        let own = found.topic().map(str::to_owned);
        let topics = model.named(&found.service)?.topics.iter();
        let named = topics.map(|topic| (topic.id.clone(), topic.name.clone()));
        Some((own, named.collect::<Vec<_>>()))
    });
    let cards = move || {
        let (own, topics) = topics.get()?;
        let from_resident = Signal::derive(desk.text(acts::FROM_RESIDENT));
        let cards = topics.into_iter().map(|(this, name)| {
            let is_own = own.as_ref() == Some(&this);
            let (value, chosen, is) = (this.clone(), this.clone(), this);
            let is_chosen = Signal::derive(move || topic.read().as_ref() == Some(&is));
            let choose = Callback::new(move |()| topic.set(Some(chosen.clone())));
            let label = Signal::stored(name);
            if is_own {
                view! { <Choice group="topic" value is_chosen choose label also=from_resident/> }
                    .into_any()
            } else {
                view! { <Choice group="topic" value is_chosen choose label/> }.into_any()
            }
        });
        Some(cards.collect_view())
    };
    move || {
        let is_any = (topics.read().as_ref()).is_some_and(|(_, topics)| !topics.is_empty());
        is_any.then(|| {
            view! {
                <fieldset class="cards">
                    <legend>"2. " {desk.text(say::TOPIC)}</legend>
                    {cards}
                    <Choice
                        group="topic"
                        value=""
                        is_chosen=Signal::derive(move || topic.read().is_none())
                        choose=Callback::new(move |()| topic.set(None))
                        label=Signal::derive(desk.text(acts::NO_TOPIC))
                    />
                </fieldset>
            }
        })
    }
}
