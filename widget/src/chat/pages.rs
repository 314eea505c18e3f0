//! What the resident does outside a conversation: leaves a contact request, and comes back to one
//! with a code.

use juttu_client::key;
use juttu_shared::id::PickUpCode;
use juttu_shared::limits;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::rules::{reach, text};
use juttu_shared::wire::v1::event::Concerns;
use juttu_shared::wire::v1::visitor::{ClientMessage, Leave, Phone, Redeem};
use leptos::prelude::Notify;

use super::reached;
use super::verbs::FIELD_ID;
use super::{Chat, Inner, Page, Reach, Shown};
use crate::conversation::Conversation;
use crate::kept::{Chosen, Kept};

/// What is written into the forms, beside the message. Kept as long as the page lives.
#[derive(Debug, Default)]
pub struct Form {
    /// A telephone number.
    pub phone: String,
    /// Whether it is safe to call it, once that is said.
    pub is_safe: Option<bool>,
    /// An e-mail address.
    pub email: String,
    /// A pick-up code.
    pub code: String,
}

impl Inner {
    /// What stands in the field of that id. What is chosen is kept in the tab; how to reach the
    /// resident, and a code, never.
    fn field(&mut self, id: &str) -> &mut String {
        match id {
            "phone" => &mut self.form.phone,
            "email" => &mut self.form.email,
            "topic" => &mut self.kept.chosen.topic,
            "concerns" => &mut self.kept.chosen.concerns,
            "area" => &mut self.kept.chosen.area,
            _ => &mut self.form.code,
        }
    }
}

impl Chat {
    /// Turns to a page, or away from one. A code that was shown is forgotten: others may use the
    /// device.
    pub fn turn_to(self, page: Page) {
        self.change(|inner| {
            inner.kept.page = page;
            inner.kept.code = None;
            inner.kept.reach.clear();
        });
        self.asks_text();
        self.show(|shown| {
            // Why the start was refused does not hold for the form.
            shown.objection = None;
        });
        self.draw();
    }

    /// The form asks for the message unless it is stored and nothing more is written.
    pub(super) fn asks_text(self) {
        let asks_text = self.read(|inner| {
            inner.conversation.state.is_none() || !inner.kept.draft.trim().is_empty()
        });
        self.show(|shown| shown.asks_text = asks_text);
    }

    /// Turns back to the code, which has not been left yet.
    pub fn show_code(self) {
        self.lay(Page::Sent);
    }

    /// Turns to the answer that came while the code stood. The code may not be noted yet, so it is
    /// not left by this.
    pub fn read_answer(self) {
        self.lay(Page::None);
    }

    fn lay(self, page: Page) {
        self.change(|inner| inner.kept.page = page);
        self.draw();
    }

    /// Turns to the door, away from a conversation that is over.
    pub fn turn_to_door(self) {
        if self.read(|inner| inner.conversation.state.is_some()) {
            self.forget(String::new(), Page::Door);
        } else {
            self.turn_to(Page::Door);
        }
    }

    /// What stands in a form's field.
    pub fn written(self, id: &str) -> String {
        self.note(|inner| inner.field(id).clone())
    }

    /// Something is written into a form's field.
    pub fn write(self, id: &str, text: String) {
        self.change(|inner| *inner.field(id) = text);
        self.show(|shown| shown.objection = None);
    }

    /// How the answer is wanted.
    pub fn reach_by(self, reach: Reach) {
        self.show(|shown| {
            shown.reach = reach;
            shown.objection = None;
        });
    }

    /// Whether it is safe to call.
    pub fn say_safe(self, is_safe: bool) {
        self.note(|inner| inner.form.is_safe = Some(is_safe));
        self.show(|shown| shown.objection = None);
    }

    /// Whether it is safe to call, as far as that was said.
    pub fn is_safe(self) -> Option<bool> {
        self.read(|inner| inner.form.is_safe)
    }

    /// Whether there is no conversation yet.
    pub fn is_new(self) -> bool {
        self.see(|_| ());
        self.read(|inner| inner.conversation.state.is_none())
    }

    /// Whether the request is left already, and the form gives a code for it.
    pub fn is_left(self) -> bool {
        self.see(|_| ());
        self.read(|inner| inner.conversation.state == Some(State::Left))
    }

