//! Emptying a text for good: a quiet button at each message and note, shown where the pointer or the
//! focus is; where nothing points, a small sign beside it. One of them is a stop of the Tab key, and the arrows go from one to the next, so that
//! the way past the log stays short. It asks first, in the row itself: the focus moves to the button
//! that keeps the text; Escape keeps it too. What is wrong is said beside it.

use juttu_shared::id::ConversationId;
use juttu_shared::texts::desk as say;
use juttu_shared::texts::desk::acts;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::icon::{Icon, Which};
use super::panel::refusal_of;
use crate::browser::page;
use crate::desk::Desk;
use crate::model::Deed;

/// Which text of a conversation, and whether it may be emptied.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The conversation.
    pub(crate) id: ConversationId,
    /// Whether the agent may empty texts of it.
    pub(crate) may: Memo<bool>,
    /// The text whose button the Tab key stops at: whether it is staff's, and its number.
    pub(crate) stop: Memo<Option<(bool, u64)>>,
}

/// The button of one text, and what it asks.
#[component]
pub(crate) fn Redact(
    /// Where the text stands.
    place: Place,
    /// Its number in its log.
    seq: u64,
    /// Whether it stands in the staff log.
    is_staff: bool,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_asking = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let keep = move || {
        is_asking.set(false);
        // By then another conversation may stand there, and the button is gone for good.
        request_animation_frame(move || {
            if let Some(button) = button.try_get_untracked().flatten() {
                button.focus().ok();
            }
        });
    };
    let is_stop = move || place.stop.get() == Some((is_staff, seq));
    move || {
        if !place.may.get() {
            return ().into_any();
        }
        if is_asking.get() {
            return view! { <Ask id=place.id seq is_staff keep=Callback::new(move |()| keep())/> }
                .into_any();
        }
        view! {
            <button
                type="button"
                class="link redact"
                data-part="redact"
                tabindex=move || if is_stop() { "0" } else { "-1" }
                node_ref=button
                on:click=move |_| is_asking.set(true)
            >
                <Icon which=Which::More/>
                <span>{desk.text(acts::REDACT)}</span>
            </button>
        }
        .into_any()
    }
}

/// Whether it is really to go.
#[component]
fn Ask(
    /// Which conversation.
    id: ConversationId,
    /// The text's number.
    seq: u64,
    /// Whether it stands in the staff log.
    is_staff: bool,
    /// Keeps it.
    keep: Callback<()>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let deed = Deed::Redact { seq, is_staff };
    let is_doing = desk.memo(move |model| model.is_doing(id, deed));
    let refusal = refusal_of(desk, id, deed);
    page::focus_soon("redact-keep");
    // Once the text is gone, so is what asked about it.
    on_cleanup(|| page::focus_if_lost("log"));
    let label = move || {
        let key = if is_doing.get() {
            acts::REDACTING
        } else {
            acts::REDACT_DO
        };
        desk.words(|words| words.say(key))
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            keep.run(());
        }
    };
    view! {
        <div class="redact-ask" role="group" aria-labelledby="redact-ask" on:keydown=on_key>
            <p id="redact-ask">
                <Icon which=Which::Warn/>
                " "
                {desk.text(acts::REDACT_ASK)}
            </p>
            {move || {
                refusal
                    .get()
                    .map(|words| view! { <p class="wrong" data-part="error">{words}</p> })
            }}
            <button
                type="button"
                class="btn danger"
                data-part="confirm-redact"
                aria-disabled=move || is_doing.get().then_some("true")
                on:click=move |_| desk.redact(id, seq, is_staff)
            >
                {label}
            </button>
            <button
                type="button"
                class="btn"
                id="redact-keep"
                aria-describedby="redact-ask"
                on:click=move |_| keep.run(())
            >
                {desk.text(say::CANCEL)}
            </button>
        </div>
    }
}

/// Goes from one button to the one before or after it.
pub(super) fn go_between(event: &KeyboardEvent) {
    let step: isize = match event.key().as_str() {
        "ArrowUp" => -1,
        "ArrowDown" => 1,
        _ => return,
    };
    let Some(here) = (event.target()).and_then(|target| target.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    if !here.class_list().contains("redact") {
        return;
    }
    event.prevent_default();
    page::focus_beside(&here, ".redact", step);
}
