//! What a visitor does to identify, and to come back as the same person.

use std::sync::Arc;

use juttu_shared::id::{ConversationId, PickUpCode};
use juttu_shared::limits::{RETURN_CHARS, TICKET_MS};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, State as Standing};
use juttu_shared::texts::{Language, dates};
use juttu_shared::wire::v1::event::{Event, FailureCause, Kind};
use juttu_shared::wire::v1::visitor::{
    Decline, Identify, Keep, Kept, Prove, Proved, Refused, Reopen, Ticket,
};

use super::Visitor;
use super::request::{No, failed, plain};
use crate::command::{self, Command as _, Giver};
use crate::config::Service;
use crate::metrics::Identification;
use crate::rate::{Side, TooMuch};
use crate::seal::SecretHash;
use crate::store::identities::{self, Done, NewTicket, Proof, RESULT, ReturnTo, TICKET};
use crate::store::{Answer, Appended, Head, StoreError};

impl Visitor {
    /// Gives a ticket to the session that asks for one.
    pub(crate) async fn identify(
        &self,
        secret: SecretHash,
        identify: Identify,
    ) -> Result<Ticket, Refused> {
        let key = identify.client_key.clone();
        let ticket = self.try_identify(secret, identify).await;
        ticket.map_err(|(code, retry_after_ms)| {
            self.refuse(key.is_valid().then_some(key), code, retry_after_ms)
        })
    }

    async fn try_identify(&self, secret: SecretHash, identify: Identify) -> Result<Ticket, No> {
        if !identify.client_key.is_valid() {
            return Err(plain(Refusal::Malformed));
        }
        let language = Language::from_tag(&identify.language).ok_or(plain(Refusal::Malformed))?;
        let service = self.configured().map_err(plain)?;
        let provider = self.provider(&service, identify.provider).map_err(plain)?;
        let origins = service.origins.iter().chain([&self.app.config.public_url]);
        let return_to = return_to(&identify.return_to, origins).map_err(plain)?;
        let head = self.conversation(secret).await.map_err(failed)?;
        let now_ms = self.app.clock.now_ms();
        may_identify(&service, head.as_deref(), identify.request, now_ms).map_err(plain)?;
        let too_much = |over: TooMuch| (over.code, Some(over.retry_after_ms));
        self.app.rates.ticket(self.from).map_err(too_much)?;
        let ticket = self.app.random.secret();
        let added = self.app.store.add_ticket(NewTicket {
            ticket: self.app.keyring.hash(TICKET, &ticket),
            session: secret,
            service: self.service.clone(),
            conversation: head.map(|head| head.id),
            request: identify.request,
            provider,
            language: language.tag().to_owned(),
            return_to,
            until_ms: now_ms + TICKET_MS,
        });
        added.await.map_err(failed)?;
        self.app.metrics.identification(Identification::Begun);
        Ok(Ticket {
            client_key: identify.client_key,
            // With the language, for a page that can't know the ticket any more.
            url: format!(
                "{}/ident/start?lang={}&ticket={ticket}",
                self.app.config.public_url,
                language.tag()
            ),
        })
    }

    /// The id of the provider that is asked for, or of the first.
    fn provider(&self, service: &Service, asked: Option<String>) -> Result<String, Refusal> {
        let mut offered = service.identification.iter();
        let provider = match asked {
            None => offered.next(),
            Some(asked) => offered.find(|id| **id == asked),
        };
        provider.cloned().ok_or(Refusal::NoIdentification)
    }

    /// Declines to identify.
    pub(crate) fn decline(
        &self,
        secret: SecretHash,
        conversation: ConversationId,
        decline: Decline,
    ) -> Result<Answer<Appended>, Refused> {
        if !decline.client_key.is_valid() {
            return Err(self.refuse(None, Refusal::Malformed, None));
        }
        let command = command::decline::Decline {
            client_key: decline.client_key,
            request: decline.request,
        };
        let now_ms = self.app.clock.now_ms();
        Ok(self.append(command.by(secret, conversation, now_ms)))
    }

