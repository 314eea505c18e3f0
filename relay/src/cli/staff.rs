//! `juttu-relay staff`: accounts. May be run beside a running relay.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Subcommand;
use juttu_shared::id::{AgentId, ServiceId};
use juttu_shared::rules::state::Role;

use super::kept::Kept;
use crate::config::Config;
use crate::sign_in::account;
use crate::store::accounts::NewAgent;

#[derive(Subcommand)]
pub(super) enum Verb {
    /// Add an account, and print the link with which its password is set.
    Add {
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
        /// The name to sign in with.
        #[arg(long)]
        login: String,
        /// The name that residents see.
        #[arg(long)]
        name: String,
        /// What the account may do: agent, supervisor, auditor or administrator.
        #[arg(long, default_value = "agent", value_parser = role)]
        role: Role,
        /// A service that an agent or a supervisor answers for; may be given several times.
        #[arg(long = "service")]
        services: Vec<String>,
    },
    /// Print a new link with which the password of an account is set. Older links end at once,
    /// sign-ins when the link is used.
    Reset {
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
        /// The name to sign in with.
        #[arg(long)]
        login: String,
    },
    /// Let an account set a second factor up for 24 hours, as when its telephone is lost: an older one
    /// is removed, and signing in asks for the password alone until another one is set up. Make sure
    /// who asks. Every sign-in of the account ends.
    ResetSecondFactor {
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
        /// The name to sign in with.
        #[arg(long)]
        login: String,
    },
}

/// Does it, and prints the link where there is one.
pub(super) async fn run(verb: Verb) -> Result<()> {
    match verb {
        Verb::Add {
            config,
            login,
            name,
            role,
            services,
        } => {
            check_services(role, &services)?;
            let kept = Kept::open(&config)?;
            check_passwords(&kept.config)?;
            let account = NewAgent {
                login,
                name,
                role,
                services: known(&kept.config, &services)?,
                now_ms: kept.clock.now_ms(),
            };
            let agent = account::add(&kept.store, account).await?;
            print_link(&kept, agent).await
        }
        Verb::Reset { config, login } => {
            let kept = Kept::open(&config)?;
            check_passwords(&kept.config)?;
            let account = account::find(&kept.store, &login).await?;
            print_link(&kept, account.agent.id).await
        }
        Verb::ResetSecondFactor { config, login } => {
            let kept = Kept::open(&config)?;
            let now_ms = kept.clock.now_ms();
            account::reset_second_factor(&kept.store, &login, now_ms).await?;
            eprintln!(
                "The account has no second factor, and may set one up for 24 hours. Every sign-in \
                 of it has ended."
            );
            Ok(())
        }
    }
}

/// A link is of no use where nobody signs in with a password.
fn check_passwords(config: &Config) -> Result<()> {
    if !config.sign_in.passwords {
        bail!(
            "sign_in.passwords is false: the staff sign in through the organisation alone, \
             whose groups say what they may do"
        );
    }
    Ok(())
}

async fn print_link(kept: &Kept, agent: AgentId) -> Result<()> {
    let Kept {
        config,
        keyring,
        store,
        clock,
        random,
    } = kept;
    let token = account::password_token(store, keyring, random, agent, clock.now_ms()).await?;
    println!("{}/desk/#set-password={token}", config.desk_url);
    eprintln!("The link works once, for 72 hours. Give it to nobody but its owner.");
    Ok(())
}

fn role(text: &str) -> Result<Role, String> {
    let known = Role::ALL.map(Role::name).join(", ");
    Role::from_name(text).ok_or_else(|| format!("write one of {known}"))
}

/// Whoever answers does so for a service; whoever does not is shown none.
fn check_services(role: Role, services: &[String]) -> Result<()> {
    let name = role.name();
    match (role.answers(), services.is_empty()) {
        (true, true) => {
            bail!("an account with the role {name} answers for a service; write --service ID")
        }
        (false, false) => {
            bail!("an account with the role {name} answers for no service; leave --service out")
        }
        _ => Ok(()),
    }
}

fn known(config: &Config, services: &[String]) -> Result<Vec<ServiceId>> {
    let mut known = Vec::new();
    for written in services {
        match ServiceId::parse(written).filter(|id| config.as_written(id).is_some()) {
            Some(id) => known.push(id),
            None => {
                let ids: Vec<_> = config
                    .services
                    .iter()
                    .map(|service| service.id.0.as_str())
                    .collect();
                bail!(
                    "there is no service \"{written}\"; there are: {}",
                    ids.join(", ")
                );
            }
        }
    }
    Ok(known)
}
