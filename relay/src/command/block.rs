//! Keeping the resident's network out for a time, or no longer.

use juttu_shared::id::{ClientKey, ConversationId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, Blocked, StaffKind};

use super::{Command, Giver};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Says so in the staff log. What it says is done when it is committed, once, before anybody is told;
/// the block itself is in memory only: [`crate::rate::Rates::block`].
pub struct Block {
    /// Who.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// Until when, in milliseconds since 1970 UTC; none when it was lifted.
    pub until_ms: Option<i64>,
    /// Says whether it is known from where a resident came: [`crate::rate::Rates::knows`].
    pub knows: Box<dyn Fn(ConversationId) -> bool + Send>,
}

impl Command for Block {
    const LOG: Log = Log::Staff;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Block {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        self.by.may(Act::Block, head, now_ms)?;
        if !(self.knows)(head.id) {
            return Err(Refusal::NoNetwork);
        }
        let blocked = New {
            from: self.by.author(),
            client_key: Some(self.client_key.clone()),
            kind: StaffKind::Blocked(Blocked {
                until_ms: self.until_ms,
            }),
        };
        Ok(Change {
            staff_events: vec![blocked],
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head, by, now_ms)
    }
}
