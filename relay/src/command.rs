//! The commands: who gives them, and one file each for what they change.
//!
//! A command is decided on the conversation as it stands inside the store's transaction, by the
//! one table of [`juttu_shared::rules::state`]. Opening a conversation is the store's own verb,
//! since there is no conversation yet to decide on.

pub mod claim;
pub mod close;
pub mod exit;
pub mod expire;
pub mod leave;
pub mod note;
pub mod notices;
pub mod post;
pub mod rate;

use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, Caller, may};
use juttu_shared::wire::v1::event::Author;

use crate::seal::Log;
use crate::store::accounts::Agent;
use crate::store::{Append, Decide, Head};

/// Who gives a command.
#[derive(Clone, Debug)]
pub enum Giver {
    /// The resident, by a session of that very conversation.
    Visitor,
    /// An agent who is signed in.
    Agent(Agent),
    /// The relay itself, when a time has run out.
    Relay,
}

impl Giver {
    /// Who this is, seen from a conversation.
    pub fn caller(&self, head: &Head) -> Caller {
        match self {
            Self::Visitor if head.reach.code => Caller::CodeHolder,
            Self::Visitor => Caller::Visitor,
            Self::Agent(agent) if !agent.services.contains(&head.service) => Caller::Outsider,
            Self::Agent(agent) if head.agents.contains(&agent.id) => Caller::Participant,
            Self::Agent(_) => Caller::Colleague,
            Self::Relay => Caller::Relay,
        }
    }

    /// The author of what this giver does.
    pub fn author(&self) -> Author {
        match self {
            Self::Visitor => Author::Visitor,
            Self::Agent(agent) => Author::Agent(agent.id),
            Self::Relay => Author::Relay,
        }
    }

    /// Whether this giver may do `act` to a conversation as it stands.
    ///
    /// # Errors
    /// As [`may`].
    pub fn may(&self, act: Act, head: &Head) -> Result<(), Refusal> {
        may(act, self.caller(head), head.state)
    }

    /// Whether this giver may know what a command made when it was given before.
    fn may_repeat(&self, log: Log, head: &Head) -> Result<(), Refusal> {
        match log {
            Log::Staff => self.may(Act::ReadStaff, head),
            _ => self.may(Act::Read, head),
        }
    }
}

/// A command that changes one conversation.
pub trait Command: Decide + Sized + 'static {
    /// The log in which its acknowledgement stands.
    const LOG: Log;

    /// Its key.
    fn client_key(&self) -> &juttu_shared::id::ClientKey;

    /// The command on its way to a conversation.
    fn to(self, conversation: ConversationId, now_ms: i64) -> Append {
        Append {
            conversation,
            client_key: self.client_key().clone(),
            log: Self::LOG,
            decide: Box::new(self),
            now_ms,
        }
    }
}
