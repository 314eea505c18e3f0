//! Taking part no longer, or being consulted no longer.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, Caller};
use juttu_shared::wire::v1::event::{Author, Departed, Kind, StaffKind};

use super::{Command, Giver};
use crate::seal::Log;
use crate::store::accounts::Agent;
use crate::store::{Change, Decide, Head, New};

/// Lets go of a conversation that goes on without one.
pub struct Depart {
    /// Who.
    pub by: Agent,
    /// The command's key.
    pub client_key: ClientKey,
}

impl Command for Depart {
    const LOG: Log = Log::Public;
    const OTHER_LOG: Option<Log> = Some(Log::Staff);

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Depart {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        let by = Giver::Agent(self.by.clone());
        by.may(Act::Depart, head, now_ms)?;
        let departed = Departed { agent: self.by.id };
        if by.caller(head, now_ms) == Caller::Consulted {
            return Ok(Change {
                staff_events: vec![self.acknowledged(&by, StaffKind::Departed(departed))],
                let_go: Some(self.by.id),
                ..Change::default()
            });
        }
        if head.agents.iter().all(|agent| *agent == self.by.id) {
            return Err(Refusal::LastAgent);
        }
        Ok(Change {
            events: vec![self.acknowledged(&by, Kind::Departed(departed))],
            depart: vec![self.by.id],
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        Giver::Agent(self.by.clone()).may_repeat(Self::LOG, head, by, now_ms)
    }
}

impl Depart {
    fn acknowledged<K>(&self, by: &Giver, kind: K) -> New<K> {
        New {
            from: by.author(),
            client_key: Some(self.client_key.clone()),
            kind,
        }
    }
}
