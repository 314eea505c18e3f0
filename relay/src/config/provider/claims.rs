//! The names of claims: `claims.personal_code = "urn:oid:1.2.246.21"`, or a list of which the first
//! one there counts.

use super::Claims;
use crate::config::read::{Section, Written};

/// The claims of a resident's provider; the names left out are those of OpenID Connect Core 1.0 §5.1.
pub(super) fn residents(section: Section<'_>) -> Claims {
    let mut section = section;
    let claims = Claims {
        personal_code: names(&mut section, "personal_code", &[]),
        persistent_id: names(&mut section, "persistent_id", &[]),
        name: names(&mut section, "name", &["name"]),
        family_name: names(&mut section, "family_name", &["family_name"]),
        given_names: names(&mut section, "given_names", &["given_name"]),
        groups: Vec::new(),
    };
    section.finish();
    claims
}

/// The claims of the staff's provider.
pub(super) fn staff(section: Section<'_>, groups: Vec<String>) -> Claims {
    let mut section = section;
    let claims = Claims {
        name: names(&mut section, "name", &["name"]),
        family_name: names(&mut section, "family_name", &["family_name"]),
        given_names: names(&mut section, "given_names", &["given_name"]),
        groups,
        ..Claims::default()
    };
    section.finish();
    claims
}

fn names(section: &mut Section<'_>, key: &'static str, usual: &[&str]) -> Vec<String> {
    let written = section.text_or_texts(key);
    for Written { place, text } in &written {
        // Some brokers give another one each time, and some the same one to several people.
        if text == "sub" && matches!(key, "personal_code" | "persistent_id") {
            let words = format!(
                "{} is \"sub\", which does not stay the same at every provider; write the name of \
                 a claim that does, or leave it out",
                section.path_of(key)
            );
            section.complain(place, words);
        }
    }
    match written.is_empty() {
        true => usual.iter().map(|name| (*name).to_owned()).collect(),
        false => written.into_iter().map(|name| name.text).collect(),
    }
}
