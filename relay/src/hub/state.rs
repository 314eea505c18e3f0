//! What the hub knows, under its one lock. Nothing here waits.

use std::collections::{HashMap, HashSet};

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::refusal::CloseCode;
use juttu_shared::rules::state::State as Standing;
use juttu_shared::rules::times::{LEAST_NOTICE_MS, is_away};
use juttu_shared::wire::v1::agent::{Away, Ending, ServerMessage};
use juttu_shared::wire::v1::visitor;
use tokio::sync::mpsc;

use super::colleagues::Colleagues;
use super::conversation::Conversation;
use super::frame::signal;
use super::presence::Present;
use super::queue::Service;
use super::tell::tell;
use super::trail::Trail;
use super::{ConnectionId, Push};
use crate::seal::SecretHash;
use crate::store::accounts::{Lock, Such};
use crate::store::identities::AttemptId;

/// Least time between two tellings that one side is writing, in milliseconds.
const TYPING_MS: i64 = 1_000;

/// An agent's connection.
pub(super) struct AgentReader {
    pub(super) agent: AgentId,
    pub(super) sign_in: SecretHash,
    pub(super) services: Vec<ServiceId>,
    /// What its sign-in does not open.
    pub(super) lock: Lock,
    /// Whether the agent answers residents: only then anything but its end is told.
    pub(super) answers: bool,
}

/// Who listens at a connection's other end.
pub(super) enum Listener {
    /// A visitor's page, for as long as it has the connection.
    Page,
    /// A visitor's poll: one of many, one after the other.
    Poll,
    /// An agent's desk.
    Agent(AgentReader),
}

pub(super) struct Reader {
    pub(super) mailbox: mpsc::Sender<Push>,
    is_poll: bool,
    conversation: Option<ConversationId>,
    /// The session by which it hears of that.
    session: Option<SecretHash>,
    pub(super) agent: Option<Box<AgentReader>>,
}

/// Who is told that the other side is writing.
#[derive(Clone, Copy)]
pub(super) enum Toward {
    Agents,
    Visitor,
}

#[derive(Default)]
pub(super) struct State {
    last_connection: u64,
    pub(super) readers: HashMap<ConnectionId, Reader>,
    /// The connections of each conversation's visitors.
    pub(super) visitors: HashMap<ConversationId, Vec<ConnectionId>>,
    pub(super) agents: HashMap<AgentId, Vec<ConnectionId>>,
    /// When the newest connection of each conversation's visitor began, for those of the last days.
    pub(super) came_ms: HashMap<ConversationId, i64>,
    /// When agents who have no connection lost their last, in milliseconds since 1970 UTC.
    pub(super) agents_gone_ms: HashMap<AgentId, i64>,
    /// Those of them who have signed out.
    pub(super) agents_signed_out: HashSet<AgentId>,
    /// Every conversation that has not ended.
    pub(super) conversations: HashMap<ConversationId, Conversation>,
    pub(super) services: HashMap<ServiceId, Service>,
    pub(super) presence: Present,
    pub(super) colleagues: Colleagues,
    /// What agents were told last, for those who poll.
    pub(super) trail: Trail,
}

impl State {
    pub(super) fn connect(
        &mut self,
        mailbox: mpsc::Sender<Push>,
        listener: Listener,
    ) -> ConnectionId {
        self.last_connection += 1;
        let id = ConnectionId(self.last_connection);
        let is_poll = matches!(listener, Listener::Poll);
        let agent = match listener {
            Listener::Agent(agent) => Some(agent),
            Listener::Page | Listener::Poll => None,
        };
        if let Some(reader) = &agent {
            self.agents.entry(reader.agent).or_default().push(id);
            self.agents_gone_ms.remove(&reader.agent);
            self.agents_signed_out.remove(&reader.agent);
            if reader.answers {
                self.presence
                    .connected(reader.agent, reader.sign_in, reader.lock.clone());
            }
        }
        let reader = Reader {
            mailbox,
            is_poll,
            conversation: None,
            session: None,
            agent: agent.map(Box::new),
        };
        self.readers.insert(id, reader);
        id
    }

