//! The services as they stand now.
//!
//! [`crate::config::Config`] stays what the operator wrote; hours change while the relay runs. So
//! whoever asks about a service asks here, each time anew, and keeps what it got for no longer than
//! one answer takes.

use std::sync::{Arc, PoisonError, RwLock};

use juttu_shared::id::ServiceId;

use crate::config::Service;

/// Every service of the configuration, in its order.
#[derive(Debug)]
pub struct Services(Vec<Slot>);

#[derive(Debug)]
struct Slot {
    id: ServiceId,
    now: RwLock<Arc<Service>>,
}

impl Services {
    /// The services as the operator wrote them.
    pub fn new(written: &[Service]) -> Self {
        let slots = written.iter().map(|service| Slot {
            id: service.id.clone(),
            now: RwLock::new(Arc::new(service.clone())),
        });
        Self(slots.collect())
    }

    /// The service of that id, as it stands now.
    pub fn get(&self, id: &ServiceId) -> Option<Arc<Service>> {
        self.0.iter().find(|slot| slot.id == *id).map(Slot::now)
    }

    /// Every service, as it stands now, in the order of the configuration.
    pub fn all(&self) -> impl Iterator<Item = Arc<Service>> {
        self.0.iter().map(Slot::now)
    }
}

impl Slot {
    fn now(&self) -> Arc<Service> {
        let now = self.now.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&now)
    }
}
