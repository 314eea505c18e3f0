//! How else a service is reached, its week, and what a resident should know.

use juttu_shared::rules::date::{Date, Weekday};
use juttu_shared::rules::hours::Why;
use juttu_shared::texts::{Key, Language, dates, relay};
use juttu_shared::wire::v1::public::{Contact, Day, Guide, Line, Link};

use super::super::words::{find, say, tel};
use crate::config::{Service, Texts, in_language};

/// How far ahead of this week days that differ are told, in days.
const AHEAD_DAYS: i32 = 60;
/// How far a run of such days is followed to its end, in days.
const RUN_DAYS: i32 = 370;
const EMERGENCY_NUMBER: &str = "112";

/// How a service is reached when the chat is not.
pub(in crate::http) fn contact(service: &Service, language: Language) -> Contact {
    let guidance = &service.guidance;
    Contact {
        telephone: guidance.telephone.clone(),
        telephone_hours: in_language(&guidance.telephone_hours, language).to_owned(),
        areas: service.areas(language),
    }
}

/// What a resident should know.
pub(super) fn guide(service: &Service, language: Language, now_ms: i64) -> Guide {
    let guidance = &service.guidance;
    let today = service.local_at(now_ms).date;
    let announced = guidance
        .announcements
        .iter()
        .filter(|it| (it.from..=it.until).contains(&today));
    Guide {
        standing: guidance
            .standing
            .as_ref()
            .map(|texts| in_language(texts, language).to_owned()),
        announcements: announced
            .map(|it| in_language(&it.texts, language).to_owned())
            .collect(),
        emergency: emergency(service, language),
        own_worker: guidance.own_worker.as_ref().map(|texts| {
            let text = in_language(texts, language).to_owned();
            let link = guidance.own_worker_url.clone().map(|href| Link {
                text: text.clone(),
                href,
            });
            Line { text, link }
        }),
        links: links(service, language),
        week: week(service, language, today),
        exceptions: exceptions(service, language, today),
    }
}

/// Where to turn in an emergency.
pub(in crate::http) fn emergency(service: &Service, language: Language) -> Vec<Line> {
    let line = |key: Key, number: &str| Line {
        text: say(key, language).replace("{number}", number),
        link: Some(Link {
            text: number.to_owned(),
            href: tel(number),
        }),
    };
    let social = service.guidance.social_emergency.as_deref();
    std::iter::once(line(relay::EMERGENCY, EMERGENCY_NUMBER))
        .chain(social.map(|number| line(relay::SOCIAL_EMERGENCY, number)))
        .collect()
}

fn links(service: &Service, language: Language) -> Vec<Line> {
    let link = |key: Key, urls: &Option<Texts>| {
        let text = say(key, language);
        urls.as_ref().map(|urls| Line {
            text: text.to_owned(),
            link: Some(Link {
                text: text.to_owned(),
                href: in_language(urls, language).to_owned(),
            }),
        })
    };
    let guidance = &service.guidance;
    [
        link(relay::PRIVACY, &guidance.privacy_url),
        link(relay::ACCESSIBILITY, &guidance.accessibility_url),
        link(relay::SELF_HELP, &guidance.self_help_url),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// This week, from Monday to Sunday.
fn week(service: &Service, language: Language, today: Date) -> Vec<Day> {
    let monday = monday_of(today);
    (0..7)
        .filter_map(|days| monday.plus_days(days))
        .map(|date| Day {
            is_today: date == today,
            ..day(service, language, date, dates::date(language, date))
        })
        .collect()
}

/// The days after this week that differ from the usual ones. Those that follow each other for the
/// same reason, with nothing but usual closed days between them, are one line.
fn exceptions(service: &Service, language: Language, today: Date) -> Vec<Day> {
    let schedule = &service.schedule;
    let mut runs: Vec<(Date, Option<Date>)> = Vec::new();
    let mut goes_on = false;
    for ahead in 7..7 + RUN_DAYS {
        if ahead >= 7 + AHEAD_DAYS && !goes_on {
            break;
        }
        let Some(date) = monday_of(today).plus_days(ahead) else {
            break;
        };
        if !schedule.differs(date) {
            goes_on &= schedule.on(date).intervals.is_empty();
            continue;
        }
        match runs.last_mut() {
            Some((first, last)) if goes_on && schedule.on(*first) == schedule.on(date) => {
                *last = Some(date);
            }
            _ if ahead >= 7 + AHEAD_DAYS => {
                goes_on = false;
                break;
            }
            _ => runs.push((date, Some(date))),
        }
        goes_on = true;
    }
    // One that has not ended where nobody looked further is told without an end.
    if let (true, Some((_, last))) = (goes_on, runs.last_mut()) {
        *last = None;
    }
    let runs = runs.into_iter();
    runs.map(|(first, last)| {
        let mut label = dates::date(language, first);
        if last != Some(first) {
            label.push('–');
        }
        if let Some(last) = last.filter(|last| *last != first) {
            label.push_str(&dates::date(language, last));
        }
        day(service, language, first, label)
    })
    .collect()
}

fn day(service: &Service, language: Language, date: Date, label: String) -> Day {
    let hours = service.schedule.on(date);
    let is_open = !hours.intervals.is_empty();
    let reason = match hours.why {
        Why::Usual => None,
        // On a day that is closed anyway it explains nothing.
        Why::Holiday(_) if !service.schedule.differs(date) => None,
        Why::Holiday(holiday) => Some(find(relay::ALL, holiday.key(), language)),
        Why::Exception(reason) => service
            .reasons
            .get(reason)
            .map(|texts| in_language(texts, language)),
    };
    Day {
        day: label,
        hours: match is_open {
            true => dates::intervals(language, hours.intervals),
            false => say(relay::DAY_CLOSED, language).to_owned(),
        },
        is_open,
        is_today: false,
        reason: reason.map(str::to_owned),
    }
}

fn monday_of(date: Date) -> Date {
    let since = Weekday::ALL.iter().position(|day| *day == date.weekday());
    let since = since.and_then(|days| i32::try_from(days).ok());
    date.plus_days(-since.unwrap_or_default()).unwrap_or(date)
}
