//! The chat of this tab: the signals that screens read, and the verbs they call.
//!
//! Everything a verb changes is kept in the tab's storage before anything is sent, so that a
//! reload in the middle of it loses nothing.

mod hear;
mod verbs;

use std::cell::RefCell;
use std::rc::Rc;

use juttu_client::link::{Fallback, Link, Setup};
use juttu_client::timer::Timeout;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::texts::Key;
use juttu_shared::wire::v1::visitor::{ClientMessage, Empty, Hello};
use leptos::prelude::*;

use crate::conversation::{Conversation, Row};
use crate::host::{Contact, Host};
use crate::kept::Kept;
use crate::words::{self, Words};

/// What stands in the panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The field for the first message.
    Start,
    /// In the queue.
    Waiting,
    /// With a professional.
    Talking,
    /// Over.
    Ended,
}

impl Screen {
    /// Its name, for `data-screen`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Waiting => "waiting",
            Self::Talking => "talking",
            Self::Ended => "ended",
        }
    }
}

/// What a screen reads, and through what it acts. Copied freely.
#[derive(Clone, Copy, Debug)]
pub struct Chat {
    /// What stands in the panel.
    pub screen: RwSignal<Screen>,
    /// The log.
    pub rows: RwSignal<Vec<Row>>,
    /// What is written and not sent.
    pub draft: RwSignal<String>,
    /// Why the field's text was not taken.
    pub objection: RwSignal<Option<Objection>>,
    /// The place in the queue, 1 being next; 0 while it is not known.
    pub place: RwSignal<u64>,
    /// Whether the first message is on its way.
    pub is_starting: RwSignal<bool>,
    /// Whether the end is on its way.
    pub is_ending: RwSignal<bool>,
    /// Whether the connection is lost.
    pub is_lost: RwSignal<bool>,
    /// Whether the professional is writing.
    pub is_typing: RwSignal<bool>,
    /// How many messages have come since the reader scrolled up.
    pub unseen: RwSignal<u32>,
    /// Whether the log follows its end: the reader is there.
    pub follows: RwSignal<bool>,
    /// Whether the panel is open.
    pub is_open: RwSignal<bool>,
    inner: StoredValue<&'static RefCell<Inner>, LocalStorage>,
}

/// Why a text was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Objection {
    /// The reason.
    pub refusal: Refusal,
    /// By how many characters the text is too long; 0 otherwise.
    pub over: u32,
}

/// What no screen reads.
struct Inner {
    host: Host,
    words: Words,
    language: String,
    service: String,
    contact: Contact,
    kept: Kept,
    conversation: Conversation,
    link: Option<Rc<Link<ClientMessage>>>,
    /// Whether a `welcome` has come since this page was loaded.
    is_welcomed: bool,
    /// Messages that came while the panel was shut.
    unread: u32,
    /// When the place was last said aloud, in the browser's milliseconds.
    place_said_ms: f64,
    /// When the relay was last told of typing, in the browser's milliseconds.
    typing_told_ms: f64,
    typing_fades: Option<Timeout>,
    /// Whether the next screen takes focus: it stood in the one that goes.
    takes_focus: bool,
}

impl Chat {
    /// Takes up what this tab keeps, and connects when a conversation is under way.
    pub fn begin(host: Host) -> Self {
        let service = host.service();
        let mut kept = Kept::read(&service);
        kept.open = host.is_shown();
        let conversation = Conversation::standing(kept.state);
        // For as long as the page lives.
        let inner = Box::leak(Box::new(RefCell::new(Inner {
            words: host.words(),
            language: host.language(),
            contact: host.contact(),
            service,
            conversation,
            link: None,
            is_welcomed: false,
            unread: 0,
            place_said_ms: 0.0,
            typing_told_ms: 0.0,
            typing_fades: None,
            takes_focus: false,
            host: host.clone(),
            kept,
        })));
        let (draft, is_under_way, is_open) = {
            let kept = &inner.borrow().kept;
            (kept.draft.clone(), kept.secret.is_some(), kept.open)
        };
        let chat = Self {
            screen: RwSignal::new(Screen::Start),
            rows: RwSignal::new(Vec::new()),
            draft: RwSignal::new(draft),
            objection: RwSignal::new(None),
            place: RwSignal::new(0),
            is_starting: RwSignal::new(false),
            is_ending: RwSignal::new(false),
            is_lost: RwSignal::new(false),
            is_typing: RwSignal::new(false),
            unseen: RwSignal::new(0),
            follows: RwSignal::new(true),
            is_open: RwSignal::new(is_open),
            inner: StoredValue::new_local(inner),
        };
        host.on_shown(move |open| chat.shown(open));
        if is_under_way {
            chat.is_starting.set(chat.is_opening());
            chat.draw();
            chat.connect();
        }
        chat.change(|_| ());
        chat
    }

