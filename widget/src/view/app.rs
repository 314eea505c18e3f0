//! Everything under the panel's head: the banner, and one of two screens. The wrapper carries the
//! language and the screen's name.

use leptos::prelude::*;

use crate::chat::{Chat, Screen};
use crate::view::banner::Banner;
use crate::view::start::Start;
use crate::view::talk::Talk;

/// The chat.
#[component]
pub fn App() -> impl IntoView {
    let chat = expect_context::<Chat>();
    view! {
        <div
            class="chat"
            lang=chat.language()
            data-screen=move || chat.screen.get().name()
        >
            <Banner />
            <Show
                when=move || chat.screen.get() == Screen::Start
                fallback=|| view! { <Talk /> }
            >
                <Start />
            </Show>
        </div>
    }
}
