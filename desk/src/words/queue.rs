//! Words for the left column: hours, waits and days, in short.

use juttu_shared::rules::date::{Date, LocalTime};
use juttu_shared::texts::dates;
use juttu_shared::texts::desk::alerts;
use juttu_shared::wire::v1::event::Concerns;

use super::Words;

impl Words {
    /// Whether a service is open, and until when: “Auki klo 14 asti”, “Avautuu ma klo 9”. `today` is
    /// left out of what is said.
    pub fn opening(
        &self,
        is_open: bool,
        changes: Option<LocalTime>,
        today: Option<Date>,
    ) -> String {
        let Some(at) = changes else {
            let key = if is_open {
                alerts::OPEN_NOW
            } else {
                alerts::CLOSED_NOW
            };
            return self.say(key);
        };
        let key = if is_open {
            alerts::OPEN_UNTIL
        } else {
            alerts::OPENS_AT
        };
        self.fill(key, "when", &self.near(at, today))
    }

    /// How long somebody has waited, in whole minutes: “11 min”.
    pub fn minutes(&self, minutes: u64) -> String {
        self.either(alerts::SHORT_MINUTES, minutes == 0, minutes)
    }

    /// By which day something is to be done: “Tänään”, “ti 5.1.”.
    pub fn by_day(&self, day: Date, today: Option<Date>) -> String {
        if today == Some(day) {
            return self.say(alerts::TODAY);
        }
        dates::date(self.language, day)
    }

    /// Whose matter it is, when it is not the resident's own.
    pub fn concerns_another(&self, concerns: Option<Concerns>) -> Option<String> {
        concerns
            .filter(|concerns| *concerns != Concerns::Oneself)
            .and_then(|concerns| self.concerns(concerns))
    }

    /// A moment near by: today the time alone, within a week the day of the week, else the date.
    fn near(&self, at: LocalTime, today: Option<Date>) -> String {
        let is_soon =
            today.is_some_and(|today| today.plus_days(6).is_some_and(|end| at.date <= end));
        if today == Some(at.date) {
            dates::time(self.language, at.minute)
        } else if is_soon {
            dates::weekday_time(self.language, at)
        } else {
            dates::local_time(self.language, at)
        }
    }
}
