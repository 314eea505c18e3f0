//! The audit log: who saw what of whom. A row is written, and durable, before what it tells of is
//! shown (no row, no content). Rows are added and never changed; each is bound to the one before it
//! ([`chain`]).
//!
//! What is written down:
//!
//! | `what` | when |
//! |---|---|
//! | `contact` | contact details are opened; also when there were none |
//! | `identity`, `personal_code` | who the resident is, or the personal identity code, is opened; also when it was refused |
//! | `conversation` | a view, see below |
//! | `held` | the conversation was an agent's when its resident identified: written with the identification itself, before any agent is told of it |
//! | `disclosed` | it was given on by a transfer, by bringing in or by asking a colleague |
//! | `redacted` | a supervisor emptied a text in a conversation of others |
//! | `purged` | a month whose time is over was removed on the command line, by whom the system names; about no conversation (0); why is the month's head, as [`chain::Head`] is written |
//! | `reported` | a report for one person was made on the command line, by whom the system names; about no conversation (0); with the person only when there was anything to report |
//!
//! **A view** is one desk that is given a conversation which is identified or has contact details
//! ([`Head::is_personal`]), or which is not the agent's own. It begins when the desk is given the
//! conversation from its beginning: taken, brought by a colleague, looked up, or the desk opened
//! anew. A desk that comes back with what it has, and is told what is newer, goes on with the same
//! view, when the log has one of that agent since the agent signed in; what a desk says that it has is
//! never believed without. What is given twice within [`SAME_VIEW_MS`] is one view: two windows, or
//! the answer to a command and the poll beside it.
//! The queue is no view: it shows the first words of those who wait to everybody who may take them, and
//! none of somebody who is identified.
//!
//! In a conversation in which several people are identified each row but `held` and those of opening
//! one of them stands once for each: so the report for one of them has all of it from their own
//! identification on, also when the conversation has been removed or the other was forgotten.

pub mod chain;
mod reason;

use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId, IdentityId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::desk::AuditLine;

use super::identities::Opened;
use super::{Answer, ContactDetails, Head};
use crate::seal::SecretHash;

pub use reason::owes_reason;

/// Within how long a conversation that is given to the same agent again is the same view, in
/// milliseconds.
pub const SAME_VIEW_MS: i64 = 60_000;

/// Says whether somebody may see something of a conversation as it stands. Pure: it may be asked more
/// than once.
pub type May = Box<dyn Fn(&Head) -> Result<(), Refusal> + Send>;

/// The same of looking at a conversation whole, and whether it is the agent's own.
pub type MayLook = Box<dyn Fn(&Head) -> Result<Own, Refusal> + Send>;

/// Whose a conversation is that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Own {
    /// The agent's own: nothing is written down, unless it is personal.
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
    /// conversation is the agent's own and not personal, and then gives it as it stood. Refused,
    /// nothing is written; with `no_conversation` when it does not exist.
    fn look(&self, viewing: Viewing, may: MayLook) -> Answer<Arc<Head>>;

    /// Whether the log has a view of that conversation by that agent since then.
    fn has_viewed(
        &self,
        agent: AgentId,
        conversation: ConversationId,
        since_ms: i64,
    ) -> Answer<bool>;

    /// Asks whether the agent may on the conversation as it stands, and writes that it is viewed when
    /// it is personal. Refused, nothing is written; with `no_conversation` when it does not exist.
    fn view(&self, viewing: Viewing, may: May) -> Answer<()>;

    /// Asks whether the agent may on the conversation as it stands, writes the row, and then opens who
    /// the resident is.
    ///
    /// Whoever neither asked for that identification nor took the conversation from the queue of its
    /// first service must say why ([`owes_reason`]), once in a conversation: from then on the reason
    /// given first is written again. Refused with `no_conversation`, with `no_identity` when the
    /// conversation has none of that number or it was forgotten, and with `reason_missing`. Where there
    /// is something to see and `may` refuses it, the row says that it came to nothing; the other
    /// refusals leave no row.
    fn open_identity(&self, opening: OpeningIdentity, may: MayLook) -> Answer<Opened>;

    /// The newest `most` rows, newest first.
    fn audit_rows(&self, most: u32) -> Answer<Vec<AuditRow>>;

    /// The newest `most` rows, or the newest of those before one, as an auditor reads them: newest
    /// first.
    fn audit_lines(&self, before: Option<u64>, most: u32) -> Answer<Vec<AuditLine>>;

    /// Everything that concerns one person, oldest first: the rows with that keyed hash, and the rows
    /// of the same conversations from before they were identified in them, unless another person was
    /// identified there too. What was seen after they were forgotten is nobody's.
    ///
    /// It is written down first that it is reported; that is in the next report.
    fn report(&self, reporting: Reporting) -> Answer<Vec<AuditRow>>;

    /// The last row of each segment, oldest first, those that were removed by their time among them.
    fn audit_heads(&self) -> Answer<Vec<chain::Head>>;

    /// Whether every row is as it was written, and behind the one before it, up to the first that is
    /// not; and whether what was there when `heads` were kept is still there.
    fn verify_audit(&self, scope: Scope, heads: Vec<chain::Head>) -> Answer<Verdict>;

    /// Removes the oldest segment when its end is so many whole years ago, but never the newest one,
    /// writes down that it is removed, and keeps its head. Gives that head; none when there is no more
    /// to remove.
    fn purge_audit(&self, purging: Purging) -> Answer<Option<chain::Head>>;
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

