//! Strong identification as it is kept: attempts on their way, and who somebody turned out to be.
//!
//! ```text
//! ticket ──begin──▶ begun ──come_back──▶ back ──pend──▶ pending ──prove──▶ done
//!                                          └────fail──▶ failed ──prove──▶ (the cause)
//! ```
//!
//! Every arrow is walked once, by whoever knows the secret of that step; the store has keyed hashes
//! of them only ([`TICKET`], [`COOKIE`], [`STATE`], [`RESULT`]). What must be read again stands
//! sealed. Attempts outlive a restart, and are erased when their time has run out.
//!
//! A person is kept sealed as soon as the provider has said who it is, and is visible to no one
//! before the session that asked has proved it. Names and codes are never in a column.

use std::sync::Arc;

use juttu_shared::id::{ClientKey, ConversationId, IdentityId, ServiceId};
use juttu_shared::wire::v1::event::{FailureCause, Level};

use super::audit::May;
use super::{Answer, Appended, Head};
use crate::ident::{Kept, Person};
use crate::seal::{Keyring, SecretHash};

/// Purpose of the keyed hash of a ticket.
pub const TICKET: &str = "identification ticket";
/// Purpose of the keyed hash of the cookie that binds an attempt to a browser.
pub const COOKIE: &str = "identification cookie";
/// Purpose of the keyed hash of the `state` of an attempt.
pub const STATE: &str = "identification state";
/// Purpose of the keyed hash of a result code.
pub const RESULT: &str = "identification result";
/// Purpose of the keyed hash by which a person is known again.
pub const PERSON: &str = "person";

/// An attempt's row. Says nothing of the person, and opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AttemptId(pub u64);

/// The verbs for identification.
pub trait Identities: Send + Sync + 'static {
    /// Keeps a ticket: the start of an attempt. Refused with
    /// [`juttu_shared::refusal::Refusal::QueueFull`] while there are
    /// [`juttu_shared::limits::IDENTIFICATIONS_AT_ONCE`], or half of them for one without a conversation.
    fn add_ticket(&self, ticket: NewTicket) -> Answer<()>;

    /// What a ticket is for, without burning it: none when it is unknown, used or too old, or when its
    /// session holds the conversation no longer for which it asked.
    fn ticket(&self, ticket: SecretHash, now_ms: i64) -> Answer<Option<Attempt>>;

    /// Burns a ticket and binds its attempt to the browser that has the cookie: none when it is
    /// unknown, used or too old. The attempt may take
    /// [`juttu_shared::limits::IDENTIFICATION_MS`] from now on.
    fn begin(&self, beginning: Beginning) -> Answer<Option<Attempt>>;

    /// Whether an attempt with this state is at a provider, without burning it.
    fn has_begun(&self, state: SecretHash, now_ms: i64) -> Answer<bool>;

    /// The browser has come back from the provider. Burns the state; what is then said of the
    /// attempt is said by [`Identities::pend`] or [`Identities::fail`]. Of one that came back elsewhere
    /// its conversation is told at once, unless the session has begun another since.
    fn come_back(
        &self,
        state: SecretHash,
        cookie: Option<SecretHash>,
        now_ms: i64,
    ) -> Answer<Return>;

    /// Keeps who it turned out to be, sealed and pending, until the result is proved or
    /// [`juttu_shared::limits::RESULT_MS`] are over. False when the attempt has not come back, or has
    /// an outcome already.
    fn pend(
        &self,
        attempt: AttemptId,
        person: Person,
        result: SecretHash,
        now_ms: i64,
    ) -> Answer<bool>;

    /// The attempt came to nothing: its conversation, unless it has ended or the session has begun
    /// another since, is told at once by `identification_failed`. With a result whoever asked learns it too, when that is proved. Of an
    /// attempt that has an outcome already nothing changes.
    fn fail(
        &self,
        attempt: AttemptId,
        cause: FailureCause,
        result: Option<SecretHash>,
        now_ms: i64,
    ) -> Answer<()>;

    /// Redeems a result: in one transaction the identity becomes the conversation's, every other
    /// session of it ends, and its pick-up code dies. From a wrong session, the result is burnt, who
    /// it was is erased, and the conversation that asked is told.
    fn prove(&self, proof: Proof) -> Answer<Proved>;

    /// Burns a result that came to a page without a session: as from a wrong session.
    fn burn(&self, result: SecretHash, now_ms: i64) -> Answer<()>;

    /// Gives a session that has proved who it is, and has no conversation, an identified one of the
    /// same person by the same door. None when it may not have that one.
    fn reopen(
        &self,
        session: SecretHash,
        service: ServiceId,
        conversation: ConversationId,
        now_ms: i64,
    ) -> Answer<Option<Arc<Head>>>;

    /// The conversations with attempts under way at a provider, and until when each may take: what
    /// keeps them from being closed for silence.
    fn identifying(&self, now_ms: i64) -> Answer<Vec<(ConversationId, AttemptId, i64)>>;

    /// Whether anything has run out that [`Identities::erase_expired`] would erase.
    fn has_expired(&self, now_ms: i64) -> Answer<bool>;

    /// Erases what has run out: attempts and who was pending by them, and who was identified without
    /// ever opening a conversation. A conversation whose attempt was begun and not proved in time is
    /// told. Of such attempts one at a time: there may be more.
    fn erase_expired(&self, now_ms: i64) -> Answer<()>;
}

