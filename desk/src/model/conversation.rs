//! One of the agent's own conversations: its two logs, what is on its way, what is unread.

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::fold::{self, Order};
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{Have, Mine};
use juttu_shared::wire::v1::event::{Author, Envelope, Event, Kind, StaffEvent, StaffKind};

/// To whom one writes. Text never moves from one lane to the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// To the resident.
    Reply,
    /// To staff alone.
    Note,
}

/// A text that has not been sent, and why it could not be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The text as it stands in the field.
    pub text: String,
    /// What was wrong with it when it was last to be sent.
    pub refused: Option<Refusal>,
}

/// One of the agent's own conversations.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Its id.
    pub id: ConversationId,
    /// Its service.
    pub service: ServiceId,
    /// The resident's handle.
    pub reference: u64,
    /// Where it stands.
    pub state: State,
    /// What everyone sees, by `seq`. Events of unknown kinds are left out.
    pub log: Vec<Event>,
    /// What staff alone sees, by its own `seq`.
    pub staff_log: Vec<StaffEvent>,
    /// What is being written to the resident.
    pub reply: Draft,
    /// What is being written to staff.
    pub note: Draft,
    /// Why ending it was refused the last time.
    pub end_refused: Option<Refusal>,
    /// Until when the resident is shown as writing, on the relay's clock.
    pub typing_until_ms: i64,
    /// The last `seq` that the agent has seen.
    pub read_seq: u64,
    /// Where the unread part began when the conversation was last brought to the screen.
    pub fresh_after_seq: Option<u64>,
    last_seq: u64,
    last_staff_seq: u64,
}

impl Conversation {
    /// A conversation of which nothing is known yet but what `mine` says of it.
    pub(crate) fn new(mine: &Mine) -> Self {
        Self {
            id: mine.id,
            service: mine.service.clone(),
            reference: mine.reference,
            state: State::Waiting,
            log: Vec::new(),
            staff_log: Vec::new(),
            reply: Draft::default(),
            note: Draft::default(),
            end_refused: None,
            typing_until_ms: 0,
            read_seq: 0,
            fresh_after_seq: None,
            last_seq: 0,
            last_staff_seq: 0,
        }
    }

    /// How far this client has read.
    pub(crate) fn have(&self) -> Have {
        Have {
            conversation: self.id,
            last_seq: self.last_seq,
            last_staff_seq: self.last_staff_seq,
        }
    }

    /// The draft of a lane.
    pub fn draft(&self, lane: Lane) -> &Draft {
        match lane {
            Lane::Reply => &self.reply,
            Lane::Note => &self.note,
        }
    }

    /// The draft of a lane, to change.
    pub(crate) fn draft_mut(&mut self, lane: Lane) -> &mut Draft {
        match lane {
            Lane::Reply => &mut self.reply,
            Lane::Note => &mut self.note,
        }
    }

    /// How many of the resident's messages the agent has not seen.
    pub fn unread(&self) -> usize {
        self.log
            .iter()
            .rev()
            .take_while(|event| event.seq > self.read_seq)
            .filter(|event| is_from_resident(event))
            .count()
    }

    /// The resident's language, a BCP 47 tag.
    pub fn language(&self) -> Option<&str> {
        self.log.iter().find_map(|event| match &event.kind {
            Kind::Opened(opened) => Some(opened.language.as_str()),
            _ => None,
        })
    }

    /// When it was opened, in milliseconds since 1970 UTC.
    pub fn opened_ms(&self) -> Option<i64> {
        self.log.first().map(|event| event.at_ms)
    }

    /// The name of an agent who has joined.
    pub fn name_of(&self, agent: AgentId) -> Option<&str> {
        self.log.iter().rev().find_map(|event| match &event.kind {
            Kind::Joined(joined) if event.from == Author::Agent(agent) => {
                Some(joined.name.as_str())
            }
            _ => None,
        })
    }

    /// Everything so far counts as seen; where the unread part began is remembered.
    pub(crate) fn mark_read(&mut self) {
        if self.unread() > 0 {
            self.fresh_after_seq = Some(self.read_seq);
        }
        self.read_seq = self.last_seq;
    }

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
        if self.state == State::Closed {
            self.end_refused = None;
            self.typing_until_ms = 0;
        }
        if !matches!(event.kind, Kind::Unknown) {
            self.log.push(event);
        }
        order
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

/// Whether an event is a message of the resident's.
pub(crate) fn is_from_resident(event: &Event) -> bool {
    event.from == Author::Visitor && matches!(event.kind, Kind::Posted(_))
}

/// The text goes, the fact stays.
fn redact<K>(log: &mut [Envelope<K>], redacted: Envelope<K>) {
    if let Some(event) = log.iter_mut().find(|event| event.seq == redacted.seq) {
        event.kind = redacted.kind;
    }
}
