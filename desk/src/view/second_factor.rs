//! The second factor: a modal dialog in which one sets it up, opened from one's own menu and from the
//! strip that says what is locked. A picture for the telephone's camera, with the same key as text; a
//! field for the first code, its error beside it; and then that it is on. Esc closes it, and the focus
//! goes back to where it was, or to the button of the menu.

use juttu_shared::refusal::Refusal;
use juttu_shared::texts::desk::{self as desk_say, sign_in as say};
use juttu_shared::wire::v1::sign_in::{SecondFactor, SecondFactorOffer};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::SubmitEvent;

use super::field::Field;
use super::icon::{Icon, Which};
use crate::browser::http::Trouble;
use crate::browser::page;
use crate::desk::Desk;
use crate::words::Words;

/// The button in one's own menu; none for one who came through the organisation.
#[component]
pub(crate) fn SecondFactorButton() -> impl IntoView {
    let desk = Desk::of_page();
    move || {
        desk.second_factor().map(|_| {
            view! {
                <button
                    type="button"
                    class="btn"
                    data-part="two-step"
                    aria-haspopup="dialog"
                    on:click=move |_| desk.two_step_shown().set(true)
                >
                    {desk.text(say::TWO_STEP)}
                </button>
            }
        })
    }
}

/// What this sign-in does not open, why, and what to do.
#[component]
pub(crate) fn Locked() -> impl IntoView {
    let desk = Desk::of_page();
    let names = desk.locked();
    let words = move |names: &str| {
        let also = !desk.ways().providers.is_empty();
        desk.words(|words| {
            let what = words.fill(say::LOCKED, "services", names);
            let also = also.then(|| words.say(say::LOCKED_PROVIDER));
            let parts = [Some(what), Some(words.say(say::LOCKED_WHY)), also];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
    };
    move || {
        names.get().map(|names| {
            view! {
                <div class="strip told locked" data-part="locked">
                    <p>{move || words(&names)}</p>
                    <button
                        type="button"
                        class="btn"
                        data-act="two-step"
                        aria-haspopup="dialog"
                        on:click=move |_| desk.two_step_shown().set(true)
                    >
                        {desk.text(say::LOCKED_SET_UP)}
                    </button>
                </div>
            }
        })
    }
}

/// The dialog.
#[component]
pub(crate) fn SecondFactorDialog() -> impl IntoView {
    let desk = Desk::of_page();
    let is_shown = desk.two_step_shown();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else {
            return;
        };
        match (is_shown.get(), dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    // Whoever signs out leaves it behind closed.
    on_cleanup(move || is_shown.set(false));
    view! {
        <dialog
            class="keys-list two-step"
            aria-labelledby="two-step-heading"
            data-part="two-step-dialog"
            node_ref=dialog
            on:close=move |_| {
                is_shown.set(false);
                // The menu that it was opened from has closed, and the strip may be gone.
                for id in ["person-button", "menu-button", "desk-heading"] {
                    page::focus_if_lost(id);
                }
            }
        >
            {move || is_shown.get().then(|| view! { <Inside/> })}
        </dialog>
    }
}

#[component]
fn Inside() -> impl IntoView {
    let desk = Desk::of_page();
    let is_shown = desk.two_step_shown();
    let is_on = Memo::new(move |_| desk.second_factor() == Some(SecondFactor::SetUp));
    view! {
        <div class="keys-head">
            <h2 id="two-step-heading" tabindex="-1">{desk.text(say::TWO_STEP)}</h2>
            <button
                type="button"
                class="btn quiet square"
                aria-label=desk.text(say::TWO_STEP_CLOSE)
                on:click=move |_| is_shown.set(false)
            >
                <Icon which=Which::Cross/>
            </button>
        </div>
        <p>{desk.text(say::TWO_STEP_WHAT)}</p>
        {move || match is_on.get() {
            true => view! {
                <p class="told" data-part="two-step-on">{desk.text(say::TWO_STEP_IS_ON)}</p>
                <p class="hint">{desk.text(say::LOST_TELEPHONE)}</p>
            }
                .into_any(),
            false => view! { <SetUp/> }.into_any(),
        }}
    }
}

/// The new secret, once the relay has made it, or why there is none.
#[component]
fn SetUp() -> impl IntoView {
    let desk = Desk::of_page();
    let offered = RwSignal::new(None::<Result<SecondFactorOffer, Trouble>>);
    spawn_local(async move {
        let answer = desk.offer_second_factor().await;
        offered.try_set(answer.transpose());
    });
    move || {
        offered.get().map(|answer| match answer {
            Ok(offer) => view! { <Offered offer/> }.into_any(),
            Err(trouble) => {
                let words = move || desk.words(|words| words_of(words, trouble));
                view! {
                    <p class="wrong" role="alert">
                        <Icon which=Which::Warn/>
                        {words}
                    </p>
                }
                .into_any()
            }
        })
    }
}

#[component]
fn Offered(
    /// What the relay made.
    offer: SecondFactorOffer,
) -> impl IntoView {
    let desk = Desk::of_page();
    let code = NodeRef::<html::Input>::new();
    let wrong = RwSignal::new(None::<Wrong>);
    let is_asking = RwSignal::new(false);
    let fail = move |found: Wrong| {
        wrong.try_set(Some(found));
        page::focus_soon("two-step-code");
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        // What is refused next is not what stands in the field now.
        if is_asking.get_untracked() {
            return;
        }
        wrong.set(None);
        let given = code.get_untracked().map_or(String::new(), |it| it.value());
        if given.trim().is_empty() {
            return fail(Wrong::Missing);
        }
        is_asking.set(true);
        spawn_local(async move {
            let answer = desk.confirm_second_factor(given).await;
            is_asking.try_set(false);
            match answer {
                Ok(()) => page::focus_soon("two-step-heading"),
                Err(trouble) => fail(Wrong::Trouble(trouble)),
            }
        });
    };
    let error = Signal::derive(move || {
        let found = wrong.get()?;
        Some(desk.words(|words| match found {
            Wrong::Missing => words.say(say::CODE_MISSING),
            Wrong::Trouble(trouble) => words_of(words, trouble),
        }))
    });
    let width = offer.picture_width;
    let square = ["0 0 ", &width.to_string(), " ", &width.to_string()].concat();
    let picture = (width > 0).then(|| {
        view! {
            <svg
                class="qr"
                viewBox=square
                shape-rendering="crispEdges"
                role="img"
                aria-label=desk.text(say::TWO_STEP_PICTURE)
            >
                <rect width=width height=width fill="#fff"></rect>
                <path d=offer.picture fill="#000"></path>
            </svg>
        }
    });
    view! {
        <p>{desk.text(say::TWO_STEP_SCAN)}</p>
        <div class="key">
            {picture}
            <div>
                <p class="label">{desk.text(say::TWO_STEP_KEY)}</p>
                <code data-part="two-step-key">{offer.secret}</code>
                <a href=offer.link>{desk.text(say::TWO_STEP_APP)}</a>
            </div>
        </div>
        <form novalidate on:submit=submit>
            <Field
                id="two-step-code" part="two-step-code" label=say::CODE kind="text"
                autocomplete="one-time-code" numeric=true hint=say::TWO_STEP_CODE node=code
                error=error
            />
            <button
                class="btn strong" type="submit" data-part="two-step-turn-on"
                aria-disabled=move || is_asking.get().then_some("true")
            >
                {desk.text(say::TWO_STEP_TURN_ON)}
            </button>
        </form>
    }
}

#[derive(Clone, Copy)]
enum Wrong {
    Missing,
    Trouble(Trouble),
}

fn words_of(words: &Words, trouble: Trouble) -> String {
    match trouble {
        // To one who is shown this it is refused only when the time for it is over.
        Trouble::Refused(Refusal::NotAllowed) => words.say(say::TWO_STEP_TOO_LATE),
        Trouble::Refused(code) => words.refusal(code),
        Trouble::Unreachable => words.say(desk_say::NO_CONNECTION),
    }
}
