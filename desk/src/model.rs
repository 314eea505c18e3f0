//! All that the desk knows, and how it changes: plain values, without a browser.
//!
//! What comes from the relay goes in through [`Model::apply`], what the agent does through the
//! verbs of [`verbs`]. Both answer with [`Effect`]s for the world outside. What the screen shows
//! is computed from here: rows of a log in [`rows`], counts and names by the methods below.

pub mod alert;
mod apply;
mod conversation;
mod deed;
mod disclosure;
mod effect;
pub mod hours;
mod kept;
mod past;
pub mod queue;
pub mod replies;
mod rows;
#[cfg(test)]
mod sample;
pub mod settings;
pub mod shortcuts;
mod staff;
mod verbs;

use std::collections::BTreeMap;

use juttu_client::outbox::Outbox;
use juttu_client::status::Status;
use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{
    ClientMessage, Colleague, Have, Hello, Hold, Me, Presence, Waiting,
};

pub use conversation::{
    Asked, Conversation, Draft, HandedOn, Lane, LetGo, Opening, Proof, Standing, Step,
};
pub use deed::Deed;
pub use disclosure::{Disclosure, Opens};
pub use effect::{Effect, Given, Notice, Said};
pub use kept::Kept;
pub use past::{Past, Why};
pub use rows::{From, Row, RowState, What};
pub use staff::{Choice, Company, There};

/// All that the desk knows.
#[derive(Clone, Debug)]
pub struct Model {
    /// Who is signed in.
    pub me: Option<Me>,
    /// How the connection stands.
    pub status: Status,
    /// The presence of each of the agent's services, as the relay last told.
    pub presence: Vec<Presence>,
    /// Who answers at this relay, by name; oneself among them.
    pub staff: Vec<Colleague>,
    /// Who waits: live ones as they stand in the queue, then contact requests, oldest first.
    pub waiting: Vec<Waiting>,
    /// The agent's own conversations, oldest first; and those that have ended or are no longer the
    /// agent's own, until they are put away.
    pub mine: Vec<Conversation>,
    /// The conversation on screen.
    pub open: Option<ConversationId>,
    /// A conversation that was looked up, as it stood then.
    pub looked: Option<Conversation>,
    /// Why looking one up was refused the last time.
    pub look_refused: Option<Refusal>,
    /// What was looked for among earlier conversations, and found.
    pub past: Past,
    /// What is said until the agent has read it.
    pub notice: Option<Notice>,
    /// Commands that are not confirmed yet.
    pub(crate) outbox: Outbox<ClientMessage>,
    /// Whether the agent can see the open conversation: the page is in front.
    pub(crate) is_watching: bool,
    /// What the agent has asked to be, and the relay has not confirmed.
    pub(crate) wished_present: BTreeMap<ServiceId, bool>,
    /// The residents whose claim is on its way, by conversation: the row may be gone before the
    /// refusal comes.
    pub(crate) claimed: BTreeMap<ConversationId, u64>,
    /// What this tab had before it was loaded again.
    pub(crate) kept: Kept,
    /// When typing may next be told, on the relay's clock.
    pub(crate) next_typing_ms: i64,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            me: None,
            status: Status::Connecting,
            presence: Vec::new(),
            staff: Vec::new(),
            waiting: Vec::new(),
            mine: Vec::new(),
            open: None,
            looked: None,
            look_refused: None,
            past: Past::default(),
            notice: None,
            outbox: Outbox::default(),
            is_watching: true,
            wished_present: BTreeMap::new(),
            claimed: BTreeMap::new(),
            kept: Kept::default(),
            next_typing_ms: 0,
        }
    }
}

impl Model {
    /// One of the agent's own conversations.
    pub fn conversation(&self, id: ConversationId) -> Option<&Conversation> {
        self.mine.iter().find(|conversation| conversation.id == id)
    }

    /// One of the agent's own conversations, or the one that was looked up.
    pub fn shown(&self, id: ConversationId) -> Option<&Conversation> {
        let looked = self.looked.iter().find(|looked| looked.id == id);
        self.conversation(id).or(looked)
    }

    /// Those who wait in the queue: sent back to the front first, then longest first.
    pub fn queue(&self) -> impl Iterator<Item = &Waiting> {
        (self.waiting.iter()).filter(|waiting| waiting.request.is_none())
    }

    /// The contact requests, oldest first.
    pub fn requests(&self) -> impl Iterator<Item = &Waiting> {
        (self.waiting.iter()).filter(|waiting| waiting.request.is_some())
    }

    /// The agent's own conversations that go on.
    pub fn held(&self) -> impl Iterator<Item = &Conversation> {
        (self.mine.iter()).filter(|conversation| conversation.standing() == Standing::Held)
    }

    /// The agent's own conversations as they are listed, and numbered by their keys: those that go on
    /// before those that are over.
    pub fn mine_listed(&self) -> impl Iterator<Item = &Conversation> {
        let is_over = |conversation: &&Conversation| conversation.standing() != Standing::Held;
        self.held().chain(self.mine.iter().filter(is_over))
    }

