//! What the hub knows, under its one lock. Nothing here waits.

use std::collections::HashMap;
use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::refusal::CloseCode;
use juttu_shared::rules::state::State as Standing;
use juttu_shared::rules::text::first_words;
use juttu_shared::wire::v1::agent::{NotWaiting, ServerMessage, Waiting};
use juttu_shared::wire::v1::event::{Event, Kind, StaffEvent};
use juttu_shared::wire::v1::visitor::Queue;
use serde::Serialize;
use tokio::sync::mpsc;

use super::presence::Present;
use super::queue::Queues;
use super::{ConnectionId, Frame, Numbered, Push, signal};
use crate::seal::SecretHash;
use crate::store::{Commit, Head};

/// How many characters of the first message the queue shows.
const FIRST_WORDS_CHARS: usize = 120;

/// Least time between two tellings that one side is writing, in milliseconds.
const TYPING_MS: i64 = 1_000;

/// An agent's connection.
pub(super) struct AgentReader {
    pub(super) agent: AgentId,
    pub(super) sign_in: SecretHash,
    pub(super) services: Vec<ServiceId>,
}

struct Reader {
    mailbox: mpsc::Sender<Push>,
    conversation: Option<ConversationId>,
    agent: Option<Box<AgentReader>>,
}

/// A conversation that is going on.
#[derive(Default)]
struct Active {
    agents: Vec<AgentId>,
    /// When typing was last told, to either side, in milliseconds since 1970 UTC.
    typing_told_ms: [i64; 2],
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
    readers: HashMap<ConnectionId, Reader>,
    visitors: HashMap<ConversationId, Vec<ConnectionId>>,
    agents: HashMap<AgentId, Vec<ConnectionId>>,
    /// Who takes part in the conversations that are going on, as far as anybody has asked.
    active: HashMap<ConversationId, Active>,
    pub(super) presence: Present,
    pub(super) queues: Queues,
}

impl State {
    pub(super) fn connect(
        &mut self,
        mailbox: mpsc::Sender<Push>,
        agent: Option<AgentReader>,
    ) -> ConnectionId {
        self.last_connection += 1;
        let id = ConnectionId(self.last_connection);
        if let Some(reader) = &agent {
            self.agents.entry(reader.agent).or_default().push(id);
            self.presence.connected(reader.agent);
        }
        let reader = Reader {
            mailbox,
            conversation: None,
            agent: agent.map(Box::new),
        };
        self.readers.insert(id, reader);
        id
    }

    pub(super) fn attach(&mut self, id: ConnectionId, conversation: ConversationId) {
        if let Some(reader) = self.readers.get_mut(&id)
            && reader.conversation.is_none()
        {
            reader.conversation = Some(conversation);
            self.visitors.entry(conversation).or_default().push(id);
        }
    }

    /// The agent whose last connection this was.
    pub(super) fn forget(&mut self, id: ConnectionId, now_ms: i64) -> Option<AgentId> {
        let reader = self.readers.remove(&id)?;
        if let Some(conversation) = reader.conversation {
            take_from(&mut self.visitors, &conversation, id);
        }
        let agent = reader.agent?.agent;
        take_from(&mut self.agents, &agent, id);
        self.presence.disconnected(agent, now_ms).then_some(agent)
    }

    pub(super) fn connection_count(&self) -> usize {
        self.readers.len()
    }

    /// Learns who takes part, from a conversation as it was read a moment ago: what a commit has told
    /// since then is newer.
    pub(super) fn hear_of(&mut self, head: &Head) {
        if !self.active.contains_key(&head.id) {
            self.know(head);
        }
    }

    /// Learns who takes part, from a conversation as it stands.
    fn know(&mut self, head: &Head) {
        if head.state == Standing::Active {
            self.active.entry(head.id).or_default().agents = head.agents.clone();
        } else {
            self.active.remove(&head.id);
        }
    }

