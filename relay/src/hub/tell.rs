//! Putting what is told into mailboxes, and where agents who poll find it.

use std::collections::HashMap;
use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::wire::v1::agent::{NotWaiting, ServerMessage, Waiting};
use tokio::sync::mpsc;

use super::frame::{Frame, signal};
use super::state::{Reader, State};
use super::trail::{To, Trace};
use super::{ConnectionId, Push};
use crate::store::accounts::Such;

impl State {
    pub(super) fn tell_visitors(&mut self, conversation: ConversationId, push: &Push) {
        let ids = self.visitors.get(&conversation).map(Vec::as_slice);
        tell(&mut self.readers, ids.unwrap_or_default(), push);
    }

    pub(super) fn tell_agent(&mut self, agent: AgentId, push: &Push) {
        self.trail.keep(To::Agent(agent), Trace::of(push));
        self.signal_agent(agent, push);
    }

    fn signal_agent(&mut self, agent: AgentId, push: &Push) {
        let ids = self.agents.get(&agent).map(Vec::as_slice);
        tell(&mut self.readers, ids.unwrap_or_default(), push);
    }

    /// Tells an agent how a conversation stands, on the connections that open it.
    pub(super) fn tell_agent_of(&mut self, agent: AgentId, of: &Such, frame: &Arc<Frame>) {
        let trace = Trace::Of(of.clone(), Arc::clone(frame));
        self.trail.keep(To::Agent(agent), Some(trace));
        self.signal_agent_of(agent, of, frame);
    }

    /// The same of what may be lost between two polls.
    pub(super) fn signal_agent_of(&mut self, agent: AgentId, of: &Such, frame: &Arc<Frame>) {
        let mut ids = self.agents.get(&agent).cloned().unwrap_or_default();
        ids.retain(|id| self.opens(*id, of));
        tell(&mut self.readers, &ids, &Push::Frame(Arc::clone(frame)));
    }

    /// Tells the agents of a service how a conversation of its queue stands, on the connections that
    /// open it.
    pub(super) fn tell_service_of(
        &mut self,
        service: &ServiceId,
        of: &Such,
        message: &ServerMessage,
    ) {
        if let Some(frame) = signal(message) {
            let trace = Trace::Of(of.clone(), Arc::clone(&frame));
            self.trail.keep(To::Service(service.clone()), Some(trace));
            let mut ids = self.of_service(service);
            ids.retain(|id| self.opens(*id, of));
            tell(&mut self.readers, &ids, &Push::Frame(frame));
        }
    }

    /// Tells the agents of a service what they are shown now of a conversation that waits, or that it
    /// does no longer: whoever was shown it then (`was`), and whoever is now.
    pub(super) fn tell_row(
        &mut self,
        service: &ServiceId,
        conversation: ConversationId,
        was: Option<Such>,
        row: Option<Waiting>,
    ) {
        let now = row.as_ref().map(Such::of);
        let gone = signal(&ServerMessage::NotWaiting(NotWaiting { conversation }));
        let shown = row.and_then(|row| signal(&ServerMessage::Waiting(row)));
        let ids = self.of_service(service);
        let opens = |id: ConnectionId, of: &Option<Such>| {
            let of = of.as_ref();
            of.is_some_and(|of| self.opens(id, of))
        };
        let (showing, rest): (Vec<_>, Vec<_>) = ids.into_iter().partition(|id| opens(*id, &now));
        let losing: Vec<_> = rest.into_iter().filter(|id| opens(*id, &was)).collect();
        for (ids, frame) in [(showing, shown), (losing, gone)] {
            if let Some(frame) = frame {
                tell(&mut self.readers, &ids, &Push::Frame(frame));
            }
        }
        let trace = Trace::Row(conversation, was);
        self.trail.keep(To::Service(service.clone()), Some(trace));
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

    /// Whether the sign-in of an agent's connection opens a conversation.
    fn opens(&self, id: ConnectionId, of: &Such) -> bool {
        let reader = self.readers.get(&id);
        let agent = reader.and_then(|reader| reader.agent.as_ref());
        agent.is_some_and(|agent| !agent.lock.shuts_such(of))
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
