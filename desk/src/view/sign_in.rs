//! The sign-in: through the organisation, with a name and a password, and then the code of a second
//! factor where the account has one. What is wrong stands beside the field it is about, and the focus
//! goes there, with everything kept. The ways of the organisation are links: they leave the page.

use juttu_shared::refusal::Refusal;
use juttu_shared::texts::desk::{self as say, sign_in as sign_in_say};
use juttu_shared::wire::v1::public::ProviderName;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::SubmitEvent;

use super::field::Field;
use super::languages::Languages;
use crate::browser::http::Trouble;
use crate::browser::page;
use crate::desk::Desk;
use crate::words::Words;

/// Where the error is, and in which words it is said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wrong {
    Name,
    Password,
    Code,
    Refused(Refusal),
    Unreachable,
}

/// The sign-in screen.
#[component]
pub(crate) fn SignIn() -> impl IntoView {
    let desk = Desk::of_page();
    let passwords = Memo::new(move |_| desk.ways().passwords);
    let providers = Memo::new(move |_| desk.ways().providers);
    // With several ways to choose from, the reader begins above them all.
    let is_simple = passwords.get_untracked() && providers.read_untracked().is_empty();
    page::focus_soon(if is_simple {
        "sign-in-name"
    } else {
        "sign-in-heading"
    });
    let has_both = move || passwords.get() && !providers.read().is_empty();
    view! {
        <main class="enter">
            <div class="sheet">
                <h1 id="sign-in-heading" tabindex="-1">{desk.text(say::DESK)}</h1>
                <p>{desk.text(say::pages::FOR_STAFF)}</p>
                {move || {
                    desk.greeting()
                        .map(|key| view! { <p class="greeting" data-part="notice">{desk.text(key)}</p> })
                }}
                {move || {
                    let ways = providers.get().into_iter();
                    ways.map(|provider| view! { <Through provider/> }).collect_view()
                }}
                {move || {
                    has_both()
                        .then(|| view! { <h2 class="or">{desk.text(sign_in_say::OR_PASSWORD)}</h2> })
                }}
                {move || passwords.get().then(|| view! { <WithPassword/> })}
                <Languages/>
            </div>
        </main>
    }
}

/// The way through an organisation.
#[component]
fn Through(
    /// Which.
    provider: ProviderName,
) -> impl IntoView {
    let desk = Desk::of_page();
    let ProviderName { id, name } = provider;
    let there = {
        let id = id.clone();
        move || {
            let language = desk.words(Words::language).tag();
            ["/desk/api/sign-in/start?provider=", &id, "&lang=", language].concat()
        }
    };
    view! {
        <a class="btn strong fill" href=there data-part="sign-in-provider" data-provider=id>
            {move || desk.words(|words| words.fill(sign_in_say::THROUGH, "name", &name))}
        </a>
    }
}

