//! One of the agent's own conversations: its two logs, what is being written, what is unread, and
//! how the resident can be reached.

mod take;

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{Contact, Have, Reach};
use juttu_shared::wire::v1::event::{Author, Concerns, Event, Kind, LeftCause, Opened, StaffEvent};

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

impl Draft {
    /// Whether something stands in the field.
    pub fn is_written(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

/// Whether one can still answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It goes on, and is the agent's own.
    Held,
    /// It has ended.
    Ended,
    /// It is no longer the agent's own: it waits for whoever takes it, or another has it.
    Gone,
}

/// The contact details, and what became of asking for them. On the screen only: never kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Opening {
    /// Nobody has asked.
    #[default]
    Shut,
    /// They are there.
    Open(Contact),
    /// Asking was refused.
    Refused(Refusal),
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
    /// Whether it is live. A contact request has no hurry.
    pub is_live: bool,
    /// Whether it is no longer the agent's own.
    pub is_gone: bool,
    /// Whether the resident is away.
    pub away: bool,
    /// How the resident can be reached later.
    pub reach: Reach,
    /// By when an answer was promised, in milliseconds since 1970 UTC.
    pub answer_by_ms: Option<i64>,
    /// When it ends unless something is said, in milliseconds since 1970 UTC.
    pub ends_at_ms: Option<i64>,
    /// The resident's contact details, once they were asked for.
    pub contact: Opening,
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
    /// A conversation of which no event is known yet.
    pub(crate) fn new(id: ConversationId, service: ServiceId, reference: u64) -> Self {
        Self {
            id,
            service,
            reference,
            state: State::Waiting,
            is_live: true,
            is_gone: false,
            away: false,
            reach: Reach::default(),
            answer_by_ms: None,
            ends_at_ms: None,
            contact: Opening::Shut,
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

    /// Whether one can still answer.
    pub fn standing(&self) -> Standing {
        match self.state {
            State::Closed => Standing::Ended,
            _ if self.is_gone => Standing::Gone,
            State::Waiting | State::Active | State::Left => Standing::Held,
        }
    }

    /// Whether something is written that has not been sent.
    pub fn is_drafted(&self) -> bool {
        self.reply.is_written() || self.note.is_written()
    }

    /// Since when the resident waits for an answer, in milliseconds since 1970 UTC: the first
    /// message after the last answer. None when nothing waits.
    pub fn unanswered_since_ms(&self) -> Option<i64> {
        let posted = self.log.iter().rev();
        posted
            .filter(|event| matches!(event.kind, Kind::Posted(_)))
            .take_while(|event| event.from == Author::Visitor)
            .last()
            .map(|event| event.at_ms)
    }

    /// Whether the resident wrote again after the end, and nobody has joined since.
    pub fn is_written_again(&self) -> bool {
        let last = self.log.iter().rev().find_map(|event| match &event.kind {
            Kind::Left(left) => Some(left.cause == LeftCause::WroteAgain),
            Kind::Joined(_) => Some(false),
            _ => None,
        });
        self.standing() == Standing::Gone && last == Some(true)
    }

    /// Whether the resident left the page in a hurry, and has left nothing to be reached by since:
    /// nobody calls, whatever was said before.
    pub fn has_exited(&self) -> bool {
        let mut last = self.log.iter().rev().filter_map(|event| match &event.kind {
            Kind::Exited(_) => Some(true),
            Kind::Left(left) if left.cause == LeftCause::Chosen => Some(false),
            _ => None,
        });
        last.next() == Some(true)
    }

    /// Whose matter it is, when the resident said.
    pub fn concerns(&self) -> Option<Concerns> {
        self.opened()?.concerns
    }

    /// The key of the area that the resident chose.
    pub fn area(&self) -> Option<u32> {
        self.opened()?.area
    }

    /// The id of the topic that the resident chose.
    pub fn topic(&self) -> Option<&str> {
        self.opened()?.topic.as_deref()
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
        self.opened().map(|opened| opened.language.as_str())
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

    fn opened(&self) -> Option<&Opened> {
        self.log.iter().find_map(|event| match &event.kind {
            Kind::Opened(opened) => Some(opened),
            _ => None,
        })
    }

    /// It is no longer the agent's own.
    pub(crate) fn let_go(&mut self) {
        self.is_gone = true;
        self.end_refused = None;
        self.typing_until_ms = 0;
        self.ends_at_ms = None;
        self.away = false;
        self.contact = Opening::Shut;
    }

    /// Everything so far counts as seen; where the unread part began is remembered.
    pub(crate) fn mark_read(&mut self) {
        if self.unread() > 0 {
            self.fresh_after_seq = Some(self.read_seq);
        }
        self.read_seq = self.last_seq;
    }
}

/// Whether an event is a message of the resident's.
pub(crate) fn is_from_resident(event: &Event) -> bool {
    event.from == Author::Visitor && matches!(event.kind, Kind::Posted(_))
}
