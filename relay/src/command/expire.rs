//! What the relay does by itself when a time has run out. Each is decided again on the conversation
//! as it stands in the transaction: whoever was quicker has called it off.

use juttu_shared::id::{AgentId, ClientKey};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, State};
use juttu_shared::wire::v1::event::{Author, Closed, Departed, Kind, Left, LeftCause, Requeued};

use super::{Command, Giver, notices};
use crate::config::Service;
use crate::hub::StillDue;
use crate::seal::Log;
use crate::store::{Append, Change, Decide, Head, New};

/// The key of a command that nobody sent: no event has it, so it is never known.
static NO_KEY: ClientKey = ClientKey(String::new());

/// Leaves one that still waits in the queue for an answer later.
pub struct LeaveBehind {
    /// Why: the resident is away, or the service has closed.
    pub cause: LeftCause,
    /// The service, which promises an answer.
    pub service: Service,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// Takes the hold of agents who have vanished. When nobody else takes part, a live conversation
/// goes back to the front of its queue, and a contact request is left again.
pub struct Requeue {
    /// Who has vanished. Those who take part no longer are passed over.
    pub agents: Vec<AgentId>,
    /// The service.
    pub service: Service,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// The same command, given up when what it was given for is due no longer: a resident may have come
/// back, or said that they are still there, after the relay looked and before the store's turn came.
pub fn while_due(append: Append, still_due: StillDue) -> Append {
    let decide = Box::new(WhileDue {
        still_due,
        command: append.decide,
    });
    Append { decide, ..append }
}

struct WhileDue {
    still_due: StillDue,
    command: Box<dyn Decide>,
}

/// Closes a live conversation in which nothing has been said for too long.
pub struct CloseForSilence {
    /// The number of the last event when the time ran out: if there is a later one, it goes on.
    pub last_seq: u64,
}

impl Decide for WhileDue {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        if !(self.still_due)() {
            return Err(Refusal::WrongState);
        }
        self.command.decide(head, now_ms)
    }

    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal> {
        self.command.may_repeat(head, by, now_ms)
    }
}

impl Decide for LeaveBehind {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        Giver::Relay.may(Act::Leave, head, now_ms)?;
        if head.state != State::Waiting {
            return Err(Refusal::WrongState);
        }
        let promised = notices::for_left(&self.service, self.now_ms);
        Ok(Change {
            depart: head.agents.clone(),
            ..left(Vec::new(), self.cause, promised)
        })
    }

    fn may_repeat(&self, _: &Head, _: Author, _: i64) -> Result<(), Refusal> {
        Err(Refusal::NotAllowed)
    }
}

impl Decide for Requeue {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        let act = if head.is_live {
            Act::Requeue
        } else {
            Act::Leave
        };
        Giver::Relay.may(act, head, now_ms)?;
        let (gone, staying): (Vec<_>, Vec<_>) = head
            .agents
            .iter()
            .partition(|agent| self.agents.contains(agent));
        if gone.is_empty() {
            return Err(Refusal::WrongState);
        }
        let departed = gone
            .iter()
            .map(|agent| Kind::Departed(Departed { agent: *agent }));
        let departed = departed.map(by_relay).collect();
        let change = if !staying.is_empty() {
            Change {
                events: departed,
                ..Change::default()
            }
        } else if head.is_live {
            let mut events: Vec<_> = departed;
            events.push(by_relay(Kind::Requeued(Requeued {})));
            Change {
                events,
                notices: notices::for_waiting(&self.service, self.now_ms),
                ..Change::default()
            }
        } else {
            let promised = notices::for_left_again(&self.service, head, self.now_ms);
            left(departed, LeftCause::AgentGone, promised)
        };
        Ok(Change {
            depart: gone,
            ..change
        })
    }

    fn may_repeat(&self, _: &Head, _: Author, _: i64) -> Result<(), Refusal> {
        Err(Refusal::NotAllowed)
    }
}

impl Decide for CloseForSilence {
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal> {
        Giver::Relay.may(Act::Close, head, now_ms)?;
        if !head.is_live || head.last_seq != self.last_seq {
            return Err(Refusal::WrongState);
        }
        Ok(Change {
            events: vec![by_relay(Kind::Closed(Closed {}))],
            ..Change::default()
        })
    }

    fn may_repeat(&self, _: &Head, _: Author, _: i64) -> Result<(), Refusal> {
        Err(Refusal::NotAllowed)
    }
}

macro_rules! without_key {
    ($($command:ty),*) => {
        $(impl Command for $command {
            const LOG: Log = Log::Public;

            fn client_key(&self) -> &ClientKey {
                &NO_KEY
            }
        })*
    };
}
without_key!(LeaveBehind, Requeue, CloseForSilence);

fn left(
    mut events: Vec<New<Kind>>,
    cause: LeftCause,
    (answer_by, notices): notices::Promised,
) -> Change {
    events.push(by_relay(Kind::Left(Left {
        cause,
        answer_by: answer_by.map(|(local, _)| local),
    })));
    Change {
        events,
        answer_by_ms: answer_by.map(|(_, at_ms)| at_ms),
        notices,
        ..Change::default()
    }
}

fn by_relay(kind: Kind) -> New<Kind> {
    New {
        from: Giver::Relay.author(),
        client_key: None,
        kind,
    }
}
