//! Opening hours: when a service is open, and when that changes.
//!
//! A [`Schedule`] says what holds on a day, without knowing time zones: an exception wins over a
//! closing day, a closing day over the week. [`Schedule::standing`] says what holds at an instant,
//! with a [`Zone`] that the relay hands in.

mod holiday;
mod interval;
mod opening;

pub use holiday::Holiday;
pub use interval::{Impossible, Interval, day, minute_of_day};
pub use opening::{Standing, Zone};

use super::date::{Date, Weekday};

/// When a service is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// The usual week, Monday first: intervals in order, none touching the next.
    pub week: [Vec<Interval>; 7],
    /// The closing days that it keeps.
    pub closed_holidays: Vec<Holiday>,
    /// What differs on certain days. None of them has a day of another.
    pub exceptions: Vec<Exception>,
}

/// Hours of certain days, instead of the usual ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The hours of each of these days; empty when they are closed.
    pub intervals: Vec<Interval>,
    /// Names the words that say why; whoever made the schedule knows them.
    pub reason: usize,
}

/// The hours of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours<'s> {
    /// The intervals; empty when it is closed.
    pub intervals: &'s [Interval],
    /// Why they are these.
    pub why: Why,
}

/// Why a day has its hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The day of the week has them.
    Usual,
    /// It is a closing day.
    Holiday(Holiday),
    /// An exception, with its [`Exception::reason`].
    Exception(usize),
}

impl Schedule {
    /// The hours of a day.
    pub fn on(&self, date: Date) -> Hours<'_> {
        let exception = self
            .exceptions
            .iter()
            .find(|exception| (exception.from..=exception.until).contains(&date));
        if let Some(exception) = exception {
            return Hours {
                intervals: &exception.intervals,
                why: Why::Exception(exception.reason),
            };
        }
        let holiday = Holiday::all_on(date).find(|it| self.closed_holidays.contains(it));
        match holiday {
            Some(holiday) => Hours {
                intervals: &[],
                why: Why::Holiday(holiday),
            },
            None => Hours {
                intervals: self.usually(date),
                why: Why::Usual,
            },
        }
    }

    /// The hours that a day would have if it were like any other of its week.
    pub fn usually(&self, date: Date) -> &[Interval] {
        let [
            monday,
            tuesday,
            wednesday,
            thursday,
            friday,
            saturday,
            sunday,
        ] = &self.week;
        match date.weekday() {
            Weekday::Monday => monday,
            Weekday::Tuesday => tuesday,
            Weekday::Wednesday => wednesday,
            Weekday::Thursday => thursday,
            Weekday::Friday => friday,
            Weekday::Saturday => saturday,
            Weekday::Sunday => sunday,
        }
    }

    /// Whether a day has other hours than usual.
    pub fn differs(&self, date: Date) -> bool {
        self.on(date).intervals != self.usually(date)
    }
}

#[cfg(test)]
mod tests;
