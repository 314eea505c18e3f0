//! The coming weeks, drawn from what is edited and compared with what is saved.

use juttu_shared::rules::date::{Date, Weekday};
use juttu_shared::rules::hours::{Interval, Schedule, Why};

/// A day of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDay {
    /// Which day.
    pub date: Date,
    /// Its hours; empty when it is closed.
    pub hours: Vec<Interval>,
    /// Why they are these.
    pub why: DayWhy,
    /// Whether what is edited makes another day of it than what is saved.
    pub changes: bool,
    /// Whether it is over.
    pub is_past: bool,
    /// Whether it is today.
    pub is_today: bool,
}

/// Why a day has its hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayWhy {
    /// Its day of the week has them.
    Usual,
    /// It is a closing day, by its key.
    Holiday(&'static str),
    /// An exception, by its place in the plan.
    Exception(usize),
}

/// So many weeks from Monday of this one. A day that is over stays as it was.
pub fn weeks(saved: &Schedule, edited: &Schedule, today: Date, count: u8) -> Vec<Vec<CalendarDay>> {
    let Some(monday) = monday_of(today) else {
        return Vec::new();
    };
    let day = |days: i32| {
        let date = monday.plus_days(days)?;
        let is_past = date < today;
        let (was, is) = (saved.on(date), edited.on(date));
        let intervals = if is_past { was.intervals } else { is.intervals };
        // A closing day that is left open by the usual hours is told from a closed one by them.
        let why = match is.why {
            Why::Usual => DayWhy::Usual,
            Why::Holiday(holiday) => DayWhy::Holiday(holiday.key()),
            Why::Exception(index) => DayWhy::Exception(index),
        };
        Some(CalendarDay {
            date,
            hours: intervals.to_vec(),
            why,
            changes: was.intervals != intervals,
            is_past,
            is_today: date == today,
        })
    };
    (0..i32::from(count))
        .map(|week| (0..7).filter_map(|index| day(week * 7 + index)).collect())
        .collect()
}

/// The usual week as residents read it: the days that have the same hours together, in the order of
/// the week; days without hours are left out.
pub fn chat_hours(schedule: &Schedule) -> Vec<(Vec<Weekday>, Vec<Interval>)> {
    let mut groups: Vec<(Vec<Weekday>, Vec<Interval>)> = Vec::new();
    for (day, hours) in Weekday::ALL.into_iter().zip(&schedule.week) {
        if hours.is_empty() {
            continue;
        }
        match groups.iter_mut().find(|(_, same)| same == hours) {
            Some((days, _)) => days.push(day),
            None => groups.push((vec![day], hours.clone())),
        }
    }
    groups
}

fn monday_of(date: Date) -> Option<Date> {
    let since = Weekday::ALL.iter().position(|day| *day == date.weekday())?;
    date.plus_days(-i32::try_from(since).ok()?)
}
