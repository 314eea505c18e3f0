//! Which agents are present for which service, with a grace after the last connection is lost, so
//! that a reload never closes a service. Whoever signs out is gone at once.

use std::collections::HashMap;

use juttu_shared::id::{AgentId, ServiceId};
use juttu_shared::limits::PRESENCE_GRACE_MS;
use juttu_shared::wire::v1::agent::Presence;

use super::queue::Opening;
use super::state::State;
use super::watch::Hours;
use crate::seal::SecretHash;
use crate::store::Head;
use crate::store::accounts::Lock;

#[derive(Default)]
struct Standing {
    /// The connections of each sign-in; of one that has lost its last for as long as the grace.
    connections: Vec<(SecretHash, usize)>,
    /// When the last connection was lost, in milliseconds since 1970 UTC.
    gone_at_ms: i64,
    services: Vec<ServiceId>,
    /// What the newest sign-in does not open.
    lock: Lock,
}

/// Who is present.
#[derive(Default)]
pub(super) struct Present(HashMap<AgentId, Standing>);

impl Present {
    pub(super) fn connected(&mut self, agent: AgentId, sign_in: SecretHash, lock: Lock) {
        let standing = self.0.entry(agent).or_default();
        standing.lock = lock;
        let mut known = standing.connections.iter_mut();
        match known.find(|(known, _)| *known == sign_in) {
            Some((_, connections)) => *connections += 1,
            None => standing.connections.push((sign_in, 1)),
        }
    }

    pub(super) fn disconnected(&mut self, agent: AgentId, sign_in: SecretHash, now_ms: i64) {
        let Some(standing) = self.0.get_mut(&agent) else {
            return;
        };
        let mut known = standing.connections.iter_mut();
        // One who has signed out is known no longer.
        if let Some((_, connections)) = known.find(|(known, _)| *known == sign_in) {
            *connections = connections.saturating_sub(1);
            standing.gone_at_ms = now_ms;
        }
    }

    /// Says whether an agent who is here, or was a moment ago, as between two polls, is present for a
    /// service.
    pub(super) fn set(&mut self, agent: AgentId, service: &ServiceId, present: bool, now_ms: i64) {
        let standing = self.0.get_mut(&agent);
        // What is heard from a connection whose sign-in is over counts no longer.
        if let Some(standing) = standing.filter(|standing| standing.counts(now_ms)) {
            standing.services.retain(|known| known != service);
            if present {
                standing.services.push(service.clone());
            }
        }
    }

    /// A sign-in is over. Says which agent is gone by it, and which services have lost them: nobody
    /// when the agent is connected with another sign-in.
    pub(super) fn signed_out(&mut self, sign_in: SecretHash) -> Option<(AgentId, Vec<ServiceId>)> {
        let has_it = |standing: &Standing| {
            let mut known = standing.connections.iter();
            known.any(|(known, _)| *known == sign_in)
        };
        let found = self.0.iter_mut().find(|(_, standing)| has_it(standing));
        let (agent, standing) = found?;
        standing.connections.retain(|(known, _)| *known != sign_in);
        if standing.is_connected() {
            return None;
        }
        let agent = *agent;
        let gone = self.0.remove(&agent)?;
        Some((agent, gone.services))
    }

    /// Forgets the agents whose grace is over, and says who they are and which services have lost one.
    pub(super) fn drop_gone(&mut self, now_ms: i64) -> (Vec<AgentId>, Vec<ServiceId>) {
        let (mut gone, mut lost) = (Vec::new(), Vec::new());
        self.0.retain(|agent, standing| {
            // A clock that was set back must not keep anybody.
            standing.gone_at_ms = standing.gone_at_ms.min(now_ms);
            let counts = standing.counts(now_ms);
            if !counts {
                gone.push(*agent);
                lost.append(&mut standing.services);
            }
            counts
        });
        lost.sort_unstable();
        lost.dedup();
        (gone, lost)
    }

    /// Whether an agent is here by a sign-in that does not open a conversation.
    pub(super) fn is_locked_out(&self, agent: AgentId, head: &Head) -> bool {
        let standing = self.0.get(&agent);
        standing.is_some_and(|standing| standing.lock.shuts(head))
    }

    /// How many agents are present for a service.
    pub(super) fn count(&self, service: &ServiceId, now_ms: i64) -> usize {
        let present = |standing: &&Standing| standing.is_present(service, now_ms);
        self.0.values().filter(present).count()
    }

    /// Whether any agent is present for a service.
    pub(super) fn is_staffed(&self, service: &ServiceId, now_ms: i64) -> bool {
        let mut all = self.0.values();
        all.any(|standing| standing.is_present(service, now_ms))
    }

    /// Whether an agent is here, and which services the agent is present for.
    pub(super) fn whereabouts(&self, agent: AgentId, now_ms: i64) -> (bool, Vec<ServiceId>) {
        let standing = self.0.get(&agent);
        let Some(standing) = standing.filter(|standing| standing.counts(now_ms)) else {
            return (false, Vec::new());
        };
        let mut services = standing.services.clone();
        services.sort_unstable();
        (true, services)
    }

