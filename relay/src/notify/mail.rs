//! Mail by SMTP, over TLS always.

use std::error::Error as _;
use std::io::ErrorKind;
use std::net::IpAddr;
use std::time::{Duration, UNIX_EPOCH};

use hyper::Uri;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{AsyncSmtpTransport, Error};
use lettre::{AsyncTransport as _, Tokio1Executor};

use super::Undelivered;
use super::attempt::ATTEMPT_MS;
use crate::config::{Mail, MailTls};
use crate::reach::Unreached;

/// What is sent.
pub(super) struct Letter {
    /// To whom: one address.
    pub(super) to: String,
    /// What stands above it.
    pub(super) subject: String,
    /// The words.
    pub(super) body: String,
    /// The first half of its `Message-ID`: the same when it is sent again.
    pub(super) id: String,
    /// Now, in milliseconds since 1970 UTC.
    pub(super) at_ms: i64,
}

/// Sends a letter: when this is done, the mail server has taken it.
pub(super) async fn send(mail: &Mail, base: &str, letter: Letter) -> Result<(), Undelivered> {
    let message = message(mail, base, letter)?;
    let transport = transport(mail, base)?;
    let sent = transport.send(message).await;
    sent.map(drop).map_err(|error| undelivered(&error))
}

/// Connects, encrypts, greets, signs in, and sends nothing.
pub(super) async fn knock(mail: &Mail, base: &str) -> Result<(), Undelivered> {
    let answered = transport(mail, base)?.test_connection().await;
    match answered.map_err(|error| undelivered(&error))? {
        true => Ok(()),
        false => Err(Undelivered::Broken),
    }
}

fn transport(mail: &Mail, base: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, Undelivered> {
    let mut tls = TlsParameters::builder(mail.host.clone());
    if let Some(path) = &mail.ca_file {
        let pem = std::fs::read(path).map_err(|_| Unreached::Authorities)?;
        let own = Certificate::from_pem(&pem).map_err(|_| Unreached::Authorities)?;
        tls = tls.add_root_certificate(own);
    }
    let tls = tls.build().map_err(|_| Unreached::Authorities)?;
    let tls = match mail.tls {
        MailTls::Implicit => Tls::Wrapper(tls),
        MailTls::StartTls => Tls::Required(tls),
    };
    let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&mail.host)
        .port(mail.port)
        .tls(tls)
        .hello_name(hello(base))
        .timeout(Some(Duration::from_millis(ATTEMPT_MS)));
    if let Some((user, password)) = &mail.credentials {
        let password = password.as_str().to_owned();
        transport = transport.credentials(Credentials::new(user.clone(), password));
    }
    Ok(transport.build())
}

fn message(mail: &Mail, base: &str, letter: Letter) -> Result<Message, Undelivered> {
    let from: Mailbox = mail.from.parse().map_err(|_| Unreached::Unaddressed)?;
    let to = letter.to.parse().map_err(|_| Unreached::Unaddressed)?;
    let at = Duration::from_millis(u64::try_from(letter.at_ms).unwrap_or_default());
    Message::builder()
        .message_id(Some(format!("<{}@{}>", letter.id, host(base))))
        .date(UNIX_EPOCH + at)
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(letter.subject)
        .header(AutoSubmitted)
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body)
        .map_err(|_| Unreached::Unaddressed.into())
}

/// Says that no person wrote it, so that no machine answers (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// How the relay greets: by the name under which it is reached.
fn hello(base: &str) -> ClientId {
    let host = host(base);
    match host.trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(address)) => ClientId::Ipv4(address),
        Ok(IpAddr::V6(address)) => ClientId::Ipv6(address),
        Err(_) => ClientId::Domain(host),
    }
}

fn host(base: &str) -> String {
    let url = base.parse::<Uri>().ok();
    let host = url.as_ref().and_then(Uri::host);
    host.unwrap_or("localhost").to_owned()
}

/// What went wrong, without the server's own words: they may repeat the address.
fn undelivered(error: &Error) -> Undelivered {
    if let Some(code) = error.status() {
        let digits = [
            code.severity as u16,
            code.category as u16,
            code.detail as u16,
        ];
        let [first, second, third] = digits;
        return Undelivered::Reply(first * 100 + second * 10 + third);
    }
    if error.is_client() {
        return Undelivered::Unwilling;
    }
    if error.is_timeout() {
        return Undelivered::TooSlow;
    }
    let mut source = error.source();
    while let Some(cause) = source {
        if cause.is::<rustls::Error>() || is_tls(cause) {
            return Unreached::Tls.into();
        }
        if let Some(io) = cause.downcast_ref::<std::io::Error>() {
            return match io.kind() {
                ErrorKind::UnexpectedEof
                | ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe => Undelivered::Broken,
                ErrorKind::ConnectionRefused
                | ErrorKind::HostUnreachable
                | ErrorKind::NetworkUnreachable
                | ErrorKind::NetworkDown
                | ErrorKind::AddrNotAvailable
                | ErrorKind::PermissionDenied => Unreached::Unconnected.into(),
                // What the resolver says has no kind of its own.
                _ => Unreached::Unresolved.into(),
            };
        }
        source = cause.source();
    }
    match error.is_tls() {
        true => Unreached::Tls.into(),
        false => Undelivered::Broken,
    }
}

/// Whether rustls is inside an error of the system's kind.
fn is_tls(cause: &(dyn std::error::Error + 'static)) -> bool {
    let io = cause.downcast_ref::<std::io::Error>();
    let inside = io.and_then(std::io::Error::get_ref);
    inside.is_some_and(|inside| inside.is::<rustls::Error>())
}