    /// A text.
    pub fn word(self, key: Key) -> String {
        self.read(|inner| inner.words.get(key))
    }

    /// A text with one placeholder filled.
    pub fn word_with(self, key: Key, name: &str, value: &str) -> String {
        self.read(|inner| inner.words.with(key, name, value))
    }

    /// A text for a number.
    pub fn word_counted(self, key: Key, count: u32) -> String {
        self.read(|inner| inner.words.counted(key, count))
    }

    /// The language of the words.
    pub fn language(self) -> String {
        self.read(|inner| inner.language.clone())
    }

    /// How else the service is reached.
    pub fn contact(self) -> Contact {
        self.read(|inner| inner.contact.clone())
    }

    /// Whether what has just come in place of another takes its focus. Answers yes once.
    pub fn takes_focus(self) -> bool {
        self.note(|inner| std::mem::take(&mut inner.takes_focus))
    }

    /// A time of day, in the reader's own zone.
    pub fn time(self, at_ms: i64) -> String {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a browser's own instants are such numbers"
        )]
        let date = js_sys::Date::new(&(at_ms as f64).into());
        let time = self.read(|inner| {
            words::time_of_day(&inner.language, date.get_hours(), date.get_minutes())
        });
        self.word_with(juttu_shared::texts::widget::AT_TIME, "time", &time)
    }

    /// Opens the link to the relay, in place of one there may be.
    fn connect(self) {
        let (base, service) = self.read(|inner| (inner.host.base(), inner.service.clone()));
        let query = ["?service=", &service].concat();
        let api = [&base, "/api/v1/"].concat();
        // https becomes wss, and http ws.
        let socket_url = [&api.replacen("http", "ws", 1), "socket", &query].concat();
        let poll_url = [&api, "poll", &query].concat();
        let link = Link::open(Setup {
            socket_url,
            hello: Box::new(move || {
                ClientMessage::Hello(self.read(|inner| Hello {
                    secret: inner.kept.secret.clone().unwrap_or_else(no_secret),
                    last_seq: inner.conversation.last_seq,
                }))
            }),
            ping: ClientMessage::Ping(Empty {}),
            fallback: Some(Fallback {
                poll_url: Box::new(move |after| match after {
                    Some(after) => [&poll_url, "&after=", &after.to_string()].concat(),
                    None => poll_url.clone(),
                }),
                commands_url: [&api, "commands", &query].concat(),
                bearer: Some(Box::new(move || {
                    let secret = self.read(|inner| inner.kept.secret.clone());
                    secret.unwrap_or_else(no_secret).0
                })),
                last_seq: Box::new(move || self.read(|inner| inner.conversation.last_seq)),
            }),
            on: Box::new(move |signal| self.hear(signal)),
        });
        self.note(|inner| inner.link = Some(Rc::new(link)));
    }

    fn read<T>(self, read: impl FnOnce(&Inner) -> T) -> T {
        read(&self.inner.get_value().borrow())
    }

    /// Changes what is neither on a screen nor kept.
    fn note<T>(self, note: impl FnOnce(&mut Inner) -> T) -> T {
        note(&mut self.inner.get_value().borrow_mut())
    }

    /// Changes what is not on a screen, and keeps what is to be kept.
    fn change<T>(self, change: impl FnOnce(&mut Inner) -> T) -> T {
        self.note(|inner| {
            let changed = change(inner);
            inner.kept.state = inner.conversation.state;
            inner.kept.write(&inner.service);
            changed
        })
    }

    fn host(self) -> Host {
        self.read(|inner| inner.host.clone())
    }

    fn link(self) -> Option<Rc<Link<ClientMessage>>> {
        self.read(|inner| inner.link.clone())
    }

    /// Draws what the conversation and the outbox say now.
    fn draw(self) {
        let (rows, state) = self.read(|inner| {
            let rows = inner.conversation.rows(&inner.kept.outbox);
            (rows, inner.conversation.state)
        });
        if self.rows.with_untracked(|shown| *shown != rows) {
            self.rows.set(rows);
        }
        let screen = match state {
            None => Screen::Start,
            Some(State::Waiting | State::Left) => Screen::Waiting,
            Some(State::Active) => Screen::Talking,
            Some(State::Closed) => Screen::Ended,
        };
        if self.screen.get_untracked() != screen {
            self.note(|inner| inner.takes_focus = inner.host.has_focus());
            self.screen.set(screen);
        }
    }
}

/// Stands in for a secret where there is none; the relay knows nobody by it.
fn no_secret() -> juttu_shared::id::Secret {
    juttu_shared::id::Secret(String::new())
}
