//! What is filled in for certain days: an exception, or an announcement. It becomes part of the draft
//! when all of it can be kept, and is saved with the rest.

use juttu_shared::limits::{ANNOUNCEMENT_CHARS, EXCEPTIONS_PER_SERVICE};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::date::Date;
use juttu_shared::rules::plan::{PlanAnnouncement, PlanException, Words, Wrong};
use juttu_shared::rules::text::clean_at_most;

use super::Sheet;
use super::span::{self, Edge, Span};

/// What is filled in for certain days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What it is.
    pub about: About,
    /// Which of the draft is changed; none while it is a new one.
    pub index: Option<usize>,
    /// The first day, as the field writes it: `2027-01-07`.
    pub from: String,
    /// The last day.
    pub until: String,
    /// Whether these days are closed.
    pub is_closed: bool,
    /// The hours of each of these days, when they are open.
    pub spans: Vec<Span>,
    /// The reason or the text, by the tag of each language.
    pub words: Words,
    /// Whether something was filled in.
    pub is_touched: bool,
    /// Whether it is time to say what is wrong.
    pub is_checked: bool,
    last_id: u64,
}

/// What a form is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum About {
    /// Other hours.
    Exception,
    /// An announcement.
    Announcement,
}

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The first day.
    From,
    /// The last day.
    Until,
    /// The hours as a whole.
    Hours,
    /// A field of one of the hours.
    Span(u64, Edge),
    /// The words in a language.
    Words(String),
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFault {
    /// Where.
    pub spot: Spot,
    /// What.
    pub why: Wrong,
}

impl Form {
    /// A new one, for one day.
    pub fn new(about: About, day: Date) -> Self {
        Self {
            about,
            index: None,
            from: day.to_string(),
            until: day.to_string(),
            is_closed: true,
            spans: Vec::new(),
            words: Words::new(),
            is_touched: false,
            is_checked: false,
            last_id: 0,
        }
    }

    /// One that changes an exception.
    pub fn of_exception(index: usize, exception: &PlanException) -> Self {
        let mut form = Self {
            index: Some(index),
            until: exception.until.to_string(),
            is_closed: exception.hours.is_empty(),
            words: exception.reason.clone(),
            ..Self::new(About::Exception, exception.from)
        };
        for hours in &exception.hours {
            form.last_id += 1;
            form.spans.push(Span::of(form.last_id, hours));
        }
        form
    }

    /// One that changes an announcement.
    pub fn of_announcement(index: usize, announcement: &PlanAnnouncement) -> Self {
        Self {
            index: Some(index),
            until: announcement.until.to_string(),
            words: announcement.text.clone(),
            ..Self::new(About::Announcement, announcement.from)
        }
    }

    /// Adds an empty time. Its id.
    pub fn add_span(&mut self) -> u64 {
        self.last_id += 1;
        self.spans.push(Span {
            id: self.last_id,
            from: String::new(),
            until: String::new(),
            is_checked: false,
        });
        self.last_id
    }

    /// Says whether these days are closed. Days that are open have a time to fill in.
    pub fn set_closed(&mut self, is_closed: bool) {
        self.is_closed = is_closed;
        if !is_closed && self.spans.is_empty() {
            self.add_span();
        }
    }

    fn hours(&self) -> Vec<String> {
        if self.is_closed {
            Vec::new()
        } else {
            span::all_written(&self.spans)
        }
    }

    fn days(&self) -> (Option<Date>, Option<Date>) {
        (Date::parse(&self.from), Date::parse(&self.until))
    }

    fn cleaned(&self, languages: &[String]) -> Words {
        let said = languages.iter().filter_map(|language| {
            let text = self.words.get(language)?;
            let text = clean_at_most(text, ANNOUNCEMENT_CHARS).ok()?;
            Some((language.clone(), text))
        });
        said.collect()
    }
}

impl Sheet {
    /// What is wrong with the form, in the order of its fields.
    pub fn form_faults(&self) -> Vec<FormFault> {
        let Some(form) = &self.form else {
            return Vec::new();
        };
        let mut faults = Vec::new();
        let mut fault = |spot, why| faults.push(FormFault { spot, why });
        match form.days() {
            (None, _) => fault(Spot::From, Wrong::Missing),
            (_, None) => fault(Spot::Until, Wrong::Missing),
            (Some(from), Some(until)) if until < from => fault(Spot::Until, Wrong::Order),
            (Some(from), Some(until)) if form.about == About::Exception => {
                let others = self.draft.exceptions.iter().enumerate();
                let meets = |it: &PlanException| from <= it.until && it.from <= until;
                if { others }.any(|(index, it)| Some(index) != form.index && meets(it)) {
                    fault(Spot::From, Wrong::Overlap);
                }
            }
            _ => {}
        }
        if form.about == About::Exception && !form.is_closed {
            if form.spans.is_empty() {
                fault(Spot::Hours, Wrong::Missing);
            }
            for wrong in span::faults(&form.spans) {
                fault(Spot::Span(wrong.id, wrong.edge), wrong.why);
            }
        }
        for language in &self.saved.languages {
            let text = form.words.get(language).map_or("", String::as_str);
            match clean_at_most(text, ANNOUNCEMENT_CHARS) {
                Ok(_) => {}
                Err(Refusal::TextTooLong) => fault(Spot::Words(language.clone()), Wrong::TooLong),
                Err(_) => fault(Spot::Words(language.clone()), Wrong::Missing),
            }
        }
        let count = match form.about {
            About::Exception => self.draft.exceptions.len(),
            About::Announcement => self.draft.announcements.len(),
        };
        if form.index.is_none() && count >= EXCEPTIONS_PER_SERVICE {
            faults.push(FormFault {
                spot: Spot::From,
                why: Wrong::TooMany,
            });
        }
        faults
    }

    /// Makes the form part of the draft. When something in it can't be kept, where the first such
    /// thing is.
    ///
    /// # Errors
    /// The field that the focus goes to.
    pub fn apply_form(&mut self) -> Result<(), Spot> {
        if let Some(form) = &mut self.form {
            form.is_checked = true;
        }
        if let Some(first) = self.form_faults().into_iter().next() {
            return Err(first.spot);
        }
        let Some(form) = self.form.take() else {
            return Ok(());
        };
        let (Some(from), Some(until)) = form.days() else {
            return Err(Spot::From);
        };
        let words = form.cleaned(&self.saved.languages);
        let hours = form.hours();
        self.edit(|draft| match form.about {
            About::Exception => {
                let made = PlanException {
                    from,
                    until,
                    hours,
                    reason: words,
                };
                put(&mut draft.exceptions, form.index, made);
                draft.exceptions.sort_by_key(|it| it.from);
            }
            About::Announcement => {
                let made = PlanAnnouncement {
                    from,
                    until,
                    text: words,
                };
                put(&mut draft.announcements, form.index, made);
                draft.announcements.sort_by_key(|it| it.from);
            }
        });
        Ok(())
    }
}

fn put<T>(all: &mut Vec<T>, index: Option<usize>, made: T) {
    match index.and_then(|index| all.get_mut(index)) {
        Some(slot) => *slot = made,
        None => all.push(made),
    }
}
