//! One of the agent's own conversations: its two logs, who takes part, what is being written, what
//! is unread, and how the resident can be reached.

mod identified;
mod known;
mod take;
mod written;

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{Contact, Have, Hold, Reach};
use juttu_shared::wire::v1::event::{Event, StaffEvent};

use super::{Deed, Disclosure};

pub(crate) use identified::is_warning;
pub use identified::{Asked, Proof, Step};
pub use known::{HandedOn, LetGo};
pub(crate) use known::{is_by, is_from_resident};
use written::Drafts;
pub use written::{Draft, Lane};

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
    /// The service on whose page the resident is, when it is another than `service`: the topic and
    /// the area are of that one.
    pub door: Option<ServiceId>,
    /// What the agent has to do with it.
    pub hold: Hold,
    /// Who takes part now, the longest first.
    pub agents: Vec<AgentId>,
    /// Who is consulted now.
    pub consulted: Vec<AgentId>,
    /// Until when the resident's network is kept from opening conversations, in milliseconds since
    /// 1970 UTC.
    pub blocked_until_ms: Option<i64>,
    /// Where it stands.
    pub state: State,
    /// Whether it is live. A contact request has no hurry.
    pub is_live: bool,
    /// Whether it is no longer the agent's own.
    pub is_gone: bool,
    /// Whether the resident is away: of a contact request too, where nobody waits for them.
    pub away: bool,
    /// How the resident can be reached later.
    pub reach: Reach,
    /// By when an answer was promised, in milliseconds since 1970 UTC.
    pub answer_by_ms: Option<i64>,
    /// The same, in the service's own time.
    pub answer_by: Option<LocalTime>,
    /// When it ends unless something is said, in milliseconds since 1970 UTC.
    pub ends_at_ms: Option<i64>,
    /// The resident's contact details, once they were asked for.
    pub contact: Opening,
    /// What was opened of the identities. On the screen only: never kept.
    pub(super) disclosed: Vec<Disclosure>,
    /// What everyone sees, by `seq`. Events of unknown kinds are left out.
    pub log: Vec<Event>,
    /// What staff alone sees, by its own `seq`.
    pub staff_log: Vec<StaffEvent>,
    drafts: Drafts,
    /// What was refused the last time, and why.
    pub deed_refused: Option<(Deed, Refusal)>,
    /// Until when the resident is shown as writing, on the relay's clock.
    pub typing_until_ms: i64,
    /// The last `seq` that the agent has seen.
    pub read_seq: u64,
    /// The last `seq` of the staff log that the agent has seen.
    pub read_staff_seq: u64,
    /// Where the unread part began when the conversation was last brought to the screen.
    pub fresh_after_seq: Option<u64>,
    last_seq: u64,
    last_staff_seq: u64,
    /// Who is signed in.
    me: Option<AgentId>,
}

impl Conversation {
    /// A conversation of which no event is known yet.
    pub(crate) fn new(
        me: Option<AgentId>,
        id: ConversationId,
        service: ServiceId,
        reference: u64,
    ) -> Self {
        Self {
            id,
            service,
            reference,
            door: None,
            hold: Hold::Own,
            agents: Vec::new(),
            consulted: Vec::new(),
            blocked_until_ms: None,
            state: State::Waiting,
            is_live: true,
            is_gone: false,
            away: false,
            reach: Reach::default(),
            answer_by_ms: None,
            answer_by: None,
            ends_at_ms: None,
            contact: Opening::Shut,
            disclosed: Vec::new(),
            log: Vec::new(),
            staff_log: Vec::new(),
            drafts: Drafts::default(),
            deed_refused: None,
            typing_until_ms: 0,
            read_seq: 0,
            read_staff_seq: 0,
            fresh_after_seq: None,
            last_seq: 0,
            last_staff_seq: 0,
            me,
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

    /// How far this client has read.
    pub(crate) fn have(&self) -> Have {
        Have {
            conversation: self.id,
            last_seq: self.last_seq,
            last_staff_seq: self.last_staff_seq,
        }
    }

    /// The service by whose door the resident came: the topic and the area are of it.
    pub fn door(&self) -> &ServiceId {
        self.door.as_ref().unwrap_or(&self.service)
    }

    /// Whether the resident is away while somebody waits for them: not one who left a request.
    pub fn is_missed(&self) -> bool {
        self.is_live && self.away
    }

    /// It is no longer the agent's own.
    pub(crate) fn let_go(&mut self) {
        self.is_gone = true;
        self.deed_refused = None;
        self.typing_until_ms = 0;
        self.ends_at_ms = None;
        self.away = false;
        self.contact = Opening::Shut;
        self.disclosed.clear();
    }

    /// Everything so far counts as seen; where the unread part began is remembered.
    pub(crate) fn mark_read(&mut self) {
        if self.unread_messages() > 0 {
            self.fresh_after_seq = Some(self.read_seq);
        }
        self.read_seq = self.last_seq;
        self.read_staff_seq = self.last_staff_seq;
    }
}
