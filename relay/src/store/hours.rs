//! The verbs for hours that a supervisor changes. Each change is a row of its own, and stays.

use juttu_shared::id::{AgentId, ServiceId};
use juttu_shared::rules::plan::Plan;

use super::Answer;

/// The verbs for hours.
pub trait Hours: Send + Sync + 'static {
    /// Keeps a plan as the service's next version. Refused with `stale` when `version` is no longer
    /// the newest: 0 is the one before the first.
    fn change_hours(&self, change: NewHours) -> Answer<()>;

    /// The newest `most` changes of a service's hours, newest first.
    fn hours(&self, service: ServiceId, most: u32) -> Answer<Vec<KeptHours>>;
}

/// A change of hours.
#[derive(Clone, Debug)]
pub struct NewHours {
    /// The service.
    pub service: ServiceId,
    /// The version that was changed.
    pub version: u64,
    /// Who changes it.
    pub agent: AgentId,
    /// What is to hold; checked already.
    pub plan: Plan,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// Hours as they were kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptHours {
    /// Which change it was, from 1.
    pub version: u64,
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Who, by name.
    pub agent: String,
    /// What holds from then on; none when this relay can't read it, since a newer one wrote it.
    pub plan: Option<Plan>,
}
