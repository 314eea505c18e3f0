//! Puts the relay's parts together.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use juttu_shared::id::ServiceId;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Kind, LeftCause, StaffKind};

use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, KeyError};
use crate::hub::Hub;
use crate::ident::bank;
use crate::ident::keys::FileError;
use crate::ident::provider::Providers;
use crate::metrics::{Identification, Metrics};
use crate::notify::Lanes;
use crate::random::Random;
use crate::rate::Rates;
use crate::services::{Fit, Services};
use crate::store::identities::Identities as _;
use crate::store::sqlite::{OpenError, Options, Sqlite};
use crate::store::{Commit, Committed, Conversations, PAGE, Store, StoreError};

/// Why the relay could not be put together, in words for an operator.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The relay's own keys for identification.
    #[error(transparent)]
    Keys(#[from] FileError),
    /// The database.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Another relay runs on the same database: each would tell its own readers alone.
    #[error(
        "another relay runs on the database {0}; stop that one, or give this relay a database of its own"
    )]
    Running(PathBuf),
    /// The file that says so can't be written.
    #[error("{0} can't be written: {1}; let the relay's user write in that folder")]
    Lock(PathBuf, std::io::Error),
    /// The database, once open.
    #[error("the database does not answer: {0}")]
    Store(#[from] StoreError),
}

/// Makes sure that no other relay runs on this database for as long as the file is held.
///
/// # Errors
/// Another one does, or the folder can't be written to.
pub fn alone_on(database: &Path) -> Result<File, StartError> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let path = PathBuf::from(path);
    let failed = |error| StartError::Lock(path.clone(), error);
    let file = File::create(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StartError::Running(database.to_owned())),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// The parts, ready to be run. The demo's clock, which can be set to any day, is moved to the newest
/// event if it stands before it. A real one is left alone: one wrong day must not last for ever, and
/// the store lets no conversation's time run backwards in any case.
///
/// # Errors
/// What is wrong with key or database, and what to do.
pub async fn start(
    mut config: Config,
    clock: Clock,
    random: Random,
) -> Result<Arc<App>, StartError> {
    if config.is_demo {
        bank::settle(&mut config);
    }
    let keyring = Arc::new(config.data_key.read()?);
    let providers = Providers::new(&config, &clock, &random)?;
    let hub = Hub::new(clock.clone());
    let metrics = Metrics::default();
    let rates = Arc::new(Rates::new(config.limits.clone(), clock.clone(), &random));
    let told = Told {
        hub: Arc::clone(&hub),
        rates: Arc::clone(&rates),
        metrics: metrics.clone(),
    };
    let store = Sqlite::open(
        &config.database,
        Options::default(),
        Arc::clone(&keyring),
        random.clone(),
        Arc::new(told),
    )?;
    if config.is_demo {
        clock.not_before(store.newest_at_ms().await?);
    }
    let services = Services::new(&config.services);
    for loaded in services.load(&store).await? {
        match loaded.fit {
            Fit::Whole => tracing::info!(service = loaded.service.0, "{}", loaded.words()),
            Fit::Borrowed | Fit::Not => {
                tracing::error!(service = loaded.service.0, "{}", loaded.words());
            }
        }
    }
    load(&hub, &store, &config, &services, clock.now_ms()).await?;
    let store: Arc<dyn Store> = Arc::new(store);
    Ok(Arc::new(App {
        rates,
        services,
        config,
        clock,
        random,
        keyring,
        store,
        hub,
        metrics,
        providers,
        lanes: Lanes::default(),
    }))
}

/// The services that the configuration no longer has, and how many of their conversations have not
/// ended. Nobody sees those, and nothing watches them: without a service there is no staff, no hours
/// and no promise.
///
/// # Errors
/// When the store does not answer.
pub async fn forsaken(
    store: &impl Conversations,
    config: &Config,
) -> Result<Vec<(ServiceId, u64)>, StoreError> {
    let mut unended = store.unended().await?;
    unended.retain(|(service, _)| config.as_written(service).is_none());
    Ok(unended)
}

/// Learns who waits and what goes on, so that their times are watched from the start. Every clock
/// begins anew: a restart takes no time from anybody.
async fn load(
    hub: &Hub,
    store: &Sqlite,
    config: &Config,
    services: &Services,
    now_ms: i64,
) -> Result<(), StoreError> {
    let ids = services.all().map(|service| service.id.clone());
    for (service, conversations) in forsaken(store, config).await? {
        tracing::error!(
            service = service.0,
            conversations,
            "conversations that have not ended are in a service that the configuration no longer \
             has, and nobody sees them; put the section [service.ID] back until they are answered"
        );
    }
    let mut waiting = store.waiting(ids.collect()).await?;
    services.say_promises(&mut waiting);
    hub.load_waiting(waiting);
    for head in store.active().await? {
        let newest = head.last_seq.saturating_sub(PAGE as u64);
        hub.load_active(&head, &store.events(head.id, newest).await?);
    }
    for (conversation, attempt, until_ms) in store.identifying(now_ms).await? {
        hub.identifying(conversation, attempt, until_ms);
    }
    for service in services.all() {
        let day_began_ms = service.day_began_ms(now_ms);
        let waits_ms = store.waits(service.id.clone(), day_began_ms).await?;
        hub.load_waits(&service.id, waits_ms, day_began_ms);
    }
    Ok(())
}

/// Whoever is told of commits.
struct Told {
    hub: Arc<Hub>,
    rates: Arc<Rates>,
    metrics: Metrics,
}

impl Told {
    /// Keeps the count of what an address has open. What is left for later may stand for days: it
    /// must not use up the address's share for as long.
    fn count(&self, commit: &Commit) {
        let id = commit.head.id;
        if let Some(place) = &commit.place {
            self.rates.opened(place, id);
        }
        let mut causes = commit.events.iter().filter_map(|event| match &event.kind {
            Kind::Left(left) => Some(left.cause),
            _ => None,
        });
        let mut events = commit.events.iter();
        let is_handed_on = events.any(|event| matches!(event.kind, Kind::Transferred(_)));
        if commit.head.state == State::Closed {
            self.rates.ended(id);
        }
        match (commit.head.state, causes.next_back()) {
            (State::Left, Some(LeftCause::Away)) => self.rates.left_behind(id),
            (State::Left, Some(_)) | (State::Closed, _) => self.rates.closed(id),
            (State::Left, None) if is_handed_on => self.rates.closed(id),
            (State::Active, _) if !commit.head.is_live => self.rates.closed(id),
            (State::Waiting | State::Active | State::Left, _) => {}
        }
    }
}

impl Told {
    /// Keeps out the network that the staff log says is kept out from now on, or lets it in again.
    fn block(&self, commit: &Commit) {
        for event in &commit.staff_events {
            if let StaffKind::Blocked(blocked) = &event.kind {
                match blocked.until_ms {
                    Some(until_ms) => self.rates.block(commit.head.id, until_ms),
                    None => self.rates.lift(commit.head.id),
                };
            }
        }
    }
}

impl Committed for Told {
    fn committed(&self, commit: Commit) {
        self.metrics
            .stored(commit.events.len() + commit.staff_events.len());
        for event in &commit.events {
            if let Some(what) = Identification::of(&event.kind) {
                self.metrics.identification(what);
            }
        }
        self.count(&commit);
        self.block(&commit);
        self.hub.committed(commit);
    }

    fn written(&self, after: Duration) {
        self.metrics.written(after);
    }
}
