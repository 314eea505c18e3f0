//! The sign-in cookie.

use axum::http::header::{COOKIE, InvalidHeaderValue};
use axum::http::{HeaderMap, HeaderValue};

use crate::config::Config;

/// Over TLS: a browser takes it only from this very host, and only when it is `Secure`.
const NAME: &str = "__Host-juttu-sign-in";
/// In the demo without TLS.
const NAME_IN_DEMO: &str = "juttu-sign-in";

/// The token, when the cookie is there.
pub(super) fn read<'h>(config: &Config, headers: &'h HeaderMap) -> Option<&'h str> {
    named(headers, name(config))
}

/// What a cookie of that name holds, when it is there.
pub(super) fn named<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(COOKIE).iter();
    let mut cookies = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='));
    let (_, value) = cookies.find(|(found, _)| *found == name)?;
    (!value.is_empty()).then_some(value)
}

/// The line that gives a browser the token. It goes when the browser is closed.
pub(super) fn give(config: &Config, token: &str) -> Result<HeaderValue, InvalidHeaderValue> {
    HeaderValue::try_from(line(config, token, ""))
}

/// The line that takes it away again.
pub(super) fn take_away(config: &Config) -> Result<HeaderValue, InvalidHeaderValue> {
    HeaderValue::try_from(line(config, "", "; Max-Age=0"))
}

fn line(config: &Config, token: &str, age: &str) -> String {
    let secure = if config.desk_is_secure() {
        "; Secure"
    } else {
        ""
    };
    let name = name(config);
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Strict{secure}{age}")
}

fn name(config: &Config) -> &'static str {
    if config.desk_is_secure() {
        NAME
    } else {
        NAME_IN_DEMO
    }
}
