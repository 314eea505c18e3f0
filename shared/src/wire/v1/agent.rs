//! The desk's door: `/desk/api/socket`, for an agent who is signed in.

use serde::{Deserialize, Serialize};

use super::event::{Event, Outcome, StaffEvent};
use super::public::{Area, Topic};
use super::visitor::{Empty, Phone, Pong, Refused};
use crate::id::{AgentId, ClientKey, ConversationId, ServiceId};
use crate::rules::state::{Role, State};

/// What the desk sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// The first frame of a socket, once. Answered by [`ServerMessage::Welcome`].
    Hello(Hello),
    /// Says whether the agent is present for a service. Kept for 90 s after the last connection
    /// is lost, and said again by the desk after `welcome` if it differs.
    Present(Present),
    /// Takes a waiting conversation or a contact request. Answered by [`ServerMessage::Mine`], or
    /// by a refusal with `already_claimed` when another agent was first.
    Claim(Act),
    /// Opens the contact details of one of the agent's own conversations. That it was done is
    /// written into the audit log first. Answered by [`ServerMessage::Contact`].
    OpenContact(Act),
    /// Says something to the resident. Answered by the event.
    Post(Post),
    /// Writes a note for staff. Answered by the staff event.
    Note(Post),
    /// Ends a conversation. Answered by the events `closed` and, in the staff log, `concluded`.
    Close(Close),
    /// The agent is writing to the resident. Sent at most every 3 s.
    Typing(Typing),
    /// Keeps the connection. Answered by [`ServerMessage::Pong`].
    Ping(Empty),
}

/// What the relay sends to the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerMessage {
    /// Answers `hello`, with all that is needed to draw the screen.
    Welcome(Welcome),
    /// Something happened in one of the agent's conversations.
    Event(Event),
    /// Something happened in the staff log of one of the agent's conversations.
    StaffEvent(StaffEvent),
    /// A conversation waits in one of the agent's services, live or as a contact request, or what
    /// is shown of it has changed.
    Waiting(Waiting),
    /// A conversation no longer waits, in either way.
    NotWaiting(NotWaiting),
    /// The resident of a conversation that waits live, or is one's own, has gone away or come
    /// back.
    Away(Away),
    /// One of the agent's conversations is about to end because nothing is said, or no longer is.
    Ending(Ending),
    /// The contact details of a conversation: answers `open_contact`. Keep them on the screen
    /// only, and only while the conversation is open there.
    Contact(Contact),
    /// A conversation has become the agent's own, with its whole log: answers `claim`, and tells
    /// the agent's other connections.
    Mine(Mine),
    /// The presence of a service has changed.
    Presence(Presence),
    /// The resident is writing, in one of the agent's conversations. Show it for 5 s.
    Typing(Typing),
    /// A command was refused, and nothing of it was kept.
    Refused(Refused),
    /// Answers `ping`.
    Pong(Pong),
}

/// Body of `hello`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// What this client has already.
    pub have: Vec<Have>,
}

/// How far a client has read one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Have {
    /// The conversation.
    pub conversation: ConversationId,
    /// The last `seq` of its log; 0 for none.
    pub last_seq: u64,
    /// The last `seq` of its staff log; 0 for none.
    pub last_staff_seq: u64,
}

/// Body of the client's `present`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Present {
    /// The service.
    pub service: ServiceId,
    /// Whether the agent is present for it.
    pub present: bool,
}

/// Body of `claim`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the command.
    pub client_key: ClientKey,
}

/// Body of `post` and `note`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the command.
    pub client_key: ClientKey,
    /// The text.
    pub text: String,
}

/// Body of `close`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the command.
    pub client_key: ClientKey,
    /// What became of the matter.
    pub outcome: Outcome,
}

/// Body of `typing`, both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typing {
    /// The conversation.
    pub conversation: ConversationId,
}

/// Body of `welcome`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Welcome {
    /// The relay's clock, in milliseconds since 1970 UTC.
    pub now_ms: i64,
    /// Who is signed in.
    pub me: Me,
    /// The presence of each of the agent's services.
    pub presence: Vec<Presence>,
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
}

/// A service and its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceName {
    /// The service.
    pub id: ServiceId,
    /// Its name in the desk's language.
    pub name: String,
    /// Its topics, in the order of the configuration, named in the desk's language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// The areas of its telephone's menu, by their keys, named in the desk's language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<Area>,
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
}

impl Reach {
    /// Whether there is any way to bring an answer to the resident.
    pub fn is_possible(self) -> bool {
        self.code || self.phone || self.email
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
    /// Its state after the last of `events`.
    pub state: State,
    /// Whether it is live: the resident was in the queue when it was claimed. A contact request
    /// has its own ways: no hurry, no end for silence.
    pub is_live: bool,
    /// Whether the resident is away.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub away: bool,
    /// How the resident can be reached later.
    pub reach: Reach,
    /// By when an answer was promised, in milliseconds since 1970 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_by_ms: Option<i64>,
    /// When it ends unless something is said, in milliseconds since 1970 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at_ms: Option<i64>,
    /// The events after the `last_seq` of `hello`, in order, to the newest.
    pub events: Vec<Event>,
    /// The staff events after the `last_staff_seq` of `hello`, in order, to the newest.
    pub staff_events: Vec<StaffEvent>,
}
