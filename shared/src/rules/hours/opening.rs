//! What a schedule says of an instant.
//!
//! An interval is open from the first instant at which the clocks of the place show its beginning,
//! until the first at which they show its end. What the clocks skip is no time at all: an interval
//! that lies in it whole is none. Intervals that touch, midnight between them or not, are one
//! opening.

use super::{Date, Schedule};
use crate::rules::date::LocalTime;

/// How far a change is looked for, in days.
const AHEAD_DAYS: i32 = 370;
/// How far back the last opening is looked for, in days.
const BACK_DAYS: i32 = 14;

/// The clocks of a place.
pub trait Zone {
    /// What they show at an instant, the seconds left off.
    fn local_at(&self, at_ms: i64) -> LocalTime;

    /// The first instant at which they show a time, in milliseconds since 1970 UTC; the instant at
    /// which they skip it, where they never do.
    fn instant_ms(&self, time: LocalTime) -> i64;
}

/// What holds at an instant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether the service is open.
    pub is_open: bool,
    /// When that changes next, in milliseconds since 1970 UTC; none when it does not within a
    /// year.
    pub changes_at_ms: Option<i64>,
    /// While it is closed, when it opens next; none when it does not within a year.
    pub opens: Option<LocalTime>,
    /// While it is open, when it closes: `24:00` rather than `0:00` of the day after. None when it
    /// does not within a year.
    pub closes: Option<LocalTime>,
    /// While it is closed, when the last opening ended, in milliseconds since 1970 UTC; none when
    /// that was longer than two weeks ago.
    pub closed_at_ms: Option<i64>,
}

/// A time during which a service is open, in milliseconds since 1970 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Opening {
    from_ms: i64,
    until_ms: i64,
}

impl Schedule {
    /// What holds at an instant.
    pub fn standing(&self, now_ms: i64, zone: &impl Zone) -> Standing {
        let today = zone.local_at(now_ms).date;
        let mut openings = self.openings(today, -1, zone).peekable();
        let mut closed_at_ms = None;
        while let Some(past) = openings.next_if(|opening| opening.until_ms <= now_ms) {
            closed_at_ms = Some(past.until_ms);
        }
        let Some(next) = openings.next() else {
            let closed_at_ms = closed_at_ms.or_else(|| self.last_end(today, now_ms, zone));
            return Standing {
                closed_at_ms,
                ..Standing::default()
            };
        };
        if next.from_ms <= now_ms {
            // An opening that runs to where nobody looked has no end that is known.
            let horizon = today.plus_days(AHEAD_DAYS).map(|date| midnight(date, zone));
            let until_ms = Some(next.until_ms).filter(|until| Some(*until) != horizon);
            return Standing {
                is_open: true,
                changes_at_ms: until_ms,
                closes: until_ms.map(|until_ms| end_of(zone.local_at(until_ms))),
                ..Standing::default()
            };
        }
        Standing {
            is_open: false,
            changes_at_ms: Some(next.from_ms),
            opens: Some(zone.local_at(next.from_ms)),
            closes: None,
            closed_at_ms: closed_at_ms.or_else(|| self.last_end(today, now_ms, zone)),
        }
    }

    /// The end of the last interval of the `days`th open day after the day of an instant: as it is
    /// shown, and in milliseconds since 1970 UTC.
    pub fn end_of_open_day(
        &self,
        now_ms: i64,
        days: u32,
        zone: &impl Zone,
    ) -> Option<(LocalTime, i64)> {
        let today = zone.local_at(now_ms).date;
        (1..AHEAD_DAYS)
            .filter_map(|ahead| self.of_day(today.plus_days(ahead)?, zone).last())
            .nth(usize::try_from(days).ok()?.checked_sub(1)?)
            .map(|opening| (end_of(zone.local_at(opening.until_ms)), opening.until_ms))
    }

    /// When the last opening before today ended.
    fn last_end(&self, today: Date, now_ms: i64, zone: &impl Zone) -> Option<i64> {
        (1..=BACK_DAYS)
            .filter_map(|back| self.of_day(today.plus_days(-back)?, zone).last())
            .map(|opening| opening.until_ms)
            .find(|until_ms| *until_ms <= now_ms)
    }

    /// Every opening from a day near `today` on, those that touch being one.
    fn openings<'z>(
        &'z self,
        today: Date,
        first: i32,
        zone: &'z impl Zone,
    ) -> impl Iterator<Item = Opening> + 'z {
        let mut parts = (first..AHEAD_DAYS)
            .filter_map(move |ahead| today.plus_days(ahead))
            .flat_map(move |date| self.of_day(date, zone))
            .peekable();
        std::iter::from_fn(move || {
            let mut opening = parts.next()?;
            while let Some(more) = parts.next_if(|more| more.from_ms <= opening.until_ms) {
                opening.until_ms = more.until_ms;
            }
            Some(opening)
        })
    }

    /// The openings of a day, in order, without those that the clocks skip.
    fn of_day<'z>(&'z self, date: Date, zone: &'z impl Zone) -> impl Iterator<Item = Opening> + 'z {
        let intervals = self.on(date).intervals.iter();
        intervals
            .map(move |interval| Opening {
                from_ms: instant_ms(date, interval.from_min, zone),
                until_ms: instant_ms(date, interval.until_min, zone),
            })
            .filter(|opening| opening.from_ms < opening.until_ms)
    }
}

/// The instant of a minute of a day, the last one being the first of the next day.
fn instant_ms(date: Date, minute: u16, zone: &impl Zone) -> i64 {
    match date.plus_days(1) {
        Some(next) if minute >= 1_440 => midnight(next, zone),
        _ => zone.instant_ms(LocalTime { date, minute }),
    }
}

fn midnight(date: Date, zone: &impl Zone) -> i64 {
    zone.instant_ms(LocalTime { date, minute: 0 })
}

/// An end as people write it: midnight belongs to the day that it ends.
fn end_of(time: LocalTime) -> LocalTime {
    match time.date.plus_days(-1) {
        Some(date) if time.minute == 0 => LocalTime {
            date,
            minute: 1_440,
        },
        _ => time,
    }
}