    /// Whether an agent takes part in a conversation that is going on.
    pub(super) fn takes_part(&self, conversation: ConversationId, agent: AgentId) -> bool {
        let active = self.active.get(&conversation);
        active.is_some_and(|active| active.agents.contains(&agent))
    }

    /// The agents of a conversation that is going on, when typing may be told again: a client that
    /// says it without end must not fill anybody's mailbox.
    pub(super) fn typing(
        &mut self,
        conversation: ConversationId,
        toward: Toward,
        now_ms: i64,
    ) -> Vec<AgentId> {
        let Some(active) = self.active.get_mut(&conversation) else {
            return Vec::new();
        };
        let [agents_ms, visitor_ms] = &mut active.typing_told_ms;
        let told_ms = match toward {
            Toward::Agents => agents_ms,
            Toward::Visitor => visitor_ms,
        };
        if (*told_ms..*told_ms + TYPING_MS).contains(&now_ms) {
            return Vec::new();
        }
        *told_ms = now_ms;
        active.agents.clone()
    }

    /// Tells of a commit. Says whether a queue has moved.
    pub(super) fn committed(&mut self, commit: &Commit) -> bool {
        let head = &commit.head;
        self.know(head);
        for event in &commit.events {
            if let Some(frame) = frame("event", event, false) {
                self.tell_visitors(head.id, &Push::Frame(Arc::clone(&frame)));
                self.tell_agents(commit, &frame);
            }
        }
        for event in &commit.staff_events {
            if let Some(frame) = staff_frame(event) {
                self.tell_agents(commit, &frame);
            }
        }
        if let Some(agent) = commit.joined {
            self.tell_agent(agent, &Push::Mine(head.id));
        }
        self.queue_moved(commit)
    }

    /// An agent who joins by this commit is told the conversation whole instead.
    fn tell_agents(&mut self, commit: &Commit, frame: &Arc<Frame>) {
        for agent in &commit.head.agents {
            if commit.joined != Some(*agent) {
                self.tell_agent(*agent, &Push::Frame(Arc::clone(frame)));
            }
        }
    }

    fn queue_moved(&mut self, commit: &Commit) -> bool {
        let head = &commit.head;
        let waited = commit.before == Some(Standing::Waiting);
        let waits = head.state == Standing::Waiting;
        if waits && !waited {
            self.queues
                .insert(&head.service, head.waiting_since_ms, head.id);
            self.tell_service(&head.service, &ServerMessage::Waiting(waiting(commit)));
        } else if waited && !waits {
            self.queues
                .remove(&head.service, head.waiting_since_ms, head.id);
            let gone = NotWaiting {
                conversation: head.id,
            };
            self.tell_service(&head.service, &ServerMessage::NotWaiting(gone));
        }
        waits != waited
    }

    /// How the queue of a service stands for one at a place in it.
    pub(super) fn as_it_stands(&self, service: &ServiceId, place: u64, now_ms: i64) -> Queue {
        Queue {
            place,
            wait_min: None,
            nobody: !self.presence.is_staffed(service, now_ms),
            until_ms: None,
        }
    }

    pub(super) fn tell_visitors(&mut self, conversation: ConversationId, push: &Push) {
        let ids = self.visitors.get(&conversation).map(Vec::as_slice);
        tell(&mut self.readers, ids.unwrap_or_default(), push);
    }

    pub(super) fn tell_agent(&mut self, agent: AgentId, push: &Push) {
        let ids = self.agents.get(&agent).map(Vec::as_slice);
        tell(&mut self.readers, ids.unwrap_or_default(), push);
    }

    fn tell_service(&mut self, service: &ServiceId, message: &ServerMessage) {
        if let Some(frame) = signal(message) {
            let ids = self.of_service(service);
            tell(&mut self.readers, &ids, &Push::Frame(frame));
        }
    }

