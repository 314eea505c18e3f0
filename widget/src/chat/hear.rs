//! What the relay says.

use juttu_client::link::{Signal, Status};
use juttu_client::timer::Timeout;
use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::event::Event;
use juttu_shared::wire::v1::visitor::{ClientMessage, ServerMessage, Welcome};

use super::verbs::FIELD_ID;
use super::{Chat, Page};
use crate::conversation::News;

/// How long typing is shown after it was last heard of, in milliseconds.
const TYPING_MS: u32 = 5_000;
/// More new messages than this at once are counted instead of read aloud.
const READ_ALOUD: usize = 3;

impl Chat {
    pub(super) fn hear(self, signal: Signal<ServerMessage>) {
        match signal {
            Signal::Status(status) => self.hear_status(status),
            Signal::Rejected { key, problem } => self.hear_refused(Some(&key), problem.code),
            Signal::Message(ServerMessage::Welcome(welcome)) => self.hear_welcome(welcome),
            Signal::Message(ServerMessage::Event(event)) => self.hear_events(vec![event], true),
            Signal::Message(ServerMessage::Queue(queue)) => self.hear_queue(queue),
            Signal::Message(ServerMessage::Ending(ending)) => self.hear_ending(ending.ends_at_ms),
            Signal::Message(ServerMessage::Typing(_)) => self.show_typing(true),
            Signal::Message(ServerMessage::Refused(refused)) => {
                self.hear_refused(refused.client_key.as_ref(), refused.code);
            }
            Signal::Message(ServerMessage::Ticket(ticket)) => self.hear_ticket(&ticket),
            Signal::Message(ServerMessage::Proved(proved)) => self.hear_proved(proved),
            Signal::Message(ServerMessage::Pong(pong)) => self.hear_clock(pong.now_ms),
        }
    }

    fn hear_status(self, status: Status) {
        let is_lost = status == Status::Lost && self.read(|inner| inner.conversation.is_open());
        let host = self.host();
        if matches!(status, Status::Barred(_)) {
            return host.fail();
        }
        if self.read(|inner| inner.shown.is_lost) != is_lost {
            self.show(|shown| shown.is_lost = is_lost);
            host.say(&self.word(if is_lost {
                w::CONNECTION_LOST
            } else {
                w::CONNECTED_AGAIN
            }));
        }
    }

