//! What the desk asks over plain HTTP: hours, canned replies, the audit log; and its door without a
//! socket, for networks that break them.
//!
//! Every path stands under `/desk/api/`, is answered only to whoever is signed in, and a POST only to
//! the desk's own page. A refusal is a [`super::public::Problem`].

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::ServiceId;
use crate::rules::date::{Date, LocalTime};
use crate::rules::plan::{Fault, Plan};
use crate::rules::state::Role;
use crate::wire::v1::agent::{Have, ServerMessage};

/// Answer of `GET /desk/api/hours?service=ID&lang=fi`, and of a `POST` that was kept. Every agent of
/// the service may read it, a supervisor change it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoursPage {
    /// The service.
    pub service: ServiceId,
    /// Counts the changes: 0 while the hours are those of the configuration.
    pub version: u64,
    /// The day, in the service's own time.
    pub today: Date,
    /// The languages in which reasons and announcements must be written, the first one the default.
    pub languages: Vec<String>,
    /// The closing days that may be kept or not: key and name, in the order of the year.
    pub holidays: Vec<HolidayName>,
    /// What holds.
    pub plan: Plan,
    /// Who changed what, newest first.
    pub changes: Vec<HoursChange>,
}

/// A closing day and its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HolidayName {
    /// Its key, as in [`Plan::closed_holidays`].
    pub key: String,
    /// Its name in the desk's language.
    pub name: String,
}

/// That somebody changed the hours.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoursChange {
    /// Which change it was.
    pub version: u64,
    /// When, in the service's own time.
    pub at: LocalTime,
    /// Who, by name.
    pub agent: String,
    /// What became of it: the plan from then on.
    pub plan: Plan,
}

/// Body of `POST /desk/api/hours?lang=fi`. Answered by [`HoursPage`]; by `stale` when somebody else
/// was first, and by [`HoursRefused`] when the plan can't be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChangeHours {
    /// The service.
    pub service: ServiceId,
    /// The version that was changed.
    pub version: u64,
    /// What is to hold.
    pub plan: Plan,
}

/// Answer of a `POST /desk/api/hours` whose plan can't be kept, with status 422 and the code
/// `hours_impossible`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HoursRefused {
    /// `hours_impossible`.
    pub code: crate::refusal::Refusal,
    /// Everything that is wrong.
    pub faults: Vec<Fault>,
}

/// Answer of `GET /desk/api/replies`: the canned replies of the agent's services, in the order of the
/// configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Replies {
    /// The replies.
    pub replies: Vec<Reply>,
}

/// A canned reply.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// The service.
    pub service: ServiceId,
    /// Its name in the configuration.
    pub id: String,
    /// Whether it is meant to be said last.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub ending: bool,
    /// Its words, by the tag of each language of the service. `{agent}` and `{reference}` stand for
    /// what the desk puts there; the relay has put the service's name and telephone.
    pub texts: BTreeMap<String, ReplyText>,
}

/// A canned reply in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyText {
    /// What it is found by.
    pub title: String,
    /// What is inserted.
    pub text: String,
}

/// Answer of `GET /desk/api/audit[?before=ID]`, to an auditor alone: the newest rows, or those before
/// one, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuditPage {
    /// At most [`crate::limits::FOUND_ROWS`] rows.
    pub rows: Vec<AuditLine>,
    /// Whether there are older ones.
    pub more: bool,
    /// Whether the newest month of the log is as it was written, row for row. Said with the newest rows
    /// alone; of the older months `juttu-relay audit verify` says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holds: Option<bool>,
}

/// A row of the audit log. Nothing of what was said, and nothing by which a resident is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AuditLine {
    /// Its number.
    pub id: u64,
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Who, by name.
    pub agent: String,
    /// As what.
    pub role: Role,
    /// The conversation's number to say aloud; 0 for what is about none.
    pub reference: u64,
    /// Of which service it was then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceId>,
    /// What was seen: `contact`, `conversation`, `identity`, `personal_code`; `held`, when it was on
    /// the desk as the resident identified; `disclosed`, when it was given on to a colleague or a
    /// service; or, by a supervisor, emptied: `redacted`. `reported` and `purged` are an operator's,
    /// with the name of their user on the machine: a report for one person, a month removed by its
    /// time. A later relay may know more.
    pub what: String,
    /// To whom it was given on: the colleague's name, or the service's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Whether it came to nothing: it was refused, or there was nothing to see.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub failed: bool,
    /// Whether the resident was identified in it.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub identified: bool,
    /// Why, where a reason was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Body of `POST /desk/api/poll?lang=fi`. Answered by a list of [`Polled`]: without `seen`, and when
/// the relay does not know it any more, with a `welcome` at once; with it, with what has happened
/// since, held back for at most [`crate::limits::POLL_MS`] while there is nothing. Typing is not told.
///
/// Commands are posted to `POST /desk/api/commands?lang=fi`, one message each, and answered by the
/// list of [`ServerMessage`] that tells its author what became of it: its events, `mine` for a
/// `claim`, what was asked for, or `refused`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poll {
    /// What this client has already.
    pub have: Vec<Have>,
    /// What stood first in the answer before, as it stood there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<String>,
}

/// A part of the answer to a poll.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Polled {
    /// The first part: what the next poll says in [`Poll::seen`].
    Seen {
        /// Means something to the relay alone.
        seen: String,
    },
    /// What a socket would have told.
    Told(Box<ServerMessage>),
}
