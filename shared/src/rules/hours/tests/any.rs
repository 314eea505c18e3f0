//! What holds of any schedule at any minute.

use proptest::prelude::*;

use super::{AUTUMN_MS, DAY_MS, HOUR_MS, MINUTE_MS, Place, SPRING_MS, at, date};
use crate::rules::hours::{Exception, Holiday, Interval, Schedule, Zone as _};

/// Whether the clocks on the wall show an open minute. In the hour that comes twice, the second
/// time counts as its last minute: what opens or closes within it has done so the first time.
fn shown_open(schedule: &Schedule, at_ms: i64) -> bool {
    let shown = Place.local_at(at_ms);
    let minute = match at_ms - AUTUMN_MS {
        0..HOUR_MS => 239,
        _ => shown.minute,
    };
    let mut intervals = schedule.on(shown.date).intervals.iter();
    intervals.any(|it| (it.from_min..it.until_min).contains(&minute))
}

fn some_hours() -> impl Strategy<Value = Vec<Interval>> {
    let quarters = proptest::collection::btree_set(0u16..=96, 0..5);
    quarters.prop_map(|quarters| {
        let minutes: Vec<_> = quarters.into_iter().map(|quarter| quarter * 15).collect();
        let pairs = minutes.chunks_exact(2).map(|pair| Interval {
            from_min: pair[0],
            until_min: pair[1],
        });
        pairs.collect()
    })
}

prop_compose! {
    fn some_schedule()(
        week in proptest::array::uniform7(some_hours()),
        kept in proptest::collection::vec(any::<bool>(), Holiday::ALL.len()),
        special in some_hours(),
        begins in 0i32..300,
        lasts in 0i32..70,
    ) -> Schedule {
        let first = date("2027-01-01");
        let kept = Holiday::ALL.iter().zip(kept).filter(|(_, kept)| *kept);
        Schedule {
            week,
            closed_holidays: kept.map(|(holiday, _)| *holiday).collect(),
            exceptions: vec![Exception {
                from: first.plus_days(begins).unwrap(),
                until: first.plus_days(begins + lasts).unwrap(),
                intervals: special,
                reason: 0,
            }],
        }
    }
}

/// Some minute of the year, often close to a change of the clocks.
fn some_instant() -> impl Strategy<Value = i64> {
    let year = at("2027-01-01T00:00") / MINUTE_MS;
    prop_oneof![
        (0i64..365 * 1_440).prop_map(move |minute| (year + minute) * MINUTE_MS),
        (-1_440i64..1_440).prop_map(|minute| SPRING_MS + minute * MINUTE_MS),
        (-1_440i64..1_440).prop_map(|minute| AUTUMN_MS + minute * MINUTE_MS),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Open exactly when the clocks on the wall say so, and unchanged at every minute until the
    /// instant that was told, when it flips: so the next opening is really the next.
    #[test]
    fn it_stands_as_told_until_the_instant_told(
        schedule in some_schedule(),
        now_ms in some_instant(),
    ) {
        let standing = schedule.standing(now_ms, &Place);
        let horizon_ms = now_ms + 2 * DAY_MS;
        let until_ms = standing.changes_at_ms.unwrap_or(horizon_ms);
        prop_assert!(until_ms > now_ms);
        let mut minute_ms = now_ms;
        while minute_ms < until_ms.min(horizon_ms) {
            prop_assert_eq!(
                shown_open(&schedule, minute_ms), standing.is_open,
                "{}", Place.local_at(minute_ms)
            );
            minute_ms += MINUTE_MS;
        }
        if standing.changes_at_ms.is_some() {
            prop_assert_eq!(shown_open(&schedule, until_ms), !standing.is_open);
        }
        // Never both: what tells of an opening does not tell of a closing.
        prop_assert_eq!(standing.opens.is_some(), !standing.is_open && standing.changes_at_ms.is_some());
        prop_assert_eq!(standing.closes.is_some(), standing.is_open && standing.changes_at_ms.is_some());
        prop_assert!(!standing.is_open || standing.closed_at_ms.is_none());
        if let Some(opens) = standing.opens {
            prop_assert_eq!(Place.instant_ms(opens), until_ms);
        }
    }

    /// When it closed last is an instant at which it closed, and nothing was open since.
    #[test]
    fn it_has_been_closed_since_the_instant_told(
        schedule in some_schedule(),
        now_ms in some_instant(),
    ) {
        let standing = schedule.standing(now_ms, &Place);
        if let Some(closed_at_ms) = standing.closed_at_ms {
            prop_assert!(closed_at_ms <= now_ms);
            prop_assert!(shown_open(&schedule, closed_at_ms - MINUTE_MS));
            let mut minute_ms = closed_at_ms;
            while minute_ms <= now_ms {
                prop_assert!(!shown_open(&schedule, minute_ms), "{}", Place.local_at(minute_ms));
                minute_ms += MINUTE_MS;
            }
        }
    }
}
