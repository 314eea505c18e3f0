//! A conversation: the log, and under it what can be done: write and leave, or, when it has ended,
//! go on elsewhere. Waiting and talking are the same screen, so that a professional's joining moves
//! nothing, and focus stays where it is.

use leptos::prelude::*;

use crate::chat::{Chat, Screen};
use crate::view::composer::Composer;
use crate::view::ended::Ended;
use crate::view::ends::Ends;
use crate::view::log::Log;

/// The conversation's screen.
#[component]
pub fn Talk() -> impl IntoView {
    let chat = expect_context::<Chat>();
    view! {
        <Log />
        <Show
            when=move || chat.screen.get() == Screen::Ended
            fallback=|| {
                view! {
                    <div class="foot talk">
                        <Composer />
                        <Ends />
                    </div>
                }
            }
        >
            <Ended />
        </Show>
    }
}
