//! Who is told what. The hub carries committed facts, in the order in which they were committed,
//! and signals that are not kept: typing, presence, the place in the queue.
//!
//! Each connection has a mailbox of a fixed size. A reader too slow for it is cut off, and resumes
//! from the store: losing anything here loses no event.

mod presence;
mod queue;
mod state;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::refusal::CloseCode;
use juttu_shared::wire::v1::agent::{self, Presence, Waiting};
use juttu_shared::wire::v1::visitor;
use serde::Serialize;
use tokio::sync::{Notify, mpsc};

use crate::clock::Clock;
use crate::seal::SecretHash;
use crate::store::{Commit, Committed, Head};
use state::{State, Toward};

/// Who is told what.
pub struct Hub {
    clock: Clock,
    state: Mutex<State>,
    /// A queue has changed: places must be told again.
    queue_moved: Notify,
}

/// A connection, as the hub knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConnectionId(u64);

/// What arrives in a mailbox.
#[derive(Clone, Debug)]
pub enum Push {
    /// Something to write to the socket.
    Frame(Arc<Frame>),
    /// A conversation has become the agent's own: tell it whole.
    Mine(ConversationId),
    /// The connection must end, with this code.
    End(CloseCode),
}

/// A frame on its way to sockets, written out once for all of them.
#[derive(Debug)]
pub struct Frame {
    /// The text of the frame.
    pub text: Utf8Bytes,
    /// Where the event in it stands, so that one had already is dropped; none for a signal.
    pub event: Option<Numbered>,
}

/// An event's number in its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The conversation.
    pub conversation: ConversationId,
    /// Whether it stands in the staff log.
    pub staff: bool,
    /// The number.
    pub seq: u64,
}

/// How the queue of a service stands for one who has not joined it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueView {
    /// How many wait.
    pub waiting: u64,
    /// Roughly how long one who joins now would wait, in minutes; none while too few have been
    /// claimed today to say.
    pub wait_min: Option<u32>,
}

/// A connection's end of the hub. Dropped, it is forgotten by the hub.
pub struct Mailbox {
    hub: Arc<Hub>,
    /// The connection.
    pub id: ConnectionId,
    pushes: mpsc::Receiver<Push>,
}

impl Mailbox {
    /// The next push; none when this reader was too slow and has been cut off.
    pub async fn recv(&mut self) -> Option<Push> {
        self.pushes.recv().await
    }

    /// The next push, if one is there already.
    pub fn try_recv(&mut self) -> Option<Push> {
        self.pushes.try_recv().ok()
    }
}

impl Drop for Mailbox {
    fn drop(&mut self) {
        self.hub.forget(self.id);
    }
}

impl Hub {
    /// A hub that knows nobody.
    pub fn new(clock: Clock) -> Arc<Self> {
        Arc::new(Self {
            clock,
            state: Mutex::new(State::default()),
            queue_moved: Notify::new(),
        })
    }

    /// Learns who waits, at start.
    pub fn load(&self, waiting: &[Waiting]) {
        let mut state = self.state();
        for waiting in waiting {
            state
                .queues
                .insert(&waiting.service, waiting.since_ms, waiting.conversation);
        }
    }

    /// A visitor's connection. It hears nothing until it is attached.
    pub fn connect_visitor(self: &Arc<Self>, mailbox: usize) -> Mailbox {
        self.connect(mailbox, None)
    }

    /// An agent's connection. From now on it hears of its services and its conversations.
    pub fn connect_agent(
        self: &Arc<Self>,
        mailbox: usize,
        agent: AgentId,
        sign_in: SecretHash,
        services: &[ServiceId],
    ) -> Mailbox {
        let reader = state::AgentReader {
            agent,
            sign_in,
            services: services.to_vec(),
        };
        self.connect(mailbox, Some(reader))
    }

    fn connect(self: &Arc<Self>, mailbox: usize, agent: Option<state::AgentReader>) -> Mailbox {
        let (sender, pushes) = mpsc::channel(mailbox);
        let id = self.state().connect(sender, agent);
        Mailbox {
            hub: Arc::clone(self),
            id,
            pushes,
        }
    }

    /// From now on a visitor's connection hears of this conversation.
    pub fn attach(&self, connection: ConnectionId, head: &Head) {
        let mut state = self.state();
        state.hear_of(head);
        state.attach(connection, head.id);
    }

    /// How the queue stands for a conversation; none when it does not wait.
    pub fn queue(
        &self,
        service: &ServiceId,
        conversation: ConversationId,
    ) -> Option<visitor::Queue> {
        let now_ms = self.clock.now_ms();
        let state = self.state();
        let place = state.queues.place(service, conversation)?;
        Some(state.as_it_stands(service, place, now_ms))
    }

