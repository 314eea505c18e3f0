//! Who a resident is: opened, hidden, and let go of when its conversation is no longer shown.

use juttu_client::key::client_key;
use juttu_client::status::Status;
use juttu_shared::id::{ConversationId, IdentityId};
use juttu_shared::limits::AGENT_GONE_MS;
use leptos::prelude::*;

use super::{Desk, Page, Pane};
use crate::browser::page;
use crate::model::{Model, Opens};

/// The elements that hold what is known of an identity, by its place: the conversation's own first.
pub(crate) const PLACES: [&str; 3] = ["identity-first", "identity-other", "identity-third"];

/// The element of the identity at a place.
pub(super) fn place(index: usize) -> &'static str {
    PLACES.get(index).copied().unwrap_or("identity-heading")
}

impl Desk {
    /// Opens who a resident is, or the personal identity code.
    pub(crate) fn open_identity(self, id: ConversationId, identity: IdentityId, opens: Opens) {
        self.change(|model| model.open_identity(id, identity, opens, client_key()));
    }

    /// Writes down why an identity is opened.
    pub(crate) fn write_identity_why(self, id: ConversationId, identity: IdentityId, text: String) {
        self.change(|model| {
            model.write_identity_why(id, identity, text);
            Vec::new()
        });
    }

    /// Hides the personal identity code again.
    pub(crate) fn hide_code(self, id: ConversationId, identity: IdentityId) {
        self.change(|model| {
            model.hide_code(id, identity);
            Vec::new()
        });
    }

    /// Lets go of what was opened of an identity when it is no longer on the screen: another page is,
    /// or on a phone another column. To look at another window changes nothing.
    pub(super) fn hide_unseen(self) {
        let is_shown = match self.pages.shown() {
            Page::Talks => {
                let pane = self.pane.get_untracked();
                let is_wide = page::matches("(min-width: 48.01rem)");
                is_wide || matches!(pane, Pane::Talk | Pane::Facts)
            }
            Page::Earlier => true,
            _ => false,
        };
        if !is_shown {
            self.shut_identities();
        }
    }

    /// Lets go of it too when the connection has been lost for so long that the conversation has gone
    /// back to the queue.
    pub(super) fn hide_when_lost(self, now_ms: i64) {
        let is_lost = self.model.with_untracked(|model| model.status) != Status::Connected;
        let since_ms = self.lost_since_ms.get_value().filter(|_| is_lost);
        let since_ms = since_ms.or(is_lost.then_some(now_ms));
        self.lost_since_ms.set_value(since_ms);
        if since_ms.is_some_and(|since_ms| now_ms.saturating_sub(since_ms) >= AGENT_GONE_MS) {
            self.shut_identities();
        }
    }

    fn shut_identities(self) {
        if self.model.with_untracked(Model::has_opened_identity) {
            self.change(|model| {
                model.shut_identities();
                Vec::new()
            });
        }
    }
}
