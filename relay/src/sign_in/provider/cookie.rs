//! The short cookie of a sign-in on its way: what must be known again when the browser comes back,
//! sealed, so that nobody reads it or makes one. It belongs to the browser that began.

use axum::http::{HeaderMap, HeaderValue};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::app::App;
use crate::config::Config;
use crate::ident::Kept;
use crate::seal::{Log, Place};
use crate::sign_in::cookie::named;

/// Over TLS: a browser takes it only from this very host, and only when it is `Secure`.
const NAME: &str = "__Host-juttu-sign-in-state";
/// In the demo without TLS.
const NAME_IN_DEMO: &str = "juttu-sign-in-state";
/// How long it may take there, in milliseconds.
const AT_MOST_MS: i64 = 10 * 60_000;

const PLACE: Place = Place {
    log: Log::SignIn,
    conversation: 0,
    seq: 0,
};

/// A sign-in that was begun.
#[derive(Serialize, Deserialize)]
pub(super) struct Begun {
    /// With which provider.
    pub(super) provider: String,
    /// The desk's language.
    pub(super) language: String,
    /// What the second step needs.
    pub(super) kept: Kept,
}

/// The line that gives it to the browser.
pub(super) fn give(app: &App, begun: &Begun) -> Option<HeaderValue> {
    let body = Zeroizing::new(serde_json::to_vec(begun).ok()?);
    let sealed = app.keyring.seal(&app.random, PLACE, &body).ok()?;
    let bytes = [&sealed.key_id.to_le_bytes(), sealed.bytes.as_slice()].concat();
    let value = URL_SAFE_NO_PAD.encode(bytes);
    line(&app.config, &value, AT_MOST_MS / 1_000)
}

/// What was begun in this browser, unless it is too long ago.
pub(super) fn read(app: &App, headers: &HeaderMap) -> Option<Begun> {
    let bytes = URL_SAFE_NO_PAD.decode(named(headers, name(&app.config))?);
    let bytes = bytes.ok()?;
    let (key_id, sealed) = bytes.split_first_chunk::<4>()?;
    let key_id = u32::from_le_bytes(*key_id);
    let body = Zeroizing::new(app.keyring.open(PLACE, key_id, sealed).ok()?);
    let begun: Begun = serde_json::from_slice(&body).ok()?;
    let since_ms = app.clock.now_ms() - begun.kept.begun_at_ms;
    (0..AT_MOST_MS).contains(&since_ms).then_some(begun)
}

/// The line that takes it away.
pub(super) fn take_away(config: &Config) -> Option<HeaderValue> {
    line(config, "", 0)
}

fn line(config: &Config, value: &str, max_age_s: i64) -> Option<HeaderValue> {
    let (name, secure) = (
        name(config),
        if config.desk_is_secure() {
            "; Secure"
        } else {
            ""
        },
    );
    let line =
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}");
    HeaderValue::try_from(line).ok()
}

fn name(config: &Config) -> &'static str {
    if config.desk_is_secure() {
        NAME
    } else {
        NAME_IN_DEMO
    }
}
