//! Counts within a minute, for at most so many keys.

use std::collections::HashMap;
use std::hash::Hash;

/// The length of a window.
pub(super) const LENGTH_MS: i64 = 60_000;
/// Most keys that are remembered. Beyond it the oldest half is forgotten, which lets somebody go
/// on too early rather than nobody.
const MOST_KEYS: usize = 50_000;

/// For each key, when its window began and how much was counted in it.
pub(super) struct Windows<K>(HashMap<K, Window>);

#[derive(Clone, Copy)]
struct Window {
    began_ms: i64,
    count: u32,
}

impl<K> Default for Windows<K> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash> Windows<K> {
    /// Counts one more, unless `most` have been counted in the window that goes on.
    ///
    /// # Errors
    /// How many milliseconds the window still goes on.
    pub(super) fn count(&mut self, key: K, most: u32, now_ms: i64) -> Result<(), u64> {
        if self.0.len() >= MOST_KEYS && !self.0.contains_key(&key) {
            self.forget_old(now_ms);
        }
        let window = self.0.entry(key).or_insert(Window {
            began_ms: now_ms,
            count: 0,
        });
        if !window.goes_on(now_ms) {
            *window = Window {
                began_ms: now_ms,
                count: 0,
            };
        }
        if window.count >= most {
            let left_ms = window.began_ms + LENGTH_MS - now_ms;
            return Err(left_ms.unsigned_abs());
        }
        window.count += 1;
        Ok(())
    }

    /// Nothing was counted for this key.
    pub(super) fn forget(&mut self, key: &K) {
        self.0.remove(key);
    }

    fn forget_old(&mut self, now_ms: i64) {
        self.0.retain(|_, window| window.goes_on(now_ms));
        if self.0.len() < MOST_KEYS {
            return;
        }
        let mut began: Vec<i64> = self.0.values().map(|window| window.began_ms).collect();
        let middle = began.len() / 2;
        let (_, median, _) = began.select_nth_unstable(middle);
        let median = *median;
        let mut left = middle;
        self.0.retain(|_, window| {
            let keep = window.began_ms >= median && left > 0;
            left -= usize::from(keep);
            keep
        });
    }
}

impl Window {
    /// A window in the future was begun before the clock was set back: it is over.
    fn goes_on(&self, now_ms: i64) -> bool {
        (self.began_ms..self.began_ms + LENGTH_MS).contains(&now_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_and_the_wait_is_told() {
        let mut windows = Windows::default();
        assert_eq!(windows.count("a", 2, 1_000), Ok(()));
        assert_eq!(windows.count("a", 2, 2_000), Ok(()));
        assert_eq!(windows.count("a", 2, 31_000), Err(30_000));
        assert_eq!(windows.count("b", 2, 31_000), Ok(()));
        assert_eq!(windows.count("a", 2, 61_000), Ok(()));
    }

    #[test]
    fn a_clock_set_back_blocks_nobody() {
        let mut windows = Windows::default();
        assert_eq!(windows.count("a", 1, 1_000_000), Ok(()));
        assert_eq!(windows.count("a", 1, 1_000), Ok(()));
        assert_eq!(windows.count("a", 1, 1_500), Err(59_500));
    }

    #[test]
    fn no_more_keys_than_allowed_are_remembered() {
        let mut windows = Windows::default();
        for key in 0..3 * MOST_KEYS {
            windows.count(key, 1, 0).unwrap();
            assert!(windows.0.len() <= MOST_KEYS);
        }
        for key in 0..MOST_KEYS {
            windows.count(key, 1, 100_000).unwrap();
        }
        assert!(windows.0.values().all(|window| window.began_ms == 100_000));
    }
}
