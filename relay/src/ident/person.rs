//! Who the claims of a checked token say that somebody is.

mod code;

use juttu_shared::wire::v1::event::Level;
use serde_json::{Map, Value};

use super::{Fault, Person};
use crate::config::Provider;

/// The longest text that is taken from a claim: longer than any name.
const MOST_CHARS: usize = 200;

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
    let read = |names: &[String]| names.iter().find_map(|name| text(claims.get(name)?));
    let names = &provider.claims;
    let family_name = read(&names.family_name);
    let given_names = read(&names.given_names);
    let personal_code = read(&names.personal_code).map(|code| code.to_ascii_uppercase());
    if personal_code
        .as_deref()
        .is_some_and(|code| !code::is_right(code))
    {
        // Banks' test users have such. Whose it is stands nowhere.
        tracing::warn!(
            provider = provider.id,
            "a personal identity code from this provider has a wrong check character"
        );
    }
    let parts: Vec<_> = given_names.iter().chain(&family_name).cloned().collect();
    let name = read(&names.name).unwrap_or_else(|| parts.join(" "));
    let is_staff = !names.groups.is_empty();
    if name.is_empty() && !is_staff {
        return Err(Fault::Rejected("no name among the claims"));
    }
    let subject = match is_staff {
        true => text(claims.get("sub").unwrap_or(&Value::Null)).ok_or(Fault::Rejected("sub"))?,
        // Of a resident it says nothing that lasts.
        false => String::new(),
    };
    Ok(Person {
        level,
        at_ms,
        personal_code,
        persistent_id: read(&names.persistent_id),
        name,
        family_name,
        given_names,
        groups: groups(claims, &names.groups),
        subject,
    })
}

fn groups(claims: &Map<String, Value>, names: &[String]) -> Vec<String> {
    match names.iter().find_map(|name| claims.get(name)) {
        Some(Value::Array(groups)) => groups.iter().filter_map(text).collect(),
        Some(one) => text(one).into_iter().collect(),
        None => Vec::new(),
    }
}

/// A text of a claim, without what can't be seen, if anything is left.
fn text(value: &Value) -> Option<String> {
    let seen = value.as_str()?.chars().filter(|char| !char.is_control());
    let text: String = seen.take(MOST_CHARS).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}
