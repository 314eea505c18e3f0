//! Identifying: the way out to it, in this same tab, and the way back.
//!
//! What is asked for it, and what comes back, is kept in memory alone: the tab's storage holds the
//! session's secret, the draft and the screen, as for a reload, and the single-use values never.

mod words;

use juttu_client::key;
use juttu_client::timer::Timeout;
use juttu_shared::id::{ClientKey, ConversationId, ResultCode};
use juttu_shared::limits::IDENTITY_WITHOUT_CONVERSATION_MS;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::visitor::{
    ClientMessage, Decline, Identify, Kept as Earlier, Prove, Proved, Reopen, Ticket,
};
use leptos::tachys::dom::document;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use web_sys::{Element, HtmlElement};

use self::words::trouble;
use super::{Chat, Page};
use crate::host;
use crate::view::sheet::set_text;

/// How long the relay may take to say where to: later the page would go unasked, and the relay would not
/// have it, in milliseconds.
const BEGINS_MS: u32 = 5_000;
/// How long the page may take to go before one may try again, in milliseconds.
const LEAVES_MS: u32 = 8_000;

/// The way out and the way back.
#[derive(Debug, Default)]
pub(super) struct Identity {
    /// What is asked for the way out, until it is answered.
    wish: Option<Identify>,
    /// What was pressed for it, and its words.
    pressed: Option<(Element, String)>,
    /// Runs from when that was pressed until the page goes.
    leaves: Option<Timeout>,
    /// What came back, until it is answered.
    proof: Option<Prove>,
    /// What the same person may go on with, once the relay has looked.
    earlier: Option<Vec<Earlier>>,
}

impl Chat {
    /// Takes what stood in the address when this page was loaded. Only the session that asked can
    /// do anything with it, which is this tab's, if it has one.
    pub(super) fn takes_result(self) {
        let result = self.host().result();
        if result.is_empty() {
            return;
        }
        let has_session = self.note(|inner| {
            let has_session = inner.kept.secret.is_some();
            inner.identity.proof = has_session.then(|| Prove {
                client_key: key::client_key(),
                result: ResultCode(result),
            });
            has_session
        });
        if !has_session {
            self.troubles(w::STRAY_RESULT);
        }
    }

    /// Asks for the way out: for a request, or of one's own accord. What was pressed says so.
    pub fn identify(self, pressed: Element, request: Option<u64>) {
        if self.read(|inner| inner.identity.leaves.is_some()) || !self.has_session() {
            return;
        }
        let page = host::get(&js_sys::global(), "location");
        let (address, provider) = (host::text(&page, "href"), host::text(&pressed, "value"));
        let wish = Identify {
            client_key: key::client_key(),
            request,
            provider: Some(provider).filter(|provider| !provider.is_empty()),
            language: self.language(),
            return_to: address.split('#').next().unwrap_or_default().to_owned(),
        };
        let words = pressed.text_content().unwrap_or_default();
        set_text(&pressed, &self.word(w::IDENTIFYING));
        drop(pressed.set_attribute("aria-disabled", "true"));
        self.note(|inner| {
            inner.identity.pressed = Some((pressed, words));
            inner.identity.wish = Some(wish);
        });
        self.waits_to_leave(BEGINS_MS);
        self.show(|shown| shown.trouble = None);
        match self.link() {
            Some(_) => self.goes_on_identifying(),
            None => self.connect(),
        }
    }

    /// Says so when the page has not gone after that long: then what was pressed may be pressed again.
    fn waits_to_leave(self, wait_ms: u32) {
        let leaves = Timeout::after(wait_ms, move || {
            if self.stays_here() {
                self.troubles(w::NOT_BEGUN);
            }
        });
        self.note(|inner| inner.identity.leaves = leaves);
    }

    /// The page does not go any more. Whether the relay had not answered yet.
    fn stays_here(self) -> bool {
        self.stays();
        self.change(|inner| {
            inner.kept.goes_out = false;
            inner.identity.wish.take().is_some()
        })
    }

