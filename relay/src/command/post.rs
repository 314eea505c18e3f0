//! Saying something.

use juttu_shared::id::{ClientKey, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, State};
use juttu_shared::wire::v1::event::{Author, Kind, Left, LeftCause, Posted};

use super::notices::{self, Promised};
use super::{Command, Giver};
use crate::seal::Log;
use crate::store::{Change, Decide, Head, New};

/// Says something to the other side.
pub struct Post {
    /// Who.
    pub by: Giver,
    /// The command's key.
    pub client_key: ClientKey,
    /// The text, cleaned.
    pub text: String,
    /// Whether the resident has no connection.
    pub is_away: bool,
    /// What is promised when the resident writes again after the end or an answer. Asked only then.
    pub promise: Promise,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// Gives what a service promises to one who leaves a message now: the one whose staff answers.
pub type Promise = Box<dyn Fn(&ServiceId) -> Promised + Send>;

impl Command for Post {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Post {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        self.by.may(Act::Post, head, now_ms)?;
        let posted = New {
            from: self.by.author(),
            client_key: Some(self.client_key.clone()),
            kind: Kind::Posted(Posted {
                text: self.text.clone(),
            }),
        };
        let is_visitor = matches!(self.by, Giver::Visitor);
        // Nothing is promised any more: what was asked is answered.
        let is_done = head.is_answered() && head.answer_by_ms.is_none();
        Ok(match head.state {
            State::Closed => self.again(head, posted),
            State::Left if is_visitor && is_done => self.again(head, posted),
            State::Left if is_visitor => Change {
                events: vec![posted],
                notices: vec![notices::resident_wrote(head, self.now_ms)],
                ..Change::default()
            },
            _ if is_visitor => Change {
                events: vec![posted],
                ..Change::default()
            },
            _ => Change {
                events: vec![posted],
                notices: notices::for_answer(head, self.is_away, self.now_ms),
                ..Change::default()
            },
        })
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.by.may_repeat(Self::LOG, head, by, now_ms)
    }
}

impl Post {
    /// The resident has written after the end, or after an answer whose agent has gone: it is left
    /// for another answer, by whoever takes it. Those who answered before take part no longer.
    fn again(&self, head: &Head, posted: New<Kind>) -> Change {
        let (answer_by, notices) = (self.promise)(&head.service);
        let left = New {
            from: self.by.author(),
            client_key: None,
            kind: Kind::Left(Left {
                cause: LeftCause::WroteAgain,
                answer_by: answer_by.map(|(local, _)| local),
            }),
        };
        Change {
            events: vec![left, posted],
            answer_by_ms: answer_by.map(|(_, at_ms)| at_ms),
            notices,
            depart: head.agents.clone(),
            ..Change::default()
        }
    }
}
