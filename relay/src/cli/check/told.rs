//! The mail server and everyone who is told: can they be reached, and is anything left for them?

use std::fmt::Write as _;

use futures_util::future::join_all;
use hyper::Uri;
use jiff::Timestamp;

use super::Found;
use crate::config::{Config, Mail, MailTls, Receiver, Way, Webhook};
use crate::notify::{RESIDENT, Undelivered, reachable};
use crate::reach::Unreached;
use crate::store::outbox::Failing;

/// A line for the mail server and one for each receiver, all asked at once.
pub(super) async fn found(config: &Config, failing: &[Failing]) -> Vec<Found> {
    let receivers: Vec<_> = config
        .services
        .iter()
        .flat_map(|service| &service.receivers)
        .collect();
    let mail = async {
        match &config.mail {
            Some(mail) => mail_server(mail, &config.public_url).await,
            None => Found::right("mail: there is no section [mail]; no mail is sent"),
        }
    };
    let each = receivers.iter().map(|receiver| async {
        let found = self::receiver(receiver).await;
        with_failing(&receiver.name, found, failing)
    });
    let (mail, mut each) = futures_util::future::join(mail, join_all(each)).await;
    let mail = with_failing(RESIDENT, mail, failing);
    if each.is_empty() {
        each.push(Found::right(
            "notices: nobody is told of anything; write a section [service.ID.notify.NAME]",
        ));
    }
    each.insert(0, mail);
    each
}

async fn mail_server(mail: &Mail, base: &str) -> Found {
    match reachable::mail_server(mail, base).await {
        Ok(()) => {
            let signed_in = match mail.credentials {
                Some(_) => "and takes name and password",
                None => "and asks for no name",
            };
            let place = format!("{}:{}", mail.host, mail.port);
            Found::right(format!(
                "mail: right; {place} is reached, encrypted, {signed_in}"
            ))
        }
        Err(why) => Found::wrong(format!("mail: wrong\n{}", mend_mail(mail, why))),
    }
}

async fn receiver(receiver: &Receiver) -> Found {
    let name = &receiver.name;
    match &receiver.way {
        // Whether the address exists only the mail server knows, and it says so when it is used.
        Way::Email(_) => Found::right(format!("{name}: by mail")),
        Way::Webhook(webhook) => match reachable::receiver(webhook).await {
            Ok(()) => Found::right(format!("{name}: right; {} is reached", host(webhook))),
            Err(why) => Found::wrong(format!("{name}: wrong\n{}", mend_webhook(webhook, why))),
        },
    }
}

/// Adds what is left for a receiver, which is wrong even when it can be reached now.
fn with_failing(name: &str, mut found: Found, failing: &[Failing]) -> Found {
    if let Some(failing) = failing.iter().find(|failing| failing.receiver == name) {
        let since = Timestamp::from_millisecond(failing.since_ms)
            .map_or_else(|_| String::new(), |since| format!("{since:.0}"));
        let deliveries = failing.deliveries;
        let residents = match name {
            RESIDENT => " to residents",
            _ => "",
        };
        // Into a text, which takes everything.
        let _ = write!(
            found.words,
            "\n{deliveries} notices{residents} have not arrived since {since}, and are tried again; \
             the relay's log says why (\"did not arrive\")"
        );
        found.is_right = false;
    }
    found
}

fn mend_mail(mail: &Mail, why: Undelivered) -> String {
    let place = format!("{}:{}", mail.host, mail.port);
    match why {
        Undelivered::Unreached(Unreached::Unresolved) => format!(
            "{} stands for no address; correct mail.host, or this machine's name servers",
            mail.host
        ),
        Undelivered::Unreached(Unreached::Unconnected) => format!(
            "nobody takes connections at {place}; correct mail.port, or let this machine through \
             the firewall"
        ),
        Undelivered::TooSlow => format!(
            "{place} does not answer; correct mail.port and mail.tls (now \"{}\"), or let this \
             machine through the firewall",
            tls(mail)
        ),
        Undelivered::Unreached(Unreached::Tls) => format!(
            "no encrypted connection with {place}: its certificate is not trusted or not for this \
             name, or the port does not speak \"{}\"; write the certificates of your own authority \
             into mail.ca_file, or correct mail.host, mail.port or mail.tls",
            tls(mail)
        ),
        Undelivered::Unreached(Unreached::Authorities) => {
            "mail.ca_file can't be read; write certificates in PEM into it".to_owned()
        }
        Undelivered::Unwilling => format!(
            "{place} offers no STARTTLS, or no way to sign in with a name and a password; correct \
             mail.port and mail.tls, or leave mail.user out if it asks for none"
        ),
        Undelivered::Reply(code) if code / 10 == 53 => format!(
            "{place} refuses name and password ({code}); correct mail.user and the password, or \
             write them if it asks for them"
        ),
        Undelivered::Reply(code) => format!(
            "{place} answers {code} and takes no mail from this machine; ask whoever runs it"
        ),
        other => format!("{place}: {other}; correct mail.port and mail.tls"),
    }
}

fn mend_webhook(webhook: &Webhook, why: Undelivered) -> String {
    let host = host(webhook);
    match why {
        Undelivered::Unreached(Unreached::Unresolved) => {
            format!("{host} stands for no address; correct webhook, or this machine's name servers")
        }
        Undelivered::Unreached(Unreached::Internal) => format!(
            "{host} stands for an address of the inside network; write allow_internal = true if \
             this receiver may be one"
        ),
        Undelivered::Unreached(Unreached::Unconnected) | Undelivered::TooSlow => format!(
            "{host} takes no connection; correct webhook, or let this machine through the firewall"
        ),
        Undelivered::Unreached(Unreached::Tls) => format!(
            "no encrypted connection with {host}: its certificate is not trusted or not for this \
             name; write the certificates of your own authority into ca_file, or correct webhook"
        ),
        Undelivered::Unreached(Unreached::Authorities) => {
            "ca_file can't be read; write certificates in PEM into it".to_owned()
        }
        other => format!("{host}: {other}"),
    }
}

fn tls(mail: &Mail) -> &'static str {
    match mail.tls {
        MailTls::Implicit => "implicit",
        MailTls::StartTls => "starttls",
    }
}

/// The host alone: the rest of the address may be a token.
fn host(webhook: &Webhook) -> String {
    let url = webhook.url.parse::<Uri>().ok();
    let host = url.as_ref().and_then(Uri::host);
    host.unwrap_or("the address").to_owned()
}