    /// Whether an agent is present for a service.
    fn is_present(&self, agent: AgentId, service: &ServiceId, now_ms: i64) -> bool {
        let own = self.0.get(&agent);
        own.is_some_and(|standing| standing.is_present(service, now_ms))
    }
}

impl State {
    /// How a service is staffed and when it opens or closes, as one of its agents is told it.
    pub(super) fn presence_of(&self, service: &ServiceId, agent: AgentId, now_ms: i64) -> Presence {
        let known = self.services.get(service);
        let opening = known.and_then(|service| service.opening);
        Presence {
            service: service.clone(),
            present: self.presence.is_present(agent, service, now_ms),
            agents: self.presence.count(service, now_ms) as u64,
            is_open: opening.is_some_and(|opening| opening.is_open),
            changes: opening.and_then(|opening| opening.changes),
            answer_by: opening.and_then(|opening| opening.answer_by),
        }
    }

    /// Forgets the agents whose grace is over, and says which services have lost one.
    pub(super) fn drop_gone(&mut self, now_ms: i64) -> Vec<ServiceId> {
        let (gone, lost) = self.presence.drop_gone(now_ms);
        for agent in gone {
            self.colleagues.moved(agent);
        }
        lost
    }

    /// Tells a service's agents what its hours say when that is another than they were told.
    pub(super) fn watch_opening(&mut self, hours: &Hours, now_ms: i64) {
        let opening = Some(Opening {
            is_open: hours.is_open,
            changes: hours.changes,
            answer_by: hours.answer_by,
        });
        let service = self.services.entry(hours.service.clone()).or_default();
        if std::mem::replace(&mut service.opening, opening) != opening {
            self.tell_presence(&hours.service, now_ms);
        }
    }

    /// Whether there is something to be told in the next round.
    pub(super) fn is_round_due(&self) -> bool {
        self.colleagues.has_news() || self.services.values().any(|service| service.moved)
    }
}

impl Standing {
    fn is_connected(&self) -> bool {
        self.connections
            .iter()
            .any(|(_, connections)| *connections > 0)
    }

    fn counts(&self, now_ms: i64) -> bool {
        self.is_connected() || now_ms < self.gone_at_ms + PRESENCE_GRACE_MS
    }

    fn is_present(&self, service: &ServiceId, now_ms: i64) -> bool {
        self.counts(now_ms) && self.services.contains(service)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: SecretHash = SecretHash([1; 32]);
    const PHONE: SecretHash = SecretHash([2; 32]);

    fn of_one() -> (AgentId, ServiceId, Present) {
        let (agent, service) = (AgentId(1), ServiceId("a".into()));
        let mut present = Present::default();
        present.connected(agent, LAPTOP, Lock::default());
        present.set(agent, &service, true, 0);
        (agent, service, present)
    }

    #[test]
    fn a_reload_does_not_end_presence_but_ninety_seconds_do() {
        let (agent, service, mut present) = of_one();
        present.disconnected(agent, LAPTOP, 1_000);
        assert_eq!(present.count(&service, 90_999), 1);
        assert!(present.drop_gone(90_999).0.is_empty());
        assert_eq!(present.count(&service, 91_000), 0);
        assert_eq!(present.drop_gone(91_000), (vec![agent], vec![service]));
    }

    #[test]
    fn two_tabs_are_one_agent() {
        let (agent, service, mut present) = of_one();
        present.connected(agent, LAPTOP, Lock::default());
        present.set(agent, &service, true, 0);
        present.disconnected(agent, LAPTOP, 0);
        assert!(present.drop_gone(1_000_000).0.is_empty());
        assert_eq!(present.count(&service, 0), 1);
        assert!(!present.is_present(AgentId(2), &service, 0));
        present.set(agent, &service, false, 0);
        assert_eq!(present.count(&service, 0), 0);
    }

    #[test]
    fn one_who_signs_out_is_gone_at_once_and_stays_gone() {
        let (agent, service, mut present) = of_one();
        assert_eq!(
            present.signed_out(LAPTOP),
            Some((agent, vec![service.clone()]))
        );
        assert!(!present.is_staffed(&service, 0));
        present.set(agent, &service, true, 0);
        present.disconnected(agent, LAPTOP, 0);
        assert!(!present.is_staffed(&service, 0));
        assert_eq!(present.signed_out(LAPTOP), None);
    }

    #[test]
    fn one_who_signs_out_after_closing_the_page_is_gone_at_once() {
        let (agent, service, mut present) = of_one();
        present.disconnected(agent, LAPTOP, 0);
        assert!(present.is_staffed(&service, 1));
        assert_eq!(present.signed_out(LAPTOP), Some((agent, vec![service])));
    }

    #[test]
    fn one_who_signs_out_on_the_phone_stays_present_on_the_laptop() {
        let (agent, service, mut present) = of_one();
        present.connected(agent, PHONE, Lock::default());
        assert_eq!(present.signed_out(PHONE), None);
        present.disconnected(agent, PHONE, 0);
        assert!(present.is_staffed(&service, 0));
    }
}
