//! The outbox: what staff should hear of, written in the transaction of what it tells of, and its
//! deliveries, one for each receiver. Holds nothing personal.

use juttu_shared::id::{ConversationId, ServiceId};

use super::Answer;

/// What a notice tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// Somebody has waited unclaimed for longer than the service wants.
    WaitingLong,
    /// Nobody is present within the hours.
    Nobody,
    /// A contact request was left.
    RequestLeft,
    /// A resident has written again in a contact request.
    ResidentWrote,
    /// A contact request stands unanswered past its promise.
    Overdue,
    /// For the resident who left an e-mail address: an answer waits behind the code.
    AnswerWaits,
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [Self; 6] = [
        Self::WaitingLong,
        Self::Nobody,
        Self::RequestLeft,
        Self::ResidentWrote,
        Self::Overdue,
        Self::AnswerWaits,
    ];

    /// Whether it is for staff; otherwise for the resident alone.
    pub fn is_for_staff(self) -> bool {
        self != Self::AnswerWaits
    }

    /// Its name in the store, the configuration and the figures.
    pub fn name(self) -> &'static str {
        match self {
            Self::WaitingLong => "waiting_long",
            Self::Nobody => "nobody",
            Self::RequestLeft => "request_left",
            Self::ResidentWrote => "resident_wrote",
            Self::Overdue => "overdue",
            Self::AnswerWaits => "answer_waits",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// A notice before it is in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNotice {
    /// What it tells of.
    pub kind: NoticeKind,
    /// What tells this thing from others of its kind, besides the conversation (or, without one,
    /// the service): the same thing is told once. Empty where the conversation says it all.
    pub thing: String,
    /// When it happened, or began, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// When it is to be told, in milliseconds since 1970 UTC.
    pub due_at_ms: i64,
}

/// A notice of the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The row.
    pub id: u64,
    /// What it tells of.
    pub kind: NoticeKind,
    /// The service.
    pub service: ServiceId,
    /// The conversation, when it tells of one.
    pub conversation: Option<ConversationId>,
    /// When it happened, or began, in milliseconds since 1970 UTC.
    pub at_ms: i64,
}

/// A delivery that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The row.
    pub id: u64,
    /// What is delivered.
    pub notice: Notice,
    /// To whom, by the receiver's name in the configuration.
    pub receiver: String,
    /// How often it was tried already.
    pub attempts: u32,
}

/// A receiver whose deliveries fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// Its name in the configuration.
    pub receiver: String,
    /// How many deliveries were tried in vain, and are tried again.
    pub deliveries: u64,
    /// From when on the oldest of them was to be there, in milliseconds since 1970 UTC.
    pub since_ms: i64,
}

/// The verbs of the outbox. Notices of conversations are written by [`super::Conversations::open`]
/// and [`super::Conversations::append`], with what they tell of.
pub trait Outbox: Send + Sync + 'static {
    /// Writes a notice that tells of no conversation, unless the same thing was told already.
    fn notice(&self, service: ServiceId, notice: NewNotice) -> Answer<()>;

    /// What notices of this kind told of a service, and of no conversation, is over: who was not
    /// told of it yet is told no longer, and the same thing is another one from now on.
    fn notice_over(&self, service: ServiceId, kind: NoticeKind) -> Answer<()>;

    /// At most `most` notices that are due at `now_ms` and not done, oldest first.
    fn due_notices(&self, now_ms: i64, most: u32) -> Answer<Vec<Notice>>;

    /// A notice goes to these receivers, each from its own instant on: in one transaction the
    /// deliveries are there and the notice is done. To nobody when there are none. Says whether
    /// this call has done it: not when it was withdrawn, or is done already.
    fn deliver(&self, notice: u64, to: Vec<(String, i64)>, now_ms: i64) -> Answer<bool>;

    /// At most `most` deliveries to `receiver` that are due at `now_ms`, oldest first.
    fn due_deliveries(&self, receiver: String, now_ms: i64, most: u32) -> Answer<Vec<Delivery>>;

    /// A delivery has arrived, or is given up.
    fn delivered(&self, delivery: u64) -> Answer<()>;

    /// A delivery failed, and is tried again at `due_at_ms`.
    fn delivery_failed(&self, delivery: u64, due_at_ms: i64) -> Answer<()>;

    /// The receivers to whom anything is due at `now_ms`.
    fn awaited(&self, now_ms: i64) -> Answer<Vec<String>>;

    /// Drops every delivery to a receiver, and says how many there were.
    fn drop_deliveries(&self, receiver: String) -> Answer<u64>;

    /// The receivers whose deliveries fail at this moment.
    fn failing(&self) -> Answer<Vec<Failing>>;

    /// The e-mail address that a resident left with a conversation, unsealed; none when there is
    /// none. For the notifier alone: whoever shows an address to staff goes by the audit log.
    fn resident_email(&self, conversation: ConversationId) -> Answer<Option<String>>;

    /// When the oldest thing that is due at `now_ms` and not delivered became due, in milliseconds
    /// since 1970 UTC.
    fn oldest_undelivered_ms(&self, now_ms: i64) -> Answer<Option<i64>>;

    /// Removes what was done before `before_ms`.
    fn forget_notices(&self, before_ms: i64) -> Answer<()>;
}
