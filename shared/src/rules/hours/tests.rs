//! The Finnish year, and what happens on certain days. Any schedule at any minute is in `any`.

mod any;

use super::*;
use crate::rules::date::LocalTime;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// A place that is two hours ahead of UTC, and three in the summer of 2027, as Helsinki is.
struct Place;

/// 28 March 2027, 3:00 by the clocks, which go to 4:00.
const SPRING_MS: i64 = 1_806_195_600_000;
/// 31 October 2027, 4:00 by the clocks, which go to 3:00.
const AUTUMN_MS: i64 = 1_824_944_400_000;

impl Place {
    fn offset_ms(at_ms: i64) -> i64 {
        match at_ms {
            SPRING_MS..AUTUMN_MS => 3 * HOUR_MS,
            _ => 2 * HOUR_MS,
        }
    }
}

impl Zone for Place {
    fn local_at(&self, at_ms: i64) -> LocalTime {
        let shown_ms = at_ms + Self::offset_ms(at_ms);
        let days = i32::try_from(shown_ms.div_euclid(DAY_MS)).unwrap();
        LocalTime {
            date: date("1970-01-01").plus_days(days).unwrap(),
            minute: u16::try_from(shown_ms.rem_euclid(DAY_MS) / MINUTE_MS).unwrap(),
        }
    }

    /// Looks at every minute of a day and a half for the first that shows as much.
    fn instant_ms(&self, time: LocalTime) -> i64 {
        let days = i64::from(time.date.number()) - i64::from(date("1970-01-01").number());
        let early_ms = days * DAY_MS + i64::from(time.minute) * MINUTE_MS - 4 * HOUR_MS;
        (0..8 * 60)
            .map(|minutes| early_ms + minutes * MINUTE_MS)
            .find(|at_ms| self.local_at(*at_ms) >= time)
            .unwrap()
    }
}

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The first instant at which the place shows a time.
fn at(text: &str) -> i64 {
    Place.instant_ms(LocalTime::parse(text).unwrap())
}

fn local(text: &str) -> Option<LocalTime> {
    LocalTime::parse(text)
}

fn hours(text: &str) -> Vec<Interval> {
    let parts = text.split(' ').filter(|part| !part.is_empty());
    parts.map(|part| Interval::parse(part).unwrap()).collect()
}

/// The same hours on so many days from Monday on, closed on every closing day.
fn weekdays(days: usize, text: &str) -> Schedule {
    Schedule {
        week: std::array::from_fn(|day| match day {
            _ if day < days => hours(text),
            _ => Vec::new(),
        }),
        closed_holidays: Holiday::ALL.to_vec(),
        exceptions: Vec::new(),
    }
}

fn exception(from: &str, until: &str, text: &str) -> Exception {
    Exception {
        from: date(from),
        until: date(until),
        intervals: hours(text),
        reason: 0,
    }
}

fn closed_weekdays(year: u16) -> Vec<String> {
    let always = weekdays(7, "9:00-15:00");
    let first = Date::new(year, 1, 1).unwrap();
    (0..366)
        .filter_map(|day| first.plus_days(day))
        .filter(|day| {
            day.year() == year && !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
        })
        .filter(|day| always.on(*day).intervals.is_empty())
        .map(|day| day.to_string())
        .collect()
}

#[test]
fn as_many_weekdays_are_closed_as_the_calendar_says() {
    for (year, closed) in [
        (2022, 7),
        (2024, 10),
        (2025, 10),
        (2026, 9),
        (2027, 8),
        (2028, 9),
        (2029, 10),
        (2030, 10),
        (2031, 10),
        (2033, 7),
    ] {
        assert_eq!(closed_weekdays(year).len(), closed, "{year}");
    }
}

#[test]
fn the_closed_weekdays_of_2027_are_these() {
    let days = [
        "2027-01-01",
        "2027-01-06",
        "2027-03-26",
        "2027-03-29",
        "2027-05-06",
        "2027-06-25",
        "2027-12-06",
        "2027-12-24",
    ];
    assert_eq!(closed_weekdays(2027), days);
}

