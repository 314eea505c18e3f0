//! The visitor's door: `/api/v1/socket?service=ID`, and `/api/v1/poll` with `/api/v1/commands`.

use serde::{Deserialize, Serialize};

use super::event::{Concerns, Event, Helped};
use crate::id::{AgentId, ClientKey, ConversationId, PickUpCode, Secret};
use crate::refusal::Refusal;
use crate::rules::state::State;

mod identify;

pub use identify::{Decline, Identify, Keep, Kept, Prove, Proved, Reopen, Stray, Ticket};

/// What a visitor's client sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ClientMessage {
    /// The first frame of a socket, once. Answered by [`ServerMessage::Welcome`]. Over HTTP it is
    /// not sent: the secret stands in `Authorization: Bearer`, `last_seq` in the poll's `after`.
    Hello(Hello),
    /// Opens a conversation that waits in the service's queue. Answered by its events, `opened`
    /// and `posted`; the latter carries the `client_key`. A session has one conversation: sent
    /// again by the same session it yields the same events. Refused with `closed` outside the
    /// hours, and with `queue_full`: [`ClientMessage::Leave`] is then what helps.
    Open(Open),
    /// Leaves a contact request. Without a conversation it opens one, answered by `opened`,
    /// `posted` and `left`; in the queue it turns the one that waits into a contact request; in a
    /// conversation left already without a code it adds how to reach the resident. `left` carries
    /// the `client_key`. Sent again it yields the same events.
    Leave(Leave),
    /// Takes hold of the conversation of a pick-up code with this session, which has none yet.
    /// Answered by [`ServerMessage::Welcome`] with that conversation, or refused with
    /// `wrong_code`.
    Redeem(Redeem),
    /// Says something. Allowed while waiting, talking and left; with a code also after the end,
    /// which leaves the conversation for another answer. Answered by `posted`.
    Post(Post),
    /// The resident is still there: calls off the end that [`ServerMessage::Ending`] told of.
    /// Not stored; answered by another `ending`.
    Stay(Empty),
    /// Ends the conversation, or leaves the queue. Answered by `closed`.
    Close(Close),
    /// The resident leaves the page in a hurry. Ends a live conversation; of a contact
    /// request it says that nobody may call. The widget forgets its secret at once and waits
    /// for no answer, so it is sent as a request that outlives the page. Answered by `exited`.
    Exit(Exit),
    /// Asks to identify: for a request of an agent, or of one's own accord where the service offers
    /// that, with or without a conversation. Answered by [`ServerMessage::Ticket`]; not stored.
    /// Refused with `no_identification`, `wrong_state`, `foreign_origin` when the page to come back to
    /// is on another origin than those of the service, `too_many_attempts`.
    Identify(Identify),
    /// Declines to identify. Answered by `identification_declined`.
    Decline(Decline),
    /// Brings back the result of an identification. Only the session that asked can: from any other it
    /// is refused with `wrong_result`, and who was identified is forgotten. Answered by
    /// [`ServerMessage::Proved`], after `identification_completed` where there is a conversation. An
    /// attempt that came to nothing is refused with `identification_cancelled` or
    /// `identification_failed`.
    Prove(Prove),
    /// Takes hold of one of the conversations of [`Proved::conversations`] with this session, which
    /// has none yet. Answered by [`ServerMessage::Welcome`] with that conversation, or refused with
    /// `no_conversation`.
    Reopen(Reopen),
    /// Gives the conversation a pick-up code, where it has none and nobody is identified in it: when it
    /// has ended, while it goes on, or after the identity was forgotten. Answered by `code_made`.
    Keep(Keep),
    /// Says whether it helped, after the end. Answered by `rated`; of several the last one counts.
    Rate(Rate),
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
    /// How the queue stands for this conversation has changed. Only while waiting. Not an event.
    Queue(Queue),
    /// The conversation is about to end because nothing is said, or no longer is. Not an event.
    Ending(Ending),
    /// An agent is writing. Show it for 5 s.
    Typing(Typing),
    /// Answers `identify`: where to go on.
    Ticket(Ticket),
    /// Answers `prove`.
    Proved(Proved),
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
    /// The topic, by its id among the service's; none when the resident chose none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Whose matter it is; none when the resident did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concerns: Option<Concerns>,
    /// The area, by its key in the telephone's menu; none when the resident chose none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<u32>,
}

/// Body of `leave`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// Names the command; on the `left` event.
    pub client_key: ClientKey,
    /// The language of the screen: `fi`, `sv` or `en`.
    pub language: String,
    /// The message, at most [`crate::limits::CONTACT_REQUEST_CHARS`]. Needed when the session has
    /// no conversation yet; in the queue what was written already is the message, and a text here
    /// is posted after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The topic, by its id among the service's; none when the resident chose none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Whose matter it is, where this opens a conversation; none when the resident did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concerns: Option<Concerns>,
    /// The area, where this opens a conversation, by its key in the telephone's menu; none when
    /// the resident chose none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<u32>,
    /// The code that will open the answer, made in the widget and kept there until the answer to
    /// this command has come.
    pub code: PickUpCode,
    /// A telephone number, when the resident wants to be called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<Phone>,
    /// An e-mail address, to be told that an answer waits behind the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// A telephone number that a resident left.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phone {
    /// The number as it was written (see [`crate::rules::reach`]).
    pub number: String,
    /// Whether the resident said that it is safe to call. If not, the answer waits behind the
    /// code, and nobody calls.
    pub safe_to_call: bool,
}

/// Says nothing of the number, so that no log can.
impl core::fmt::Debug for Phone {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Phone(…)")
    }
}

/// Body of `redeem`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redeem {
    /// Names the command; in a refusal.
    pub client_key: ClientKey,
    /// The code, as it was typed.
    pub code: PickUpCode,
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

/// Body of `exit`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    /// Names the command; on the `exited` event.
    pub client_key: ClientKey,
}

/// Body of `rate`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// Names the command; on the `rated` event.
    pub client_key: ClientKey,
    /// Whether it helped.
    pub helped: Helped,
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
    /// How the queue stands; only while waiting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<Queue>,
    /// When the conversation ends unless something is said, in milliseconds since 1970 UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at_ms: Option<i64>,
    /// Whether a pick-up code opens it.
    pub has_code: bool,
    /// Whether whoever is identified in it is known again: then it is opened by identifying as the same
    /// person. Somebody identified who is not reads it with this session alone.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub known_again: bool,
    /// The events after the `last_seq` of `hello`, in order. What does not fit into one frame
    /// follows as [`ServerMessage::Event`].
    pub events: Vec<Event>,
}

/// Body of `queue`: how the queue stands for one who waits in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// The place in the queue, 1 being next.
    pub place: u64,
    /// Roughly how long the wait still is, in minutes: from the median of today's claims. None
    /// while fewer than [`crate::limits::CLAIMS_FOR_A_WAIT`] were made today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_min: Option<u32>,
    /// Whether nobody is at the desk just now. Say so plainly: wait, or leave a message.
    pub nobody: bool,
    /// When the service has closed and its grace runs: until when one may still be claimed, in
    /// milliseconds since 1970 UTC. After it the conversation is left for an answer later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until_ms: Option<i64>,
}

/// Body of `ending`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// When it ends unless something is said, in milliseconds since 1970 UTC, at least a minute
    /// ahead when first told; none when the end is called off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at_ms: Option<i64>,
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
