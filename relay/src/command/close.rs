//! Ending a conversation, or leaving the queue.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Closed, Concluded, Kind, Outcome, StaffKind};

use super::{Command, Giver};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Ends a conversation.
pub struct Close {
    /// Who.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// What became of the matter, in an agent's judgement.
    pub outcome: Option<Outcome>,
}

impl Command for Close {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Close {
    fn decide(&self, head: &Head) -> Result<Change, Refusal> {
        self.by.may(Act::Close, head)?;
        let closed = New {
            from: self.by.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::Closed(Closed {}),
        };
        let concluded = self.outcome.map(|outcome| New {
            from: self.by.author(),
            client_key: None,
            kind: StaffKind::Concluded(Concluded {
                outcome,
                topic: None,
            }),
        });
        Ok(Change {
            events: vec![closed],
            staff_events: concluded.into_iter().collect(),
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head)
    }
}
