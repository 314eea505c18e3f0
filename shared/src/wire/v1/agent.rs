//! The desk's door: `/desk/api/socket`, for an agent who is signed in.

use serde::{Deserialize, Serialize};

use super::event::{Event, StaffEvent};
use super::visitor::{Empty, Pong, Refused};

mod said;
mod told;

pub use said::{
    Act, Block, BringIn, Close, Consult, Find, Have, Hello, Look, OpenIdentity, Post, Present,
    Redact, Transfer, TransferTo, Typing,
};
pub use told::{
    Away, Colleague, Contact, Ending, Found, Hold, Identity, Looked, Me, Mine, NotWaiting, Past,
    PersonalCode, Presence, Reach, Request, ServiceName, Waiting, Welcome,
};

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
    /// Asks the resident to identify; the text is the reason, which the resident reads: 1 to
    /// [`crate::limits::WHY_CHARS`] characters. Answered by the event `identification_requested`.
    /// Refused with `no_identification` where the service identifies nobody, and with
    /// `already_identified`.
    AskIdentification(Post),
    /// Opens who the resident is. That it was done is written into the audit log first. Whoever neither
    /// asked for the identification nor took the conversation from the queue of its first service says
    /// why: it is disclosed to them. Answered by [`ServerMessage::Identity`]; refused with
    /// `reason_missing`, and with `no_identity` when it was forgotten.
    OpenIdentity(OpenIdentity),
    /// Opens the resident's personal identity code, which is in nothing else that is sent. Written into
    /// the audit log first. Answered by [`ServerMessage::PersonalCode`]; refused as `open_identity`.
    OpenPersonalCode(OpenIdentity),
    /// Forgets who the resident is, when the matter did not need it. Answered by the event
    /// `identity_forgotten`.
    ForgetIdentity(Act),
    /// Says something to the resident. Answered by the event.
    Post(Post),
    /// Writes a note for staff. Answered by the staff event.
    Note(Post),
    /// Ends a conversation. Answered by the events `closed` and, in the staff log, `concluded`; when
    /// something is said last, `posted` stands before `closed`.
    Close(Close),
    /// Promises an answer later: a live conversation becomes a contact request, and is nobody's own
    /// any more. Answered by the event `left`.
    Leave(Act),
    /// Hands one of the agent's own conversations to a colleague, or to the queue of a service. All
    /// who took part or were consulted let go of it. Answered by the event `transferred`; what is
    /// said to the next one stands in the staff log, as `handed_over`.
    Transfer(Transfer),
    /// Brings a colleague in, whom the resident sees join. Answered by the event `joined` of that
    /// colleague.
    BringIn(BringIn),
    /// Asks a colleague of any service in the staff log, unseen by the resident. The colleague is
    /// told the conversation whole, may write notes in it, and nothing to the resident. Answered by
    /// the staff event `consulted`.
    Consult(Consult),
    /// Takes part no longer, while another agent does; or is consulted no longer. Answered by the
    /// event `departed`, for one who was consulted in the staff log.
    Depart(Act),
    /// Empties a message or a note for good: from the store and from every open screen. Answered by
    /// the event `redacted` in the log in which it stands.
    Redact(Redact),
    /// Keeps the resident's network from opening conversations in the service for a time, or lets it
    /// again. Answered by the staff event `blocked`.
    Block(Block),
    /// Asks for conversations that are not on the desk: one's own of the last
    /// [`crate::limits::READ_AFTER_CLOSE_MS`], and for a supervisor all of the own services.
    /// Answered by [`ServerMessage::Found`].
    Find(Find),
    /// Reads one of them whole, as it stands. Of a conversation that is not one's own a reason is
    /// asked for, and written into the audit log first. Answered by [`ServerMessage::Looked`].
    Look(Look),
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
    /// The resident of a conversation that waits live, or is one's own (a contact request too), has
    /// gone away or come back.
    Away(Away),
    /// One of the agent's conversations is about to end because nothing is said, or no longer is.
    Ending(Ending),
    /// The contact details of a conversation: answers `open_contact`. Keep them on the screen
    /// only, and only while the conversation is open there.
    Contact(Contact),
    /// Who the resident is: answers `open_identity`. Keep it on the screen only, and only while the
    /// conversation is open there.
    Identity(Identity),
    /// The resident's personal identity code: answers `open_personal_code`. Keep it on the screen only,
    /// and only until it is hidden again.
    PersonalCode(PersonalCode),
    /// A conversation has become the agent's own, with its whole log: answers `claim`, and tells
    /// the agent's other connections.
    Mine(Mine),
    /// The presence of a service has changed, or it has opened or closed.
    Presence(Presence),
    /// Something of a colleague has changed: connected, present.
    Colleague(Colleague),
    /// Answers `find`.
    Found(Found),
    /// Answers `look`. Nothing of it is kept, and nothing more is told of it.
    Looked(Looked),
    /// The resident is writing, in one of the agent's conversations. Show it for 5 s.
    Typing(Typing),
    /// A command was refused, and nothing of it was kept.
    Refused(Refused),
    /// Answers `ping`.
    Pong(Pong),
}
