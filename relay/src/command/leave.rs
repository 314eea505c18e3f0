//! Leaving a conversation for an answer later, as the resident.

use juttu_shared::id::ClientKey;
use juttu_shared::limits::TEXT_CHARS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, State};
use juttu_shared::wire::v1::event::{Author, Kind, Left, LeftCause, Posted};

use super::{Command, Giver, Services, notices};
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
    /// The services, of which the conversation's promises an answer.
    pub services: Services,
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
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        Giver::Visitor.may(Act::Leave, head, now_ms)?;
        let is_long = |text: &String| text.chars().count() > TEXT_CHARS;
        if self.text.as_ref().is_some_and(is_long) {
            return Err(Refusal::TextTooLong);
        }
        // What was promised to one that is left already stands, and staff have heard of it.
        let service = (self.services)(&head.service);
        let (answer_by, notices) = match (service, head.state) {
            (None, _) => Default::default(),
            (Some(service), State::Left) => (notices::standing_promise(&service, head), Vec::new()),
            (Some(service), _) => notices::for_left(&service, self.now_ms),
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

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        Giver::Visitor.may_repeat(Self::LOG, head, by, now_ms)
    }
}
