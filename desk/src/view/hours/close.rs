//! The sudden absence: tomorrow closed in two presses, a reason and the button, on any day before
//! one that is open. No reason is chosen before, for residents read it; without one the error stands
//! beside the choice, which takes the focus. What is edited besides is not saved by it.

use std::collections::BTreeMap;

use juttu_shared::rules::plan::Words as InLanguages;
use juttu_shared::texts::desk::{pages as say, reasons};
use juttu_shared::texts::{Language, Text};
use leptos::prelude::*;

use crate::browser::pages::focus;
use crate::desk::Desk;
use crate::view::icon::{Icon, Which};
use crate::view::panel::Wrong;

/// Closes tomorrow.
#[component]
pub(super) fn Close() -> impl IntoView {
    let desk = Desk::of_page();
    let tomorrow = desk.sheet(|sheet| {
        let tomorrow = sheet.saved.today.plus_days(1)?;
        let schedule = sheet.saved_schedule();
        Some((tomorrow, !schedule.on(tomorrow).intervals.is_empty()))
    });
    let tomorrow = Memo::new(move |_| tomorrow.get().flatten());
    // A service with a language of its own beside these has its reason written in the form instead.
    let is_spoken = desk.sheet(|sheet| {
        let mut languages = sheet.saved.languages.iter();
        languages.all(|language| Language::from_tag(language).is_some())
    });
    let is_sending = desk.sheet(|sheet| sheet.is_sending);
    let chosen = RwSignal::new(None::<usize>);
    let is_missing = RwSignal::new(false);
    let missing = Signal::derive(move || {
        let is_missing = is_missing.get();
        is_missing.then(|| desk.words(|words| words.say(say::HOURS_CLOSE_WHY)))
    });
    let title = move || {
        let (date, _) = tomorrow.get()?;
        Some(desk.words(|words| words.fill(say::HOURS_CLOSE_TOMORROW, "day", &words.date(date))))
    };
    let save = move |_| {
        let languages = desk
            .sheet_now(|sheet| sheet.saved.languages.clone())
            .unwrap_or_default();
        match chosen
            .get_untracked()
            .and_then(|index| reasons::ALL.get(index))
        {
            Some(text) => desk.close_tomorrow(in_languages(text, languages)),
            None => {
                is_missing.set(true);
                focus("close-reason-0");
            }
        }
    };
    let choice = move |(index, text): (usize, &'static Text)| {
        view! {
            <label class="tick">
                <input
                    type="radio"
                    name="close-reason"
                    id=["close-reason-", &index.to_string()].concat()
                    prop:checked=move || chosen.get() == Some(index)
                    on:change=move |_| {
                        chosen.set(Some(index));
                        is_missing.set(false);
                    }
                />
                <span>{move || desk.words(|words| text.words(words.language()))}</span>
            </label>
        }
    };
    let open = move || {
        view! {
            <fieldset class="times flat" aria-describedby="close-error">
                <legend class="hint">{desk.text(say::HOURS_CLOSE_HINT)}</legend>
                {reasons::ALL.iter().enumerate().map(choice).collect_view()}
            </fieldset>
            <Wrong id="close-error" words=missing/>
            <button
                type="button"
                class="btn strong"
                data-part="close-tomorrow"
                aria-disabled=move || (is_sending.get() == Some(true)).then_some("true")
                on:click=save
            >
                {desk.text(say::HOURS_CLOSE_SAVE)}
            </button>
        }
    };
    move || {
        let is_open = tomorrow.get().is_some_and(|(_, is_open)| is_open);
        (is_open && is_spoken.get() == Some(true)).then(|| {
            view! {
                <details class="sudden" data-part="sudden">
                    <summary>
                        <Icon which=Which::Stop/>
                        <b>{title}</b>
                    </summary>
                    {open()}
                </details>
            }
        })
    }
}

/// A ready reason in each of the languages.
fn in_languages(text: &Text, languages: Vec<String>) -> InLanguages {
    let spoken = languages.into_iter().filter_map(|language| {
        let known = Language::from_tag(&language)?;
        Some((language, text.words(known).to_owned()))
    });
    spoken.collect::<BTreeMap<_, _>>()
}
