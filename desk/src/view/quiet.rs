//! What to do, for one who has no conversations: the four steps of an answer, with their keys, and a
//! try of the sound that will call.

use juttu_shared::texts::Key;
use juttu_shared::texts::desk::alerts as say;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use super::keys::Hint;
use crate::desk::Desk;
use crate::model::shortcuts::Aim;

/// The steps.
const STEPS: [(Key, Option<Aim>); 4] = [
    (say::STEP_PRESENT, None),
    (say::STEP_TAKE, Some(Aim::Next)),
    (say::STEP_WRITE, Some(Aim::Replies)),
    (say::STEP_END, Some(Aim::End)),
];

/// The steps, and the try.
#[component]
pub(crate) fn Quiet() -> impl IntoView {
    let desk = Desk::of_page();
    let steps = STEPS.map(|(words, aim)| {
        view! {
            <li>
                <span>{desk.text(words)}</span>
                {aim.map(|aim| view! { <Hint aim/> })}
            </li>
        }
    });
    view! {
        <div class="quiet-hour">
            <h2>{desk.text(say::HOW_TO)}</h2>
            <ol class="steps">{steps.collect_view()}</ol>
            <button
                type="button"
                class="btn"
                data-part="try-sound"
                on:click=move |_| desk.try_sound()
            >
                <Icon which=Which::Bell/>
                {desk.text(say::TRY_SOUND)}
            </button>
        </div>
    }
}
