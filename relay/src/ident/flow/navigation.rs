//! Whether somebody came here by pressing the chat's own link, on the page that carries it.
//!
//! What can be seen at the start: a link in a message or a typed address has no `Referer`, or that of
//! a webmail; a server's redirect keeps the `Referer` of where the way began. A script or a refresh of
//! a listed page that leads anybody where its address says (an open redirect) has that page's
//! `Referer`: then nobody has pressed anything there, which browsers say that say so at all. And the
//! way leads back to the very origin on which it was pressed, so that another listed one helps nothing.
//!
//! What can't be seen here is a page of that origin that shows a stranger's link as its own. That
//! attempt ends where its result is brought back, which only the session that asked can do, unless the
//! page it comes back to hands the result on to the stranger: see [`super::back`].

use axum::http::header::{ORIGIN, REFERER, USER_AGENT};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

use crate::config::Config;

/// How somebody came here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// By pressing the chat's link.
    Pressed,
    /// From the chat's page, in a browser that would say so if anything had been pressed there just now.
    Unpressed,
    /// From elsewhere.
    Otherwise,
}

/// How the browser came here, for an attempt that leads back to an address.
pub(super) fn came(config: &Config, return_to: &str, headers: &HeaderMap) -> Came {
    let Some(Some(referer)) = only(headers, &REFERER) else {
        return Came::Otherwise;
    };
    let from = origin_of(referer);
    // The relay's own is the same page in another language.
    let is_from_the_chat = from.is_some()
        && (from == origin_of(return_to) || from == Some(config.public_url.as_str()))
        && is_or_not_said(headers, "sec-fetch-mode", |mode| mode == "navigate")
        && is_or_not_said(headers, "sec-fetch-dest", |dest| dest == "document")
        && is_or_not_said(headers, "sec-fetch-site", |site| site != "none");
    let presses = only(headers, &HeaderName::from_static("sec-fetch-user"));
    match (is_from_the_chat, presses) {
        (true, Some(Some("?1"))) => Came::Pressed,
        (true, Some(None)) if !says_presses(headers) => Came::Pressed,
        (true, Some(_)) => Came::Unpressed,
        _ => Came::Otherwise,
    }
}

/// Whether this browser says of a navigation that somebody pressed for it: Chromium and Firefox do,
/// wherever they say how they navigate (not without TLS), and WebKit does not.
fn says_presses(headers: &HeaderMap) -> bool {
    let agents = headers.get_all(USER_AGENT).iter();
    let mut agents = agents.filter_map(|agent| agent.to_str().ok());
    let is_known = headers.contains_key("sec-ch-ua")
        || agents.any(|agent| agent.contains("Chrome/") || agent.contains("Firefox/"));
    is_known && headers.contains_key("sec-fetch-mode")
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
    use crate::config::Sources;

    #[test]
    fn two_pages_before_are_nobodys() {
        let sources = Sources {
            demo: true,
            ..Sources::default()
        };
        let config = Config::read(&sources).unwrap();
        let came = |headers: &HeaderMap| came(&config, "https://www.example.fi/a", headers);
        let mut headers = HeaderMap::new();
        let page = HeaderValue::from_static("https://www.example.fi/");
        headers.append(REFERER, page.clone());
        assert_eq!(came(&headers), Came::Pressed);
        headers.append(REFERER, page);
        assert_eq!(came(&headers), Came::Otherwise);
    }

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
