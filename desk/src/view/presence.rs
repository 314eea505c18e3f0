//! One's own presence: a switch for each service, in words, with the service's hours and how many
//! are present.

use juttu_shared::id::ServiceId;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::texts::desk as say;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::model::Model;

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
    let told = {
        let service = service.clone();
        desk.memo(move |model| hours_of(model, &service))
    };
    let present = {
        let service = service.clone();
        desk.memo(move |model| model.is_present(&service))
    };
    let about = move || {
        let today = desk.today();
        desk.words(|words| {
            let (agents, hours) = told.get();
            let hours = hours.map(|(is_open, changes)| words.opening(is_open, changes, today));
            let agents = Some(words.count(say::AGENTS_PRESENT, agents));
            let parts = [hours, agents];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
        })
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
                <span class="muted" data-fact="hours">{about}</span>
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

/// How many are present for a service; and whether it is open, and until when, once it is told.
fn hours_of(model: &Model, service: &ServiceId) -> (u64, Option<(bool, Option<LocalTime>)>) {
    let told = model.presence.iter().find(|told| told.service == *service);
    let hours = told.map(|told| (told.is_open, told.changes));
    (model.agents_present(service), hours)
}
