//! The exceptions that are not over: what each says, and the ways to change it and to take it away.

use juttu_shared::rules::date::Date;
use juttu_shared::rules::plan::PlanException;
use juttu_shared::texts::desk::pages as say;
use leptos::prelude::*;

use super::form::open_form;
use crate::browser::pages::focus;
use crate::desk::Desk;
use crate::model::hours::{About, Form, Sheet};
use crate::view::icon::{Icon, Which};

/// The exceptions.
#[component]
pub(super) fn Exceptions() -> impl IntoView {
    let desk = Desk::of_page();
    let may_edit = desk.may_edit_hours();
    let coming = desk.sheet(coming);
    let row = move |(index, exception): (usize, PlanException)| {
        let said = {
            let exception = exception.clone();
            Memo::new(move |_| desk.words(|words| words.exception(&exception)))
        };
        let from = exception.from;
        let change = move |_| {
            open_form(desk, |sheet| {
                let exception = sheet.draft.exceptions.get(index)?;
                Some(Form::of_exception(index, exception))
            });
        };
        let remove = move |_| {
            desk.change_sheet(|sheet| {
                sheet.form = None;
                sheet.edit(|draft| draft.exceptions.retain(|it| it.from != from));
            });
            focus("exceptions-heading");
        };
        view! {
            <li>
                <span>{said}</span>
                {move || may_edit.get().then(|| view! { <Ways what=said change remove/> })}
            </li>
        }
    };
    let add = move |_| {
        open_form(desk, |sheet| {
            Some(Form::new(About::Exception, sheet.saved.today))
        });
    };
    view! {
        <section aria-labelledby="exceptions-heading">
            <h3 id="exceptions-heading" tabindex="-1">{desk.text(say::HOURS_EXCEPTIONS)}</h3>
            {move || {
                coming
                    .with(|coming| coming.as_ref().is_none_or(Vec::is_empty))
                    .then(|| view! { <p class="muted">{desk.text(say::HOURS_NO_EXCEPTIONS)}</p> })
            }}
            <ul class="listed">
                {move || coming.get().unwrap_or_default().into_iter().map(row).collect_view()}
            </ul>
            {move || {
                may_edit
                    .get()
                    .then(|| {
                        view! {
                            <button type="button" class="btn" on:click=add>
                                <Icon which=Which::Plus/>
                                {desk.text(say::HOURS_ADD_EXCEPTION)}
                            </button>
                        }
                    })
            }}
        </section>
    }
}

/// The ways to change something and to take it away, each named by what it is about.
#[component]
pub(super) fn Ways(
    /// What they are about.
    what: Memo<String>,
    /// Changes it.
    change: impl Fn(web_sys::MouseEvent) + Send + 'static,
    /// Takes it away.
    remove: impl Fn(web_sys::MouseEvent) + Send + 'static,
) -> impl IntoView {
    let desk = Desk::of_page();
    let named = move |key| move || desk.words(|words| words.fill(key, "what", &what.read()));
    view! {
        <button
            type="button"
            class="btn"
            aria-label=named(say::HOURS_CHANGE_THAT)
            on:click=change
        >
            {desk.text(say::HOURS_CHANGE)}
        </button>
        <button
            type="button"
            class="btn"
            aria-label=named(say::HOURS_REMOVE_THAT)
            on:click=remove
        >
            {desk.text(say::HOURS_REMOVE)}
        </button>
    }
}

/// Those that are not over, with their places in the draft.
fn coming(sheet: &Sheet) -> Vec<(usize, PlanException)> {
    let today: Date = sheet.saved.today;
    let all = sheet.draft.exceptions.iter().cloned().enumerate();
    all.filter(|(_, it)| it.until >= today).collect()
}
