//! The visitor's door: `/api/v1/socket?service=ID`, and `/api/v1/poll` with `/api/v1/commands`.

use serde::{Deserialize, Serialize};

use super::event::Event;
use crate::id::{AgentId, ClientKey, ConversationId, Secret};
use crate::refusal::Refusal;
use crate::rules::state::State;

/// What a visitor's client sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// The first frame of a socket, once. Answered by [`ServerMessage::Welcome`]. Over HTTP it is
    /// not sent: the secret stands in `Authorization: Bearer`, `last_seq` in the poll's `after`.
    Hello(Hello),
    /// Opens a conversation that waits in the service's queue. Answered by its events, `opened`
    /// and `posted`; the latter carries the `client_key`. A session has one conversation: sent
    /// again by the same session it yields the same events.
    Open(Open),
    /// Says something. Allowed while waiting, talking and left. Answered by `posted`.
    Post(Post),
    /// Ends the conversation, or leaves the queue. Answered by `closed`.
    Close(Close),
    /// The resident is writing. Sent at most every 3 s; carries no text and is not stored.
    Typing(Empty),
    /// Keeps the connection, and tells a dead one from a quiet one. Answered by
    /// [`ServerMessage::Pong`].
    Ping(Empty),
}

/// What the relay sends to a visitor's client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerMessage {
    /// Answers `hello`, with all that is needed to draw the screen.
    Welcome(Welcome),
    /// Something happened, or one's own command was stored: the event is the acknowledgement.
    Event(Event),
    /// The place in the queue has changed, 1 being next. Only while waiting. Not an event.
    Place(Place),
    /// An agent is writing. Show it for 5 s.
    Typing(Typing),
    /// A command was refused, and nothing of it was kept.
    Refused(Refused),
    /// Answers `ping`.
    Pong(Pong),
}

/// A body with nothing in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Empty {}

/// Body of `hello`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// The session's secret, made in the widget.
    pub secret: Secret,
    /// The last `seq` that this client has; 0 when it has none.
    pub last_seq: u64,
}

/// Body of `open`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Names the command; on the `posted` event.
    pub client_key: ClientKey,
    /// The language of the screen: `fi`, `sv` or `en`.
    pub language: String,
    /// The first message.
    pub text: String,
}

/// Body of `post`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// Names the command; on the `posted` event.
    pub client_key: ClientKey,
    /// The message.
    pub text: String,
}

/// Body of `close`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// Names the command; on the `closed` event.
    pub client_key: ClientKey,
}

/// Body of `welcome`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Welcome {
    /// The relay's clock, in milliseconds since 1970 UTC.
    pub now_ms: i64,
    /// The session's conversation, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<Snapshot>,
}

/// A session's conversation as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The conversation.
    pub id: ConversationId,
    /// A short number to say aloud. Opens nothing.
    pub reference: u64,
    /// Its state now.
    pub state: State,
    /// The place in the queue, 1 being next; only while waiting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<u64>,
    /// The events after the `last_seq` of `hello`, in order. What does not fit into one frame
    /// follows as [`ServerMessage::Event`].
    pub events: Vec<Event>,
}

/// Body of `place`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The place in the queue, 1 being next.
    pub place: u64,
}

/// Body of `typing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typing {
    /// The agent who is writing.
    pub agent: AgentId,
}

/// Body of `refused`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// The command's key; none when the frame could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_key: Option<ClientKey>,
    /// Why.
    pub code: Refusal,
    /// When to try again, in milliseconds from now, where waiting helps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

/// Body of `pong`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pong {
    /// The relay's clock, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}
