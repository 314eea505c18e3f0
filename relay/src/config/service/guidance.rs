//! What a resident is told beside the chat: how else the service is reached, where to turn in an
//! emergency, what is announced, which topics there are.

use juttu_shared::texts::Language;

use super::hours::days;
use super::words::{check_name, check_url, table, texts, texts_if_any, urls_if_any};
use super::{Announcement, Guidance, Texts};
use crate::config::read::Section;

/// The largest key of a telephone's menu that is still one to press.
const LAST_KEY: u32 = 99;

/// What a resident is told beside the chat.
pub(super) fn guidance(section: &mut Section<'_>, languages: &[Language]) -> Guidance {
    let telephone = section.required_text("telephone", "telephone = \"040 123 4567\"");
    let social_emergency = section.text("social_emergency");
    for number in telephone.iter().chain(&social_emergency) {
        if !number.text.bytes().any(|byte| byte.is_ascii_digit()) {
            let words = format!(
                "\"{}\" is no telephone number; write such as \"040 123 4567\"",
                number.text
            );
            section.complain(&number.place, words);
        }
    }
    let telephone_hours = texts(section, "telephone_hours", languages);
    let own_worker = texts_if_any(section, "own_worker", languages);
    let own_worker_url = section.text("own_worker_url");
    if let Some(url) = &own_worker_url {
        let path = section.path_of("own_worker_url");
        check_url(section, &path, url);
        if own_worker.is_none() {
            let words = format!(
                "{path} is there without its words; write own_worker.fi = \"…\" and so on, or \
                 leave it out"
            );
            section.complain(&url.place, words);
        }
    }
    Guidance {
        telephone: telephone.map(|it| it.text).unwrap_or_default(),
        telephone_hours,
        areas: areas(section.section("areas"), languages),
        social_emergency: social_emergency.map(|it| it.text),
        standing: texts_if_any(section, "standing", languages),
        own_worker,
        own_worker_url: own_worker_url.map(|it| it.text),
        privacy_url: urls_if_any(section, "privacy_url", languages),
        accessibility_url: urls_if_any(section, "accessibility_url", languages),
        self_help_url: urls_if_any(section, "self_help_url", languages),
        quick_exit_url: quick_exit_url(section),
        topics: topics(section, languages),
        announcements: announcements(section.section("announcements"), languages),
    }
}

/// The page that takes the chat's place when a resident leaves in a hurry.
fn quick_exit_url(section: &mut Section<'_>) -> Option<String> {
    let url = section.text("quick_exit_url")?;
    let path = section.path_of("quick_exit_url");
    check_url(section, &path, &url);
    Some(url.text)
}

/// The telephone's menu, by its keys.
fn areas(mut all: Section<'_>, languages: &[Language]) -> Vec<(u32, Texts)> {
    let mut areas = Vec::new();
    for (name, section) in all.every_section() {
        match name.parse::<u32>() {
            Ok(key) if (0..=LAST_KEY).contains(&key) => {
                areas.push((key, table(section, languages)));
            }
            _ => {
                let words = format!(
                    "\"{name}\" in [{}] is no key of a telephone; write the digit that a caller \
                     presses, such as 1.fi = \"Isojoki, Teuva\"",
                    all.path
                );
                section.complain(&section.place, words);
            }
        }
    }
    areas.sort_by_key(|(key, _)| *key);
    areas
}

/// The topics, in the order of the list that names them.
fn topics(section: &mut Section<'_>, languages: &[Language]) -> Vec<(String, Texts)> {
    let wanted = section.texts("topics");
    let path = section.path_of("topics");
    let mut all = section.section("topic");
    let mut named = all.every_section();
    let mut topics = Vec::new();
    for topic in wanted {
        match named.iter().position(|(name, _)| *name == topic.text) {
            Some(index) => {
                let (name, words) = named.remove(index);
                check_name(&words, &name);
                topics.push((name, table(words, languages)));
            }
            None => {
                let words = format!(
                    "\"{}\" in {path} has no words, or is there twice; write topic.{}.fi = \"…\" \
                     and so on",
                    topic.text, topic.text
                );
                section.complain(&topic.place, words);
            }
        }
    }
    for (name, section) in named {
        let words = format!(
            "the topic `{name}` is not in {path}, which says their order; add \"{name}\" to it"
        );
        section.complain(&section.place, words);
    }
    topics
}

fn announcements(mut all: Section<'_>, languages: &[Language]) -> Vec<Announcement> {
    let mut announcements = Vec::new();
    for (name, mut section) in all.every_section() {
        check_name(&section, &name);
        let days = days(&mut section);
        let texts = texts(&mut section, "text", languages);
        if let Some((from, until)) = days {
            announcements.push(Announcement { from, until, texts });
        }
        section.finish();
    }
    announcements.sort_by_key(|announcement| announcement.from);
    announcements
}
