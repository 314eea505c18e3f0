//! The store: a few verbs behind one trait, chosen once at start.
//!
//! [`sqlite`] is the embedded default; a second implementation for PostgreSQL stands beside it
//! later, and both pass `tests/it/conformance`. Only the store has SQL.
//!
//! What must hold for every implementation:
//! - what [`Conversations::append`] answers is durable: it survives the loss of the process and of
//!   the machine's power;
//! - the decision is made on the conversation as it stands inside the transaction, so two agents
//!   can't both claim;
//! - a command whose `client_key` is known in its log changes nothing and yields the same events;
//! - after the commit and before the answer, the [`Committed`] is told, in the order of `seq`;
//! - bodies are sealed.

pub mod accounts;
pub mod audit;
mod change;
pub mod hours;
pub mod identities;
pub mod outbox;
pub mod sqlite;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use juttu_shared::id::{AgentId, ClientKey, ConversationId, IdentityId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{Past, Reach, Waiting};
use juttu_shared::wire::v1::event::{Concerns, Event, StaffEvent};
use juttu_shared::wire::v1::visitor::Phone;

use crate::rate::Place;
use crate::seal::SecretHash;
use crate::store::accounts::Lock;

pub use change::{Append, Appended, Change, Commit, Committed, Decide, New};

/// The most events that one read gives, so that a long conversation is never held whole in memory
/// for a visitor. Fewer than that means that there are no more.
pub const PAGE: usize = 100;

/// How many sessions hold one conversation by its pick-up code: the newest ones. Far more than a
/// resident has browsers; whoever was let go comes in with the code again.
pub const SESSIONS_BY_CODE: u32 = 20;

/// What a verb gives: ready when it is done. The work is begun, and its order fixed, when the verb
/// is called, not when the answer is awaited.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send>>;

/// Why the store did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The rules refuse it. Nothing was changed.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// The store could not: a full or broken disk, a lock, a key that does not fit. Nothing was
    /// changed, and the same call may be made again.
    #[error("not stored: {0}")]
    Failed(String),
}

impl StoreError {
    /// What a client is told.
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Refused(refusal) => *refusal,
            Self::Failed(_) => Refusal::NotStored,
        }
    }
}

/// The whole store.
pub trait Store:
    Conversations
    + accounts::Accounts
    + audit::Audit
    + hours::Hours
    + identities::Identities
    + outbox::Outbox
{
}
impl<T> Store for T where
    T: Conversations
        + accounts::Accounts
        + audit::Audit
        + hours::Hours
        + identities::Identities
        + outbox::Outbox
{
}

