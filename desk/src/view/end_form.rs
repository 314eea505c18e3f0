//! Ending a conversation: asks for the outcome first. Opening it moves the focus to the choice,
//! cancelling brings it back; without a choice the error stands beside it.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk as say;
use juttu_shared::wire::v1::event::Outcome;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::icon::{Icon, Which};
use crate::browser::page;
use crate::desk::Desk;

/// The outcomes, with their names on the wire.
const OUTCOMES: [(Outcome, &str); 4] = [
    (Outcome::Solved, "solved"),
    (Outcome::DirectedToSocialCare, "directed_to_social_care"),
    (Outcome::DirectedElsewhere, "directed_elsewhere"),
    (Outcome::Unfinished, "unfinished"),
];

/// The way to end a conversation.
#[component]
pub(crate) fn EndForm(
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_asking = RwSignal::new(false);
    let ask = move |asks: bool| {
        is_asking.set(asks);
        page::focus_soon(if asks { "outcome" } else { "end" });
    };
    move || {
        if is_asking.get() {
            view! { <Ask id cancel=Callback::new(move |()| ask(false))/> }.into_any()
        } else {
            view! {
                <div class="acts">
                    <button
                        type="button"
                        class="btn fill"
                        id="end"
                        data-part="end"
                        on:click=move |_| ask(true)
                    >
                        <Icon which=Which::Stop/>
                        {desk.text(say::END)}
                    </button>
                </div>
            }
            .into_any()
        }
    }
}

#[component]
fn Ask(
    /// Which conversation.
    id: ConversationId,
    /// Leaves it going on.
    cancel: Callback<()>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let chosen = RwSignal::new(None::<Outcome>);
    let is_missing = RwSignal::new(false);
    let is_ending = desk.memo(move |model| model.is_doing(id, crate::model::Deed::End));
    let confirm = move |event: SubmitEvent| {
        event.prevent_default();
        match chosen.get_untracked() {
            Some(outcome) => {
                desk.end(id, outcome, None);
            }
            None => {
                is_missing.set(true);
                page::focus_soon("outcome");
            }
        }
    };
    let choose = move |event| {
        let name = event_target_value(&event);
        let outcome = OUTCOMES.into_iter().find(|(_, wire)| *wire == name);
        chosen.set(outcome.map(|(outcome, _)| outcome));
        is_missing.set(false);
    };
    let options = OUTCOMES.map(|(outcome, wire)| {
        view! {
            <option value=wire>{move || desk.words(|words| words.outcome(outcome))}</option>
        }
    });
    let confirm_label = move || {
        let key = if is_ending.get() {
            say::ENDING
        } else {
            say::END
        };
        desk.words(|words| words.say(key))
    };
    view! {
        <form class="acts ending" novalidate on:submit=confirm>
            <label class="label" for="outcome">{desk.text(say::OUTCOME)}</label>
            <select
                class="field"
                id="outcome"
                data-part="outcome"
                aria-describedby=move || is_missing.get().then_some("outcome-error")
                aria-invalid=move || is_missing.get().then_some("true")
                on:change=choose
            >
                <option value="">{desk.text(say::CHOOSE_OUTCOME)}</option>
                {options.collect_view()}
            </select>
            {move || {
                is_missing
                    .get()
                    .then(|| {
                        view! {
                            <p class="wrong" id="outcome-error" data-part="error">
                                <Icon which=Which::Warn/>
                                {desk.text(say::OUTCOME_MISSING)}
                            </p>
                        }
                    })
            }}
            <button class="btn strong fill" type="submit" data-part="confirm-end">
                {confirm_label}
            </button>
            <button class="btn quiet fill" type="button" on:click=move |_| cancel.run(())>
                {desk.text(say::CANCEL)}
            </button>
        </form>
    }
}
