//! Who answers, and where: as their colleagues are told it.
//!
//! Of two hundred who come at nine each is told to each once, not with every step: changes are
//! gathered, and told in the rounds in which queues are told.

use std::collections::{BTreeSet, HashMap};

use juttu_shared::id::{AgentId, ServiceId};
use juttu_shared::wire::v1::agent::{Colleague, ServerMessage};

use super::frame::signal;
use super::state::State;
use super::{Hub, Push};
use crate::store::Head;
use crate::store::accounts::Agent;

/// Those who answer and have been here since the start.
#[derive(Default)]
pub(super) struct Colleagues {
    /// As the others were told last; as far away while they were told nothing.
    told: HashMap<AgentId, Colleague>,
    /// Those of whom something may have changed since.
    moved: BTreeSet<AgentId>,
}

impl Colleagues {
    /// One is here, by this name and for these services.
    pub(super) fn came(&mut self, agent: AgentId, name: &str, services: &[ServiceId]) {
        let told = self.told.entry(agent).or_insert_with(|| Colleague {
            agent,
            name: name.to_owned(),
            services: services.to_vec(),
            present: Vec::new(),
            connected: false,
        });
        if told.name != name || told.services != services {
            name.clone_into(&mut told.name);
            told.services = services.to_vec();
            // Whatever they were told, it was something else.
            told.connected = false;
        }
        self.moved.insert(agent);
    }

    /// Something of one may have changed.
    pub(super) fn moved(&mut self, agent: AgentId) {
        self.moved.insert(agent);
    }

    /// Whether there may be something to tell.
    pub(super) fn has_news(&self) -> bool {
        !self.moved.is_empty()
    }
}

impl State {
    /// Tells every agent what has changed of the others since they were told.
    pub(super) fn tell_colleagues(&mut self, now_ms: i64) {
        for agent in std::mem::take(&mut self.colleagues.moved) {
            let (connected, present) = self.presence.whereabouts(agent, now_ms);
            let Some(told) = self.colleagues.told.get_mut(&agent) else {
                continue;
            };
            if told.connected == connected && told.present == present {
                continue;
            }
            told.connected = connected;
            told.present = present;
            let message = ServerMessage::Colleague(told.clone());
            if let Some(frame) = signal(&message) {
                self.tell_all_agents(&Push::Frame(frame));
            }
        }
    }
}

impl Hub {
    /// Those of these accounts who answer, with where they are now.
    pub fn colleagues(&self, staff: Vec<Agent>) -> Vec<Colleague> {
        let now_ms = self.clock.now_ms();
        let state = self.state();
        let answering = staff.into_iter().filter(|agent| agent.role.answers());
        let colleague = |agent: Agent| {
            let (connected, present) = state.presence.whereabouts(agent.id, now_ms);
            Colleague {
                agent: agent.id,
                name: agent.name,
                services: agent.services,
                present,
                connected,
            }
        };
        answering.map(colleague).collect()
    }

    /// Whether an agent is here by a sign-in that does not open a conversation.
    pub fn is_locked_out(&self, agent: AgentId, head: &Head) -> bool {
        self.state().presence.is_locked_out(agent, head)
    }

    /// Whether an agent's desk is open: connected, or lost for less than the grace.
    pub fn is_colleague_here(&self, agent: AgentId) -> bool {
        let now_ms = self.clock.now_ms();
        self.state().presence.whereabouts(agent, now_ms).0
    }
}
