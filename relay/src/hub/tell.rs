//! Putting what is told into mailboxes, and where agents who poll find it.

use std::collections::HashMap;

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::wire::v1::agent::{ServerMessage, Waiting};
use tokio::sync::mpsc;

use super::frame::signal;
use super::state::{Reader, State};
use super::trail::{To, Trace};
use super::{ConnectionId, Push};

impl State {
    pub(super) fn tell_visitors(&mut self, conversation: ConversationId, push: &Push) {
        let ids = self.visitors.get(&conversation).map(Vec::as_slice);
        tell(&mut self.readers, ids.unwrap_or_default(), push);
    }

    pub(super) fn tell_agent(&mut self, agent: AgentId, push: &Push) {
        self.trail.keep(To::Agent(agent), Trace::of(push));
        self.signal_agent(agent, push);
    }

    /// Tells an agent what may be lost between two polls.
    pub(super) fn signal_agent(&mut self, agent: AgentId, push: &Push) {
        let ids = self.agents.get(&agent).map(Vec::as_slice);
        tell(&mut self.readers, ids.unwrap_or_default(), push);
    }

    pub(super) fn tell_service(&mut self, service: &ServiceId, message: &ServerMessage) {
        if let Some(frame) = signal(message) {
            let trace = Trace::told(message, &frame);
            self.trail.keep(To::Service(service.clone()), trace);
            let mut ids = self.of_service(service);
            if let ServerMessage::Waiting(row) = message {
                ids.retain(|id| !self.is_hidden(*id, row));
            }
            tell(&mut self.readers, &ids, &Push::Frame(frame));
        }
    }

    pub(super) fn tell_all_agents(&mut self, push: &Push) {
        self.trail.keep(To::All, Trace::of(push));
        let answers = |reader: &Reader| reader.agent.as_ref().is_some_and(|agent| agent.answers);
        let ids = self.of_agents(answers);
        tell(&mut self.readers, &ids, push);
    }

    /// Tells the agents of a service who is present for it, and those who wait for it, in the
    /// next round, when that is nobody any more, or somebody again.
    pub(super) fn tell_presence(&mut self, service: &ServiceId, now_ms: i64) {
        let trace = Trace::Presence(service.clone());
        self.trail.keep(To::Service(service.clone()), Some(trace));
        for id in self.of_service(service) {
            let reader = self.readers.get(&id);
            let Some(agent) = reader.and_then(|reader| reader.agent.as_ref()) else {
                continue;
            };
            let presence = self.presence_of(service, agent.agent, now_ms);
            if let Some(frame) = signal(&ServerMessage::Presence(presence)) {
                tell(&mut self.readers, &[id], &Push::Frame(frame));
            }
        }
        let is_staffed = self.presence.is_staffed(service, now_ms);
        let known = self.services.entry(service.clone()).or_default();
        let changed = std::mem::replace(&mut known.is_staffed, is_staffed) != is_staffed;
        known.moved |= changed;
    }

    fn of_service(&self, service: &ServiceId) -> Vec<ConnectionId> {
        self.of_agents(|reader| {
            let agent = reader.agent.as_ref();
            agent.is_some_and(|agent| agent.services.contains(service))
        })
    }

    /// Whether an agent's sign-in opens nothing of one that waits.
    fn is_hidden(&self, id: ConnectionId, row: &Waiting) -> bool {
        let reader = self.readers.get(&id);
        let agent = reader.and_then(|reader| reader.agent.as_ref());
        agent.is_some_and(|agent| agent.lock.hides(row))
    }

    /// The connections of agents, of whom there are few, and not of residents.
    pub(super) fn of_agents(&self, are_told: impl Fn(&Reader) -> bool) -> Vec<ConnectionId> {
        let all = self.agents.values().flatten().copied();
        all.filter(|id| self.readers.get(id).is_some_and(&are_told))
            .collect()
    }
}

/// Puts a push into mailboxes. A full one means a reader too slow: its sender is dropped, which
/// the connection sees as the end, and resumes.
pub(super) fn tell(readers: &mut HashMap<ConnectionId, Reader>, ids: &[ConnectionId], push: &Push) {
    for id in ids {
        if let Some(reader) = readers.get_mut(id)
            && reader.mailbox.try_send(push.clone()).is_err()
        {
            reader.mailbox = mpsc::channel(1).0;
        }
    }
}
