//! A new password, from a one-time link: one field, the rule above it, the error beside it.

use juttu_shared::limits;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::desk as say;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::SubmitEvent;

use super::field::Field;
use super::languages::Languages;
use crate::browser::http::Trouble;
use crate::browser::page;
use crate::desk::Desk;

/// The screen of a set-password link.
#[component]
pub(crate) fn SetPassword() -> impl IntoView {
    let desk = Desk::of_page();
    let password = NodeRef::<html::Input>::new();
    let trouble = RwSignal::new(None::<Trouble>);
    page::focus_soon("set-password-field");

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let given = password
            .get_untracked()
            .map_or(String::new(), |field| field.value());
        let fits = (limits::PASSWORD_CHARS_MIN..=limits::PASSWORD_CHARS_MAX)
            .contains(&given.chars().count());
        if !fits {
            trouble.set(Some(Trouble::Refused(Refusal::PasswordLength)));
            page::focus_soon("set-password-field");
            return;
        }
        spawn_local(async move {
            if let Err(found) = desk.set_password(given).await {
                trouble.try_set(Some(found));
                page::focus_soon("set-password-field");
            }
        });
    };
    let error = Signal::derive(move || {
        let found = trouble.get()?;
        Some(desk.words(|words| match found {
            Trouble::Refused(code) => words.refusal(code),
            Trouble::Unreachable => words.say(say::NO_CONNECTION),
        }))
    });
    let rule = move || {
        let least = limits::PASSWORD_CHARS_MIN as u64;
        desk.words(|words| words.count(say::PASSWORD_RULE, least))
    };
    view! {
        <main class="enter">
            <div class="sheet">
                <h1>{desk.text(say::SET_PASSWORD)}</h1>
                <p>{rule}</p>
                <form novalidate on:submit=submit>
                    <Field
                        id="set-password-field" part="set-password-field"
                        label=say::NEW_PASSWORD kind="password" autocomplete="new-password"
                        node=password error=error
                    />
                    <button class="btn strong fill" type="submit" data-part="set-password">
                        {desk.text(say::SET_PASSWORD)}
                    </button>
                </form>
                <Languages/>
            </div>
        </main>
    }
}
