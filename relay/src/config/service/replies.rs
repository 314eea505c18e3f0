//! Canned replies: `replies` says their order, `[service.ID.reply.NAME]` their words.

use juttu_shared::limits::{NAME_CHARS, REPLY_TITLE_CHARS, TEXT_CHARS};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::text::clean_at_most;
use juttu_shared::texts::Language;

use super::words::{check_name, of_section};
use super::{Service, Texts, in_language};
use crate::config::read::{Section, Written};

/// Most canned replies of a service: more than anybody finds their way in.
const MOST: usize = 200;
/// What may stand for something else in a reply: filled by the desk, and by the relay.
const PLACEHOLDERS: [&str; 4] = ["{agent}", "{reference}", SERVICE, TELEPHONE];
const SERVICE: &str = "{service}";
const TELEPHONE: &str = "{telephone}";
/// Room for what the placeholders become.
const LONGEST: usize = TEXT_CHARS - 2 * NAME_CHARS;

/// A reply that an agent inserts and may change before it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannedReply {
    /// Its name in the configuration.
    pub id: String,
    /// Whether it is meant to be said last.
    pub ending: bool,
    /// What it is found by.
    pub titles: Texts,
    /// What is inserted, with placeholders.
    pub texts: Texts,
}

impl CannedReply {
    /// What is inserted in a language, the service's own name and telephone in it.
    pub fn text_of(&self, service: &Service, language: Language) -> String {
        in_language(&self.texts, language)
            .replace(SERVICE, service.name(language))
            .replace(TELEPHONE, &service.guidance.telephone)
    }
}

/// The canned replies, in the order of the list that names them.
pub(super) fn replies(section: &mut Section<'_>, languages: &[Language]) -> Vec<CannedReply> {
    let wanted = section.texts("replies");
    let path = section.path_of("replies");
    if let Some(first) = wanted.get(MOST) {
        let words = format!("{path} names more than {MOST} replies; leave some out");
        section.complain(&first.place, words);
    }
    let mut named = section.section("reply").every_section();
    let mut replies = Vec::new();
    for reply in wanted {
        match named.iter().position(|(name, _)| *name == reply.text) {
            Some(index) => {
                let (name, words) = named.remove(index);
                check_name(&words, &name);
                replies.push(of(name, words, languages));
            }
            None => {
                let words = format!(
                    "\"{}\" in {path} has no words, or is there twice; write a section \
                     [{}.{}] with title.fi, text.fi and so on",
                    reply.text,
                    section.path_of("reply"),
                    reply.text
                );
                section.complain(&reply.place, words);
            }
        }
    }
    for (name, section) in named {
        let words = format!(
            "the reply `{name}` is not in {path}, which says their order; add \"{name}\" to it"
        );
        section.complain(&section.place, words);
    }
    replies
}

fn of(id: String, mut section: Section<'_>, languages: &[Language]) -> CannedReply {
    let titles = of_section(&mut section, "title", languages);
    let titles = titles.into_iter().filter_map(|(language, title)| {
        let path = section.path_of(&format!("title.{}", language.tag()));
        if title.text.contains(['{', '}']) {
            let words = format!("{path} is what the reply is found by; write it without {{ and }}");
            section.complain(&title.place, words);
        }
        Some((language, clean(&section, &path, &title, REPLY_TITLE_CHARS)?))
    });
    let titles = titles.collect();
    let texts = of_section(&mut section, "text", languages);
    let texts = texts.into_iter().filter_map(|(language, text)| {
        let path = section.path_of(&format!("text.{}", language.tag()));
        check_placeholders(&section, &path, &text);
        Some((language, clean(&section, &path, &text, LONGEST)?))
    });
    let texts = texts.collect();
    let ending = section.flag("ending", false);
    section.finish();
    CannedReply {
        id,
        ending,
        titles,
        texts,
    }
}

/// The text as a message is stored, so that the draft is what is sent.
fn clean(section: &Section<'_>, path: &str, written: &Written, most: usize) -> Option<String> {
    match clean_at_most(&written.text, most) {
        Ok(clean) => Some(clean),
        Err(Refusal::TextTooLong) => {
            let words = format!("{path} is longer than {most} characters; make it shorter");
            section.complain(&written.place, words);
            None
        }
        Err(_) => {
            section.complain(&written.place, format!("{path} is empty; write something"));
            None
        }
    }
}

fn check_placeholders(section: &Section<'_>, path: &str, written: &Written) {
    let mut rest = written.text.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        let (_, from) = rest.split_at(at);
        let known = PLACEHOLDERS.iter().find_map(|it| from.strip_prefix(it));
        let Some(after) = known else {
            let end = from.find('}').map_or(from.len(), |end| end + 1);
            let unknown = from.get(..end).unwrap_or(from);
            let unknown: String = unknown.chars().take(40).collect();
            let words = format!(
                "\"{unknown}\" in {path} stands for nothing; write {}",
                PLACEHOLDERS.join(", ")
            );
            section.complain(&written.place, words);
            return;
        };
        rest = after;
    }
}
