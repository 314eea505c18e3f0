//! The cookie that binds an attempt to one browser. It says nothing, and lives no longer than an
//! attempt may.
//!
//! `SameSite=Lax`, since the way back from the provider begins on another site.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use juttu_shared::limits::IDENTIFICATION_MS;

use super::is_ours;
use crate::config::Config;

/// Over TLS: a browser takes it only from this very host, and only when it is `Secure`.
const NAME: &str = "__Host-juttu-ident";
/// In the demo without TLS.
const NAME_IN_DEMO: &str = "juttu-ident";

/// What the cookie holds, when it is there and has the form of one of ours.
pub(super) fn read<'h>(config: &Config, headers: &'h HeaderMap) -> Option<&'h str> {
    let lines = headers.get_all(COOKIE).iter();
    let mut cookies = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='));
    let name = name(config);
    let (_, value) = cookies.find(|(found, _)| *found == name)?;
    is_ours(value).then_some(value)
}

/// The line that gives a browser the cookie.
pub(super) fn give(config: &Config, value: &str) -> Option<HeaderValue> {
    line(config, value, IDENTIFICATION_MS / 1_000)
}

/// The line that takes it away again.
pub(super) fn take_away(config: &Config) -> Option<HeaderValue> {
    line(config, "", 0)
}

fn line(config: &Config, value: &str, age_s: i64) -> Option<HeaderValue> {
    let secure = match is_secure(config) {
        true => "; Secure",
        false => "",
    };
    let name = name(config);
    let line = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age_s}{secure}");
    HeaderValue::try_from(line).ok()
}

fn name(config: &Config) -> &'static str {
    match is_secure(config) {
        true => NAME,
        false => NAME_IN_DEMO,
    }
}

fn is_secure(config: &Config) -> bool {
    config.public_url.starts_with("https://")
}
