//! The chat of this tab: the signals that screens read, and the verbs they call.
//!
//! Everything a verb changes is kept in the tab's storage before anything is sent, so that a
//! reload in the middle of it loses nothing.

mod back;
mod exit;
mod gone;
mod hear;
mod hetu;
mod identify;
mod keep;
mod launcher;
mod leave;
mod lines;
mod pages;
mod print;
mod queue;
mod rating;
mod reached;
mod service;
mod shown;
mod tongue;
mod touch;
mod transcript;
mod verbs;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use juttu_client::link::{Fallback, Link, Setup};
use juttu_client::timer::Timeout;
use juttu_client::visitor;
use juttu_shared::wire::v1::visitor::{ClientMessage, Empty, Hello};
use leptos::prelude::*;
use web_sys::Element;

use crate::conversation::{Conversation, Row};
use crate::host::Host;
use crate::kept::Kept;
use crate::words::Words;

use self::identify::Identity;
pub use self::pages::Form;
use self::print::Paper;
pub use self::shown::{Objection, Page, Reach, Screen, Shown};
pub(crate) use self::touch::is_by_finger;
use self::transcript::File;

/// What a screen reads, and through what it acts. Copied freely.
///
/// The signals carry no values, only that something has changed: so the reactive code is compiled
/// for one type, and what is shown stands in [`Shown`].
#[derive(Clone, Copy, Debug)]
pub struct Chat {
    /// Something of [`Shown`] has changed.
    now: RwSignal<()>,
    /// The log has changed.
    rows: RwSignal<()>,
    /// What is written and not sent has changed.
    draft: RwSignal<()>,
}

/// What no screen reads.
struct Inner {
    host: Host,
    words: Words,
    language: String,
    service: String,
    kept: Kept,
    /// What is written into the forms, beside the message.
    form: Form,
    conversation: Conversation,
    shown: Shown,
    log: Vec<Row>,
    link: Option<Rc<Link<ClientMessage>>>,
    /// Whether a `welcome` has come since this page was loaded.
    is_welcomed: bool,
    /// When that came the first time: what happened before is no news.
    history_ms: i64,
    /// Messages that came while the panel was shut.
    unread: u32,
    /// The line on the launcher.
    line: String,
    /// How far the relay's clock is ahead of the browser's, in milliseconds.
    ahead_ms: f64,
    /// The relay has refused to open a conversation, the service being closed.
    is_shut: bool,
    /// The day when the service's state was last told.
    today: u64,
    /// Whether the service was closed when its state was last told.
    was_shut: bool,
    /// The guidance as it was last told, and how often it has changed.
    guide: (String, u32),
    /// Until when one who waits may still be taken after the closing.
    until_ms: Option<i64>,
    /// When the conversation ends unless something is said.
    ends_at_ms: Option<i64>,
    /// Counts the minutes down.
    ticks: Option<Timeout>,
    /// While it runs, the place in the queue is not said aloud again.
    place_rests: Option<Timeout>,
    /// The place that was last said aloud.
    place_said: u64,
    /// While it lasts, the page around is not printed.
    prints: Option<Paper>,
    /// The file that was saved, while the browser may still ask for it.
    saves: Option<File>,
    /// Sees when the log's box changes its size.
    sizes: Option<(web_sys::ResizeObserver, Element)>,
    /// When the relay was last told of typing, in the browser's milliseconds.
    typing_told_ms: f64,
    typing_fades: Option<Timeout>,
    copied_fades: Option<Timeout>,
    /// The text that last seemed to hold a personal identity code, and whether it is sent anyway.
    hetu: (String, bool),
    /// Whether focus stood in the chat when the screen began to change.
    had_focus: bool,
    /// What takes focus once it stands: a selector.
    focus: Option<String>,
    /// How far what is in sight was scrolled before it was drawn anew, in pixels.
    scrolled: Option<i32>,
    /// Somebody left in a hurry: nothing is kept or sent by this page any more.
    has_left: bool,
    /// The page has been left: the chat, off the page. What the tab keeps is not touched until it
    /// comes back.
    away: Option<Element>,
    /// Runs until the ended conversation is forgotten.
    goes: Option<Timeout>,
    /// The way out to identify, and the way back.
    identity: Identity,
    settles: Option<Timeout>,
}

