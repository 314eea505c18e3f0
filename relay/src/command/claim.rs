//! Taking a conversation from the queue.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, Joined, Kind};

use super::{Command, Giver};
use crate::seal::Log;
use crate::store::accounts::Agent;
use crate::store::{Change, Decide, Head, New};

/// Takes a conversation. Of two at once, one gets it.
pub struct Claim {
    /// Who.
    pub by: Agent,
    /// The command's key.
    pub client_key: ClientKey,
}

impl Command for Claim {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Claim {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        let by = Giver::Agent(self.by.clone());
        by.may(Act::Claim, head, now_ms)?;
        let joined = New {
            from: by.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::Joined(Joined {
                name: self.by.name.clone(),
            }),
        };
        Ok(Change {
            events: vec![joined],
            join: Some(self.by.id),
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        Giver::Agent(self.by.clone()).may_repeat(Self::LOG, head, by, now_ms)
    }
}