    /// From now on a visitor's connection hears of a conversation, and its visitor is there. Says
    /// whether there is something of the queue to tell.
    pub(super) fn attach(
        &mut self,
        id: ConnectionId,
        conversation: ConversationId,
        session: SecretHash,
        now_ms: i64,
    ) -> bool {
        let Some(reader) = self.readers.get_mut(&id) else {
            return false;
        };
        if reader.conversation.is_some() {
            return false;
        }
        reader.conversation = Some(conversation);
        reader.session = Some(session);
        let is_poll = reader.is_poll;
        self.visitors.entry(conversation).or_default().push(id);
        self.came_ms.insert(conversation, now_ms);
        let Some(known) = self.conversations.get_mut(&conversation) else {
            return false;
        };
        let gone_ms = known.visitor_gone_ms.take();
        known.polls = is_poll;
        // A page that connects does not know what an earlier connection was told: a phone that
        // sleeps keeps one on which nobody hears anything. Of polls that follow each other the
        // next one shows that the last was heard.
        let knows_the_end = is_poll && known.ending_told && !is_away(gone_ms, now_ms);
        let (was_away, ends_at_ms) = (known.row.away, known.ends_at_ms);
        if was_away {
            self.tell_away(conversation, false);
        }
        if let Some(ends_at_ms) = ends_at_ms.filter(|_| !knows_the_end) {
            // Whoever wakes a moment before the end has a minute too.
            let ends_at_ms = ends_at_ms.max(now_ms + LEAST_NOTICE_MS);
            self.tell_ending(conversation, Some(ends_at_ms));
        }
        self.has_news(conversation)
    }

    /// Whether how the queue stands for a conversation is another than its visitor was told.
    fn has_news(&mut self, conversation: ConversationId) -> bool {
        let Some(known) = self.conversations.get(&conversation) else {
            return false;
        };
        let Some(service) = self.services.get_mut(&known.row.service) else {
            return false;
        };
        let queue = service.queue(known);
        let has_news = queue.is_some() && queue != known.told;
        service.moved |= has_news;
        has_news
    }

    pub(super) fn forget(&mut self, id: ConnectionId, now_ms: i64) {
        let Some(reader) = self.readers.remove(&id) else {
            return;
        };
        if let Some(conversation) = reader.conversation {
            let was_last = take_from(&mut self.visitors, &conversation, id);
            if was_last && let Some(known) = self.conversations.get_mut(&conversation) {
                known.visitor_gone_ms = Some(now_ms);
            }
        }
        if let Some(reader) = reader.agent {
            if take_from(&mut self.agents, &reader.agent, id) {
                self.agents_gone_ms.insert(reader.agent, now_ms);
            }
            self.presence
                .disconnected(reader.agent, reader.sign_in, now_ms);
        }
    }

    /// The connections of a conversation's visitors by every session but that one end: they hear
    /// nothing more of it.
    pub(super) fn end_others(&mut self, conversation: ConversationId, session: SecretHash) {
        let ids = self.visitors.get(&conversation).into_iter().flatten();
        let is_other = |id: &ConnectionId| {
            let reader = self.readers.get(id);
            reader.is_some_and(|reader| reader.session != Some(session))
        };
        let ids: Vec<_> = ids.copied().filter(is_other).collect();
        tell(&mut self.readers, &ids, &Push::End(CloseCode::Restarting));
    }

    /// An attempt to identify is under way, until that instant at most.
    pub(super) fn identifying(
        &mut self,
        conversation: ConversationId,
        attempt: AttemptId,
        until_ms: i64,
        now_ms: i64,
    ) {
        self.stays(conversation, now_ms);
        if let Some(known) = self.conversations.get_mut(&conversation) {
            known.identifying.begins(attempt, until_ms, now_ms);
        }
    }

    /// It is over, in whatever way: the resident is there again.
    pub(super) fn identified(
        &mut self,
        conversation: ConversationId,
        attempt: AttemptId,
        now_ms: i64,
    ) {
        if let Some(known) = self.conversations.get_mut(&conversation)
            && known.identifying.ends(attempt)
        {
            known.is_back(now_ms);
        }
    }

    pub(super) fn connection_count(&self) -> usize {
        self.readers.len()
    }

    /// Whether an agent takes part in a conversation that is going on.
    pub(super) fn takes_part(&self, conversation: ConversationId, agent: AgentId) -> bool {
        let known = self.conversations.get(&conversation);
        known.is_some_and(|it| it.state == Standing::Active && it.agents.contains(&agent))
    }

    /// How a conversation that has not ended stands, as far as a lock asks.
    pub(super) fn such(&self, conversation: ConversationId) -> Option<Such> {
        let known = self.conversations.get(&conversation);
        known.map(|known| Such::of(&known.row))
    }

