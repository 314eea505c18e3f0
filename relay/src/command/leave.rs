//! Leaving a conversation for an answer later, as the resident.

use juttu_shared::id::ClientKey;
use juttu_shared::limits::TEXT_CHARS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, State};
use juttu_shared::wire::v1::event::{Kind, Left, LeftCause, Posted};

use super::{Command, Giver, notices};
use crate::config::Service;
use crate::seal::Log;
use crate::store::{Change, Decide, Head, Leaving, New};

/// Turns one that waits into a contact request; of one that is left already, says how the resident
/// is reached. Without a conversation there is none to decide on: that is
/// [`crate::store::Conversations::open`].
pub struct Leave {
    /// The command's key.
    pub client_key: ClientKey,
    /// What is posted first, cleaned. In a conversation that there is already, a message like any
    /// other: only the first of a contact request may be longer.
    pub text: Option<String>,
    /// How the resident is reached.
    pub leaving: Leaving,
    /// The service, which promises an answer.
    pub service: Service,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

impl Command for Leave {
    const LOG: Log = Log::Public;

    fn client_key(&self) -> &ClientKey {
        &self.client_key
    }
}

impl Decide for Leave {
    fn decide(&self, head: &Head) -> Result<Change, Refusal> {
        Giver::Visitor.may(Act::Leave, head)?;
        let is_long = |text: &String| text.chars().count() > TEXT_CHARS;
        if self.text.as_ref().is_some_and(is_long) {
            return Err(Refusal::TextTooLong);
        }
        // What was promised to one that is left already stands, and staff have heard of it.
        let (answer_by, notices) = match head.state {
            State::Left => (notices::standing_promise(&self.service, head), Vec::new()),
            _ => notices::for_left(&self.service, self.now_ms),
        };
        let posted = self.text.clone().map(|text| Kind::Posted(Posted { text }));
        let left = Kind::Left(Left {
            cause: LeftCause::Chosen,
            answer_by: answer_by.map(|(local, _)| local),
        });
        let by_visitor = |client_key, kind| New {
            from: Giver::Visitor.author(),
            client_key,
            kind,
        };
        let mut events = Vec::with_capacity(2);
        events.extend(posted.map(|posted| by_visitor(None, posted)));
        events.push(by_visitor(Some(self.client_key.clone()), left));
        Ok(Change {
            events,
            leaving: Some(self.leaving.clone()),
            answer_by_ms: answer_by.map(|(_, at_ms)| at_ms),
            notices,
            depart: head.agents.clone(),
            ..Change::default()
        })
    }

    fn may_repeat(&self, head: &Head) -> Result<(), Refusal> {
        Giver::Visitor.may_repeat(Self::LOG, head)
    }
}
