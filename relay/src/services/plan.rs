//! The hours of a service as a supervisor edits them, there and back.

use juttu_shared::rules::hours::Interval;
use juttu_shared::rules::plan::{Plan, PlanAnnouncement, PlanException, Words};
use juttu_shared::texts::Language;

use crate::config::{Announcement, Service, Texts};

/// How a plan that was kept once fits the service as it is configured now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// As it was kept.
    Whole,
    /// With the words of another language where there are none in one that the service speaks by now.
    Borrowed,
    /// Not at all: the hours are those of the configuration.
    Not,
}

impl Service {
    /// The tags of its languages, the first one being the default.
    pub fn tags(&self) -> Vec<String> {
        let languages = self.languages.iter();
        languages.map(|it| it.tag().to_owned()).collect()
    }

    /// Its hours and what it announces, as a supervisor edits them.
    pub fn plan(&self) -> Plan {
        let exceptions = self.schedule.exceptions.iter().map(|it| PlanException {
            from: it.from,
            until: it.until,
            hours: written(&it.intervals),
            reason: self
                .reasons
                .get(it.reason)
                .map_or_else(Words::new, |texts| words(texts)),
        });
        let announcements = self.guidance.announcements.iter();
        let closed = self.schedule.closed_holidays.iter();
        Plan {
            week: self.schedule.week.each_ref().map(|day| written(day)),
            closed_holidays: closed.map(|it| it.key().to_owned()).collect(),
            exceptions: exceptions.collect(),
            announcements: announcements
                .map(|it| PlanAnnouncement {
                    from: it.from,
                    until: it.until,
                    text: words(&it.texts),
                })
                .collect(),
        }
    }

    /// The service with the hours and announcements of a plan. Nothing is ever said in empty words:
    /// where a language is missing, another one speaks.
    pub fn with_plan(&self, plan: &Plan) -> (Self, Fit) {
        let tags = self.tags();
        let mut fitted = plan.clone();
        let mut is_whole = true;
        for words in all_words(&mut fitted) {
            words.retain(|tag, _| tags.contains(tag));
        }
        for (words, kept) in all_words(&mut fitted).zip(all_words(&mut plan.clone())) {
            is_whole &= words.len() == tags.len();
            lend(words, kept, &tags);
        }
        let Ok(schedule) = fitted.schedule(&tags) else {
            return (self.clone(), Fit::Not);
        };
        let mut service = self.clone();
        service.schedule = schedule;
        let exceptions = fitted.exceptions.iter();
        service.reasons = exceptions.map(|it| self.texts(&it.reason)).collect();
        let announcements = fitted.announcements.iter().map(|it| Announcement {
            from: it.from,
            until: it.until,
            texts: self.texts(&it.text),
        });
        service.guidance.announcements = announcements.collect();
        let announcements = &mut service.guidance.announcements;
        announcements.sort_by_key(|announcement| announcement.from);
        let fit = if is_whole { Fit::Whole } else { Fit::Borrowed };
        (service, fit)
    }

    /// A plan that was kept as it can be edited now: without the languages that the service no longer
    /// speaks, and with gaps where it speaks more.
    pub fn editable(&self, mut plan: Plan) -> Plan {
        let tags = self.tags();
        for words in all_words(&mut plan) {
            words.retain(|tag, _| tags.contains(tag));
        }
        plan
    }

    fn texts(&self, words: &Words) -> Texts {
        let said = |language: &Language| Some((*language, words.get(language.tag())?.clone()));
        self.languages.iter().filter_map(said).collect()
    }
}

/// Every text of a plan, per language.
pub fn all_words(plan: &mut Plan) -> impl Iterator<Item = &mut Words> {
    let reasons = plan.exceptions.iter_mut().map(|it| &mut it.reason);
    let announced = plan.announcements.iter_mut().map(|it| &mut it.text);
    reasons.chain(announced)
}

/// Puts the words of the first language that has any where one has none.
fn lend(words: &mut Words, kept: &Words, tags: &[String]) {
    let first = tags.iter().find_map(|tag| kept.get(tag));
    let Some(first) = first.or_else(|| kept.values().next()).cloned() else {
        return;
    };
    for tag in tags {
        words.entry(tag.clone()).or_insert_with(|| first.clone());
    }
}

fn words(texts: &[(Language, String)]) -> Words {
    let texts = texts.iter();
    texts
        .map(|(language, text)| (language.tag().to_owned(), text.clone()))
        .collect()
}

