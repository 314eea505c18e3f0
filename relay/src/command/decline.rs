//! Declining to identify.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, IdentificationDeclined, Kind};

use super::{Command, Giver};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Declines the request that is open. The conversation goes on as it is.
pub struct Decline {
    /// The command's key.
    pub client_key: ClientKey,
    /// The request, by the number of its event.
    pub request: u64,
}

impl Command for Decline {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Decline {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        Giver::Visitor.may(Act::Decline, head, now_ms)?;
        if head.request != Some(self.request) {
            return Err(Refusal::WrongState);
        }
        let declined = New {
            from: Giver::Visitor.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::IdentificationDeclined(IdentificationDeclined {
                request: self.request,
            }),
        };
        Ok(Change {
            events: vec![declined],
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        Giver::Visitor.may_repeat(Self::LOG, head, by, now_ms)
    }
}
