//! The commands: who gives them, and one file each for what they change.
//!
//! A command is decided on the conversation as it stands inside the store's transaction, by the
//! one table of [`juttu_shared::rules::state`]. Opening a conversation is the store's own verb,
//! since there is no conversation yet to decide on.

pub mod ask_identification;
pub mod block;
pub mod bring_in;
pub mod claim;
pub mod close;
pub mod consult;
pub mod decline;
pub mod depart;
pub mod exit;
pub mod expire;
pub mod forget;
pub mod keep;
pub mod leave;
pub mod note;
pub mod notices;
pub mod post;
pub mod promise;
pub mod rate;
pub mod redact;
pub mod transfer;

use std::sync::Arc;

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::limits::READ_AFTER_CLOSE_MS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, Caller, Role, may};
use juttu_shared::wire::v1::event::Author;

use crate::app::App;
use crate::config::Service;
use crate::seal::{Log, SecretHash};
use crate::store::accounts::Agent;
use crate::store::audit::{Disclosing, Viewing};
use crate::store::{Append, Decide, Head};

/// Gives a service as it stands now. Whose it is, is known only when the command is decided: a
/// conversation may have been handed on meanwhile.
pub type Services = Box<dyn Fn(&ServiceId) -> Option<Arc<Service>> + Send>;

/// The services as they stand when a command is decided.
pub fn services(app: &Arc<App>) -> Services {
    let app = Arc::clone(app);
    Box::new(move |id| app.services.get(id))
}

/// A colleague to whom an agent turns.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who.
    pub agent: Agent,
    /// Whether the colleague's desk is open.
    pub is_connected: bool,
}

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
    /// Who this is at that instant, seen from a conversation. Whoever takes part or is consulted is
    /// so of whichever service, until [`READ_AFTER_CLOSE_MS`] after the end; a role that answers
    /// nobody is outside of all conversations.
    pub fn caller(&self, head: &Head, now_ms: i64) -> Caller {
        let ended_long_ago = |at_ms: i64| now_ms - at_ms > READ_AFTER_CLOSE_MS;
        let is_readable = !head.closed_at_ms.is_some_and(ended_long_ago);
        match self {
            Self::Visitor if head.reach.code || head.reach.identification => Caller::CodeHolder,
            Self::Visitor => Caller::Visitor,
            Self::Relay => Caller::Relay,
            Self::Agent(agent) if !agent.role.answers() => Caller::Outsider,
            Self::Agent(agent) if agent.lock.shuts(head) => Caller::Outsider,
            Self::Agent(agent) if is_readable && head.agents.contains(&agent.id) => {
                Caller::Participant
            }
            Self::Agent(agent) if is_readable && head.consulted.contains(&agent.id) => {
                Caller::Consulted
            }
            Self::Agent(agent) if !agent.services.contains(&head.service) => Caller::Outsider,
            Self::Agent(agent) if agent.role == Role::Supervisor => Caller::Supervisor,
            Self::Agent(_) => Caller::Colleague,
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
    pub fn may(&self, act: Act, head: &Head, now_ms: i64) -> Result<(), Refusal> {
        may(act, self.caller(head, now_ms), head.state)
    }

    /// What the audit log says when this giver gives a conversation on. The relay gives nothing on.
    fn discloses(&self, head: &Head, to: &str, now_ms: i64) -> Option<Disclosing> {
        let Self::Agent(agent) = self else {
            return None;
        };
        let by = Viewing {
            agent: agent.id,
            role: agent.role,
            conversation: head.id,
            why: None,
            now_ms,
        };
        let to = to.to_owned();
        Some(Disclosing { by, to })
    }

    /// Whether this giver may know what a command made when it was given before. Whoever made it
    /// knows it already: also one who has let go of the conversation by it.
    fn may_repeat(&self, log: Log, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        match (self, log) {
            (Self::Agent(agent), _) if agent.role.answers() && self.author() == by => Ok(()),
            (_, Log::Staff) => self.may(Act::ReadStaff, head, now_ms),
            _ => self.may(Act::Read, head, now_ms),
        }
    }
}

/// A command that changes one conversation.
pub trait Command: Decide + Sized + 'static {
    /// The log in which its acknowledgement stands.
    const LOG: Log;

    /// The other log in which it may stand, depending on who gives the command.
    const OTHER_LOG: Option<Log> = None;

    /// Its key.
    fn client_key(&self) -> &juttu_shared::id::ClientKey;

    /// The command on its way to a conversation, by a session that must hold it still.
    fn by(self, session: SecretHash, conversation: ConversationId, now_ms: i64) -> Append {
        Append {
            session: Some(session),
            ..self.to(conversation, now_ms)
        }
    }

    /// The command on its way to a conversation, by a code that must open it still.
    fn by_code(self, code: SecretHash, conversation: ConversationId, now_ms: i64) -> Append {
        Append {
            code: Some(code),
            ..self.to(conversation, now_ms)
        }
    }

    /// The command on its way to a conversation.
    fn to(self, conversation: ConversationId, now_ms: i64) -> Append {
        Append {
            conversation,
            client_key: self.client_key().clone(),
            log: Self::LOG,
            other_log: Self::OTHER_LOG,
            session: None,
            code: None,
            decide: Box::new(self),
            now_ms,
        }
    }
}
