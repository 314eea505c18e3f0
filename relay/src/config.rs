//! What an operator writes: one TOML file, and environment variables over it.
//!
//! Whatever is wrong is told at once, each with its place and what to write instead. The commented
//! reference is [`DEFAULT`], the demo's own configuration [`DEMO`].

mod audit;
mod check;
mod key;
mod notify;
mod origin;
mod problem;
mod provider;
mod read;
mod service;
mod sign_in;
mod tree;

use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use juttu_shared::id::ServiceId;
use juttu_shared::limits;
use zeroize::Zeroizing;

use crate::store::outbox::NoticeKind;
pub(crate) use key::may_be_read_by_others;

pub use audit::Audit;
pub use key::{DataKey, KeyError};
pub use origin::origin as check_origin;
pub use problem::{Place, Problem, Problems};
pub use provider::{
    Audience, Claims, ContentEncryption, Encryption, KeyEncryption, Provider, Signing,
};
pub(crate) use provider::{NOT_STRONG, is_loopback};
pub use service::{Announcement, CannedReply, Guidance, Service, Texts, Times, in_language};
pub use sign_in::{Group, Rights, SignIn};

/// Every key with its comment: what an operator copies and edits.
pub const DEFAULT: &str = include_str!("../config/default.toml");
/// What `juttu-relay demo` runs on.
pub const DEMO: &str = include_str!("../config/demo.toml");

/// The whole configuration, checked.
#[derive(Clone, Debug)]
pub struct Config {
    /// Origin under which residents reach the relay, such as `https://chat.hyvaep.fi`.
    pub public_url: String,
    /// Origin under which agents reach the desk.
    pub desk_url: String,
    /// Where the public listener stands.
    pub listen_public: SocketAddr,
    /// Where the internal listener (desk, metrics, readiness) stands. The same one as the public
    /// only in the demo.
    pub listen_internal: SocketAddr,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The database file.
    pub database: PathBuf,
    /// Where the data key comes from.
    pub data_key: DataKey,
    /// How mail is sent; none when it is not.
    pub mail: Option<Mail>,
    /// The file of the relay's own keys for identification.
    pub keys_file: Option<PathBuf>,
    /// Who identifies residents.
    pub providers: Vec<Provider>,
    /// Who signs staff in.
    pub staff_providers: Vec<Provider>,
    /// How long the audit log is kept, and whose it is.
    pub audit: Audit,
    /// The services.
    pub services: Vec<Service>,
    /// The limits.
    pub limits: Limits,
    /// How long a sign-in lasts without any connection or request, in milliseconds.
    pub sign_in_idle_ms: i64,
    /// How long a sign-in lasts at most, in milliseconds.
    pub sign_in_absolute_ms: i64,
    /// How the staff sign in.
    pub sign_in: SignIn,
    /// Whether this is the demo.
    pub is_demo: bool,
}

/// Who is told of notices.
#[derive(Clone, Debug)]
pub struct Receiver {
    /// Its name in the configuration, such as `service.perhekeskus.notify.team`.
    pub name: String,
    /// How it is told.
    pub way: Way,
    /// What it is told of.
    pub kinds: Vec<NoticeKind>,
    /// Whether it is left alone outside the service's hours, until the next opening.
    pub quiet_outside_hours: bool,
}

/// How a receiver is told.
#[derive(Clone, Debug)]
pub enum Way {
    /// A mail to this address.
    Email(String),
    /// A request to this address.
    Webhook(Webhook),
}

/// A receiver of requests.
#[derive(Clone)]
pub struct Webhook {
    /// Where to, over https.
    pub url: String,
    /// The form of the body.
    pub template: Template,
    /// The key that requests are signed with, where the receiver checks it.
    pub secret: Option<Zeroizing<Vec<u8>>>,
    /// Whether it may be an address of the inside network.
    pub allow_internal: bool,
    /// Further certificates to trust, in a PEM file: those of one's own network.
    pub ca_file: Option<PathBuf>,
}

/// Says neither the address, which may hold a token, nor the key.
impl std::fmt::Debug for Webhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Webhook({:?}, …)", self.template)
    }
}

/// The form of a request's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// As in the Standard Webhooks specification.
    Standard,
    /// A message as Slack takes it.
    Slack,
    /// A card as Teams takes it.
    Teams,
}

