//! One's own presence: a switch for each service, in words, with how many are present.

use juttu_shared::id::ServiceId;
use juttu_shared::texts::desk as say;
use leptos::prelude::*;

use crate::desk::Desk;

/// The switches.
#[component]
pub(crate) fn Presence() -> impl IntoView {
    let desk = Desk::of_page();
    let services = desk.memo(|model| {
        let named = model.me.iter().flat_map(|me| &me.services);
        named.map(|named| named.id.clone()).collect::<Vec<_>>()
    });
    view! {
        <section class="presence" aria-label=desk.text(say::YOUR_PRESENCE)>
            <For
                each=move || services.get()
                key=|service| service.0.clone()
                children=|service| view! { <Switch service/> }
            />
        </section>
    }
}

/// One service's switch.
#[component]
fn Switch(
    /// The service.
    service: ServiceId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let id = format!("presence-{}", service.0);
    let labelled = id.clone();
    let hook = service.0.clone();
    let name = {
        let service = service.clone();
        desk.memo(move |model| model.service_name(&service).to_owned())
    };
    let agents = {
        let service = service.clone();
        desk.memo(move |model| model.agents_present(&service))
    };
    let present = {
        let service = service.clone();
        desk.memo(move |model| model.is_present(&service))
    };
    let state = move || {
        let key = if present.get() {
            say::PRESENT
        } else {
            say::AWAY
        };
        desk.words(|words| words.say(key))
    };
    view! {
        <label class="here" for=labelled>
            <span>
                <strong>{name}</strong>
                <span class="muted">
                    {move || desk.words(|words| words.count(say::AGENTS_PRESENT, agents.get()))}
                </span>
            </span>
            <input
                type="checkbox"
                role="switch"
                id=id
                data-part="presence"
                data-service=hook
                prop:checked=move || present.get()
                on:change=move |event| desk.set_present(service.clone(), event_target_checked(&event))
            />
            <span class="state" aria-hidden="true">{state}</span>
        </label>
    }
}
