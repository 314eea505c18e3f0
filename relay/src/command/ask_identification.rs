//! Asking the resident to identify.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, IdentificationRequested, Kind};

use super::{Command, Giver, Services};
use crate::seal::Log;
use crate::store::accounts::Agent;
use crate::store::{Change, Decide, Head, New};

/// Asks the resident to identify, in place of a request that is open already. Both the service whose
/// staff ask and the one by whose door the resident came must identify: the one since its staff must
/// be let in for it, the other since its page shows the ways.
pub struct AskIdentification {
    /// Who.
    pub by: Agent,
    /// The command's key.
    pub client_key: ClientKey,
    /// Why, cleaned.
    pub reason: String,
    /// The services.
    pub services: Services,
}

impl Command for AskIdentification {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for AskIdentification {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        let by = Giver::Agent(self.by.clone());
        by.may(Act::AskIdentification, head, now_ms)?;
        let identifies = |id| {
            let service = (self.services)(id);
            service.is_some_and(|service| !service.identification.is_empty())
        };
        if !identifies(&head.service) || !identifies(&head.door) {
            return Err(Refusal::NoIdentification);
        }
        if head.identity.is_some() {
            return Err(Refusal::AlreadyIdentified);
        }
        let requested = New {
            from: by.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::IdentificationRequested(IdentificationRequested {
                name: self.by.name.clone(),
                reason: self.reason.clone(),
            }),
        };
        Ok(Change {
            events: vec![requested],
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        Giver::Agent(self.by.clone()).may_repeat(Self::LOG, head, by, now_ms)
    }
}
