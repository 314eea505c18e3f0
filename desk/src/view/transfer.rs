//! Handing a conversation on: to the queue of a service, or to a colleague who is there. Says before
//! it is done what the resident will be told; a note to the next one is for staff alone.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk::acts;
use juttu_shared::wire::v1::agent::TransferTo;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::ask::is_there;
use super::choice::Choice;
use super::draft_field::DraftField;
use super::icon::{Icon, Which};
use super::panel::{Panel, Wrong, doing, refusal_of};
use crate::browser::page;
use crate::desk::Desk;
use crate::model::{Deed, Lane};

/// The panel.
#[component]
pub(crate) fn Transfer(
    /// Which conversation.
    id: ConversationId,
    /// Closes it.
    close: Callback<()>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let to = RwSignal::new(None::<TransferTo>);
    let is_missing = RwSignal::new(false);
    let (is_doing, label) = doing(
        desk,
        id,
        Deed::Transfer,
        acts::DO_TRANSFER,
        acts::TRANSFERRING,
    );
    let refusal = refusal_of(desk, id, Deed::Transfer);
    let missing = Signal::derive(move || {
        let is_missing = is_missing.get();
        is_missing.then(|| desk.words(|words| words.say(acts::CHOOSE_TARGET)))
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match to.get_untracked() {
            None => {
                is_missing.set(true);
                page::focus_soon("first-target");
            }
            Some(to) => {
                if !desk.transfer(id, to) {
                    page::focus_soon("hand-over-field");
                }
            }
        }
    };
    let choose = Callback::new(move |target| {
        to.set(Some(target));
        is_missing.set(false);
    });
    view! {
        <Panel title=Signal::derive(desk.text(acts::TRANSFER)) part="transfer-panel" close>
            <form novalidate on:submit=submit>
                <fieldset class="cards" aria-describedby="target-error">
                    <legend>{desk.text(acts::TO_WHOM)}</legend>
                    <Queues id to choose/>
                    <Colleagues id to choose/>
                </fieldset>
                <Wrong id="target-error" words=missing/>
                <Told id to/>
                <div class="staff-only">
                    <Icon which=Which::Lock/>
                    <DraftField
                        id
                        lane=Lane::HandOver
                        field="hand-over-field"
                        error_id="hand-over-error"
                        label=acts::NOTE_TO_NEXT
                    />
                </div>
                <Wrong id="transfer-error" words=refusal/>
                <div class="foot">
                    <button
                        class="btn strong fill"
                        type="submit"
                        data-part="confirm-transfer"
                        aria-describedby="transfer-error"
                        aria-disabled=move || is_doing.get().then_some("true")
                    >
                        {label}
                    </button>
                </div>
            </form>
        </Panel>
    }
}

/// The services to whose queue it may go.
#[component]
fn Queues(
    /// Which conversation.
    id: ConversationId,
    /// What is chosen.
    #[prop(into)]
    to: Signal<Option<TransferTo>>,
    /// Chooses.
    choose: Callback<TransferTo>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_live = desk.memo(move |model| model.conversation(id).is_some_and(|it| it.is_live));
    let queues = desk.memo(move |model| {
        let own = model.conversation(id).map(|it| it.service.clone());
        let queues = model.queues(id).into_iter();
        let named = queues.map(|service| {
            let name = model.service_name(&service).to_owned();
            let is_own = own.as_ref() == Some(&service);
            (service, name, is_own)
        });
        named.collect::<Vec<_>>()
    });
    let legend = move || {
        let key = if is_live.get() {
            acts::TO_QUEUE
        } else {
            acts::TO_REQUESTS
        };
        desk.words(|words| words.say(key))
    };
    view! {
        <fieldset class="cards">
            <legend>{legend}</legend>
            {move || {
                let mut first = Some("first-target");
                queues
                    .get()
                    .into_iter()
                    .map(|(service, name, is_own)| {
                        let target = TransferTo::Queue(service.clone());
                        let (this, chosen) = (target.clone(), target);
                        let label = Signal::derive(move || {
                            if is_own {
                                desk.words(|words| words.fill(acts::OWN_QUEUE, "name", &name))
                            } else {
                                name.clone()
                            }
                        });
                        let is_chosen = Signal::derive(move || to.read().as_ref() == Some(&this));
                        let choose = Callback::new(move |()| choose.run(chosen.clone()));
                        match first.take() {
                            Some(id) => view! {
                                <Choice group="target" value=service.0 id is_chosen choose label/>
                            }
                                .into_any(),
                            None => view! {
                                <Choice group="target" value=service.0 is_chosen choose label/>
                            }
                                .into_any(),
                        }
                    })
                    .collect_view()
            }}
        </fieldset>
    }
}

/// The colleagues who may go on with it.
#[component]
fn Colleagues(
    /// Which conversation.
    id: ConversationId,
    /// What is chosen.
    #[prop(into)]
    to: Signal<Option<TransferTo>>,
    /// Chooses.
    choose: Callback<TransferTo>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let colleagues = desk.memo(move |model| model.to_hand_to(id));
    view! {
        <fieldset class="cards">
            <legend>{desk.text(acts::TO_COLLEAGUE)}</legend>
            <For
                each=move || colleagues.get()
                key=|choice| choice.clone()
                children=move |choice| {
                    let target = TransferTo::Agent(choice.agent);
                    let (this, chosen) = (target.clone(), target);
                    view! {
                        <Choice
                            group="target"
                            value=choice.agent.0.to_string()
                            is_chosen=Signal::derive(move || to.read().as_ref() == Some(&this))
                            choose=Callback::new(move |()| choose.run(chosen.clone()))
                            label=Signal::stored(choice.name)
                            also=is_there(desk, choice.there)
                        />
                    }
                }
            />
            {move || {
                (colleagues.read().is_empty())
                    .then(|| view! { <p class="hint">{desk.text(acts::NO_COLLEAGUE_HERE)}</p> })
            }}
        </fieldset>
    }
}

/// What the resident will be told.
#[component]
fn Told(
    /// Which conversation.
    id: ConversationId,
    /// What is chosen.
    #[prop(into)]
    to: Signal<Option<TransferTo>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let told = desk.memo(move |model| {
        let is_live = model.conversation(id).is_some_and(|it| it.is_live);
        match to.get()? {
            TransferTo::Queue(service) => {
                let key = if is_live {
                    acts::TOLD_QUEUE
                } else {
                    acts::TOLD_REQUESTS
                };
                Some((key.0, model.service_name(&service).to_owned()))
            }
            TransferTo::Agent(agent) => {
                let mut staff = model.staff.iter();
                let found = staff.find(|known| known.agent == agent)?;
                Some((acts::TOLD_COLLEAGUE.0, found.name.clone()))
            }
        }
    });
    let words = move || {
        let (key, name) = told.get()?;
        let key = juttu_shared::texts::Key(key);
        Some(desk.words(|words| words.fill(key, "name", &name)))
    };
    view! {
        <p class="told" role="status" data-part="told" hidden=move || told.read().is_none()>
            {words}
        </p>
    }
}
