//! A page that comes back as it was left, out of the browser's memory of pages, after another page
//! of this tab may have gone on with the chat: what the tab keeps is newer than what stands here.

use leptos::prelude::Notify;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::{Chat, Shown};
use crate::conversation::Conversation;

impl Chat {
    /// Catches up whenever the page is shown, for as long as it lives.
    pub(super) fn hear_returns(self) {
        if let Some(window) = web_sys::window() {
            let heard = Closure::<dyn FnMut()>::new(move || self.catch_up()).into_js_value();
            drop(window.add_event_listener_with_callback("pageshow", heard.unchecked_ref()));
        }
    }

    /// Takes over what another page has kept: its draft and outbox, or another conversation.
    fn catch_up(self) {
        let other = self.note(|inner| {
            let mut kept = inner.kept.other(&inner.service)?;
            kept.open = inner.kept.open;
            let is_same = kept.secret == inner.kept.secret;
            let is_under_way = kept.secret.is_some();
            if !is_same {
                inner.link = None;
                inner.is_welcomed = false;
                inner.conversation = Conversation::standing(kept.state);
            }
            inner.kept = kept;
            Some((is_same, is_under_way))
        });
        let Some((is_same, is_under_way)) = other else {
            return;
        };
        self.draft.notify();
        if !is_same {
            self.show(|shown| {
                *shown = Shown {
                    screen: shown.screen,
                    told: shown.told,
                    ..Shown::at_first()
                };
            });
        }
        self.draw();
        if !is_same && is_under_way {
            self.connect();
        }
    }
}
