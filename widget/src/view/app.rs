//! Everything under the panel's head: the banner, and one of two screens. The wrapper carries the
//! language and the screen's name.

use leptos::either::Either;
use leptos::prelude::*;

use crate::chat::Chat;
use crate::view::banner::Banner;
use crate::view::start::Start;
use crate::view::talk::Talk;

/// The chat.
#[component]
pub fn App() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let screen = move || match chat.is_at_start() {
        true => Either::Left(view! { <Start /> }),
        false => Either::Right(view! { <Talk /> }),
    };
    view! {
        <div
            class="chat"
            lang=chat.language()
            data-screen=move || chat.see(|shown| shown.screen.name())
        >
            <Banner />
            {screen}
        </div>
    }
}
