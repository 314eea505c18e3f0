//! A page that is left, and may come back as it was out of the browser's memory of pages. What
//! stands in it, or was said aloud, is gone before it is remembered; what the tab keeps is read
//! again when it comes back, since another page of the tab may have gone on with the chat, or
//! somebody left in a hurry.

use leptos::prelude::Notify;
use leptos::tachys::dom::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{EventTarget, HtmlElement};

use super::Chat;
use crate::conversation::Conversation;
use crate::host;
use crate::kept::Kept;

impl Chat {
    /// Hears when the page is left and when it comes back, and on a low screen what is scrolled there,
    /// for as long as it lives.
    pub(super) fn hear_returns(self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        let hear = |target: &EventTarget, name, heard: fn(Self)| {
            let heard = Closure::<dyn FnMut()>::new(move || heard(self)).into_js_value();
            drop(target.add_event_listener_with_callback(name, heard.unchecked_ref()));
        };
        hear(&window, "pagehide", Self::go_away);
        hear(&window, "pageshow", Self::come_back);
        hear(&self.panel(), "scroll", Self::scrolled);
    }

    fn go_away(self) {
        // What stands there now is another chat's.
        if self.read(|inner| inner.has_left) {
            return;
        }
        // Off the page at once; what stands in it is emptied only when the browser gets to it.
        let Some(chat) = self.element(".chat") else {
            return;
        };
        chat.remove();
        let host = self.host();
        host.say("");
        host.warn("");
        self.stays();
        self.note(|inner| {
            inner.away = Some(chat);
            inner.forget_all();
        });
        self.stands_empty();
    }

    /// One who comes back from identifying, and stands nowhere on the page, stands at the panel's heading.
    pub(super) fn lands(self) {
        let is_back = self.change(|inner| std::mem::take(&mut inner.kept.goes_out));
        let stands = host::get(&document(), "activeElement");
        let is_nowhere = matches!(host::text(&stands, "tagName").as_str(), "BODY" | "");
        if is_back
            && is_nowhere
            && self.host().is_shown()
            && let Ok(Some(heading)) = self.panel().query_selector("h2")
        {
            drop(heading.unchecked_ref::<HtmlElement>().focus());
        }
    }

    fn come_back(self) {
        let away = self.note(|inner| {
            let away = inner.away.take().filter(|_| !inner.has_left)?;
            inner.kept = Kept {
                open: inner.kept.open,
                ..Kept::read(&inner.service)
            };
            inner.conversation = Conversation::standing(inner.kept.state, inner.kept.came_in);
            Some(away)
        });
        let Some(away) = away else {
            return;
        };
        drop(self.host().root().append_child(&away));
        self.draft.notify();
        self.asks_text();
        self.draw();
        self.lands();
        if self.read(|inner| inner.kept.secret.is_some()) {
            self.connect();
        }
    }
}
