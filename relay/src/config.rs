//! What an operator writes: one TOML file, and environment variables over it.

use std::net::SocketAddr;
use std::path::PathBuf;

use ipnet::IpNet;
use juttu_shared::id::ServiceId;
use juttu_shared::texts::Language;

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
}

/// The relay's limits; the defaults are those of [`juttu_shared::limits`].
#[derive(Clone, Debug)]
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

impl Config {
    /// The service of that id.
    pub fn service(&self, id: &ServiceId) -> Option<&Service> {
        self.services.iter().find(|service| service.id == *id)
    }
}

impl Service {
    /// The name in `language`, or in the service's first.
    pub fn name(&self, language: Language) -> &str {
        let named = self.names.iter().find(|(named, _)| *named == language);
        named
            .or(self.names.first())
            .map_or("", |(_, name)| name.as_str())
    }
}