    /// The agent's own live conversations that go on: signing out sends them back to the queue.
    pub fn live(&self) -> impl Iterator<Item = &Conversation> {
        self.held()
            .filter(|conversation| conversation.is_live && conversation.hold == Hold::Own)
    }

    /// Whether signing out would cost somebody something.
    pub fn is_busy(&self) -> bool {
        self.live().next().is_some() || !self.unsent().is_empty()
    }

    /// The residents to whom something is written, or whose conversation holds a note, that is not
    /// stored yet: signing out would lose it.
    pub fn unsent(&self) -> Vec<u64> {
        let is_unsent = |conversation: &&Conversation| {
            conversation.is_drafted() || self.is_sending(conversation.id)
        };
        let unsent = self.mine.iter().filter(is_unsent);
        unsent.map(|conversation| conversation.reference).collect()
    }

    /// The one on screen.
    pub fn open_conversation(&self) -> Option<&Conversation> {
        self.open.and_then(|id| self.conversation(id))
    }

    /// Whether the conversation on screen has a field to answer in.
    pub fn may_answer(&self) -> bool {
        let open = self.open_conversation();
        open.is_some_and(|it| it.hold == Hold::Own && it.standing() == Standing::Held)
    }

    /// A service's name in the desk's language; its id while the name is not known.
    pub fn service_name<'a>(&'a self, service: &'a ServiceId) -> &'a str {
        self.named(service)
            .map_or(service.0.as_str(), |named| named.name.as_str())
    }

    /// A topic's name in the desk's language; its id while the name is not known.
    pub fn topic_name<'a>(&'a self, service: &ServiceId, topic: &'a str) -> &'a str {
        let topics = self.named(service).into_iter();
        (topics.flat_map(|named| &named.topics))
            .find(|named| named.id == topic)
            .map_or(topic, |named| named.name.as_str())
    }

    /// An area's name in the desk's language; its key while the name is not known.
    pub fn area_name(&self, service: &ServiceId, area: u32) -> String {
        let areas = self.named(service).into_iter();
        (areas.flat_map(|named| &named.areas))
            .find(|named| named.key == area)
            .map_or_else(|| area.to_string(), |named| named.name.clone())
    }

    /// Whether the agent is present for a service: as asked, or else as the relay last told.
    pub fn is_present(&self, service: &ServiceId) -> bool {
        self.wished_present
            .get(service)
            .copied()
            .unwrap_or_else(|| self.told_presence(service).is_some_and(|told| told.present))
    }

    /// How many agents are present for a service.
    pub fn agents_present(&self, service: &ServiceId) -> u64 {
        self.told_presence(service).map_or(0, |told| told.agents)
    }

    /// Whether a claim of this conversation is on its way.
    pub fn is_claiming(&self, id: ConversationId) -> bool {
        self.commands()
            .any(|message| matches!(message, ClientMessage::Claim(act) if act.conversation == id))
    }

    /// Whether the contact details of this conversation are asked for.
    pub fn is_opening_contact(&self, id: ConversationId) -> bool {
        self.commands().any(
            |message| matches!(message, ClientMessage::OpenContact(act) if act.conversation == id),
        )
    }

    /// The first frame of a socket: what this client has already.
    pub fn hello(&self) -> Hello {
        let own = (self.mine.iter()).filter(|found| found.standing() != Standing::Gone);
        let known = own.map(Conversation::have);
        let unfinished = self
            .kept
            .unfinished()
            .filter(|id| self.conversation(*id).is_none())
            .map(|conversation| Have {
                conversation,
                last_seq: 0,
                last_staff_seq: 0,
            });
        Hello {
            have: known.chain(unfinished).collect(),
        }
    }

    pub(crate) fn me_id(&self) -> Option<AgentId> {
        self.me.as_ref().map(|me| me.agent)
    }

    pub(crate) fn conversation_mut(&mut self, id: ConversationId) -> Option<&mut Conversation> {
        self.mine
            .iter_mut()
            .find(|conversation| conversation.id == id)
    }

    pub(crate) fn shown_mut(&mut self, id: ConversationId) -> Option<&mut Conversation> {
        let looked = self.looked.as_mut().filter(|looked| looked.id == id);
        let mine = (self.mine.iter_mut()).find(|conversation| conversation.id == id);
        mine.or(looked)
    }

    /// Whatever has not been handed over yet, as effects.
    pub(crate) fn send_queued(&mut self) -> Vec<Effect> {
        self.outbox
            .take_queued()
            .into_iter()
            .map(|(key, message)| Effect::Command(key, message))
            .collect()
    }

    /// Whether a message or a note of this conversation is on its way, or was refused.
    fn is_sending(&self, id: ConversationId) -> bool {
        self.commands().any(|message| match message {
            ClientMessage::Post(post) | ClientMessage::Note(post) => post.conversation == id,
            _ => false,
        })
    }

    fn told_presence(&self, service: &ServiceId) -> Option<&Presence> {
        self.presence.iter().find(|told| told.service == *service)
    }

    fn commands(&self) -> impl Iterator<Item = &ClientMessage> {
        self.outbox.entries().iter().map(|entry| &entry.message)
    }
}
