//! The announcements that are not over: on which days residents read what.

use juttu_shared::rules::plan::PlanAnnouncement;
use juttu_shared::texts::desk::pages as say;
use leptos::prelude::*;

use super::exceptions::Ways;
use super::form::open_form;
use crate::browser::pages::focus;
use crate::desk::Desk;
use crate::model::hours::{About, Form, Sheet};
use crate::view::icon::{Icon, Which};

/// The announcements.
#[component]
pub(super) fn Announcements() -> impl IntoView {
    let desk = Desk::of_page();
    let may_edit = desk.may_edit_hours();
    let coming = desk.sheet(coming);
    let row = move |(index, announcement): (usize, PlanAnnouncement)| {
        let said = Memo::new(move |_| {
            desk.words(|words| {
                let days = words.days(announcement.from, announcement.until);
                [days.as_str(), ": ", words.of_languages(&announcement.text)].concat()
            })
        });
        let change = move |_| {
            open_form(desk, |sheet| {
                let announcement = sheet.draft.announcements.get(index)?;
                Some(Form::of_announcement(index, announcement))
            });
        };
        let remove = move |_| {
            desk.change_sheet(|sheet| {
                sheet.form = None;
                sheet.edit(|draft| {
                    if index < draft.announcements.len() {
                        draft.announcements.remove(index);
                    }
                });
            });
            focus("announcements-heading");
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
            Some(Form::new(About::Announcement, sheet.saved.today))
        });
    };
    view! {
        <section aria-labelledby="announcements-heading">
            <h3 id="announcements-heading" tabindex="-1">{desk.text(say::HOURS_ANNOUNCEMENTS)}</h3>
            <p class="hint">{desk.text(say::HOURS_ANNOUNCEMENTS_HINT)}</p>
            {move || {
                coming
                    .with(|coming| coming.as_ref().is_none_or(Vec::is_empty))
                    .then(|| view! { <p class="muted">{desk.text(say::HOURS_NO_ANNOUNCEMENTS)}</p> })
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
                                {desk.text(say::HOURS_ADD_ANNOUNCEMENT)}
                            </button>
                        }
                    })
            }}
        </section>
    }
}

/// Those that are not over, with their places in the draft.
fn coming(sheet: &Sheet) -> Vec<(usize, PlanAnnouncement)> {
    let all = sheet.draft.announcements.iter().cloned().enumerate();
    all.filter(|(_, it)| it.until >= sheet.saved.today)
        .collect()
}