thread_local! {
    /// One chat stands in one instance of this program, for as long as the page lives.
    static INNER: Cell<Option<&'static RefCell<Inner>>> = const { Cell::new(None) };
}

/// What no screen reads. There is no chat without it.
#[expect(clippy::expect_used, reason = "a chat is made together with it")]
fn inner() -> &'static RefCell<Inner> {
    INNER.get().expect("begun")
}

impl Chat {
    /// Takes up what this tab keeps, and connects when a conversation is under way.
    pub fn begin(host: Host) -> Self {
        let service = host.service();
        let mut kept = Kept::read(&service);
        kept.open = host.is_shown();
        let is_under_way = kept.secret.is_some();
        let chat = Self {
            now: RwSignal::new(()),
            rows: RwSignal::new(()),
            draft: RwSignal::new(()),
        };
        host.on_change(move || chat.hear_loader());
        host.on_exit(move || chat.exit());
        let inner = Inner {
            words: host.words(),
            language: host.language(),
            conversation: Conversation::standing(kept.state, kept.came_in),
            shown: Shown::at_first(),
            log: Vec::new(),
            link: None,
            is_welcomed: false,
            history_ms: 0,
            unread: 0,
            line: String::new(),
            form: Form::default(),
            ahead_ms: 0.0,
            is_shut: false,
            today: 0,
            was_shut: false,
            guide: (String::new(), 0),
            until_ms: None,
            ends_at_ms: None,
            ticks: None,
            place_rests: None,
            place_said: 0,
            prints: None,
            saves: None,
            sizes: None,
            typing_told_ms: 0.0,
            typing_fades: None,
            copied_fades: None,
            hetu: (String::new(), false),
            had_focus: false,
            focus: None,
            scrolled: None,
            has_left: false,
            away: None,
            goes: None,
            identity: Identity::default(),
            settles: None,
            host,
            service,
            kept,
        };
        INNER.set(Some(Box::leak(Box::new(RefCell::new(inner)))));
        chat.hear_returns();
        chat.hear_state();
        chat.takes_result();
        chat.lands();
        if is_under_way {
            chat.connect();
        }
        chat.change(|_| ());
        chat.asks_text();
        chat
    }

    /// Reads what is shown, and again whenever it changes.
    pub fn see<T>(self, see: impl FnOnce(&Shown) -> T) -> T {
        self.now.track();
        self.read(|inner| see(&inner.shown))
    }

    /// The log, and again whenever it changes.
    pub fn log(self) -> Vec<Row> {
        self.rows.track();
        self.read(|inner| inner.log.clone())
    }

    /// What is written and not sent, and again whenever it changes.
    pub fn draft(self) -> String {
        self.draft.track();
        self.read(|inner| inner.kept.draft.clone())
    }

    /// Whoever asks is asked again whenever the draft changes.
    pub fn hear_draft(self) {
        self.draft.track();
    }

