//! `juttu-relay check`: is everything there that the relay needs?

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use crate::config::Config;
use crate::random::Random;
use crate::seal::Keyring;
use crate::store::sqlite::{Options, Sqlite};
use crate::store::{Commit, Committed};

/// Prints a line for each thing that was looked at; fails when one of them is wrong.
pub(super) fn run(file: &Path) -> ExitCode {
    let config = match super::read_config(Some(file), false) {
        Ok(config) => config,
        Err(error) => {
            println!("configuration: wrong\n{error:#}");
            return ExitCode::FAILURE;
        }
    };
    println!("configuration: right; {}", services(&config));
    let keyring = match config.data_key.read() {
        Ok(keyring) => Arc::new(keyring),
        Err(error) => {
            println!("data key: wrong\n{error}");
            return ExitCode::FAILURE;
        }
    };
    println!("data key: right");
    database(&config, keyring)
}

fn services(config: &Config) -> String {
    let ids: Vec<_> = config
        .services
        .iter()
        .map(|service| service.id.0.as_str())
        .collect();
    format!("services: {}", ids.join(", "))
}

fn database(config: &Config, keyring: Arc<Keyring>) -> ExitCode {
    let path = &config.database;
    if !path.exists() {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.is_dir()) {
            println!(
                "database: wrong\nthe folder of {} is not there; make it, and let the relay's user write in it",
                path.display()
            );
            return ExitCode::FAILURE;
        }
        println!("database: not there yet; the relay makes it when it first starts");
        return ExitCode::SUCCESS;
    }
    match Sqlite::open(
        path,
        Options::default(),
        keyring,
        Random::System,
        Arc::new(Nobody),
    ) {
        Ok(_) => {
            println!("database: right, and opens with this key");
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("database: wrong\n{error}");
            ExitCode::FAILURE
        }
    }
}

/// Nobody is told of commits, since there are none.
pub(super) struct Nobody;

impl Committed for Nobody {
    fn committed(&self, _: Commit) {}
}