    /// Gives the conversation a pick-up code.
    pub(crate) fn keep(
        &self,
        secret: SecretHash,
        conversation: ConversationId,
        keep: Keep,
    ) -> Result<Answer<Appended>, Refused> {
        let code = PickUpCode::parse(&keep.code.0);
        let (true, Some(code)) = (keep.client_key.is_valid(), code) else {
            let key = Some(keep.client_key).filter(juttu_shared::id::ClientKey::is_valid);
            return Err(self.refuse(key, Refusal::Malformed, None));
        };
        let counted = (self.app.rates).message(conversation, Side::Visitor, &keep.client_key);
        if let Err(over) = counted {
            return Err(self.refuse(Some(keep.client_key), over.code, Some(over.retry_after_ms)));
        }
        let command = command::keep::Keep {
            client_key: keep.client_key,
            code: self.app.keyring.hash("code", &code.0),
        };
        let now_ms = self.app.clock.now_ms();
        Ok(self.leave_stored(command.by(secret, conversation, now_ms)))
    }

    /// Redeems the result of an identification. Gives what it appended to the session's conversation,
    /// and the answer.
    pub(crate) async fn prove(
        &self,
        secret: SecretHash,
        prove: Prove,
    ) -> Result<(Option<Appended>, Proved), Refused> {
        let key = prove.client_key.clone();
        let proved = self.try_prove(secret, prove).await;
        proved.map_err(|(code, retry_after_ms)| {
            self.refuse(key.is_valid().then_some(key), code, retry_after_ms)
        })
    }

    async fn try_prove(
        &self,
        secret: SecretHash,
        prove: Prove,
    ) -> Result<(Option<Appended>, Proved), No> {
        if !prove.client_key.is_valid() {
            return Err(plain(Refusal::Malformed));
        }
        if !prove.result.is_valid() {
            return Err(plain(Refusal::WrongResult));
        }
        let now_ms = self.app.clock.now_ms();
        let proof = Proof {
            result: self.app.keyring.hash(RESULT, &prove.result.0),
            session: secret,
            service: self.service.clone(),
            client_key: prove.client_key.clone(),
            may: Box::new(move |head| Giver::Visitor.may(Act::Identify, head, now_ms)),
            now_ms,
        };
        match self.app.store.prove(proof).await.map_err(failed)? {
            identities::Proved::Done(done) => {
                let service = self.configured().map_err(plain)?;
                if done.appended.is_none() {
                    // Of one in a conversation the event is counted.
                    let completed = Identification::Completed;
                    self.app.metrics.identification(completed);
                }
                let proved = Proved {
                    client_key: prove.client_key,
                    conversations: kept(&service, &done),
                    known_again: done.is_known_again,
                };
                Ok((done.appended, proved))
            }
            identities::Proved::Failed(FailureCause::Cancelled) => {
                Err(plain(Refusal::IdentificationCancelled))
            }
            identities::Proved::Failed(_) => Err(plain(Refusal::IdentificationFailed)),
            identities::Proved::Wrong => Err(plain(Refusal::WrongResult)),
        }
    }

    /// Takes hold of an identified conversation of the same person.
    pub(crate) async fn reopen(
        &self,
        secret: SecretHash,
        reopen: Reopen,
    ) -> Result<Arc<Head>, Refused> {
        let key = reopen.client_key.clone();
        let reopened = self.try_reopen(secret, reopen).await;
        reopened
            .inspect(|head| self.came(head))
            .map_err(|(code, retry_after_ms)| {
                self.refuse(key.is_valid().then_some(key), code, retry_after_ms)
            })
    }

    async fn try_reopen(&self, secret: SecretHash, reopen: Reopen) -> Result<Arc<Head>, No> {
        if !reopen.client_key.is_valid() {
            return Err(plain(Refusal::Malformed));
        }
        let now_ms = self.app.clock.now_ms();
        let service = self.service.clone();
        let reopened = (self.app.store).reopen(secret, service, reopen.conversation, now_ms);
        let reopened = reopened.await.map_err(failed)?;
        reopened.ok_or(plain(Refusal::NoConversation))
    }

    /// Whether a session holds a conversation still, of which `head` was read before these events: an
    /// identification by another session has ended it.
    pub(super) async fn holds_still(
        &self,
        secret: SecretHash,
        head: &Head,
        events: &[Event],
    ) -> Result<bool, StoreError> {
        let newer = events.iter().position(|event| event.seq > head.last_seq);
        let newer = newer.and_then(|first| events.get(first..));
        self.holds_after(secret, head.id, newer.unwrap_or_default())
            .await
    }

