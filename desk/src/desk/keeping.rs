//! Keeps in the tab what a reload needs. To write it anew at each of a hundred messages would hold
//! the page up, so it is gathered for a moment; when the page goes away, it is written at once.

use juttu_client::json;
use juttu_client::timer::Timeout;
use leptos::prelude::*;

use super::Desk;
use crate::browser::storage;

/// How long changes are gathered, in milliseconds: what a page that breaks down would lose of what
/// was being typed.
const GATHERED_MS: u32 = 500;

impl Desk {
    /// Keeps what stands now before long.
    pub(super) fn keep_soon(self) {
        if self.keeper.with_value(Option::is_none) {
            let timer = Timeout::after(GATHERED_MS, move || self.keep());
            self.keeper.set_value(timer);
        }
    }

    /// Nothing that is gathered is kept any more.
    pub(super) fn keep_nothing(self) {
        self.keeper.set_value(None);
        storage::forget();
    }

    /// Keeps at once when the page is put aside, loaded again or closed.
    pub(super) fn keep_on_leaving(self) {
        for event in ["pagehide", "visibilitychange"] {
            // The desk lives as long as its page, and so do these.
            let _listening = window_event_listener_untyped(event, move |_| self.keep());
        }
    }

    fn keep(self) {
        // Let go of afterwards: it may be ringing just now.
        let timer = self.keeper.try_update_value(Option::take).flatten();
        if timer.is_none() {
            return;
        }
        let kept = self.model.with_untracked(|model| {
            // Nobody is signed in: nothing is anybody's to keep.
            let _ = model.me_id()?;
            Some(json::to_text(&model.to_keep()))
        });
        if let Some(text) = kept {
            storage::keep(&text);
        }
        leptos::task::spawn_local(async move { drop(timer) });
    }
}
