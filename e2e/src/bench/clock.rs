//! The bench's clock: the machine's own, since that is what is measured.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A moment.
pub type Moment = Instant;

/// This moment.
#[expect(
    clippy::disallowed_methods,
    reason = "a bench measures the machine's own time"
)]
pub fn now() -> Moment {
    Instant::now()
}

/// Milliseconds since 1970 UTC, as a browser on the same machine counts them.
#[expect(
    clippy::disallowed_methods,
    reason = "a bench measures the machine's own time"
)]
pub fn epoch_ms() -> f64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.unwrap_or_default().as_secs_f64() * 1_000.0
}

/// Milliseconds since a moment.
pub fn ms_since(moment: Moment) -> f64 {
    now().duration_since(moment).as_secs_f64() * 1_000.0
}

/// Microseconds since a moment, at most what 32 bits hold.
pub fn us_since(moment: Moment, now: Moment) -> u32 {
    u32::try_from(now.saturating_duration_since(moment).as_micros()).unwrap_or(u32::MAX)
}

/// Lets a load run for a while.
#[expect(
    clippy::disallowed_methods,
    reason = "a load runs for a time, not until a condition"
)]
pub async fn run_for(ms: u64) {
    tokio::time::sleep(Duration::from_millis(ms)).await;
}

/// A moment's rest of this thread, between two looks at another process.
#[expect(
    clippy::disallowed_methods,
    reason = "between two looks at another process"
)]
pub fn rest_us(us: u64) {
    std::thread::sleep(Duration::from_micros(us));
}