/// A ticket to an attempt.
#[derive(Clone, Debug)]
pub struct NewTicket {
    /// Its keyed hash, for [`TICKET`].
    pub ticket: SecretHash,
    /// The session that asked, and that alone may prove the result.
    pub session: SecretHash,
    /// The service by whose door the resident came.
    pub service: ServiceId,
    /// The session's conversation; none before there is one.
    pub conversation: Option<ConversationId>,
    /// The request that is answered, by the number of its event.
    pub request: Option<u64>,
    /// The provider, by its id.
    pub provider: String,
    /// The language of the screen.
    pub language: String,
    /// Where the browser comes back to: checked already, without a fragment.
    pub return_to: ReturnTo,
    /// Until when it may be used, in milliseconds since 1970 UTC.
    pub until_ms: i64,
}

/// The address of a page that carries the chat. What it is may say what somebody looks for help in:
/// it is kept sealed.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct ReturnTo(pub String);

/// Says nothing of the address, so that no log can.
impl std::fmt::Debug for ReturnTo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReturnTo(…)")
    }
}

/// A ticket is used.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// Its keyed hash, for [`TICKET`].
    pub ticket: SecretHash,
    /// That of the browser's cookie, for [`COOKIE`].
    pub cookie: SecretHash,
    /// That of the attempt's `state`, for [`STATE`].
    pub state: SecretHash,
    /// What is needed to check what comes back. The store seals it.
    pub kept: Kept,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// An attempt as it stands.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Its row.
    pub id: AttemptId,
    /// The service by whose door the resident came.
    pub service: ServiceId,
    /// The conversation that asked; none before there is one.
    pub conversation: Option<ConversationId>,
    /// When that was opened, in milliseconds since 1970 UTC.
    pub opened_at_ms: Option<i64>,
    /// The request that is answered.
    pub request: Option<u64>,
    /// The provider, by its id.
    pub provider: String,
    /// The language of the screen.
    pub language: String,
    /// Where the browser comes back to.
    pub return_to: ReturnTo,
    /// Until when the present step may be taken, in milliseconds since 1970 UTC.
    pub until_ms: i64,
    /// The keyed hash of the session that asked.
    pub session: SecretHash,
    /// Whether its conversation is told when it comes to nothing: not once the session has begun
    /// another.
    pub tells: bool,
}

/// How a browser came back from the provider.
#[derive(Clone, Debug)]
pub enum Return {
    /// As the one that went.
    Here(Box<Attempt>, Box<Kept>),
    /// Without the cookie of the one that went, or with another. The attempt is burnt.
    Elsewhere(Box<Attempt>),
    /// With a state that is unknown, used or too old.
    Unknown,
}

/// A result is redeemed.
pub struct Proof {
    /// The keyed hash of the result, for [`RESULT`].
    pub result: SecretHash,
    /// The session that brings it.
    pub session: SecretHash,
    /// The service by whose door it comes.
    pub service: ServiceId,
    /// The command's key.
    pub client_key: ClientKey,
    /// Whether the resident may identify in the conversation as it stands.
    pub may: May,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// What became of a result.
#[derive(Clone, Debug)]
pub enum Proved {
    /// It holds.
    Done(Box<Done>),
    /// The attempt came to nothing, as it was told to its conversation already.
    Failed(FailureCause),
    /// It is not this session's, was used, or is too old.
    Wrong,
}

/// Somebody has identified.
#[derive(Clone, Debug)]
pub struct Done {
    /// The language in which the attempt was begun.
    pub language: String,
    /// What it appended to the session's conversation; none when there is none.
    pub appended: Option<Appended>,
    /// The same person's other identified conversations by this door, newest first, at most
    /// [`juttu_shared::limits::FOUND_ROWS`].
    pub kept: Vec<KeptConversation>,
    /// Whether this person is known again, and by that the session's conversation opened.
    pub is_known_again: bool,
}

/// An identified conversation that may be reopened by the same person.
#[derive(Clone, Debug)]
pub struct KeptConversation {
    /// The conversation.
    pub head: Arc<Head>,
    /// When it was opened, in milliseconds since 1970 UTC.
    pub opened_at_ms: i64,
}

/// An identity that was opened. Who opens it writes that down first.
#[derive(Clone, Debug)]
pub struct Opened {
    /// Which.
    pub id: IdentityId,
    /// How surely.
    pub level: Level,
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// By which provider, by its id.
    pub provider: String,
    /// The request that it answered, by the number of its event; none when the resident began it.
    pub request: Option<u64>,
    /// Who.
    pub person: Person,
}

/// The keyed hash by which a person is known again: of the personal identity code, else of the
/// provider's persistent identifier; none without either.
pub fn person_hash(keyring: &Keyring, provider: &str, person: &Person) -> Option<SecretHash> {
    match (&person.personal_code, &person.persistent_id) {
        (Some(code), _) => Some(code_hash(keyring, code)),
        (None, Some(id)) => Some(keyring.hash(PERSON, &format!("{provider}\n{id}"))),
        (None, None) => None,
    }
}

/// The keyed hash of a personal identity code, however it was written.
pub fn code_hash(keyring: &Keyring, code: &str) -> SecretHash {
    keyring.hash(PERSON, &code.trim().to_uppercase())
}
