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
    /// Answers, and changes hours.
    Supervisor,
}

impl Role {
    /// The role's name on the wire, in the store and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
        }
    }

    /// The role of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Agent, Self::Supervisor]
            .into_iter()
            .find(|role| role.name() == name)
    }
}

/// Who asks, seen from one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caller {
    /// The resident, by a session of this conversation, which no pick-up code opens.
    Visitor,
    /// The resident, by a session of this conversation, which a pick-up code opens too: so an
    /// answer can still be read after the end.
    CodeHolder,
    /// An agent who takes part in it.
    Participant,
    /// An agent of its service who does not take part.
    Colleague,
    /// Anybody else: an agent of other services.
    Outsider,
    /// The relay itself, when a time has run out.
    Relay,
}

impl Caller {
    /// Every caller.
    pub const ALL: [Self; 6] = [
        Self::Visitor,
        Self::CodeHolder,
        Self::Participant,
        Self::Colleague,
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
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 12] = [
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
        Claim, Close, Exit, Leave, Note, OpenContact, Post, Rate, Read, ReadStaff, Requeue, Type,
    };
    use Caller::{CodeHolder, Colleague, Outsider, Participant, Relay, Visitor};
    use State::{Active, Closed, Left, Waiting};
    match (caller, act) {
        (Outsider, _) => Err(Refusal::NoConversation),
        (Visitor | CodeHolder | Participant, Read)
        | (Visitor | CodeHolder, Exit)
        | (Participant, ReadStaff)
        | (CodeHolder, Post) => Ok(()),
        (Visitor, Post) => open(state, &[Waiting, Active, Left]),
        (Visitor | CodeHolder, Close) => open(state, &[Waiting, Active]),
        (Visitor | CodeHolder, Leave) => open(state, &[Waiting, Left]),
        (Visitor | CodeHolder, Rate) => open(state, &[Closed]),
        (Visitor | CodeHolder | Participant, Type) => open(state, &[Active]),
        (Participant, Post | Close) => open(state, &[Active]),
        (Participant, OpenContact) => open(state, &[Active, Closed]),
        (Participant, Note) => open(state, &[Waiting, Active, Left]),
        (Participant | Colleague, Claim) => match state {
            Waiting | Left => Ok(()),
            Active => Err(Refusal::AlreadyClaimed),
            Closed => Err(Refusal::WrongState),
        },
        (Relay, Leave) => open(state, &[Waiting, Active]),
        (Relay, Requeue | Close) => open(state, &[Active]),
        (Visitor | CodeHolder, ReadStaff | Claim | Requeue | Note | OpenContact)
        | (Participant, Requeue | Leave | Exit | Rate)
        | (
            Colleague,
            Read | ReadStaff | Post | Type | Requeue | Leave | OpenContact | Note | Close | Exit
            | Rate,
        )
        | (Relay, Read | ReadStaff | Post | Type | Claim | OpenContact | Note | Exit | Rate) => {
            Err(Refusal::NotAllowed)
        }
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
mod tests {
    use super::*;

    /// Written out on purpose, so that a change to the rules has to be made twice.
    /// Columns: waiting, active, left, closed. `.` allowed, `w` wrong state, `a` already claimed,
    /// `n` not allowed, `x` no such conversation.
    const TABLE: &[(Caller, Act, &str)] = &[
        (Caller::Visitor, Act::Read, "...."),
        (Caller::Visitor, Act::ReadStaff, "nnnn"),
        (Caller::Visitor, Act::Post, "...w"),
        (Caller::Visitor, Act::Type, "w.ww"),
        (Caller::Visitor, Act::Claim, "nnnn"),
        (Caller::Visitor, Act::Requeue, "nnnn"),
        (Caller::Visitor, Act::Leave, ".w.w"),
        (Caller::Visitor, Act::OpenContact, "nnnn"),
        (Caller::Visitor, Act::Note, "nnnn"),
        (Caller::Visitor, Act::Close, "..ww"),
        (Caller::Visitor, Act::Exit, "...."),
        (Caller::Visitor, Act::Rate, "www."),
        (Caller::CodeHolder, Act::Read, "...."),
        (Caller::CodeHolder, Act::ReadStaff, "nnnn"),
        (Caller::CodeHolder, Act::Post, "...."),
        (Caller::CodeHolder, Act::Type, "w.ww"),
        (Caller::CodeHolder, Act::Claim, "nnnn"),
        (Caller::CodeHolder, Act::Requeue, "nnnn"),
        (Caller::CodeHolder, Act::Leave, ".w.w"),
        (Caller::CodeHolder, Act::OpenContact, "nnnn"),
        (Caller::CodeHolder, Act::Note, "nnnn"),
        (Caller::CodeHolder, Act::Close, "..ww"),
        (Caller::CodeHolder, Act::Exit, "...."),
        (Caller::CodeHolder, Act::Rate, "www."),
        (Caller::Participant, Act::Read, "...."),
        (Caller::Participant, Act::ReadStaff, "...."),
        (Caller::Participant, Act::Post, "w.ww"),
        (Caller::Participant, Act::Type, "w.ww"),
        (Caller::Participant, Act::Claim, ".a.w"),
        (Caller::Participant, Act::Requeue, "nnnn"),
        (Caller::Participant, Act::Leave, "nnnn"),
        (Caller::Participant, Act::OpenContact, "w.w."),
        (Caller::Participant, Act::Note, "...w"),
        (Caller::Participant, Act::Close, "w.ww"),
        (Caller::Participant, Act::Exit, "nnnn"),
        (Caller::Participant, Act::Rate, "nnnn"),
        (Caller::Colleague, Act::Read, "nnnn"),
        (Caller::Colleague, Act::ReadStaff, "nnnn"),
        (Caller::Colleague, Act::Post, "nnnn"),
        (Caller::Colleague, Act::Type, "nnnn"),
        (Caller::Colleague, Act::Claim, ".a.w"),
        (Caller::Colleague, Act::Requeue, "nnnn"),
        (Caller::Colleague, Act::Leave, "nnnn"),
        (Caller::Colleague, Act::OpenContact, "nnnn"),
        (Caller::Colleague, Act::Note, "nnnn"),
        (Caller::Colleague, Act::Close, "nnnn"),
        (Caller::Colleague, Act::Exit, "nnnn"),
        (Caller::Colleague, Act::Rate, "nnnn"),
        (Caller::Outsider, Act::Read, "xxxx"),
        (Caller::Outsider, Act::ReadStaff, "xxxx"),
        (Caller::Outsider, Act::Post, "xxxx"),
        (Caller::Outsider, Act::Type, "xxxx"),
        (Caller::Outsider, Act::Claim, "xxxx"),
        (Caller::Outsider, Act::Requeue, "xxxx"),
        (Caller::Outsider, Act::Leave, "xxxx"),
        (Caller::Outsider, Act::OpenContact, "xxxx"),
        (Caller::Outsider, Act::Note, "xxxx"),
        (Caller::Outsider, Act::Close, "xxxx"),
        (Caller::Outsider, Act::Exit, "xxxx"),
        (Caller::Outsider, Act::Rate, "xxxx"),
        (Caller::Relay, Act::Read, "nnnn"),
        (Caller::Relay, Act::ReadStaff, "nnnn"),
        (Caller::Relay, Act::Post, "nnnn"),
        (Caller::Relay, Act::Type, "nnnn"),
        (Caller::Relay, Act::Claim, "nnnn"),
        (Caller::Relay, Act::Requeue, "w.ww"),
        (Caller::Relay, Act::Leave, "..ww"),
        (Caller::Relay, Act::OpenContact, "nnnn"),
        (Caller::Relay, Act::Note, "nnnn"),
        (Caller::Relay, Act::Close, "w.ww"),
        (Caller::Relay, Act::Exit, "nnnn"),
        (Caller::Relay, Act::Rate, "nnnn"),
    ];

    #[test]
    fn every_cell_is_as_written() {
        assert_eq!(TABLE.len(), Caller::ALL.len() * Act::ALL.len());
        for (caller, act, cells) in TABLE {
            for (state, cell) in State::ALL.into_iter().zip(cells.chars()) {
                let expected = match cell {
                    '.' => Ok(()),
                    'w' => Err(Refusal::WrongState),
                    'a' => Err(Refusal::AlreadyClaimed),
                    'n' => Err(Refusal::NotAllowed),
                    'x' => Err(Refusal::NoConversation),
                    other => panic!("{other}"),
                };
                assert_eq!(
                    may(*act, *caller, state),
                    expected,
                    "{caller:?} {act:?} {state:?}"
                );
            }
        }
    }

    #[test]
    fn names_lead_back() {
        for state in State::ALL {
            assert_eq!(State::from_name(state.name()), Some(state));
            assert_eq!(
                serde_json::to_string(&state).unwrap(),
                format!("\"{}\"", state.name())
            );
        }
        for role in [Role::Agent, Role::Supervisor] {
            assert_eq!(Role::from_name(role.name()), Some(role));
        }
    }
}
