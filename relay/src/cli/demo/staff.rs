//! The demo's accounts. Their passwords are known to everybody: they are the demo's alone.

use anyhow::{Context as _, Result};
use juttu_shared::rules::state::Role;

use crate::app::App;
use crate::sign_in::account::{self, AccountError};
use crate::store::accounts::NewAgent;

/// An account of the demo, who answers for every service.
pub(super) struct Login {
    pub(super) name: &'static str,
    pub(super) password: &'static str,
    pub(super) role: Role,
}

/// Every account of the demo.
pub(super) const LOGINS: [Login; 3] = [
    Login {
        name: "Maria",
        password: "demo-salasana-maria",
        role: Role::Agent,
    },
    Login {
        name: "Jukka",
        password: "demo-salasana-jukka",
        role: Role::Agent,
    },
    Login {
        name: "Anna",
        password: "demo-salasana-anna",
        role: Role::Supervisor,
    },
];

/// Adds the accounts that are not there yet.
pub(super) async fn add(app: &App) -> Result<()> {
    for login in &LOGINS {
        let services = app.config.services.iter().map(|service| service.id.clone());
        let account = NewAgent {
            login: login.name.to_owned(),
            name: login.name.to_owned(),
            role: login.role,
            services: services.collect(),
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
