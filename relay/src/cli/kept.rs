//! What a relay keeps, opened beside it: its configuration, the data key and the database.

use std::path::Path;
use std::sync::Arc;

use anyhow::Result;

use super::check::Nobody;
use crate::clock::Clock;
use crate::config::Config;
use crate::random::Random;
use crate::seal::Keyring;
use crate::store::sqlite::{Options, Sqlite};

/// What is needed to read and change what a relay keeps.
pub(super) struct Kept {
    pub(super) config: Config,
    pub(super) keyring: Arc<Keyring>,
    pub(super) store: Sqlite,
    pub(super) clock: Clock,
    pub(super) random: Random,
}

impl Kept {
    /// Opens what the configuration of that file names. A database that is not there is made.
    ///
    /// # Errors
    /// Which of the three can't be read, in words.
    pub(super) fn open(config: &Path) -> Result<Self> {
        Self::of(super::read_config(Some(config), false)?)
    }

    /// The same of a configuration that was read.
    ///
    /// # Errors
    /// Whether the key or the database can't be read, in words.
    pub(super) fn of(config: Config) -> Result<Self> {
        let keyring = Arc::new(config.data_key.read()?);
        let store = Sqlite::open(
            &config.database,
            Options::default(),
            Arc::clone(&keyring),
            Random::System,
            Arc::new(Nobody),
        )?;
        Ok(Self {
            config,
            keyring,
            store,
            clock: Clock::system(),
            random: Random::System,
        })
    }
}
