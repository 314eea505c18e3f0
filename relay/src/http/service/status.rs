//! Whether a service is open, in words.

use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::hours::Standing;
use juttu_shared::texts::{Language, dates, relay};
use juttu_shared::wire::v1::public::Availability;

use super::super::words::{count, say};
use crate::config::Service;
use crate::hub::QueueView;

/// Up to so many days ahead a day of the week says which day is meant.
const WEEKDAY_DAYS: u32 = 6;

/// What holds of a service now, on its way into words.
#[derive(Clone, Copy)]
pub(in crate::http) struct Said<'s> {
    pub(in crate::http) service: &'s Service,
    pub(in crate::http) language: Language,
    pub(in crate::http) now_ms: i64,
    pub(in crate::http) standing: Standing,
    /// Whether somebody is at the desk.
    pub(in crate::http) is_staffed: bool,
}

impl Said<'_> {
    pub(super) fn availability(&self) -> Availability {
        match (self.standing.is_open, self.is_staffed) {
            (false, _) => Availability::Closed,
            (true, false) => Availability::Nobody,
            (true, true) => Availability::Open,
        }
    }

    /// The state, short enough for the launcher.
    pub(super) fn status(&self) -> String {
        let language = self.language;
        match (
            self.availability(),
            self.standing.closes,
            self.standing.opens,
        ) {
            (Availability::Nobody, _, _) => say(relay::NOBODY, language).to_owned(),
            (Availability::Open, Some(closes), _) => {
                let when = match closes.date == self.today() {
                    true => dates::time(language, closes.minute),
                    false => self.day_and_time(closes),
                };
                say(relay::OPEN_UNTIL, language).replace("{when}", &when)
            }
            (Availability::Open, None, _) => say(relay::OPEN, language).to_owned(),
            (Availability::Closed, _, Some(opens)) => {
                let when = match opens.date == self.today() {
                    true => say(relay::TODAY_AT, language)
                        .replace("{time}", &dates::time(language, opens.minute)),
                    false => self.day_and_time(opens),
                };
                say(relay::OPENS, language).replace("{when}", &when)
            }
            (Availability::Closed, _, None) => say(relay::CLOSED, language).to_owned(),
        }
    }

    /// When it opens next, with its date.
    pub(super) fn opens(&self) -> Option<String> {
        let opens = self.standing.opens?;
        Some(dates::local_time(self.language, opens))
    }

    /// How many wait, and roughly how long, while it is open.
    pub(super) fn queue(&self, queue: &QueueView) -> Option<String> {
        let language = self.language;
        let how_many = match (self.availability(), queue.waiting) {
            (Availability::Closed, _) => return None,
            (_, 0) => say(relay::QUEUE_EMPTY, language).to_owned(),
            (_, waiting) => count(say(relay::QUEUE_WAITING, language), waiting),
        };
        // With nobody at the desk, what others waited today says nothing.
        let wait_min = queue.wait_min.filter(|_| self.is_staffed);
        Some(match wait_min {
            None => how_many,
            Some(0) => format!("{how_many} {}", say(relay::WAIT_SHORT, language)),
            Some(minutes) => {
                let wait = count(say(relay::WAIT, language), u64::from(minutes));
                format!("{how_many} {wait}")
            }
        })
    }

    /// By when a contact request left now is answered.
    pub(in crate::http) fn answer_by(&self) -> Option<String> {
        let (by, _) = self.service.answer_by(self.now_ms)?;
        Some(answer_by(self.language, by))
    }

    fn today(&self) -> juttu_shared::rules::date::Date {
        self.service.local_at(self.now_ms).date
    }

    /// A day that is not today: by its day of the week while that can only be one.
    fn day_and_time(&self, at: LocalTime) -> String {
        let days = at.date.number().saturating_sub(self.today().number());
        match days <= WEEKDAY_DAYS {
            true => dates::weekday_time(self.language, at),
            false => dates::local_time(self.language, at),
        }
    }
}

/// By when there is an answer, in a sentence.
pub(in crate::http) fn answer_by(language: Language, by: LocalTime) -> String {
    say(relay::ANSWER_BY, language).replace("{when}", &dates::local_time(language, by))
}