    /// Does not want to, whatever was pressed before.
    pub fn decline(self, request: u64) {
        self.stays_here();
        let client_key = key::client_key();
        let decline = Decline {
            client_key: client_key.clone(),
            request,
        };
        self.queue(client_key, ClientMessage::Decline(decline));
    }

    /// Goes on with an earlier conversation of the same person.
    pub fn reopen(self, conversation: u64) {
        if self.read(|inner| inner.shown.is_starting) {
            return;
        }
        let client_key = key::client_key();
        let reopen = Reopen {
            client_key: client_key.clone(),
            conversation: ConversationId(conversation),
        };
        let reopen = ClientMessage::Reopen(reopen);
        self.change(|inner| inner.kept.outbox.push(client_key, reopen));
        self.goes_its_way();
    }

    /// What the same person may go on with, and again whenever that changes.
    pub fn earlier<T>(self, see: impl FnOnce(&[Earlier]) -> T) -> T {
        self.see(|_| ());
        self.read(|inner| see(inner.identity.earlier.as_deref().unwrap_or_default()))
    }

    /// Whether the relay has looked for what the same person may go on with, and there is nothing.
    pub fn found_nothing(self) -> bool {
        self.see(|_| ());
        self.read(|inner| inner.identity.earlier.as_ref().is_some_and(Vec::is_empty))
    }

    /// The ways to identify; only those by which one comes back, if that is wanted.
    pub fn ways(self, comes_back: bool) -> Vec<JsValue> {
        let mut ways = host::list(&self.thing("identification"), "providers");
        ways.retain(|way| !comes_back || host::get(way, "knows_again").is_truthy());
        ways
    }

    /// Whether one may begin with identifying.
    pub fn begins_identified(self) -> bool {
        host::get(&self.thing("identification"), "at_start").is_truthy()
    }

    /// Goes on as somebody of whom nothing is known.
    pub(super) fn drops_session(self) {
        self.change(|inner| {
            inner.link = None;
            inner.kept.secret = None;
            inner.kept.proved_ms = None;
            inner.identity.earlier = None;
        });
    }

    /// Whether it is known who this session is, which has no conversation yet.
    pub(super) fn is_proved(self) -> bool {
        #[expect(clippy::cast_possible_truncation, reason = "an instant")]
        let now_ms = self.now_ms() as i64;
        self.read(|inner| {
            let lasts = inner.kept.proved_ms.is_some_and(|until| now_ms < until);
            lasts && inner.conversation.state.is_none()
        })
    }

    /// Whether the session is wanted although it has no conversation.
    pub(super) fn is_held(self) -> bool {
        let is_under_way = self.read(|inner| {
            let Identity { leaves, proof, .. } = &inner.identity;
            leaves.is_some() || proof.is_some()
        });
        is_under_way || self.is_proved()
    }

    /// Makes a session, unless there is one. Whether there is.
    pub(super) fn has_session(self) -> bool {
        if self.read(|inner| inner.kept.secret.is_some()) {
            return true;
        }
        let secret = key::secret();
        if secret.is_none() {
            self.host().fail();
            return false;
        }
        self.change(|inner| inner.kept.secret = secret);
        true
    }

    /// Says to the relay what is under way, after each `welcome`.
    pub(super) fn goes_on_identifying(self) {
        let Some(link) = self.link().filter(|link| link.is_connected()) else {
            return;
        };
        let (wish, proof) =
            self.read(|inner| (inner.identity.wish.clone(), inner.identity.proof.clone()));
        if let Some(wish) = wish {
            link.send(&wish.client_key.clone(), &ClientMessage::Identify(wish));
        }
        if let Some(proof) = proof {
            link.send(&proof.client_key.clone(), &ClientMessage::Prove(proof));
        }
    }

