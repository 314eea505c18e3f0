//! What is filled in for certain days: an exception, or an announcement. It stands in the page where
//! it was asked for; the focus goes to its heading, to the first field that is wrong, and back.

use juttu_shared::texts::desk::{pages as say, reasons};
use juttu_shared::texts::{Key, Language, Text};
use leptos::prelude::*;
use web_sys::{KeyboardEvent, SubmitEvent};

use super::spans::span_id;
use super::times::Times;
use crate::browser::pages::focus;
use crate::desk::Desk;
use crate::model::hours::{About, Form, FormFault, Sheet, Spot};
use crate::view::icon::{Icon, Which};

/// The form, while it is open.
#[component]
pub(super) fn DaysForm() -> impl IntoView {
    let desk = Desk::of_page();
    let which = desk.sheet(|sheet| sheet.form.as_ref().map(|form| (form.about, form.index)));
    let which = Memo::new(move |_| which.get().flatten());
    move || {
        which
            .get()
            .map(|(about, index)| view! { <Open about is_new=index.is_none()/> })
    }
}

/// The open form.
#[component]
fn Open(
    /// What it is about.
    about: About,
    /// Whether it makes something new.
    is_new: bool,
) -> impl IntoView {
    let desk = Desk::of_page();
    let title = match (about, is_new) {
        (About::Exception, true) => say::HOURS_NEW_EXCEPTION,
        (About::Exception, false) => say::HOURS_EDIT_EXCEPTION,
        (About::Announcement, true) => say::HOURS_NEW_ANNOUNCEMENT,
        (About::Announcement, false) => say::HOURS_EDIT_ANNOUNCEMENT,
    };
    let faults = desk.sheet(|sheet| {
        let is_checked = sheet.form.as_ref().is_some_and(|form| form.is_checked);
        if is_checked {
            sheet.form_faults()
        } else {
            Vec::new()
        }
    });
    let faults = Memo::new(move |_| faults.get().unwrap_or_default());
    let back = match about {
        About::Exception => "exceptions-heading",
        About::Announcement => "announcements-heading",
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        match desk.change_sheet(|sheet| sheet.apply_form()) {
            Some(Err(spot)) => focus(spot_id(&spot)),
            _ => focus(back),
        }
    };
    let close = move || {
        desk.change_sheet(|sheet| sheet.form = None);
        focus(back);
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    };
    let languages = desk.sheet(|sheet| sheet.saved.languages.clone());
    view! {
        <section class="days-form" aria-labelledby="days-form-heading" data-part="days-form">
            <form novalidate on:submit=submit on:keydown=on_key>
                <h3 id="days-form-heading" tabindex="-1">{desk.text(title)}</h3>
                <div class="row top-aligned">
                    <DayField id="form-from" label=say::HOURS_FIRST_DAY spot=Spot::From faults/>
                    <DayField id="form-until" label=say::HOURS_LAST_DAY spot=Spot::Until faults/>
                </div>
                {(about == About::Exception).then(|| view! { <Times faults/> <ReadyReasons/> })}
                {move || {
                    let all = languages.get().unwrap_or_default();
                    all.into_iter()
                        .map(|language| view! { <WordsField about language faults/> })
                        .collect_view()
                }}
                <div class="row">
                    <button type="submit" class="btn lined" data-part="put-in">
                        {desk.text(say::HOURS_PUT_IN)}
                    </button>
                    <button type="button" class="btn" on:click=move |_| close()>
                        {desk.text(say::HOURS_CANCEL)}
                    </button>
                    <p class="hint">{desk.text(say::HOURS_PUT_IN_HINT)}</p>
                </div>
            </form>
        </section>
    }
}

/// Opens a form, with the focus on its heading.
pub(super) fn open_form(desk: Desk, make: impl FnOnce(&Sheet) -> Option<Form>) {
    desk.change_sheet(|sheet| sheet.form = make(sheet));
    focus("days-form-heading");
}

/// Changes what is filled in.
pub(super) fn fill_in(desk: Desk, put: impl FnOnce(&mut Form)) {
    desk.change_sheet(|sheet| {
        if let Some(form) = &mut sheet.form {
            put(form);
            form.is_touched = true;
        }
    });
}

/// A value of the form.
pub(super) fn value<T>(
    desk: Desk,
    read: impl Fn(&Form) -> T + Send + Sync + 'static,
) -> Memo<Option<T>>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let value = desk.sheet(move |sheet| sheet.form.as_ref().map(&read));
    Memo::new(move |_| value.get().flatten())
}

