//! Emptying what was written, for good.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, Caller};
use juttu_shared::wire::v1::event::{Author, Kind, Redacted, StaffKind};

use super::{Command, Giver};
use crate::seal::Log;
use crate::store::audit::Viewing;
use crate::store::{Change, Decide, Head, New};

/// Empties a message. The store does so by the event that says it.
pub struct Redact {
    /// Who.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// The number of what is emptied.
    pub seq: u64,
}

/// The same in the staff log.
pub struct RedactNote(pub Redact);

impl Command for Redact {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Command for RedactNote {
    const LOG: Log = Log::Staff;

    fn client_key(&self) -> &ClientKey {
        &self.0.client_key
    }
}

impl Decide for Redact {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        self.by.may(Act::Redact, head, now_ms)?;
        Ok(Change {
            events: vec![self.acknowledged(Kind::Redacted)],
            redacts: self.not_own(head, now_ms),
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head, by, now_ms)
    }
}

impl Decide for RedactNote {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        self.0.by.may(Act::Redact, head, now_ms)?;
        Ok(Change {
            staff_events: vec![self.0.acknowledged(StaffKind::Redacted)],
            redacts: self.0.not_own(head, now_ms),
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.0.by.may_repeat(Self::LOG, head, by, now_ms)
    }
}

impl Redact {
    /// A supervisor who takes no part in it: what they do there is written down.
    fn not_own(&self, head: &Head, now_ms: i64) -> Option<Viewing> {
        let is_supervisor = self.by.caller(head, now_ms) == Caller::Supervisor;
        let Giver::Agent(agent) = &self.by else {
            return None;
        };
        is_supervisor.then_some(Viewing {
            agent: agent.id,
            role: agent.role,
            conversation: head.id,
            why: None,
            now_ms,
        })
    }

    fn acknowledged<K>(&self, kind: impl Fn(Redacted) -> K) -> New<K> {
        New {
            from: self.by.author(),
            client_key: Some(self.client_key.clone()),
            kind: kind(Redacted {
                seq: Some(self.seq),
            }),
        }
    }
}
