//! The link: what comes from it, and what becomes of it.

use std::cell::RefCell;
use std::rc::Rc;

use juttu_client::json::{self, Value};
use juttu_client::link::{Fallback, Link, Setup, Signal, Status};
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::agent::{ClientMessage, ServerMessage};
use juttu_shared::wire::v1::desk::{Poll, Polled};
use juttu_shared::wire::v1::visitor::{Empty, Refused};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Desk, Page, Pane};
use crate::browser::clock::RelayClock;
use crate::browser::{http, page};

impl Desk {
    /// Opens the link, if there is none.
    pub(super) fn connect(self) {
        let language = self.words.with_untracked(crate::words::Words::language);
        let Some(socket_url) = page::socket_url(language) else {
            return;
        };
        if self.link.with_value(Option::is_some) {
            return;
        }
        let seen = Rc::new(RefCell::new(None));
        let setup = Setup {
            socket_url,
            hello: Box::new(move || {
                ClientMessage::Hello(self.model.with_untracked(|model| model.hello()))
            }),
            ping: ClientMessage::Ping(Empty {}),
            fallback: Some(self.fallback(language, &seen)),
            on: Box::new(move |signal| {
                self.hear(match signal {
                    Signal::Message(Polled::Told(message)) => Signal::Message(*message),
                    Signal::Message(Polled::Seen { seen: now }) => {
                        return drop(seen.replace(Some(now)));
                    }
                    Signal::Status(status) => Signal::Status(status),
                    Signal::Rejected { key, problem } => Signal::Rejected { key, problem },
                });
            }),
        };
        let link = Link::open_with(setup, json::to_text, read);
        self.link.set_value(Some(link));
    }

    /// The same over plain HTTP, where no socket can be had.
    fn fallback(self, language: Language, seen: &Rc<RefCell<Option<String>>>) -> Fallback {
        let url = |name| format!("/desk/api/{name}?lang={}", language.tag());
        let poll_url = url("poll");
        let (asked, told) = (Rc::clone(seen), Rc::clone(seen));
        Fallback {
            poll: Box::new(move |after| {
                let poll = Poll {
                    have: self.model.with_untracked(|model| model.hello()).have,
                    seen: after.and_then(|_| asked.borrow().clone()),
                };
                (poll_url.clone(), Some(json::to_text(&poll)))
            }),
            commands_url: url("commands"),
            bearer: None,
            last_seq: Box::new(move || u64::from(told.borrow().is_some())),
        }
    }

    /// Lets the link go, once whatever it is telling just now is told.
    pub(super) fn disconnect(self) {
        spawn_local(async move { self.link.set_value(None) });
    }

    /// Asks whether anybody is signed in, and goes to the sign-in when nobody is.
    pub(super) fn ask_whether_signed_in(self) {
        let language = self.words.with_untracked(crate::words::Words::language);
        spawn_local(async move {
            if let Ok(start) = http::start(language).await
                && start.me.is_none()
            {
                self.sign_in_ended();
            }
        });
    }

    fn hear(self, signal: Signal<ServerMessage>) {
        match signal {
            Signal::Message(message) => self.take(message),
            Signal::Status(Status::Barred(Refusal::SignedOut)) => self.sign_in_ended(),
            Signal::Status(status) => {
                self.change(|model| model.connection(status));
                if status == Status::Lost {
                    self.ask_whether_signed_in();
                }
            }
            Signal::Rejected { key, problem } => self.take(ServerMessage::Refused(Refused {
                client_key: Some(key),
                code: problem.code,
                retry_after_ms: problem.retry_after_ms,
            })),
        }
    }

    fn take(self, message: ServerMessage) {
        // What was looked up is for the page where it was asked for alone.
        if matches!(message, ServerMessage::Looked(_)) && self.pages.shown() != Page::Earlier {
            return;
        }
        match &message {
            ServerMessage::Welcome(welcome) => self.set_clock(welcome.now_ms),
            ServerMessage::Pong(pong) => self.set_clock(pong.now_ms),
            _ => {}
        }
        let now_ms = self.clock.get_value().now_ms();
        // What has the focus may go: a row that was taken, a field to one who is no longer one's own.
        // Where the columns come one at a time, the conversation's own heading may be out of sight.
        let is_on_facts =
            self.pane.get_untracked() == Pane::Facts && !page::matches("(min-width: 70.01rem)");
        let column = if is_on_facts { Pane::Facts } else { Pane::Talk }.heading();
        let fallback = [
            ("[data-part=waiting]", "waiting-heading"),
            ("[data-part=request]", "requests-heading"),
            ("[data-part=mine]", "mine-heading"),
            ("#log *", "log"),
            (".talk, .slip, .facts", column),
            (".told", "desk-heading"),
        ]
        .into_iter()
        .find(|(place, _)| page::is_focus_within(place));
        self.change(|model| model.apply(message, now_ms));
        self.look();
        if let Some((_, heading)) = fallback {
            page::focus_if_lost(heading);
        }
    }

    pub(super) fn set_clock(self, relay_ms: i64) {
        self.clock.set_value(RelayClock::heard(relay_ms));
        self.move_clock(relay_ms);
    }
}

/// What comes, over whichever way. How far a poll has told comes over HTTP alone.
fn read(mut value: Value) -> Option<Polled> {
    match value.take("seen").text() {
        Some(seen) => Some(Polled::Seen { seen }),
        None => json::from_value(value).map(|message| Polled::Told(Box::new(message))),
    }
}
