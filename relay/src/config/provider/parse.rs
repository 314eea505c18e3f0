//! From `[provider.ID]` to a [`Provider`].

use axum::http::Uri;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::event::Level;
use zeroize::Zeroizing;

use super::algorithms::{encryption, keys_signing, own_signing, token_signing};
use super::{Audience, Claims, Provider, claims, levels};
use crate::config::notify::ca_file;
use crate::config::read::{Section, Written};

const MOST_ID_CHARS: usize = 40;
/// The longest name of a service that banks show.
pub(in crate::config) const SPNAME_CHARS: usize = 40;
/// The oldest sign-in that can be asked for, in seconds: a day.
const OLDEST_S: u32 = 86_400;

/// `[identification]`: the file of the relay's own keys.
pub(in crate::config) fn identification(mut section: Section<'_>) -> Option<std::path::PathBuf> {
    let keys_file = section.text("keys_file");
    section.finish();
    keys_file.map(|written| written.text.into())
}

/// Every `[provider.…]`, in the order of their ids.
pub(in crate::config) fn residents(
    mut all: Section<'_>,
    has_keys_file: bool,
    is_demo: bool,
) -> Vec<Provider> {
    all.every_section()
        .into_iter()
        .filter_map(|(id, mut section)| {
            let claims = claims::residents(section.section("claims"));
            let levels = levels::residents(&mut section, is_demo);
            let parsed = provider(&id, &mut section, (claims, levels), has_keys_file, is_demo);
            section.finish();
            parsed
        })
        .collect()
}

/// One `[sign_in.provider.ID]`: as a resident's, with the claim that says somebody's groups, and
/// without levels unless some are written. Whoever calls takes the further keys and finishes.
pub(in crate::config) fn staff(
    id: &str,
    section: &mut Section<'_>,
    has_keys_file: bool,
    is_demo: bool,
) -> Option<Provider> {
    let groups = section.text_or_texts("groups_claim").into_iter();
    let mut groups: Vec<_> = groups.map(|written| written.text).collect();
    if groups.is_empty() {
        groups.push("groups".to_owned());
    }
    let claims = claims::staff(section.section("claims"), groups);
    let levels = levels::staff(section, is_demo);
    provider(id, section, (claims, levels), has_keys_file, is_demo)
}

fn provider(
    id: &str,
    section: &mut Section<'_>,
    (claims, levels): (Claims, Vec<(String, Level)>),
    has_keys_file: bool,
    is_demo: bool,
) -> Option<Provider> {
    check_id(id, section);
    let is_ftn = is_ftn(section);
    let names = names(section);
    let issuer = issuer(section, is_demo);
    let client_id = section.required_text("client_id", "client_id = \"…\", as it was agreed");
    let signs_in_by_key = section.flag("signs_in_by_key", is_ftn);
    let client_secret = client_secret(section, signs_in_by_key);
    let spnames = spnames(section);
    let provider = Provider {
        id: id.to_owned(),
        names,
        issuer: issuer?,
        client_id: client_id?.text,
        client_secret,
        signs_in_by_key,
        signs_requests: section.flag("signed_request", is_ftn),
        signs_with: own_signing(section),
        audience: audience(section),
        scopes: scopes(section),
        pkce: section.flag("pkce", true),
        acr_values: acr_values(section, &levels, is_ftn),
        levels,
        is_test: section.flag("is_test", false),
        token_signing: token_signing(section),
        token_encryption: encryption(section, is_ftn),
        claims,
        sends_spname: is_ftn || !spnames.is_empty(),
        spnames,
        max_age_s: section
            .has("max_age_s")
            .then(|| section.number_within("max_age_s", 0, 0..=OLDEST_S)),
        response_iss: section.flag("response_iss", false),
        keys_signing: keys_signing(section),
        keys_signed_by: section.text("keys_signed_by").map(|it| it.text.into()),
        ca_file: ca_file(section),
        inside: None,
    };
    check_test(section, &provider, is_demo);
    if provider.needs_keys() && !has_keys_file && !is_demo {
        let words = format!(
            "{} needs keys of the relay's own; write [identification] keys_file = \
             \"/etc/juttu/ident.keys\", and make it with `juttu-relay keys make`",
            section.path
        );
        section.complain(&section.place, words);
    }
    Some(provider)
}

fn check_id(id: &str, section: &Section<'_>) {
    let fits = (1..=MOST_ID_CHARS).contains(&id.len())
        && id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !fits {
        let words = format!(
            "\"{id}\" is no id for a provider; write at most {MOST_ID_CHARS} of a–z, 0–9 and _, \
             such as [provider.suomifi]"
        );
        section.complain(&section.place, words);
    }
}

/// Whether what is not written is as the Finnish Trust Network has it.
fn is_ftn(section: &mut Section<'_>) -> bool {
    let Some(Written { place, text }) = section.text("profile") else {
        return false;
    };
    match text.as_str() {
        "plain" => false,
        "ftn" => true,
        _ => {
            let words = format!("{} is \"plain\" or \"ftn\"", section.path_of("profile"));
            section.complain(&place, words);
            false
        }
    }
}

