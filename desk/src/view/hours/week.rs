//! The usual week: a group for each day, with its times and the way to add one. The focus goes into
//! the field that was added, and to the day's button when a time was taken away.

use juttu_shared::texts::desk::pages as say;
use leptos::prelude::*;

use super::spans::{Put, SpanFields, span_id};
use crate::browser::pages::focus;
use crate::desk::Desk;
use crate::model::hours::{Edge, Span, chat_hours};
use crate::view::icon::{Icon, Which};

/// The usual week.
#[component]
pub(super) fn Week() -> impl IntoView {
    let desk = Desk::of_page();
    let groups = desk.sheet(|sheet| chat_hours(&sheet.edited_schedule()));
    let reads = move || {
        let groups = groups.get().unwrap_or_default();
        desk.words(|words| words.chat_reads(&groups))
    };
    view! {
        <section aria-labelledby="week-heading">
            <h3 id="week-heading" tabindex="-1">{desk.text(say::HOURS_WEEK)}</h3>
            <ol class="days">
                {(0..7).map(|day| view! { <li><Day day/></li> }).collect_view()}
            </ol>
            <p class="hint">{reads}</p>
        </section>
    }
}

/// A day of the week.
#[component]
fn Day(
    /// Which, 0 for Monday.
    day: usize,
) -> impl IntoView {
    let desk = Desk::of_page();
    let may_edit = desk.may_edit_hours();
    let spans = desk.sheet(move |sheet| sheet.draft.week.get(day).cloned().unwrap_or_default());
    let spans = Memo::new(move |_| spans.get().unwrap_or_default());
    let ids = Memo::new(move |_| spans.read().iter().map(|span| span.id).collect::<Vec<_>>());
    let faults = desk.sheet(move |sheet| sheet.draft.faults_of_day(day));
    let faults = Memo::new(move |_| faults.get().unwrap_or_default());
    let name = move || desk.words(|words| words.weekday(day));
    let short = move || desk.words(|words| words.weekday_short(day));
    let add_id = ["add-day", &day.to_string()].join("-");
    let change = Callback::new(move |(id, put): (u64, Put)| {
        desk.edit_hours(|draft| {
            if let Some(span) = draft.span_mut(id) {
                put(span);
            }
        });
    });
    let remove = {
        let add_id = add_id.clone();
        Callback::new(move |id: u64| {
            desk.edit_hours(|draft| draft.remove_span(id));
            focus(add_id.clone());
        })
    };
    let add = move |_| {
        let mut added = None;
        desk.edit_hours(|draft| added = draft.add_span(day));
        if let Some(id) = added {
            focus(span_id("week", id, Edge::From));
        }
    };
    let read_only = move || {
        let written: Vec<_> = spans.read().iter().map(Span::written).collect();
        desk.words(|words| words.plan_hours(&written))
    };
    let fields = move |id: u64| {
        let span = Memo::new(move |_| spans.read().iter().find(|span| span.id == id).cloned());
        let number = Memo::new(move |_| {
            ids.read()
                .iter()
                .position(|it| *it == id)
                .map_or(0, |index| index + 1)
        });
        view! { <SpanFields place="week" id span faults day=Signal::derive(name) number change remove/> }
    };
    view! {
        <div class="day" role="group" aria-label=name>
            <b aria-hidden="true">{short}</b>
            {move || {
                if may_edit.get() {
                    let add_id = add_id.clone();
                    view! {
                        <div>
                            {move || {
                                ids.read()
                                    .is_empty()
                                    .then(|| view! { <span class="muted">{desk.text(say::HOURS_CLOSED)}</span> })
                            }}
                            <For each=move || ids.get() key=|id| *id children=fields/>
                        </div>
                        <button
                            type="button"
                            class="btn quiet"
                            id=add_id
                            aria-label=move || {
                                desk.words(|words| words.fill(say::HOURS_ADD_TO, "day", &words.weekday(day)))
                            }
                            on:click=add
                        >
                            <Icon which=Which::Plus/>
                            <span class="long">{desk.text(say::HOURS_ADD)}</span>
                        </button>
                    }
                        .into_any()
                } else {
                    view! { <span class="day-hours">{read_only}</span> }.into_any()
                }
            }}
        </div>
    }
}
