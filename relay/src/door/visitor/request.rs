//! What a visitor does for an answer later: leaving a contact request, and coming back to it with
//! its code.

use std::sync::Arc;

use juttu_shared::id::PickUpCode;
use juttu_shared::limits::CONTACT_REQUEST_CHARS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::{reach, text};
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::event::Event;
use juttu_shared::wire::v1::visitor::{Leave, Phone, Redeem, Refused};

use super::{Visitor, about, beginning};
use crate::command::{self, Command as _, notices, services};
use crate::rate::TooMuch;
use crate::seal::SecretHash;
use crate::store::{
    About, Answer, Append, Appended, ContactDetails, Head, Leaving, Opening, StoreError,
};

pub(super) type No = (Refusal, Option<u64>);

impl Visitor {
    /// Leaves a contact request, whether or not the session has a conversation. Gives the events
    /// that this command made, now or the first time.
    pub(crate) async fn leave(
        &self,
        secret: SecretHash,
        leave: Leave,
    ) -> Result<(Arc<Head>, Vec<Event>), Refused> {
        let key = leave.client_key.clone();
        let left = self.try_leave(secret, leave).await;
        left.inspect(|(head, _)| self.came(head))
            .map_err(|(code, retry_after_ms)| self.refuse(Some(key), code, retry_after_ms))
    }

    /// The command that leaves a conversation that there is, counted.
    pub(crate) fn leave_command(
        &self,
        secret: SecretHash,
        leave: Leave,
    ) -> Result<command::leave::Leave, Refused> {
        let key = leave.client_key.clone();
        let command = || {
            let command = self.checked(leave).map_err(plain)?.0;
            self.count(secret, &command)?;
            Ok(command)
        };
        command().map_err(|(code, retry_after_ms)| self.refuse(Some(key), code, retry_after_ms))
    }

    async fn try_leave(
        &self,
        secret: SecretHash,
        leave: Leave,
    ) -> Result<(Arc<Head>, Vec<Event>), No> {
        let (command, language, about) = self.checked(leave).map_err(plain)?;
        let known = self.app.store.of_session(secret).await.map_err(failed)?;
        if let Some(head) = known {
            if head.door != self.service {
                return Err(plain(Refusal::NotAllowed));
            }
            self.count(secret, &command)?;
            return self.leave_known(secret, &head, command).await;
        }
        let text = command.text.clone().ok_or(plain(Refusal::TextEmpty))?;
        let too_much = |over: TooMuch| (over.code, Some(over.retry_after_ms));
        self.may_open().map_err(too_much)?;
        self.count(secret, &command)?;
        let service = self.configured().map_err(plain)?;
        let (answer_by, notices) = notices::for_left(&service, command.now_ms);
        let opening = Opening {
            secret,
            service: self.service.clone(),
            language: language.tag().to_owned(),
            about,
            client_key: command.client_key.clone(),
            text,
            brings_identity: service.identification_at_start,
            leaving: Some(command.leaving.clone()),
            answer_by,
            notices,
            most_waiting: self.app.config.limits.waiting_per_service,
            place: None,
            now_ms: command.now_ms,
        };
        let opened = self.without_anothers_code(self.app.store.open(opening));
        let head = opened.await.map_err(failed)?;
        let mut events = self.app.store.events(head.id, 0).await.map_err(failed)?;
        beginning(&mut events);
        let is_its = |event: &Event| event.client_key.as_ref() == Some(&command.client_key);
        if events.iter().any(is_its) {
            Ok((head, events))
        } else {
            // The same session has opened one in the same moment: that one is left.
            self.leave_known(secret, &head, command).await
        }
    }

    async fn leave_known(
        &self,
        secret: SecretHash,
        head: &Head,
        command: command::leave::Leave,
    ) -> Result<(Arc<Head>, Vec<Event>), No> {
        let append: Append = {
            let now_ms = command.now_ms;
            command.by(secret, head.id, now_ms)
        };
        let appended = self.leave_stored(append).await.map_err(failed)?;
        Ok((appended.head, appended.events))
    }

    /// Stores that a conversation is left.
    pub(super) fn leave_stored(&self, append: Append) -> Answer<Appended> {
        self.without_anothers_code(self.app.store.append(append))
    }

