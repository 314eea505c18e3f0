//! `juttu-relay keys`: the relay's own keys for identification. A running relay reads them when it
//! starts.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Subcommand;
use serde_json::json;

use crate::ident::keys::{File, FileError, Kind};

#[derive(Subcommand)]
pub(super) enum Verb {
    /// Make the file of keys that the configuration names: one for each kind.
    Make {
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
    },
    /// Let a new key of a kind follow the one that is there; both are known until `drop`. Where there
    /// is none, it is the first.
    Next {
        /// What it is for: signing, vouching or decryption.
        #[arg(value_parser = kind)]
        kind: Kind,
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
    },
    /// Take the older of two keys of a kind away.
    Drop {
        /// What it is for: signing, vouching or decryption.
        #[arg(value_parser = kind)]
        kind: Kind,
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
    },
    /// Print the public halves, the oldest first: what is handed over to a provider that does not
    /// fetch them.
    Show {
        /// The configuration.
        #[arg(long)]
        config: PathBuf,
    },
}

/// Does it, and says what comes next.
pub(super) fn run(verb: Verb) -> Result<()> {
    match verb {
        Verb::Make { config } => {
            let path = path(&config)?;
            File::generate()?.create(&path)?;
            eprintln!(
                "{} is written. Let nobody but the relay's user read it, keep a copy elsewhere, and \
                 start the relay anew: its public keys then stand under /ident/jwks.",
                path.display()
            );
        }
        Verb::Next { kind, config } => {
            let is_first = change(&config, |file| {
                let is_first = file.public(kind).is_empty();
                file.next(kind).map(|()| is_first)
            })?;
            match is_first {
                true => eprintln!(
                    "The first key for {} is there. Start the relay anew.",
                    kind.name()
                ),
                false => eprintln!("{}", followed(kind)),
            }
        }
        Verb::Drop { kind, config } => {
            change(&config, |file| file.drop_older(kind))?;
            eprintln!(
                "The older key for {} is gone. Start the relay anew.",
                kind.name()
            );
        }
        Verb::Show { config } => {
            let file = File::read(&path(&config)?)?;
            for kind in Kind::ALL {
                println!("{}: {}", kind.name(), json!({ "keys": file.public(kind) }));
            }
        }
    }
    Ok(())
}

fn followed(kind: Kind) -> &'static str {
    match kind {
        Kind::Signing => {
            "Start the relay anew: the new key is published, and the older one goes on signing. When \
             the providers have read it, a day later or when they say so, run `keys drop signing`."
        }
        Kind::Vouching => {
            "Hand the new key over to those who were given the older one (`keys show`). When they have \
             it, run `keys drop vouching`."
        }
        Kind::Decryption => {
            "Start the relay anew: the new key is published, and both open what comes. When the \
             providers use the new one, a day later or when they say so, run `keys drop decryption`."
        }
    }
}

fn change<T>(config: &Path, change: impl FnOnce(&mut File) -> Result<T, FileError>) -> Result<T> {
    let path = path(config)?;
    let mut file = File::read_incomplete(&path)?;
    let changed = change(&mut file)?;
    file.replace(&path)?;
    Ok(changed)
}

fn path(config: &Path) -> Result<PathBuf> {
    let config = super::read_config(Some(config), false)?;
    config.keys_file.context(
        "the configuration names no file for the keys; write [identification] keys_file = \
         \"/etc/juttu/ident.keys\"",
    )
}

fn kind(name: &str) -> Result<Kind, &'static str> {
    Kind::from_name(name).ok_or("write signing, vouching or decryption")
}
