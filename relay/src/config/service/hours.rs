//! When a service is open: `hours`, `open_holidays` and `exceptions`.

use juttu_shared::rules::date::Date;
use juttu_shared::rules::hours::{self, Exception, Holiday, Impossible, Interval, Schedule};
use juttu_shared::texts::Language;

use super::Texts;
use super::words::{check_name, texts};
use crate::config::read::{Section, Written, instead};

const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The schedule, and why each of its exceptions is.
pub(super) fn schedule(
    section: &mut Section<'_>,
    languages: &[Language],
) -> (Schedule, Vec<Texts>) {
    let week = week(section.section("hours"));
    let open = open_holidays(section);
    let closed = Holiday::ALL.iter().filter(|it| !open.contains(it));
    let (exceptions, reasons) = exceptions(section.section("exceptions"), languages);
    let schedule = Schedule {
        week,
        closed_holidays: closed.copied().collect(),
        exceptions,
    };
    (schedule, reasons)
}

/// The closing days that the service does not keep.
fn open_holidays(section: &mut Section<'_>) -> Vec<Holiday> {
    let mut open = Vec::new();
    for Written { place, text } in section.texts("open_holidays") {
        match Holiday::of_key(&text) {
            Some(holiday) => open.push(holiday),
            None => {
                let known: Vec<_> = Holiday::ALL.iter().map(|it| it.key()).collect();
                let words = format!(
                    "\"{text}\" in {} is no closing day; {}",
                    section.path_of("open_holidays"),
                    instead(&text, &known)
                );
                section.complain(&place, words);
            }
        }
    }
    open
}

fn exceptions(mut all: Section<'_>, languages: &[Language]) -> (Vec<Exception>, Vec<Texts>) {
    let mut exceptions: Vec<(String, Exception)> = Vec::new();
    let mut reasons = Vec::new();
    for (name, mut section) in all.every_section() {
        check_name(&section, &name);
        let days = days(&mut section);
        let intervals = intervals(&mut section, "hours");
        let reason = texts(&mut section, "reason", languages);
        if let Some((from, until)) = days {
            let other = exceptions
                .iter()
                .find(|(_, other)| from <= other.until && other.from <= until);
            if let Some((other, _)) = other {
                let words = format!(
                    "[{}] has a day of the exception `{other}`; a day has one exception: let one \
                     end before the other begins",
                    section.path
                );
                section.complain(&section.place, words);
            }
            let exception = Exception {
                from,
                until,
                intervals,
                reason: reasons.len(),
            };
            exceptions.push((name, exception));
            reasons.push(reason);
        }
        section.finish();
    }
    let exceptions = exceptions.into_iter().map(|(_, exception)| exception);
    (exceptions.collect(), reasons)
}

/// `from` and `until`, which is the same day when it is left out.
pub(super) fn days(section: &mut Section<'_>) -> Option<(Date, Date)> {
    let Some((_, from)) = section.date("from") else {
        let words = format!(
            "{} is missing; write from = 2027-01-07, and until = … when it is more than that day",
            section.path_of("from")
        );
        section.complain(&section.place, words);
        section.date("until");
        return None;
    };
    let Some((place, until)) = section.date("until") else {
        return from.map(|from| (from, from));
    };
    let (from, until) = (from?, until?);
    if until < from {
        let words = format!(
            "{} is before from; write the earlier day as from",
            section.path_of("until")
        );
        section.complain(&place, words);
        return None;
    }
    Some((from, until))
}

fn week(mut section: Section<'_>) -> [Vec<Interval>; 7] {
    let mut any = false;
    let week = DAYS.map(|day| {
        any |= section.has(day);
        intervals(&mut section, day)
    });
    if !any {
        let words = format!(
            "{} is missing; write [{}] and under it each day that is open, such as \
             monday = [\"9:00-11:00\", \"12:00-15:00\"]",
            section.path, section.path
        );
        section.complain(&section.place, words);
    }
    section.finish();
    week
}

/// The intervals of a day, in order.
fn intervals(section: &mut Section<'_>, day: &'static str) -> Vec<Interval> {
    let mut intervals = Vec::new();
    let mut last = None;
    for Written { place, text } in section.texts(day) {
        match Interval::parse(&text) {
            Ok(interval) => intervals.push(interval),
            Err(why) => {
                let words = format!("\"{text}\" in {} {}", section.path_of(day), reason(why));
                section.complain(&place, words);
            }
        }
        last = Some(place);
    }
    if let (Err(why), Some(place)) = (hours::day(&intervals), last) {
        section.complain(&place, format!("{} {}", section.path_of(day), reason(why)));
    }
    intervals
}

fn reason(why: Impossible) -> &'static str {
    match why {
        Impossible::Form => "is not from when until when; write such as \"9:00-15:00\"",
        Impossible::Time => "has no such time of day; write from 0:00 to 24:00",
        Impossible::Order => {
            "ends before it begins; write the earlier time first, and split a night over two days"
        }
        Impossible::Overlap => {
            "has intervals that overlap, touch or stand in the wrong order; join them or put them in order"
        }
    }
}
