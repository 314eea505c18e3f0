//! What the relay says.

use juttu_client::link::{Signal, Status};
use juttu_client::timer::Timeout;
use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::event::Event;
use juttu_shared::wire::v1::visitor::{ClientMessage, ServerMessage, Welcome};

use super::{Chat, Objection};
use crate::conversation::News;

/// How long typing is shown after it was last heard of, in milliseconds.
const TYPING_MS: u32 = 5_000;
/// The place in the queue is said aloud at most this often, in milliseconds.
const PLACE_MS: f64 = 30_000.0;
/// More new messages than this at once are counted instead of read aloud.
const READ_ALOUD: usize = 3;

impl Chat {
    pub(super) fn hear(self, signal: Signal<ServerMessage>) {
        match signal {
            Signal::Status(status) => self.hear_status(status),
            Signal::Rejected { key, problem } => self.hear_refused(Some(&key), problem.code),
            Signal::Message(ServerMessage::Welcome(welcome)) => self.hear_welcome(welcome),
            Signal::Message(ServerMessage::Event(event)) => self.hear_events(vec![event], true),
            Signal::Message(ServerMessage::Queue(queue)) => self.hear_place(queue.place),
            Signal::Message(ServerMessage::Ending(_)) => {}
            Signal::Message(ServerMessage::Typing(_)) => self.show_typing(true),
            Signal::Message(ServerMessage::Refused(refused)) => {
                self.hear_refused(refused.client_key.as_ref(), refused.code);
            }
            Signal::Message(ServerMessage::Pong(_)) => {}
        }
    }

    fn hear_status(self, status: Status) {
        let is_lost = status == Status::Lost;
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

    fn hear_welcome(self, welcome: Welcome) {
        let is_history = self.change(|inner| {
            inner.kept.outbox.connection_lost();
            !std::mem::replace(&mut inner.is_welcomed, true)
        });
        match welcome.conversation {
            Some(conversation) => {
                if self.note(|inner| inner.conversation.begin(&conversation))
                    && let Some(link) = self.link()
                {
                    link.resume();
                }
                self.hear_events(conversation.events, !is_history);
                if let Some(queue) = conversation.queue {
                    self.hear_place(queue.place);
                }
                let is_ending = self.is_closing();
                self.show(|shown| shown.is_ending = is_ending);
            }
            // The session has no conversation: it is about to have one, or has it no more.
            None if self.is_opening() => {}
            None => return self.forget(self.unsent()),
        }
        self.send_queued();
    }

    /// Takes events in order; aloud, unless they are what the reader has heard before.
    fn hear_events(self, events: Vec<Event>, is_aloud: bool) {
        let mut said = Vec::new();
        let mut ended = false;
        let host = self.host();
        for event in events {
            let own = event.client_key.clone();
            let (news, done) = self.note(|inner| {
                let news = inner.conversation.take(event);
                let outbox = &mut inner.kept.outbox;
                let done = own.filter(|_| news != News::Gap);
                (news, done.and_then(|key| outbox.acknowledge(&key)))
            });
            match done {
                Some(ClientMessage::Open(_)) => self.opened(),
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
                    said.push((name, text));
                }
                News::Joined(name) if is_aloud => {
                    host.say(&self.word_with(w::JOINED, "name", &name));
                }
                News::Joined(_) => {}
                News::Ended => ended = true,
            }
        }
        self.change(|_| ());
        if ended {
            self.over();
            if is_aloud {
                host.say(&self.word(w::ENDED));
            }
        }
        if is_aloud {
            self.announce(&said);
        }
        self.draw();
    }

    /// The first message is stored. It stood in the field until now.
    fn opened(self) {
        self.show(|shown| shown.is_starting = false);
        self.set_draft(String::new());
    }

    /// The conversation has ended: nothing goes on its way any more.
    fn over(self) {
        self.change(|inner| {
            inner.link = None;
            inner.typing_fades = None;
            let waiting: Vec<ClientKey> = (inner.kept.outbox.entries().iter())
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

    fn announce(self, said: &[(String, String)]) {
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
        if !is_open {
            let words = self.word_counted(w::NEW_MESSAGES, unread);
            host.unread(&words);
            host.say(&words);
        } else if said.len() > READ_ALOUD {
            host.say(&self.word_counted(w::NEW_MESSAGES, count));
        } else {
            for (name, text) in said {
                let name = self.name(name);
                let words = self.word_with(w::SAYS, "name", &name);
                host.say(&crate::words::fill(&words, "text", text));
            }
        }
    }

    /// A name as it is shown.
    pub fn name(self, name: &str) -> String {
        if name.is_empty() {
            self.word(w::PROFESSIONAL)
        } else {
            name.to_owned()
        }
    }

    /// The place in words.
    pub fn place_words(self, place: u64) -> String {
        match place {
            0 => String::new(),
            1 => self.word(w::NEXT),
            place => self.word_with(w::PLACE, "n", &place.to_string()),
        }
    }

    fn hear_place(self, place: u64) {
        if self.read(|inner| inner.shown.place == place) {
            return;
        }
        self.show(|shown| shown.place = place);
        let now_ms = js_sys::Date::now();
        let words = self.place_words(place);
        if now_ms - self.read(|inner| inner.place_said_ms) >= PLACE_MS {
            self.note(|inner| inner.place_said_ms = now_ms);
            self.host().say(&words);
        }
    }

    fn hear_refused(self, key: Option<&ClientKey>, refusal: Refusal) {
        let Some(key) = key else { return };
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
        match found {
            Some(ClientMessage::Open(_)) => {
                // Nothing was opened: back to the field, with the text and the reason.
                self.forget(self.unsent());
                self.object(refusal, 0);
            }
            Some(ClientMessage::Close(_)) => {
                self.change(|inner| inner.kept.outbox.acknowledge(key));
                self.show(|shown| shown.is_ending = false);
                self.object(refusal, 0);
            }
            Some(_) => {
                let host = self.host();
                host.warn(&self.word(w::NOT_SENT));
                self.draw();
            }
            None => {}
        }
    }

    fn unsent(self) -> String {
        self.read(|inner| inner.kept.unsent())
    }

    fn show_typing(self, is_typing: bool) {
        let fades = is_typing
            .then(|| Timeout::after(TYPING_MS, move || self.show_typing(false)))
            .flatten();
        self.note(|inner| inner.typing_fades = fades);
        self.show(|shown| shown.is_typing = is_typing);
    }

    /// Whether the first message is on its way.
    pub(super) fn is_opening(self) -> bool {
        self.read(|inner| {
            let entries = inner.kept.outbox.entries();
            let opens = |message: &ClientMessage| matches!(message, ClientMessage::Open(_));
            entries.iter().any(|entry| opens(&entry.message))
        })
    }

    /// The words for an objection at the field or under a message.
    pub fn objection_words(self, Objection { refusal, over }: Objection) -> String {
        match refusal {
            Refusal::TextEmpty => self.word(w::TEXT_EMPTY),
            Refusal::TextTooLong => self.word_with(w::TEXT_TOO_LONG, "n", &over.to_string()),
            Refusal::TooManyMessages => self.word(w::TOO_MANY_MESSAGES),
            Refusal::TooManyConversations | Refusal::QueueFull | Refusal::TooManyConnections => {
                self.word(w::BUSY)
            }
            Refusal::NotStored => self.word(w::NOT_STORED),
            Refusal::WrongState | Refusal::NoConversation => self.word(w::IS_ENDED),
            _ => self.word(w::NOT_SENT),
        }
    }
}
