//! How the agent is called, in the bar: a worded switch for sound, and beside it a disclosure with
//! the browser's notifications and a try. While the browser still holds sound back, that is said.

use juttu_shared::texts::desk::alerts as say;
use leptos::html;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::bar::close_outside;
use super::icon::{Icon, Which};
use crate::browser::notification::Leave;
use crate::browser::page;
use crate::desk::Desk;

/// The switch, the disclosure, and what is said while sound waits.
#[component]
pub(crate) fn Alerts() -> impl IntoView {
    let desk = Desk::of_page();
    let is_on = move || desk.settings(|settings| settings.sound);
    let label = move || {
        let key = if is_on() {
            say::SOUND_ON
        } else {
            say::SOUND_OFF
        };
        desk.words(|words| words.say(key))
    };
    let bell = move || {
        let which = if is_on() { Which::Bell } else { Which::BellOff };
        view! { <Icon which/> }
    };
    let is_open = RwSignal::new(false);
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.stop_propagation();
            is_open.set(false);
            page::focus_soon("alerts-button");
        }
    };
    let place = NodeRef::<html::Div>::new();
    close_outside(place, is_open);
    view! {
        <div class="alerts" on:keydown=on_key node_ref=place>
            <button
                type="button"
                class="btn quiet"
                data-part="sound"
                aria-describedby=move || desk.is_sound_waiting().then_some("sound-waits")
                on:click=move |_| desk.set_sound(!untrack(is_on))
            >
                {bell}
                {label}
            </button>
            <button
                type="button"
                class="btn quiet"
                id="alerts-button"
                data-part="alerts"
                aria-expanded=move || is_open.get().to_string()
                aria-controls="alerts-panel"
                on:click=move |_| {
                    desk.look_at_leave();
                    is_open.update(|is_open| *is_open = !*is_open);
                }
            >
                {desk.text(say::ALERTS)}
            </button>
            <div class="alerts-panel" id="alerts-panel" hidden=move || !is_open.get()>
                {move || is_open.get().then(|| view! { <Panel/> })}
            </div>
            {move || {
                desk.is_sound_waiting()
                    .then(|| {
                        view! {
                            <p class="hint" id="sound-waits" data-part="sound-waits">
                                {desk.text(say::SOUND_WAITS)}
                            </p>
                        }
                    })
            }}
        </div>
    }
}

/// Notifications, and a try.
#[component]
fn Panel() -> impl IntoView {
    let desk = Desk::of_page();
    let notify = move || match desk.notification_leave() {
        Leave::Given => view! { <Notify/> }.into_any(),
        Leave::Unasked => view! {
            <button
                type="button"
                class="btn"
                data-part="notify-ask"
                on:click=move |_| desk.ask_to_notify()
            >
                {desk.text(say::NOTIFY_ASK)}
            </button>
            <p class="hint">{desk.text(say::NOTIFY_ASK_HINT)}</p>
        }
        .into_any(),
        Leave::Denied => {
            view! { <p data-part="notify-denied">{desk.text(say::NOTIFY_DENIED)}</p> }.into_any()
        }
        Leave::Unknown => view! { <p>{desk.text(say::NOTIFY_NONE)}</p> }.into_any(),
    };
    view! {
        <p class="hint">{desk.text(say::ALERTS_HINT)}</p>
        {notify}
        <button
            type="button"
            class="btn"
            data-part="try-sound"
            on:click=move |_| desk.try_sound()
        >
            {desk.text(say::TRY_SOUND)}
        </button>
    }
}

/// The switch for notifications.
#[component]
fn Notify() -> impl IntoView {
    let desk = Desk::of_page();
    view! {
        <label class="here">
            <span>{desk.text(say::NOTIFY)}</span>
            <input
                type="checkbox"
                role="switch"
                data-part="notify"
                prop:checked=move || desk.settings(|settings| settings.notify)
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    desk.settle(|settings| settings.notify = on);
                }
            />
        </label>
    }
}