#[test]
fn every_closing_day_of_2026_falls_where_the_almanac_has_it() {
    let days: Vec<_> = Holiday::ALL
        .iter()
        .map(|holiday| holiday.in_year(2026).unwrap().to_string())
        .collect();
    let almanac = [
        "2026-01-01",
        "2026-01-06",
        "2026-04-03",
        "2026-04-05",
        "2026-04-06",
        "2026-05-01",
        "2026-05-14",
        "2026-05-24",
        "2026-06-19",
        "2026-06-20",
        "2026-10-31",
        "2026-12-06",
        "2026-12-24",
        "2026-12-25",
        "2026-12-26",
    ];
    assert_eq!(days, almanac);
}

#[test]
fn maundy_thursday_and_the_other_eves_are_open() {
    let schedule = weekdays(5, "9:00-15:00");
    for open in ["2027-03-25", "2027-04-30", "2027-12-31", "2027-12-27"] {
        assert!(!schedule.on(date(open)).intervals.is_empty(), "{open}");
    }
}

#[test]
fn two_closing_days_may_be_one_day() {
    let both: Vec<_> = Holiday::all_on(date("2008-05-01")).collect();
    assert_eq!(both, [Holiday::MayDay, Holiday::Ascension]);
    let mut schedule = weekdays(5, "9:00-15:00");
    schedule.closed_holidays = vec![Holiday::Ascension];
    let why = schedule.on(date("2008-05-01")).why;
    assert_eq!(why, Why::Holiday(Holiday::Ascension));
}

#[test]
fn a_closing_day_that_is_not_kept_is_a_day_like_any_other() {
    let mut schedule = weekdays(5, "9:00-15:00");
    schedule
        .closed_holidays
        .retain(|it| *it != Holiday::Epiphany);
    let epiphany = schedule.on(date("2027-01-06"));
    assert_eq!((epiphany.intervals.len(), epiphany.why), (1, Why::Usual));
}

#[test]
fn an_exception_wins_over_a_closing_day_and_a_closing_day_over_the_week() {
    let mut schedule = weekdays(5, "9:00-15:00");
    schedule.exceptions = vec![exception("2027-01-06", "2027-01-07", "10:00-11:00")];
    assert_eq!(
        schedule.on(date("2027-01-06")).intervals,
        hours("10:00-11:00")
    );
    assert_eq!(schedule.on(date("2027-01-06")).why, Why::Exception(0));
    assert_eq!(
        schedule.on(date("2027-01-07")).intervals,
        hours("10:00-11:00")
    );
    assert_eq!(schedule.on(date("2027-01-08")).why, Why::Usual);
    assert!(schedule.on(date("2027-01-01")).intervals.is_empty());
    assert!(schedule.differs(date("2027-01-01")) && schedule.differs(date("2027-01-07")));
    assert!(!schedule.differs(date("2027-01-08")) && !schedule.differs(date("2027-01-09")));
}

#[test]
fn hours_of_several_parts_open_and_close_in_turn() {
    let schedule = weekdays(5, "9:00-11:00 12:30-15:00");
    let standing = |text| schedule.standing(at(text), &Place);
    assert_eq!(
        standing("2027-01-07T08:59").opens,
        local("2027-01-07T09:00")
    );
    let morning = standing("2027-01-07T09:00");
    assert!(morning.is_open && morning.opens.is_none());
    assert_eq!(morning.closes, local("2027-01-07T11:00"));
    assert_eq!(morning.changes_at_ms, Some(at("2027-01-07T11:00")));
    let lunch = standing("2027-01-07T11:00");
    assert!(!lunch.is_open);
    assert_eq!(lunch.opens, local("2027-01-07T12:30"));
    assert_eq!(lunch.closed_at_ms, Some(at("2027-01-07T11:00")));
    assert!(standing("2027-01-07T14:59").is_open);
    let friday = standing("2027-01-08T15:00");
    assert_eq!(friday.opens, local("2027-01-11T09:00"));
}

#[test]
fn a_closure_of_weeks_is_looked_through() {
    let mut schedule = weekdays(4, "12:00-14:00");
    schedule.exceptions = vec![
        exception("2027-06-21", "2027-08-01", ""),
        exception("2027-08-02", "2027-08-03", ""),
    ];
    let standing = schedule.standing(at("2027-06-17T14:00"), &Place);
    assert_eq!(standing.opens, local("2027-08-04T12:00"));
    let long_after = schedule.standing(at("2027-07-20T12:00"), &Place);
    assert_eq!(long_after.closed_at_ms, None);
    assert_eq!(long_after.changes_at_ms, Some(at("2027-08-04T12:00")));
}