    /// The agents of a conversation that is going on, when typing may be told again: a client that
    /// says it without end must not fill anybody's mailbox.
    pub(super) fn typing(
        &mut self,
        conversation: ConversationId,
        toward: Toward,
        now_ms: i64,
    ) -> Vec<AgentId> {
        let known = self.conversations.get_mut(&conversation);
        let Some(known) = known.filter(|known| known.state == Standing::Active) else {
            return Vec::new();
        };
        let [agents_ms, visitor_ms] = &mut known.typing_told_ms;
        let told_ms = match toward {
            Toward::Agents => agents_ms,
            Toward::Visitor => visitor_ms,
        };
        if (*told_ms..*told_ms + TYPING_MS).contains(&now_ms) {
            return Vec::new();
        }
        *told_ms = now_ms;
        known.agents.clone()
    }

    /// The resident is still there. Says whether an end was near, and is called off.
    pub(super) fn stays(&mut self, conversation: ConversationId, now_ms: i64) -> bool {
        let Some(known) = self.conversations.get_mut(&conversation) else {
            return false;
        };
        known.stayed_ms = Some(now_ms);
        let was_near = known.ends_at_ms.is_some();
        if was_near {
            self.tell_ending(conversation, None);
        }
        was_near
    }

    /// Those concerned are told when a conversation ends, or that it does not.
    pub(super) fn tell_ending(&mut self, conversation: ConversationId, ends_at_ms: Option<i64>) {
        let Some(known) = self.conversations.get_mut(&conversation) else {
            return;
        };
        known.ends_at_ms = ends_at_ms;
        known.ending_told = self.visitors.contains_key(&conversation);
        let (agents, of) = (known.agents.clone(), Such::of(&known.row));
        self.tell_visitor_ending(conversation, ends_at_ms);
        let ending = Ending {
            conversation,
            ends_at_ms,
        };
        if let Some(frame) = signal(&ServerMessage::Ending(ending)) {
            for agent in agents {
                self.tell_agent_of(agent, &of, &frame);
            }
        }
    }

    /// The visitor's connections are told when the conversation ends, or that it does not.
    pub(super) fn tell_visitor_ending(
        &mut self,
        conversation: ConversationId,
        ends_at_ms: Option<i64>,
    ) {
        let ending = visitor::Ending { ends_at_ms };
        if let Some(frame) = signal(&visitor::ServerMessage::Ending(ending)) {
            self.tell_visitors(conversation, &Push::Frame(frame));
        }
    }

    /// Those who see a conversation are told whether its resident is away.
    pub(super) fn tell_away(&mut self, conversation: ConversationId, away: bool) {
        let Some(known) = self.conversations.get_mut(&conversation) else {
            return;
        };
        known.row.away = away;
        let message = ServerMessage::Away(Away { conversation, away });
        let of = Such::of(&known.row);
        if known.is_shown() {
            let service = known.row.service.clone();
            return self.tell_service_of(&service, &of, &message);
        }
        let agents = known.agents.clone();
        if let Some(frame) = signal(&message) {
            for agent in agents {
                self.tell_agent_of(agent, &of, &frame);
            }
        }
    }

    /// A sign-in is over: its connections end, and with them the agent's presence, unless another
    /// sign-in holds it. Says which services have lost an agent.
    pub(super) fn end_sign_in(&mut self, sign_in: SecretHash) -> Vec<ServiceId> {
        self.end_connections(sign_in, CloseCode::SignedOut);
        let Some((agent, services)) = self.presence.signed_out(sign_in) else {
            return Vec::new();
        };
        self.agents_signed_out.insert(agent);
        self.colleagues.moved(agent);
        services
    }

    /// The connections of a sign-in end.
    pub(super) fn end_connections(&mut self, sign_in: SecretHash, code: CloseCode) {
        let of_it = |reader: &Reader| {
            let agent = reader.agent.as_ref();
            agent.is_some_and(|agent| agent.sign_in == sign_in)
        };
        let ids = self.of_agents(of_it);
        tell(&mut self.readers, &ids, &Push::End(code));
    }

    pub(super) fn end_all(&mut self, code: CloseCode) {
        let ids: Vec<_> = self.readers.keys().copied().collect();
        tell(&mut self.readers, &ids, &Push::End(code));
    }
}

/// Whether it was the last of its key.
fn take_from<K: std::hash::Hash + Eq>(
    map: &mut HashMap<K, Vec<ConnectionId>>,
    key: &K,
    id: ConnectionId,
) -> bool {
    let Some(ids) = map.get_mut(key) else {
        return false;
    };
    ids.retain(|known| *known != id);
    let was_last = ids.is_empty();
    if was_last {
        map.remove(key);
    }
    was_last
}
