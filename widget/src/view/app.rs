//! Everything under the panel's head: lines on top, and either the log with its field or one of the
//! screens without. The wrapper carries the language and the screen's name.

use leptos::either::Either;
use leptos::prelude::*;

use crate::chat::{Chat, Screen};
use crate::view::banner::banners;
use crate::view::closed::closed;
use crate::view::door::door;
use crate::view::request::request;
use crate::view::sent::sent;
use crate::view::sheet::{El, Part, Sheet, written};
use crate::view::start::start;
use crate::view::talk::Talk;

/// The chat.
#[component]
pub fn App() -> impl IntoView {
    let chat = expect_context::<Chat>();
    let screen = move || match chat.is_talk() {
        true => Either::Left(view! { <Talk /> }),
        false => Either::Right(view! { <div class="page" use:written=Part(page)></div> }),
    };
    view! {
        <div
            class="chat"
            lang=chat.language()
            data-screen=move || chat.see(|shown| shown.screen.name())
        >
            <div use:written=Part(banners)></div>
            {screen}
        </div>
    }
}

/// A screen without a log.
fn page(sheet: &mut Sheet, at: El) -> El {
    match sheet.screen {
        Screen::Closed => closed(sheet, at),
        Screen::Request => request(sheet, at),
        Screen::Sent => sent(sheet, at),
        Screen::Door => door(sheet, at),
        _ => start(sheet, at),
    }
}
