//! Who is signed in at the desk.
//!
//! A sign-in is a cookie with a random token, of which the store keeps a keyed hash. It ends when
//! it is not used for a while, and in any case after some hours. It remembers how it was made: what
//! residents identify in is closed to one by a password alone.

pub mod account;
mod cookie;
mod lock;
mod password;
mod provider;
mod routes;
mod second_factor;
pub mod totp;

use std::sync::Arc;

use axum::http::HeaderMap;
use juttu_shared::id::ServiceId;
use juttu_shared::rules::state::Role;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::agent::{Me, ServiceName};
use juttu_shared::wire::v1::sign_in::SecondFactor;

use crate::app::App;
use crate::config::{Config, Service};
use crate::seal::{Keyring, SecretHash};
use crate::store::StoreError;
use crate::store::accounts::{Agent, Manner, SignIn};

pub use routes::routes;

/// How long a use of a sign-in may go unwritten, in milliseconds.
const TOUCH_MS: i64 = 60_000;
/// How often sign-ins that are over are removed, in milliseconds.
const REMOVE_MS: i64 = 3_600_000;

/// An agent who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who, with the services that this sign-in opens.
    pub agent: Agent,
    /// The agent's services that it does not open; an auditor's are those that the log tells of.
    pub locked: Vec<ServiceId>,
    /// The name one signs in with.
    pub login: String,
    /// How the account's second factor stands; none for one who comes through an organisation.
    pub second_factor: Option<SecondFactor>,
    /// The sign-in.
    pub token: SecretHash,
    /// When it ends at the latest, in milliseconds since 1970 UTC.
    pub until_ms: i64,
}

/// Who is signed in with the cookie of these headers, if anybody. Counts as a use of the sign-in.
///
/// # Errors
/// When the store can't say.
pub async fn signed_in(app: &App, headers: &HeaderMap) -> Result<Option<SignedIn>, StoreError> {
    let Some(token) = cookie::read(&app.config, headers) else {
        return Ok(None);
    };
    let token = token_hash(&app.keyring, token);
    let Some(sign_in) = app.store.sign_in(token).await? else {
        return Ok(None);
    };
    let now_ms = app.clock.now_ms();
    let until_ms = sign_in.began_ms + app.config.sign_in_absolute_ms;
    let idle_until_ms = sign_in.seen_ms + app.config.sign_in_idle_ms;
    if now_ms >= until_ms || now_ms >= idle_until_ms || !is_still_taken(&app.config, &sign_in) {
        app.store.end_sign_in(token).await?;
        app.hub.sign_out(token);
        return Ok(None);
    }
    if now_ms - sign_in.seen_ms >= TOUCH_MS {
        // A store that can't be written to must not keep anybody out who can be answered without.
        let _ = app.store.touch_sign_in(token, now_ms).await;
    }
    let second_factor = match (sign_in.manner, sign_in.has_second_factor) {
        (Manner::Provider, _) => None,
        (_, true) => Some(SecondFactor::SetUp),
        (_, false) => Some(SecondFactor::Missing),
    };
    let (agent, locked) = lock::locked(&app.config, sign_in.manner, sign_in.agent);
    Ok(Some(SignedIn {
        agent,
        locked,
        login: sign_in.login,
        second_factor,
        token,
        until_ms,
    }))
}

/// Whether the configuration still lets anybody sign in as this was done. It may have changed with a
/// restart.
fn is_still_taken(config: &Config, sign_in: &SignIn) -> bool {
    match (sign_in.manner, &sign_in.provider) {
        (Manner::Provider, Some(provider)) => {
            let mut known = config.staff_providers.iter();
            known.any(|known| known.id == *provider)
        }
        (Manner::Provider, None) => false,
        (Manner::Password | Manner::SecondFactor, _) => config.sign_in.passwords,
    }
}

/// Who is signed in, as the desk is told it in one language. A service that is no longer
/// configured is left out; whoever answers nobody is told of none.
pub fn me(config: &Config, signed_in: &SignedIn, language: Language) -> Me {
    let agent = &signed_in.agent;
    let answers = agent.role.answers();
    let written = |id: &ServiceId| config.as_written(id);
    let own = agent.services.iter().filter(|_| answers);
    let own = own.filter_map(written);
    let may_open = agent.role != Role::Administrator;
    let locked = signed_in.locked.iter().filter(|_| may_open);
    let locked = locked.filter_map(written);
    let all = config.services.iter();
    let others = all.filter(|service| answers && !agent.services.contains(&service.id));
    let named = |service: &Service| ServiceName {
        id: service.id.clone(),
        name: service.name(language).to_owned(),
        identifies: lock::identifies(service),
        topics: service.topics(language),
        areas: service.areas(language),
        promise_ms: Some(service.times.waiting_long_ms),
    };
    Me {
        agent: agent.id,
        name: agent.name.clone(),
        role: agent.role,
        services: own.map(named).collect(),
        locked: locked.map(named).collect(),
        elsewhere: others.map(named).collect(),
    }
}

/// Removes sign-ins and links that are over, again and again.
pub async fn remove_old(app: Arc<App>) {
    loop {
        let now_ms = app.clock.now_ms();
        let began_before_ms = now_ms - app.config.sign_in_absolute_ms;
        let seen_before_ms = now_ms - app.config.sign_in_idle_ms;
        let removed = app
            .store
            .remove_old(began_before_ms, seen_before_ms, now_ms);
        if let Err(error) = removed.await {
            tracing::warn!(%error, "old sign-ins can't be removed; trying again");
        }
        app.clock.sleep_ms(REMOVE_MS).await;
    }
}

fn token_hash(keyring: &Keyring, token: &str) -> SecretHash {
    keyring.hash("sign-in", token)
}
