//! `juttu-relay check`: is everything there that the relay needs, and can everyone be told?

mod ident;
mod told;

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use juttu_shared::id::ServiceId;

use crate::config::Config;
use crate::random::Random;
use crate::seal::Keyring;
use crate::services::{Fit, Services};
use crate::start::forsaken;
use crate::store::outbox::{Failing, Outbox as _};
use crate::store::sqlite::{Options, Sqlite};
use crate::store::{Commit, Committed, StoreError};

/// What was found of one thing: right, or wrong with what to mend.
struct Found {
    is_right: bool,
    words: String,
}

impl Found {
    fn right(words: impl Into<String>) -> Self {
        let words = words.into();
        Self {
            is_right: true,
            words,
        }
    }

    fn wrong(words: impl Into<String>) -> Self {
        let words = words.into();
        Self {
            is_right: false,
            words,
        }
    }
}

/// Prints a line for each thing that was looked at; fails when one of them is wrong.
pub(super) async fn run(file: &Path) -> ExitCode {
    let config = match super::read_config(Some(file), false) {
        Ok(config) => config,
        Err(error) => {
            println!("configuration: wrong\n{error:#}");
            return ExitCode::FAILURE;
        }
    };
    println!("configuration: right; {}", services(&config));
    let (mut all, failing) = match config.data_key.read() {
        Ok(keyring) => {
            println!("data key: right");
            let (found, failing) = database(&config, Arc::new(keyring)).await;
            (found, failing)
        }
        Err(error) => (
            vec![Found::wrong(format!("data key: wrong\n{error}"))],
            Vec::new(),
        ),
    };
    all.extend(told::found(&config, &failing).await);
    all.extend(ident::found(&config).await);
    for found in &all {
        println!("{}", found.words);
    }
    match all.iter().all(|found| found.is_right) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

fn services(config: &Config) -> String {
    let ids: Vec<_> = config
        .services
        .iter()
        .map(|service| service.id.0.as_str())
        .collect();
    format!("services: {}", ids.join(", "))
}

/// The database, and the receivers that it has something left for.
async fn database(config: &Config, keyring: Arc<Keyring>) -> (Vec<Found>, Vec<Failing>) {
    let path = &config.database;
    if !path.exists() {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        if folder.is_some_and(|folder| !folder.is_dir()) {
            let words = format!(
                "database: wrong\nthe folder of {} is not there; make it, and let the relay's user write in it",
                path.display()
            );
            return (vec![Found::wrong(words)], Vec::new());
        }
        let words = "database: not there yet; the relay makes it when it first starts";
        return (vec![Found::right(words)], Vec::new());
    }
    let opened = Sqlite::open(
        path,
        Options::default(),
        keyring,
        Random::System,
        Arc::new(Nobody),
    );
    let looked = match opened {
        Ok(store) => look(&store, config)
            .await
            .map_err(|error| error.to_string()),
        Err(error) => Err(error.to_string()),
    };
    looked.unwrap_or_else(|error| {
        let wrong = Found::wrong(format!("database: wrong\n{error}"));
        (vec![wrong], Vec::new())
    })
}

/// What an opened database has: conversations that nobody sees, hours of its own, and receivers not
/// told yet.
async fn look(store: &Sqlite, config: &Config) -> Result<(Vec<Found>, Vec<Failing>), StoreError> {
    let mut found = vec![Found::right("database: right, and opens with this key")];
    for (ServiceId(id), conversations) in forsaken(store, config).await? {
        found.push(Found::wrong(format!(
            "service {id}: wrong\nconversations that have not ended: {conversations}; the \
             configuration has no such service any longer, and nobody sees them; put [service.{id}] \
             back until they are answered"
        )));
    }
    for loaded in Services::new(&config.services).load(store).await? {
        let ServiceId(id) = &loaded.service;
        let words = loaded.words();
        found.push(match loaded.fit {
            Fit::Whole => Found::right(format!("service {id}: {words}")),
            Fit::Borrowed | Fit::Not => Found::wrong(format!("service {id}: wrong\n{words}")),
        });
    }
    Ok((found, store.failing().await?))
}

/// Nobody is told of commits, since there are none.
pub(super) struct Nobody;

impl Committed for Nobody {
    fn committed(&self, _: Commit) {}
}