/// Name and password, and then the code where it is asked for. The fields of the first step stay as
/// they are while the second is on the screen.
#[component]
fn WithPassword() -> impl IntoView {
    let desk = Desk::of_page();
    let [name, password, code] = [(); 3].map(|()| NodeRef::<html::Input>::new());
    let wrong = RwSignal::new(None::<Wrong>);
    let asks_code = RwSignal::new(false);
    let is_asking = RwSignal::new(false);

    let fail = move |found: Wrong| {
        let is_of_code = found == Wrong::Code || found.is_said_of_code();
        // The password may have been changed meanwhile.
        let stays = asks_code.get_untracked() && found != Wrong::Refused(Refusal::WrongCredentials);
        let first_asked = found == Wrong::Refused(Refusal::SecondFactorMissing) && !stays;
        asks_code.set(stays || is_of_code);
        wrong.set((!first_asked).then_some(found));
        page::focus_soon(field_of(found, stays || is_of_code));
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // What is refused next is not what stands in the field now.
        if is_asking.get_untracked() {
            return;
        }
        let value = |node: NodeRef<html::Input>| {
            node.get_untracked()
                .map_or(String::new(), |field| field.value())
        };
        let (given, secret) = (value(name), value(password));
        let digits = asks_code.get_untracked().then(|| value(code));
        let missing = match (given.trim().is_empty(), secret.is_empty(), &digits) {
            (true, _, _) => Some(Wrong::Name),
            (false, true, _) => Some(Wrong::Password),
            (false, false, Some(digits)) if digits.trim().is_empty() => Some(Wrong::Code),
            (false, false, _) => None,
        };
        wrong.set(None);
        if let Some(missing) = missing {
            return fail(missing);
        }
        is_asking.set(true);
        spawn_local(async move {
            let answer = desk.sign_in(given.trim().to_owned(), secret, digits).await;
            let is_here = is_asking.try_set(false).is_none();
            if let (Err(trouble), true) = (answer, is_here) {
                fail(match trouble {
                    Trouble::Refused(code) => Wrong::Refused(code),
                    Trouble::Unreachable => Wrong::Unreachable,
                });
            }
        });
    };
    let words_at = move |field: &'static str| {
        Signal::derive(move || {
            let is_here = |found: &Wrong| field_of(*found, asks_code.get()) == field;
            let found = wrong.get().filter(is_here)?;
            Some(desk.words(|words| match found {
                Wrong::Name => words.say(say::NAME_MISSING),
                Wrong::Password => words.say(say::PASSWORD_MISSING),
                Wrong::Code => words.say(sign_in_say::CODE_MISSING),
                Wrong::Refused(code) => words.refusal(code),
                Wrong::Unreachable => words.say(say::NO_CONNECTION),
            }))
        })
    };
    let other_name = move |_| {
        asks_code.set(false);
        wrong.set(None);
        page::focus_soon("sign-in-name");
    };
    view! {
        <form novalidate hidden=move || asks_code.get() on:submit=submit>
            <Field
                id="sign-in-name" part="sign-in-name" label=say::NAME kind="text"
                autocomplete="username" node=name error=words_at("sign-in-name")
            />
            <Field
                id="sign-in-password" part="sign-in-password" label=say::PASSWORD
                kind="password" autocomplete="current-password" node=password
                error=words_at("sign-in-password")
            />
            <button
                class="btn strong fill" type="submit" data-part="sign-in"
                aria-disabled=move || is_asking.get().then_some("true")
            >
                {desk.text(say::SIGN_IN)}
            </button>
            <p class="hint">{desk.text(say::pages::FORGOTTEN)}</p>
        </form>
        {move || {
            asks_code
                .get()
                .then(|| {
                    view! {
                        <form novalidate on:submit=submit>
                            <Field
                                id="sign-in-code" part="sign-in-code" label=sign_in_say::CODE
                                kind="text" autocomplete="one-time-code" numeric=true
                                hint=sign_in_say::CODE_HINT node=code
                                error=words_at("sign-in-code")
                            />
                            <button
                                class="btn strong fill" type="submit" data-part="sign-in-with-code"
                                aria-disabled=move || is_asking.get().then_some("true")
                            >
                                {desk.text(say::SIGN_IN)}
                            </button>
                            <button
                                class="btn quiet fill" type="button" data-part="other-name"
                                on:click=other_name
                            >
                                {desk.text(sign_in_say::OTHER_NAME)}
                            </button>
                            <p class="hint">{desk.text(sign_in_say::LOST_TELEPHONE)}</p>
                        </form>
                    }
                })
        }}
    }
}

impl Wrong {
    fn is_said_of_code(self) -> bool {
        matches!(
            self,
            Self::Refused(Refusal::SecondFactorMissing | Refusal::WrongSecondFactor)
        )
    }
}

fn field_of(wrong: Wrong, asks_code: bool) -> &'static str {
    match wrong {
        Wrong::Name => "sign-in-name",
        Wrong::Code => "sign-in-code",
        Wrong::Refused(_) | Wrong::Unreachable if asks_code => "sign-in-code",
        Wrong::Password | Wrong::Refused(_) | Wrong::Unreachable => "sign-in-password",
    }
}
