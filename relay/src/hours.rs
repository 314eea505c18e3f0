//! When a service is open, by the clocks of its place.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone};
use juttu_shared::rules::date::{Date, LocalTime};
use juttu_shared::rules::hours::{Standing, Zone};

use crate::config::Service;

/// The clocks of a time zone, as the rules ask for them.
#[derive(Clone, Copy, Debug)]
pub struct Clocks<'z>(pub &'z TimeZone);

impl Zone for Clocks<'_> {
    fn local_at(&self, at_ms: i64) -> LocalTime {
        let at = Timestamp::from_millisecond(at_ms).unwrap_or(match at_ms {
            ..0 => Timestamp::MIN,
            _ => Timestamp::MAX,
        });
        let shown = self.0.to_datetime(at);
        let date = date_of(shown.date());
        let minute = i32::from(shown.hour()) * 60 + i32::from(shown.minute());
        LocalTime {
            date,
            minute: u16::try_from(minute).unwrap_or_default(),
        }
    }

    fn instant_ms(&self, time: LocalTime) -> i64 {
        let shown = civil_of(time);
        let ambiguous = self.0.to_ambiguous_timestamp(shown);
        let at = match ambiguous.offset() {
            // Twice: the first time.
            AmbiguousOffset::Unambiguous { offset }
            | AmbiguousOffset::Fold { before: offset, .. } => offset.to_timestamp(shown).ok(),
            // Never: the clocks skip it at the change that comes after the instant which it would
            // be if there were none.
            AmbiguousOffset::Gap { after, .. } => {
                let before_change = after.to_timestamp(shown).ok();
                before_change
                    .and_then(|at| self.0.following(at).next().map(|change| change.timestamp()))
            }
        };
        at.unwrap_or(Timestamp::MAX).as_millisecond()
    }
}

impl Service {
    /// What the hours say of an instant, in milliseconds since 1970 UTC.
    pub fn standing(&self, now_ms: i64) -> Standing {
        self.schedule.standing(now_ms, &Clocks(&self.time_zone))
    }

    /// By when a contact request left now is answered: in the service's own time, and in
    /// milliseconds since 1970 UTC. None when the service promises nothing, or has no such day
    /// within a year.
    pub fn answer_by(&self, now_ms: i64) -> Option<(LocalTime, i64)> {
        let days = self.times.answer_within_open_days?;
        let clocks = Clocks(&self.time_zone);
        self.schedule.end_of_open_day(now_ms, days, &clocks)
    }

    /// When the day of an instant began in the service's own time, in milliseconds since 1970 UTC.
    pub fn day_began_ms(&self, now_ms: i64) -> i64 {
        let clocks = Clocks(&self.time_zone);
        clocks.instant_ms(LocalTime {
            date: clocks.local_at(now_ms).date,
            minute: 0,
        })
    }

    /// The day and the time that the service's clocks show at an instant.
    pub fn local_at(&self, at_ms: i64) -> LocalTime {
        Clocks(&self.time_zone).local_at(at_ms)
    }
}

/// A day as the rules know it. Years before the calendar's first are its first.
fn date_of(date: civil::Date) -> Date {
    let part = |part: i8| u8::try_from(part).unwrap_or_default();
    u16::try_from(date.year())
        .ok()
        .and_then(|year| Date::new(year, part(date.month()), part(date.day())))
        .unwrap_or(Date::MIN)
}

fn civil_of(time: LocalTime) -> civil::DateTime {
    let part = |part: u8| i8::try_from(part).unwrap_or_default();
    let (date, minute) = match time.date.plus_days(1) {
        Some(next) if time.minute >= 1_440 => (next, 0),
        _ => (time.date, time.minute),
    };
    let year = i16::try_from(date.year()).unwrap_or(i16::MAX);
    civil::DateTime::new(
        year,
        part(date.month()),
        part(date.day()),
        i8::try_from(minute / 60).unwrap_or_default(),
        i8::try_from(minute % 60).unwrap_or_default(),
        0,
        0,
    )
    .unwrap_or(civil::DateTime::MAX)
}
