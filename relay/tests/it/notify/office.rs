//! A mail server, a receiver of webhooks, and a relay that tells them.

use std::sync::Arc;

use juttu_relay::notify;

use super::authority::Authority;
use super::hook::Hook;
use super::smtp::{PASSWORD, Smtp, USER};
use crate::harness::{NOW_MS, Relay, Setup, soon};

pub(crate) const SECOND_MS: i64 = 1_000;
pub(crate) const MINUTE_MS: i64 = 60 * SECOND_MS;
pub(crate) const HOUR_MS: i64 = 60 * MINUTE_MS;
/// The key that webhooks are signed with.
pub(crate) const SECRET: &str = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
/// The mail receiver's name in the configuration.
pub(crate) const TEAM: &str = "service.perhekeskus.notify.team";
/// The webhook receiver's.
pub(crate) const CHANNEL: &str = "service.perhekeskus.notify.channel";

/// Who is told.
pub(crate) struct Office {
    pub(crate) authority: Arc<Authority>,
    pub(crate) smtp: Smtp,
    pub(crate) hook: Hook,
    pub(crate) now_ms: i64,
    environment: Vec<(&'static str, String)>,
}

impl Office {
    /// A mail server with STARTTLS, and nobody who is told.
    pub(crate) async fn new() -> Self {
        Self::with(false).await
    }

    pub(crate) async fn with(is_implicit: bool) -> Self {
        let authority = Arc::new(Authority::new());
        let smtp = Smtp::start(&authority, is_implicit).await;
        let hook = Hook::start(Some(&authority)).await;
        let tls = if is_implicit { "implicit" } else { "starttls" };
        Self {
            now_ms: NOW_MS,
            environment: vec![
                ("JUTTU__MAIL__HOST", "localhost".to_owned()),
                ("JUTTU__MAIL__PORT", smtp.port.to_string()),
                ("JUTTU__MAIL__TLS", tls.to_owned()),
                (
                    "JUTTU__MAIL__CA_FILE",
                    authority.file().display().to_string(),
                ),
                ("JUTTU__MAIL__FROM", "Chat <chat@example.fi>".to_owned()),
                ("JUTTU__MAIL__USER", USER.to_owned()),
                ("JUTTU__MAIL__PASSWORD", PASSWORD.to_owned()),
            ],
            authority,
            smtp,
            hook,
        }
    }

    /// Another key of the configuration.
    pub(crate) fn and(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.environment.retain(|(there, _)| *there != key);
        self.environment.push((key, value.into()));
        self
    }

    /// The clock begins then.
    pub(crate) fn at(mut self, now_ms: i64) -> Self {
        self.now_ms = now_ms;
        self
    }

    /// The team is told of these kinds by mail.
    pub(crate) fn team(self, kinds: &str) -> Self {
        self.and(
            "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__TEAM__EMAIL",
            "tiimi@example.fi",
        )
        .and("JUTTU__SERVICE__PERHEKESKUS__NOTIFY__TEAM__KINDS", kinds)
    }

    /// The channel is told of these kinds by webhook.
    pub(crate) fn channel(self, kinds: &str, template: &str) -> Self {
        let url = format!("https://localhost:{}/services/T0ken?a=b", self.hook.port);
        let file = self.authority.file().display().to_string();
        self.and("JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__WEBHOOK", url)
            .and(
                "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__TEMPLATE",
                template,
            )
            .and("JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__KINDS", kinds)
            .and(
                "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__SECRET",
                SECRET,
            )
            .and(
                "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__CA_FILE",
                file,
            )
            .and(
                "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__CHANNEL__ALLOW_INTERNAL",
                "true",
            )
    }

    /// A relay that tells them.
    pub(crate) async fn relay(&self) -> Relay {
        Relay::start_with(Setup {
            environment: self.environment.clone(),
            now_ms: self.now_ms,
            ..Setup::with(&[])
        })
        .await
    }

    /// What is written of it, for a relay of another process.
    pub(crate) fn environment(&self) -> &[(&'static str, String)] {
        &self.environment
    }
}

/// Moves the clock, and brings all that is due then.
pub(crate) async fn later(relay: &Relay, by_ms: i64) {
    relay.clock().advance_ms(by_ms);
    told(relay).await;
}

/// Brings all that is due.
pub(crate) async fn told(relay: &Relay) {
    soon("everyone to be told", notify::run_once(&relay.app))
        .await
        .unwrap();
}

/// The value of a figure; 0 when there is none.
pub(crate) async fn figure(relay: &Relay, name: &str) -> f64 {
    let metrics = relay.get("/metrics").send().await;
    let text = metrics.text();
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    line.map_or(0.0, |value| value.trim().parse().unwrap())
}
