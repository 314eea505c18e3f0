//! Writing a note for staff.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, Posted, StaffKind};

use super::{Command, Giver};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Writes a note, which no resident sees.
pub struct Note {
    /// Who.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// The text, cleaned.
    pub text: String,
}

impl Command for Note {
    const LOG: Log = Log::Staff;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Note {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        self.by.may(Act::Note, head, now_ms)?;
        let noted = New {
            from: self.by.author(),
            client_key: Some(self.client_key.clone()),
            kind: StaffKind::Noted(Posted {
                text: self.text.clone(),
            }),
        };
        Ok(Change {
            staff_events: vec![noted],
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head, by, now_ms)
    }
}
