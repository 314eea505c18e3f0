//! A link: the one thing a screen opens, sends by and hears from. It carries out what
//! [`Transport`](crate::transport::Transport) says, with the browser's own socket, fetch and timers.
//!
//! The generic shell only turns messages to text and back; everything else is compiled once.

mod core;
mod over_http;
mod wake;

use std::rc::Rc;

use juttu_shared::id::ClientKey;
use serde::Serialize;
use serde::de::DeserializeOwned;

pub use self::core::Fallback;
use self::core::{Core, Plain};
use crate::json::{self, Value};
pub use crate::status::{Signal, Status};

/// What a link needs. `C` is the door's `ClientMessage`, `S` its `ServerMessage`.
pub struct Setup<C, S> {
    /// Where the socket is: `wss://…`.
    pub socket_url: String,
    /// Makes the first frame of a socket, with what the screen has by then.
    pub hello: Box<dyn Fn() -> C>,
    /// The ping.
    pub ping: C,
    /// The same door over HTTP, if it has one.
    pub fallback: Option<Fallback>,
    /// Hears everything. Never called before [`Link::open`] has returned.
    pub on: Box<dyn Fn(Signal<S>)>,
}

/// A link. It keeps itself connected until it is dropped.
pub struct Link<C> {
    core: Rc<Core>,
    write: fn(&C) -> String,
}

impl<C: Serialize + 'static> Link<C> {
    /// Begins to connect, with messages as `serde` derives them.
    pub fn open<S: DeserializeOwned + 'static>(setup: Setup<C, S>) -> Self {
        Self::open_with(setup, json::to_text, json::from_value)
    }
}

impl<C: 'static> Link<C> {
    /// Begins to connect, with messages written and read by hand (see [`crate::visitor`]).
    pub fn open_with<S: 'static>(
        setup: Setup<C, S>,
        write: fn(&C) -> String,
        read: fn(Value) -> Option<S>,
    ) -> Self {
        let Setup {
            socket_url,
            hello,
            ping,
            fallback,
            on,
        } = setup;
        let plain = Plain {
            socket_url,
            hello: Box::new(move || write(&hello())),
            ping: write(&ping),
            fallback,
            on: Box::new(move |signal| {
                on(match signal {
                    Signal::Status(status) => Signal::Status(status),
                    // One that can't be read is one of a later relay: it is skipped.
                    Signal::Message(value) => match read(value) {
                        Some(message) => Signal::Message(message),
                        None => return,
                    },
                    Signal::Rejected { key, problem } => Signal::Rejected { key, problem },
                });
            }),
        };
        Self {
            core: Core::start(plain),
            write,
        }
    }

    /// Sends a command, if there is a connection now. See [`crate::outbox`] for the rest.
    pub fn send(&self, key: &ClientKey, message: &C) {
        self.core.send(key, (self.write)(message));
    }

    /// Sends what may be lost, such as typing, and only over the socket.
    pub fn signal(&self, message: &C) {
        self.core.signal(&(self.write)(message));
    }

    /// Asks for a new `welcome`, after a gap in `seq` or for what only a `welcome` tells. Over HTTP
    /// it is what the next poll asks for.
    pub fn resume(&self) {
        self.core.resume();
    }

    /// Whether a command sent now would leave now.
    pub fn is_connected(&self) -> bool {
        self.core.is_connected()
    }

    /// The status last signalled.
    pub fn status(&self) -> Status {
        self.core.status()
    }
}
