//! The audit log: who saw what of whom. A row is written, and durable, before what it tells of is
//! shown (no row, no content). Rows are added and never changed.

use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::rules::state::Role;

use super::{Answer, ContactDetails};

/// The verbs for what is logged before it is shown.
pub trait Audit: Send + Sync + 'static {
    /// Writes the row, and then gives the contact details of a conversation; none when there are
    /// none. The row is written either way.
    fn open_contact(&self, viewing: Viewing) -> Answer<Option<ContactDetails>>;

    /// The newest `most` rows, newest first.
    fn audit_rows(&self, most: u32) -> Answer<Vec<AuditRow>>;
}

/// An agent is about to see something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewing {
    /// Who.
    pub agent: AgentId,
    /// As what.
    pub role: Role,
    /// Which conversation.
    pub conversation: ConversationId,
    /// Why, where a reason is asked for.
    pub why: Option<String>,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// A row of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Who.
    pub agent: AgentId,
    /// As what.
    pub role: Role,
    /// Which conversation.
    pub conversation: ConversationId,
    /// What was seen: `contact`.
    pub what: String,
    /// Why, where a reason was asked for.
    pub why: Option<String>,
}
