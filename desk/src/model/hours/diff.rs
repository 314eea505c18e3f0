//! What differs between two plans, what two people's changes make together, and closing one day.

use std::collections::BTreeSet;

use juttu_shared::rules::date::Date;
use juttu_shared::rules::plan::{Plan, PlanAnnouncement, PlanException, Words};

/// What differs between two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A day of the week, 0 for Monday, has other hours.
    Day {
        /// Which.
        day: usize,
        /// Those it had.
        was: Vec<String>,
        /// Those it has.
        is: Vec<String>,
    },
    /// A closing day is kept now.
    Closed(String),
    /// A closing day is not kept any more.
    KeptOpen(String),
    /// Certain days have other hours now.
    Added(PlanException),
    /// Certain days have their usual hours again.
    Removed(PlanException),
    /// The same days have others, or for another reason.
    Changed(PlanException),
    /// Something is announced now.
    Announced(PlanAnnouncement),
    /// Something is announced no more.
    Unannounced(PlanAnnouncement),
}

/// A part of a plan that differs, in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Portion {
    /// A day of the week, 0 for Monday.
    Day(usize),
    /// The closing days.
    Holidays,
    /// The exceptions.
    Exceptions,
    /// The announcements.
    Announcements,
}

/// What differs, in the order of the page.
pub fn differences(before: &Plan, after: &Plan) -> Vec<Difference> {
    let days = before.week.iter().zip(&after.week).enumerate();
    let mut found: Vec<_> = days
        .filter(|(_, (was, is))| was != is)
        .map(|(day, (was, is))| Difference::Day {
            day,
            was: was.clone(),
            is: is.clone(),
        })
        .collect();
    let (was, is) = (&before.closed_holidays, &after.closed_holidays);
    found.extend(only_in(is, was).cloned().map(Difference::Closed));
    found.extend(only_in(was, is).cloned().map(Difference::KeptOpen));
    let (was, is) = (&before.exceptions, &after.exceptions);
    let has_days = |all: &[PlanException], of: &PlanException| {
        all.iter()
            .any(|it| (it.from, it.until) == (of.from, of.until))
    };
    for exception in only_in(is, was) {
        found.push(if has_days(was, exception) {
            Difference::Changed(exception.clone())
        } else {
            Difference::Added(exception.clone())
        });
    }
    let removed = only_in(was, is).filter(|exception| !has_days(is, exception));
    found.extend(removed.cloned().map(Difference::Removed));
    let (was, is) = (&before.announcements, &after.announcements);
    found.extend(only_in(is, was).cloned().map(Difference::Announced));
    found.extend(only_in(was, is).cloned().map(Difference::Unannounced));
    found
}

/// Which parts differ.
pub fn portions(before: &Plan, after: &Plan) -> Vec<Portion> {
    let differences = differences(before, after);
    let portions: BTreeSet<_> = (differences.iter())
        .map(|difference| match difference {
            Difference::Day { day, .. } => Portion::Day(*day),
            Difference::Closed(_) | Difference::KeptOpen(_) => Portion::Holidays,
            Difference::Added(_) | Difference::Removed(_) | Difference::Changed(_) => {
                Portion::Exceptions
            }
            Difference::Announced(_) | Difference::Unannounced(_) => Portion::Announcements,
        })
        .collect();
    portions.into_iter().collect()
}

/// What two people made of the same plan: theirs, with mine where I changed something.
pub fn merge(base: &Plan, mine: &Plan, theirs: &Plan) -> Plan {
    let mut merged = theirs.clone();
    for ((was, is), slot) in base.week.iter().zip(&mine.week).zip(&mut merged.week) {
        if was != is {
            slot.clone_from(is);
        }
    }
    put(
        &base.closed_holidays,
        &mine.closed_holidays,
        &mut merged.closed_holidays,
    );
    merged.closed_holidays.sort();
    put(&base.exceptions, &mine.exceptions, &mut merged.exceptions);
    merged.exceptions.sort_by_key(|it| it.from);
    put(
        &base.announcements,
        &mine.announcements,
        &mut merged.announcements,
    );
    merged.announcements.sort_by_key(|it| it.from);
    merged
}

/// Closes one day. Of an exception that holds on it, the other days stay as they are.
pub fn close_day(plan: &mut Plan, day: Date, reason: Words) {
    let mut exceptions = Vec::with_capacity(plan.exceptions.len() + 1);
    for exception in plan.exceptions.drain(..) {
        if !(exception.from..=exception.until).contains(&day) {
            exceptions.push(exception);
            continue;
        }
        if let Some(until) = day.plus_days(-1).filter(|until| *until >= exception.from) {
            exceptions.push(PlanException {
                until,
                ..exception.clone()
            });
        }
        if let Some(from) = day.plus_days(1).filter(|from| *from <= exception.until) {
            exceptions.push(PlanException { from, ..exception });
        }
    }
    exceptions.push(PlanException {
        from: day,
        until: day,
        hours: Vec::new(),
        reason,
    });
    exceptions.sort_by_key(|it| it.from);
    plan.exceptions = exceptions;
}

fn only_in<'p, T: PartialEq>(these: &'p [T], those: &'p [T]) -> impl Iterator<Item = &'p T> {
    these.iter().filter(|it| !those.contains(it))
}

/// Puts what was taken away and added between `base` and `mine` into `theirs`.
fn put<T: Clone + PartialEq>(base: &[T], mine: &[T], theirs: &mut Vec<T>) {
    theirs.retain(|it| mine.contains(it) || !base.contains(it));
    for added in only_in(mine, base) {
        if !theirs.contains(added) {
            theirs.push(added.clone());
        }
    }
}
