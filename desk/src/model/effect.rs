//! What a change of the model asks of the world outside it.

use juttu_shared::id::{ClientKey, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::ClientMessage;

use super::Step;

/// Something to do once the model has changed.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Send this command. It is in the outbox too, until it is confirmed.
    Command(ClientKey, ClientMessage),
    /// Send this, which may be lost, and is not worth a request of its own.
    Signal(ClientMessage),
    /// Send this by whichever way there is. It may be lost with the connection: a `welcome` has it
    /// said again.
    Declare(ClientMessage),
    /// Something is missing: open a new socket and resume.
    Resume,
    /// Say this to those who listen.
    Say(Said),
    /// Move the focus to what the agent does next in the open conversation.
    FocusConversation,
    /// Move the focus to the contact details, which have just come.
    FocusContact,
    /// Move the focus to who the resident is, which has just come: the identity at this place.
    FocusIdentity(usize),
    /// Move the focus to the personal identity code of the identity at this place.
    FocusCode(usize),
    /// Move the focus to the heading of the open conversation: what it was in is gone, because the
    /// agent has ended the conversation or let go of it.
    FocusHeading,
}

/// What is said aloud without moving the focus. The screen turns it to words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A new resident waits.
    NewWaiting {
        /// The resident's handle.
        reference: u64,
        /// The queue.
        service: ServiceId,
    },
    /// Somebody has waited longer than promised.
    Late {
        /// The queue.
        service: ServiceId,
    },
    /// A new contact request.
    NewRequest {
        /// The resident's handle.
        reference: u64,
        /// The service it was left to.
        service: ServiceId,
    },
    /// One who waited became a contact request.
    BecameRequest {
        /// The resident's handle.
        reference: u64,
        /// The service.
        service: ServiceId,
    },
    /// A resident is away.
    WentAway {
        /// The resident's handle.
        reference: u64,
    },
    /// A message in the conversation on screen.
    Message {
        /// The resident's handle.
        reference: u64,
        /// What it says.
        text: String,
    },
    /// A message in another of the agent's conversations.
    MessageElsewhere {
        /// The resident's handle.
        reference: u64,
    },
    /// Somebody else wrote to staff, in one of the agent's conversations.
    Noted {
        /// The resident's handle.
        reference: u64,
        /// Who wrote what, of the conversation on screen.
        what: Option<(String, String)>,
    },
    /// One's own message was not sent.
    NotSent,
    /// A conversation ended, by someone else.
    Ended {
        /// The resident's handle.
        reference: u64,
        /// Whether it ended because nothing was said.
        by_silence: bool,
    },
    /// A resident left the page in a hurry.
    Exited {
        /// The resident's handle.
        reference: u64,
    },
    /// Something happened about who a resident is.
    Identification {
        /// The resident's handle.
        reference: u64,
        /// What.
        step: Step,
    },
    /// A conversation is about to end because nothing is said.
    Ending {
        /// The resident's handle.
        reference: u64,
        /// How much is left, in milliseconds.
        left_ms: i64,
    },
    /// A notice, in the same words as on the screen.
    Notice(Notice),
    /// The connection was lost.
    ConnectionLost,
    /// The connection is back.
    ConnectedAgain,
}

/// How a conversation became the agent's own without being claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// A colleague asks about it.
    Consulted,
    /// A colleague brought the agent in.
    BroughtIn,
    /// A colleague handed it to the agent.
    Transferred,
}

/// What is said on the screen until the agent has read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A conversation came from a colleague.
    Given {
        /// The resident's handle.
        reference: u64,
        /// How.
        how: Given,
    },
    /// A claim was refused.
    ClaimRefused {
        /// The resident's handle.
        reference: u64,
        /// Why.
        code: Refusal,
    },
    /// Conversations that are no longer the agent's own, by the residents' handles.
    Gone(Vec<u64>),
    /// A resident was taken from the queue of a service for which the agent is not present.
    NotPresent(ServiceId),
    /// Something else was refused.
    Refused(Refusal),
}