    /// The topic that is chosen, if one is.
    pub(super) fn topic(self) -> Option<String> {
        Some(self.written("topic")).filter(|topic| !topic.is_empty())
    }

    /// Whose matter it is, if that is said.
    pub(super) fn concerns(self) -> Option<Concerns> {
        Concerns::from_name(&self.written("concerns"))
    }

    /// The area that is chosen, if one is.
    pub(super) fn area(self) -> Option<u32> {
        self.written("area").parse().ok()
    }

    /// Leaves a contact request, or turns the place in the queue into one. The code is made here
    /// and kept with the command before it is sent, so that sending again brings the same one.
    pub fn leave(self) {
        if self.read(|inner| inner.shown.is_starting) {
            return;
        }
        let Some(command) = self.request() else {
            return;
        };
        let client_key = command.client_key.clone();
        let is_new = self.read(|inner| inner.conversation.state.is_none());
        let secret = is_new.then(key::secret);
        if secret == Some(None) {
            return self.host().fail();
        }
        self.change(|inner| {
            if let Some(secret) = secret {
                inner.kept.secret = secret;
            }
            let leave = ClientMessage::Leave(command);
            inner.kept.outbox.push(client_key, leave);
        });
        self.goes_its_way();
    }

    /// The command that the form makes, or an objection at one of its fields.
    fn request(self) -> Option<Leave> {
        let (reach, asks_text) = self.read(|inner| (inner.shown.reach, inner.shown.asks_text));
        let is_in_queue = self.read(|inner| inner.conversation.state.is_some());
        let is_empty = self.read(|inner| inner.kept.draft.trim().is_empty());
        let text = match asks_text && !(is_in_queue && is_empty) {
            true => Some(self.cleaned(match is_in_queue {
                true => limits::TEXT_CHARS,
                false => limits::CONTACT_REQUEST_CHARS,
            })?),
            false => None,
        };
        let object = |refusal, at| {
            self.object(refusal, 0, at);
            None
        };
        let mut phone = None;
        let mut email = None;
        match reach {
            Reach::Code => {}
            Reach::Phone if self.written("phone").trim().is_empty() => {
                return object(Refusal::TextEmpty, "phone");
            }
            Reach::Phone => match reach::phone(&self.written("phone")) {
                Err(refusal) => return object(refusal, "phone"),
                Ok(number) => match self.read(|inner| inner.form.is_safe) {
                    None => return object(Refusal::NotAllowed, "safe"),
                    Some(safe_to_call) => {
                        phone = Some(Phone {
                            number,
                            safe_to_call,
                        });
                    }
                },
            },
            // The relay looks closer, and its refusal stands at the same field.
            Reach::Email => match self.written("email").trim() {
                address if address.contains('@') => email = Some(address.to_owned()),
                _ => return object(Refusal::EmailMalformed, "email"),
            },
        }
        let Some(code) = key::code() else {
            self.host().fail();
            return None;
        };
        Some(Leave {
            client_key: key::client_key(),
            language: self.language(),
            text,
            topic: self.topic().filter(|_| !is_in_queue),
            concerns: self.concerns().filter(|_| !is_in_queue),
            area: self.area().filter(|_| !is_in_queue),
            code,
            phone,
            email,
        })
    }

    /// Takes hold of the conversation that the code opens.
    pub fn redeem(self) {
        if self.read(|inner| inner.shown.is_starting) {
            return;
        }
        let Some(code) = PickUpCode::parse(&self.written("code")) else {
            return self.object(Refusal::Malformed, 0, "code");
        };
        let Some(secret) = key::secret() else {
            return self.host().fail();
        };
        let client_key = key::client_key();
        self.change(|inner| {
            inner.kept.secret = Some(secret);
            let redeem = ClientMessage::Redeem(Redeem {
                client_key: client_key.clone(),
                code,
            });
            inner.kept.outbox.push(client_key, redeem);
        });
        self.goes_its_way();
    }

    /// Sends what was just queued, over the link there is or a new one.
    pub(super) fn goes_its_way(self) {
        self.show(|shown| {
            shown.is_starting = true;
            shown.objection = None;
        });
        match self.link() {
            Some(_) => self.send_queued(),
            None => self.connect(),
        }
    }

