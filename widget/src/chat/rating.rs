//! Whether it helped, asked once the conversation has ended. Of several answers the last one counts.

use juttu_client::key;
use juttu_shared::wire::v1::event::Helped;
use juttu_shared::wire::v1::visitor::{ClientMessage, Rate};

use super::Chat;
use crate::conversation::Row;

impl Chat {
    /// Says whether it helped.
    pub fn rate(self, helped: Helped) {
        let client_key = key::client_key();
        let rate = ClientMessage::Rate(Rate {
            client_key: client_key.clone(),
            helped,
        });
        self.change(|inner| inner.kept.outbox.push(client_key, rate));
        self.send_queued();
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
}