/// An agent is about to see who a resident is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningIdentity {
    /// Who, and why, when it was said.
    pub viewing: Viewing,
    /// Which identity of the conversation.
    pub identity: IdentityId,
    /// What of it.
    pub what: What,
}

/// An agent gives a conversation on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosing {
    /// Who.
    pub by: Viewing,
    /// To whom: the colleague's name, or the service's id.
    pub to: String,
}

/// A report for one person is about to be made, by somebody without an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reporting {
    /// By whom, as the system says.
    pub by: String,
    /// About whom.
    pub person: SecretHash,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// A month is about to be removed, by somebody without an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purging {
    /// By whom, as the system says.
    pub by: String,
    /// For how many whole years a month is kept after its end.
    pub keep_years: u32,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// What is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The contact details.
    Contact,
    /// The conversation.
    Conversation,
    /// The conversation, which was the agent's when its resident identified.
    Held,
    /// Who the resident is.
    Identity,
    /// The personal identity code.
    PersonalCode,
    /// The conversation was given on.
    Disclosed,
    /// A text of it was emptied.
    Redacted,
    /// A month was removed.
    Purged,
    /// A report for one person was made.
    Reported,
}

impl What {
    /// Its name in the log.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Conversation => "conversation",
            Self::Held => "held",
            Self::Identity => "identity",
            Self::PersonalCode => "personal_code",
            Self::Disclosed => "disclosed",
            Self::Redacted => "redacted",
            Self::Purged => "purged",
            Self::Reported => "reported",
        }
    }
}

/// A row of the audit log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number.
    pub id: u64,
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Who.
    pub agent: AgentId,
    /// By which name then.
    pub name: String,
    /// As what.
    pub role: Role,
    /// The service whose staff answered then.
    pub service: ServiceId,
    /// Which conversation.
    pub conversation: ConversationId,
    /// What was done: as [`What::name`], or something of a later relay.
    pub what: String,
    /// Why, where a reason was asked for.
    pub why: Option<String>,
    /// To whom it was given on.
    pub to: Option<String>,
    /// Whether it came to something.
    pub success: bool,
    /// Who the resident is, where that was known.
    pub person: Option<SecretHash>,
}

/// How much of the log is verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it, also what is left of months that were removed.
    Whole(Kept),
    /// The newest segment.
    Newest,
}

/// By what it is judged whether a month was removed in its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// For how many whole years a month is kept after its end; none to believe what was written down
    /// when it was removed.
    pub keep_years: Option<u32>,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// What verifying has found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How many rows were looked at.
    pub rows: u64,
    /// How many of the kept heads are there as they were.
    pub there: u64,
    /// How many of them are the ends of segments that were removed by their time, and the same as what
    /// is left of those says.
    pub removed: u64,
    /// How many of the kept heads could not be compared: they are from the middle of a segment that
    /// was removed by its time.
    pub not_compared: u64,
    /// The first thing that is wrong; none when all holds.
    pub broken: Option<Broken>,
}

/// What is wrong in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// In which segment.
    pub segment: chain::Segment,
    /// With which row of it.
    pub number: i64,
    /// What.
    pub flaw: chain::Flaw,
}

impl Head {
    /// Whether it is about somebody who can be known: the resident is identified, or has left contact
    /// details. Whoever sees such a conversation is written down.
    pub fn is_personal(&self) -> bool {
        self.identity.is_some() || self.reach.phone || self.reach.email
    }
}
