//! The page of opening hours: what is saved, what is edited, and what becomes of it.
//!
//! Plain values without a browser and without a clock: the day is the one that came with the page.

mod calendar;
mod diff;
mod draft;
mod form;
mod span;
#[cfg(test)]
mod tests;

use juttu_shared::id::ServiceId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::Date;
use juttu_shared::rules::hours::{Hours as Day, Schedule};
use juttu_shared::rules::plan::{Fault, Plan, PlanException, Words};
use juttu_shared::wire::v1::desk::{ChangeHours, HoursPage};

pub use calendar::{CalendarDay, DayWhy, chat_hours, weeks};
pub use diff::{Difference, Portion, close_day, differences, merge, portions};
pub use draft::{Draft, ordered};
pub use form::{About, Form, FormFault, Spot};
pub use span::{Edge, Span, SpanFault, clock_text};

/// The page of opening hours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hours {
    /// Of which service.
    pub service: Option<ServiceId>,
    /// Why they could not be fetched.
    pub failed: Option<Option<Refusal>>,
    /// The hours, once they are here.
    pub sheet: Option<Sheet>,
}

/// The hours of a service, as saved and as edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// What the relay has.
    pub saved: HoursPage,
    /// What is edited.
    pub draft: Draft,
    /// What is filled in for certain days.
    pub form: Option<Form>,
    /// Whether it is on its way to the relay.
    pub is_sending: bool,
    /// Why it was not kept.
    pub trouble: Option<Unsaved>,
    /// Whether it was kept a moment ago, and nothing was edited since.
    pub is_kept: bool,
}

/// Why a change was not kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Unsaved {
    /// The relay did not answer.
    Unreachable,
    /// The relay refused.
    Refused(Refusal),
    /// Something in it can't be kept.
    Impossible(Vec<Fault>),
    /// Somebody else was first: what holds now.
    Stale(Box<HoursPage>),
}

impl Hours {
    /// Takes in what the relay has. What is edited stays; when somebody has changed the hours
    /// meanwhile, both are there to choose from.
    pub fn arrived(&mut self, mut page: HoursPage) {
        if self.service.as_ref() != Some(&page.service) {
            return;
        }
        page.plan = ordered(&page.plan);
        self.failed = None;
        match &mut self.sheet {
            Some(sheet) if sheet.saved.service == page.service && sheet.is_edited() => {
                if sheet.saved.version == page.version {
                    // The names may be in another language than before.
                    sheet.saved = page;
                } else {
                    sheet.trouble = Some(Unsaved::Stale(Box::new(page)));
                }
            }
            _ => self.sheet = Some(Sheet::new(page)),
        }
    }

    /// Whether leaving would lose something.
    pub fn is_edited(&self) -> bool {
        let is_filling = |sheet: &Sheet| sheet.form.as_ref().is_some_and(|form| form.is_touched);
        (self.sheet.as_ref()).is_some_and(|sheet| sheet.is_edited() || is_filling(sheet))
    }
}

impl Sheet {
    /// The hours as they came, unedited.
    pub fn new(page: HoursPage) -> Self {
        Self {
            draft: Draft::of(&page.plan),
            saved: page,
            form: None,
            is_sending: false,
            trouble: None,
            is_kept: false,
        }
    }

    /// Whether anything differs from what is saved.
    pub fn is_edited(&self) -> bool {
        self.draft.plan() != self.saved.plan
    }

    /// Changes what is edited.
    pub fn edit(&mut self, change: impl FnOnce(&mut Draft)) {
        change(&mut self.draft);
        self.is_kept = false;
        if !matches!(self.trouble, Some(Unsaved::Stale(_))) {
            self.trouble = None;
        }
    }

    /// Takes back everything that is not saved.
    pub fn undo(&mut self) {
        self.draft = Draft::of(&self.saved.plan);
        self.trouble = None;
        self.form = None;
    }

