//! What an operator says on the command line.

mod audit;
mod check;
mod demo;
mod kept;
mod keys;
mod log;
mod serve;
mod staff;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use clap::{Parser, Subcommand};

use crate::config::{Config, Sources};
use crate::random::Random;
use crate::seal::Keyring;

/// The relay of Juttu: stores every word before it is acknowledged, and brings it to those it is
/// meant for.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    /// Log lines as JSON, for machines. What is logged: RUST_LOG, such as `debug`.
    #[arg(long, global = true)]
    log_json: bool,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Run the relay.
    Serve {
        /// The configuration; every key with its comment: docs/operate.md.
        #[arg(long)]
        config: PathBuf,
    },
    /// Run a demo with two chats, accounts and an embedded database.
    Demo(demo::Options),
    /// Say in plain words what is wrong: configuration, data key, database, mail server, receivers of
    /// notices, providers of identification. Sends nothing.
    Check {
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
    },
    /// Accounts of those who answer.
    Staff {
        #[command(subcommand)]
        verb: staff::Verb,
    },
    /// The audit log: who saw what of whom.
    Audit {
        #[command(subcommand)]
        verb: audit::Verb,
    },
    /// The relay's own keys for identification: made, followed by new ones, shown.
    Keys {
        #[command(subcommand)]
        verb: keys::Verb,
    },
    /// Print a new data key: `(umask 077 && juttu-relay key > FILE)`.
    Key,
    /// Print the configuration's reference: every key with its comment.
    Config,
}

/// Does what the command line says.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log::begin(arguments.log_json);
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime could not be started")
        .and_then(|runtime| runtime.block_on(perform(arguments.verb)));
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn perform(verb: Verb) -> Result<ExitCode> {
    match verb {
        Verb::Serve { config } => serve::run(&config).await?,
        Verb::Demo(options) => demo::run(&options).await?,
        Verb::Check { config } => return Ok(check::run(&config).await),
        Verb::Staff { verb } => staff::run(verb).await?,
        Verb::Audit { verb } => return audit::run(verb).await,
        Verb::Keys { verb } => keys::run(verb)?,
        Verb::Key => print!("{}", *Keyring::generate(&Random::System)),
        Verb::Config => print!("{}", crate::config::DEFAULT),
    }
    Ok(ExitCode::SUCCESS)
}

/// The configuration of a file and of the environment.
fn read_config(file: Option<&Path>, demo: bool) -> Result<Config> {
    let file = match file {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("the configuration {} can't be read", path.display()))?;
            Some((path.to_owned(), text))
        }
        None => None,
    };
    let environment = std::env::vars_os().filter_map(|(name, text)| {
        // One that is not UTF-8 is none of ours.
        Some((name.into_string().ok()?, text.into_string().ok()?))
    });
    let sources = Sources {
        demo,
        file,
        environment: environment.collect(),
    };
    Ok(Config::read(&sources)?)
}
