//! The start: what kind of chat this is, the field for the first message (it can be written at
//! once), and one strong action. A form with a native text area and a submit button; the notice
//! about identity codes describes the field.

use juttu_shared::texts::widget as w;
use leptos::prelude::*;

use crate::chat::Chat;
use crate::view::contact::{Contact, Emergency};
use crate::view::field::Field;
use crate::view::icon::{INFO, Icon, PERSON, PHONE};

/// The start screen.
#[component]
pub fn Start() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let is_starting = move || chat.see(|shown| shown.is_starting);
    view! {
        <form
            class="start"
            on:submit=move |event| {
                event.prevent_default();
                chat.start();
            }
        >
            <div class="pane">
                <ul class="facts">
                    <li>
                        <Icon path=PERSON />
                        <span>{chat.word(w::ANONYMOUS)}</span>
                    </li>
                    <li>
                        <Icon path=INFO />
                        <span>{chat.word(w::GENERAL_ONLY)}</span>
                    </li>
                    <li>
                        <Icon path=PHONE />
                        <Emergency />
                    </li>
                </ul>
                <h3 id="start" tabindex="-1">
                    <label for="field">{chat.word(w::HOW_CAN_WE_HELP)}</label>
                </h3>
                <p class="hint" id="hint">
                    {chat.word(w::NO_IDENTITY_CODE)}
                </p>
                <Field part="start-field" described_by="hint" rows=3 />
                <Contact />
            </div>
            <div class="foot">
                <button
                    class="btn strong wide"
                    part="start"
                    type="submit"
                    aria-disabled=move || is_starting().then_some("true")
                >
                    {move || chat.word(if is_starting() { w::STARTING } else { w::START })}
                </button>
            </div>
        </form>
    }
}
