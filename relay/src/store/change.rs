//! What a command changes, and what is told of it.

use std::sync::Arc;

use juttu_shared::id::{AgentId, ClientKey, ConversationId, IdentityId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Author, Event, Kind, StaffEvent, StaffKind};

use super::{Head, Leaving, audit, outbox};
use crate::rate::Place;
use crate::seal::SecretHash;

/// A command on its way to a conversation.
pub struct Append {
    /// The conversation.
    pub conversation: ConversationId,
    /// The command's key.
    pub client_key: ClientKey,
    /// The log in which the key is looked for.
    pub log: crate::seal::Log,
    /// Another one in which it may stand too.
    pub other_log: Option<crate::seal::Log>,
    /// The session by which a resident gives it: refused with `no_conversation` when that does not
    /// hold the conversation any more. None for whoever else gives it.
    pub session: Option<SecretHash>,
    /// The pick-up code by which a resident gives it: refused with `wrong_code` when that does not open
    /// the conversation any more. None for whoever else gives it.
    pub code: Option<SecretHash>,
    /// Decides on the conversation as it stands. May be asked more than once.
    pub decide: Box<dyn Decide>,
    /// Now, in milliseconds since 1970 UTC. The events are never before the ones that stand.
    pub now_ms: i64,
}

/// A decision on a conversation as it stands. It changes nothing, and may be asked more than once.
pub trait Decide: Send {
    /// What the command changes, given at that instant.
    ///
    /// # Errors
    /// Why it may not.
    fn decide(&self, head: &Head, now_ms: i64) -> Result<Change, Refusal>;

    /// Whether the caller may know of what a known `client_key` made, whose acknowledgement is an
    /// event `by` that author.
    ///
    /// # Errors
    /// Why not.
    fn may_repeat(&self, head: &Head, by: Author, now_ms: i64) -> Result<(), Refusal>;
}

/// What a command changes.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Events to append. The state follows from them, and so does the service, when it is handed on;
    /// what a `redacted` of them names is emptied, or the whole is refused with `nothing_to_redact`.
    pub events: Vec<New<Kind>>,
    /// Staff events to append. What a `redacted` of them names is emptied too.
    pub staff_events: Vec<New<StaffKind>>,
    /// An agent who takes part from now on.
    pub join: Option<AgentId>,
    /// The agents who no longer do. What is left for later is nobody's own: a change with a `left`
    /// lets go of all.
    pub depart: Vec<AgentId>,
    /// An agent who is consulted from now on.
    pub consult: Option<AgentId>,
    /// The agents who no longer are: the staff log says so of each. What waits is nobody's matter: a
    /// change by which it begins to lets go of all by itself.
    pub release: Vec<AgentId>,
    /// An agent who is consulted no longer, as an event of this change says already.
    pub let_go: Option<AgentId>,
    /// How the resident left it, with what is kept of that.
    pub leaving: Option<Leaving>,
    /// Somebody's identity comes to it, by one session of it: every other ends, and its code dies.
    pub identified: Option<Identified>,
    /// Who the resident is, is forgotten: every identity that it has is emptied.
    pub forgets: bool,
    /// The keyed hash of a pick-up code that it gets, without being left. One that opens another
    /// conversation is refused as malformed.
    pub code: Option<SecretHash>,
    /// By when an answer is promised from a `left`, or from a `transferred` that leaves it, of this
    /// change on, in milliseconds since 1970 UTC.
    pub answer_by_ms: Option<i64>,
    /// Who empties something in a conversation that is not their own: the audit log says so.
    pub redacts: Option<audit::Viewing>,
    /// Who gives it on, and to whom: the audit log says so of one that is personal.
    pub discloses: Option<audit::Disclosing>,
    /// What staff should hear of, and when. Whatever stood in the outbox for this conversation and
    /// has not arrived yet is withdrawn when its state changes; but that an answer is late, only by
    /// an answer, by another promise, or by the end.
    pub notices: Vec<outbox::NewNotice>,
}

/// An identity that comes to a conversation.
#[derive(Clone, Copy, Debug)]
pub struct Identified {
    /// Which.
    pub identity: IdentityId,
    /// What it becomes there; none when the same person is identified there already: then it is
    /// erased.
    pub becomes: Option<Becomes>,
    /// The session by which it comes, and which alone goes on.
    pub session: SecretHash,
}

/// What an identity becomes in its conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Becomes {
    /// The conversation's identity.
    First,
    /// That of another person than the first.
    Other,
}

impl Becomes {
    /// Its name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Other => "other",
        }
    }
}

/// An event before it has a number.
#[derive(Clone, Debug)]
pub struct New<K> {
    /// Who did it.
    pub from: Author,
    /// The key of the command, on the event that acknowledges it.
    pub client_key: Option<ClientKey>,
    /// What happened.
    pub kind: K,
}

/// The answer to a command that was stored.
#[derive(Clone, Debug)]
pub struct Appended {
    /// The conversation after it.
    pub head: Arc<Head>,
    /// Whether the command was known already; then nobody was told again, and whoever asked is
    /// told by this answer alone.
    pub repeated: bool,
    /// The events it made, now or the first time. The acknowledgement stands in the log of
    /// [`Append::log`].
    pub events: Vec<Event>,
    /// The staff events it made, now or the first time.
    pub staff_events: Vec<StaffEvent>,
}

/// What was committed, as it is told to the rest of the relay.
#[derive(Clone, Debug)]
pub struct Commit {
    /// The conversation after it.
    pub head: Arc<Head>,
    /// Its state before; none when it was opened by this.
    pub before: Option<State>,
    /// The events, in order.
    pub events: Vec<Event>,
    /// The staff events, in order.
    pub staff_events: Vec<StaffEvent>,
    /// The agent who takes part from now on.
    pub joined: Option<AgentId>,
    /// The agents who took part until now.
    pub departed: Vec<AgentId>,
    /// The agent who is consulted from now on.
    pub consulted: Option<AgentId>,
    /// The agents who were consulted until now.
    pub released: Vec<AgentId>,
    /// The place of [`super::Opening::place`], when it was opened by this.
    pub place: Option<Arc<Place>>,
    /// The one session that goes on, when by this every other of the conversation has ended.
    pub only: Option<SecretHash>,
    /// The first words of the conversation, when by this it begins to wait, live or as a contact
    /// request, or when they may have been emptied by this.
    pub first_words: Option<String>,
}

/// Is told of commits, in order. Must not block, nor call the store.
pub trait Committed: Send + Sync {
    /// Something was committed.
    fn committed(&self, commit: Commit);

    /// Something was written, so long after it was asked for. For the figures.
    fn written(&self, _after: std::time::Duration) {}
}