/// The verbs for conversations.
pub trait Conversations: Send + Sync + 'static {
    /// Opens a conversation for a session, live or as a contact request, or finds the one that the
    /// session has already. A live one is refused with `queue_full` when `most_waiting` wait
    /// already.
    fn open(&self, opening: Opening) -> Answer<Arc<Head>>;

    /// Gives a session that has no conversation the one that a pick-up code opens, by the door of
    /// this service.
    /// None when no code fits, or when the session has another conversation. Of the sessions that
    /// came by a code, the newest [`SESSIONS_BY_CODE`] keep it; the one that opened it always does.
    fn redeem(
        &self,
        code: SecretHash,
        secret: SecretHash,
        service: ServiceId,
        now_ms: i64,
    ) -> Answer<Option<Arc<Head>>>;

    /// The conversation that a pick-up code opens, in whichever service.
    fn of_code(&self, code: SecretHash) -> Answer<Option<Arc<Head>>>;

    /// Changes a conversation by one command. Calls for one conversation made one after another
    /// are stored in that order. Refused with `no_conversation` when it does not exist.
    fn append(&self, append: Append) -> Answer<Appended>;

    /// The conversation that a session holds. Once its resident has left in a hurry, none that there
    /// was until then holds it.
    fn of_session(&self, secret: SecretHash) -> Answer<Option<Arc<Head>>>;

    /// The conversation that a session holds, or held until its resident left in a hurry: for
    /// whoever says that again, and for nothing else.
    fn held(&self, secret: SecretHash) -> Answer<Option<Held>>;

    /// A conversation as it stands.
    fn head(&self, conversation: ConversationId) -> Answer<Option<Arc<Head>>>;

    /// The first [`PAGE`] events after `after`, in order.
    fn events(&self, conversation: ConversationId, after: u64) -> Answer<Vec<Event>>;

    /// The same, for whoever has nothing but the code: refused with `wrong_code` when that does not open
    /// the conversation any more.
    fn events_by_code(
        &self,
        code: SecretHash,
        conversation: ConversationId,
        after: u64,
    ) -> Answer<Vec<Event>>;

    /// The first [`PAGE`] staff events after `after`, in order. A visitor's path never calls this.
    fn staff_events(&self, conversation: ConversationId, after: u64) -> Answer<Vec<StaffEvent>>;

    /// Who waits in these services, live and as contact requests: those sent back to the front
    /// first, then longest first. Nobody is away in it: the store knows no connections.
    fn waiting(&self, services: Vec<ServiceId>) -> Answer<Vec<Waiting>>;

    /// The conversations that go on at this moment, to be watched after a start.
    fn active(&self) -> Answer<Vec<Arc<Head>>>;

    /// How many conversations of each service, configured or not, have not ended; by its id.
    fn unended(&self) -> Answer<Vec<(ServiceId, u64)>>;

    /// How long each conversation of a service that was claimed since `since_ms` had waited, in
    /// milliseconds.
    fn waits(&self, service: ServiceId, since_ms: i64) -> Answer<Vec<i64>>;

    /// The conversations that an agent takes part in or is consulted on and that have not ended,
    /// oldest first.
    fn of_agent(&self, agent: AgentId) -> Answer<Vec<Arc<Head>>>;

    /// The newest [`juttu_shared::limits::FOUND_ROWS`] conversations that are asked for, and whether
    /// there are older ones. Nothing of what was said in them.
    fn find(&self, search: Search) -> Answer<(Vec<Past>, bool)>;

    /// The instant of the newest event, in milliseconds since 1970 UTC; 0 in an empty store.
    fn newest_at_ms(&self) -> Answer<i64>;

    /// Whether the store can be written to and flushed.
    fn ready(&self) -> Answer<()>;
}

/// A conversation as it stands, without its content.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The conversation.
    pub id: ConversationId,
    /// The service whose staff answers it: another one when it was handed on.
    pub service: ServiceId,
    /// The service by whose door the resident came, for ever: the page, its sessions and its code
    /// belong to it, and so do topic and area.
    pub door: ServiceId,
    /// A short number to say aloud: one count for all services.
    pub reference: u64,
    /// Its state.
    pub state: State,
    /// When it ended, in milliseconds since 1970 UTC; none while it has not.
    pub closed_at_ms: Option<i64>,
    /// The resident's language.
    pub language: String,
    /// The topic that the resident chose, by its id.
    pub topic: Option<String>,
    /// Whose matter it is, when the resident said.
    pub concerns: Option<Concerns>,
    /// The area that the resident chose, by its key.
    pub area: Option<u32>,
    /// Whether it is live: false once it is a contact request.
    pub is_live: bool,
    /// When it began to wait, in milliseconds since 1970 UTC: for a contact request when it was
    /// left.
    pub waiting_since_ms: i64,
    /// Whether it was sent back to the front of its queue.
    pub in_front: bool,
    /// By when an answer was promised, in milliseconds since 1970 UTC; none once it was given.
    pub answer_by_ms: Option<i64>,
    /// How the resident can be reached later.
    pub reach: Reach,
    /// Who the resident is, once identified; none before, and once that was forgotten.
    pub identity: Option<IdentityId>,
    /// The request to identify that is open: the number of its event.
    pub request: Option<u64>,
    /// Whether the resident left the page in a hurry, and has left no telephone number since.
    pub exited: bool,
    /// The number of its last event.
    pub last_seq: u64,
    /// The number of the resident's last message; 0 for none.
    pub visitor_seq: u64,
    /// The number of the last event by an agent; 0 for none.
    pub agent_seq: u64,
    /// The number of the last message by an agent; 0 for none.
    pub answer_seq: u64,
    /// The number of its last staff event.
    pub last_staff_seq: u64,
    /// When its last event of either log was stored, in milliseconds since 1970 UTC.
    pub last_at_ms: i64,
    /// The agents who take part now, or did at the end: the longest first.
    pub agents: Vec<AgentId>,
    /// The agents who are consulted now, or were at the end, whom the resident does not see.
    pub consulted: Vec<AgentId>,
}

