//! Who changed what and when, newest first, in words.

use juttu_shared::texts::desk::pages as say;
use juttu_shared::wire::v1::desk::HoursChange;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::model::hours::{Difference, differences, ordered};

/// A change, and what it was; none for the first, since what was before is not told.
#[derive(Clone, PartialEq)]
struct Told {
    change: HoursChange,
    what: Option<Vec<Difference>>,
}

/// The list of changes.
#[component]
pub(super) fn Changes() -> impl IntoView {
    let desk = Desk::of_page();
    let told = desk.sheet(|sheet| {
        let changes = &sheet.saved.changes;
        let before = changes.iter().skip(1).map(Some).chain([None]);
        let pairs = changes.iter().zip(before);
        pairs
            .map(|(change, before)| Told {
                change: change.clone(),
                what: before
                    .map(|before| differences(&ordered(&before.plan), &ordered(&change.plan))),
            })
            .collect::<Vec<_>>()
    });
    let holidays = desk.sheet(|sheet| sheet.saved.holidays.clone());
    let row = move |Told { change, what }: Told| {
        let lines = move || {
            let names = holidays.get().unwrap_or_default();
            let lines = desk.words(|words| match &what {
                None => vec![words.say(say::HOURS_LOG_FIRST)],
                Some(none) if none.is_empty() => vec![words.say(say::HOURS_LOG_SAME)],
                Some(what) => what.iter().map(|it| words.difference(it, &names)).collect(),
            });
            lines
                .into_iter()
                .map(|line| view! { <li>{line}</li> })
                .collect_view()
        };
        view! {
            <li>
                <p>
                    <b>{change.agent}</b>
                    " "
                    <span class="muted">{move || desk.words(|words| words.when(change.at))}</span>
                </p>
                <ul class="points">{lines}</ul>
            </li>
        }
    };
    view! {
        <section aria-labelledby="changes-heading">
            <h3 id="changes-heading">{desk.text(say::HOURS_LOG)}</h3>
            {move || {
                told.with(|told| told.as_ref().is_none_or(Vec::is_empty))
                    .then(|| view! { <p class="muted">{desk.text(say::HOURS_LOG_NONE)}</p> })
            }}
            <ol class="changes" data-part="changes">
                {move || told.get().unwrap_or_default().into_iter().map(row).collect_view()}
            </ol>
        </section>
    }
}
