//! A time that is open, as it is written into two fields.

use juttu_shared::limits::INTERVALS_PER_DAY;
use juttu_shared::rules::hours::{Impossible, Interval, minute_of_day};
use juttu_shared::rules::plan::Wrong;

/// A time that is open, as it stands in its two fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Tells it from others while it is on the screen.
    pub id: u64,
    /// When it begins.
    pub from: String,
    /// When it ends.
    pub until: String,
    /// Whether it is time to say what is wrong with it.
    pub is_checked: bool,
}

/// One of its two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// When it begins.
    From,
    /// When it ends.
    Until,
}

/// What is wrong with one of the fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpanFault {
    /// Of which span.
    pub id: u64,
    /// In which field.
    pub edge: Edge,
    /// What.
    pub why: Wrong,
}

impl Span {
    /// The span of a plan's interval; what can't be read stands in the first field as it is.
    pub fn of(id: u64, written: &str) -> Self {
        let (from, until) = match Interval::parse(written) {
            Ok(interval) => (
                clock_text(interval.from_min),
                clock_text(interval.until_min),
            ),
            Err(_) => (written.to_owned(), String::new()),
        };
        Self {
            id,
            from,
            until,
            is_checked: false,
        }
    }

    /// As the plan writes it.
    pub fn written(&self) -> String {
        match (minute_of(&self.from), minute_of(&self.until)) {
            // Two times in the wrong order are two times all the same: the order is what is wrong.
            (Ok(from_min), Ok(until_min)) => written(Interval {
                from_min,
                until_min,
            }),
            _ => [self.from.as_str(), "-", self.until.as_str()].concat(),
        }
    }

    /// What the fields say.
    pub fn interval(&self) -> Result<Interval, SpanFault> {
        let fault = |edge, why| SpanFault {
            id: self.id,
            edge,
            why,
        };
        let from_min = minute_of(&self.from).map_err(|why| fault(Edge::From, why))?;
        let until_min = minute_of(&self.until).map_err(|why| fault(Edge::Until, why))?;
        if from_min < until_min {
            Ok(Interval {
                from_min,
                until_min,
            })
        } else {
            Err(fault(Edge::Until, Wrong::Order))
        }
    }
}

/// What is wrong with the times of one day. They may be written in any order.
pub(super) fn faults(spans: &[Span]) -> Vec<SpanFault> {
    let read: Vec<_> = spans
        .iter()
        .map(|span| (span.id, span.interval()))
        .collect();
    let mut faults: Vec<_> = read.iter().filter_map(|(_, it)| it.err()).collect();
    let mut good: Vec<_> = read
        .iter()
        .filter_map(|(id, it)| Some((*id, (*it).ok()?)))
        .collect();
    good.sort_by_key(|(_, interval)| interval.from_min);
    let fault = |id, why| SpanFault {
        id,
        edge: Edge::From,
        why,
    };
    for ((_, before), (id, after)) in good.iter().zip(good.iter().skip(1)) {
        if before.until_min >= after.from_min {
            faults.push(fault(*id, Wrong::Overlap));
        }
    }
    if let Some(span) = spans.get(INTERVALS_PER_DAY) {
        faults.push(fault(span.id, Wrong::TooMany));
    }
    faults
}

/// The times of one day as the plan writes them: in order, when they can be.
pub(super) fn all_written(spans: &[Span]) -> Vec<String> {
    let mut spans: Vec<&Span> = spans.iter().collect();
    if spans.iter().all(|span| span.interval().is_ok()) {
        spans.sort_by_key(|span| span.interval().map_or(0, |interval| interval.from_min));
    }
    spans.iter().map(|span| span.written()).collect()
}

/// A time of day as it stands in a field: `9.00`.
pub fn clock_text(minute: u16) -> String {
    with_point(minute, ".")
}

fn written(interval: Interval) -> String {
    let clock = |minute| with_point(minute, ":");
    [clock(interval.from_min), clock(interval.until_min)].join("-")
}

fn with_point(minute: u16, point: &str) -> String {
    let past = minute % 60;
    let zero = if past < 10 { "0" } else { "" };
    [&(minute / 60).to_string(), point, zero, &past.to_string()].concat()
}

/// Reads what people write: `9`, `9.30`, `9:30`.
fn minute_of(text: &str) -> Result<u16, Wrong> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Wrong::Missing);
    }
    let text = text.replace('.', ":");
    let whole = match text.split_once(':') {
        // `9.3` may be meant as 9.03 or as 9.30.
        Some((_, minutes)) if minutes.len() == 1 => return Err(Wrong::Form),
        Some(_) => text,
        None => [text.as_str(), ":00"].concat(),
    };
    minute_of_day(&whole).map_err(|why| match why {
        Impossible::Time => Wrong::Time,
        Impossible::Form | Impossible::Order | Impossible::Overlap => Wrong::Form,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, until: &str) -> Span {
        Span {
            id: 1,
            from: from.into(),
            until: until.into(),
            is_checked: false,
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (from, until) in [("9", "11"), ("9.00", "11.00"), ("09:00", " 11:00 ")] {
            assert_eq!(span(from, until).written(), "9:00-11:00");
        }
        assert_eq!(span("0", "24").written(), "0:00-24:00");
        assert_eq!(
            span("12", "10").written(),
            "12:00-10:00",
            "the order is said to be wrong"
        );
    }

    #[test]
    fn a_fault_stands_at_its_field() {
        for (from, until, edge, why) in [
            ("", "11", Edge::From, Wrong::Missing),
            ("9", "", Edge::Until, Wrong::Missing),
            ("9.3", "11", Edge::From, Wrong::Form),
            ("yhdeksän", "11", Edge::From, Wrong::Form),
            ("9", "25", Edge::Until, Wrong::Time),
            ("11", "9", Edge::Until, Wrong::Order),
            ("9", "9", Edge::Until, Wrong::Order),
        ] {
            let fault = span(from, until).interval().unwrap_err();
            assert_eq!((fault.edge, fault.why), (edge, why), "{from}-{until}");
        }
    }

    #[test]
    fn times_in_the_wrong_order_are_put_in_order_and_those_that_touch_are_not_kept() {
        let (mut late, early) = (span("12", "14"), span("9", "11"));
        late.id = 2;
        let both = [late.clone(), early];
        assert_eq!(faults(&both), []);
        assert_eq!(all_written(&both), ["9:00-11:00", "12:00-14:00"]);
        let touching = [span("9", "12"), late];
        let [fault] = faults(&touching)[..] else {
            panic!("one fault")
        };
        assert_eq!((fault.id, fault.why), (2, Wrong::Overlap));
    }

    #[test]
    fn what_a_plan_writes_comes_back_the_same() {
        for text in ["9:00-11:00", "12:30-14:05", "0:00-24:00"] {
            assert_eq!(Span::of(1, text).written(), text);
        }
        assert_eq!(Span::of(1, "09:00-11:00").written(), "9:00-11:00");
    }
}