    /// What can't be stored since the code is another conversation's tells that there is such a code:
    /// it counts as a guess.
    pub(super) fn without_anothers_code<T: Send + 'static>(&self, stored: Answer<T>) -> Answer<T> {
        let (app, from) = (Arc::clone(&self.app), self.from);
        Box::pin(async move {
            let stored = stored.await;
            match stored {
                Err(StoreError::Refused(Refusal::Malformed)) => {
                    let counted = app.rates.wrong_code(from);
                    let code = counted.map_or_else(|over| over.code, |()| Refusal::Malformed);
                    Err(StoreError::Refused(code))
                }
                stored => stored,
            }
        })
    }

    fn count(&self, secret: SecretHash, command: &command::leave::Leave) -> Result<(), No> {
        let counted = (self.app.rates).contact_request(self.from, secret, &command.client_key);
        counted.map_err(|over: TooMuch| (over.code, Some(over.retry_after_ms)))
    }

    /// The command with everything in its right form. Whether the text may be as long as that of
    /// a new contact request is decided on the conversation.
    fn checked(&self, leave: Leave) -> Result<(command::leave::Leave, Language, About), Refusal> {
        let code = PickUpCode::parse(&leave.code.0);
        let (true, Some(code)) = (leave.client_key.is_valid(), code) else {
            return Err(Refusal::Malformed);
        };
        let language = Language::from_tag(&leave.language).ok_or(Refusal::Malformed)?;
        let service = self.configured()?;
        let about = about(&service, leave.topic, leave.concerns, leave.area)?;
        let text = leave
            .text
            .map(|said| text::clean_at_most(&said, CONTACT_REQUEST_CHARS));
        let command = command::leave::Leave {
            client_key: leave.client_key,
            text: text.transpose()?,
            leaving: Leaving {
                code: self.app.keyring.hash("code", &code.0),
                contact: contact(leave.phone, leave.email)?,
            },
            services: services(&self.app),
            now_ms: self.app.clock.now_ms(),
        };
        Ok((command, language, about))
    }

    /// Takes hold of the conversation that a code opens.
    pub(crate) async fn redeem(
        &self,
        secret: SecretHash,
        redeem: Redeem,
    ) -> Result<Arc<Head>, Refused> {
        let key = redeem.client_key.clone();
        let redeemed = self.try_redeem(secret, redeem).await;
        redeemed
            .inspect(|head| self.came(head))
            .map_err(|(code, retry_after_ms)| self.refuse(Some(key), code, retry_after_ms))
    }

    async fn try_redeem(&self, secret: SecretHash, redeem: Redeem) -> Result<Arc<Head>, No> {
        if !redeem.client_key.is_valid() {
            return Err(plain(Refusal::Malformed));
        }
        // What can't be a code is a slip, and no guess.
        let code = PickUpCode::parse(&redeem.code.0).ok_or(plain(Refusal::WrongCode))?;
        let code = self.app.keyring.hash("code", &code.0);
        self.app.rates.before_code(self.from).await;
        let store = &self.app.store;
        if let Some(has) = store.of_session(secret).await.map_err(failed)? {
            let opened = store.of_code(code).await.map_err(failed)?;
            return match opened {
                Some(head) if head.id == has.id && head.door == self.service => Ok(head),
                // Whether the code opens anything else is not said.
                _ => Err(plain(Refusal::WrongState)),
            };
        }
        // Read first: a guess never waits for, nor holds up, those who write.
        let opened = store.of_code(code).await.map_err(failed)?;
        let Some(opened) = opened.filter(|head| head.door == self.service) else {
            return Err(self.wrong_code(Refusal::WrongCode));
        };
        let counted = self.app.rates.redeem(self.from, opened.id);
        counted.map_err(|over| (over.code, Some(over.retry_after_ms)))?;
        let now_ms = self.app.clock.now_ms();
        let given = store.redeem(code, secret, self.service.clone(), now_ms);
        // The same session has taken hold of another one in the same moment.
        given
            .await
            .map_err(failed)?
            .ok_or(plain(Refusal::WrongState))
    }

    /// Counts a code that opened nothing, and says so, or that there were too many.
    fn wrong_code(&self, code: Refusal) -> No {
        match self.app.rates.wrong_code(self.from) {
            Ok(()) => plain(code),
            Err(over) => (over.code, Some(over.retry_after_ms)),
        }
    }
}

/// Contact details as they are kept.
fn contact(phone: Option<Phone>, email: Option<String>) -> Result<ContactDetails, Refusal> {
    let phone =
        phone.map(|phone| reach::phone(&phone.number).map(|number| Phone { number, ..phone }));
    let email = email.map(|email| reach::email(&email));
    Ok(ContactDetails {
        phone: phone.transpose()?,
        email: email.transpose()?,
    })
}

pub(super) fn plain(code: Refusal) -> No {
    (code, None)
}

pub(super) fn failed(error: StoreError) -> No {
    plain(error.refusal())
}
