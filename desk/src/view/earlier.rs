//! Earlier conversations: one's own, and for a supervisor those of the service and the one of a
//! number. A table of what is known without reading; reading one that is not one's own asks why first.
//!
//! What is read stands in the list's place, read-only, with its heading in focus and a way back.
//! Leaving lets go of all of it.

mod table;
mod why;

use juttu_shared::id::ServiceId;
use juttu_shared::rules::state::Role;
use juttu_shared::texts::desk::pages as say;
use leptos::html;
use leptos::prelude::{Effect as Reaction, *};
use web_sys::SubmitEvent;

use super::icon::{Icon, Which};
use super::looked::LookedUp;
use crate::browser::pages::focus;
use crate::desk::Desk;
use table::Table;
use why::AskWhy;

/// The page of earlier conversations.
#[component]
pub(crate) fn Earlier() -> impl IntoView {
    let desk = Desk::of_page();
    let is_looking = desk.memo(|model| model.looked.is_some());
    let is_supervisor =
        desk.memo(|model| (model.me.as_ref()).is_some_and(|me| me.role == Role::Supervisor));
    desk.find(None, None);
    on_cleanup(move || desk.leave_past());
    Reaction::new(move |was: Option<bool>| {
        let is = is_looking.get();
        match (was, is) {
            (Some(false), true) => focus("conversation-heading"),
            (Some(true), false) => focus("earlier-heading"),
            _ => {}
        }
        is
    });
    let about = move || {
        let key = match is_supervisor.get() {
            true => say::PAST_ABOUT_SUPERVISOR,
            false => say::PAST_ABOUT,
        };
        desk.words(|words| words.say(key))
    };
    view! {
        <main class="page earlier" class:reading=move || is_looking.get()>
            <div class="top-row">
                <h2 id="earlier-heading" tabindex="-1">{desk.text(say::EARLIER)}</h2>
                {move || {
                    is_looking
                        .get()
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="btn"
                                    data-part="put-down"
                                    on:click=move |_| desk.put_down()
                                >
                                    {desk.text(say::PAST_BACK)}
                                </button>
                            }
                        })
                }}
            </div>
            {move || {
                if is_looking.get() {
                    view! { <LookedUp/> }.into_any()
                } else {
                    view! {
                        <p class="hint">{about}</p>
                        {move || is_supervisor.get().then(|| view! { <Seek/> })}
                        <AskWhy/>
                        <Table/>
                    }
                        .into_any()
                }
            }}
        </main>
    }
}

/// Whose conversations, and which number: for a supervisor.
#[component]
fn Seek() -> impl IntoView {
    let desk = Desk::of_page();
    let services = desk.memo(|model| {
        let own = model.me.iter().flat_map(|me| &me.services);
        own.map(|it| (it.id.clone(), it.name.clone()))
            .collect::<Vec<_>>()
    });
    let shown = desk.memo(|model| model.past.service.clone());
    let number = desk.memo(|model| model.past.number);
    let field = NodeRef::<html::Input>::new();
    let is_wrong = RwSignal::new(false);
    let choice = move |service: Option<ServiceId>, name: String| {
        let is_shown = {
            let service = service.clone();
            Memo::new(move |_| *shown.read() == service && number.get().is_none())
        };
        view! {
            <button
                type="button"
                class="btn"
                class:strong=move || is_shown.get()
                aria-pressed=move || is_shown.get().to_string()
                on:click=move |_| desk.find(service.clone(), None)
            >
                {name}
            </button>
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let text = field
            .get_untracked()
            .map_or_else(String::new, |field| field.value());
        let sought = text.trim().parse::<u64>().ok();
        is_wrong.set(sought.is_none());
        match sought {
            Some(sought) => desk.find(None, Some(sought)),
            None => focus("past-number"),
        }
    };
    view! {
        <div class="finds">
            <div class="row" role="group" aria-label=desk.text(say::PAST_WHOSE)>
                {move || choice(None, desk.words(|words| words.say(say::PAST_SERVICES)))}
                {move || {
                    let all = services.get().into_iter();
                    all.map(|(id, name)| choice(Some(id), name)).collect_view()
                }}
            </div>
            <form class="row" novalidate on:submit=submit>
                <label class="label" for="past-number">{desk.text(say::PAST_NUMBER)}</label>
                <input
                    class="field short"
                    id="past-number"
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="12"
                    aria-invalid=move || is_wrong.get().then_some("true")
                    aria-describedby=move || is_wrong.get().then_some("past-number-error")
                    node_ref=field
                />
                <button type="submit" class="btn">{desk.text(say::PAST_FIND)}</button>
                {move || {
                    is_wrong
                        .get()
                        .then(|| {
                            view! {
                                <p class="wrong" id="past-number-error" data-part="error">
                                    <Icon which=Which::Warn/>
                                    {desk.text(say::PAST_NUMBER_WRONG)}
                                </p>
                            }
                        })
                }}
            </form>
        </div>
    }
}
