//! The rough wait, from today's claims of a service.
//!
//! Each claim tells how long somebody waited, and at which place they had joined. The wait of one
//! who stands at a place is that place times the median of wait by place: twice as many before one
//! take about twice as long. It says nothing of the time waited already, since a place moves when
//! somebody is claimed, and the reckoning with it. After a start of the relay the places of the
//! earlier claims are not known; until there are enough new ones, everybody is told the plain
//! median.

use juttu_shared::limits::CLAIMS_FOR_A_WAIT;

/// What today's claims tell.
#[derive(Default)]
pub(super) struct Waits {
    /// The day they are of: when it began, in milliseconds since 1970 UTC.
    day_began_ms: i64,
    /// How long each had waited, in milliseconds, shortest first.
    waits_ms: Vec<i64>,
    /// The same, by place, of those whose place is known.
    by_place_ms: Vec<i64>,
}

impl Waits {
    /// The claims of today that were made before the start.
    pub(super) fn load(&mut self, mut waits_ms: Vec<i64>, day_began_ms: i64) {
        waits_ms.sort_unstable();
        *self = Self {
            day_began_ms,
            waits_ms,
            by_place_ms: Vec::new(),
        };
    }

    /// Says which day it is. Whether that is another than before.
    pub(super) fn today(&mut self, day_began_ms: i64) -> bool {
        if self.day_began_ms == day_began_ms {
            return false;
        }
        self.load(Vec::new(), day_began_ms);
        true
    }

    /// Somebody was claimed who had joined at `place`.
    pub(super) fn claimed(&mut self, waited_ms: i64, place: u64) {
        let waited_ms = waited_ms.max(0);
        insert(&mut self.waits_ms, waited_ms);
        if let Ok(place @ 1..) = i64::try_from(place) {
            insert(&mut self.by_place_ms, waited_ms / place);
        }
    }

    /// Roughly how long one at `place` waits, in minutes; none while too few were claimed today.
    pub(super) fn minutes(&self, place: u64) -> Option<u32> {
        let plain_ms = median(&self.waits_ms)?;
        let wait_ms = median(&self.by_place_ms).map_or(plain_ms, |by_place_ms| {
            by_place_ms.saturating_mul(i64::try_from(place).unwrap_or(i64::MAX))
        });
        Some(rounded(wait_ms))
    }
}

fn insert(sorted: &mut Vec<i64>, value: i64) {
    let at = sorted.partition_point(|other| *other <= value);
    sorted.insert(at, value);
}

/// The lower median; none of fewer than enough.
fn median(sorted: &[i64]) -> Option<i64> {
    if sorted.len() < CLAIMS_FOR_A_WAIT {
        return None;
    }
    sorted.get((sorted.len() - 1) / 2).copied()
}

/// Up to a number that people say: single minutes to ten, then 15, 20, 30, 45, 60, and whole hours.
/// Never down, so that nobody is promised less than was reckoned.
fn rounded(wait_ms: i64) -> u32 {
    let minutes = u32::try_from(wait_ms.max(0) / 60_000).unwrap_or(u32::MAX - 60);
    let minutes = match wait_ms % 60_000 {
        0 => minutes.max(1),
        _ => minutes.saturating_add(1),
    };
    match minutes {
        ..=10 => minutes,
        11..=60 => [15, 20, 30, 45]
            .into_iter()
            .find(|step| minutes <= *step)
            .unwrap_or(60),
        _ => minutes.div_ceil(60).saturating_mul(60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60_000;

    #[test]
    fn nothing_is_said_below_five_claims() {
        let mut waits = Waits::default();
        for _ in 0..4 {
            waits.claimed(MINUTE, 1);
            assert_eq!(waits.minutes(1), None);
        }
        waits.claimed(MINUTE, 1);
        assert_eq!(waits.minutes(1), Some(1));
    }

    #[test]
    fn a_place_further_back_waits_longer() {
        let mut waits = Waits::default();
        for (waited, place) in [(2, 1), (4, 2), (60, 1), (6, 3), (1, 1)] {
            waits.claimed(waited * MINUTE, place);
        }
        assert_eq!(waits.minutes(1), Some(2));
        assert_eq!(waits.minutes(4), Some(8));
        assert_eq!(waits.minutes(6), Some(15));
        assert_eq!(waits.minutes(31), Some(120));
        assert!(waits.minutes(u64::MAX).is_some());
    }

    #[test]
    fn after_a_start_the_plain_median_is_told_until_places_are_known() {
        let mut waits = Waits::default();
        waits.load([9, 1, 7, 3, 5].map(|it| it * MINUTE).to_vec(), 0);
        assert_eq!(waits.minutes(1), Some(5));
        assert_eq!(waits.minutes(10), Some(5));
        for _ in 0..5 {
            waits.claimed(MINUTE, 1);
        }
        assert_eq!(waits.minutes(10), Some(10));
    }

    #[test]
    fn another_day_begins_without_claims() {
        let mut waits = Waits::default();
        waits.load(vec![MINUTE; 5], 0);
        assert!(!waits.today(0));
        assert_eq!(waits.minutes(1), Some(1));
        assert!(waits.today(24 * 60 * MINUTE));
        assert_eq!(waits.minutes(1), None);
    }

    #[test]
    fn a_wait_is_rounded_up_to_what_people_say() {
        let cases = [
            (0, 1),
            (1, 1),
            (MINUTE, 1),
            (MINUTE + 1, 2),
            (10 * MINUTE, 10),
            (10 * MINUTE + 1, 15),
            (16 * MINUTE, 20),
            (21 * MINUTE, 30),
            (31 * MINUTE, 45),
            (46 * MINUTE, 60),
            (61 * MINUTE, 120),
        ];
        for (wait_ms, minutes) in cases {
            assert_eq!(rounded(wait_ms), minutes, "{wait_ms}");
        }
        rounded(i64::MAX);
    }
}
