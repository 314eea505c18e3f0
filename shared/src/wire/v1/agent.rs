//! The desk's door: `/desk/api/socket`, for an agent who is signed in.

use serde::{Deserialize, Serialize};

use super::event::{Event, Outcome, StaffEvent};
use super::visitor::{Empty, Pong, Refused};
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
    /// Takes a waiting conversation. Answered by [`ServerMessage::Mine`], or by a refusal with
    /// `already_claimed` when another agent was first.
    Claim(Act),
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
    /// A conversation waits in one of the agent's services, or what is shown of it has changed.
    Waiting(Waiting),
    /// A conversation no longer waits.
    NotWaiting(NotWaiting),
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
    /// Who waits in the agent's services, longest first.
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

/// A conversation that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Waiting {
    /// The conversation.
    pub conversation: ConversationId,
    /// The service whose queue it waits in.
    pub service: ServiceId,
    /// A short number to say aloud.
    pub reference: u64,
    /// Since when it waits, in milliseconds since 1970 UTC.
    pub since_ms: i64,
    /// The resident's language.
    pub language: String,
    /// The first words, at most 120 characters. Sent only to those who may claim.
    pub first_words: String,
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
    /// The events after the `last_seq` of `hello`, in order, to the newest.
    pub events: Vec<Event>,
    /// The staff events after the `last_staff_seq` of `hello`, in order, to the newest.
    pub staff_events: Vec<StaffEvent>,
}
