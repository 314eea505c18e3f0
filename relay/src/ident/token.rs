//! What an ID token must hold (OpenID Connect Core 1.0 §3.1.3.7, and the Finnish Trust Network's
//! profile). Each check is said by its name, never with a value.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use juttu_shared::wire::v1::event::Level;
use serde_json::{Map, Value};

use super::discovery::SKEW_S;
use super::{Fault, Person, person};
use crate::config::{NOT_STRONG, Provider};

/// How long before the attempt a resident may have signed in at the provider where no `max_age_s` is
/// written, in seconds: a day. Before that it says nothing of who is there now.
const SIGNED_IN_S: i64 = 24 * 3_600;

/// What is known beforehand of a token that is right.
pub(super) struct Expected<'a> {
    /// Who made it.
    pub(super) provider: &'a Provider,
    /// The nonce of the request.
    pub(super) nonce: &'a str,
    /// When the request was made, in seconds since 1970 UTC.
    pub(super) begun_at_s: i64,
    /// Now, in seconds since 1970 UTC.
    pub(super) now_s: i64,
}

/// Who the claims of a token say that somebody is.
///
/// # Errors
/// The first check that does not hold.
pub(super) fn check(claims: &Map<String, Value>, expected: &Expected<'_>) -> Result<Person, Fault> {
    let provider = expected.provider;
    if text(claims, "iss") != Some(provider.issuer.as_str()) {
        return Err(Fault::Rejected("iss"));
    }
    check_audience(claims, &provider.client_id)?;
    check_times(claims, expected)?;
    let nonce = text(claims, "nonce").unwrap_or_default();
    if verify_slices_are_equal(nonce.as_bytes(), expected.nonce.as_bytes()).is_err() {
        return Err(Fault::Rejected("nonce"));
    }
    let level = level(claims, provider)?;
    let signed_in_s = signed_in(claims, expected)?;
    let at_ms = signed_in_s.unwrap_or(expected.now_s).saturating_mul(1_000);
    person::of(claims, provider, level, at_ms)
}

/// For the relay, and made for nobody else but with its knowledge.
fn check_audience(claims: &Map<String, Value>, client_id: &str) -> Result<(), Fault> {
    let azp = claims.get("azp");
    let (is_for_us, alone) = match claims.get("aud") {
        Some(Value::String(one)) => (one == client_id, true),
        Some(Value::Array(all)) => {
            let ours = |it: &Value| it.as_str() == Some(client_id);
            (all.iter().any(ours), all.len() == 1)
        }
        _ => (false, true),
    };
    if !is_for_us {
        return Err(Fault::Rejected("aud"));
    }
    match azp {
        None if alone => Ok(()),
        Some(Value::String(azp)) if azp == client_id => Ok(()),
        _ => Err(Fault::Rejected("azp")),
    }
}

fn check_times(claims: &Map<String, Value>, expected: &Expected<'_>) -> Result<(), Fault> {
    let now_s = expected.now_s;
    if time(claims, "exp").is_none_or(|exp| exp.saturating_add(SKEW_S) <= now_s) {
        return Err(Fault::Rejected("exp"));
    }
    let is_early = |nbf: i64| nbf > now_s + SKEW_S;
    if claims.contains_key("nbf") && time(claims, "nbf").is_none_or(is_early) {
        return Err(Fault::Rejected("nbf"));
    }
    let made = expected.begun_at_s - SKEW_S..=now_s + SKEW_S;
    if time(claims, "iat").is_none_or(|iat| !made.contains(&iat)) {
        return Err(Fault::Rejected("iat"));
    }
    Ok(())
}

/// How surely. Where no level is written (only for staff) any is taken.
fn level(claims: &Map<String, Value>, provider: &Provider) -> Result<Level, Fault> {
    let acr = text(claims, "acr");
    let mut ways = match claims.get("amr") {
        Some(Value::Array(ways)) => ways.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(way)) => vec![way.as_str()],
        _ => Vec::new(),
    };
    ways.extend(acr);
    if ways.contains(&NOT_STRONG) {
        return Err(Fault::Rejected("not strong"));
    }
    if provider.levels.is_empty() {
        return Ok(Level::Other);
    }
    let mut levels = provider.levels.iter();
    let found = levels.find(|(accepted, _)| Some(accepted.as_str()) == acr);
    match found {
        Some((_, Level::Test)) if !provider.is_test => Err(Fault::Rejected("test level")),
        Some((_, level)) => Ok(*level),
        None => Err(Fault::Rejected("acr")),
    }
}

/// When somebody signed in at the provider, which must be as fresh as was asked.
fn signed_in(claims: &Map<String, Value>, expected: &Expected<'_>) -> Result<Option<i64>, Fault> {
    let at_s = time(claims, "auth_time");
    if at_s.is_some_and(|at_s| at_s > expected.now_s + SKEW_S) {
        return Err(Fault::Rejected("auth_time"));
    }
    let is_before = |age_s: i64| {
        let earliest_s = expected.begun_at_s - age_s - SKEW_S;
        at_s.is_some_and(|at_s| at_s < earliest_s)
    };
    let is_staff = !expected.provider.claims.groups.is_empty();
    let is_stale = match expected.provider.max_age_s {
        Some(max_age_s) => at_s.is_none() || is_before(i64::from(max_age_s)),
        None => !is_staff && is_before(SIGNED_IN_S),
    };
    match is_stale {
        true => Err(Fault::Rejected("auth_time")),
        false => Ok(at_s),
    }
}

fn text<'c>(claims: &'c Map<String, Value>, name: &str) -> Option<&'c str> {
    claims.get(name).and_then(Value::as_str)
}

/// A time in whole seconds. It may be written with a fraction (RFC 7519 §2), which is left out.
fn time(claims: &Map<String, Value>, name: &str) -> Option<i64> {
    let Value::Number(number) = claims.get(name)? else {
        return None;
    };
    let written = number.to_string();
    let (whole, _) = written.split_once('.').unwrap_or((&written, ""));
    match number.as_i64() {
        None if written.contains(['e', 'E']) => None,
        None => whole.parse().ok(),
        exact => exact,
    }
}
