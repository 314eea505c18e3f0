//! What the relay tells the desk: the bodies.

use serde::{Deserialize, Serialize};

use crate::id::{AgentId, ClientKey, ConversationId, ServiceId};
use crate::rules::date::LocalTime;
use crate::rules::state::{Role, State};
use crate::wire::v1::event::{Concerns, Event, Outcome, StaffEvent};
use crate::wire::v1::public::{Area, Topic};
use crate::wire::v1::visitor::Phone;

mod identity;

pub use identity::{Identity, PersonalCode};

/// Body of `welcome`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Welcome {
    /// The relay's clock, in milliseconds since 1970 UTC.
    pub now_ms: i64,
    /// Who is signed in.
    pub me: Me,
    /// The presence of each of the agent's services.
    pub presence: Vec<Presence>,
    /// Who else answers at this relay, of whichever service, by name; the agent is among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub staff: Vec<Colleague>,
    /// Who waits in the agent's services, live and as contact requests: those sent back to the
    /// front first, then longest first.
    pub waiting: Vec<Waiting>,
    /// The agent's own conversations that have not ended, oldest first; and those of `hello` that
    /// have ended meanwhile.
    pub mine: Vec<Mine>,
}

/// Who is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Me {
    /// The agent.
    pub agent: AgentId,
    /// The name, as residents see it.
    pub name: String,
    /// What the agent may do.
    pub role: Role,
    /// The services that the agent answers for.
    pub services: Vec<ServiceName>,
    /// The agent's services that residents identify in, and that are closed to a sign-in by password
    /// alone: sign in through the organisation, or with a second factor. Of an auditor all such
    /// services: the audit log, which tells of them, is closed then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locked: Vec<ServiceName>,
    /// The relay's other services: where a conversation may be handed to, and whose topics and areas
    /// one that comes from there has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<ServiceName>,
}

/// A service and its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceName {
    /// The service.
    pub id: ServiceId,
    /// Its name in the desk's language.
    pub name: String,
    /// Whether residents may be asked to identify in it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub identifies: bool,
    /// Its topics, in the order of the configuration, named in the desk's language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// The areas of its telephone's menu, by their keys, named in the desk's language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Area>,
    /// How long a resident may wait by the service's promise, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise_ms: Option<i64>,
}

/// One who answers residents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    /// The agent.
    pub agent: AgentId,
    /// The name.
    pub name: String,
    /// The services that the agent answers for.
    pub services: Vec<ServiceId>,
    /// Those that the agent is present for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<ServiceId>,
    /// Whether the agent's desk is open: connected, or lost for less than
    /// [`crate::limits::PRESENCE_GRACE_MS`].
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub connected: bool,
}

/// How a service is staffed, and whether one is present oneself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// The service.
    pub service: ServiceId,
    /// Whether the agent who is told is present for it.
    pub present: bool,
    /// How many agents are present for it.
    pub agents: u64,
    /// Whether it is open by its hours.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub is_open: bool,
    /// When it closes, or opens next, in the service's own time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<LocalTime>,
    /// By when an answer would be promised to what is left for later now, in the service's own time;
    /// none when the service promises nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<LocalTime>,
}

/// A conversation that waits for an agent: live in the queue, or as a contact request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// The conversation.
    pub conversation: ConversationId,
    /// The service whose queue it waits in.
    pub service: ServiceId,
    /// A short number to say aloud.
    pub reference: u64,
    /// Since when it waits, in milliseconds since 1970 UTC: for a contact request since it was
    /// left.
    pub since_ms: i64,
    /// Whether it was sent back to the front of the queue.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub in_front: bool,
    /// Whether the resident is away: without a connection for some time. Keeps the place, and may
    /// be claimed. Never of a contact request.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub away: bool,
    /// The topic that the resident chose, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Whose matter it is, when the resident said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concerns: Option<Concerns>,
    /// The area that the resident chose, by its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<u32>,
    /// The service on whose page the resident is, when it is another than `service`: the topic and
    /// the area are of that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub door: Option<ServiceId>,
    /// Whether the resident is identified in it. Who it is, is known by taking it and opening the
    /// identity alone.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub identified: bool,
    /// What is known of a contact request; none while it waits live.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Request>,
    /// The resident's language.
    pub language: String,
    /// The first words, at most 120 characters. Sent only to those who may claim.
    pub first_words: String,
}

/// What is known of a contact request before it is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// By when an answer was promised, in milliseconds since 1970 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by_ms: Option<i64>,
    /// The same as it was said to the resident, in the service's own time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<LocalTime>,
    /// How the resident can be reached.
    pub reach: Reach,
    /// Whether the resident left the page in a hurry: nobody calls, whatever was said before.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub exited: bool,
}

