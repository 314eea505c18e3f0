//! The exceptions and the announcements that are not over: what each one says, and the ways to
//! change it and to take it away, each named by what it is about.

use juttu_shared::rules::date::Date;
use juttu_shared::texts::desk::pages as say;
use leptos::prelude::*;

use super::form::open_form;
use crate::browser::pages::focus;
use crate::desk::Desk;
use crate::model::hours::{About, Form};
use crate::view::icon::{Icon, Which};

/// What each one says, behind its place in the draft.
type Rows = Memo<Vec<(usize, String)>>;

/// The exceptions.
#[component]
pub(super) fn Exceptions() -> impl IntoView {
    let desk = Desk::of_page();
    let coming = desk.sheet(|sheet| {
        let all = &sheet.draft.exceptions;
        coming(all, sheet.saved.today, |it| it.until)
    });
    let rows = Memo::new(move |_| {
        desk.words(|words| said(coming.get(), |exception| words.exception(exception)))
    });
    view! { <Listed about=About::Exception rows/> }
}

/// The announcements.
#[component]
pub(super) fn Announcements() -> impl IntoView {
    let desk = Desk::of_page();
    let coming = desk.sheet(|sheet| {
        let all = &sheet.draft.announcements;
        coming(all, sheet.saved.today, |it| it.until)
    });
    let rows = Memo::new(move |_| {
        desk.words(|words| {
            said(coming.get(), |announcement| {
                let days = words.days(announcement.from, announcement.until);
                [days.as_str(), ": ", words.of_languages(&announcement.text)].concat()
            })
        })
    });
    view! { <Listed about=About::Announcement rows/> }
}

/// The list, its heading, and the way to add one.
#[component]
fn Listed(
    /// Of which.
    about: About,
    /// What stands in it.
    rows: Rows,
) -> impl IntoView {
    let desk = Desk::of_page();
    let may_edit = desk.may_edit_hours();
    let (heading, title, hint, none, add) = match about {
        About::Exception => (
            "exceptions-heading",
            say::HOURS_EXCEPTIONS,
            None,
            say::HOURS_NO_EXCEPTIONS,
            say::HOURS_ADD_EXCEPTION,
        ),
        About::Announcement => (
            "announcements-heading",
            say::HOURS_ANNOUNCEMENTS,
            Some(say::HOURS_ANNOUNCEMENTS_HINT),
            say::HOURS_NO_ANNOUNCEMENTS,
            say::HOURS_ADD_ANNOUNCEMENT,
        ),
    };
    let remove = Callback::new(move |index: usize| {
        desk.change_sheet(|sheet| {
            sheet.form = None;
            sheet.edit(|draft| match about {
                About::Exception => take_out(&mut draft.exceptions, index),
                About::Announcement => take_out(&mut draft.announcements, index),
            });
        });
        focus(heading);
    });
    let row = move |(index, said): (usize, String)| {
        let what = said.clone();
        view! {
            <li>
                <span>{said}</span>
                {move || {
                    may_edit.get().then(|| view! { <Ways about index what=what.clone() remove/> })
                }}
            </li>
        }
    };
    let begin = move |_| {
        open_form(desk, |sheet| Some(Form::new(about, sheet.saved.today)));
    };
    view! {
        <section aria-labelledby=heading>
            <h3 id=heading tabindex="-1">{desk.text(title)}</h3>
            {hint.map(|hint| view! { <p class="hint">{desk.text(hint)}</p> })}
            {move || {
                rows.read().is_empty().then(|| view! { <p class="muted">{desk.text(none)}</p> })
            }}
            <ul class="listed">{move || rows.get().into_iter().map(row).collect_view()}</ul>
            {move || {
                may_edit
                    .get()
                    .then(|| {
                        view! {
                            <button type="button" class="btn" on:click=begin>
                                <Icon which=Which::Plus/>
                                {desk.text(add)}
                            </button>
                        }
                    })
            }}
        </section>
    }
}

/// The ways to change one and to take it away.
#[component]
fn Ways(
    /// What it is.
    about: About,
    /// Its place in the draft.
    index: usize,
    /// What it says.
    what: String,
    /// Takes it away.
    remove: Callback<usize>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let named = move |key| {
        let what = what.clone();
        move || desk.words(|words| words.fill(key, "what", &what))
    };
    let change = move |_| {
        open_form(desk, |sheet| match about {
            About::Exception => {
                let exception = sheet.draft.exceptions.get(index)?;
                Some(Form::of_exception(index, exception))
            }
            About::Announcement => {
                let announcement = sheet.draft.announcements.get(index)?;
                Some(Form::of_announcement(index, announcement))
            }
        });
    };
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
            on:click=move |_| remove.run(index)
        >
            {desk.text(say::HOURS_REMOVE)}
        </button>
    }
}

/// Those that are not over, behind their places in the draft.
fn coming<T: Clone>(all: &[T], today: Date, until: impl Fn(&T) -> Date) -> Vec<(usize, T)> {
    let all = all.iter().cloned().enumerate();
    all.filter(|(_, it)| until(it) >= today).collect()
}

/// Each of them in words; none before they are here.
fn said<T>(coming: Option<Vec<(usize, T)>>, say: impl Fn(&T) -> String) -> Vec<(usize, String)> {
    let coming = coming.unwrap_or_default().into_iter();
    coming.map(|(index, it)| (index, say(&it))).collect()
}

fn take_out<T>(all: &mut Vec<T>, index: usize) {
    if index < all.len() {
        all.remove(index);
    }
}
