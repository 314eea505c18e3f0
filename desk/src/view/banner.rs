//! What is said across the screen: the connection, and what was refused. Both are said aloud by
//! the announcer in the same words, so neither is a live region itself.

use juttu_client::status::Status;
use juttu_shared::texts::desk as say;
use leptos::prelude::*;

use super::icon::{Icon, Which};
use crate::browser::announcer::notice_words;
use crate::desk::Desk;

/// The connection's banner and the notice.
#[component]
pub(crate) fn Banner() -> impl IntoView {
    let desk = Desk::of_page();
    let status = desk.memo(|model| model.status);
    let notice = desk.memo(|model| model.notice.clone());
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
                    .map(|notice| {
                        view! {
                            <div class="strip told">
                                <p data-part="notice">
                                    {move || desk.words(|words| notice_words(&notice, words))}
                                </p>
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
        </div>
    }
}
