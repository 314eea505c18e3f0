//! The figures, as OpenMetrics text. Nothing personal in them: no address, no name, no service's
//! words; the labels are codes of the wire.

use juttu_shared::refusal::Refusal;
use prometheus_client::encoding::text::encode;
use prometheus_client::encoding::{EncodeLabelSet, EncodeLabelValue, LabelValueEncoder};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::notify::Figures;

/// The figures. Clones count together.
#[derive(Clone, Default)]
pub struct Metrics {
    refused: Family<Code, Counter>,
    connections: Family<At, Gauge>,
    connected: Family<At, Counter>,
    cut_off: Counter,
    stored: Counter,
    /// The figures of notices.
    pub notify: Figures,
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
        };
        EncodeLabelValue::encode(&name, encoder)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Code {
    code: &'static str,
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

    /// The figures as OpenMetrics text.
    ///
    /// # Errors
    /// When the text can't be written, which a text in memory always can.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
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
        self.notify.register(&mut registry);
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
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
        let text = metrics.clone().text().unwrap();
        for line in [
            "juttu_refused_total{code=\"queue_full\"} 1",
            "juttu_connections{door=\"visitor_socket\"} 1",
            "juttu_connected_total{door=\"visitor_socket\"} 2",
            "juttu_stored_events_total 3",
            "juttu_cut_off_total 0",
            "# EOF",
        ] {
            assert!(text.lines().any(|there| there == line), "{line}\n{text}");
        }
    }
}
