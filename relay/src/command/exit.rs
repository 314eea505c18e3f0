//! Leaving the page in a hurry: somebody came in who must not see the chat, nor learn of it.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, State};
use juttu_shared::wire::v1::event::{Author, Exited, Kind};

use super::{Command, Giver};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Ends what is live; of a contact request it takes back that anybody may call, and the answer that
/// was promised may still be given.
/// Whatever the state: no session that there was opens the conversation any more.
pub struct Exit {
    /// The command's key.
    pub client_key: ClientKey,
    /// Whether the session that gives it holds the conversation still. Of one that an earlier exit
    /// has ended only a repetition is known.
    pub holds: bool,
}

impl Command for Exit {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Exit {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        if !self.holds {
            return Err(Refusal::NoConversation);
        }
        Giver::Visitor.may(Act::Exit, head, now_ms)?;
        let exited = New {
            from: Giver::Visitor.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::Exited(Exited {
                stays: !head.is_live || matches!(head.state, State::Left | State::Closed),
            }),
        };
        Ok(Change {
            events: vec![exited],
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        Giver::Visitor.may_repeat(Self::LOG, head, by, now_ms)
    }
}
