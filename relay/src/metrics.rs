//! The figures, as OpenMetrics text. Nothing personal in them: no address, no name, no service's
//! words; the labels are codes of the wire, and ids and names of the configuration.

use std::time::Duration;

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{FailureCause, Kind};
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::notify::Figures;

/// Bounds of the store's latency, in seconds: a flush of a fast disk at one end, what a resident
/// takes for broken at the other.
const WRITTEN_SECONDS: [f64; 11] = [
    0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];

/// The figures. Clones count together.
#[derive(Clone)]
pub struct Metrics {
    refused: Family<Code, Counter>,
    connections: Family<At, Gauge>,
    connected: Family<At, Counter>,
    cut_off: Counter,
    stored: Counter,
    written: Histogram,
    identifications: Family<Step, Counter>,
    /// The figures of notices.
    pub notify: Figures,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            refused: Family::default(),
            connections: Family::default(),
            connected: Family::default(),
            cut_off: Counter::default(),
            stored: Counter::default(),
            written: Histogram::new(WRITTEN_SECONDS),
            identifications: Family::default(),
            notify: Figures::default(),
        }
    }
}

/// How a service stands at this moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The service's id.
    pub service: String,
    /// How many wait in the queue.
    pub waiting: usize,
    /// How long the one has waited who waits longest, in milliseconds; 0 when nobody does.
    pub oldest_waiting_ms: i64,
    /// How many contact requests stand unclaimed.
    pub requests: usize,
    /// How long the oldest of them has stood, in milliseconds; 0 when there is none.
    pub oldest_request_ms: i64,
    /// How many agents are present.
    pub agents: usize,
}

/// A door, as the figures name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Door {
    /// The visitor's socket.
    VisitorSocket,
    /// The visitor's poll and commands.
    VisitorPoll,
    /// The desk's socket.
    AgentSocket,
    /// The desk's poll.
    AgentPoll,
}

/// A connection, counted for as long as this is held.
#[must_use]
pub struct Connected(Gauge);

