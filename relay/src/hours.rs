//! When a service is open, by the clocks of its place.

mod remembered;

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone};
use juttu_shared::rules::date::{Date, LocalTime};
use juttu_shared::rules::hours::{Standing, Zone};

use crate::config::Service;

pub use remembered::Remembered;

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
        if let Some(known) = self.remembered.at(now_ms) {
            return known;
        }
        let clocks = Clocks(&self.time_zone);
        let standing = self.schedule.standing(now_ms, &clocks);
        // How far is looked ahead and back is counted in days.
        let tomorrow = clocks.local_at(now_ms).date.plus_days(1);
        let day_ends_ms = tomorrow.map_or(now_ms, |date| {
            clocks.instant_ms(LocalTime { date, minute: 0 })
        });
        let changes_at_ms = standing.changes_at_ms.unwrap_or(day_ends_ms);
        self.remembered
            .keep(now_ms, changes_at_ms.min(day_ends_ms), standing);
        standing
    }

    /// By when a contact request left now is answered: in the service's own time, and in
    /// milliseconds since 1970 UTC. None when the service promises nothing, or has no such day
    /// within a year.
    pub fn answer_by(&self, now_ms: i64) -> Option<(LocalTime, i64)> {
        let days = self.times.answer_within_open_days?;
        let clocks = Clocks(&self.time_zone);
        self.schedule.end_of_open_day(now_ms, days, &clocks)
    }

    /// How it is said by when an answer is promised: a day ends at 24:00, as the first time.
    pub fn promise_at(&self, by_ms: i64) -> LocalTime {
        let local = self.local_at(by_ms);
        let end_of_day = |before| LocalTime {
            date: before,
            minute: 1_440,
        };
        match local.minute {
            0 => local.date.plus_days(-1).map_or(local, end_of_day),
            _ => local,
        }
    }

    /// When the day of an instant began in the service's own time, in milliseconds since 1970 UTC.
    pub fn day_began_ms(&self, now_ms: i64) -> i64 {
        let clocks = Clocks(&self.time_zone);
        clocks.instant_ms(LocalTime {
            date: clocks.local_at(now_ms).date,
            minute: 0,
        })
    }

    /// How far the service's clocks are ahead of UTC at an instant, in minutes.
    pub fn offset_min(&self, at_ms: i64) -> i32 {
        let at = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
        self.time_zone.to_offset(at).seconds() / 60
    }

    /// The day and the time that the service's clocks show at an instant.
    pub fn local_at(&self, at_ms: i64) -> LocalTime {
        Clocks(&self.time_zone).local_at(at_ms)
    }
}

