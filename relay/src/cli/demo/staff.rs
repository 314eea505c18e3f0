//! The demo's accounts. Their passwords are known to everybody: they are the demo's alone.

use anyhow::{Context as _, Result};
use juttu_shared::id::ServiceId;
use juttu_shared::rules::state::Role;

use crate::app::App;
use crate::config::Config;
use crate::sign_in::account::{self, AccountError};
use crate::store::accounts::NewAgent;

/// An account of the demo.
pub(super) struct Login {
    pub(super) name: &'static str,
    pub(super) password: &'static str,
    pub(super) role: Role,
    /// The one service that it answers for; none for every one.
    only: Option<&'static str>,
}

impl Login {
    const fn new(name: &'static str, password: &'static str, role: Role) -> Self {
        let only = None;
        Self {
            name,
            password,
            role,
            only,
        }
    }

    const fn only(self, service: &'static str) -> Self {
        Self {
            only: Some(service),
            ..self
        }
    }

    /// The services that it answers for.
    pub(super) fn services(&self, config: &Config) -> Vec<ServiceId> {
        let ids = config.services.iter().map(|service| &service.id);
        let is_own = |id: &&ServiceId| self.only.is_none_or(|only| id.0 == only);
        let own = ids.filter(is_own).cloned();
        own.filter(|_| self.role.answers()).collect()
    }
}

/// Every account of the demo.
pub(super) const LOGINS: [Login; 7] = [
    Login::new("Maria", "demo-salasana-maria", Role::Agent),
    Login::new("Jukka", "demo-salasana-jukka", Role::Agent),
    Login::new("Anna", "demo-salasana-anna", Role::Supervisor),
    Login::new("Sari", "demo-salasana-sari", Role::Agent).only("aikuissosiaalityo"),
    Login::new("Liisa", "demo-salasana-liisa", Role::Agent).only("perhekeskus"),
    Login::new("Oskari", "demo-salasana-oskari", Role::Auditor),
    Login::new("Tuula", "demo-salasana-tuula", Role::Administrator),
];

/// Adds the accounts that are not there yet.
pub(super) async fn add(app: &App) -> Result<()> {
    for login in &LOGINS {
        let account = NewAgent {
            login: login.name.to_owned(),
            name: login.name.to_owned(),
            role: login.role,
            services: login.services(&app.config),
            now_ms: app.clock.now_ms(),
        };
        let store = app.store.as_ref();
        let agent = match account::add(store, account).await {
            Ok(agent) => agent,
            Err(AccountError::Taken) => {
                let found = account::find(store, login.name).await?;
                if found.password_hash.is_some() {
                    continue;
                }
                found.agent.id
            }
            Err(error) => return Err(error).context("the demo's accounts can't be made"),
        };
        let now_ms = app.clock.now_ms();
        let token =
            account::password_token(store, &app.keyring, &app.random, agent, now_ms).await?;
        account::set_password(app, &token, login.password.to_owned()).await?;
    }
    Ok(())
}
