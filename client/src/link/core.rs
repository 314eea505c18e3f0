//! The part of a link that knows no message types: it feeds the state machine with what happens in
//! the browser, and does what it says.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use juttu_shared::id::ClientKey;
use wasm_bindgen_futures::spawn_local;

use super::over_http::Http;
use super::wake::{Ear, listen};
use crate::json::{self, Value};
use crate::socket::{Socket, Told};
use crate::status::{Signal, Status};
use crate::timer::Timeout;
use crate::transport::{Effect, Input, Timer, Transport};

/// A poll as it is asked: where, and what is posted there if it is no GET.
type Asked = (String, Option<String>);

/// The same door over plain HTTP.
pub struct Fallback {
    /// Where to poll, and what to post there if it is no GET, given the last `seq`; with `None` the
    /// answer is a `welcome`, at once.
    pub poll: Box<dyn Fn(Option<u64>) -> Asked>,
    /// Where to post commands.
    pub commands_url: String,
    /// What stands in `Authorization: Bearer`; without it the origin's own cookie speaks.
    pub bearer: Option<Box<dyn Fn() -> String>>,
    /// The last `seq` that the screen has, or anything else that a poll can go on from; 0 for none.
    pub last_seq: Box<dyn Fn() -> u64>,
}

/// Hears what a link has to say, with a message as its JSON.
type Hear = dyn Fn(Signal<Value>);

/// A link's setup with texts for messages.
pub(super) struct Plain {
    pub(super) socket_url: String,
    pub(super) hello: Box<dyn Fn() -> String>,
    pub(super) ping: String,
    pub(super) fallback: Option<Fallback>,
    pub(super) on: Box<Hear>,
}

pub(super) struct Core {
    pub(super) setup: Plain,
    transport: RefCell<Transport>,
    socket: RefCell<Option<Socket>>,
    pub(super) http: RefCell<Http>,
    timers: RefCell<[Option<Timeout>; Timer::COUNT]>,
    ears: RefCell<Vec<Ear>>,
    pub(super) own: Weak<Core>,
}

impl Core {
    pub(super) fn start(setup: Plain) -> Rc<Self> {
        let core = Rc::new_cyclic(|own| Self {
            transport: RefCell::new(Transport::new(setup.fallback.is_some())),
            setup,
            socket: RefCell::default(),
            http: RefCell::default(),
            timers: RefCell::default(),
            ears: RefCell::default(),
            own: own.clone(),
        });
        core.ears.replace(listen(&core.own));
        core.step(Input::Start);
        core
    }

    pub(super) fn send(&self, key: &ClientKey, text: String) {
        let (on_socket, on_http) = {
            let transport = self.transport.borrow();
            (transport.is_on_socket(), transport.is_on_http())
        };
        if on_socket {
            self.frame(&text);
        } else if on_http {
            self.http
                .borrow_mut()
                .waiting
                .push_back((key.clone(), text));
            self.post_next();
        }
    }

    pub(super) fn signal(&self, text: &str) {
        if self.transport.borrow().is_on_socket() {
            self.frame(text);
        }
    }

    pub(super) fn resume(&self) {
        self.step(Input::Resume);
    }

    pub(super) fn is_connected(&self) -> bool {
        let transport = self.transport.borrow();
        transport.is_on_socket() || transport.is_on_http()
    }

    pub(super) fn status(&self) -> Status {
        self.transport.borrow().status()
    }

    pub(super) fn step(&self, input: Input) {
        let effects = self
            .transport
            .borrow_mut()
            .step(input, js_sys::Math::random());
        for effect in effects {
            self.carry_out(effect);
        }
    }

    fn carry_out(&self, effect: Effect) {
        match effect {
            Effect::Open => self.open(),
            Effect::Drop => drop(self.socket.take()),
            Effect::Hello => self.frame(&(self.setup.hello)()),
            Effect::Ping => self.frame(&self.setup.ping),
            Effect::PollFresh => self.poll(true),
            Effect::PollNext => self.poll(false),
            Effect::StopHttp => drop(self.http.take()),
            Effect::Set(timer, wait_ms) => {
                let own = self.own.clone();
                let set = Timeout::after(wait_ms, move || tell(&own, Input::Timer(timer)));
                self.set(timer, set);
            }
            Effect::Cancel(timer) => self.set(timer, None),
            Effect::CancelAll => drop(self.timers.take()),
            Effect::Tell(status) => (self.setup.on)(Signal::Status(status)),
        }
    }

    fn set(&self, timer: Timer, timeout: Option<Timeout>) {
        if let Some(slot) = self.timers.borrow_mut().get_mut(timer as usize) {
            *slot = timeout;
        }
    }

    fn open(&self) {
        let own = self.own.clone();
        let socket = Socket::open(&self.setup.socket_url, move |told| {
            let Some(core) = own.upgrade() else { return };
            match told {
                Told::Opened => core.step(Input::Opened),
                Told::Text(text) => {
                    core.step(Input::Heard);
                    if let Some(message) = json::parse(&text) {
                        (core.setup.on)(Signal::Message(message));
                    }
                }
                Told::Closed(code) => core.step(Input::Closed(code)),
            }
        });
        let failed = socket.is_none();
        self.socket.replace(socket);
        if failed {
            // As if it had closed at once, but not before the one who opens has returned.
            let own = self.own.clone();
            spawn_local(async move { tell(&own, Input::Closed(0)) });
        }
    }

    fn frame(&self, text: &str) {
        if let Some(socket) = self.socket.borrow().as_ref() {
            socket.send(text);
        }
    }
}

/// Tells a link what happened, unless it is gone.
pub(super) fn tell(core: &Weak<Core>, input: Input) {
    if let Some(core) = core.upgrade() {
        core.step(input);
    }
}