    /// The same of a conversation that it held before these events.
    pub(super) async fn holds_after(
        &self,
        secret: SecretHash,
        conversation: ConversationId,
        events: &[Event],
    ) -> Result<bool, StoreError> {
        let is_completed = |event: &Event| matches!(event.kind, Kind::IdentificationCompleted(_));
        if !events.iter().any(is_completed) {
            return Ok(true);
        }
        let held = self.app.store.of_session(secret).await?;
        Ok(held.is_some_and(|held| held.id == conversation))
    }
}

/// Whether a session may begin to identify: for a request that is open; of the resident's own accord
/// where the service offers that, and in a contact request without anybody's identity; and without a
/// conversation, to read again what one has.
fn may_identify(
    service: &Service,
    head: Option<&Head>,
    request: Option<u64>,
    now_ms: i64,
) -> Result<(), Refusal> {
    if let Some(head) = head {
        Giver::Visitor.may(Act::Identify, head, now_ms)?;
    }
    match (request, head) {
        (Some(_), head) => {
            let open = head.and_then(|head| head.request);
            (open == request).then_some(()).ok_or(Refusal::WrongState)
        }
        (None, None) => Ok(()),
        (None, Some(_)) if service.identification_at_start => Ok(()),
        (None, Some(head)) if head.state == Standing::Left && head.identity.is_none() => Ok(()),
        (None, Some(_)) => Err(Refusal::NoIdentification),
    }
}

/// Where the browser comes back to: an address of one of these origins as a browser writes it, without
/// its fragment.
fn return_to<'a>(
    asked: &str,
    mut origins: impl Iterator<Item = &'a String>,
) -> Result<ReturnTo, Refusal> {
    if asked.len() > RETURN_CHARS || !asked.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Refusal::Malformed);
    }
    let address = asked.split_once('#').map_or(asked, |(address, _)| address);
    let is_in = |origin: &String| {
        let is_http = origin.starts_with("https://") || origin.starts_with("http://");
        let rest = address.strip_prefix(origin.as_str());
        // What else could follow would make it another host, or a name before one.
        is_http && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
    };
    match origins.any(is_in) {
        true => Ok(ReturnTo(address.to_owned())),
        false => Err(Refusal::ForeignOrigin),
    }
}

fn kept(service: &Service, done: &Done) -> Vec<Kept> {
    let language = Language::from_tag(&done.language).unwrap_or(service.language(None));
    let rows = done.kept.iter();
    rows.map(|kept| Kept {
        conversation: kept.head.id,
        reference: kept.head.reference,
        state: kept.head.state,
        opened: dates::local_time(language, service.local_at(kept.opened_at_ms)),
        answered: kept.head.is_answered(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(asked: &str) -> Result<String, Refusal> {
        let origins = ["https://www.example.fi", "http://127.0.0.1:8080"].map(String::from);
        return_to(asked, origins.iter()).map(|there| there.0)
    }

    #[test]
    fn one_comes_back_to_a_page_of_the_service() {
        for page in [
            "https://www.example.fi",
            "https://www.example.fi/",
            "https://www.example.fi?a=b",
            "https://www.example.fi/a/b?c=https://evil.example/",
            "http://127.0.0.1:8080/perhekeskus",
        ] {
            assert_eq!(of(page), Ok(page.to_owned()));
        }
        let fragment = of("https://www.example.fi/a?b#juttu-result=x");
        assert_eq!(fragment, Ok("https://www.example.fi/a?b".to_owned()));
    }

    #[test]
    fn and_to_no_other() {
        for foreign in [
            "https://www.example.fi.evil.example/",
            "https://www.example.fi@evil.example/",
            "https://www.example.fi:8443/",
            "https://www.example.fi\\@evil.example/",
            "http://www.example.fi/",
            "https://evil.example/?https://www.example.fi/",
            "//www.example.fi/",
            "/perhekeskus",
            "javascript:alert(1)//https://www.example.fi/",
            "data:text/html,https://www.example.fi/",
            "https://WWW.example.fi/",
            "#https://www.example.fi/",
            "",
        ] {
            assert_eq!(of(foreign), Err(Refusal::ForeignOrigin), "{foreign}");
        }
        let long = format!("https://www.example.fi/{}", "a".repeat(RETURN_CHARS));
        for malformed in [
            "https://www.example.fi/a b",
            "https://www.example.fi/\r\nset-cookie:a=b",
            "https://www.example.fi/ä",
            long.as_str(),
        ] {
            assert_eq!(of(malformed), Err(Refusal::Malformed), "{malformed}");
        }
    }
}
