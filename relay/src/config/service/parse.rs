//! The services of a configuration.

use jiff::tz::TimeZone;
use juttu_shared::id::ServiceId;
use juttu_shared::texts::Language;

use super::words::texts;
use super::{Service, guidance, hours, replies, times};
use crate::config::Provider;
use crate::config::notify;
use crate::config::origin::origin;
use crate::config::problem::Place;
use crate::config::read::{Section, Written};
use crate::hours::Remembered;

const TIME_ZONE: &str = "Europe/Helsinki";

/// Every `[service.…]`, in the order of their ids.
pub(in crate::config) fn services(
    mut all: Section<'_>,
    whole: &Place,
    mail_is_sent: bool,
    providers: &[Provider],
) -> Vec<Service> {
    let sections = all.every_section();
    if sections.is_empty() {
        let words = "there is no service; write a section [service.ID] with its name, languages, \
                     telephone, hours and the origins of its pages";
        all.complain(whole, words);
    }
    sections
        .into_iter()
        .filter_map(|(id, section)| service(&id, section, mail_is_sent, providers))
        .collect()
}

fn service(
    id: &str,
    mut section: Section<'_>,
    mail_is_sent: bool,
    providers: &[Provider],
) -> Option<Service> {
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
    let origins = origins(&mut section);
    let time_zone = time_zone(&mut section);
    let (schedule, reasons) = hours::schedule(&mut section, &languages);
    let times = times::times(section.section("times"));
    let guidance = guidance::guidance(&mut section, &languages);
    let replies = replies::replies(&mut section, &languages);
    let receivers = notify::receivers(section.section("notify"), mail_is_sent);
    let identification = identification(&mut section, providers);
    let identification_at_start = identification_at_start(&mut section, &identification);
    section.finish();
    Some(Service {
        id: parsed?,
        names,
        languages,
        origins,
        time_zone,
        schedule,
        remembered: Remembered::default(),
        reasons,
        times,
        guidance,
        replies,
        receivers,
        identification,
        identification_at_start,
    })
}

fn identification(section: &mut Section<'_>, providers: &[Provider]) -> Vec<String> {
    let mut chosen: Vec<String> = Vec::new();
    for Written { place, text } in section.texts("identification") {
        let path = section.path_of("identification");
        if !providers.iter().any(|provider| provider.id == text) {
            let words = format!(
                "\"{text}\" in {path} is no provider; write a section [provider.{text}], or one \
                 of those that are there"
            );
            section.complain(&place, words);
        } else if chosen.contains(&text) {
            section.complain(&place, format!("\"{text}\" is in {path} twice; leave one"));
        } else {
            chosen.push(text);
        }
    }
    chosen
}

fn identification_at_start(section: &mut Section<'_>, identification: &[String]) -> bool {
    let at_start = section.flag("identification_at_start", false);
    if at_start && identification.is_empty() {
        let words = format!(
            "{} is true, but {} names nobody who identifies",
            section.path_of("identification_at_start"),
            section.path_of("identification")
        );
        section.complain(&section.place, words);
    }
    at_start
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