impl Drop for Connected {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl EncodeLabelValue for Door {
    fn encode(&self, encoder: &mut LabelValueEncoder<'_>) -> Result<(), std::fmt::Error> {
        let name = match self {
            Self::VisitorSocket => "visitor_socket",
            Self::VisitorPoll => "visitor_poll",
            Self::AgentSocket => "agent_socket",
            Self::AgentPoll => "agent_poll",
        };
        EncodeLabelValue::encode(&name, encoder)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Code {
    code: &'static str,
}

/// What became of an identification. Whose it is, is counted nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identification {
    /// An agent asked for it.
    Requested,
    /// The resident set out to identify.
    Begun,
    /// It was completed.
    Completed,
    /// The resident declined.
    Declined,
    /// It came to nothing.
    Failed(FailureCause),
    /// Who it was, was forgotten.
    Forgotten,
}

impl Identification {
    /// What an event says of an identification, if it says anything.
    pub fn of(kind: &Kind) -> Option<Self> {
        match kind {
            Kind::IdentificationRequested(_) => Some(Self::Requested),
            Kind::IdentificationCompleted(_) => Some(Self::Completed),
            Kind::IdentificationDeclined(_) => Some(Self::Declined),
            Kind::IdentificationFailed(failed) => Some(Self::Failed(failed.cause)),
            Kind::IdentityForgotten(_) => Some(Self::Forgotten),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Begun => "begun",
            Self::Completed => "completed",
            Self::Declined => "declined",
            Self::Failed(cause) => cause.name(),
            Self::Forgotten => "forgotten",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Step {
    step: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Of {
    service: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct At {
    door: Door,
}

impl Metrics {
    /// Something was refused.
    pub fn refused(&self, code: Refusal) {
        self.refused
            .get_or_create(&Code { code: code.code() })
            .inc();
    }

    /// A connection began; it ends when what this gives is dropped, in whatever way.
    pub fn connected(&self, door: Door) -> Connected {
        self.connected.get_or_create(&At { door }).inc();
        let gauge = self.connections.get_or_create(&At { door }).clone();
        gauge.inc();
        Connected(gauge)
    }

    /// A reader was cut off because it was too slow.
    pub fn cut_off(&self) {
        self.cut_off.inc();
    }

    /// So many events were stored.
    pub fn stored(&self, events: usize) {
        self.stored
            .inc_by(u64::try_from(events).unwrap_or_default());
    }

    /// Something became of an identification.
    pub fn identification(&self, what: Identification) {
        let step = what.name();
        self.identifications.get_or_create(&Step { step }).inc();
    }

    /// Something was stored, so long after it was asked for.
    pub fn written(&self, after: Duration) {
        self.written.observe(after.as_secs_f64());
    }

    /// The figures as OpenMetrics text, with how the services stand.
    ///
    /// # Errors
    /// When the text can't be written, which a text in memory always can.
    pub fn text(&self, services: &[Standing]) -> Result<String, std::fmt::Error> {
        let mut registry = Registry::with_prefix("juttu");
        registry.register("refused", "Refusals, by code", self.refused.clone());
        registry.register(
            "connections",
            "Connections at this moment, by door",
            self.connections.clone(),
        );
        registry.register(
            "connected",
            "Connections begun, by door",
            self.connected.clone(),
        );
        registry.register(
            "cut_off",
            "Readers cut off because they were too slow",
            self.cut_off.clone(),
        );
        registry.register("stored_events", "Events stored", self.stored.clone());
        registry.register(
            "store_write_seconds",
            "From the call to the answer of what is written to the store",
            self.written.clone(),
        );
        registry.register(
            "identifications",
            "What became of identifications, by step",
            self.identifications.clone(),
        );
        self.notify.register(&mut registry);
        register_services(&mut registry, services);
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}

fn register_services(registry: &mut Registry, services: &[Standing]) {
    let mut gauge = |name, help, of: fn(&Standing) -> i64| {
        let family = Family::<Of, Gauge>::default();
        for standing in services {
            let service = standing.service.clone();
            family.get_or_create(&Of { service }).set(of(standing));
        }
        registry.register(name, help, family);
    };
    gauge("waiting", "Conversations in the queue, by service", |it| {
        count_of(it.waiting)
    });
    gauge(
        "oldest_waiting_seconds",
        "For how long the one has waited who waits longest, by service",
        |it| it.oldest_waiting_ms / 1_000,
    );
    gauge(
        "requests",
        "Contact requests that nobody has taken, by service",
        |it| count_of(it.requests),
    );
    gauge(
        "oldest_request_seconds",
        "For how long the oldest contact request has stood, by service",
        |it| it.oldest_request_ms / 1_000,
    );
    gauge("present_agents", "Agents present, by service", |it| {
        count_of(it.agents)
    });
}

fn count_of(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_is_in_the_text() {
        let metrics = Metrics::default();
        metrics.refused(Refusal::QueueFull);
        let _stays = metrics.connected(Door::VisitorSocket);
        drop(metrics.connected(Door::VisitorSocket));
        metrics.stored(3);
        metrics.identification(Identification::Begun);
        metrics.identification(Identification::Failed(FailureCause::Cancelled));
        metrics.written(Duration::from_millis(3));
        let standing = Standing {
            service: "perhekeskus".into(),
            waiting: 2,
            oldest_waiting_ms: 61_000,
            agents: 1,
            ..Standing::default()
        };
        let text = metrics.clone().text(&[standing]).unwrap();
        for line in [
            "juttu_refused_total{code=\"queue_full\"} 1",
            "juttu_connections{door=\"visitor_socket\"} 1",
            "juttu_connected_total{door=\"visitor_socket\"} 2",
            "juttu_stored_events_total 3",
            "juttu_cut_off_total 0",
            "juttu_identifications_total{step=\"begun\"} 1",
            "juttu_identifications_total{step=\"cancelled\"} 1",
            "juttu_store_write_seconds_bucket{le=\"0.005\"} 1",
            "juttu_waiting{service=\"perhekeskus\"} 2",
            "juttu_oldest_waiting_seconds{service=\"perhekeskus\"} 61",
            "juttu_requests{service=\"perhekeskus\"} 0",
            "juttu_present_agents{service=\"perhekeskus\"} 1",
            "# EOF",
        ] {
            assert!(text.lines().any(|there| there == line), "{line}\n{text}");
        }
    }
}
