//! The page of opening hours: the usual week, the coming weeks as a calendar, exceptions,
//! announcements, closing days, and who changed what.
//!
//! A supervisor edits it; everyone else reads it, and it says so. What is wrong stands beside its
//! field, which is invalid by it; what was not kept, and why, takes the focus.

mod calendar;
mod changes;
mod close;
mod form;
mod holidays;
mod listed;
mod save;
mod spans;
mod times;
mod week;

use juttu_shared::id::ServiceId;
use juttu_shared::texts::desk::pages as say;
use leptos::prelude::{Effect as Reaction, *};

use crate::desk::Desk;
use crate::words::Words;
use calendar::Calendar;
use changes::Changes;
use close::Close;
use form::DaysForm;
use holidays::Holidays;
use listed::{Announcements, Exceptions};
use save::Save;
pub(crate) use spans::span_id;
use week::Week;

/// The page of opening hours.
#[component]
pub(crate) fn HoursPage() -> impl IntoView {
    let desk = Desk::of_page();
    let services = desk.memo(|model| {
        let own = model.me.iter().flat_map(|me| &me.services);
        own.map(|it| (it.id.clone(), it.name.clone()))
            .collect::<Vec<_>>()
    });
    let shown = desk.hours(|hours| hours.service.clone());
    // The names of the closing days come in the desk's language.
    let language = Memo::new(move |_| desk.words(Words::language));
    Reaction::new(move |_| {
        // Read, not only tracked: a memo that nobody has read yet would never tell.
        language.get();
        let chosen = shown.get_untracked();
        let first = move || services.with_untracked(|all| Some(all.first()?.0.clone()));
        if let Some(service) = chosen.or_else(first) {
            desk.show_hours(service);
        }
    });
    let is_here = desk.hours(|hours| hours.sheet.is_some());
    let failed = desk.hours(|hours| hours.failed);
    let may_edit = desk.may_edit_hours();
    view! {
        <main class="page hours">
            <div class="top-row">
                <h2 id="hours-heading" tabindex="-1">{desk.text(say::HOURS)}</h2>
                {move || {
                    (services.read().len() > 1).then(|| view! { <WhichService services/> })
                }}
            </div>
            {move || {
                (!may_edit.get())
                    .then(|| view! { <p class="notice-box">{desk.text(say::HOURS_READ_ONLY)}</p> })
            }}
            {move || {
                failed
                    .get()
                    .map(|code| {
                        let why = move || match code {
                            Some(code) => desk.words(|words| words.refusal(code)),
                            None => desk.words(|words| words.say(say::PAGE_TROUBLE)),
                        };
                        view! {
                            <div class="notice-box bad" role="alert">
                                <p>{why}</p>
                                <button type="button" class="btn" on:click=move |_| desk.fetch_hours()>
                                    {desk.text(say::PAGE_AGAIN)}
                                </button>
                            </div>
                        }
                    })
            }}
            {move || {
                if !is_here.get() {
                    let is_asking = failed.with(Option::is_none);
                    return is_asking
                        .then(|| view! { <p class="muted">{desk.text(say::PAGE_FETCHING)}</p> })
                        .into_any();
                }
                view! {
                    {move || may_edit.get().then(|| view! { <Close/> })}
                    <div class="split">
                        <div class="pile">
                            <Week/>
                            {move || may_edit.get().then(|| view! { <Save/> })}
                        </div>
                        <div class="pile">
                            <Calendar/>
                            <DaysForm/>
                            <Exceptions/>
                            <Announcements/>
                            <Holidays/>
                            <Changes/>
                        </div>
                    </div>
                }
                    .into_any()
            }}
        </main>
    }
}

/// Chooses whose hours are shown. Leaving edited ones asks first, as leaving the page does.
#[component]
fn WhichService(
    /// The agent's services: id and name.
    services: Memo<Vec<(ServiceId, String)>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let shown = desk.hours(|hours| hours.service.clone());
    let is_edited = desk.hours(crate::model::hours::Hours::is_edited);
    let option = move |(id, name): (ServiceId, String)| {
        let pressed = {
            let id = id.clone();
            move || shown.read().as_ref() == Some(&id)
        };
        let is_here = pressed.clone();
        let choose = move |_| {
            // What is edited is saved or undone first: the line at the foot of the week says so.
            if !is_edited.get_untracked() {
                desk.show_hours(id.clone());
            }
        };
        view! {
            <button
                type="button"
                class="btn"
                class:strong=is_here
                aria-pressed=move || pressed().to_string()
                aria-disabled=move || is_edited.get().then_some("true")
                aria-describedby=move || is_edited.get().then_some("hours-unsaved")
                on:click=choose
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="row" role="group" aria-label=desk.text(say::HOURS_SERVICE)>
            {move || services.get().into_iter().map(option).collect_view()}
        </div>
    }
}
