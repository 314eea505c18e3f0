//! Events taken into a conversation's two logs, in their order and once.

use juttu_shared::id::AgentId;
use juttu_shared::rules::fold::{self, Order};
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::Mine;
use juttu_shared::wire::v1::event::{Author, Envelope, Event, Kind, StaffEvent, StaffKind};

use super::{Conversation, Standing};

impl Conversation {
    /// Lets go of the logs that `mine` tells from another place than where they end here: the
    /// relay knows another past. Says whether the whole staff log has to be asked for.
    pub(crate) fn begin_again(&mut self, mine: &Mine, is_whole: bool) -> bool {
        let begins = is_whole || !goes_on(self.last_seq, &mine.events);
        // Without notes it can't be told whether there are none, or the same as here.
        let asks = begins && !is_whole && mine.staff_events.is_empty() && self.last_staff_seq > 0;
        if begins {
            self.log.clear();
            self.state = State::Waiting;
            self.last_seq = 0;
        }
        if asks || is_whole || !goes_on(self.last_staff_seq, &mine.staff_events) {
            self.staff_log.clear();
            self.last_staff_seq = 0;
        }
        asks
    }

    /// What is not there any more can't have been read.
    pub(crate) fn unread_beyond(&mut self) {
        self.read_seq = self.read_seq.min(self.last_seq);
        self.fresh_after_seq = self.fresh_after_seq.filter(|after| *after < self.last_seq);
    }

    /// Takes an event in, or says why not.
    pub(crate) fn take(&mut self, event: Event, me: Option<AgentId>) -> Order {
        let order = fold::order(self.last_seq, event.seq);
        match order {
            Order::Next => {}
            Order::Had => {
                if matches!(event.kind, Kind::Redacted(_)) {
                    redact(&mut self.log, event);
                }
                return order;
            }
            Order::Gap => return order,
        }
        self.last_seq = event.seq;
        self.state = fold::state_after(self.state, &event.kind);
        match event.from {
            Author::Visitor => self.typing_until_ms = 0,
            // Whoever answers has read what stands above the answer.
            Author::Agent(agent) if me == Some(agent) => {
                self.read_seq = self.read_seq.max(event.seq);
            }
            Author::Agent(_) | Author::Relay => {}
        }
        self.settle(&event, me);
        if !matches!(event.kind, Kind::Unknown) {
            self.log.push(event);
        }
        order
    }

    /// What an event means for the agent's hold on the conversation.
    fn settle(&mut self, event: &Event, me: Option<AgentId>) {
        match &event.kind {
            Kind::Joined(_) if is_by(event.from, me) => self.is_gone = false,
            Kind::Departed(departed) if me == Some(departed.agent) => self.is_gone = true,
            Kind::Requeued(_) | Kind::Left(_) => self.is_gone = true,
            _ => {}
        }
        if matches!(event.kind, Kind::Left(_)) {
            self.is_live = false;
        }
        if self.standing() == Standing::Gone {
            self.let_go();
        }
        if self.state == State::Closed {
            self.end_refused = None;
            self.typing_until_ms = 0;
            self.ends_at_ms = None;
            self.away = false;
        }
    }

    /// Takes an event of the staff log in, or says why not.
    pub(crate) fn take_staff(&mut self, event: StaffEvent) -> Order {
        let order = fold::order(self.last_staff_seq, event.seq);
        match order {
            Order::Next => {}
            Order::Had => {
                if matches!(event.kind, StaffKind::Redacted(_)) {
                    redact(&mut self.staff_log, event);
                }
                return order;
            }
            Order::Gap => return order,
        }
        self.last_staff_seq = event.seq;
        if !matches!(event.kind, StaffKind::Unknown) {
            self.staff_log.push(event);
        }
        order
    }
}

/// Whether events begin where a log ends; none at all do.
fn goes_on<K>(last_seq: u64, events: &[Envelope<K>]) -> bool {
    (events.first()).is_none_or(|first| fold::order(last_seq, first.seq) == Order::Next)
}

fn is_by(author: Author, me: Option<AgentId>) -> bool {
    matches!(author, Author::Agent(agent) if me == Some(agent))
}

/// The text goes, the fact stays.
fn redact<K>(log: &mut [Envelope<K>], redacted: Envelope<K>) {
    if let Some(event) = log.iter_mut().find(|event| event.seq == redacted.seq) {
        event.kind = redacted.kind;
    }
}
