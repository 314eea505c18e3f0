//! What a screen is told of the connection.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::{CloseCode, Refusal};
use juttu_shared::wire::v1::public::Problem;

/// How the connection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The first connection is being made. Never signalled: a link begins so.
    Connecting,
    /// The relay answers, over the socket or over HTTP.
    Connected,
    /// The relay does not answer, and the first fast tries did not help. The link keeps trying.
    Lost,
    /// The relay will not have this client as it is: the link has stopped trying.
    Barred(Refusal),
}

/// What a link has to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Signal<S> {
    /// The status has changed.
    Status(Status),
    /// The relay sent a message. `welcome` comes first after each (re)connection.
    Message(S),
    /// A command sent over HTTP was refused by a status code: the same as a `refused` message.
    Rejected {
        /// The command's key.
        key: ClientKey,
        /// Why, and when to try again.
        problem: Problem,
    },
}

/// What a close frame's code bars, if it does: those after which coming back is of no use.
pub(crate) fn barred_by(code: u16) -> Option<Refusal> {
    [
        (CloseCode::Malformed, Refusal::Malformed),
        (CloseCode::TooLarge, Refusal::TooLarge),
        (CloseCode::SignedOut, Refusal::SignedOut),
    ]
    .into_iter()
    .find_map(|(barring, refusal)| (barring as u16 == code).then_some(refusal))
}
