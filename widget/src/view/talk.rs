//! A conversation: the log, and under it what can be done: write and leave, or, when it is over, go
//! on elsewhere. Waiting, talking and waiting for an answer are the same screen, so that a
//! professional's joining moves nothing, and focus stays where it is. With a code one may write
//! after the end as well.

use leptos::prelude::*;

use crate::chat::{Chat, Screen};
use crate::view::composer::Composer;
use crate::view::ended::ended;
use crate::view::ends::ends;
use crate::view::log::Log;
use crate::view::sheet::{Part, written};

/// The conversation's screen.
#[component]
pub fn Talk() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let is_over = move || chat.see(|shown| shown.screen == Screen::Ended && !shown.has_code);
    view! {
        <Log />
        <div class="foot talk" hidden=is_over>
            <Composer />
            <div use:written=Part(ends)></div>
        </div>
        <div class="foot ended" hidden=move || !is_over() use:written=Part(ended)></div>
    }
}
