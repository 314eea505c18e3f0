//! Who the claims of a checked token say that somebody is.

mod code;

use juttu_shared::rules::text::clean_at_most;
use juttu_shared::wire::v1::event::Level;
use serde_json::{Map, Value};

use super::{Fault, Person};
use crate::config::Provider;

/// The longest name that is shown whole.
const MOST_NAME_CHARS: usize = 200;
/// The longest identifier or group that is taken, in characters: `sub` has 255 at most (OpenID Connect
/// Core 1.0 §2), names of a directory's groups more.
const MOST_IDENTIFIER_CHARS: usize = 1_000;
/// The shortest persistent identifier that is taken, in characters. What is shorter is likelier a word
/// for "none", and everybody without one would be one person.
const LEAST_PERSISTENT_CHARS: usize = 8;

/// The person.
///
/// # Errors
/// When the claims name nobody: the configuration has other names for them.
pub(super) fn of(
    claims: &Map<String, Value>,
    provider: &Provider,
    level: Level,
    at_ms: i64,
) -> Result<Person, Fault> {
    let read = |names: &[String]| names.iter().find_map(|name| shown(claims.get(name)?));
    let names = &provider.claims;
    let family_name = read(&names.family_name);
    let given_names = read(&names.given_names);
    let personal_code = personal_code(claims, provider);
    let persistent_id = persistent_id(claims, provider);
    let parts: Vec<_> = given_names.iter().chain(&family_name).cloned().collect();
    let name = read(&names.name).unwrap_or_else(|| parts.join(" "));
    let is_staff = !names.groups.is_empty();
    if name.is_empty() && !is_staff {
        return Err(Fault::Rejected("no name among the claims"));
    }
    let subject = match is_staff {
        true => claims
            .get("sub")
            .and_then(identifier)
            .ok_or(Fault::Rejected("sub"))?,
        // Of a resident it says nothing that lasts.
        false => String::new(),
    };
    Ok(Person {
        level,
        at_ms,
        personal_code,
        persistent_id,
        name,
        family_name,
        given_names,
        groups: groups(claims, &names.groups),
        subject,
    })
}

/// The first claim that is a code. Whose is wrong stands in no log.
fn personal_code(claims: &Map<String, Value>, provider: &Provider) -> Option<String> {
    let names = provider.claims.personal_code.iter();
    let mut said = names.filter_map(|name| claims.get(name)?.as_str());
    let provider = &provider.id;
    let mut is_any = false;
    let formed = said.find_map(|text| {
        is_any |= !text.trim().is_empty();
        code::read(text)
    });
    match &formed {
        // Banks' test users have such.
        Some(formed) if !formed.is_right => tracing::warn!(
            provider,
            "a personal identity code from this provider has a wrong check character"
        ),
        None if is_any => tracing::warn!(
            provider,
            "what this provider says in place of a personal identity code is none, and was left out"
        ),
        _ => {}
    }
    Some(formed?.code)
}

fn persistent_id(claims: &Map<String, Value>, provider: &Provider) -> Option<String> {
    let names = provider.claims.persistent_id.iter();
    let mut said = names.filter_map(|name| claims.get(name)).peekable();
    let is_any = said.peek().is_some_and(|value| !value.is_null());
    let long = |id: &String| id.chars().count() >= LEAST_PERSISTENT_CHARS;
    let found = said.filter_map(identifier).find(long);
    if found.is_none() && is_any {
        tracing::warn!(
            provider = provider.id,
            "a persistent identifier from this provider is too short, too long or no text, and was \
             left out: nobody comes back by it"
        );
    }
    found
}

fn groups(claims: &Map<String, Value>, names: &[String]) -> Vec<String> {
    match names.iter().find_map(|name| claims.get(name)) {
        Some(Value::Array(groups)) => groups.iter().filter_map(identifier).collect(),
        Some(one) => identifier(one).into_iter().collect(),
        None => Vec::new(),
    }
}

/// What stands for somebody, or for a group: to the letter or not at all. A part of it could be
/// somebody else's.
fn identifier(value: &Value) -> Option<String> {
    let text = value.as_str()?;
    let is_plain = !text.trim().is_empty() && !text.chars().any(char::is_control);
    let fits = is_plain && text.chars().count() <= MOST_IDENTIFIER_CHARS;
    fits.then(|| text.to_owned())
}

/// A name, by the rules for every text that is shown, on one line and not longer than others.
fn shown(value: &Value) -> Option<String> {
    let text = clean_at_most(value.as_str()?, usize::MAX).ok()?;
    let line = text.replace('\n', " ");
    let name: String = line.chars().take(MOST_NAME_CHARS).collect();
    Some(name.trim_end().to_owned())
}
