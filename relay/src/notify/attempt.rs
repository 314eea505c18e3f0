//! One attempt to bring one delivery.

use std::future::Future;

use crate::app::App;
use crate::clock::real_ms;
use crate::config::{Mail, Service, Way};
use crate::notify::mail::{self, Letter};
use crate::notify::receiver::{self, RESIDENT};
use crate::notify::{webhook, words};
use crate::reach::Unreached;
use crate::store::StoreError;
use crate::store::outbox::Delivery;

/// How long one attempt may take, in milliseconds of the machine's own time.
pub const ATTEMPT_MS: u64 = 10_000;

/// Why a delivery did not arrive. Says no address and nothing of what the other side said: it may
/// repeat the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undelivered {
    /// There is no connection, or no address to connect to.
    #[error(transparent)]
    Unreached(#[from] Unreached),
    /// It took longer than [`ATTEMPT_MS`].
    #[error("no answer in time")]
    TooSlow,
    /// The connection ended, or what was said is not the protocol.
    #[error("the connection ended before the answer")]
    Broken,
    /// The receiver of a webhook answered with this status, and that is no success.
    #[error("answered {0}")]
    Status(u16),
    /// The mail server answered with this code.
    #[error("the mail server answered {0}")]
    Reply(u16),
    /// The mail server does not offer what is needed.
    #[error("the mail server offers no STARTTLS, or no way to sign in")]
    Unwilling,
    /// Mail is not configured any longer.
    #[error("there is no mail server any longer")]
    NoMail,
}

impl Undelivered {
    /// Whether trying again is of no use. A mail server's final "no" (5xx) counts as one for a
    /// resident's address alone: what is wrong with a receiver of the staff, an operator can mend.
    pub(super) fn is_final(self, receiver: &str) -> bool {
        match self {
            Self::Status(status) => status == 410,
            // 53x is about the relay's own sign-in (RFC 4954).
            Self::Reply(code) => receiver == RESIDENT && code >= 500 && code / 10 != 53,
            Self::Unreached(Unreached::Unaddressed) | Self::NoMail => receiver == RESIDENT,
            _ => false,
        }
    }
}

/// How an attempt ended.
pub(super) enum Outcome {
    /// It arrived.
    Arrived,
    /// It did not.
    Failed(Undelivered),
    /// There is nobody any longer whom it could be brought to.
    Nobody,
}

/// Tries once to bring a delivery.
///
/// # Errors
/// When the store does not say whom to bring it to.
pub(super) async fn attempt(app: &App, delivery: &Delivery) -> Result<Outcome, StoreError> {
    if delivery.receiver == RESIDENT {
        return resident(app, delivery).await;
    }
    let Some((service, receiver)) = receiver::of_name(&app.config, &delivery.receiver) else {
        return Ok(Outcome::Nobody);
    };
    let told = words::for_staff(&app.config, service, &delivery.notice);
    let brought = match &receiver.way {
        Way::Email(to) => match &app.config.mail {
            Some(mail) => {
                let letter = Letter {
                    to: to.clone(),
                    subject: told.title.clone(),
                    body: told.letter(),
                    id: id_of(delivery),
                    at_ms: app.clock.now_ms(),
                };
                in_time(send(app, mail, letter)).await
            }
            None => Err(Undelivered::NoMail),
        },
        Way::Webhook(webhook) => {
            let request = webhook::Told {
                words: &told,
                service,
                notice: &delivery.notice,
                id: id_of(delivery),
                now_ms: app.clock.now_ms(),
            };
            in_time(webhook::send(webhook, &request)).await
        }
    };
    Ok(brought.map_or_else(Outcome::Failed, |()| Outcome::Arrived))
}

/// The resident's address is read when it is needed, and held no longer.
async fn resident(app: &App, delivery: &Delivery) -> Result<Outcome, StoreError> {
    let Some(conversation) = delivery.notice.conversation else {
        return Ok(Outcome::Nobody);
    };
    let Some(head) = app.store.head(conversation).await? else {
        return Ok(Outcome::Nobody);
    };
    if !head.is_answered() {
        // Has read it, and answered.
        return Ok(Outcome::Nobody);
    }
    // Whoever has the chat open, or came back after the answer, has been given it.
    if app.hub.was_here_after(conversation, delivery.notice.at_ms) {
        return Ok(Outcome::Nobody);
    }
    let Some(to) = app.store.resident_email(conversation).await? else {
        return Ok(Outcome::Nobody);
    };
    let Some(mail) = &app.config.mail else {
        return Ok(Outcome::Failed(Undelivered::NoMail));
    };
    let service = app.services.get(&head.door);
    let service = service.as_deref();
    let told = words::for_resident(&app.config, service, &head.language, head.reach);
    let letter = Letter {
        to,
        subject: told.title.clone(),
        body: told.letter(),
        id: id_of(delivery),
        at_ms: app.clock.now_ms(),
    };
    let brought = in_time(send(app, mail, letter)).await;
    Ok(brought.map_or_else(Outcome::Failed, |()| Outcome::Arrived))
}

async fn send(app: &App, mail: &Mail, letter: Letter) -> Result<(), Undelivered> {
    mail::send(mail, &app.config.public_url, letter).await
}

/// The same for every attempt at one delivery, and for no other delivery: not even after the
/// database was put back to an older state.
fn id_of(delivery: &Delivery) -> String {
    format!("juttu_{}_{}", delivery.id, delivery.notice.at_ms)
}

pub(super) async fn in_time<T>(
    work: impl Future<Output = Result<T, Undelivered>>,
) -> Result<T, Undelivered> {
    tokio::select! {
        // What is done is done, also when both are found at once after a standstill: it must not
        // be tried again.
        biased;
        done = work => done,
        () = real_ms(ATTEMPT_MS) => Err(Undelivered::TooSlow),
    }
}

/// The name of a service's receiver, as far as it may be said: never its address.
pub(super) fn way_name(way: &Way) -> &'static str {
    match way {
        Way::Email(_) => "mail",
        Way::Webhook(_) => "webhook",
    }
}

/// How the receiver of that name is told, as the figures call it.
pub(super) fn way_of(app: &App, receiver: &str) -> &'static str {
    let found: Option<(&Service, _)> = receiver::of_name(&app.config, receiver);
    found.map_or("mail", |(_, receiver)| way_name(&receiver.way))
}
