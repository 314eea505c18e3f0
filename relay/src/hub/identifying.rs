//! The attempts to identify that are under way in a conversation.

use crate::store::identities::AttemptId;

/// Those attempts, and until when each may take, in milliseconds since 1970 UTC. One begins again
/// before the first has ended, and each ends for itself.
#[derive(Default)]
pub(super) struct Identifying(Vec<(AttemptId, i64)>);

impl Identifying {
    /// Somebody has gone.
    pub(super) fn begins(&mut self, attempt: AttemptId, until_ms: i64, now_ms: i64) {
        self.ends(attempt);
        self.run_out(now_ms);
        self.0.push((attempt, until_ms));
    }

    /// One has ended. Whether it was under way.
    pub(super) fn ends(&mut self, attempt: AttemptId) -> bool {
        self.fewer(|(it, _)| it != attempt)
    }

    /// Those end whose time has run out. Whether there were any.
    pub(super) fn run_out(&mut self, now_ms: i64) -> bool {
        self.fewer(|(_, until_ms)| now_ms < until_ms)
    }

    /// All end. Whether there were any.
    pub(super) fn all_end(&mut self) -> bool {
        self.fewer(|_| false)
    }

    /// Whether one may still take.
    pub(super) fn is_under_way(&self, now_ms: i64) -> bool {
        self.0.iter().any(|(_, until_ms)| now_ms < *until_ms)
    }

    fn fewer(&mut self, stay: impl Fn((AttemptId, i64)) -> bool) -> bool {
        let before = self.0.len();
        self.0.retain(|it| stay(*it));
        self.0.len() < before
    }
}
