//! The request with which the browser goes to the provider (OpenID Connect Core 1.0 §3.1.2.1, and
//! signed §6.1), and what is kept to check what comes back.

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::discovery::Metadata;
use super::form::form;
use super::jose::encode;
use super::keys::Keys;
use super::{Begun, Fault, Kept, Wish};
use crate::config::Provider;
use crate::random::Random;

/// How long a signed request may be used, in seconds.
const LIFE_S: i64 = 5 * 60;
/// The longest name of a service that banks show.
const SPNAME_CHARS: usize = 40;

/// The relay's own part of a request.
pub(super) struct Own<'a> {
    pub(super) provider: &'a Provider,
    pub(super) metadata: &'a Metadata,
    pub(super) keys: Option<&'a Keys>,
    pub(super) random: &'a Random,
    pub(super) now_ms: i64,
}

/// The address, and what is kept.
pub(super) fn begin(own: &Own<'_>, wish: &Wish) -> Result<Begun, Fault> {
    let kept = Kept {
        state: own.random.secret(),
        nonce: own.random.secret(),
        verifier: own.provider.pkce.then(|| own.random.secret()),
        redirect_uri: wish.redirect_uri.clone(),
        begun_at_ms: own.now_ms,
    };
    let parameters = parameters(own.provider, wish, &kept);
    let query = match own.provider.signs_requests {
        true => signed(own, &parameters)?,
        false => plain(&parameters),
    };
    let endpoint = &own.metadata.authorization_endpoint;
    let join = match endpoint.contains('?') {
        true => '&',
        false => '?',
    };
    let url = Zeroizing::new(format!("{endpoint}{join}{}", *query));
    Ok(Begun { url, kept })
}

/// What is asked, whichever way it is said.
fn parameters(provider: &Provider, wish: &Wish, kept: &Kept) -> Map<String, Value> {
    let mut said = Map::new();
    let mut say = |name: &str, value: String| said.insert(name.to_owned(), Value::String(value));
    say("response_type", "code".to_owned());
    say("response_mode", "query".to_owned());
    say("client_id", provider.client_id.clone());
    say("redirect_uri", wish.redirect_uri.clone());
    say("scope", provider.scopes.join(" "));
    say("state", kept.state.clone());
    say("nonce", kept.nonce.clone());
    say("ui_locales", wish.language.tag().to_owned());
    if !provider.acr_values.is_empty() {
        say("acr_values", provider.acr_values.join(" "));
    }
    if let Some(verifier) = &kept.verifier {
        say("code_challenge", encode(Sha256::digest(verifier)));
        say("code_challenge_method", "S256".to_owned());
    }
    if provider.sends_spname {
        say("ftn_spname", spname(provider, wish));
    }
    if let Some(max_age_s) = provider.max_age_s {
        said.insert("max_age".to_owned(), Value::from(max_age_s));
    }
    said
}

/// The provider's name for the service in this language, or in any, or else the service's own.
fn spname(provider: &Provider, wish: &Wish) -> String {
    let mut names = provider.spnames.iter();
    let written = names.find(|(language, _)| *language == wish.language);
    let name = match written.or(provider.spnames.first()) {
        Some((_, name)) => name,
        None => &wish.service_name,
    };
    name.chars().take(SPNAME_CHARS).collect()
}

fn plain(parameters: &Map<String, Value>) -> Zeroizing<String> {
    let written: Vec<(&str, Zeroizing<String>)> = parameters
        .iter()
        .map(|(name, value)| {
            let value = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            (name.as_str(), Zeroizing::new(value))
        })
        .collect();
    form(written.iter().map(|(name, value)| (*name, value.as_str())))
}

/// Everything in a signed object; beside it what OpenID Connect Core §6.1 wants to see outside too.
/// There is no `sub` in it, so that nobody can hand it in as the relay's proof of itself (RFC 9101
/// §10.8).
fn signed(own: &Own<'_>, parameters: &Map<String, Value>) -> Result<Zeroizing<String>, Fault> {
    let keys = own
        .keys
        .ok_or(Fault::Unavailable("no keys of the relay's own"))?;
    let now_s = own.now_ms.div_euclid(1_000);
    let mut claims = parameters.clone();
    let further = json!({
        "iss": own.provider.client_id,
        "aud": own.provider.issuer,
        "iat": now_s,
        "nbf": now_s,
        "exp": now_s + LIFE_S,
        "jti": encode(own.random.bytes::<16>()),
    });
    if let Value::Object(further) = further {
        claims.extend(further);
    }
    let request = keys
        .signing()
        .sign("JWT", own.provider.signs_with, &Value::Object(claims))
        .map(Zeroizing::new)
        .ok_or(Fault::Unavailable("the request could not be signed"))?;
    Ok(form([
        ("client_id", own.provider.client_id.as_str()),
        ("response_type", "code"),
        ("scope", own.provider.scopes.join(" ").as_str()),
        ("request", request.as_str()),
    ]))
}
