//! What is said across the screen: the connection, what was refused, what one should know, and
//! whether to sign out all the same. The first ones are said aloud by the announcer in the same
//! words, so none is a live region itself; the question takes the focus, and Esc answers "stay".

use juttu_client::status::Status;
use juttu_shared::id::ServiceId;
use juttu_shared::texts::desk as say;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::icon::{Icon, Which};
use crate::desk::Desk;
use crate::model::{Model, Notice};

/// The connection's banner, the notice, and the question at the way out.
#[component]
pub(crate) fn Banner() -> impl IntoView {
    let desk = Desk::of_page();
    let status = desk.memo(|model| model.status);
    let notice = desk.notice_words();
    let absent_from = desk.memo(|model| match &model.notice {
        Some(Notice::NotPresent(service)) => Some(service.clone()),
        _ => None,
    });
    let trouble = move || match status.get() {
        Status::Connecting | Status::Connected => None,
        Status::Lost => Some(say::CONNECTION_LOST),
        Status::Barred(_) => Some(say::SOMETHING_WRONG),
    };
    view! {
        <div class="strips">
            {move || {
                trouble()
                    .map(|key| {
                        view! {
                            <p class="strip lost" data-part="banner">
                                <Icon which=Which::Off/>
                                {desk.text(key)}
                            </p>
                        }
                    })
            }}
            {move || {
                notice
                    .get()
                    .map(|words| {
                        view! {
                            <div class="strip told">
                                <p data-part="notice">{words}</p>
                                {absent_from.get().map(|service| view! { <Here service/> })}
                                <button
                                    type="button"
                                    class="btn quiet square"
                                    aria-label=desk.text(say::CLOSE_NOTICE)
                                    on:click=move |_| desk.dismiss_notice()
                                >
                                    <Icon which=Which::Cross/>
                                </button>
                            </div>
                        }
                    })
            }}
            {move || desk.is_leaving().then(|| view! { <Leaving/> })}
        </div>
    }
}

/// Marks the agent present for a service, from the notice that says she is not.
#[component]
fn Here(
    /// The service.
    service: ServiceId,
) -> impl IntoView {
    let desk = Desk::of_page();
    let mark = move |_| {
        desk.set_present(service.clone(), true);
        desk.dismiss_notice();
    };
    view! {
        <button type="button" class="btn" data-act="mark-present" on:click=mark>
            {desk.text(say::MARK_PRESENT)}
        </button>
    }
}

/// Signing out would send those back whom one talks with, or lose what was written: whom it costs
/// what, and what to do.
#[component]
fn Leaving() -> impl IntoView {
    let desk = Desk::of_page();
    let unsent = desk.memo(Model::unsent);
    let live = desk.memo(|model| model.live().count() as u64);
    let question = move || desk.words(|words| words.leaving(live.get(), &unsent.read()));
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            desk.stay();
        }
    };
    view! {
        <div
            class="strip told"
            role="group"
            aria-labelledby="sign-out-question"
            on:keydown=on_key
        >
            <p id="sign-out-question" data-part="unsent">{question}</p>
            <button
                type="button"
                class="btn strong"
                id="stay"
                data-act="stay"
                aria-describedby="sign-out-question"
                on:click=move |_| desk.stay()
            >
                {desk.text(say::STAY)}
            </button>
            <button
                type="button"
                class="btn"
                data-act="sign-out-anyway"
                on:click=move |_| desk.sign_out()
            >
                {desk.text(say::SIGN_OUT_ANYWAY)}
            </button>
        </div>
    }
}
