//! What the resident does.

use juttu_client::key;
use juttu_client::outbox::Progress;
use juttu_shared::id::ClientKey;
use juttu_shared::limits;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::text;
use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::visitor::{ClientMessage, Close, Empty, Open, Post};
use leptos::prelude::{Notify, Track};

use super::{Chat, Objection, Page, Screen};

/// The id of the field for a message.
pub(super) const FIELD_ID: &str = "field";
/// The relay is told of typing at most this often, in milliseconds.
const TYPING_MS: f64 = 3_000.0;

impl Chat {
    /// Keeps what stands in the field.
    pub fn write_draft(self, text: String) {
        self.set_draft(text);
        self.show(|shown| shown.objection = None);
        if self.read(|inner| inner.shown.screen == Screen::Talking) {
            self.tell_typing();
        }
    }

    /// Opens a conversation with what stands in the field. The text stays there until it is stored.
    pub fn start(self) {
        if self.read(|inner| inner.shown.is_starting) {
            return;
        }
        let Some(text) = self.cleaned(limits::TEXT_CHARS) else {
            return;
        };
        if !self.has_session() {
            return;
        }
        let client_key = key::client_key();
        let (topic, concerns, area) = (self.topic(), self.concerns(), self.area());
        self.change(|inner| {
            let open = Open {
                client_key: client_key.clone(),
                language: inner.language.clone(),
                text,
                topic,
                concerns,
                area,
            };
            let open = ClientMessage::Open(open);
            inner.kept.outbox.push(client_key, open);
        });
        self.goes_its_way();
    }

    /// Says what stands in the field. Focus stays there.
    pub fn post(self) {
        self.focus_field();
        // What stands in the field may be on its way already.
        if self.read(|inner| inner.shown.is_starting) {
            return;
        }
        let Some(text) = self.cleaned(limits::TEXT_CHARS) else {
            return;
        };
        let client_key = key::client_key();
        let post = ClientMessage::Post(Post {
            client_key: client_key.clone(),
            text,
        });
        self.change(|inner| inner.kept.outbox.push(client_key, post));
        self.set_draft(String::new());
        self.show(|shown| shown.trouble = None);
        self.reads_at_end(true);
        self.send_queued();
        self.draw();
    }

    /// Tries a message again that was refused. Its button goes, so focus goes to the field.
    pub fn retry(self, key: &ClientKey) {
        self.focus_field();
        self.change(|inner| inner.kept.outbox.retry(key));
        self.send_queued();
        self.draw();
    }

    /// Asks whether to end the conversation, or to leave the queue.
    pub fn ask_end(self) {
        if self.read(|inner| !inner.shown.is_ending) {
            self.show(|shown| shown.is_asked = true);
            self.focus("#keep");
        }
    }

    /// Goes on after all.
    pub fn go_on(self) {
        self.show(|shown| shown.is_asked = false);
        self.focus("#way-out");
    }

    /// Ends the conversation, or leaves the queue.
    pub fn end(self) {
        let client_key = key::client_key();
        let close = ClientMessage::Close(Close {
            client_key: client_key.clone(),
        });
        self.change(|inner| inner.kept.outbox.push(client_key, close));
        self.show(|shown| {
            shown.is_ending = true;
            shown.is_asked = false;
        });
        self.focus("#way-out");
        self.send_queued();
    }

    /// Forgets the conversation that has ended, and stands at the start again, with what was written
    /// and not stored.
    pub fn start_again(self) {
        self.forget(self.unsent(), Page::None);
    }

    /// After the end, that what was written and not stored goes along to a new conversation; empty where
    /// there is none of it.
    pub fn kept_words(self) -> String {
        self.rows.track();
        self.draft.track();
        let goes =
            self.read(|inner| !inner.conversation.is_open() && !inner.kept.unsent().is_empty());
        match goes {
            true => self.word(w::TEXT_GOES_ALONG),
            false => String::new(),
        }
    }

    /// The panel has been opened or shut. A conversation that has ended is forgotten with it, since
    /// others may use the device, and a code is the way back; not so while something of it is
    /// written and not stored, or its code has not been left. Messages that came meanwhile are
    /// shown, and the code stays to be gone back to.
    pub(super) fn opened_or_shut(self, open: bool) {
        let has_ended = self.change(|inner| {
            inner.kept.open = open;
            let unread = std::mem::take(&mut inner.unread);
            if unread > 0 && inner.kept.page == Page::Sent {
                inner.kept.page = Page::None;
            }
            inner.may_go() && inner.kept.unsent().is_empty()
        });
        if !open && has_ended {
            self.start_again();
        }
        self.draw();
        self.settle();
    }

    /// Hands what is queued to the link, if there is a connection.
    pub(super) fn send_queued(self) {
        let Some(link) = self.link().filter(|link| link.is_connected()) else {
            return;
        };
        // The link may ask for what is kept while it sends, so nothing is held meanwhile.
        for (key, message) in self.change(|inner| inner.kept.outbox.take_queued()) {
            link.send(&key, &message);
        }
    }

    pub(super) fn set_draft(self, text: String) {
        self.change(|inner| {
            if text.is_empty() {
                inner.hetu = Default::default();
            }
            inner.kept.draft = text;
        });
        self.draft.notify();
    }

    /// Says at a field why what stands in it was not taken, and goes there.
    pub(super) fn object(self, refusal: Refusal, over: u32, at: &'static str) {
        let objection = Objection { refusal, over, at };
        self.show(|shown| shown.objection = Some(objection));
        let field = match at {
            "phone" => "#phone",
            "email" => "#email",
            "safe" => "#safe",
            "code" => "#code",
            FIELD_ID if self.read(|inner| inner.shown.screen != Screen::Closed) => "#field",
            // Of no one field.
            _ => return self.host().warn(&self.objection_words(objection)),
        };
        // Nobody hears of a field again that has focus already.
        if self.host().has_focus_in(self.element(field)) {
            self.host().warn(&self.objection_words(objection));
        }
        self.focus(field);
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
    pub(super) fn cleaned(self, most: usize) -> Option<String> {
        let draft = self.read(|inner| inner.kept.draft.clone());
        match text::clean_at_most(&draft, most) {
            Ok(text) => (!self.objects_to_hetu(&text)).then_some(text),
            Err(refusal) => {
                let over = draft.trim().chars().count().saturating_sub(most);
                let over = u32::try_from(over).unwrap_or(u32::MAX);
                self.object(refusal, over, FIELD_ID);
                None
            }
        }
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
