//! Forgetting who the resident is.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, IdentityForgotten, Kind};

use super::{Command, Giver};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Forgets who the resident is, when the matter did not need it: whoever was identified in the
/// conversation, a second one too. It is anonymous again, and its present session stays.
pub struct Forget {
    /// Who.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// Whether the resident is there: without an identity only a code opens the conversation, and
    /// their page makes it.
    pub is_here: bool,
}

impl Command for Forget {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Forget {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        self.by.may(Act::ForgetIdentity, head, now_ms)?;
        let identity = head.identity.ok_or(Refusal::NoIdentity)?;
        if !self.is_here {
            return Err(Refusal::ResidentAway);
        }
        let forgotten = New {
            from: self.by.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::IdentityForgotten(IdentityForgotten { identity }),
        };
        Ok(Change {
            events: vec![forgotten],
            forgets: true,
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head, by, now_ms)
    }
}
