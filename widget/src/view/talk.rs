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
    let has_ended = move || chat.see(|shown| shown.screen == Screen::Ended);
    view! {
        <Log />
        <div class="foot talk" hidden=has_ended>
            <Composer />
            <Ends />
        </div>
        <div class="foot ended" hidden=move || !has_ended()>
            <Ended />
        </div>
    }
}
