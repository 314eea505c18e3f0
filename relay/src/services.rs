//! The services as they stand now.
//!
//! [`crate::config::Config`] stays what the operator wrote; hours change while the relay runs. So
//! whoever asks about a service asks here, each time anew, and keeps what it got for no longer than
//! one answer takes.

mod plan;

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use juttu_shared::id::ServiceId;
use juttu_shared::rules::plan::Plan;
use juttu_shared::wire::v1::agent::Waiting;

use crate::config::Service;
use crate::store::StoreError;
use crate::store::hours::{Hours, KeptHours};

pub use plan::{Fit, all_words, written};

/// Every service of the configuration, in its order.
#[derive(Debug)]
pub struct Services(Vec<Slot>);

#[derive(Debug)]
struct Slot {
    as_written: Service,
    now: RwLock<Now>,
}

#[derive(Debug)]
struct Now {
    /// Counts the changes of hours: 0 for those of the configuration.
    version: u64,
    service: Arc<Service>,
}

impl Services {
    /// The services as the operator wrote them.
    pub fn new(written: &[Service]) -> Self {
        let slots = written.iter().map(|service| Slot {
            as_written: service.clone(),
            now: RwLock::new(Now {
                version: 0,
                service: Arc::new(service.clone()),
            }),
        });
        Self(slots.collect())
    }

    /// The service of that id, as it stands now.
    pub fn get(&self, id: &ServiceId) -> Option<Arc<Service>> {
        let slot = self.slot(id)?;
        Some(Arc::clone(&slot.now().service))
    }

    /// Every service, as it stands now, in the order of the configuration.
    pub fn all(&self) -> impl Iterator<Item = Arc<Service>> {
        self.0.iter().map(|slot| Arc::clone(&slot.now().service))
    }

    /// From now on a service has the hours of this version, unless it has those of a newer one
    /// already. None when there is no such service.
    pub fn keep(&self, id: &ServiceId, version: u64, plan: &Plan) -> Option<Fit> {
        let slot = self.slot(id)?;
        let (service, fit) = slot.as_written.with_plan(plan);
        let mut now = slot.now.write().unwrap_or_else(PoisonError::into_inner);
        if version >= now.version {
            *now = Now {
                version,
                service: Arc::new(service),
            };
        }
        Some(fit)
    }

    /// Says by when answers are promised to those who wait as contact requests, in the time of their
    /// services: the store knows instants alone.
    pub fn say_promises(&self, waiting: &mut [Waiting]) {
        for waits in waiting {
            let service = self.get(&waits.service);
            if let (Some(request), Some(service)) = (&mut waits.request, service) {
                let by_ms = request.answer_by_ms;
                request.answer_by = by_ms.map(|by_ms| service.promise_at(by_ms));
            }
        }
    }

    /// Reads the newest hours that were kept, says of which services, and how they fit: a chat with
    /// less than perfect hours is better than none.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn load(&self, store: &impl Hours) -> Result<Vec<Loaded>, StoreError> {
        let mut loaded = Vec::new();
        for slot in &self.0 {
            let id = &slot.as_written.id;
            let Some(KeptHours { version, plan, .. }) = store.hours(id.clone(), 1).await?.pop()
            else {
                continue;
            };
            let fit = match plan {
                Some(plan) => self.keep(id, version, &plan).unwrap_or(Fit::Not),
                None => Fit::Not,
            };
            let service = id.clone();
            loaded.push(Loaded { service, fit });
        }
        Ok(loaded)
    }

    fn slot(&self, id: &ServiceId) -> Option<&Slot> {
        self.0.iter().find(|slot| slot.as_written.id == *id)
    }
}

impl Slot {
    fn now(&self) -> RwLockReadGuard<'_, Now> {
        self.now.read().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A service whose hours were kept at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Which.
    pub service: ServiceId,
    /// How they fit it.
    pub fit: Fit,
}

impl Loaded {
    /// Which hours hold, and what to do when those of the desk don't fit, in words for an operator.
    pub fn words(&self) -> &'static str {
        match self.fit {
            Fit::Whole => "the hours kept at the desk hold, and those of the configuration do not",
            Fit::Borrowed => {
                "the hours kept at the desk have no words in a language that the service speaks by \
                 now, and another language's are shown; a supervisor adds them at the desk, under \
                 the opening hours"
            }
            Fit::Not => {
                "the hours kept at the desk can't be read by this relay, and those of the \
                 configuration hold; a supervisor saves them anew at the desk, under the opening \
                 hours, or use the newer relay that wrote them"
            }
        }
    }
}