    /// Opens the link to the relay, in place of one there may be.
    fn connect(self) {
        if self.read(|inner| inner.has_left) {
            return;
        }
        let (base, service) = self.read(|inner| (inner.host.base(), inner.service.clone()));
        let query = ["?service=", &service].concat();
        let api = [&base, "/api/v1/"].concat();
        // https becomes wss, and http ws.
        let rest = api.strip_prefix("http").unwrap_or_default();
        let socket_url = ["ws", rest, "socket", &query].concat();
        let poll_url = [&api, "poll", &query].concat();
        let setup = Setup {
            socket_url,
            hello: Box::new(move || {
                ClientMessage::Hello(self.read(|inner| Hello {
                    secret: inner.kept.secret.clone().unwrap_or_else(no_secret),
                    last_seq: inner.conversation.last_seq,
                }))
            }),
            ping: ClientMessage::Ping(Empty {}),
            fallback: Some(Fallback {
                poll: Box::new(move |after| {
                    let url = match after {
                        Some(after) => [&poll_url, "&after=", &after.to_string()].concat(),
                        None => poll_url.clone(),
                    };
                    (url, None)
                }),
                commands_url: [&api, "commands", &query].concat(),
                bearer: Some(Box::new(move || {
                    let secret = self.read(|inner| inner.kept.secret.clone());
                    secret.unwrap_or_else(no_secret).0
                })),
                last_seq: Box::new(move || self.read(|inner| inner.conversation.last_seq)),
            }),
            on: Box::new(move |signal| self.hear(signal)),
        };
        let write = |message: &ClientMessage| visitor::client_message(message).written();
        let link = Link::open_with(setup, write, visitor::server_message);
        self.note(|inner| inner.link = Some(Rc::new(link)));
    }

    fn read<T>(self, read: impl FnOnce(&Inner) -> T) -> T {
        read(&inner().borrow())
    }

    /// Changes what is neither on a screen nor kept.
    fn note<T>(self, note: impl FnOnce(&mut Inner) -> T) -> T {
        note(&mut inner().borrow_mut())
    }

    /// Changes what is not on a screen, and keeps what is to be kept.
    fn change<T>(self, change: impl FnOnce(&mut Inner) -> T) -> T {
        self.note(|inner| {
            let changed = change(inner);
            inner.keep();
            changed
        })
    }

    /// Changes what is shown.
    fn show(self, change: impl FnOnce(&mut Shown)) {
        let before = self.note(|inner| {
            let before = inner.shown.clone();
            change(&mut inner.shown);
            before
        });
        self.shown_after(&before);
    }

    /// Tells the screens, if anything is shown that was not.
    fn shown_after(self, before: &Shown) {
        let is_same = self.read(|inner| *before == inner.shown);
        self.minds_focus();
        if !is_same {
            self.now.notify();
            self.settle();
        }
    }

    fn host(self) -> Host {
        self.read(|inner| inner.host.clone())
    }

    fn link(self) -> Option<Rc<Link<ClientMessage>>> {
        self.read(|inner| inner.link.clone())
    }

    /// Draws what the conversation, the outbox and the hours say now.
    fn draw(self) {
        let is_closed = self.is_closed();
        let (is_same, screen) = self.note(|inner| {
            let rows = inner.conversation.rows(&inner.kept.outbox);
            let ids = rows.iter().map(Row::id);
            let is_same = ids.eq(inner.log.iter().map(Row::id));
            inner.log = rows;
            let screen = Screen::of(inner.conversation.state, inner.kept.page, is_closed);
            (is_same, screen)
        });
        if !is_same {
            self.minds_focus();
            self.rows.notify();
            self.settle();
        }
        let is_starting = self.is_opening();
        let is_proved = self.is_proved();
        let before = self.note(|inner| {
            let before = inner.shown.clone();
            let (shown, told) = (&mut inner.shown, &inner.conversation);
            shown.is_starting = is_starting;
            shown.lasts = told.lasts();
            shown.is_identified = is_proved || told.is_identified();
            shown.may_keep = !told.has_code && !told.is_identified();
            shown.reference = told.reference;
            shown.rated = told.rated;
            shown.is_answered = told.is_answered();
            before
        });
        self.shown_after(&before);
        if self.read(|inner| inner.shown.screen != screen) {
            self.moves_to(screen);
        }
        self.tells_launcher();
    }
}

impl Inner {
    fn keep(&mut self) {
        self.kept.state = self.conversation.state;
        if !self.has_left && self.away.is_none() {
            self.kept.write(&self.service);
        }
    }
}

/// Stands in for a secret where there is none; the relay knows nobody by it.
fn no_secret() -> juttu_shared::id::Secret {
    juttu_shared::id::Secret(String::new())
}