/// The year and the month of an instant in UTC, where no place's clocks count.
pub fn utc_month(at_ms: i64) -> (u32, u32) {
    let date = Clocks(&TimeZone::UTC).local_at(at_ms).date;
    (date.year().into(), date.month().into())
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

#[cfg(test)]
mod tests {
    use juttu_shared::id::ServiceId;
    use juttu_shared::rules::hours::{Holiday, Interval, Schedule};
    use proptest::prelude::*;

    use super::*;
    use crate::config::{Config, Sources};

    fn zone(name: &str) -> TimeZone {
        TimeZone::get(name).unwrap()
    }

    fn ms(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_millisecond()
    }

    fn local(text: &str) -> LocalTime {
        LocalTime::parse(text).unwrap()
    }

    fn sundays(hours: &str) -> Schedule {
        let mut schedule = Schedule::default();
        schedule.week[6] = vec![Interval::parse(hours).unwrap()];
        schedule
    }

    fn demo(id: &str) -> Service {
        let sources = Sources {
            demo: true,
            ..Sources::default()
        };
        let config = Config::read(&sources).unwrap();
        config
            .as_written(&ServiceId(id.to_owned()))
            .unwrap()
            .clone()
    }

    #[test]
    fn the_clocks_of_helsinki_change_twice_in_2027() {
        let helsinki = zone("Europe/Helsinki");
        let clocks = Clocks(&helsinki);
        let spring = ms("2027-03-28T01:00:00Z");
        assert_eq!(clocks.local_at(spring - 1), local("2027-03-28T02:59"));
        assert_eq!(clocks.local_at(spring), local("2027-03-28T04:00"));
        for skipped in ["03:00", "03:30", "04:00"] {
            let time = local(&format!("2027-03-28T{skipped}"));
            assert_eq!(clocks.instant_ms(time), spring, "{skipped}");
        }
        let autumn = ms("2027-10-31T01:00:00Z");
        assert_eq!(clocks.local_at(autumn - 1), local("2027-10-31T03:59"));
        assert_eq!(clocks.local_at(autumn), local("2027-10-31T03:00"));
        // What they show twice, they show for the first time before the change.
        let half_past = clocks.instant_ms(local("2027-10-31T03:30"));
        assert_eq!(half_past, ms("2027-10-31T00:30:00Z"));
        assert_eq!(
            clocks.instant_ms(local("2027-10-31T04:00")),
            ms("2027-10-31T02:00:00Z")
        );
        assert_eq!(
            clocks.instant_ms(local("2027-10-31T24:00")),
            ms("2027-10-31T22:00:00Z")
        );
    }

    #[test]
    fn hours_over_a_change_are_as_long_as_they_are() {
        let helsinki = zone("Europe/Helsinki");
        let clocks = Clocks(&helsinki);
        let length_ms = |schedule: &Schedule, date: &str| {
            let opens_ms = schedule
                .standing(ms(&format!("{date}T20:00:00Z")), &clocks)
                .changes_at_ms
                .unwrap();
            let standing = schedule.standing(opens_ms, &clocks);
            standing.changes_at_ms.unwrap() - opens_ms
        };
        let hour_ms = 3_600_000;
        let night = sundays("2:00-5:00");
        assert_eq!(length_ms(&night, "2027-03-27"), 2 * hour_ms);
        assert_eq!(length_ms(&night, "2027-10-30"), 4 * hour_ms);
        assert_eq!(length_ms(&night, "2027-10-23"), 3 * hour_ms);
        // An hour that the clocks skip is none: the next opening is a week later.
        let skipped = sundays("3:00-4:00").standing(ms("2027-03-27T20:00:00Z"), &clocks);
        assert_eq!(skipped.opens, Some(local("2027-04-04T03:00")));
        // Office hours on the days around a change are told in the clocks of the place.
        let office = sundays("9:00-15:00");
        for (evening, opens) in [
            ("2027-03-27T20:00:00Z", "2027-03-28T06:00:00Z"),
            ("2027-10-30T20:00:00Z", "2027-10-31T07:00:00Z"),
        ] {
            let standing = office.standing(ms(evening), &clocks);
            assert_eq!(standing.changes_at_ms, Some(ms(opens)));
        }
    }

    #[test]
    fn places_that_skip_midnight_or_a_whole_day_have_their_hours_all_the_same() {
        // In São Paulo summer time began at midnight: 4 November 2018 began at 1:00.
        let sao_paulo = zone("America/Sao_Paulo");
        let clocks = Clocks(&sao_paulo);
        let night = sundays("0:00-2:00").standing(ms("2018-11-03T12:00:00Z"), &clocks);
        assert_eq!(night.opens, Some(local("2018-11-04T01:00")));
        // In Samoa there was no 30 December 2011, a Friday.
        let apia = zone("Pacific/Apia");
        let clocks = Clocks(&apia);
        let mut fridays = Schedule::default();
        fridays.week[4] = vec![Interval::parse("9:00-15:00").unwrap()];
        let standing = fridays.standing(ms("2011-12-30T00:00:00Z"), &clocks);
        assert_eq!(standing.opens, Some(local("2012-01-06T09:00")));
    }

    #[test]
    fn what_is_remembered_is_what_the_hours_say() {
        let mut service = demo("perhekeskus");
        let mut moments = vec![ms("2027-03-24T22:00:00Z")];
        // Over weekends, closing days and a change of the clocks, and to and fro.
        while moments.len() < 300 {
            let last_ms = moments.last().copied().unwrap();
            moments.push(last_ms + 47 * 60_000 + 7);
            if moments.len().is_multiple_of(50) {
                moments.push(last_ms - 90 * 60_000);
            }
        }
        for never in [false, true] {
            if never {
                service = service.clone();
                service.schedule = Schedule::default();
                moments.truncate(60);
            }
            for now_ms in &moments {
                let clocks = Clocks(&service.time_zone);
                let said = service.schedule.standing(*now_ms, &clocks);
                assert_eq!(service.standing(*now_ms), said, "{now_ms}");
            }
        }
    }

    #[test]
    fn the_demos_services_keep_the_closing_days() {
        let families = demo("perhekeskus");
        // Tuesday 5 January, 16:00; the next day is Epiphany.
        let standing = families.standing(ms("2027-01-05T14:00:00Z"));
        assert!(!standing.is_open);
        assert_eq!(standing.opens, Some(local("2027-01-07T09:00")));
        assert_eq!(standing.closed_at_ms, Some(ms("2027-01-05T13:00:00Z")));
        let adults = demo("aikuissosiaalityo");
        // Thursday 7 January, 12:30: its week ends on Thursday.
        let now_ms = ms("2027-01-07T10:30:00Z");
        assert_eq!(
            adults.standing(now_ms).closes,
            Some(local("2027-01-07T14:00"))
        );
        let promised = (local("2027-01-12T14:00"), ms("2027-01-12T12:00:00Z"));
        assert_eq!(adults.answer_by(now_ms), Some(promised));
        assert_eq!(adults.day_began_ms(now_ms), ms("2027-01-06T22:00:00Z"));
        assert_eq!(families.schedule.closed_holidays, Holiday::ALL);
    }

    proptest! {
        /// What the clocks show leads back to the instant, or to the first one that shows it.
        #[test]
        fn what_the_clocks_show_leads_back(
            minutes in 21_000_000i64..35_000_000,
            place in prop::sample::select(vec![
                "Europe/Helsinki", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia",
                "Asia/Kathmandu", "America/St_Johns", "UTC",
            ]),
        ) {
            let zone = zone(place);
            let clocks = Clocks(&zone);
            let at_ms = minutes * 60_000;
            let shown = clocks.local_at(at_ms);
            let first_ms = clocks.instant_ms(shown);
            prop_assert!(first_ms <= at_ms);
            prop_assert_eq!(clocks.local_at(first_ms), shown);
            // An hour at most is shown twice; nothing else ever is.
            prop_assert!(at_ms - first_ms <= 3_600_000);
        }

        /// A later time never comes earlier.
        #[test]
        fn instants_are_in_the_order_of_the_times(day in 18_000i32..24_000, minute in 0u16..1_440) {
            let helsinki = zone("Europe/Helsinki");
            let clocks = Clocks(&helsinki);
            let date = Date::parse("1970-01-01").unwrap().plus_days(day).unwrap();
            let now = clocks.instant_ms(LocalTime { date, minute });
            let later = clocks.instant_ms(LocalTime { date, minute: minute + 1 });
            prop_assert!(now <= later);
        }
    }
}