    fn hear_clock(self, now_ms: i64) {
        #[expect(
            clippy::cast_precision_loss,
            reason = "a browser's own instants are such numbers"
        )]
        self.sets_clock(now_ms as f64);
    }

    fn hear_welcome(self, welcome: Welcome) {
        self.hear_clock(welcome.now_ms);
        let is_history = self.change(|inner| {
            inner.kept.outbox.connection_lost();
            let was_welcomed = std::mem::replace(&mut inner.is_welcomed, true);
            let is_history = !was_welcomed || inner.conversation.state.is_none();
            if is_history {
                inner.history_ms = welcome.now_ms;
            }
            is_history
        });
        match welcome.conversation {
            Some(conversation) => {
                self.has_come_in();
                if self.note(|inner| inner.conversation.begin(&conversation))
                    && let Some(link) = self.link()
                {
                    link.resume();
                }
                self.hear_events(conversation.events, !is_history);
                if let Some(queue) = conversation.queue {
                    self.hear_queue(queue);
                }
                self.hear_ending(conversation.ends_at_ms);
                let is_ending = self.is_closing();
                self.show(|shown| shown.is_ending = is_ending);
            }
            // The session has no conversation: it is about to have one, or has it no more.
            None if self.is_opening() || self.is_held() => {}
            None => {
                let page = self.read(|inner| inner.kept.page);
                return self.forget(self.unsent(), page);
            }
        }
        self.send_queued();
        self.goes_on_identifying();
    }

    /// A code, or identifying, has opened its conversation, which a welcome says and no event.
    fn has_come_in(self) {
        let redeemed = self.read(|inner| {
            let mut entries = inner.kept.outbox.entries().iter();
            let comes_in = entries.find(|entry| {
                matches!(
                    entry.message,
                    ClientMessage::Redeem(_) | ClientMessage::Reopen(_)
                )
            });
            comes_in.map(|entry| entry.key.clone())
        });
        if let Some(key) = redeemed {
            self.change(|inner| {
                inner.kept.outbox.acknowledge(&key);
                inner.kept.page = Page::None;
                inner.kept.came_in = true;
                inner.conversation.came_in = true;
                inner.form = super::Form::default();
            });
        }
    }

    /// Takes events in order; aloud, unless they are what the reader has heard before, or happened
    /// before this page was told of the conversation: what does not fit into a welcome follows it.
    fn hear_events(self, events: Vec<Event>, is_aloud: bool) {
        let mut said = Vec::new();
        let mut is_removed = false;
        let mut ended = None;
        let host = self.host();
        let (history_ms, was_open) = self.read(|inner| {
            let is_open = |state| state != State::Closed;
            (inner.history_ms, inner.kept.state.is_some_and(is_open))
        });
        for event in events {
            let is_aloud = is_aloud && event.at_ms > history_ms;
            let own = event.client_key.clone();
            let (news, done) = self.note(|inner| {
                let news = inner.conversation.take(event);
                let outbox = &mut inner.kept.outbox;
                let done = own.filter(|_| !matches!(news, News::Gap));
                (news, done.and_then(|key| outbox.acknowledge(&key)))
            });
            let is_own_leave = matches!(done, Some(ClientMessage::Leave(_)));
            match done {
                Some(ClientMessage::Open(open)) => {
                    self.is_stored(Some(&open.text));
                    host.emit("started", &[]);
                }
                Some(ClientMessage::Leave(leave)) => {
                    self.left(leave);
                    host.say(&self.word(w::REQUEST_SENT));
                }
                Some(ClientMessage::Rate(_)) => host.say(&self.word(w::THANKS)),
                Some(ClientMessage::Decline(_)) => host.say(&self.word(w::DECLINED)),
                Some(ClientMessage::Keep(keep)) => self.kept_code(keep.code),
                Some(ClientMessage::Post(_)) if is_aloud => host.say(&self.word(w::SENT)),
                _ => {}
            }
            match news {
                News::None | News::Own => {}
                News::Gap => {
                    if let Some(link) = self.link() {
                        link.resume();
                    }
                    break;
                }
                News::Said(name, text) => {
                    self.show_typing(false);
                    if is_aloud {
                        said.push((name, text));
                    }
                }
                News::Asked(name, reason) => {
                    if is_aloud {
                        said.push((name, [&self.word(w::ASKS), " ", &reason].concat()));
                    }
                }
                News::Line(line, is_instead) => {
                    // The panel's head says who is at the desk as well.
                    if line.words == w::JOINED {
                        host.ask();
                    }
                    is_removed |= line.words == w::REMOVED;
                    if line.words == w::IDENTIFIED_HERE {
                        self.takes_code_back();
                        self.asks_way_back();
                    }
                    if is_aloud && !is_own_leave {
                        if is_instead {
                            // What waits to be said is not said any more, and the place is anew.
                            host.say("");
                            self.note(|inner| inner.place_said = 0);
                        }
                        host.say(&self.line_words(&line));
                    }
                }
                // Also what ended while another page stood here.
                News::Ended => ended = Some(is_aloud || was_open),
                // Whoever came in there must find nothing here. One who comes with a code reads of
                // it as of something past.
                News::Exited if is_aloud => return self.forget(String::new(), Page::None),
                News::Exited => {}
            }
        }
        self.change(|inner| {
            if is_removed {
                // Nor is it in a file that the browser could still ask for.
                inner.saves = None;
            }
        });
        self.announce(&said, !is_removed);
        if let Some(is_aloud) = ended {
            self.over();
            if is_aloud {
                host.say(&[&self.ended_words(), " ", &self.kept_words()].concat());
                host.emit("ended", &[]);
            }
        }
        self.minds_code();
        self.draw();
        self.minds_the_end();
    }

    /// The conversation has ended: nothing but whether it helped goes on its way any more. The link
    /// stays as long as the screen does, to hear of what is removed.
    fn over(self) {
        self.change(|inner| {
            inner.typing_fades = None;
            inner.shows_new_code();
            // With a code the resident may go on: what is under way goes its way.
            if inner.conversation.is_open() {
                return;
            }
            let waiting: Vec<ClientKey> = (inner.kept.outbox.entries().iter())
                .filter(|entry| {
                    !matches!(
                        entry.message,
                        ClientMessage::Rate(_) | ClientMessage::Keep(_)
                    )
                })
                .map(|entry| entry.key.clone())
                .collect();
            for key in waiting {
                inner.kept.outbox.refuse(&key, Refusal::WrongState);
            }
        });
        self.show(|shown| {
            shown.is_lost = false;
            shown.is_typing = false;
            shown.is_ending = false;
        });
    }

    /// Says what came, word for word if that may be read still.
    fn announce(self, said: &[(String, String)], is_whole: bool) {
        if said.is_empty() {
            return;
        }
        let count = u32::try_from(said.len()).unwrap_or(u32::MAX);
        let (is_open, unread) = self.note(|inner| {
            if !inner.kept.open {
                inner.unread = inner.unread.saturating_add(count);
            }
            (inner.kept.open, inner.unread)
        });
        let host = self.host();
        self.show(|shown| shown.unseen = shown.unseen.saturating_add(count));
        for _ in said {
            let detail = [("from", "agent".into()), ("unread", unread.into())];
            host.emit("message", &detail);
        }
        if !is_open {
            host.say(&self.word_counted(w::NEW_MESSAGES, unread));
        } else if self.read(|inner| inner.kept.page == Page::Sent) {
            // Where what was said does not stand, that something was is said.
            host.say(&self.word(w::ANSWERED));
        } else if said.len() > READ_ALOUD || !is_whole {
            host.say(&self.word_counted(w::NEW_MESSAGES, count));
        } else {
            for (name, text) in said {
                host.say(&self.says(name, text));
            }
        }
    }

    fn hear_refused(self, key: Option<&ClientKey>, refusal: Refusal) {
        let Some(key) = key else { return };
        if self.refused_identity(key, refusal) {
            return;
        }
        let found = self.change(|inner| {
            let entries = inner.kept.outbox.entries();
            let message = entries
                .iter()
                .find(|entry| entry.key == *key)?
                .message
                .clone();
            inner.kept.outbox.refuse(key, refusal);
            Some(message)
        });
        if refusal == Refusal::Restarting {
            return;
        }
        let code = ("code", refusal.code().into());
        self.host().emit("error", &[code]);
        match found {
            Some(
                message @ (ClientMessage::Open(_)
                | ClientMessage::Leave(_)
                | ClientMessage::Redeem(_)
                | ClientMessage::Reopen(_)),
            ) => {
                self.change(|inner| inner.kept.outbox.acknowledge(key));
                self.refused(&message, refusal);
            }
            Some(ClientMessage::Close(_)) => {
                self.change(|inner| inner.kept.outbox.acknowledge(key));
                self.show(|shown| shown.is_ending = false);
                self.object(refusal, 0, FIELD_ID);
            }
            Some(message) => {
                if !matches!(message, ClientMessage::Post(_)) {
                    self.change(|inner| inner.kept.outbox.acknowledge(key));
                }
                let words = match message {
                    ClientMessage::Keep(_) => {
                        // Not again by itself.
                        self.note(|inner| inner.conversation.was_forgotten = false);
                        w::CODE_NOT_KEPT
                    }
                    ClientMessage::Decline(_) => w::REQUEST_GONE,
                    _ => w::NOT_SENT,
                };
                self.host().warn(&self.word(words));
                self.draw();
            }
            None => {}
        }
    }

    pub(super) fn unsent(self) -> String {
        self.read(|inner| inner.kept.unsent())
    }

    fn show_typing(self, is_typing: bool) {
        let fades = is_typing
            .then(|| Timeout::after(TYPING_MS, move || self.show_typing(false)))
            .flatten();
        self.note(|inner| inner.typing_fades = fades);
        self.show(|shown| shown.is_typing = is_typing);
    }
}
