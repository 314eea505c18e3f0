//! Everything under the panel's head: lines on top, and either the log with its field or one of the
//! screens without. The wrapper carries the language and the screen's name.

use leptos::prelude::*;
use web_sys::Element;

use crate::chat::{Chat, Screen};
use crate::view::banner::banners;
use crate::view::closed::closed;
use crate::view::door::door;
use crate::view::guide;
use crate::view::identify::mark;
use crate::view::request::request;
use crate::view::sent::sent;
use crate::view::sheet::{El, Sheet, el, keep};
use crate::view::start::start;
use crate::view::talk::talk;

/// The chat.
#[component]
pub fn App(
    /// What it shows.
    chat: Chat,
) -> impl IntoView {
    view! { <div class="chat" use:stands=chat></div> }
}

fn stands(at: Element, chat: Chat) {
    keep(chat, at, everything);
}

fn everything(sheet: &mut Sheet, at: El) -> El {
    let at = at.set("lang", &sheet.chat.language());
    let at = sheet.keep(at, |chat, at| {
        let screen = chat.see(|shown| shown.screen.name());
        drop(at.set_attribute("data-screen", screen));
    });
    let lines = banners(sheet, el("div", ""));
    let lines = lines.add(mark(sheet));
    let page = el("div", "page");
    let page = match sheet.screen {
        Screen::Closed => closed(sheet, page),
        Screen::Request => request(sheet, page),
        Screen::Sent => sent(sheet, page),
        Screen::Door => door(sheet, page),
        Screen::Start => start(sheet, page),
        Screen::Waiting | Screen::Talking | Screen::Left | Screen::Ended => talk(sheet, page),
    };
    let has_own = matches!(sheet.screen, Screen::Closed | Screen::Start | Screen::Sent);
    let strip = (!has_own).then(|| guide::strip(sheet.chat)).flatten();
    at.add(lines).add(page).add(strip)
}