/// Intervals as they are written.
pub fn written(intervals: &[Interval]) -> Vec<String> {
    let time = |minute: u16| format!("{}:{:02}", minute / 60, minute % 60);
    let intervals = intervals.iter();
    intervals
        .map(|it| format!("{}-{}", time(it.from_min), time(it.until_min)))
        .collect()
}

#[cfg(test)]
mod tests {
    use juttu_shared::id::ServiceId;
    use juttu_shared::rules::date::Date;

    use super::*;
    use crate::config::{Config, Sources};

    const EXCEPTION: &str = "[service.perhekeskus.exceptions.koulutus]\nfrom = 2027-01-21\n\
        hours = [\"9:00-10:30\"]\nreason.fi = \"Koulutus\"\nreason.sv = \"Utbildning\"\n\
        reason.en = \"Training\"\n[service.perhekeskus.announcements.uusi]\nfrom = 2027-01-08\n\
        text.fi = \"Uusi\"\ntext.sv = \"Ny\"\ntext.en = \"New\"\n";

    fn service(over: &str) -> Service {
        let sources = Sources {
            demo: true,
            file: Some(("over.toml".into(), over.to_owned())),
            ..Sources::default()
        };
        let config = Config::read(&sources).unwrap();
        let id = ServiceId("perhekeskus".to_owned());
        config.as_written(&id).unwrap().clone()
    }

    fn reason(service: &Service, language: Language) -> &str {
        crate::config::in_language(&service.reasons[0], language)
    }

    #[test]
    fn what_is_configured_can_be_kept_as_it_is() {
        let service = service(EXCEPTION);
        let plan = service.plan();
        assert_eq!(plan.week[0], ["9:00-15:00"]);
        assert_eq!(plan.closed_holidays.len(), 15);
        assert_eq!(plan.exceptions[0].hours, ["9:00-10:30"]);
        assert_eq!(plan.exceptions[0].reason["sv"], "Utbildning");
        let (same, fit) = service.with_plan(&plan);
        assert_eq!(fit, Fit::Whole);
        assert_eq!(same.schedule, service.schedule);
        assert_eq!(same.reasons, service.reasons);
        assert_eq!(same.plan(), plan);
    }

    #[test]
    fn a_language_that_is_new_borrows_the_words_of_the_first() {
        let before = service(EXCEPTION);
        let mut plan = before.plan();
        plan.exceptions[0].reason.remove("sv");
        plan.announcements[0].text.remove("fi");
        let (after, fit) = before.with_plan(&plan);
        assert_eq!(fit, Fit::Borrowed);
        assert_eq!(reason(&after, Language::Sv), "Koulutus");
        assert_eq!(reason(&after, Language::En), "Training");
        // The first language itself borrows the next one's.
        let announced = &after.guidance.announcements[0].texts;
        assert_eq!(crate::config::in_language(announced, Language::Fi), "Ny");
        // Whoever edits it is shown the gap.
        assert!(!after.editable(plan).exceptions[0].reason.contains_key("sv"));
    }

    #[test]
    fn a_language_that_is_gone_is_said_no_longer() {
        let plan = service(EXCEPTION).plan();
        let now = service("[service.perhekeskus]\nlanguages = [\"sv\"]\n");
        let (after, fit) = now.with_plan(&plan);
        assert_eq!(fit, Fit::Whole);
        assert_eq!(reason(&after, Language::Fi), "Utbildning");
        let editable = now.editable(plan);
        assert_eq!(editable.exceptions[0].reason.len(), 1);
        // What only a language that is gone had is better than nothing.
        let mut only = editable;
        only.exceptions[0].reason = Words::from([("fi".into(), "Koulutus".into())]);
        let (after, fit) = now.with_plan(&only);
        assert_eq!(
            (reason(&after, Language::Sv), fit),
            ("Koulutus", Fit::Borrowed)
        );
    }

    #[test]
    fn a_plan_that_makes_no_sense_leaves_the_hours_as_they_are() {
        let service = service(EXCEPTION);
        let mut plan = service.plan();
        plan.week[0] = vec!["from nine".to_owned()];
        let (after, fit) = service.with_plan(&plan);
        assert_eq!(fit, Fit::Not);
        assert_eq!(after.schedule, service.schedule);
        let mut plan = service.plan();
        plan.exceptions[0].reason.clear();
        assert_eq!(service.with_plan(&plan).1, Fit::Not);
        plan.exceptions[0].from = Date::parse("2027-01-22").unwrap();
        assert_eq!(service.with_plan(&plan).1, Fit::Not);
    }
}
