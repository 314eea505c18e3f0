//! The figures of notices. The labels hold the names that the configuration gives receivers, never
//! an address.

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError};

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::store::outbox::{Failing, NoticeKind};

/// The figures of notices. Clones count together.
#[derive(Clone, Default)]
pub struct Figures {
    notices: Family<OfKind, Counter>,
    deliveries: Family<Tried, Counter>,
    failing: Family<To, Gauge>,
    age_seconds: Gauge<f64, AtomicU64>,
    /// Of whom `failing` tells, so that one that works again is set to nothing.
    told: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OfKind {
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Tried {
    receiver: String,
    way: &'static str,
    result: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct To {
    receiver: String,
}

impl Figures {
    /// A notice was due, and is on its way to whoever wants it.
    pub(super) fn noticed(&self, kind: NoticeKind) {
        let kind = kind.name();
        self.notices.get_or_create(&OfKind { kind }).inc();
    }

    /// An attempt at a delivery ended.
    pub(super) fn tried(&self, receiver: &str, way: &'static str, result: &'static str) {
        let receiver = receiver.to_owned();
        let tried = Tried {
            receiver,
            way,
            result,
        };
        self.deliveries.get_or_create(&tried).inc();
    }

    /// How the outbox stands.
    pub(super) fn outbox(&self, age_ms: i64, failing: &[Failing]) {
        // Whole milliseconds of at most some weeks: a double holds them all.
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        self.age_seconds.set(age_ms as f64 / 1_000.0);
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        for receiver in told.drain(..) {
            self.failing.get_or_create(&To { receiver }).set(0);
        }
        for one in failing {
            let receiver = one.receiver.clone();
            let deliveries = i64::try_from(one.deliveries).unwrap_or(i64::MAX);
            self.failing.get_or_create(&To { receiver }).set(deliveries);
            told.push(one.receiver.clone());
        }
    }

    /// Puts the figures among the relay's.
    pub fn register(&self, registry: &mut Registry) {
        registry.register(
            "notices",
            "Notices that were due, by kind",
            self.notices.clone(),
        );
        registry.register(
            "deliveries",
            "Attempts to tell a receiver, by its name in the configuration, way and result",
            self.deliveries.clone(),
        );
        registry.register(
            "deliveries_failing",
            "Deliveries that were tried in vain and are tried again, by receiver",
            self.failing.clone(),
        );
        registry.register(
            "outbox_age_seconds",
            "For how long the oldest thing that is due has not been delivered",
            self.age_seconds.clone(),
        );
    }
}
