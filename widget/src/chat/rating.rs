//! Whether it helped, asked once the conversation has ended. Of several answers the last one counts.

use juttu_client::key;
use juttu_client::outbox::Progress;
use juttu_shared::wire::v1::event::Helped;
use juttu_shared::wire::v1::visitor::{ClientMessage, Rate};

use super::{Chat, Inner};
use crate::conversation::Row;

impl Chat {
    /// Says whether it helped. The link is closed by then, and opened for this.
    pub fn rate(self, helped: Helped) {
        let client_key = key::client_key();
        let rate = ClientMessage::Rate(Rate {
            client_key: client_key.clone(),
            helped,
        });
        self.change(|inner| inner.kept.outbox.push(client_key, rate));
        match self.link() {
            Some(_) => self.send_queued(),
            None => self.connect(),
        }
    }

    /// Whether a professional has said anything: one who was never answered is not asked.
    pub fn was_answered(self) -> bool {
        let is_answer = |row: &Row| matches!(row, Row::Message(said) if said.agent.is_some());
        self.see(|_| ());
        self.read(|inner| inner.log.iter().any(is_answer))
    }

    /// Whether it helped, as the resident last said and the relay has stored.
    pub fn rated(self) -> Option<Helped> {
        self.see(|shown| shown.rated)
    }

    /// The answer is stored: there is nothing more to say to the relay, unless another one is on
    /// its way.
    pub(super) fn has_rated(self) {
        self.note(|inner| {
            if !inner.conversation.is_open() && !inner.is_rating() {
                inner.link = None;
            }
        });
    }
}

impl Inner {
    /// Whether an answer is on its way.
    pub(super) fn is_rating(&self) -> bool {
        self.kept.outbox.entries().iter().any(|entry| {
            matches!(entry.message, ClientMessage::Rate(_))
                && !matches!(entry.progress, Progress::Failed(_))
        })
    }
}
