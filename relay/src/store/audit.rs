//! The audit log: who saw what of whom. A row is written, and durable, before what it tells of is
//! shown (no row, no content). Rows are added and never changed.

use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::desk::AuditLine;

use super::{Answer, ContactDetails, Head};

/// Says whether somebody may see something of a conversation as it stands. Pure: it may be asked more
/// than once.
pub type May = Box<dyn Fn(&Head) -> Result<(), Refusal> + Send>;

/// The same of looking at a conversation whole, and whether it is the agent's own.
pub type MayLook = Box<dyn Fn(&Head) -> Result<Own, Refusal> + Send>;

/// Whose a conversation is that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// The agent's own: nothing is written down.
    Yes,
    /// Not the agent's own.
    No,
}

/// The verbs for what is logged before it is shown.
pub trait Audit: Send + Sync + 'static {
    /// Asks whether the agent may on the conversation as it stands, writes the row, and then gives
    /// the contact details; none when there are none. The row is written either way. Refused, nothing
    /// is written; with `no_conversation` when it does not exist.
    fn open_contact(&self, viewing: Viewing, may: May) -> Answer<Option<ContactDetails>>;

    /// Asks whether the agent may on the conversation as it stands, writes the row unless the
    /// conversation is the agent's own, and then gives it as it stood. Refused, nothing is written;
    /// with `no_conversation` when it does not exist.
    fn look(&self, viewing: Viewing, may: MayLook) -> Answer<Arc<Head>>;

    /// The newest `most` rows, newest first.
    fn audit_rows(&self, most: u32) -> Answer<Vec<AuditRow>>;

    /// The newest `most` rows, or the newest of those before one, as an auditor reads them: newest
    /// first.
    fn audit_lines(&self, before: Option<u64>, most: u32) -> Answer<Vec<AuditLine>>;
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
    /// What was seen, `contact` or `conversation`; or emptied, `redacted`.
    pub what: String,
    /// Why, where a reason was asked for.
    pub why: Option<String>,
}
