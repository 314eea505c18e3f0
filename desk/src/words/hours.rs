//! Opening hours in words: days, hours, what differs and what is wrong.

use juttu_shared::rules::date::{Date, Weekday};
use juttu_shared::rules::hours::Interval;
use juttu_shared::rules::plan::{Fault, Part, Plan, PlanException, Words as InLanguages, Wrong};
use juttu_shared::texts::desk::pages as say;
use juttu_shared::texts::{Key, dates};
use juttu_shared::wire::v1::desk::HolidayName;

use super::Words;
use crate::model::hours::{Difference, Portion};

impl Words {
    /// A day of the week by its whole name, 0 for Monday.
    pub fn weekday(&self, index: usize) -> String {
        let names = [
            say::DAY_MONDAY,
            say::DAY_TUESDAY,
            say::DAY_WEDNESDAY,
            say::DAY_THURSDAY,
            say::DAY_FRIDAY,
            say::DAY_SATURDAY,
            say::DAY_SUNDAY,
        ];
        (names.get(index)).map_or_else(String::new, |key| self.say(*key))
    }

    /// A day of the week in short, 0 for Monday.
    pub fn weekday_short(&self, index: usize) -> &'static str {
        let day = Weekday::ALL.get(index);
        day.map_or("", |day| dates::weekday(self.language, *day))
    }

    /// A day: “ma 4.1.”
    pub fn date(&self, date: Date) -> String {
        dates::date(self.language, date)
    }

    /// Days: “ma 4.1.”, or “ma 4.1. – to 7.1.”
    pub fn days(&self, from: Date, until: Date) -> String {
        if from == until {
            self.date(from)
        } else {
            [self.date(from), self.date(until)].join(" – ")
        }
    }

    /// The hours of a day, or that it is closed.
    pub fn day_hours(&self, hours: &[Interval]) -> String {
        if hours.is_empty() {
            self.say(say::HOURS_CLOSED)
        } else {
            dates::intervals(self.language, hours)
        }
    }

    /// The same, as a plan writes them.
    pub fn plan_hours(&self, hours: &[String]) -> String {
        let read: Vec<_> = hours
            .iter()
            .filter_map(|text| Interval::parse(text).ok())
            .collect();
        self.day_hours(&read)
    }

    /// Words in the desk's language, or in the first that has any.
    pub fn of_languages<'w>(&self, words: &'w InLanguages) -> &'w str {
        let own = words.get(self.language.tag());
        own.or_else(|| words.values().next())
            .map_or("", String::as_str)
    }

    /// An exception: “to 21.1. Suljettu: Koulutuspäivä”.
    pub fn exception(&self, exception: &PlanException) -> String {
        let days = self.days(exception.from, exception.until);
        let hours = self.plan_hours(&exception.hours);
        let reason = self.of_languages(&exception.reason);
        [days.as_str(), " ", &hours, ": ", reason].concat()
    }

    /// The usual week as the chat says it: “ma, ti ja to klo 12–14, ke klo 9–11”.
    pub fn chat_reads(&self, groups: &[(Vec<Weekday>, Vec<Interval>)]) -> String {
        if groups.is_empty() {
            return self.say(say::HOURS_CHAT_NEVER);
        }
        let groups = groups.iter().map(|(days, hours)| {
            let names: Vec<_> = days
                .iter()
                .map(|day| dates::weekday(self.language, *day).to_owned())
                .collect();
            [self.list(&names), self.day_hours(hours)].join(" ")
        });
        let all: Vec<_> = groups.collect();
        self.fill(say::HOURS_CHAT_READS, "hours", &all.join(", "))
    }

    /// Things in a row, the last two joined by “and”.
    pub fn list(&self, things: &[String]) -> String {
        match things {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => {
                let and = self.say(say::AND);
                [&first.join(", "), " ", &and, " ", last].concat()
            }
        }
    }

    /// What is not saved.
    pub fn unsaved(&self, portions: &[Portion]) -> String {
        let names: Vec<_> = portions
            .iter()
            .map(|portion| self.portion(*portion))
            .collect();
        self.fill(say::HOURS_UNSAVED, "what", &self.list(&names))
    }

    fn portion(&self, portion: Portion) -> String {
        let lower = |key: Key| lowercase(&self.say(key));
        match portion {
            Portion::Day(day) => self.weekday(day),
            Portion::Holidays => lower(say::HOURS_HOLIDAYS),
            Portion::Exceptions => lower(say::HOURS_EXCEPTIONS),
            Portion::Announcements => lower(say::HOURS_ANNOUNCEMENTS),
        }
    }

    /// What somebody changed, a line of the list of changes.
    pub fn difference(&self, difference: &Difference, names: &[HolidayName]) -> String {
        let holiday = |key: &str| {
            let named = names.iter().find(|it| it.key == key);
            named.map_or_else(|| key.to_owned(), |it| it.name.clone())
        };
        let announced = |from, until, text| {
            [
                self.days(from, until).as_str(),
                ": ",
                self.of_languages(text),
            ]
            .concat()
        };
        match difference {
            Difference::Day { day, was, is } => self
                .fill(say::HOURS_LOG_DAY, "day", &self.weekday(*day))
                .replace("{was}", &lowercase(&self.plan_hours(was)))
                .replace("{is}", &lowercase(&self.plan_hours(is))),
            Difference::Closed(key) => {
                self.fill(say::HOURS_LOG_HOLIDAY_CLOSED, "what", &holiday(key))
            }
            Difference::KeptOpen(key) => {
                self.fill(say::HOURS_LOG_HOLIDAY_OPEN, "what", &holiday(key))
            }
            Difference::Added(it) => self.fill(say::HOURS_LOG_ADDED, "what", &self.exception(it)),
            Difference::Removed(it) => {
                self.fill(say::HOURS_LOG_REMOVED, "what", &self.exception(it))
            }
            Difference::Changed(it) => {
                self.fill(say::HOURS_LOG_CHANGED, "what", &self.exception(it))
            }
            Difference::Announced(it) => {
                let what = announced(it.from, it.until, &it.text);
                self.fill(say::HOURS_LOG_ADDED, "what", &what)
            }
            Difference::Unannounced(it) => {
                let what = announced(it.from, it.until, &it.text);
                self.fill(say::HOURS_LOG_REMOVED, "what", &what)
            }
        }
    }

    /// What is wrong with a field of times or words.
    pub fn wrong(&self, why: Wrong) -> String {
        self.say(match why {
            Wrong::Form => say::HOURS_WRONG_FORM,
            Wrong::Time => say::HOURS_WRONG_TIME,
            Wrong::Order => say::HOURS_WRONG_ORDER,
            Wrong::Overlap => say::HOURS_WRONG_OVERLAP,
            Wrong::Missing => say::HOURS_WRONG_MISSING,
            Wrong::TooLong => say::HOURS_WRONG_LONG,
            Wrong::TooMany => say::HOURS_WRONG_MANY,
            Wrong::Unknown => say::HOURS_WRONG_UNKNOWN,
        })
    }

    /// What is wrong with the days of a form.
    pub fn wrong_days(&self, why: Wrong) -> String {
        match why {
            Wrong::Order => self.say(say::HOURS_WRONG_DAYS),
            Wrong::Overlap => self.say(say::HOURS_WRONG_SAME_DAY),
            _ => self.wrong(why),
        }
    }

    /// A fault of a plan, with where it is: “keskiviikko: Tätä kellonaikaa ei ole.”
    pub fn fault(&self, fault: &Fault, plan: &Plan) -> String {
        let place = match fault.part {
            Part::Week => self.weekday(fault.index),
            Part::Holidays => self.say(say::HOURS_HOLIDAYS),
            Part::Exceptions => (plan.exceptions.get(fault.index))
                .map_or_else(|| self.say(say::HOURS_EXCEPTIONS), |it| self.exception(it)),
            Part::Announcements => (plan.announcements.get(fault.index)).map_or_else(
                || self.say(say::HOURS_ANNOUNCEMENTS),
                |it| self.days(it.from, it.until),
            ),
        };
        let why = match (fault.part, fault.why) {
            (Part::Exceptions, Wrong::Overlap) => self.wrong_days(fault.why),
            _ => self.wrong(fault.why),
        };
        [place.as_str(), ": ", &why].concat()
    }
}

