//! Counts within a window of time, for at most so many keys.

use std::collections::HashMap;
use std::hash::Hash;

/// A minute: the usual length of a window.
pub(super) const MINUTE_MS: i64 = 60_000;
/// An hour.
pub(super) const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Most keys that are remembered. Beyond it the oldest half is forgotten, which lets somebody go
/// on too early rather than nobody.
const MOST_KEYS: usize = 50_000;

/// For each key, when its window began and what was counted in it.
pub(super) struct Windows<K> {
    length_ms: i64,
    by_key: HashMap<K, Window>,
}

struct Window {
    began_ms: i64,
    until_ms: i64,
    count: u32,
    /// Which things were counted, where the same thing counts once.
    things: Vec<u64>,
}

impl<K: Eq + Hash> Windows<K> {
    /// Windows of this length.
    pub(super) fn lasting(length_ms: i64) -> Self {
        Self {
            length_ms,
            by_key: HashMap::new(),
        }
    }

    /// Counts one more, unless `most` have been counted in the window that goes on.
    ///
    /// # Errors
    /// How many milliseconds the window still goes on.
    pub(super) fn count(&mut self, key: K, most: u32, now_ms: i64) -> Result<(), u64> {
        self.window(key, now_ms).count(most, now_ms)
    }

    /// Counts a thing, as [`Windows::count`], but the same thing only once in a window.
    ///
    /// # Errors
    /// How many milliseconds the window still goes on.
    pub(super) fn count_once(
        &mut self,
        key: K,
        thing: u64,
        most: u32,
        now_ms: i64,
    ) -> Result<(), u64> {
        let window = self.window(key, now_ms);
        if window.things.contains(&thing) {
            return Ok(());
        }
        window.count(most, now_ms)?;
        window.things.push(thing);
        Ok(())
    }

    /// Whether `most` have been counted in the window that goes on.
    pub(super) fn is_full(&self, key: &K, most: u32, now_ms: i64) -> bool {
        let window = self.by_key.get(key);
        window.is_some_and(|window| window.goes_on(now_ms) && window.count >= most)
    }

    /// Nothing was counted for this key.
    pub(super) fn forget(&mut self, key: &K) {
        self.by_key.remove(key);
    }

    fn window(&mut self, key: K, now_ms: i64) -> &mut Window {
        if self.by_key.len() >= MOST_KEYS && !self.by_key.contains_key(&key) {
            self.forget_old(now_ms);
        }
        let length_ms = self.length_ms;
        let window = self
            .by_key
            .entry(key)
            .or_insert_with(|| Window::new(now_ms, length_ms));
        if !window.goes_on(now_ms) {
            *window = Window::new(now_ms, length_ms);
        }
        window
    }

    fn forget_old(&mut self, now_ms: i64) {
        self.by_key.retain(|_, window| window.goes_on(now_ms));
        if self.by_key.len() < MOST_KEYS {
            return;
        }
        let mut began: Vec<i64> = self.by_key.values().map(|window| window.began_ms).collect();
        let middle = began.len() / 2;
        let (_, median, _) = began.select_nth_unstable(middle);
        let median = *median;
        let mut left = middle;
        self.by_key.retain(|_, window| {
            let keep = window.began_ms >= median && left > 0;
            left -= usize::from(keep);
            keep
        });
    }
}

impl Window {
    fn new(now_ms: i64, length_ms: i64) -> Self {
        Self {
            began_ms: now_ms,
            until_ms: now_ms + length_ms,
            count: 0,
            things: Vec::new(),
        }
    }

    fn count(&mut self, most: u32, now_ms: i64) -> Result<(), u64> {
        if self.count >= most {
            return Err((self.until_ms - now_ms).unsigned_abs());
        }
        self.count += 1;
        Ok(())
    }

    /// A window in the future was begun before the clock was set back: it is over.
    fn goes_on(&self, now_ms: i64) -> bool {
        (self.began_ms..self.until_ms).contains(&now_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_and_the_wait_is_told() {
        let mut windows = Windows::lasting(MINUTE_MS);
        assert_eq!(windows.count("a", 2, 1_000), Ok(()));
        assert_eq!(windows.count("a", 2, 2_000), Ok(()));
        assert_eq!(windows.count("a", 2, 31_000), Err(30_000));
        assert_eq!(windows.count("b", 2, 31_000), Ok(()));
        assert_eq!(windows.count("a", 2, 61_000), Ok(()));
    }

    #[test]
    fn the_same_thing_counts_once_in_a_window() {
        let mut windows = Windows::lasting(MINUTE_MS);
        for _ in 0..3 {
            assert_eq!(windows.count_once("a", 7, 2, 0), Ok(()));
        }
        assert_eq!(windows.count_once("a", 8, 2, 0), Ok(()));
        assert!(windows.is_full(&"a", 2, 0) && !windows.is_full(&"b", 2, 0));
        assert_eq!(windows.count_once("a", 9, 2, 0), Err(60_000));
        assert_eq!(windows.count_once("a", 7, 2, 0), Ok(()), "known still");
        assert!(!windows.is_full(&"a", 2, 60_000));
        assert_eq!(windows.count_once("a", 9, 2, 60_000), Ok(()));
    }

    #[test]
    fn an_hour_is_longer_than_a_minute() {
        let mut windows = Windows::lasting(HOUR_MS);
        assert_eq!(windows.count("a", 1, 0), Ok(()));
        assert_eq!(windows.count("a", 1, 60_000), Err(3_540_000));
        assert_eq!(windows.count("a", 1, 3_600_000), Ok(()));
    }

    #[test]
    fn a_clock_set_back_blocks_nobody() {
        let mut windows = Windows::lasting(MINUTE_MS);
        assert_eq!(windows.count("a", 1, 1_000_000), Ok(()));
        assert_eq!(windows.count("a", 1, 1_000), Ok(()));
        assert_eq!(windows.count("a", 1, 1_500), Err(59_500));
    }

    #[test]
    fn no_more_keys_than_allowed_are_remembered() {
        let mut windows = Windows::lasting(MINUTE_MS);
        for key in 0..3 * MOST_KEYS {
            windows.count(key, 1, 0).unwrap();
            assert!(windows.by_key.len() <= MOST_KEYS);
        }
        for key in 0..MOST_KEYS {
            windows.count(key, 1, 100_000).unwrap();
        }
        assert!(
            windows
                .by_key
                .values()
                .all(|window| window.began_ms == 100_000)
        );
    }
}
