//! The services of a configuration.

use jiff::tz::TimeZone;
use juttu_shared::id::ServiceId;
use juttu_shared::rules::hours::{self, Holiday, Impossible, Interval, Schedule};
use juttu_shared::texts::Language;

use super::origin::origin;
use super::problem::Place;
use super::read::{Section, Written};
use super::{Guidance, Service, Times};

const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
const TIME_ZONE: &str = "Europe/Helsinki";

/// Every `[service.…]`, in the order of their ids.
pub(super) fn services(mut all: Section<'_>, whole: &Place) -> Vec<Service> {
    let sections = all.every_section();
    if sections.is_empty() {
        let words = "there is no service; write a section [service.ID] with its name, languages, \
                     telephone, hours and the origins of its pages";
        all.complain(whole, words);
    }
    sections
        .into_iter()
        .filter_map(|(id, section)| service(&id, section))
        .collect()
}

fn service(id: &str, mut section: Section<'_>) -> Option<Service> {
    let parsed = ServiceId::parse(id);
    if parsed.is_none() {
        let words = format!(
            "\"{id}\" is no id for a service; write at most 40 of a–z, 0–9 and -, such as \
             [service.perhekeskus]"
        );
        section.complain(&section.place, words);
    }
    let languages = languages(&mut section);
    let names = texts(&mut section, "name", &languages);
    let telephone = section.required_text("telephone", "telephone = \"040 123 4567\"");
    let telephone_hours = texts(&mut section, "telephone_hours", &languages);
    let service = Service {
        id: parsed.unwrap_or(ServiceId(String::new())),
        names,
        languages,
        origins: origins(&mut section),
        time_zone: time_zone(&mut section),
        schedule: Schedule {
            week: week(section.section("hours")),
            closed_holidays: Holiday::ALL.to_vec(),
            exceptions: Vec::new(),
        },
        reasons: Vec::new(),
        times: Times::default(),
        guidance: Guidance {
            telephone: telephone.map(|written| written.text).unwrap_or_default(),
            telephone_hours,
            ..Guidance::default()
        },
        receivers: Vec::new(),
    };
    section.finish();
    Some(service)
}

fn languages(section: &mut Section<'_>) -> Vec<Language> {
    let mut languages = Vec::new();
    let mut any = false;
    for Written { place, text } in section.texts("languages") {
        any = true;
        let language = Language::ALL
            .into_iter()
            .find(|language| language.tag() == text);
        match language {
            Some(language) if languages.contains(&language) => {
                section.complain(
                    &place,
                    format!("the language \"{text}\" is there twice; leave one"),
                );
            }
            Some(language) => languages.push(language),
            None => {
                let words = format!("\"{text}\" is no language of the screens; write fi, sv or en");
                section.complain(&place, words);
            }
        }
    }
    if !any {
        let words = format!(
            "{} is missing; write languages = [\"fi\", \"sv\", \"en\"], the first being the default",
            section.path_of("languages")
        );
        section.complain(&section.place, words);
    }
    languages
}

/// A text in each language the service speaks. Further languages may be written and are not used.
fn texts(
    section: &mut Section<'_>,
    key: &'static str,
    languages: &[Language],
) -> Vec<(Language, String)> {
    let mut table = section.section(key);
    let mut texts = Vec::new();
    for language in Language::ALL {
        let tag = language.tag();
        if languages.contains(&language) {
            let example = format!("{key}.{tag} = \"…\", since the service speaks \"{tag}\"");
            if let Some(written) = table.required_text(tag, &example) {
                texts.push((language, written.text));
            }
        } else {
            table.text(tag);
        }
    }
    table.finish();
    texts
}

fn origins(section: &mut Section<'_>) -> Vec<String> {
    let mut origins = Vec::new();
    for Written { place, text } in section.texts("origins") {
        match origin(&text) {
            Ok(()) => origins.push(text),
            Err(why) => {
                let words = format!(
                    "\"{text}\" in {} {why}; write such as \"https://www.example.fi\"",
                    section.path_of("origins")
                );
                section.complain(&place, words);
            }
        }
    }
    origins
}

fn time_zone(section: &mut Section<'_>) -> TimeZone {
    let written = section.text("time_zone");
    let name = written.as_ref().map_or(TIME_ZONE, |written| &written.text);
    match (TimeZone::get(name), &written) {
        (Ok(zone), _) => zone,
        (Err(_), Some(Written { place, text })) => {
            let words = format!("\"{text}\" is no time zone; write such as \"{TIME_ZONE}\"");
            section.complain(place, words);
            TimeZone::UTC
        }
        (Err(_), None) => TimeZone::UTC,
    }
}

fn week(mut section: Section<'_>) -> [Vec<Interval>; 7] {
    let mut any = false;
    let week = DAYS.map(|day| {
        any |= section.has(day);
        intervals(&mut section, day)
    });
    if !any {
        let words = format!(
            "{} is missing; write [{}] and under it each day that is open, such as \
             monday = [\"9:00-11:00\", \"12:00-15:00\"]",
            section.path, section.path
        );
        section.complain(&section.place, words);
    }
    section.finish();
    week
}

fn intervals(section: &mut Section<'_>, day: &'static str) -> Vec<Interval> {
    let mut intervals = Vec::new();
    let mut last = None;
    for Written { place, text } in section.texts(day) {
        match Interval::parse(&text) {
            Ok(interval) => intervals.push(interval),
            Err(why) => {
                let words = format!("\"{text}\" in {} {}", section.path_of(day), reason(why));
                section.complain(&place, words);
            }
        }
        last = Some(place);
    }
    if let (Err(why), Some(place)) = (hours::day(&intervals), last) {
        section.complain(&place, format!("{} {}", section.path_of(day), reason(why)));
    }
    intervals
}

fn reason(why: Impossible) -> &'static str {
    match why {
        Impossible::Form => "is not from when until when; write such as \"9:00-15:00\"",
        Impossible::Time => "has no such time of day; write from 0:00 to 24:00",
        Impossible::Order => {
            "ends before it begins; write the earlier time first, and split a night over two days"
        }
        Impossible::Overlap => {
            "has intervals that overlap, touch or stand in the wrong order; join them or put them in order"
        }
    }
}
