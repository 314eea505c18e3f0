//! A contact request that is left, and a code that opens one again: the command that the form
//! makes, its way, and what comes of it.

use juttu_client::key;
use juttu_shared::id::PickUpCode;
use juttu_shared::limits;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::{reach, text};
use juttu_shared::wire::v1::visitor::{ClientMessage, Leave, Phone, Redeem};

use super::reached;
use super::verbs::FIELD_ID;
use super::{Chat, Form, Page, Reach};
use crate::kept::Chosen;

impl Chat {
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
        if is_new && !self.has_session() {
            return;
        }
        self.change(|inner| {
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
        // Not the session of somebody who is identified.
        self.drops_session();
        if !self.has_session() {
            return;
        }
        let client_key = key::client_key();
        self.change(|inner| {
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
            shown.trouble = None;
        });
        match self.link() {
            Some(_) => self.send_queued(),
            None => self.connect(),
        }
    }

    /// The request is stored: only now its code is shown. One who is identified has none, and reads
    /// the answer by identifying again.
    pub(super) fn left(self, leave: Leave) {
        let is_identified = self.read(|inner| inner.conversation.is_identified());
        let reach = reached::words(&leave).0.to_owned();
        self.change(|inner| {
            inner.conversation.has_code = !is_identified;
            inner.kept.reach = reach;
            inner.kept.code = Some(leave.code).filter(|_| !is_identified);
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

    /// Whether something that opens or leaves a conversation is on its way.
    pub(super) fn is_opening(self) -> bool {
        self.read(|inner| {
            let mut entries = inner.kept.outbox.entries().iter();
            entries.any(|entry| {
                matches!(
                    entry.message,
                    ClientMessage::Open(_)
                        | ClientMessage::Leave(_)
                        | ClientMessage::Redeem(_)
                        | ClientMessage::Reopen(_)
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
        if self.read(|inner| inner.conversation.state.is_none()) && !self.is_proved() {
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
}
