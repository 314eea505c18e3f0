//! What every page of the relay's own has around it: its head, its one style, its policy, and the
//! choice of language. Such a page needs no scripts.

use std::sync::LazyLock;

use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use juttu_shared::texts::{Language, code as words, relay};
use sha2::{Digest as _, Sha256};

use super::html::Html;
use super::words::{find, say, tel};
use crate::config::{Service, in_language};

const STYLE: &str = include_str!("frame.css");

/// Nothing but this one style, and forms to the relay itself.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = BASE64_STANDARD.encode(Sha256::digest(STYLE));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; frame-ancestors 'none'; \
         form-action 'self'"
    )
});

/// A page's head, up to its body. The title says first that something is wrong.
pub(crate) fn begin(html: &mut Html, language: Language, title: &str, is_error: bool) {
    head(html, language, title, is_error);
    html.raw("</head><body>");
}

/// The same for a page that goes on to another address by itself.
pub(crate) fn begin_and_go(html: &mut Html, language: Language, title: &str, address: &str) {
    head(html, language, title, false);
    html.raw("<meta http-equiv=\"refresh\" content=\"0; url=");
    html.text(address).raw("\"></head><body>");
}

fn head(html: &mut Html, language: Language, title: &str, is_error: bool) {
    html.raw("<!doctype html><html lang=\"")
        .text(language.tag());
    html.raw("\"><head><meta charset=\"utf-8\"><title>");
    if is_error {
        html.text(find(words::ALL, words::ERROR.0, language))
            .raw(": ");
    }
    html.text(title);
    html.raw("</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.raw("<meta name=\"robots\" content=\"noindex\">");
    html.raw("<style>").raw(STYLE).raw("</style>");
}

/// The answer with the page.
pub(crate) fn respond(status: StatusCode, html: Html) -> Response {
    let policy = HeaderValue::try_from(POLICY.as_str());
    // What can't be written allows nothing.
    let policy = policy.unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    let headers = [(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, policy)];
    (status, headers, html.finish()).into_response()
}

/// Links to the same page in each language.
pub(crate) fn languages(html: &mut Html, present: Language, address: impl Fn(Language) -> String) {
    html.raw("<nav aria-label=\"")
        .text(find(words::ALL, words::LANGUAGE.0, present))
        .raw("\">");
    for other in Language::ALL {
        html.raw("<a href=\"").text(&address(other));
        html.raw("\" hreflang=\"").text(other.tag());
        html.raw("\" lang=\"").text(other.tag()).raw("\"");
        if other == present {
            html.raw(" aria-current=\"true\"");
        }
        html.raw(">").text(own_name(other)).raw("</a>");
    }
    html.raw("</nav>");
}

/// A service's telephone and when it is answered, the number being a link.
pub(crate) fn telephone(html: &mut Html, service: &Service, language: Language) {
    let guidance = &service.guidance;
    let hours = in_language(&guidance.telephone_hours, language);
    let words = say(relay::TELEPHONE, language).replace("{hours}", hours);
    let (before, after) = words.split_once("{number}").unwrap_or((&words, ""));
    html.text(before).raw("<a href=\"");
    html.text(&tel(&guidance.telephone)).raw("\">");
    html.text(&guidance.telephone).raw("</a>").text(after);
}

/// The language asked for, or the first that the browser prefers.
pub(crate) fn language(asked: Option<&str>, headers: &HeaderMap) -> Language {
    let preferred = headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok());
    let preferred = preferred.into_iter().flat_map(|tags| tags.split(','));
    asked
        .into_iter()
        .chain(preferred)
        .map(|tag| tag.split(';').next().unwrap_or_default().trim())
        .find_map(Language::from_tag)
        .unwrap_or(Language::Fi)
}

/// What a language is called in itself.
pub(crate) fn own_name(language: Language) -> &'static str {
    match language {
        Language::Fi => "Suomi",
        Language::Sv => "Svenska",
        Language::En => "English",
    }
}
