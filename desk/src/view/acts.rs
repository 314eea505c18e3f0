//! What can be done to the conversation on screen, each named in words; and the panel of the one that
//! was chosen, in the place of what is known. Closing a panel gives the focus back to its button.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::Key;
use juttu_shared::texts::desk as say;
use juttu_shared::texts::desk::{acts, identity};
use juttu_shared::wire::v1::agent::Hold;
use leptos::prelude::*;

use super::answer_later::AnswerLater;
use super::ask::Ask;
use super::block::{Block, Blocked};
use super::end_form::EndForm;
use super::icon::{Icon, Which};
use super::identity::{AskIdentification, Forget};
use super::keys::Hint;
use super::panel::{Wrong, doing, refusal_of};
use super::transfer::Transfer;
use crate::browser::page;
use crate::desk::{Desk, Pane};
use crate::model::shortcuts::Aim;
use crate::model::{Deed, Standing};

/// Something that is asked about in a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Asking a colleague.
    Ask,
    /// Handing it on.
    Transfer,
    /// Promising an answer for later.
    AnswerLater,
    /// Ending it.
    End,
    /// Blocking the sender.
    Block,
    /// Asking the resident to identify.
    Identify,
    /// Forgetting who the resident is.
    Forget,
}

impl Act {
    /// Whether it may be done to a conversation that has ended.
    pub(crate) fn outlives_the_end(self) -> bool {
        self == Self::Block
    }

    /// The id of its button.
    fn button(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::Transfer => "transfer",
            Self::AnswerLater => "answer-later",
            Self::End => "end",
            Self::Block => "block",
            Self::Identify => "ask-identification",
            Self::Forget => "forget-identity",
        }
    }
}

/// Opens a panel, or with none closes the one that is open.
pub(crate) type Choose = Callback<Option<Act>>;

/// Keeps which panel is open. Says how to open one.
pub(crate) fn chooser(desk: Desk) -> (RwSignal<Option<Act>>, Choose) {
    let open = RwSignal::new(None::<Act>);
    let choose = Callback::new(move |act: Option<Act>| {
        let before = open.get_untracked();
        open.set(act);
        match (act, before) {
            // A shortcut may open it while another column is on the screen.
            (Some(_), _) => desk.go_to(Pane::Facts),
            (None, Some(before)) => {
                page::focus_soon(before.button());
                // The block's button stands in the panel of the end while the conversation goes on.
                page::focus_if_lost("end");
            }
            (None, None) => {}
        }
    });
    (open, choose)
}

/// The panel that is open.
#[component]
pub(crate) fn Chosen(
    /// Which conversation.
    id: ConversationId,
    /// Which panel.
    act: Act,
    /// Opens another, or closes it.
    choose: Choose,
) -> impl IntoView {
    let close = Callback::new(move |()| choose.run(None));
    match act {
        Act::Ask => view! { <Ask id close/> }.into_any(),
        Act::Transfer => view! { <Transfer id close/> }.into_any(),
        Act::AnswerLater => view! { <AnswerLater id close/> }.into_any(),
        Act::End => view! { <EndForm id choose/> }.into_any(),
        Act::Block => view! { <Block id close/> }.into_any(),
        Act::Identify => view! { <AskIdentification id close/> }.into_any(),
        Act::Forget => view! { <Forget id close/> }.into_any(),
    }
}

/// The buttons.
#[component]
pub(crate) fn Acts(
    /// Which conversation.
    id: ConversationId,
    /// Opens a panel.
    choose: Choose,
) -> impl IntoView {
    let desk = Desk::of_page();
    let stands = desk.memo(move |model| {
        let found = model.conversation(id)?;
        let is_among_others = found.agents.len() > 1;
        let may_ask = model.may_ask_identification(id);
        Some((
            found.hold,
            found.standing(),
            found.is_live,
            is_among_others,
            may_ask,
        ))
    });
    let button = move |act: Act, which: Which, label: Key| {
        view! {
            <button
                type="button"
                class="btn fill act"
                id=act.button()
                data-part=act.button()
                on:click=move |_| choose.run(Some(act))
            >
                <Icon which/>
                {desk.text(label)}
            </button>
        }
    };
    let buttons = move || match stands.get()? {
        (Hold::Own, Standing::Held, is_live, is_among_others, may_ask) => Some(
            view! {
                {may_ask
                    .then(|| button(Act::Identify, Which::Identity, identity::ASK_IDENTIFICATION))}
                {button(Act::Ask, Which::People, acts::ASK_COLLEAGUE)}
                {button(Act::Transfer, Which::Move, acts::TRANSFER)}
                {is_live.then(|| button(Act::AnswerLater, Which::Clock, acts::ANSWER_LATER))}
                {is_among_others.then(|| view! { <Depart id label=acts::DEPART/> })}
                <button
                    type="button"
                    class="btn fill act"
                    id="end"
                    data-part="end"
                    aria-keyshortcuts=move || desk.aria_keys(Aim::End, 0)
                    on:click=move |_| choose.run(Some(Act::End))
                >
                    <Icon which=Which::Stop/>
                    {desk.text(say::END)}
                    <Hint aim=Aim::End/>
                </button>
            }
            .into_any(),
        ),
        (Hold::Own, Standing::Ended, ..) => Some(
            view! {
                <Blocked id/>
                {button(Act::Block, Which::Barred, acts::BLOCK)}
            }
            .into_any(),
        ),
        (Hold::Consulted, Standing::Held, ..) => {
            Some(view! { <Depart id label=acts::DEPART_CONSULT/> }.into_any())
        }
        _ => None,
    };
    move || {
        buttons().map(|buttons| {
            view! {
                <div class="acts" role="group" aria-label=desk.text(acts::ACTIONS)>
                    {buttons}
                </div>
            }
        })
    }
}

/// Taking part, or being asked, no longer.
#[component]
fn Depart(
    /// Which conversation.
    id: ConversationId,
    /// What it is called.
    label: Key,
) -> impl IntoView {
    let desk = Desk::of_page();
    let (is_doing, words) = doing(desk, id, Deed::Depart, label, acts::DEPARTING);
    let refusal = refusal_of(desk, id, Deed::Depart);
    view! {
        <button
            type="button"
            class="btn fill act"
            data-part="depart"
            aria-describedby="depart-error"
            aria-disabled=move || is_doing.get().then_some("true")
            on:click=move |_| desk.depart(id)
        >
            <Icon which=Which::Back/>
            {words}
        </button>
        <Wrong id="depart-error" words=refusal/>
    }
}