    pub(super) fn tell_presence(&mut self, service: &ServiceId, now_ms: i64) {
        for id in self.of_service(service) {
            let Some(agent) = self
                .readers
                .get(&id)
                .and_then(|reader| reader.agent.as_ref())
            else {
                continue;
            };
            let presence = self.presence.seen_by(agent.agent, service, now_ms);
            if let Some(frame) = signal(&ServerMessage::Presence(presence)) {
                tell(&mut self.readers, &[id], &Push::Frame(frame));
            }
        }
    }

    pub(super) fn end_sign_in(&mut self, sign_in: SecretHash) {
        let of_it = |reader: &Reader| {
            reader
                .agent
                .as_ref()
                .is_some_and(|agent| agent.sign_in == sign_in)
        };
        let ids: Vec<_> = self
            .readers
            .iter()
            .filter_map(|(id, reader)| of_it(reader).then_some(*id))
            .collect();
        tell(&mut self.readers, &ids, &Push::End(CloseCode::SignedOut));
    }

    pub(super) fn end_all(&mut self, code: CloseCode) {
        let ids: Vec<_> = self.readers.keys().copied().collect();
        tell(&mut self.readers, &ids, &Push::End(code));
    }

    fn of_service(&self, service: &ServiceId) -> Vec<ConnectionId> {
        let answers = |reader: &Reader| {
            reader
                .agent
                .as_ref()
                .is_some_and(|agent| agent.services.contains(service))
        };
        self.agents
            .values()
            .flatten()
            .copied()
            .filter(|id| self.readers.get(id).is_some_and(answers))
            .collect()
    }
}

/// Puts a push into mailboxes. A full one means a reader too slow: its sender is dropped, which
/// the connection sees as the end, and resumes.
fn tell(readers: &mut HashMap<ConnectionId, Reader>, ids: &[ConnectionId], push: &Push) {
    for id in ids {
        if let Some(reader) = readers.get_mut(id)
            && reader.mailbox.try_send(push.clone()).is_err()
        {
            reader.mailbox = mpsc::channel(1).0;
        }
    }
}

fn take_from<K: std::hash::Hash + Eq>(
    map: &mut HashMap<K, Vec<ConnectionId>>,
    key: &K,
    id: ConnectionId,
) {
    if let Some(ids) = map.get_mut(key) {
        ids.retain(|known| *known != id);
        if ids.is_empty() {
            map.remove(key);
        }
    }
}

/// An event's frame: the same bytes for visitors and agents. The text is `{"TAG":…}`.
fn frame<T: Serialize>(
    tag: &str,
    event: &juttu_shared::wire::v1::event::Envelope<T>,
    staff: bool,
) -> Option<Arc<Frame>> {
    let mut text = Vec::with_capacity(256);
    text.extend_from_slice(b"{\"");
    text.extend_from_slice(tag.as_bytes());
    text.extend_from_slice(b"\":");
    serde_json::to_writer(&mut text, event).ok()?;
    text.push(b'}');
    Some(Arc::new(Frame {
        text: String::from_utf8(text).ok()?.into(),
        event: Some(Numbered {
            conversation: event.conversation,
            staff,
            seq: event.seq,
        }),
    }))
}

fn staff_frame(event: &StaffEvent) -> Option<Arc<Frame>> {
    frame("staff_event", event, true)
}

fn waiting(commit: &Commit) -> Waiting {
    let head = &commit.head;
    Waiting {
        conversation: head.id,
        service: head.service.clone(),
        reference: head.reference,
        since_ms: head.waiting_since_ms,
        in_front: head.in_front,
        away: false,
        topic: head.topic.clone(),
        request: None,
        language: head.language.clone(),
        first_words: first_words(first_text(&commit.events), FIRST_WORDS_CHARS),
    }
}

fn first_text(events: &[Event]) -> &str {
    let texts = events.iter().filter_map(|event| match &event.kind {
        Kind::Posted(posted) => Some(posted.text.as_str()),
        _ => None,
    });
    texts.into_iter().next().unwrap_or_default()
}