/// A day, in the browser's own field for one.
#[component]
fn DayField(
    /// Its id.
    id: &'static str,
    /// What it is called.
    label: Key,
    /// Which field it is.
    spot: Spot,
    /// What is wrong with the form.
    faults: Memo<Vec<FormFault>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let is_from = spot == Spot::From;
    let text = value(desk, move |form| {
        if is_from {
            form.from.clone()
        } else {
            form.until.clone()
        }
    });
    let today = desk.sheet(|sheet| sheet.saved.today.to_string());
    let fault = Memo::new(move |_| {
        let faults = faults.read();
        faults
            .iter()
            .find(|fault| fault.spot == spot)
            .map(|fault| fault.why)
    });
    let write = move |event: leptos::ev::Event| {
        let text = event_target_value(&event);
        fill_in(desk, |form| {
            if is_from {
                // A last day before the first would be wrong in any case.
                if form.until < text || form.until == form.from {
                    form.until.clone_from(&text);
                }
                form.from = text;
            } else {
                form.until = text;
            }
        });
    };
    let error_id = [id, "-error"].concat();
    let described_by = error_id.clone();
    view! {
        <div class="entry">
            <label class="label" for=id>{desk.text(label)}</label>
            <input
                class="field"
                type="date"
                id=id
                min=move || today.get()
                aria-invalid=move || fault.get().map(|_| "true")
                aria-describedby=move || fault.get().map(|_| described_by.clone())
                prop:value=move || text.get().unwrap_or_default()
                on:input=write
            />
            {move || {
                let id = error_id.clone();
                fault
                    .get()
                    .map(|why| {
                        wrong(id, move || desk.words(|words| words.wrong_days(why)))
                    })
            }}
        </div>
    }
}

/// Ready reasons: one press fills in every language.
#[component]
fn ReadyReasons() -> impl IntoView {
    let desk = Desk::of_page();
    let put_in = move |text: &'static Text| {
        let languages = desk
            .sheet_now(|sheet| sheet.saved.languages.clone())
            .unwrap_or_default();
        fill_in(desk, |form| {
            for language in languages {
                if let Some(known) = Language::from_tag(&language) {
                    form.words.insert(language, text.words(known).to_owned());
                }
            }
        });
    };
    let reason = move |text: &'static Text| {
        view! {
            <button type="button" class="btn" on:click=move |_| put_in(text)>
                {move || desk.words(|words| text.words(words.language()))}
            </button>
        }
    };
    view! {
        <div class="row" role="group" aria-label=desk.text(say::HOURS_READY_REASONS)>
            <span class="hint" aria-hidden="true">{desk.text(say::HOURS_READY_REASONS)}</span>
            {reasons::ALL.iter().map(reason).collect_view()}
        </div>
    }
}

/// The reason or the text, in one language.
#[component]
fn WordsField(
    /// Which of them.
    about: About,
    /// The tag of the language.
    language: String,
    /// What is wrong with the form.
    faults: Memo<Vec<FormFault>>,
) -> impl IntoView {
    let desk = Desk::of_page();
    let id = spot_id(&Spot::Words(language.clone()));
    let error_id = [id.as_str(), "-error"].concat();
    let key = match about {
        About::Exception => say::HOURS_REASON_IN,
        About::Announcement => say::HOURS_TEXT_IN,
    };
    let label = {
        let language = language.clone();
        move || desk.words(|words| words.fill(key, "language", &words.language_name(&language)))
    };
    let text = value(desk, {
        let language = language.clone();
        move |form| form.words.get(&language).cloned().unwrap_or_default()
    });
    let fault = Memo::new({
        let spot = Spot::Words(language.clone());
        move |_| {
            let faults = faults.read();
            faults
                .iter()
                .find(|fault| fault.spot == spot)
                .map(|fault| fault.why)
        }
    });
    let write = {
        let language = language.clone();
        move |event: leptos::ev::Event| {
            let text = event_target_value(&event);
            fill_in(desk, |form| {
                form.words.insert(language.clone(), text);
            });
        }
    };
    let described_by = error_id.clone();
    view! {
        <div class="entry">
            <label class="label" for=id.clone()>{label}</label>
            <input
                class="field"
                id=id.clone()
                lang=language
                autocomplete="off"
                aria-invalid=move || fault.get().map(|_| "true")
                aria-describedby=move || fault.get().map(|_| described_by.clone())
                prop:value=move || text.get().unwrap_or_default()
                on:input=write
            />
            {move || {
                let id = error_id.clone();
                fault.get().map(|why| wrong(id, move || desk.words(|words| words.wrong(why))))
            }}
        </div>
    }
}

/// What is wrong with a field, beside it.
pub(super) fn wrong(
    id: String,
    text: impl Fn() -> String + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <p class="wrong" id=id data-part="error">
            <Icon which=Which::Warn/>
            {text}
        </p>
    }
}

/// The id of a field.
fn spot_id(spot: &Spot) -> String {
    match spot {
        Spot::From => "form-from".to_owned(),
        Spot::Until => "form-until".to_owned(),
        Spot::Hours => "form-add-span".to_owned(),
        Spot::Span(id, edge) => span_id("form", *id, *edge),
        Spot::Words(language) => ["form-words-", language].concat(),
    }
}
