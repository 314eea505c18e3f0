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
    /// The resident, by a session of this conversation.
    Visitor,
    /// An agent who takes part in it.
    Participant,
    /// An agent of its service who does not take part.
    Colleague,
    /// Anybody else: an agent of other services.
    Outsider,
}

impl Caller {
    /// Every caller.
    pub const ALL: [Self; 4] = [
        Self::Visitor,
        Self::Participant,
        Self::Colleague,
        Self::Outsider,
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
    /// Take it from the queue.
    Claim,
    /// Write a note.
    Note,
    /// End it, or leave the queue.
    Close,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 7] = [
        Self::Read,
        Self::ReadStaff,
        Self::Post,
        Self::Type,
        Self::Claim,
        Self::Note,
        Self::Close,
    ];
}

/// Whether `caller` may do `act` to a conversation in `state`.
///
/// # Errors
/// [`Refusal::NoConversation`] to whom the conversation must look as if it did not exist,
/// [`Refusal::NotAllowed`] to whom no state would allow it, [`Refusal::AlreadyClaimed`] when
/// another was first, [`Refusal::WrongState`] when another state would allow it.
pub fn may(act: Act, caller: Caller, state: State) -> Result<(), Refusal> {
    use Act::{Claim, Close, Note, Post, Read, ReadStaff, Type};
    use State::{Active, Closed, Left, Waiting};
    match (caller, act) {
        (Caller::Outsider, _) => Err(Refusal::NoConversation),
        (Caller::Visitor | Caller::Participant, Read) | (Caller::Participant, ReadStaff) => Ok(()),
        (Caller::Visitor, Post) => open(state, &[Waiting, Active, Left]),
        (Caller::Visitor, Close) => open(state, &[Waiting, Active]),
        (Caller::Visitor | Caller::Participant, Type) => open(state, &[Active]),
        (Caller::Participant, Post | Close) => open(state, &[Active]),
        (Caller::Participant, Note) => open(state, &[Waiting, Active, Left]),
        (Caller::Participant | Caller::Colleague, Claim) => match state {
            Waiting | Left => Ok(()),
            Active => Err(Refusal::AlreadyClaimed),
            Closed => Err(Refusal::WrongState),
        },
        (Caller::Visitor, ReadStaff | Claim | Note)
        | (Caller::Colleague, Read | ReadStaff | Post | Type | Note | Close) => {
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
        (Caller::Visitor, Act::Note, "nnnn"),
        (Caller::Visitor, Act::Close, "..ww"),
        (Caller::Participant, Act::Read, "...."),
        (Caller::Participant, Act::ReadStaff, "...."),
        (Caller::Participant, Act::Post, "w.ww"),
        (Caller::Participant, Act::Type, "w.ww"),
        (Caller::Participant, Act::Claim, ".a.w"),
        (Caller::Participant, Act::Note, "...w"),
        (Caller::Participant, Act::Close, "w.ww"),
        (Caller::Colleague, Act::Read, "nnnn"),
        (Caller::Colleague, Act::ReadStaff, "nnnn"),
        (Caller::Colleague, Act::Post, "nnnn"),
        (Caller::Colleague, Act::Type, "nnnn"),
        (Caller::Colleague, Act::Claim, ".a.w"),
        (Caller::Colleague, Act::Note, "nnnn"),
        (Caller::Colleague, Act::Close, "nnnn"),
        (Caller::Outsider, Act::Read, "xxxx"),
        (Caller::Outsider, Act::ReadStaff, "xxxx"),
        (Caller::Outsider, Act::Post, "xxxx"),
        (Caller::Outsider, Act::Type, "xxxx"),
        (Caller::Outsider, Act::Claim, "xxxx"),
        (Caller::Outsider, Act::Note, "xxxx"),
        (Caller::Outsider, Act::Close, "xxxx"),
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
