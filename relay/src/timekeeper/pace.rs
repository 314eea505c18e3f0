//! In which order what is due is begun, and how long nothing is begun after the store has failed.

use super::About;

/// How long nothing is begun after the first look in which the store failed, in milliseconds of
/// the relay's clock; twice as long after each further one.
const FIRST_REST_MS: i64 = 1_000;
/// How long at most.
const LONGEST_REST_MS: i64 = 30_000;

/// The pace of the timekeeper.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// What was begun last: the next look goes on behind it, so that whatever fails again and
    /// again keeps nothing else from its turn.
    last: Option<About>,
    done: usize,
    failed: usize,
    rest_ms: i64,
    rests_until_ms: Option<i64>,
}

/// What is to be said of looks in which the store failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Failures {
    /// How many things could not be stored.
    pub(super) failed: usize,
    /// For how long nothing is begun now, in milliseconds.
    pub(super) rest_ms: i64,
}

impl Pace {
    /// Whether nothing is to be begun at this moment.
    pub(super) fn rests(&self, now_ms: i64) -> bool {
        // A clock that was set back must not make anybody wait for it to catch up.
        let left_ms = |until_ms| until_ms - now_ms;
        let left_ms = self.rests_until_ms.map(left_ms);
        left_ms.is_some_and(|left_ms| (1..=LONGEST_REST_MS).contains(&left_ms))
    }

    /// Puts what is due into the order in which it is begun.
    pub(super) fn order<T>(&self, due: &mut [T], about: impl Fn(&T) -> About) {
        due.sort_by_cached_key(&about);
        if let Some(last) = &self.last {
            let behind = due.partition_point(|task| about(task) <= *last);
            due.rotate_left(behind);
        }
    }

    /// This was begun.
    pub(super) fn began(&mut self, about: &About) {
        self.last = Some(about.clone());
    }

    /// Something was stored, or refused: the store works.
    pub(super) fn done(&mut self) {
        self.done += 1;
    }

    /// The store failed.
    pub(super) fn failed(&mut self) {
        self.failed += 1;
    }

    /// All that a look began has ended. Says how much of it failed, when something did. The rests
    /// grow while nothing succeeds.
    pub(super) fn ended(&mut self, now_ms: i64) -> Option<Failures> {
        let (done, failed) = (
            std::mem::take(&mut self.done),
            std::mem::take(&mut self.failed),
        );
        if done > 0 {
            self.rest_ms = 0;
        }
        if failed == 0 {
            self.rests_until_ms = None;
            return None;
        }
        self.rest_ms = (self.rest_ms * 2).clamp(FIRST_REST_MS, LONGEST_REST_MS);
        self.rests_until_ms = Some(now_ms + self.rest_ms);
        Some(Failures {
            failed,
            rest_ms: self.rest_ms,
        })
    }
}

#[cfg(test)]
mod tests {
    use juttu_shared::id::ConversationId;

    use super::*;

    fn about(number: &u64) -> About {
        About::Conversation(ConversationId(*number))
    }

    #[test]
    fn everything_has_its_turn() {
        let mut pace = Pace::default();
        let mut begun = Vec::new();
        for _ in 0..3 {
            // The same is due each time, found in another order.
            let mut due = vec![3, 1, 5, 4, 2];
            pace.order(&mut due, about);
            for number in &due[..2] {
                pace.began(&about(number));
                begun.push(*number);
            }
        }
        assert_eq!(begun, [1, 2, 3, 4, 5, 1]);
    }

    #[test]
    fn the_rests_grow_while_nothing_succeeds_and_each_look_is_told_once() {
        let mut pace = Pace::default();
        let mut now_ms = 0;
        for wanted_ms in [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000] {
            assert!(!pace.rests(now_ms));
            (0..256).for_each(|_| pace.failed());
            let failures = Failures {
                failed: 256,
                rest_ms: wanted_ms,
            };
            assert_eq!(pace.ended(now_ms), Some(failures));
            assert!(pace.rests(now_ms + wanted_ms - 1));
            now_ms += wanted_ms;
        }
        assert!(!pace.rests(now_ms));
        pace.failed();
        pace.done();
        let failures = Failures {
            failed: 1,
            rest_ms: 1_000,
        };
        assert_eq!(pace.ended(now_ms), Some(failures), "the store works");
        pace.done();
        assert_eq!(pace.ended(now_ms), None);
        assert!(!pace.rests(now_ms));
        assert_eq!(pace.ended(now_ms), None, "nothing was due");
    }

    #[test]
    fn a_clock_that_is_set_back_prolongs_no_rest() {
        let mut pace = Pace::default();
        pace.failed();
        pace.ended(3_600_000);
        assert!(pace.rests(3_600_999));
        assert!(!pace.rests(0));
    }
}
