//! The hours of a service as a supervisor edits them, and whether they can be kept.
//!
//! The same question is asked by the desk before it sends them and by the relay before it keeps them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::date::Date;
use super::hours::{self, Exception, Holiday, Impossible, Interval, Schedule};
use super::text::clean_at_most;
use crate::limits::{ANNOUNCEMENT_CHARS, EXCEPTIONS_PER_SERVICE, INTERVALS_PER_DAY};
use crate::refusal::Refusal;

/// Words by the tag of their language.
pub type Words = BTreeMap<String, String>;

/// When a service is open, and what it announces.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The usual week, Monday first: intervals such as `12:00-14:00`.
    pub week: [Vec<String>; 7],
    /// The closing days that are kept, by their keys (see [`Holiday::key`]).
    pub closed_holidays: Vec<String>,
    /// What differs on certain days.
    pub exceptions: Vec<PlanException>,
    /// What is announced on certain days.
    pub announcements: Vec<PlanAnnouncement>,
}

/// Hours of certain days, instead of the usual ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanException {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// The hours of each of these days; empty when they are closed.
    pub hours: Vec<String>,
    /// Why, as residents read it.
    pub reason: Words,
}

/// Something announced on certain days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanAnnouncement {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// What residents read.
    pub text: Words,
}

/// Something in a plan that can't be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// In which part.
    pub part: Part,
    /// Which of the part, from 0: the weekday from Monday, the exception, the announcement.
    pub index: usize,
    /// In which language, of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What is wrong.
    pub why: Wrong,
}

/// A part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// The usual week.
    Week,
    /// The closing days.
    Holidays,
    /// The exceptions.
    Exceptions,
    /// The announcements.
    Announcements,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrong {
    /// Not of the form `12:00-14:00`.
    Form,
    /// No such time of day.
    Time,
    /// An interval ends before it begins, or the last day is before the first.
    Order,
    /// Intervals of a day overlap or touch, or two exceptions have the same day.
    Overlap,
    /// A text is missing.
    Missing,
    /// A text is longer than [`ANNOUNCEMENT_CHARS`].
    TooLong,
    /// There are more than there may be.
    TooMany,
    /// There is no such closing day, or no such language.
    Unknown,
}

impl Plan {
    /// The plan's schedule, when all of it can be kept in a service of these languages: the reason of
    /// each exception is its place among [`Plan::exceptions`].
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn schedule(&self, languages: &[String]) -> Result<Schedule, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut index = 0;
        let week = self.week.each_ref().map(|day| {
            let intervals = intervals(day, |why| faults.push(fault(Part::Week, index, why)));
            index += 1;
            intervals
        });
        let closed_holidays = self.holidays(&mut faults);
        let exceptions = self.exceptions(languages, &mut faults);
        if self.announcements.len() > EXCEPTIONS_PER_SERVICE {
            faults.push(fault(Part::Announcements, 0, Wrong::TooMany));
        }
        for (index, announcement) in self.announcements.iter().enumerate() {
            if announcement.until < announcement.from {
                faults.push(fault(Part::Announcements, index, Wrong::Order));
            }
            let part = Part::Announcements;
            check_words(&announcement.text, languages, part, index, &mut faults);
        }
        if faults.is_empty() {
            Ok(Schedule {
                week,
                closed_holidays,
                exceptions,
            })
        } else {
            Err(faults)
        }
    }

    fn holidays(&self, faults: &mut Vec<Fault>) -> Vec<Holiday> {
        let mut kept = Vec::new();
        for (index, key) in self.closed_holidays.iter().enumerate() {
            match Holiday::of_key(key) {
                Some(holiday) if kept.contains(&holiday) => {}
                Some(holiday) => kept.push(holiday),
                None => faults.push(fault(Part::Holidays, index, Wrong::Unknown)),
            }
        }
        kept
    }

    fn exceptions(&self, languages: &[String], faults: &mut Vec<Fault>) -> Vec<Exception> {
        let part = Part::Exceptions;
        if self.exceptions.len() > EXCEPTIONS_PER_SERVICE {
            faults.push(fault(part, 0, Wrong::TooMany));
            return Vec::new();
        }
        let mut exceptions: Vec<Exception> = Vec::new();
        for (index, written) in self.exceptions.iter().enumerate() {
            let intervals = intervals(&written.hours, |why| faults.push(fault(part, index, why)));
            check_words(&written.reason, languages, part, index, faults);
            let (from, until) = (written.from, written.until);
            if until < from {
                faults.push(fault(part, index, Wrong::Order));
            }
            let meets = |other: &Exception| from <= other.until && other.from <= until;
            if exceptions.iter().any(meets) {
                faults.push(fault(part, index, Wrong::Overlap));
            }
            exceptions.push(Exception {
                from,
                until,
                intervals,
                reason: index,
            });
        }
        exceptions
    }
}

fn fault(part: Part, index: usize, why: Wrong) -> Fault {
    Fault {
        part,
        index,
        language: None,
        why,
    }
}

fn intervals(written: &[String], mut complain: impl FnMut(Wrong)) -> Vec<Interval> {
    if written.len() > INTERVALS_PER_DAY {
        complain(Wrong::TooMany);
        return Vec::new();
    }
    let mut intervals = Vec::with_capacity(written.len());
    for text in written {
        match Interval::parse(text) {
            Ok(interval) => intervals.push(interval),
            Err(why) => complain(wrong(why)),
        }
    }
    if let Err(why) = hours::day(&intervals) {
        complain(wrong(why));
    }
    intervals
}

fn wrong(why: Impossible) -> Wrong {
    match why {
        Impossible::Form => Wrong::Form,
        Impossible::Time => Wrong::Time,
        Impossible::Order => Wrong::Order,
        Impossible::Overlap => Wrong::Overlap,
    }
}

fn check_words(
    words: &Words,
    languages: &[String],
    part: Part,
    index: usize,
    faults: &mut Vec<Fault>,
) {
    let known: BTreeSet<&String> = languages.iter().chain(words.keys()).collect();
    for language in known {
        let text = words.get(language).map(String::as_str).unwrap_or_default();
        let why = match clean_at_most(text, ANNOUNCEMENT_CHARS) {
            _ if !languages.contains(language) => Wrong::Unknown,
            Ok(_) => continue,
            Err(Refusal::TextTooLong) => Wrong::TooLong,
            Err(_) => Wrong::Missing,
        };
        faults.push(Fault {
            language: Some(language.clone()),
            ..fault(part, index, why)
        });
    }
}

#[cfg(test)]
mod tests;
