//! Texts in the languages of a service, the names of what it has, and addresses of pages.

use axum::http::Uri;
use juttu_shared::texts::Language;

use super::Texts;
use crate::config::read::{Section, Written};

const MOST_NAME_CHARS: usize = 40;

/// A text in each language the service speaks. Further languages may be written and are not used.
pub(super) fn texts(section: &mut Section<'_>, key: &'static str, languages: &[Language]) -> Texts {
    let table = section.section(key);
    plain(of_table(table, key, languages))
}

/// As [`texts`], with where each was written.
pub(super) fn of_section(
    section: &mut Section<'_>,
    key: &'static str,
    languages: &[Language],
) -> Vec<(Language, Written)> {
    of_table(section.section(key), key, languages)
}

/// As [`texts`], when the key is written at all.
pub(super) fn texts_if_any(
    section: &mut Section<'_>,
    key: &'static str,
    languages: &[Language],
) -> Option<Texts> {
    section.has(key).then(|| texts(section, key, languages))
}

/// The addresses of a page in each language, when the key is written at all.
pub(super) fn urls_if_any(
    section: &mut Section<'_>,
    key: &'static str,
    languages: &[Language],
) -> Option<Texts> {
    if !section.has(key) {
        return None;
    }
    let path = section.path_of(key);
    let written = of_table(section.section(key), key, languages);
    for (language, url) in &written {
        check_url(section, &format!("{path}.{}", language.tag()), url);
    }
    Some(plain(written))
}

/// The text of a whole table: `fi`, `sv`, `en`.
pub(super) fn table(table: Section<'_>, languages: &[Language]) -> Texts {
    let key = table.path.rsplit('.').next().unwrap_or_default().to_owned();
    plain(of_table(table, &key, languages))
}

/// Complains of an address that is none, or that is not encrypted.
pub(super) fn check_url(section: &Section<'_>, path: &str, url: &Written) {
    let Written { place, text } = url;
    let is_page = text.parse::<Uri>().is_ok_and(|uri| {
        let authority = uri.authority().map(|it| it.as_str()).unwrap_or_default();
        uri.scheme_str() == Some("https") && !authority.is_empty() && !authority.contains('@')
    });
    if !is_page {
        let words = format!(
            "{path} is no address of a page; it begins with https:// and has no spaces and no \
             letters that a browser would write in another way: write such as \
             \"https://www.example.fi/chat\""
        );
        section.complain(place, words);
    }
}

/// Complains of a name that the environment could not give.
pub(super) fn check_name(section: &Section<'_>, name: &str) {
    let fits = (1..=MOST_NAME_CHARS).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !fits {
        let words = format!(
            "\"{name}\" is no name for [{}]; write at most {MOST_NAME_CHARS} of a–z, 0–9 and _",
            section.path
        );
        section.complain(&section.place, words);
    }
}

fn of_table(mut table: Section<'_>, key: &str, languages: &[Language]) -> Vec<(Language, Written)> {
    let mut texts = Vec::new();
    for language in Language::ALL {
        let tag = language.tag();
        if languages.contains(&language) {
            let example = format!("{key}.{tag} = \"…\", since the service speaks \"{tag}\"");
            if let Some(written) = table.required_text(tag, &example) {
                texts.push((language, written));
            }
        } else {
            table.text(tag);
        }
    }
    table.finish();
    // The first one is the default.
    texts.sort_by_key(|(language, _)| languages.iter().position(|it| it == language));
    texts
}

fn plain(texts: Vec<(Language, Written)>) -> Texts {
    let texts = texts.into_iter();
    texts.map(|(language, it)| (language, it.text)).collect()
}