#[test]
fn a_service_without_hours_never_opens() {
    let never = Schedule::default().standing(at("2027-01-07T12:00"), &Place);
    assert_eq!(never, Standing::default());
}

#[test]
fn a_service_without_an_end_never_closes() {
    let mut always = weekdays(7, "0:00-24:00");
    always.closed_holidays.clear();
    let standing = always.standing(at("2027-01-07T12:00"), &Place);
    assert!(standing.is_open);
    assert_eq!((standing.changes_at_ms, standing.closes), (None, None));
    always.exceptions = vec![exception("2027-01-10", "2027-01-10", "0:00-20:00")];
    let standing = always.standing(at("2027-01-07T12:00"), &Place);
    assert_eq!(standing.closes, local("2027-01-10T20:00"));
}

#[test]
fn neighbouring_days_that_touch_at_midnight_are_one_opening() {
    let mut schedule = Schedule::default();
    schedule.week[3] = hours("20:00-24:00");
    schedule.week[4] = hours("0:00-2:00 22:00-24:00");
    let night = schedule.standing(at("2027-01-07T23:59"), &Place);
    assert_eq!(night.changes_at_ms, Some(at("2027-01-08T02:00")));
    assert_eq!(
        schedule.standing(at("2027-01-08T01:59"), &Place).closes,
        local("2027-01-08T02:00")
    );
    // An end at midnight belongs to the day that it ends.
    let friday = schedule.standing(at("2027-01-08T23:00"), &Place);
    assert_eq!(friday.closes, local("2027-01-08T24:00"));
    assert_eq!(friday.changes_at_ms, Some(at("2027-01-09T00:00")));
}

#[test]
fn what_the_clocks_skip_is_no_opening() {
    let mut schedule = Schedule::default();
    schedule.week[6] = hours("3:15-3:45");
    let before = schedule.standing(at("2027-03-27T12:00"), &Place);
    assert_eq!(before.opens, local("2027-04-04T03:15"));
    // What begins in it begins when it is over; what ends in it ends when it begins.
    schedule.week[6] = hours("3:30-5:00");
    let begins = schedule.standing(at("2027-03-27T12:00"), &Place);
    assert_eq!(begins.opens, local("2027-03-28T04:00"));
    assert_eq!(begins.changes_at_ms, Some(SPRING_MS));
    schedule.week[6] = hours("2:00-3:30");
    let ends = schedule.standing(at("2027-03-28T02:30"), &Place);
    assert_eq!(ends.changes_at_ms, Some(SPRING_MS));
}

#[test]
fn an_hour_that_comes_twice_is_open_twice_or_once() {
    let mut schedule = Schedule::default();
    schedule.week[6] = hours("3:00-4:00");
    let first = schedule.standing(AUTUMN_MS - HOUR_MS, &Place);
    assert!(first.is_open);
    assert_eq!(first.changes_at_ms, Some(AUTUMN_MS + HOUR_MS));
    // What ends within it ends the first time.
    schedule.week[6] = hours("3:15-3:45");
    let first = schedule.standing(AUTUMN_MS - HOUR_MS, &Place);
    assert_eq!(first.changes_at_ms, Some(AUTUMN_MS - 45 * MINUTE_MS));
    assert!(
        !schedule
            .standing(AUTUMN_MS + 20 * MINUTE_MS, &Place)
            .is_open
    );
}

#[test]
fn an_answer_is_promised_by_the_end_of_an_open_day() {
    let schedule = weekdays(4, "12:00-14:00");
    let promised = |text, days| {
        schedule
            .end_of_open_day(at(text), days, &Place)
            .map(|it| it.0)
    };
    // Tuesday evening; Wednesday is Epiphany, Thursday the last day of this service's week.
    assert_eq!(promised("2027-01-05T18:00", 1), local("2027-01-07T14:00"));
    assert_eq!(promised("2027-01-05T18:00", 2), local("2027-01-11T14:00"));
    // Today does not count, not even before it opens.
    assert_eq!(promised("2027-01-07T08:00", 1), local("2027-01-11T14:00"));
    assert_eq!(
        Schedule::default().end_of_open_day(at("2027-01-07T08:00"), 1, &Place),
        None
    );
}
