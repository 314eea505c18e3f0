//! Whether somebody came here by pressing the chat's own link, on a page that carries it.
//!
//! What can be seen at the start: a link in a message or a typed address has no `Referer`, or that of
//! a webmail; an address that redirects keeps the `Referer` of where the way began, so one of a listed
//! origin that sends anybody anywhere helps a stranger's link nothing. What can't be seen here is a
//! page of a listed origin that shows a stranger's link as its own: that attempt ends where its result
//! is brought back, which only the session that asked can do.

use axum::http::header::{ORIGIN, REFERER};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::config::{Config, Service};

/// Whether this is the whole tab going on, from a page of the service or of the relay's own.
pub(super) fn is_from_the_chat(config: &Config, service: &Service, headers: &HeaderMap) -> bool {
    let Some(Some(referer)) = only(headers, &REFERER) else {
        return false;
    };
    let mut origins = service.origins.iter().chain([&config.public_url]);
    origins.any(|origin| origin_of(referer) == Some(origin.as_str()))
        && is_or_not_said(headers, "sec-fetch-mode", |mode| mode == "navigate")
        && is_or_not_said(headers, "sec-fetch-dest", |dest| dest == "document")
        && is_or_not_said(headers, "sec-fetch-site", |site| site != "none")
}

/// Whether a form was sent from the relay's own page, and says so.
pub(super) fn is_own_form(config: &Config, headers: &HeaderMap) -> bool {
    only(headers, &ORIGIN) == Some(Some(config.public_url.as_str()))
        && is_or_not_said(headers, "sec-fetch-site", |site| site == "same-origin")
}

/// The origin of an address, as it stands in it.
fn origin_of(address: &str) -> Option<&str> {
    let authority = address.find("://")? + 3;
    let rest = address.get(authority..)?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    address.get(..authority + end)
}

fn is_or_not_said(headers: &HeaderMap, name: &'static str, fits: fn(&str) -> bool) -> bool {
    match only(headers, &HeaderName::from_static(name)) {
        Some(said) => said.is_none_or(fits),
        None => false,
    }
}

/// The one header of a name, if there is one. None when there are several, or it can't be read: that
/// is nobody's browser.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<Option<&'h str>> {
    let mut all = headers.get_all(name).iter();
    match (all.next().map(HeaderValue::to_str), all.next()) {
        (None, _) => Some(None),
        (Some(Ok(one)), None) => Some(Some(one)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_ends_where_its_path_begins() {
        for (address, origin) in [
            ("https://www.example.fi/a?b#c", "https://www.example.fi"),
            ("https://www.example.fi", "https://www.example.fi"),
            ("https://www.example.fi?x=/", "https://www.example.fi"),
            ("http://localhost:8080/", "http://localhost:8080"),
            // None of these is on a list.
            (
                "https://www.example.fi@evil.example/",
                "https://www.example.fi@evil.example",
            ),
            (
                "https://www.example.fi\\@evil.example/",
                "https://www.example.fi\\@evil.example",
            ),
        ] {
            assert_eq!(origin_of(address), Some(origin));
        }
        assert_eq!(origin_of("www.example.fi"), None);
    }
}
