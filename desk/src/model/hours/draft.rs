//! A plan while it is edited: its times stand in fields, and may be wrong.

use std::collections::BTreeSet;

use juttu_shared::rules::plan::{Plan, PlanAnnouncement, PlanException};

use super::span::{self, Span, SpanFault};

/// A plan while it is edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The usual week, Monday first.
    pub week: [Vec<Span>; 7],
    /// The closing days that are kept, by their keys.
    pub closed_holidays: BTreeSet<String>,
    /// What differs on certain days.
    pub exceptions: Vec<PlanException>,
    /// What is announced on certain days.
    pub announcements: Vec<PlanAnnouncement>,
    last_id: u64,
}

impl Draft {
    /// The draft of a plan.
    pub fn of(plan: &Plan) -> Self {
        let mut draft = Self {
            closed_holidays: plan.closed_holidays.iter().cloned().collect(),
            exceptions: plan.exceptions.clone(),
            announcements: plan.announcements.clone(),
            ..Self::default()
        };
        for (spans, written) in draft.week.iter_mut().zip(&plan.week) {
            for text in written {
                draft.last_id += 1;
                spans.push(Span::of(draft.last_id, text));
            }
        }
        draft
    }

    /// The plan, as it would be sent: in one order, so that two that mean the same are the same.
    pub fn plan(&self) -> Plan {
        let mut exceptions = self.exceptions.clone();
        exceptions.sort_by_key(|it| it.from);
        let mut announcements = self.announcements.clone();
        announcements.sort_by_key(|it| it.from);
        Plan {
            week: self.week.each_ref().map(|spans| span::all_written(spans)),
            closed_holidays: self.closed_holidays.iter().cloned().collect(),
            exceptions,
            announcements,
        }
    }

    /// Adds an empty time to a day of the week, 0 for Monday. Its id.
    pub fn add_span(&mut self, day: usize) -> Option<u64> {
        let spans = self.week.get_mut(day)?;
        self.last_id += 1;
        spans.push(Span {
            id: self.last_id,
            from: String::new(),
            until: String::new(),
            is_checked: false,
        });
        Some(self.last_id)
    }

    /// Takes a time away.
    pub fn remove_span(&mut self, id: u64) {
        for spans in &mut self.week {
            spans.retain(|span| span.id != id);
        }
    }

    /// A time, to change.
    pub fn span_mut(&mut self, id: u64) -> Option<&mut Span> {
        self.week.iter_mut().flatten().find(|span| span.id == id)
    }

    /// It is time to say what is wrong, everywhere.
    pub fn check_all(&mut self) {
        for span in self.week.iter_mut().flatten() {
            span.is_checked = true;
        }
    }

    /// What is wrong with a day of the week, 0 for Monday.
    pub fn faults_of_day(&self, day: usize) -> Vec<SpanFault> {
        (self.week.get(day)).map_or_else(Vec::new, |spans| span::faults(spans))
    }

    /// The first field in which something is wrong.
    pub fn first_fault(&self) -> Option<SpanFault> {
        self.week
            .iter()
            .flat_map(|spans| span::faults(spans))
            .next()
    }
}

/// The same plan, written as this desk writes it.
pub fn ordered(plan: &Plan) -> Plan {
    let mut plan = Draft::of(plan).plan();
    for exception in &mut plan.exceptions {
        for hours in &mut exception.hours {
            *hours = Span::of(0, hours).written();
        }
    }
    plan
}