/// The first letter small, as in the middle of a sentence.
fn lowercase(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    first.to_lowercase().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use juttu_shared::texts::{Language, desk};

    use super::*;
    use crate::model::hours::chat_hours;

    fn words(language: Language) -> Words {
        let texts = desk::all().map(|text| (text.key.into(), text.words(language).into()));
        Words::new(language, texts.collect())
    }

    fn exception() -> PlanException {
        PlanException {
            from: Date::parse("2027-01-21").unwrap(),
            until: Date::parse("2027-01-22").unwrap(),
            hours: vec!["10:00-15:00".into()],
            reason: [("fi".into(), "Pidempi aukiolo".into())].into(),
        }
    }

    #[test]
    fn the_week_reads_as_in_the_chat() {
        let mut plan = Plan::default();
        for day in [0, 1, 3] {
            plan.week[day] = vec!["12:00-14:00".into()];
        }
        plan.week[2] = vec!["9:00-11:00".into(), "12:00-14:00".into()];
        let groups = chat_hours(&plan.schedule(&[]).unwrap());
        assert_eq!(
            words(Language::Fi).chat_reads(&groups),
            "Chatissa lukee: ma, ti ja to klo 12–14, ke klo 9–11 ja 12–14."
        );
        assert_eq!(
            words(Language::Sv).chat_reads(&groups),
            "I chatten står: må, ti och to kl. 12–14, on kl. 9–11 och 12–14."
        );
    }

    #[test]
    fn what_is_not_saved_is_named() {
        let portions = [Portion::Day(2), Portion::Exceptions];
        let said = words(Language::Fi).unsaved(&portions);
        assert_eq!(said, "Tallentamatta: keskiviikko ja poikkeukset.");
    }

    #[test]
    fn changes_are_told_in_words() {
        let words = words(Language::Fi);
        let names = [HolidayName {
            key: "epiphany".into(),
            name: "Loppiainen".into(),
        }];
        let difference = Difference::Day {
            day: 2,
            was: Vec::new(),
            is: vec!["9:00-11:00".into()],
        };
        assert_eq!(
            words.difference(&difference, &names),
            "keskiviikko: suljettu → klo 9–11"
        );
        let difference = Difference::KeptOpen("epiphany".into());
        assert_eq!(
            words.difference(&difference, &names),
            "Loppiainen: tavalliset ajat"
        );
        let said = words.difference(&Difference::Added(exception()), &names);
        assert_eq!(
            said,
            "lisätty: to 21.1. – pe 22.1. klo 10–15: Pidempi aukiolo"
        );
    }

    #[test]
    fn a_fault_says_where_it_is() {
        let fault = Fault {
            part: Part::Exceptions,
            index: 0,
            language: None,
            why: Wrong::Overlap,
        };
        let plan = Plan {
            exceptions: vec![exception()],
            ..Plan::default()
        };
        let said = words(Language::En).fault(&fault, &plan);
        assert!(said.starts_with("Thu 21 Jan – Fri 22 Jan"), "{said}");
        assert!(said.ends_with("Change that one."), "{said}");
    }
}
