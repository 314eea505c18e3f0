//! What was fetched from a provider, kept for a while. One asks at a time; the others wait for the
//! same answer. A failure is kept too, for a moment, so that a provider that is down is not asked by
//! everyone who waits for it, one after the other.

use std::sync::Arc;

use tokio::sync::Mutex;

use super::Fault;
use crate::clock::Clock;

/// How long an answer is kept, in milliseconds of the relay's clock: a day.
pub(super) const KEPT_MS: i64 = 24 * 3_600_000;
/// How soon the same may be asked again because of something in it that was not known, in
/// milliseconds.
pub(super) const AGAIN_MS: i64 = 60_000;
/// How long a failure is kept, in milliseconds.
pub(super) const FAILED_MS: i64 = 3_000;

/// A thing that is fetched.
pub(super) struct Cached<T> {
    clock: Clock,
    state: Mutex<State<T>>,
}

struct State<T> {
    value: Option<(Arc<T>, i64)>,
    failed: Option<(Fault, i64)>,
}

impl<T> Cached<T> {
    pub(super) fn new(clock: Clock) -> Self {
        let state = Mutex::new(State {
            value: None,
            failed: None,
        });
        Self { clock, state }
    }

    /// The thing, fetched if it is not there or too old.
    ///
    /// # Errors
    /// When it can't be had.
    pub(super) async fn get(
        &self,
        fetch: impl Future<Output = Result<T, Fault>>,
    ) -> Result<Arc<T>, Fault> {
        self.get_younger(KEPT_MS, fetch).await
    }

    /// The thing, fetched anew unless that was done a moment ago.
    ///
    /// # Errors
    /// When it can't be had.
    pub(super) async fn again(
        &self,
        fetch: impl Future<Output = Result<T, Fault>>,
    ) -> Result<Arc<T>, Fault> {
        self.get_younger(AGAIN_MS, fetch).await
    }

    /// The thing, made anew if it is not younger than this.
    ///
    /// # Errors
    /// When it can't be had.
    pub(super) async fn get_younger(
        &self,
        age_ms: i64,
        fetch: impl Future<Output = Result<T, Fault>>,
    ) -> Result<Arc<T>, Fault> {
        let mut state = self.state.lock().await;
        let now_ms = self.clock.now_ms();
        // A clock that was set back makes nothing last longer.
        let is_fresh = |at_ms: i64, for_ms: i64| (0..for_ms).contains(&(now_ms - at_ms));
        if let Some((value, at_ms)) = &state.value
            && is_fresh(*at_ms, age_ms)
        {
            return Ok(Arc::clone(value));
        }
        if let Some((fault, at_ms)) = state.failed
            && is_fresh(at_ms, FAILED_MS)
        {
            return Err(fault);
        }
        match fetch.await {
            Ok(value) => {
                let value = Arc::new(value);
                state.value = Some((Arc::clone(&value), now_ms));
                state.failed = None;
                Ok(value)
            }
            Err(fault) => {
                // From when it was known, not from when it was asked.
                state.failed = Some((fault, self.clock.now_ms()));
                Err(fault)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAULT: Fault = Fault::Unavailable("no answer in time");

    async fn made(value: u8) -> Result<u8, Fault> {
        Ok(value)
    }

    #[tokio::test]
    async fn a_clock_that_was_set_back_makes_nothing_last_longer() {
        let clock = Clock::standing_at(1_000_000);
        let cached = Cached::new(clock.clone());
        assert_eq!(*cached.get(made(1)).await.unwrap(), 1);
        assert_eq!(*cached.get(made(2)).await.unwrap(), 1);
        clock.advance_ms(-1);
        assert_eq!(*cached.get(made(3)).await.unwrap(), 3);
    }

    #[tokio::test]
    async fn a_failure_is_kept_from_when_it_was_known() {
        let clock = Clock::standing_at(1_000_000);
        let cached = Cached::new(clock.clone());
        let slow = async {
            clock.advance_ms(FAILED_MS);
            Err(FAULT)
        };
        assert_eq!(cached.get(slow).await.unwrap_err(), FAULT);
        clock.advance_ms(FAILED_MS - 1);
        assert_eq!(cached.get(made(1)).await.unwrap_err(), FAULT);
        clock.advance_ms(1);
        assert_eq!(*cached.get(made(1)).await.unwrap(), 1);
    }
}