    /// How the queue of a service stands for one who has not joined it.
    pub fn queue_view(&self, service: &ServiceId) -> QueueView {
        QueueView {
            waiting: self.state().queues.len(service),
            wait_min: None,
        }
    }

    /// Whether any agent is present for a service.
    pub fn is_staffed(&self, service: &ServiceId) -> bool {
        let now_ms = self.clock.now_ms();
        self.state().presence.is_staffed(service, now_ms)
    }

    /// When a conversation ends unless something is said, in milliseconds since 1970 UTC; none
    /// while no end is near.
    pub fn ends_at_ms(&self, _: ConversationId) -> Option<i64> {
        None
    }

    /// Whether the resident of a conversation is away: without a connection for some time.
    pub fn is_away(&self, _: ConversationId) -> bool {
        false
    }

    /// The resident is still there: the end that was near is called off.
    pub fn stay(&self, _: ConversationId) {}

    /// The resident is writing: the conversation's agents are told.
    pub fn visitor_types(&self, conversation: ConversationId) {
        let message = agent::ServerMessage::Typing(agent::Typing { conversation });
        let now_ms = self.clock.now_ms();
        let mut state = self.state();
        if let Some(frame) = signal(&message) {
            for agent in state.typing(conversation, Toward::Agents, now_ms) {
                state.tell_agent(agent, &Push::Frame(Arc::clone(&frame)));
            }
        }
    }

    /// An agent is writing in one of the agent's own conversations: the visitor is told.
    pub fn agent_types(&self, agent: AgentId, conversation: ConversationId) {
        let now_ms = self.clock.now_ms();
        let mut state = self.state();
        if !state.takes_part(conversation, agent) {
            return;
        }
        if state
            .typing(conversation, Toward::Visitor, now_ms)
            .is_empty()
        {
            return;
        }
        let message = visitor::ServerMessage::Typing(visitor::Typing { agent });
        if let Some(frame) = signal(&message) {
            state.tell_visitors(conversation, &Push::Frame(frame));
        }
    }

    /// The presence of each of an agent's services, as the agent is told it.
    pub fn presence(&self, agent: AgentId, services: &[ServiceId]) -> Vec<Presence> {
        let now_ms = self.clock.now_ms();
        let state = self.state();
        services
            .iter()
            .map(|service| state.presence.seen_by(agent, service, now_ms))
            .collect()
    }

    /// An agent says whether they are present for a service; all of the service are told.
    pub fn set_present(&self, agent: AgentId, service: &ServiceId, present: bool) {
        let mut state = self.state();
        state.presence.set(agent, service, present);
        state.tell_presence(service, self.clock.now_ms());
    }

    /// Ends the connections of a sign-in that is over.
    pub fn sign_out(&self, sign_in: SecretHash) {
        self.state().end_sign_in(sign_in);
    }

    /// Tells every reader that the relay is stopping.
    pub fn stop(&self) {
        self.state().end_all(CloseCode::Restarting);
    }

    /// How many connections there are.
    pub fn connections(&self) -> usize {
        self.state().connection_count()
    }

    fn forget(self: &Arc<Self>, connection: ConnectionId) {
        let now_ms = self.clock.now_ms();
        let left = self.state().forget(connection, now_ms);
        if let Some(agent) = left {
            let hub = Arc::clone(self);
            // Outside a runtime there is nobody left to tell.
            if let Ok(runtime) = tokio::runtime::Handle::try_current() {
                runtime.spawn(async move { hub.tell_when_gone(agent).await });
            }
        }
    }

    /// Tells an agent's services once the grace after the last connection is over.
    async fn tell_when_gone(&self, agent: AgentId) {
        self.clock
            .sleep_ms(juttu_shared::limits::PRESENCE_GRACE_MS)
            .await;
        let now_ms = self.clock.now_ms();
        let mut state = self.state();
        for service in state.presence.drop_gone(agent, now_ms) {
            state.tell_presence(&service, now_ms);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Committed for Hub {
    fn committed(&self, commit: Commit) {
        let queue_moved = self.state().committed(&commit);
        if queue_moved {
            self.queue_moved.notify_one();
        }
    }
}

/// A signal's frame. None when it can't be written out, which no message of ours causes.
fn signal<T: Serialize>(message: &T) -> Option<Arc<Frame>> {
    let text = serde_json::to_string(message).ok()?;
    Some(Arc::new(Frame {
        text: text.into(),
        event: None,
    }))
}
