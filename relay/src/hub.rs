//! Who is told what. The hub carries committed facts, in the order in which they were committed,
//! and signals that are not kept: typing, presence, the place in the queue.
//!
//! Each connection has a mailbox of a fixed size. A reader too slow for it is cut off, and resumes
//! from the store: losing anything here loses no event.

mod colleagues;
mod commit;
mod conversation;
mod figures;
mod frame;
mod identifying;
mod presence;
mod queue;
mod state;
mod tell;
mod trail;
mod wait;
mod watch;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::refusal::CloseCode;
use juttu_shared::rules::state::State as Standing;
use juttu_shared::wire::v1::agent::{self, Presence, Waiting};
use juttu_shared::wire::v1::event::Event;
use juttu_shared::wire::v1::visitor;
use tokio::sync::{Notify, mpsc};

use crate::clock::Clock;
use crate::seal::SecretHash;
use crate::store::accounts::Agent;
use crate::store::identities::AttemptId;
use crate::store::{Commit, Committed, Head};
use conversation::Conversation;
use frame::signal;
use queue::Key;
use state::{Listener, State, Toward};

pub use frame::{Frame, Numbered};
pub use queue::QueueView;
pub use trail::{Seen, Told};
pub use watch::{Hours, StillDue, Task};

/// Who is told what.
pub struct Hub {
    clock: Clock,
    state: Mutex<State>,
    /// Something has changed that is told in rounds: a queue, or a colleague.
    news: Notify,
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
            news: Notify::new(),
        })
    }

    /// Learns who waits, live and as contact requests, at the start. Every clock begins now.
    pub fn load_waiting(&self, waiting: Vec<Waiting>) {
        let now_ms = self.clock.now_ms();
        let mut state = self.state();
        let State {
            services,
            conversations,
            ..
        } = &mut *state;
        for row in waiting {
            let id = row.conversation;
            let mut conversation = Conversation::found_waiting(row, now_ms);
            if conversation.state == Standing::Waiting {
                let key = Key::of(&conversation);
                let service = conversation.row.service.clone();
                services.entry(service).or_default().join(key);
                conversation.key = Some(key);
            }
            conversations.insert(id, conversation);
        }
    }

    /// Learns of a conversation that goes on, and of the newest events in it, at the start. Every
    /// clock begins now.
    pub fn load_active(&self, head: &Head, newest: &[Event]) {
        let now_ms = self.clock.now_ms();
        let mut conversation = Conversation::of_head(head, now_ms);
        conversation.hears(newest, now_ms);
        self.state().conversations.insert(head.id, conversation);
    }

    /// Learns how long those had waited who were claimed today, at the start.
    pub fn load_waits(&self, service: &ServiceId, waits_ms: Vec<i64>, day_began_ms: i64) {
        let mut state = self.state();
        let service = state.services.entry(service.clone()).or_default();
        service.waits.load(waits_ms, day_began_ms);
    }

    /// A visitor's connection. It hears nothing until it is attached.
    pub fn connect_visitor(self: &Arc<Self>, mailbox: usize) -> Mailbox {
        self.connect(mailbox, Listener::Page)
    }

    /// A visitor's poll, which is over with its answer.
    pub fn connect_poll(self: &Arc<Self>, mailbox: usize) -> Mailbox {
        self.connect(mailbox, Listener::Poll)
    }

    /// An agent's connection, or one of an agent's polls. From now on it hears of its services, its
    /// conversations and its colleagues. Of one who does not answer it hears its end alone.
    pub fn connect_agent(
        self: &Arc<Self>,
        mailbox: usize,
        agent: &Agent,
        sign_in: SecretHash,
    ) -> Mailbox {
        let answers = agent.role.answers();
        let reader = state::AgentReader {
            agent: agent.id,
            sign_in,
            services: match answers {
                true => agent.services.clone(),
                false => Vec::new(),
            },
            lock: agent.lock.clone(),
            answers,
        };
        let mailbox = self.connect(mailbox, Listener::Agent(reader));
        if answers {
            let mut state = self.state();
            (state.colleagues).came(agent.id, &agent.name, &agent.services);
            self.news.notify_one();
        }
        mailbox
    }

    fn connect(self: &Arc<Self>, mailbox: usize, listener: Listener) -> Mailbox {
        let (sender, pushes) = mpsc::channel(mailbox);
        let id = self.state().connect(sender, listener);
        Mailbox {
            hub: Arc::clone(self),
            id,
            pushes,
        }
    }

    /// From now on a visitor's connection hears of this conversation by a session that holds it, and
    /// its visitor is there.
    pub fn attach(&self, connection: ConnectionId, head: &Head, session: SecretHash) {
        let now_ms = self.clock.now_ms();
        if self.state().attach(connection, head.id, session, now_ms) {
            self.news.notify_one();
        }
    }

    /// Whether any agent is present for a service.
    pub fn is_staffed(&self, service: &ServiceId) -> bool {
        let now_ms = self.clock.now_ms();
        self.state().presence.is_staffed(service, now_ms)
    }

    /// When a conversation ends unless something is said, in milliseconds since 1970 UTC; none
    /// while no end is near.
    pub fn ends_at_ms(&self, conversation: ConversationId) -> Option<i64> {
        let state = self.state();
        state.conversations.get(&conversation)?.ends_at_ms
    }

    /// Whether the resident of a conversation is away, as those who see it were told: without a
    /// connection for some time.
    pub fn is_away(&self, conversation: ConversationId) -> bool {
        let state = self.state();
        let known = state.conversations.get(&conversation);
        known.is_some_and(|known| known.row.away)
    }

    /// The resident is still there: the end that was near is called off, and in any case the
    /// resident's connections are told that none is.
    pub fn stay(&self, conversation: ConversationId) {
        let now_ms = self.clock.now_ms();
        let mut state = self.state();
        if !state.stays(conversation, now_ms) {
            state.tell_visitor_ending(conversation, None);
        }
    }

    /// The resident has gone to identify by this attempt: until that instant at most, in milliseconds
    /// since 1970 UTC, the conversation is not closed for silence, nor left since nobody is there. Over
    /// with [`Hub::identified`] of the same attempt, and with all others when somebody is identified.
    pub fn identifying(&self, conversation: ConversationId, attempt: AttemptId, until_ms: i64) {
        let now_ms = self.clock.now_ms();
        let mut state = self.state();
        state.identifying(conversation, attempt, until_ms, now_ms);
    }

    /// The resident has come back from that attempt, in whatever way.
    pub fn identified(&self, conversation: ConversationId, attempt: AttemptId) {
        let now_ms = self.clock.now_ms();
        self.state().identified(conversation, attempt, now_ms);
    }

    /// The resident is writing: the conversation's agents are told.
    pub fn visitor_types(&self, conversation: ConversationId) {
        let message = agent::ServerMessage::Typing(agent::Typing { conversation });
        let now_ms = self.clock.now_ms();
        let mut state = self.state();
        state.stays(conversation, now_ms);
        if let (Some(frame), Some(of)) = (signal(&message), state.such(conversation)) {
            for agent in state.typing(conversation, Toward::Agents, now_ms) {
                state.signal_agent_of(agent, &of, &frame);
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
            .map(|service| state.presence_of(service, agent, now_ms))
            .collect()
    }

    /// An agent says whether they are present for a service; all of the service are told.
    pub fn set_present(&self, agent: AgentId, service: &ServiceId, present: bool) {
        let now_ms = self.clock.now_ms();
        let mut state = self.state();
        state.presence.set(agent, service, present, now_ms);
        state.colleagues.moved(agent);
        state.tell_presence(service, now_ms);
        self.news.notify_one();
    }

    /// Ends the connections of a sign-in that is over, and the agent's presence with it, unless
    /// the agent is connected with another.
    pub fn sign_out(&self, sign_in: SecretHash) {
        let now_ms = self.clock.now_ms();
        let mut state = self.state();
        for service in state.end_sign_in(sign_in) {
            state.tell_presence(&service, now_ms);
        }
        self.news.notify_one();
    }

    /// Ends the connections of a sign-in that opens more from now on: its pages come back by it, and
    /// are shown what it opens.
    pub fn reconnect(&self, sign_in: SecretHash) {
        self.state().end_connections(sign_in, CloseCode::Restarting);
    }

    /// Tells every reader that the relay is stopping.
    pub fn stop(&self) {
        self.state().end_all(CloseCode::Restarting);
    }

    /// How many connections there are.
    pub fn connections(&self) -> usize {
        self.state().connection_count()
    }

    fn forget(&self, connection: ConnectionId) {
        let now_ms = self.clock.now_ms();
        self.state().forget(connection, now_ms);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Committed for Hub {
    fn committed(&self, commit: Commit) {
        let now_ms = self.clock.now_ms();
        let queue_moved = self.state().committed(&commit, now_ms);
        if queue_moved {
            self.news.notify_one();
        }
    }
}
