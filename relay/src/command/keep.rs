//! Giving a conversation a pick-up code that it did not get by being left.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Author, CodeMade, Kind};

use super::{Command, Giver};
use crate::seal::{Log, SecretHash};
use crate::store::{Change, Decide, Head, New};

/// Gives an anonymous conversation without a code one: while it goes on, or once it has ended. Who is
/// identified comes back by identifying, never by a code.
pub struct Keep {
    /// The command's key.
    pub client_key: ClientKey,
    /// The keyed hash of the code.
    pub code: SecretHash,
}

impl Command for Keep {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Keep {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        if head.identity.is_some() {
            return Err(Refusal::AlreadyIdentified);
        }
        Giver::Visitor.may(Act::Keep, head, now_ms)?;
        let made = New {
            from: Giver::Visitor.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::CodeMade(CodeMade {}),
        };
        Ok(Change {
            events: vec![made],
            code: Some(self.code),
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        Giver::Visitor.may_repeat(Self::LOG, head, by, now_ms)
    }
}