    /// What is sent to be kept; nothing while something in it can't be.
    pub fn to_send(&mut self) -> Option<ChangeHours> {
        self.draft.check_all();
        let plan = self.draft.plan();
        match plan.schedule(&self.saved.languages) {
            Ok(_) => {
                self.trouble = None;
                Some(self.change_to(plan))
            }
            Err(faults) => {
                self.trouble = Some(Unsaved::Impossible(faults));
                None
            }
        }
    }

    /// What is sent to close one day at once, whatever else is edited and not saved.
    pub fn to_close(&self, day: Date, reason: Words) -> ChangeHours {
        let mut plan = self.saved.plan.clone();
        close_day(&mut plan, day, reason);
        self.change_to(plan)
    }

    /// The relay has kept what was sent. What was edited besides stays edited.
    pub fn kept(&mut self, mut page: HoursPage) {
        page.plan = ordered(&page.plan);
        let merged = merge(&self.saved.plan, &self.draft.plan(), &page.plan);
        if merged != self.draft.plan() {
            self.draft = Draft::of(&merged);
        }
        self.saved = page;
        self.is_sending = false;
        self.trouble = None;
        self.is_kept = true;
    }

    /// Takes what somebody else has saved, and lets go of what is edited.
    pub fn take_theirs(&mut self) {
        if let Some(Unsaved::Stale(page)) = self.trouble.take() {
            *self = Self::new(*page);
        }
    }

    /// Puts what is edited onto what somebody else has saved.
    pub fn put_onto_theirs(&mut self) {
        if let Some(Unsaved::Stale(page)) = self.trouble.take() {
            let merged = merge(&self.saved.plan, &self.draft.plan(), &page.plan);
            self.draft = Draft::of(&merged);
            self.saved = *page;
        }
    }

    /// The schedule that is saved.
    pub fn saved_schedule(&self) -> Schedule {
        schedule_of(&self.saved.plan, &self.saved.languages)
    }

    /// The schedule that is edited. A day of the week that can't be kept counts as it was.
    pub fn edited_schedule(&self) -> Schedule {
        let mut plan = self.draft.plan();
        for (index, day) in plan.week.iter_mut().enumerate() {
            if !self.draft.faults_of_day(index).is_empty()
                && let Some(was) = self.saved.plan.week.get(index)
            {
                day.clone_from(was);
            }
        }
        schedule_of(&plan, &self.saved.languages)
    }

    /// The days, from today on, that are open by what is saved and closed by what is edited.
    pub fn closing_days(&self) -> Vec<Date> {
        let (saved, edited) = (self.saved_schedule(), self.edited_schedule());
        let is_open = |day: Day<'_>| !day.intervals.is_empty();
        (0..AHEAD_DAYS)
            .filter_map(|days| self.saved.today.plus_days(days))
            .filter(|date| is_open(saved.on(*date)) && !is_open(edited.on(*date)))
            .collect()
    }

    /// The exception that holds on a day, by its place.
    pub fn exception_on(&self, date: Date) -> Option<usize> {
        let holds = |it: &PlanException| (it.from..=it.until).contains(&date);
        self.draft.exceptions.iter().position(holds)
    }

    fn change_to(&self, plan: Plan) -> ChangeHours {
        ChangeHours {
            service: self.saved.service.clone(),
            version: self.saved.version,
            plan,
        }
    }
}

/// How far days that close are looked for, in days.
const AHEAD_DAYS: i32 = 92;

/// The schedule of a plan. Of one that can't be kept what can be: texts that are missing open and
/// close nothing.
fn schedule_of(plan: &Plan, languages: &[String]) -> Schedule {
    plan.schedule(languages).unwrap_or_else(|_| {
        let mut bare = plan.clone();
        bare.announcements.clear();
        for exception in &mut bare.exceptions {
            exception.reason.clear();
        }
        bare.schedule(&[]).unwrap_or_default()
    })
}
