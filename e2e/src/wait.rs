//! Waiting for a condition, with a clear word when it never comes. The one place of the stories
//! that reads the clock or sleeps.

use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::{Instant, timeout};

/// How long a condition may take before a story fails. Far above what it takes: a story never
/// waits longer than it must.
const LIMIT_MS: u64 = 20_000;
/// How long another program may take to say something.
const WORD_LIMIT_MS: u64 = 60_000;
/// How often a condition is looked at.
const LOOK_EVERY_MS: u64 = 40;

/// Looks until `look` gives something, and gives it. An error while looking counts as "not yet":
/// a page may be in the middle of changing.
///
/// # Errors
/// After 20 s, naming `what` and what the last look said.
pub async fn until<T>(
    what: &str,
    look: impl AsyncFnMut() -> Result<std::result::Result<T, String>>,
) -> Result<T> {
    until_within(LIMIT_MS, what, look).await
}

/// As [`until`], with a limit of its own, for what takes long by design.
///
/// # Errors
/// After `limit_ms`.
pub async fn until_within<T>(
    limit_ms: u64,
    what: &str,
    mut look: impl AsyncFnMut() -> Result<std::result::Result<T, String>>,
) -> Result<T> {
    let end = now() + Duration::from_millis(limit_ms);
    loop {
        let last = match look().await {
            Ok(Ok(found)) => return Ok(found),
            Ok(Err(instead)) => instead,
            Err(error) => in_short(&format!("{error:#}")),
        };
        if now() >= end {
            bail!("waited {limit_ms} ms in vain for {what}; last seen: {last}");
        }
        pause_ms(LOOK_EVERY_MS).await;
    }
}

/// Gives what `done` comes to, for what is waited for without being looked at: another program's word.
///
/// # Errors
/// After 60 s, naming `what`; or when `done` fails.
pub async fn in_time<T>(what: &str, done: impl Future<Output = Result<T>>) -> Result<T> {
    let limit = Duration::from_millis(WORD_LIMIT_MS);
    match timeout(limit, done).await {
        Ok(done) => done,
        Err(_) => bail!("waited {WORD_LIMIT_MS} ms in vain for {what}"),
    }
}

/// `Ok(Ok(()))` when `holds`, else what was seen instead: the form that [`until`] asks for.
///
/// # Errors
/// None of its own.
pub fn whether(
    holds: bool,
    instead: impl FnOnce() -> String,
) -> Result<std::result::Result<(), String>> {
    Ok(if holds { Ok(()) } else { Err(instead()) })
}

/// A driver's error without the stack of the driver.
fn in_short(error: &str) -> String {
    let error = error.split("Stacktrace:").next().unwrap_or_default();
    error.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[expect(
    clippy::disallowed_methods,
    reason = "stories run against real processes, whose time is the machine's"
)]
fn now() -> Instant {
    Instant::now()
}

#[expect(
    clippy::disallowed_methods,
    reason = "between two looks at a condition, never instead of one"
)]
async fn pause_ms(pause_ms: u64) {
    tokio::time::sleep(Duration::from_millis(pause_ms)).await;
}
