//! What the service's public state says, now and whenever it comes again.

use juttu_shared::texts::widget as w;
use leptos::prelude::Notify;
use wasm_bindgen::prelude::JsValue;

use super::{Chat, Screen};

impl Chat {
    /// The panel has been opened or shut, or the public state has come again.
    pub(super) fn hear_loader(self) {
        if self.read(|inner| inner.has_left) {
            return;
        }
        let is_open = self.host().is_shown();
        if self.read(|inner| inner.kept.open) != is_open {
            self.opened_or_shut(is_open);
        }
        self.hear_state();
    }

    /// The public state has come. The hours may have changed with it: then another screen comes
    /// by itself, and what was written stays.
    pub(super) fn hear_state(self) {
        let host = self.host();
        let now_ms = host.thing("now_ms").as_f64();
        self.note(|inner| {
            inner.is_shut = false;
            let guide = host.guide_text();
            if guide != inner.guide.0 {
                inner.guide = (guide, inner.guide.1 + 1);
            }
        });
        if let Some(now_ms) = now_ms {
            self.sets_clock(now_ms);
        }
        self.hear_language();
        self.show(|shown| shown.told = shown.told.wrapping_add(1));
        let today = self.today();
        if self.note(|inner| std::mem::replace(&mut inner.today, today)) != today {
            self.rows.notify();
        }
        self.draw();
        let is_shut = self.is_shut();
        let (was_shut, screen, told) = self.note(|inner| {
            let was_shut = std::mem::replace(&mut inner.was_shut, is_shut);
            (was_shut, inner.shown.screen, inner.shown.told)
        });
        // Also to one who writes, and keeps the field.
        let is_concerned = matches!(screen, Screen::Start | Screen::Closed);
        if was_shut != is_shut && is_concerned && told > 1 {
            host.say(&self.word(match (is_shut, screen) {
                (true, Screen::Start) => w::NOW_CLOSED,
                (true, _) => w::CHAT_CLOSED,
                (false, _) => w::CHAT_OPEN,
            }));
        }
    }

    /// Whether the closed screen is due. One who writes into the first field keeps it.
    pub(super) fn is_closed(self) -> bool {
        let is_starting = self.read(|inner| inner.shown.screen == Screen::Start);
        self.is_shut() && !(is_starting && self.is_in_field())
    }

    /// Whether nobody may join the queue.
    pub fn is_shut(self) -> bool {
        self.read(|inner| inner.is_shut) || self.fact("availability") == "closed"
    }

    /// A text of the public state; empty where there is none. And again whenever it changes.
    pub fn fact(self, name: &str) -> String {
        self.see(|_| ());
        self.host().fact(name)
    }

    /// A thing of the public state.
    pub fn thing(self, name: &str) -> JsValue {
        self.host().thing(name)
    }

    /// A list of the public state.
    pub fn list(self, name: &str) -> Vec<JsValue> {
        self.host().list(name)
    }

    /// Another number whenever the guidance has changed.
    pub fn guide_told(self) -> u32 {
        self.see(|_| ());
        self.read(|inner| inner.guide.1)
    }

    /// Where the code can be used without this page.
    pub fn code_address(self) -> String {
        [self.host().base().as_str(), "/code"].concat()
    }
}