/// How mail is sent.
#[derive(Clone)]
pub struct Mail {
    /// The server's name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: MailTls,
    /// Further certificates to trust, in a PEM file: those of one's own network.
    pub ca_file: Option<PathBuf>,
    /// Name and password, where the server asks for them.
    pub credentials: Option<(String, Zeroizing<String>)>,
    /// The sender's address.
    pub from: String,
}

/// Says neither name nor password.
impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mail({}:{}, …)", self.host, self.port)
    }
}

/// How a connection to the mail server is encrypted. Never not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailTls {
    /// From the beginning (RFC 8314).
    Implicit,
    /// After `STARTTLS`, which must succeed (RFC 3207).
    StartTls,
}

/// The relay's limits; the defaults are those of [`juttu_shared::limits`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most conversations opened from one address prefix in a minute.
    pub conversations_per_address_and_minute: u32,
    /// Most contact requests left from one address prefix in an hour.
    pub contact_requests_per_address_and_hour: u32,
    /// Most wrong pick-up codes from one address prefix in a minute.
    pub wrong_codes_per_address_and_minute: u32,
    /// Most conversations of one address prefix that are open at once.
    pub open_conversations_per_address: u32,
    /// Most messages that one side may post into one conversation in a minute.
    pub messages_per_conversation_and_minute: u32,
    /// Most conversations that may wait in one service's queue.
    pub waiting_per_service: u32,
    /// Most connections from one address prefix at once.
    pub connections_per_address: u32,
    /// Most sign-in attempts from one address prefix in a minute.
    pub sign_ins_per_address_and_minute: u32,
    /// Most failed sign-in attempts for one name in a minute, from one address prefix.
    pub failed_sign_ins_per_name_and_minute: u32,
}

/// What a configuration is read from.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Whether [`DEMO`] stands under the file, and what only the demo may do is allowed.
    pub demo: bool,
    /// The file: its path, as the operator wrote it, and its text.
    pub file: Option<(PathBuf, String)>,
    /// The environment; variables that do not begin with `JUTTU__` are left alone.
    pub environment: Vec<(String, String)>,
}

impl Config {
    /// Reads and checks the sources, the later ones laid over the earlier.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the sources.
    pub fn read(sources: &Sources) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        let mut data_key = None;
        let mut whole = tree::Table::default();
        if sources.demo {
            let demo = tree::of_file("the demo's configuration", DEMO, &mut problems);
            tree::lay_over(&mut whole, demo);
        }
        if let Some((path, text)) = &sources.file {
            let file = tree::of_file(&path.display().to_string(), text, &mut problems);
            tree::lay_over(&mut whole, file);
        }
        let variables = tree::of_environment(&sources.environment, &mut data_key, &mut problems);
        tree::lay_over(&mut whole, variables);
        if !problems.is_empty() {
            return Err(problems);
        }
        let name = match &sources.file {
            Some((path, _)) => path.display().to_string(),
            None => "the configuration".to_owned(),
        };
        let config = check::config(whole, &name, sources.demo, data_key, &mut problems);
        match config {
            Some(config) if problems.is_empty() => Ok(config),
            _ => Err(problems),
        }
    }

    /// The service of that id as the operator wrote it; as it stands now it is in
    /// [`crate::app::App::services`].
    pub fn as_written(&self, id: &ServiceId) -> Option<&Service> {
        self.services.iter().find(|service| service.id == *id)
    }

    /// Whether the desk is reached over TLS, so that its cookie can be `__Host-` and `Secure`.
    pub fn desk_is_secure(&self) -> bool {
        self.desk_url.starts_with("https://")
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            conversations_per_address_and_minute: limits::CONVERSATIONS_PER_ADDRESS_AND_MINUTE,
            contact_requests_per_address_and_hour: limits::CONTACT_REQUESTS_PER_ADDRESS_AND_HOUR,
            wrong_codes_per_address_and_minute: limits::WRONG_CODES_PER_ADDRESS_AND_MINUTE,
            open_conversations_per_address: limits::OPEN_CONVERSATIONS_PER_ADDRESS,
            messages_per_conversation_and_minute: limits::MESSAGES_PER_CONVERSATION_AND_MINUTE,
            waiting_per_service: limits::WAITING_PER_SERVICE,
            connections_per_address: limits::CONNECTIONS_PER_ADDRESS,
            sign_ins_per_address_and_minute: limits::SIGN_INS_PER_ADDRESS_AND_MINUTE,
            failed_sign_ins_per_name_and_minute: limits::FAILED_SIGN_INS_PER_NAME_AND_MINUTE,
        }
    }
}
