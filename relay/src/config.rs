//! What an operator writes: one TOML file, and environment variables over it.
//!
//! Whatever is wrong is told at once, each with its place and what to write instead. The commented
//! reference is [`DEFAULT`], the demo's own configuration [`DEMO`].

mod check;
mod key;
mod origin;
mod problem;
mod read;
mod service;
mod tree;

use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use jiff::tz::TimeZone;
use juttu_shared::id::ServiceId;
use juttu_shared::limits;
use juttu_shared::rules::hours::Interval;
use juttu_shared::texts::Language;

pub use key::{DataKey, KeyError};
pub use origin::origin as check_origin;
pub use problem::{Place, Problem, Problems};

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
    /// The services.
    pub services: Vec<Service>,
    /// The limits.
    pub limits: Limits,
    /// How long a sign-in lasts without any connection or request, in milliseconds.
    pub sign_in_idle_ms: i64,
    /// How long a sign-in lasts at most, in milliseconds.
    pub sign_in_absolute_ms: i64,
    /// Whether this is the demo.
    pub is_demo: bool,
}

/// A chat point.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// Its name, per language of [`Service::languages`].
    pub names: Vec<(Language, String)>,
    /// The languages it speaks, the first one being the default.
    pub languages: Vec<Language>,
    /// The origins of the pages it may stand on. The relay's own is always allowed.
    pub origins: Vec<String>,
    /// Where its hours are read.
    pub time_zone: TimeZone,
    /// Its opening hours from Monday to Sunday, in order within a day.
    pub hours: [Vec<Interval>; 7],
    /// The telephone number shown when the chat fails, as it is shown.
    pub telephone: String,
    /// When the telephone is answered, per language of [`Service::languages`].
    pub telephone_hours: Vec<(Language, String)>,
}

/// The relay's limits; the defaults are those of [`juttu_shared::limits`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most conversations opened from one address prefix in a minute.
    pub conversations_per_address_and_minute: u32,
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

    /// The service of that id.
    pub fn service(&self, id: &ServiceId) -> Option<&Service> {
        self.services.iter().find(|service| service.id == *id)
    }

    /// Whether the desk is reached over TLS, so that its cookie can be `__Host-` and `Secure`.
    pub fn desk_is_secure(&self) -> bool {
        self.desk_url.starts_with("https://")
    }
}

impl Service {
    /// The name in `language`, or in the service's first.
    pub fn name(&self, language: Language) -> &str {
        in_language(&self.names, language)
    }

    /// When the telephone is answered, in `language` or in the service's first.
    pub fn telephone_hours(&self, language: Language) -> &str {
        in_language(&self.telephone_hours, language)
    }

    /// The language of a tag when the service speaks it, or the service's first.
    pub fn language(&self, tag: Option<&str>) -> Language {
        tag.and_then(Language::from_tag)
            .filter(|language| self.languages.contains(language))
            .or(self.languages.first().copied())
            .unwrap_or(Language::Fi)
    }
}

fn in_language(texts: &[(Language, String)], language: Language) -> &str {
    let said = texts.iter().find(|(said, _)| *said == language);
    said.or(texts.first()).map_or("", |(_, text)| text.as_str())
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            conversations_per_address_and_minute: limits::CONVERSATIONS_PER_ADDRESS_AND_MINUTE,
            open_conversations_per_address: limits::OPEN_CONVERSATIONS_PER_ADDRESS,
            messages_per_conversation_and_minute: limits::MESSAGES_PER_CONVERSATION_AND_MINUTE,
            waiting_per_service: limits::WAITING_PER_SERVICE,
            connections_per_address: limits::CONNECTIONS_PER_ADDRESS,
            sign_ins_per_address_and_minute: limits::SIGN_INS_PER_ADDRESS_AND_MINUTE,
            failed_sign_ins_per_name_and_minute: limits::FAILED_SIGN_INS_PER_NAME_AND_MINUTE,
        }
    }
}