fn names(section: &mut Section<'_>) -> Vec<(Language, String)> {
    let mut table = section.section("name");
    let names: Vec<_> = Language::ALL
        .into_iter()
        .filter_map(|language| Some((language, table.text(language.tag())?.text)))
        .collect();
    if names.is_empty() {
        let words = format!(
            "{} is missing; write what stands on the button in each language: name.fi = \
             \"Suomi.fi-tunnistus\"",
            table.path
        );
        table.complain(&section.place, words);
    }
    table.finish();
    names
}

/// The demo's own bank has the demo's address, which nobody knows before it is bound.
fn issuer(section: &mut Section<'_>, is_demo: bool) -> Option<String> {
    if is_demo && !section.has("issuer") {
        return Some(String::new());
    }
    let example = "issuer = \"https://…\", as the provider's metadata has it";
    let Written { place, text } = section.required_text("issuer", example)?;
    if let Err(why) = check_issuer(&text, is_demo) {
        let words = format!("{} {why}", section.path_of("issuer"));
        section.complain(&place, words);
        return None;
    }
    Some(text)
}

fn check_issuer(text: &str, is_demo: bool) -> Result<(), &'static str> {
    let url = text
        .parse::<Uri>()
        .map_err(|_| "is no address; write such as \"https://tunnistus.example.fi\"")?;
    let authority = url.authority().map_or("", |authority| authority.as_str());
    if authority.is_empty() || authority.contains('@') || text.contains(['?', '#']) {
        return Err("is no issuer: an address with a host, without a name, a query and a fragment");
    }
    match url.scheme_str() {
        Some("https") => Ok(()),
        Some("http") if is_demo && is_loopback(url.host().unwrap_or_default()) => Ok(()),
        _ => Err("does not begin with https://"),
    }
}

/// Whether a host is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || literal
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn client_secret(section: &mut Section<'_>, by_key: bool) -> Option<Zeroizing<String>> {
    let secret = section.text("client_secret");
    match (secret, by_key) {
        (Some(Written { text, .. }), false) => Some(Zeroizing::new(text)),
        (None, true) => None,
        (Some(Written { place, text }), true) => {
            drop(Zeroizing::new(text));
            let words = format!(
                "{} is there, but the relay signs in by its key; leave it out, or write \
                 signs_in_by_key = false",
                section.path_of("client_secret")
            );
            section.complain(&place, words);
            None
        }
        (None, false) => {
            let words = format!(
                "{} is missing; give it in the environment, or write signs_in_by_key = true if \
                 private_key_jwt was agreed",
                section.path_of("client_secret")
            );
            section.complain(&section.place, words);
            None
        }
    }
}

fn audience(section: &mut Section<'_>) -> Audience {
    let Some(Written { place, text }) = section.text("client_assertion_audience") else {
        return Audience::Issuer;
    };
    match text.as_str() {
        "issuer" => Audience::Issuer,
        "token" => Audience::Token,
        _ => {
            let words = format!(
                "{} is \"issuer\" or \"token\" (the address where codes are exchanged)",
                section.path_of("client_assertion_audience")
            );
            section.complain(&place, words);
            Audience::Issuer
        }
    }
}

fn scopes(section: &mut Section<'_>) -> Vec<String> {
    let mut scopes = vec!["openid".to_owned()];
    for Written { text, .. } in section.texts("scopes") {
        if !scopes.contains(&text) {
            scopes.push(text);
        }
    }
    scopes
}

/// Of a bank the levels that are accepted are asked for, unless others are written.
fn acr_values(section: &mut Section<'_>, levels: &[(String, Level)], is_ftn: bool) -> Vec<String> {
    if section.has("acr_values") {
        let written = section.texts("acr_values").into_iter();
        return written.map(|written| written.text).collect();
    }
    let asked = levels.iter().filter(|_| is_ftn);
    asked.map(|(acr, _)| acr.clone()).collect()
}

fn spnames(section: &mut Section<'_>) -> Vec<(Language, String)> {
    let mut table = section.section("ftn_spname");
    let mut names = Vec::new();
    for language in Language::ALL {
        let Some(Written { place, text }) = table.text(language.tag()) else {
            continue;
        };
        if text.chars().count() > SPNAME_CHARS {
            let words = format!(
                "{} is longer than {SPNAME_CHARS} characters, and banks show no more; shorten it",
                table.path_of(language.tag())
            );
            table.complain(&place, words);
        }
        names.push((language, text));
    }
    table.finish();
    names
}

fn check_test(section: &Section<'_>, provider: &Provider, is_demo: bool) {
    if provider.is_test && !is_demo {
        let words = format!(
            "{} is true, but this is not the demo: a test identifies nobody; leave it out, or run \
             `juttu-relay demo --config FILE`",
            section.path_of("is_test")
        );
        section.complain(&section.place, words);
    }
    let mut levels = provider.levels.iter();
    if !provider.is_test && levels.any(|(_, level)| *level == Level::Test) {
        let words = format!(
            "{} accepts a level of \"test\", by which nobody is identified; leave it out, or \
             write is_test = true in the demo",
            section.path_of("levels")
        );
        section.complain(&section.place, words);
    }
}
