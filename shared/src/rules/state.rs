//! State × command × caller: who may do what, when. The one table that authorises in the relay.

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// Where a conversation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// In a service's queue.
    Waiting,
    /// Claimed, and going on.
    Active,
    /// Left for an answer later.
    Left,
    /// Ended.
    Closed,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Active, Self::Left, Self::Closed];

    /// The state's name on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Active => "active",
            Self::Left => "left",
            Self::Closed => "closed",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers.
    Agent,
    /// Answers, changes hours, and reads the rest of the own services' conversations with a reason.
    Supervisor,
    /// Reads the audit log, and no conversation.
    Auditor,
    /// Keeps accounts and services, and reads no conversation.
    Administrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [
        Self::Agent,
        Self::Supervisor,
        Self::Auditor,
        Self::Administrator,
    ];

    /// The role's name on the wire, in the store and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// Whether the role answers residents: takes conversations, is asked for advice, is present.
    pub fn answers(self) -> bool {
        matches!(self, Self::Agent | Self::Supervisor)
    }
}

/// Who asks, seen from one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// The resident, by a session of this conversation, which no pick-up code opens.
    Visitor,
    /// The resident, by a session of this conversation, which can be opened again later, with a pick-up
    /// code or by identifying: so an answer can still be read after the end.
    CodeHolder,
    /// An agent who takes part in it.
    Participant,
    /// An agent who is asked about it in the staff log, and whom the resident does not see. Of
    /// whichever service.
    Consulted,
    /// An agent of its service who does not take part.
    Colleague,
    /// A supervisor of its service who does not take part.
    Supervisor,
    /// Anybody else: an agent of other services, and whoever's role answers nobody.
    Outsider,
    /// The relay itself, when a time has run out.
    Relay,
}

impl Caller {
    /// Every caller.
    pub const ALL: [Self; 8] = [
        Self::Visitor,
        Self::CodeHolder,
        Self::Participant,
        Self::Consulted,
        Self::Colleague,
        Self::Supervisor,
        Self::Outsider,
        Self::Relay,
    ];
}

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Read the log.
    Read,
    /// Read the staff log.
    ReadStaff,
    /// Say something.
    Post,
    /// Show that one is writing.
    Type,
    /// Take it from the queue, or take a contact request.
    Claim,
    /// Send it back to the front of the queue.
    Requeue,
    /// Leave it for an answer later; in a conversation left already, say how to be reached.
    Leave,
    /// Open the contact details.
    OpenContact,
    /// Write a note.
    Note,
    /// End it, or leave the queue.
    Close,
    /// Leave the page in a hurry.
    Exit,
    /// Say whether it helped.
    Rate,
    /// Hand it to a colleague, or to the queue of another service.
    Transfer,
    /// Bring a colleague in, whom the resident sees.
    BringIn,
    /// Ask a colleague in the staff log.
    Consult,
    /// Take part no longer, or be asked no longer.
    Depart,
    /// Empty what was written.
    Redact,
    /// Keep the resident's network from opening conversations for a time.
    Block,
    /// Read it whole, without taking part.
    Look,
    /// Identify, by a request or of one's own accord.
    Identify,
    /// Decline to.
    Decline,
    /// Give it a pick-up code when it has none.
    Keep,
    /// Say that an attempt to identify came to nothing.
    Fail,
    /// Ask the resident to identify.
    AskIdentification,
    /// Open who the resident is.
    OpenIdentity,
    /// Open the resident's personal identity code.
    OpenPersonalCode,
    /// Forget who the resident is.
    ForgetIdentity,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 27] = [
        Self::Read,
        Self::ReadStaff,
        Self::Post,
        Self::Type,
        Self::Claim,
        Self::Requeue,
        Self::Leave,
        Self::OpenContact,
        Self::Note,
        Self::Close,
        Self::Exit,
        Self::Rate,
        Self::Transfer,
        Self::BringIn,
        Self::Consult,
        Self::Depart,
        Self::Redact,
        Self::Block,
        Self::Look,
        Self::Identify,
        Self::Decline,
        Self::Keep,
        Self::Fail,
        Self::AskIdentification,
        Self::OpenIdentity,
        Self::OpenPersonalCode,
        Self::ForgetIdentity,
    ];
}

