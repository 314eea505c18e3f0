//! The one place that reads the clock. Everything else is told the time, so that tests and the
//! demo can move it, and its timers with it.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the one place that may read the clock"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tokio::sync::Notify;

/// The relay's clock, in milliseconds since 1970 UTC. Clones show the same time.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    /// Added to the system's time; the whole time when the clock stands still.
    offset_ms: AtomicI64,
    stands_still: bool,
    moved: Notify,
}

impl Clock {
    /// The system's time.
    pub fn system() -> Self {
        Self::with(0, false)
    }

    /// A clock that starts at `start_ms` and moves on with the system's.
    pub fn starting_at(start_ms: i64) -> Self {
        Self::with(start_ms - system_ms(), false)
    }

    /// A clock that stands at `start_ms` until it is moved: for tests.
    pub fn standing_at(start_ms: i64) -> Self {
        Self::with(start_ms, true)
    }

    fn with(offset_ms: i64, stands_still: bool) -> Self {
        Self(Arc::new(Inner {
            offset_ms: AtomicI64::new(offset_ms),
            stands_still,
            moved: Notify::new(),
        }))
    }

    /// Now.
    pub fn now_ms(&self) -> i64 {
        let offset_ms = self.0.offset_ms.load(Ordering::Acquire);
        if self.0.stands_still {
            offset_ms
        } else {
            offset_ms + system_ms()
        }
    }

    /// Moves the clock by `by_ms`, forward or back, and wakes every timer to look again.
    pub fn advance_ms(&self, by_ms: i64) {
        self.0.offset_ms.fetch_add(by_ms, Ordering::AcqRel);
        self.0.moved.notify_waiters();
    }

    /// Moves the clock forward to `at_ms`, unless it is there already.
    pub fn not_before(&self, at_ms: i64) {
        let behind_ms = at_ms - self.now_ms();
        if behind_ms > 0 {
            self.advance_ms(behind_ms);
        }
    }

    /// Returns when this clock shows `at_ms` or later.
    pub async fn sleep_until(&self, at_ms: i64) {
        loop {
            let moved = self.0.moved.notified();
            let left_ms = at_ms - self.now_ms();
            if left_ms <= 0 {
                return;
            }
            if self.0.stands_still {
                moved.await;
            } else {
                // A day at most, so that a clock of the system's that was set is noticed.
                let left = Duration::from_millis(left_ms.min(86_400_000).unsigned_abs());
                tokio::select! {
                    () = tokio::time::sleep(left) => {}
                    () = moved => {}
                }
            }
        }
    }

    /// Returns when `for_ms` have passed on this clock.
    pub async fn sleep_ms(&self, for_ms: i64) {
        self.sleep_until(self.now_ms() + for_ms).await;
    }
}

/// Returns after `for_ms` of the machine's own time, whatever the clock shows: for limits on how
/// long a peer may keep the relay waiting, which no test should have to move a clock for.
pub async fn real_ms(for_ms: u64) {
    tokio::time::sleep(Duration::from_millis(for_ms)).await;
}

/// Measures how long something takes, in the machine's own time: for the figures alone.
#[derive(Clone, Copy, Debug)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    /// Begins now.
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// How long it has been.
    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

fn system_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| {
            i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_timer_ends_when_the_clock_is_moved() {
        let clock = Clock::standing_at(1_000);
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move {
                clock.sleep_ms(90_000).await;
                clock.now_ms()
            }
        });
        tokio::task::yield_now().await;
        clock.advance_ms(89_999);
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.advance_ms(1);
        assert_eq!(sleeper.await.unwrap(), 91_000);
    }

    #[test]
    fn a_clock_is_not_moved_back_by_not_before() {
        let clock = Clock::standing_at(1_000);
        clock.not_before(500);
        assert_eq!(clock.now_ms(), 1_000);
        clock.not_before(2_000);
        assert_eq!(clock.now_ms(), 2_000);
    }
}
