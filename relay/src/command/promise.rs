//! Promising an answer later, as an agent.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, Kind, Left, LeftCause};

use super::{Command, Giver, Services, notices};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Leaves a conversation for an answer later: it is a contact request from here on, and nobody's own.
pub struct PromiseLater {
    /// Who.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// The services, of which the conversation's promises an answer.
    pub services: Services,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

impl Command for PromiseLater {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for PromiseLater {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        self.by.may(Act::Leave, head, now_ms)?;
        let service = (self.services)(&head.service).ok_or(Refusal::NoService)?;
        let (answer_by, notices) = notices::for_promised(&service, head, self.now_ms);
        let left = New {
            from: self.by.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::Left(Left {
                cause: LeftCause::Promised,
                answer_by: answer_by.map(|(local, _)| local),
            }),
        };
        Ok(Change {
            events: vec![left],
            answer_by_ms: answer_by.map(|(_, at_ms)| at_ms),
            notices,
            depart: head.agents.clone(),
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head, by, now_ms)
    }
}
