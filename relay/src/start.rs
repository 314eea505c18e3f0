//! Puts the relay's parts together.

use std::sync::Arc;

use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, KeyError};
use crate::hub::Hub;
use crate::metrics::Metrics;
use crate::random::Random;
use crate::rate::Rates;
use crate::store::sqlite::{OpenError, Options, Sqlite};
use crate::store::{Commit, Committed, Conversations as _, Store, StoreError};

/// Why the relay could not be put together, in words for an operator.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database, once open.
    #[error("the database does not answer: {0}")]
    Store(#[from] StoreError),
}

/// The parts, ready to be run. The clock is moved to the newest event if it stands before it, so
/// that time never runs backwards in a conversation.
///
/// # Errors
/// What is wrong with key or database, and what to do.
pub async fn start(config: Config, clock: Clock, random: Random) -> Result<Arc<App>, StartError> {
    let keyring = Arc::new(config.data_key.read()?);
    let hub = Hub::new(clock.clone());
    let metrics = Metrics::default();
    let told = Told {
        hub: Arc::clone(&hub),
        metrics: metrics.clone(),
    };
    let store = Sqlite::open(
        &config.database,
        Options::default(),
        Arc::clone(&keyring),
        random.clone(),
        Arc::new(told),
    )?;
    clock.not_before(store.newest_at_ms().await?);
    let services = config.services.iter().map(|service| service.id.clone());
    hub.load(&store.waiting(services.collect()).await?);
    let store: Arc<dyn Store> = Arc::new(store);
    Ok(Arc::new(App {
        rates: Rates::new(config.limits.clone(), clock.clone()),
        config,
        clock,
        random,
        keyring,
        store,
        hub,
        metrics,
    }))
}

/// Whoever is told of commits.
struct Told {
    hub: Arc<Hub>,
    metrics: Metrics,
}

impl Committed for Told {
    fn committed(&self, commit: Commit) {
        self.metrics
            .stored(commit.events.len() + commit.staff_events.len());
        self.hub.committed(commit);
    }
}
