//! The sign-in: name, password, and what is wrong beside the field. After an error the focus goes
//! to the field it is about, with everything kept.

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

/// Where the error is, and in which words it is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Name,
    Password,
    Refused(Refusal),
    Unreachable,
}

/// The sign-in screen.
#[component]
pub(crate) fn SignIn() -> impl IntoView {
    let desk = Desk::of_page();
    let (name, password) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let wrong = RwSignal::new(None::<Wrong>);
    let is_asking = RwSignal::new(false);
    page::focus_soon("sign-in-name");

    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let value = |node: NodeRef<html::Input>| {
            node.get_untracked()
                .map_or(String::new(), |field| field.value())
        };
        let (given, secret) = (value(name), value(password));
        let missing = match (given.trim().is_empty(), secret.is_empty()) {
            (true, _) => Some(Wrong::Name),
            (false, true) => Some(Wrong::Password),
            (false, false) => None,
        };
        wrong.set(missing);
        if let Some(missing) = missing {
            page::focus_soon(field_of(missing));
            return;
        }
        if is_asking.get_untracked() {
            return;
        }
        is_asking.set(true);
        spawn_local(async move {
            let answer = desk.sign_in(given.trim().to_owned(), secret).await;
            is_asking.try_set(false);
            if let Err(trouble) = answer {
                let found = match trouble {
                    Trouble::Refused(code) => Wrong::Refused(code),
                    Trouble::Unreachable => Wrong::Unreachable,
                };
                wrong.try_set(Some(found));
                page::focus_soon(field_of(found));
            }
        });
    };
    let words_at = move |field: &'static str| {
        Signal::derive(move || {
            let found = wrong.get().filter(|found| field_of(*found) == field)?;
            Some(desk.words(|words| match found {
                Wrong::Name => words.say(say::NAME_MISSING),
                Wrong::Password => words.say(say::PASSWORD_MISSING),
                Wrong::Refused(code) => words.refusal(code),
                Wrong::Unreachable => words.say(say::NO_CONNECTION),
            }))
        })
    };
    view! {
        <main class="enter">
            <div class="sheet">
                <h1>{desk.text(say::DESK)}</h1>
                <p>{desk.text(say::pages::FOR_STAFF)}</p>
                {move || {
                    desk.greeting()
                        .map(|key| view! { <p class="greeting" data-part="notice">{desk.text(key)}</p> })
                }}
                <form novalidate on:submit=submit>
                    <Field
                        id="sign-in-name" part="sign-in-name" label=say::NAME kind="text"
                        autocomplete="username" node=name error=words_at("sign-in-name")
                    />
                    <Field
                        id="sign-in-password" part="sign-in-password" label=say::PASSWORD
                        kind="password" autocomplete="current-password" node=password
                        error=words_at("sign-in-password")
                    />
                    <button class="btn strong fill" type="submit" data-part="sign-in">
                        {desk.text(say::SIGN_IN)}
                    </button>
                </form>
                <p class="hint">{desk.text(say::pages::FORGOTTEN)}</p>
                <Languages/>
            </div>
        </main>
    }
}

fn field_of(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::Name => "sign-in-name",
        Wrong::Password | Wrong::Refused(_) | Wrong::Unreachable => "sign-in-password",
    }
}
