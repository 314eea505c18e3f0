//! Which agents are present for which service, with a grace after the last connection is lost, so
//! that a reload never closes a service.

use std::collections::HashMap;

use juttu_shared::id::{AgentId, ServiceId};
use juttu_shared::limits::PRESENCE_GRACE_MS;
use juttu_shared::wire::v1::agent::Presence;

#[derive(Default)]
struct Standing {
    connections: usize,
    /// When the last connection was lost, in milliseconds since 1970 UTC.
    gone_at_ms: i64,
    services: Vec<ServiceId>,
}

/// Who is present.
#[derive(Default)]
pub(super) struct Present(HashMap<AgentId, Standing>);

impl Present {
    pub(super) fn connected(&mut self, agent: AgentId) {
        self.0.entry(agent).or_default().connections += 1;
    }

    /// Whether this was the agent's last connection.
    pub(super) fn disconnected(&mut self, agent: AgentId, now_ms: i64) -> bool {
        let Some(standing) = self.0.get_mut(&agent) else {
            return false;
        };
        standing.connections = standing.connections.saturating_sub(1);
        standing.gone_at_ms = now_ms;
        standing.connections == 0
    }

    pub(super) fn set(&mut self, agent: AgentId, service: &ServiceId, present: bool) {
        let services = &mut self.0.entry(agent).or_default().services;
        services.retain(|known| known != service);
        if present {
            services.push(service.clone());
        }
    }

    /// Forgets an agent whose grace is over, and says which services that concerns.
    pub(super) fn drop_gone(&mut self, agent: AgentId, now_ms: i64) -> Vec<ServiceId> {
        match self.0.get(&agent) {
            Some(standing) if !standing.counts(now_ms) => self
                .0
                .remove(&agent)
                .map_or_else(Vec::new, |gone| gone.services),
            _ => Vec::new(),
        }
    }

    pub(super) fn is_staffed(&self, service: &ServiceId, now_ms: i64) -> bool {
        let mut all = self.0.values();
        all.any(|standing| standing.counts(now_ms) && standing.services.contains(service))
    }

    pub(super) fn seen_by(&self, agent: AgentId, service: &ServiceId, now_ms: i64) -> Presence {
        let is_present =
            |standing: &&Standing| standing.counts(now_ms) && standing.services.contains(service);
        Presence {
            service: service.clone(),
            present: self.0.get(&agent).as_ref().is_some_and(is_present),
            agents: self.0.values().filter(is_present).count() as u64,
        }
    }
}

impl Standing {
    fn counts(&self, now_ms: i64) -> bool {
        self.connections > 0 || now_ms < self.gone_at_ms + PRESENCE_GRACE_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reload_does_not_end_presence_but_ninety_seconds_do() {
        let (agent, service) = (AgentId(1), ServiceId("a".into()));
        let mut present = Present::default();
        present.connected(agent);
        present.set(agent, &service, true);
        assert!(present.disconnected(agent, 1_000));
        assert_eq!(present.seen_by(agent, &service, 90_999).agents, 1);
        assert!(present.drop_gone(agent, 90_999).is_empty());
        assert_eq!(present.seen_by(agent, &service, 91_000).agents, 0);
        assert_eq!(present.drop_gone(agent, 91_000), [service]);
    }

    #[test]
    fn two_tabs_are_one_agent() {
        let (agent, service) = (AgentId(1), ServiceId("a".into()));
        let mut present = Present::default();
        present.connected(agent);
        present.connected(agent);
        present.set(agent, &service, true);
        present.set(agent, &service, true);
        assert!(!present.disconnected(agent, 0));
        assert_eq!(present.seen_by(AgentId(2), &service, 0).agents, 1);
        assert!(!present.seen_by(AgentId(2), &service, 0).present);
        present.set(agent, &service, false);
        assert_eq!(present.seen_by(agent, &service, 0).agents, 0);
    }
}
