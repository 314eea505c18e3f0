//! The browser's end of the wire, shared by the widget and the desk.
//!
//! | module | holds | runs |
//! |---|---|---|
//! | [`link`] | [`Link`](link::Link): the one thing a screen opens, sends by and hears from | browser |
//! | [`outbox`] | [`Outbox`](outbox::Outbox): commands until their event comes | anywhere |
//! | [`key`] | client keys and secrets, from the browser's random source | browser |
//! | [`transport`] | when to open, ping, give up, fall back and come back: a state machine | anywhere |
//! | [`backoff`] | how long to wait before the next try | anywhere |
//! | [`base64url`] | bytes as text | anywhere |
//! | [`json`] | messages as text, small | anywhere |
//! | [`visitor`] | the visitor's messages as JSON, smaller still | anywhere |
//! | [`status`] | what a screen is told of the connection | anywhere |
//! | [`timer`] | the browser's timers, for screens as well | browser |
//!
//! # How a screen uses it
//!
//! ```ignore
//! use juttu_client::link::{Fallback, Link, Setup, Signal, Status};
//!
//! let link = Link::<ClientMessage, ServerMessage>::open(Setup {
//!     socket_url: "wss://relay/desk/api/socket".into(),
//!     hello: Box::new(move || ClientMessage::Hello(/* with what one has by now */)),
//!     ping: ClientMessage::Ping(Empty {}),
//!     fallback: None,
//!     on: Box::new(move |signal| match signal {
//!         Signal::Message(ServerMessage::Welcome(welcome)) => {
//!             // Draw from it, then send again what was never acknowledged, in order:
//!             outbox.connection_lost();
//!             for (key, message) in outbox.take_queued() { link.send(&key, &message); }
//!         }
//!         Signal::Message(ServerMessage::Event(event)) => { /* fold; acknowledge by client_key */ }
//!         Signal::Message(_) => {}
//!         Signal::Rejected { key, problem } => { /* only over HTTP: as `refused` */ }
//!         Signal::Status(status) => { /* banner; Status::Barred(SignedOut) leads to sign-in */ }
//!     }),
//! });
//! ```
//!
//! - [`Link::open`](link::Link::open) calls nothing back before it returns.
//! - [`Link::send`](link::Link::send) is for commands. What can't be sent at the moment is dropped
//!   by the link on purpose: the [`Outbox`](outbox::Outbox) holds it, and everything not
//!   acknowledged is sent again after the next `welcome`, which comes after each reconnection.
//! - [`Link::signal`](link::Link::signal) is for what may be lost: typing.
//! - A gap in `seq` means [`Link::resume`](link::Link::resume).
//! - Dropping the link closes it.
#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::unwrap_used
    )
)]

pub mod backoff;
pub mod base64url;
pub mod json;
pub mod key;
pub mod link;
pub mod outbox;
mod poll;
mod socket;
pub mod status;
pub mod timer;
pub mod transport;
pub mod visitor;
