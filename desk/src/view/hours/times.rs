//! The hours of certain days in their form: closed, or times to fill in.

use juttu_shared::texts::Key;
use juttu_shared::texts::desk::pages as say;
use leptos::prelude::*;

use super::form::{fill_in, value, wrong};
use super::spans::{Put, SpanFields, span_id};
use crate::browser::pages::focus;
use crate::desk::Desk;
use crate::model::hours::{Edge, FormFault, Span, SpanFault, Spot};
use crate::view::icon::{Icon, Which};

/// Closed, or other hours.
#[component]
pub(super) fn Times(
    /// What is wrong with the form.
    faults: Memo<Vec<FormFault>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_closed = value(desk, |form| form.is_closed);
    let spans = value(desk, |form| form.spans.clone());
    let spans = Memo::new(move |_| spans.get().unwrap_or_default());
    let ids = Memo::new(move |_| spans.read().iter().map(|span| span.id).collect::<Vec<_>>());
    let span_faults = Memo::new(move |_| {
        let faults = faults.read();
        let of_spans = faults.iter().filter_map(|fault| match fault.spot {
            Spot::Span(id, edge) => Some(SpanFault {
                id,
                edge,
                why: fault.why,
            }),
            _ => None,
        });
        of_spans.collect::<Vec<_>>()
    });
    let missing = Memo::new(move |_| faults.read().iter().any(|fault| fault.spot == Spot::Hours));
    let choice = move |closed: bool, id: &'static str, label: Key| {
        view! {
            <label class="tick">
                <input
                    type="radio"
                    name="form-hours"
                    id=id
                    prop:checked=move || is_closed.get() == Some(closed)
                    on:change=move |_| fill_in(desk, |form| form.set_closed(closed))
                />
                <span>{desk.text(label)}</span>
            </label>
        }
    };
    let change = Callback::new(move |(id, put): (u64, Put)| {
        fill_in(desk, |form| {
            if let Some(span) = form.spans.iter_mut().find(|span| span.id == id) {
                put(span);
            }
        });
    });
    let remove = Callback::new(move |id: u64| {
        fill_in(desk, |form| form.spans.retain(|span| span.id != id));
        focus("form-add-span");
    });
    let add = move |_| {
        let mut added = 0;
        fill_in(desk, |form| added = form.add_span());
        focus(span_id("form", added, Edge::From));
    };
    let name = Signal::derive(move || desk.words(|words| words.say(say::HOURS_THESE_DAYS)));
    let fields = move |id: u64| {
        // Whether it is time to say what is wrong is the form's to know: its faults come with it.
        let span = Memo::new(move |_| {
            let spans = spans.read();
            let span = spans.iter().find(|span| span.id == id)?;
            Some(Span {
                is_checked: true,
                ..span.clone()
            })
        });
        let number = Memo::new(move |_| {
            ids.read()
                .iter()
                .position(|it| *it == id)
                .map_or(0, |index| index + 1)
        });
        view! { <SpanFields place="form" id span faults=span_faults day=name number change remove/> }
    };
    view! {
        <fieldset class="times">
            <legend class="label">{name}</legend>
            {choice(true, "form-closed", say::HOURS_IS_CLOSED)}
            {choice(false, "form-open", say::HOURS_IS_OPEN)}
            {move || {
                (is_closed.get() == Some(false))
                    .then(|| {
                        view! {
                            <For each=move || ids.get() key=|id| *id children=fields/>
                            <button type="button" class="btn quiet" id="form-add-span" on:click=add>
                                <Icon which=Which::Plus/>
                                {desk.text(say::HOURS_ADD)}
                            </button>
                            {move || {
                                missing
                                    .get()
                                    .then(|| {
                                        wrong(
                                            "form-hours-error".to_owned(),
                                            desk.text(say::HOURS_WRONG_MISSING),
                                        )
                                    })
                            }}
                        }
                    })
            }}
        </fieldset>
    }
}
