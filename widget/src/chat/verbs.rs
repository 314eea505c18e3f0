//! What the resident does.

use juttu_client::key;
use juttu_client::outbox::Progress;
use juttu_shared::id::ClientKey;
use juttu_shared::limits;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::text;
use juttu_shared::wire::v1::visitor::{ClientMessage, Close, Empty, Open, Post};
use leptos::prelude::*;

use super::{Chat, Objection, Screen};
use crate::conversation::Conversation;
use crate::kept::Kept;

/// The relay is told of typing at most this often, in milliseconds.
const TYPING_MS: f64 = 3_000.0;

impl Chat {
    /// Keeps what stands in the field.
    pub fn write_draft(self, text: String) {
        self.objection.set(None);
        self.change(|inner| inner.kept.draft.clone_from(&text));
        self.draft.set(text);
        if self.screen.get_untracked() == Screen::Talking {
            self.tell_typing();
        }
    }

    /// Opens a conversation with what stands in the field. The text stays there until it is stored.
    pub fn start(self) {
        if self.is_starting.get_untracked() {
            return;
        }
        let Some(text) = self.cleaned() else { return };
        let Some(secret) = key::secret() else {
            return self.host().fail();
        };
        let client_key = key::client_key();
        self.change(|inner| {
            let open = Open {
                client_key: client_key.clone(),
                language: inner.language.clone(),
                text,
            };
            inner.kept.secret = Some(secret);
            inner
                .kept
                .outbox
                .push(client_key, ClientMessage::Open(open));
        });
        self.is_starting.set(true);
        self.connect();
    }

    /// Says what stands in the field. Whether it was taken.
    pub fn post(self) -> bool {
        let Some(text) = self.cleaned() else {
            return false;
        };
        let client_key = key::client_key();
        self.change(|inner| {
            let post = Post {
                client_key: client_key.clone(),
                text,
            };
            inner
                .kept
                .outbox
                .push(client_key, ClientMessage::Post(post));
            inner.kept.draft.clear();
        });
        self.draft.set(String::new());
        self.reads_at_end(true);
        self.send_queued();
        self.draw();
        true
    }

    /// Tries a message again that was refused.
    pub fn retry(self, key: &ClientKey) {
        self.change(|inner| inner.kept.outbox.retry(key));
        self.send_queued();
        self.draw();
    }

    /// Ends the conversation, or leaves the queue.
    pub fn end(self) {
        if self.is_ending.get_untracked() {
            return;
        }
        let client_key = key::client_key();
        self.change(|inner| {
            let close = Close {
                client_key: client_key.clone(),
            };
            inner
                .kept
                .outbox
                .push(client_key, ClientMessage::Close(close));
        });
        self.is_ending.set(true);
        self.send_queued();
    }

    /// Forgets the conversation that has ended, and stands at the start again.
    pub fn start_again(self) {
        self.forget("");
    }

    /// The reader has come to the end of the log.
    pub fn saw_everything(self) {
        if self.unseen.get_untracked() > 0 {
            self.unseen.set(0);
        }
    }

    /// The reader is at the end of the log, or has scrolled away from it.
    pub fn reads_at_end(self, is_there: bool) {
        if self.follows.get_untracked() != is_there {
            self.follows.set(is_there);
        }
    }

    /// The panel has been opened or shut.
    pub(super) fn shown(self, open: bool) {
        self.change(|inner| {
            inner.kept.open = open;
            inner.unread = 0;
        });
        self.is_open.set(open);
        self.host().unread("");
        if !open && self.screen.get_untracked() == Screen::Ended {
            self.start_again();
        }
    }

    /// Forgets session and log; `draft` stands in the field.
    pub(super) fn forget(self, draft: &str) {
        self.change(|inner| {
            inner.link = None;
            inner.is_welcomed = false;
            inner.conversation = Conversation::default();
            inner.kept = Kept {
                draft: draft.to_owned(),
                open: inner.kept.open,
                ..Kept::default()
            };
        });
        self.draft.set(draft.to_owned());
        self.is_starting.set(false);
        self.is_ending.set(false);
        self.is_lost.set(false);
        self.is_typing.set(false);
        self.place.set(0);
        self.unseen.set(0);
        self.draw();
    }

    /// Hands what is queued to the link, if there is a connection.
    pub(super) fn send_queued(self) {
        let Some(link) = self.link().filter(|link| link.is_connected()) else {
            return;
        };
        // The link may ask for what is kept while it sends, so it is given one after another.
        for (key, message) in self.change(|inner| inner.kept.outbox.take_queued()) {
            link.send(&key, &message);
        }
    }

    /// Whether a close is on its way.
    pub(super) fn is_closing(self) -> bool {
        self.read(|inner| {
            inner.kept.outbox.entries().iter().any(|entry| {
                matches!(entry.message, ClientMessage::Close(_))
                    && !matches!(entry.progress, Progress::Failed(_))
            })
        })
    }

    /// The field's text as it would be stored, or an objection at the field.
    fn cleaned(self) -> Option<String> {
        self.draft.with_untracked(|draft| {
            text::clean(draft)
                .map_err(|refusal| {
                    let over = draft
                        .trim()
                        .chars()
                        .count()
                        .saturating_sub(limits::TEXT_CHARS);
                    let over = match refusal {
                        Refusal::TextTooLong => u32::try_from(over.max(1)).unwrap_or(u32::MAX),
                        _ => 0,
                    };
                    self.objection.set(Some(Objection { refusal, over }));
                })
                .ok()
        })
    }

    fn tell_typing(self) {
        let now_ms = js_sys::Date::now();
        if now_ms - self.read(|inner| inner.typing_told_ms) >= TYPING_MS
            && let Some(link) = self.link()
        {
            self.note(|inner| inner.typing_told_ms = now_ms);
            link.signal(&ClientMessage::Typing(Empty {}));
        }
    }
}
