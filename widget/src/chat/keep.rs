//! A code for a conversation that has none: when it has ended and the resident wants to come back, and
//! by itself once who the resident is was forgotten. It is shown when the relay has it, and dies when
//! the resident identifies.

use juttu_client::key;
use juttu_shared::id::PickUpCode;
use juttu_shared::rules::state::State;
use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::visitor::{ClientMessage, Keep};

use super::{Chat, Inner, Page};

impl Chat {
    /// Takes a code for the conversation at hand. Why stands beside it.
    pub fn keep_code(self, why: Key) {
        let is_under_way = self.read(|inner| {
            let mut entries = inner.kept.outbox.entries().iter();
            entries.any(|entry| matches!(entry.message, ClientMessage::Keep(_)))
        });
        if let (false, Some(code)) = (is_under_way, key::code()) {
            let client_key = key::client_key();
            let keep = Keep {
                client_key: client_key.clone(),
                code,
            };
            self.note(|inner| why.0.clone_into(&mut inner.kept.reach));
            self.queue(client_key, ClientMessage::Keep(keep));
        }
    }

    /// The relay has it: only now it is shown. Nobody is taken away from a conversation that goes on:
    /// there a button leads to it, until the end.
    pub(super) fn kept_code(self, code: PickUpCode) {
        self.change(|inner| {
            inner.kept.code = Some(code);
            inner.shows_new_code();
        });
    }

    /// The code that was shown is dead.
    pub(super) fn takes_code_back(self) {
        self.change(|inner| {
            if inner.kept.code.take().is_some() {
                inner.kept.page = Page::None;
                inner.kept.reach.clear();
            }
        });
    }

    /// Takes a code once who the resident is was forgotten.
    pub(super) fn minds_code(self) {
        let lacks_code = self.read(|inner| {
            let told = &inner.conversation;
            told.was_forgotten && !told.has_code && told.state != Some(State::Waiting)
        });
        if lacks_code {
            self.keep_code(w::IDENTITY_FORGOTTEN);
        }
    }
}

impl Inner {
    /// After the end, a code that is not that of a request comes before all else.
    pub(super) fn shows_new_code(&mut self) {
        if self.has_kept_code()
            && self.kept.code.is_some()
            && self.conversation.state == Some(State::Closed)
        {
            self.kept.page = Page::Sent;
        }
    }
}