    /// The request is stored: only now its code is shown.
    pub(super) fn left(self, leave: Leave) {
        let reach = reached::words(&leave).0.to_owned();
        self.change(|inner| {
            inner.conversation.has_code = true;
            inner.kept.reach = reach;
            inner.kept.code = Some(leave.code);
            inner.kept.page = Page::Sent;
            inner.form = Form::default();
            inner.kept.chosen = Chosen::default();
        });
        self.is_stored(leave.text.as_deref());
        self.show(|shown| shown.reach = Reach::Code);
        // The short number comes with a welcome alone.
        if self.read(|inner| inner.conversation.reference == 0)
            && let Some(link) = self.link()
        {
            link.resume();
        }
    }

    /// What stood in the field is stored. What has been written since stays there.
    pub(super) fn is_stored(self, text: Option<&str>) {
        let most = limits::CONTACT_REQUEST_CHARS;
        let draft = self.read(|inner| text::clean_at_most(&inner.kept.draft, most).ok());
        if draft.as_deref() == text {
            self.set_draft(String::new());
        }
    }

    /// The code of the request that was left in this tab, as long as it is shown.
    pub fn code(self) -> Option<PickUpCode> {
        self.read(|inner| inner.kept.code.clone())
    }

    /// Whether something that opens or leaves a conversation is on its way.
    pub(super) fn is_opening(self) -> bool {
        self.read(|inner| {
            let mut entries = inner.kept.outbox.entries().iter();
            entries.any(|entry| {
                matches!(
                    entry.message,
                    ClientMessage::Open(_) | ClientMessage::Leave(_) | ClientMessage::Redeem(_)
                )
            })
        })
    }

    /// Something that opens or leaves a conversation was refused, and nothing of it was kept: the
    /// text stands where it stood, with the reason.
    pub(super) fn refused(self, message: &ClientMessage, refusal: Refusal) {
        let page = self.read(|inner| inner.kept.page);
        let at = match (message, refusal) {
            (ClientMessage::Redeem(_), _) => "code",
            (_, Refusal::PhoneMalformed) => "phone",
            (_, Refusal::EmailMalformed) => "email",
            (ClientMessage::Leave(_), _) => "request",
            _ => FIELD_ID,
        };
        if let ClientMessage::Leave(leave) = message {
            self.fill_from(leave);
        }
        if refusal == Refusal::Closed && page == Page::None {
            // Another screen comes, or a button beside the field that is being written into.
            self.note(|inner| {
                inner.is_shut = true;
                inner.was_shut = true;
            });
            self.host().ask();
        }
        if self.read(|inner| inner.conversation.state.is_none()) {
            self.forget(self.unsent(), page);
        } else {
            self.draw();
        }
        self.object(refusal, 0, at);
    }

    /// What the refused command held stands in the form again, also after a reload.
    fn fill_from(self, leave: &Leave) {
        self.note(|inner| {
            if let Some(phone) = &leave.phone {
                inner.form.phone.clone_from(&phone.number);
                inner.form.is_safe = Some(phone.safe_to_call);
            }
            if let Some(email) = &leave.email {
                inner.form.email.clone_from(email);
            }
        });
    }

    /// Forgets session and log; `draft` stands in the field, and the resident on a page.
    pub(super) fn forget(self, draft: String, page: Page) {
        self.change(|inner| {
            inner.link = None;
            inner.is_welcomed = false;
            inner.until_ms = None;
            inner.ends_at_ms = None;
            inner.ticks = None;
            inner.unread = 0;
            inner.hetu = Default::default();
            inner.conversation = Conversation::default();
            // What was chosen stands with the text that it was chosen for.
            let chosen = match draft.is_empty() {
                true => Chosen::default(),
                false => std::mem::take(&mut inner.kept.chosen),
            };
            inner.kept = Kept {
                draft,
                chosen,
                page,
                open: inner.kept.open,
                ..Kept::default()
            };
        });
        self.draft.notify();
        // The screen itself is drawn from the conversation, of which there is none any more.
        self.show(|shown| {
            *shown = Shown {
                screen: shown.screen,
                told: shown.told,
                reach: shown.reach,
                ..Shown::at_first()
            };
        });
        self.draw();
    }
}