    /// The way out: by a real link, so that the relay's page is told this page's origin, and no more.
    pub(super) fn hear_ticket(self, ticket: &Ticket) {
        let is_wished = self.note(|inner| {
            let wish = &mut inner.identity.wish;
            let wish = wish.take_if(|wish| wish.client_key == ticket.client_key);
            wish.is_some()
        });
        if !is_wished || !ticket.url.starts_with("http") {
            return;
        }
        self.waits_to_leave(LEAVES_MS);
        self.change(|inner| inner.kept.goes_out = true);
        if let Ok(link) = document().create_element("a") {
            for (name, value) in [
                ("href", ticket.url.as_str()),
                ("referrerpolicy", "origin"),
                ("target", "_top"),
            ] {
                drop(link.set_attribute(name, value));
            }
            drop(self.host().root().append_child(&link));
            link.unchecked_ref::<HtmlElement>().click();
            link.remove();
        }
    }

    /// The page has not gone after all, or comes back: what was pressed may be pressed again.
    pub(super) fn stays(self) {
        let pressed = self.note(|inner| {
            inner.identity.leaves = None;
            inner.identity.pressed.take()
        });
        if let Some((pressed, words)) = pressed {
            set_text(&pressed, &words);
            drop(pressed.remove_attribute("aria-disabled"));
        }
    }

    /// The relay knows who the resident is. With a conversation, its own events say so.
    pub(super) fn hear_proved(self, proved: Proved) {
        let now_ms = self.now_ms();
        let (is_it, is_new) = self.change(|inner| {
            let proof = &mut inner.identity.proof;
            let is_it = proof.take_if(|proof| proof.client_key == proved.client_key);
            let is_it = is_it.is_some();
            let is_new = is_it && inner.conversation.state.is_none();
            if is_it {
                inner.conversation.known_again = Some(proved.known_again);
            }
            if is_new {
                #[expect(clippy::cast_possible_truncation, reason = "an instant")]
                let until_ms = now_ms as i64 + IDENTITY_WITHOUT_CONVERSATION_MS;
                inner.kept.proved_ms = Some(until_ms);
                inner.identity.earlier = Some(proved.conversations);
            }
            (is_it, is_new)
        });
        let host = self.host();
        if is_new {
            host.say(&self.word(w::IDENTIFIED_MARK));
            if self.read(|inner| inner.kept.page == Page::Door) {
                host.say(&self.word(match self.found_nothing() {
                    true => w::NOTHING_FOUND,
                    false => w::EARLIER,
                }));
            }
        } else if is_it {
            host.say(&self.way_back());
        }
        self.draw();
        // The list of what may be gone on with is drawn by what is shown.
        self.show(|shown| shown.told = shown.told.wrapping_add(1));
    }

    /// What was asked for the way out, or came back, was refused. Whether it was one of these.
    pub(super) fn refused_identity(self, key: &ClientKey, refusal: Refusal) -> bool {
        let is_one = self.read(|inner| {
            let Identity { wish, proof, .. } = &inner.identity;
            let wish = wish.as_ref().map(|wish| &wish.client_key);
            wish == Some(key) || proof.as_ref().map(|proof| &proof.client_key) == Some(key)
        });
        if is_one && refusal != Refusal::Restarting {
            self.stays();
            let (is_new, failed) = self.note(|inner| {
                inner.identity = Identity::default();
                let told = &inner.conversation;
                (told.state.is_none(), told.failed)
            });
            if is_new && !self.is_proved() {
                let page = self.read(|inner| inner.kept.page);
                self.forget(self.unsent(), page);
            }
            self.host()
                .emit("error", &[("code", refusal.code().into())]);
            let (words, is_told) = trouble(refusal, failed);
            self.troubles(words);
            if is_told {
                // It stands in the log.
                self.show(|shown| shown.trouble = None);
            }
        }
        is_one
    }

    /// Asks whether one who is identified is known again, where no answer is on its way that says so.
    pub(super) fn asks_way_back(self) {
        let is_told = self.read(|inner| {
            inner.conversation.known_again.is_some() || inner.identity.proof.is_some()
        });
        if !is_told && let Some(link) = self.link() {
            link.resume();
        }
    }

    /// Sends a command, or keeps it until there is a connection.
    pub(super) fn queue(self, client_key: ClientKey, message: ClientMessage) {
        self.change(|inner| inner.kept.outbox.push(client_key, message));
        self.send_queued();
        self.draw();
    }
}