/// How a resident can be reached: the ways, never the details. With none of them the conversation
/// "cannot be reached".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// A pick-up code opens the answer.
    pub code: bool,
    /// A telephone number was left.
    pub phone: bool,
    /// The resident said that it is safe to call.
    pub safe_to_call: bool,
    /// An e-mail address was left, to be told that an answer waits.
    pub email: bool,
    /// The answer can be read after identifying again as the same person.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub identification: bool,
}

impl Reach {
    /// Whether there is any way to bring an answer to the resident.
    pub fn is_possible(self) -> bool {
        self.code || self.phone || self.email || self.identification
    }
}

/// Body of `away`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// The conversation.
    pub conversation: ConversationId,
    /// Whether the resident is away now.
    pub away: bool,
}

/// Body of `ending`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// The conversation.
    pub conversation: ConversationId,
    /// When it ends unless something is said, in milliseconds since 1970 UTC; none when the end
    /// is called off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at_ms: Option<i64>,
}

/// Body of `contact`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The conversation.
    pub conversation: ConversationId,
    /// The number, and whether it is safe to call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// The e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// Says nothing of the details, so that no log can.
impl core::fmt::Debug for Contact {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Contact({:?}, …)", self.conversation)
    }
}

/// Body of `not_waiting`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NotWaiting {
    /// The conversation.
    pub conversation: ConversationId,
}

/// A conversation of the agent's own, as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mine {
    /// The conversation.
    pub id: ConversationId,
    /// Its service.
    pub service: ServiceId,
    /// A short number to say aloud.
    pub reference: u64,
    /// The service on whose page the resident is, when it is another than `service`: the topic and
    /// the area are of that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub door: Option<ServiceId>,
    /// What the agent has to do with it.
    #[serde(default, skip_serializing_if = "Hold::is_own")]
    pub hold: Hold,
    /// Who takes part now, the longest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agents: Vec<AgentId>,
    /// Who is consulted now.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consulted: Vec<AgentId>,
    /// Until when the resident's network is kept from opening conversations, in milliseconds since
    /// 1970 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocked_until_ms: Option<i64>,
    /// Its state after the last of `events`.
    pub state: State,
    /// Whether it is live: the resident was in the queue when it was claimed. A contact request
    /// has its own ways: no hurry, no end for silence.
    pub is_live: bool,
    /// Whether the resident is away: without a connection for some time. Nobody waits for one who left
    /// a contact request, but who they are is forgotten only while they are there.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub away: bool,
    /// How the resident can be reached later.
    pub reach: Reach,
    /// By when an answer was promised, in milliseconds since 1970 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by_ms: Option<i64>,
    /// The same as it was said to the resident, in the service's own time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<LocalTime>,
    /// When it ends unless something is said, in milliseconds since 1970 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at_ms: Option<i64>,
    /// The events after the `last_seq` of `hello`, in order, to the newest.
    pub events: Vec<Event>,
    /// The staff events after the `last_staff_seq` of `hello`, in order, to the newest.
    pub staff_events: Vec<StaffEvent>,
}

/// What an agent has to do with a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hold {
    /// Takes part in it.
    #[default]
    Own,
    /// Is consulted on it: reads both logs, and writes notes.
    Consulted,
    /// Has looked it up: reads it as it stood.
    Looked,
}

impl Hold {
    /// Whether the agent takes part.
    pub fn is_own(&self) -> bool {
        *self == Self::Own
    }
}

/// Body of `found`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Names the question.
    pub client_key: ClientKey,
    /// What was found, newest first: at most [`crate::limits::FOUND_ROWS`].
    pub rows: Vec<Past>,
    /// Whether there are older ones.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub more: bool,
}

/// A conversation that was found. Nothing of what was said in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// The conversation.
    pub conversation: ConversationId,
    /// Its service.
    pub service: ServiceId,
    /// A short number to say aloud.
    pub reference: u64,
    /// Its state.
    pub state: State,
    /// When it was opened, in milliseconds since 1970 UTC.
    pub opened_at_ms: i64,
    /// When it ended, in milliseconds since 1970 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at_ms: Option<i64>,
    /// Its topic, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// What became of the matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Whether it may be read without a reason: the agent took part or was consulted.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub own: bool,
}

/// Body of `looked`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    /// Names the question.
    pub client_key: ClientKey,
    /// The conversation as it stands, whole.
    pub conversation: Mine,
}