/// Whether `caller` may do `act` to a conversation in `state`.
///
/// # Errors
/// [`Refusal::NoConversation`] to whom the conversation must look as if it did not exist,
/// [`Refusal::NotAllowed`] to whom no state would allow it, [`Refusal::AlreadyClaimed`] when
/// another was first, [`Refusal::WrongState`] when another state would allow it.
pub fn may(act: Act, caller: Caller, state: State) -> Result<(), Refusal> {
    use Act::{
        AskIdentification, Block, BringIn, Claim, Close, Consult, Decline, Depart, Exit, Fail,
        ForgetIdentity, Identify, Keep, Leave, Look, Note, OpenContact, OpenIdentity,
        OpenPersonalCode, Post, Rate, Read, ReadStaff, Redact, Requeue, Transfer, Type,
    };
    use Caller::{
        CodeHolder, Colleague, Consulted, Outsider, Participant, Relay, Supervisor, Visitor,
    };
    use State::{Active, Closed, Left, Waiting};
    match (caller, act) {
        (Outsider, _) => Err(Refusal::NoConversation),
        (Visitor | CodeHolder | Participant | Consulted, Read)
        | (Visitor | CodeHolder, Exit | Identify)
        | (Participant | Consulted, ReadStaff | Look)
        | (Supervisor, Look | Redact | OpenIdentity)
        | (CodeHolder, Post) => Ok(()),
        (Visitor, Post) => open(state, &[Waiting, Active, Left]),
        (Visitor | CodeHolder, Close) => open(state, &[Waiting, Active]),
        (Visitor | CodeHolder, Leave) => open(state, &[Waiting, Left]),
        (Visitor | CodeHolder, Decline) | (Relay, Fail) => open(state, &[Waiting, Active, Left]),
        (Visitor, Keep) => open(state, &[Active, Left, Closed]),
        (Visitor | CodeHolder, Rate) => open(state, &[Closed]),
        (Visitor | CodeHolder | Participant, Type) => open(state, &[Active]),
        (
            Participant,
            Post | Close | Leave | Transfer | BringIn | Consult | Depart | AskIdentification
            | ForgetIdentity,
        )
        | (Consulted, Note | Depart) => open(state, &[Active]),
        (Participant, OpenContact | Redact | Block | OpenIdentity | OpenPersonalCode)
        | (Consulted, OpenIdentity) => open(state, &[Active, Closed]),
        (Participant, Note) => open(state, &[Waiting, Active, Left]),
        (Participant | Colleague | Supervisor, Claim) => match state {
            Waiting | Left => Ok(()),
            Active => Err(Refusal::AlreadyClaimed),
            Closed => Err(Refusal::WrongState),
        },
        (Relay, Leave) => open(state, &[Waiting, Active]),
        (Relay, Requeue | Close) => open(state, &[Active]),
        (
            Visitor | CodeHolder,
            ReadStaff | Claim | Requeue | Note | OpenContact | Transfer | BringIn | Consult
            | Depart | Redact | Block | Look | Fail | AskIdentification | OpenIdentity
            | OpenPersonalCode | ForgetIdentity,
        )
        | (CodeHolder, Keep)
        | (Participant, Requeue | Exit | Rate | Identify | Decline | Keep | Fail)
        | (
            Consulted,
            Post | Type | Claim | Requeue | Leave | OpenContact | Close | Exit | Rate | Transfer
            | BringIn | Consult | Redact | Block | Identify | Decline | Keep | Fail
            | AskIdentification | OpenPersonalCode | ForgetIdentity,
        )
        | (
            Colleague | Supervisor,
            Read | ReadStaff | Post | Type | Requeue | Leave | OpenContact | Note | Close | Exit
            | Rate | Transfer | BringIn | Consult | Depart | Block | Identify | Decline | Keep
            | Fail | AskIdentification | OpenPersonalCode | ForgetIdentity,
        )
        | (Colleague, Redact | Look | OpenIdentity)
        | (
            Relay,
            Read | ReadStaff | Post | Type | Claim | OpenContact | Note | Exit | Rate | Transfer
            | BringIn | Consult | Depart | Redact | Block | Look | Identify | Decline | Keep
            | AskIdentification | OpenIdentity | OpenPersonalCode | ForgetIdentity,
        ) => Err(Refusal::NotAllowed),
    }
}

fn open(state: State, allowed: &[State]) -> Result<(), Refusal> {
    if allowed.contains(&state) {
        Ok(())
    } else {
        Err(Refusal::WrongState)
    }
}

#[cfg(test)]
mod tests;
