//! Who a resident is: opened, hidden, and let go of when its conversation is no longer shown.

use juttu_client::key::client_key;
use juttu_client::status::Status;
use juttu_shared::id::{ConversationId, IdentityId};
use juttu_shared::limits::AGENT_GONE_MS;
use leptos::prelude::*;

use super::{Desk, Page, Pane};
use crate::browser::page;
use crate::model::{Model, Opens};

/// The ids of the elements that hold what is known of an identity.
#[derive(Clone, Copy)]
pub(crate) struct Ids {
    /// The person.
    pub(crate) person: &'static str,
    /// What is known of the person.
    pub(crate) facts: &'static str,
    /// The personal identity code.
    pub(crate) code: &'static str,
    /// What is wrong with opening.
    pub(crate) wrong: &'static str,
    /// Why it is opened: the field, its hint and what is wrong with it.
    pub(crate) why: [&'static str; 3],
}

/// The conversation's own.
const FIRST: Ids = Ids {
    person: "identity-first",
    facts: "identity-first-facts",
    code: "identity-first-code",
    wrong: "identity-first-error",
    why: ["why-first", "why-first-hint", "why-first-error"],
};

/// Another person's.
const OTHER: Ids = Ids {
    person: "identity-other",
    facts: "identity-other-facts",
    code: "identity-other-code",
    wrong: "identity-other-error",
    why: ["why-other", "why-other-hint", "why-other-error"],
};

/// A third one's, and whoever comes after: the last of them has the focus.
const THIRD: Ids = Ids {
    person: "identity-third",
    facts: "identity-third-facts",
    code: "identity-third-code",
    wrong: "identity-third-error",
    why: ["why-third", "why-third-hint", "why-third-error"],
};

/// The ids of the identity at a place.
pub(crate) fn place(index: usize) -> Ids {
    match index {
        0 => FIRST,
        1 => OTHER,
        _ => THIRD,
    }
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
        let pane = self.pane.get_untracked();
        let is_wide = || page::matches("(min-width: 48.01rem)");
        match self.pages.shown() {
            Page::Talks if matches!(pane, Pane::Talk | Pane::Facts) || is_wide() => {}
            // What was looked up is for its page alone, and goes with it.
            Page::Earlier => self.shut(Model::shut_own_identities),
            _ => self.shut(Model::shut_identities),
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
            self.shut(Model::shut_identities);
        }
    }

    fn shut(self, shut: fn(&mut Model)) {
        if self.model.with_untracked(Model::has_opened_identity) {
            self.change(|model| {
                shut(model);
                Vec::new()
            });
        }
    }
}
