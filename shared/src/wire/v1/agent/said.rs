//! What the desk sends: the bodies.

use serde::{Deserialize, Serialize};

use crate::id::{AgentId, ClientKey, ConversationId, IdentityId, ServiceId};
use crate::wire::v1::event::Outcome;

/// Body of `hello`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hello {
    /// What this client has already.
    pub have: Vec<Have>,
}

/// How far a client has read one conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Have {
    /// The conversation.
    pub conversation: ConversationId,
    /// The last `seq` of its log; 0 for none.
    pub last_seq: u64,
    /// The last `seq` of its staff log; 0 for none.
    pub last_staff_seq: u64,
}

/// Body of the client's `present`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Present {
    /// The service.
    pub service: ServiceId,
    /// Whether the agent is present for it.
    pub present: bool,
}

/// Body of the commands that say no more than which conversation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Act {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the command.
    pub client_key: ClientKey,
}

/// Body of `post` and `note`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the command.
    pub client_key: ClientKey,
    /// The text.
    pub text: String,
}

/// Body of `open_identity` and `open_personal_code`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenIdentity {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the question, for its answer.
    pub client_key: ClientKey,
    /// Which identity of the conversation, by its event.
    pub identity: IdentityId,
    /// Why, where a reason is asked for: 1 to [`crate::limits::WHY_CHARS`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Body of `close`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the command.
    pub client_key: ClientKey,
    /// What became of the matter.
    pub outcome: Outcome,
    /// What the matter was about in the agent's judgement: a topic of the conversation's service, by
    /// its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// What is said to the resident last: what was agreed, or a prepared text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Body of `transfer`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the command.
    pub client_key: ClientKey,
    /// To whom.
    pub to: TransferTo,
    /// What the next one should know: for staff only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// To whom a conversation is handed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferTo {
    /// To the queue of a service, its own included: to the front of it; a contact request to its
    /// contact requests.
    Queue(ServiceId),
    /// To a colleague of the same service whose desk is open.
    Agent(AgentId),
}

/// Body of `bring_in`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BringIn {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the command.
    pub client_key: ClientKey,
    /// Who: of any service, with a connection.
    pub agent: AgentId,
}

/// Body of `consult`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consult {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the command.
    pub client_key: ClientKey,
    /// Who is asked: of any service.
    pub agent: AgentId,
    /// What: for staff only.
    pub text: String,
}

/// Body of `redact`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redact {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the command.
    pub client_key: ClientKey,
    /// The number of what is emptied: a `posted`, or what carries a text in the staff log.
    pub seq: u64,
    /// Whether it stands in the staff log.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub staff: bool,
}

/// Body of `block`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the command.
    pub client_key: ClientKey,
    /// For how long, in minutes: one of [`crate::limits::BLOCK_MINUTES`], or 0 to lift it.
    pub minutes: u32,
}

/// Body of `find`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// Names the question, for its answer.
    pub client_key: ClientKey,
    /// Of which service; none for all of one's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceId>,
    /// The one of that number, if it may be seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<u64>,
    /// Those older than this one: the last of an answer before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<ConversationId>,
}

/// Body of `look`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Look {
    /// The conversation.
    pub conversation: ConversationId,
    /// Names the question, for its answer.
    pub client_key: ClientKey,
    /// Why, of one that is not the agent's own: 1 to [`crate::limits::WHY_CHARS`] characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Body of `typing`, both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typing {
    /// The conversation.
    pub conversation: ConversationId,
}