impl Head {
    /// Whether an agent had the last word.
    pub fn is_answered(&self) -> bool {
        self.answer_seq > self.visitor_seq
    }

    /// The service by whose door the resident came, when another one's staff answers.
    pub fn other_door(&self) -> Option<ServiceId> {
        (self.door != self.service).then(|| self.door.clone())
    }

    /// Whether an agent takes part or is consulted.
    pub fn is_held_by(&self, agent: AgentId) -> bool {
        self.agents.contains(&agent) || self.consulted.contains(&agent)
    }
}

/// A session's conversation, and whether the session holds it still.
#[derive(Clone, Debug)]
pub struct Held {
    /// The conversation.
    pub head: Arc<Head>,
    /// False once its resident has left in a hurry.
    pub still: bool,
}

/// What a new conversation is about, as far as the resident said.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// The topic, by its id.
    pub topic: Option<String>,
    /// Whose matter it is.
    pub concerns: Option<Concerns>,
    /// The area, by its key in the telephone's menu.
    pub area: Option<u32>,
}

/// A new conversation.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The hash of the session's secret.
    pub secret: SecretHash,
    /// The service.
    pub service: ServiceId,
    /// The resident's language.
    pub language: String,
    /// What it is about.
    pub about: About,
    /// The key of the command: on the first message, or on `left` when it is left at once.
    pub client_key: ClientKey,
    /// The first message, cleaned.
    pub text: String,
    /// Whether what the session has proved of who it is comes with it: where residents may begin to
    /// identify of their own accord.
    pub brings_identity: bool,
    /// How it is left at once, as a contact request; none for one that waits live.
    pub leaving: Option<Leaving>,
    /// By when an answer to a contact request is promised: in the service's own time, and as
    /// milliseconds since 1970 UTC.
    pub answer_by: Option<(LocalTime, i64)>,
    /// What staff should hear of it, and when.
    pub notices: Vec<outbox::NewNotice>,
    /// The most conversations that may wait in the service.
    pub most_waiting: u32,
    /// Its place among those of its address, for whoever is told of the commit.
    pub place: Option<Arc<Place>>,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// How a conversation is left for an answer later, by the resident.
#[derive(Clone, Debug)]
pub struct Leaving {
    /// The keyed hash of the pick-up code. When the conversation has a code already, that one
    /// stays and this one opens nothing; nor does it where somebody is identified. One that opens
    /// another conversation is refused as malformed: 80 random bits do not meet.
    pub code: SecretHash,
    /// The contact details, sealed by the store; checked already. They take the place of those
    /// there were; when there is nothing in them, what there was stays.
    pub contact: ContactDetails,
}

impl Leaving {
    /// Whether there is anything in the contact details.
    pub fn has_contact(&self) -> bool {
        self.contact != ContactDetails::default()
    }
}

/// Contact details that a resident left.
#[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ContactDetails {
    /// A telephone number.
    pub phone: Option<Phone>,
    /// An e-mail address.
    pub email: Option<String>,
}

/// Says nothing of the details, so that no log can.
impl std::fmt::Debug for ContactDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ContactDetails(…)")
    }
}

/// Which conversations are asked for.
#[derive(Clone, Debug)]
pub struct Search {
    /// Those that this agent takes part in or is consulted on, or did when they ended.
    pub agent: AgentId,
    /// Of those that have ended, only what ended since then, in milliseconds since 1970 UTC.
    pub own_since_ms: i64,
    /// Besides them all of these services.
    pub services: Vec<ServiceId>,
    /// Of all of them none that this shuts.
    pub lock: Lock,
    /// Of all of them only those of this service.
    pub service: Option<ServiceId>,
    /// Only the one of this number.
    pub reference: Option<u64>,
    /// Only those opened before this one.
    pub before: Option<ConversationId>,
}
