//! A provider's metadata (OpenID Connect Discovery 1.0) and its keys.

mod fit;

use serde::Deserialize;

use super::Fault;
use super::fetch::{Answer, Way, get};
use super::jose::jwk::{Choice, KeySet};
use super::jose::jws::Signed;
use crate::config::{Provider, is_loopback};

const PATH: &str = "/.well-known/openid-configuration";
/// How far clocks may differ, in seconds.
pub(super) const SKEW_S: i64 = 60;

/// A provider's metadata, as far as anything is made of it.
#[derive(Clone, Debug, Deserialize)]
pub struct Metadata {
    /// Who speaks.
    pub issuer: String,
    /// Where the browser goes.
    pub authorization_endpoint: String,
    /// Where codes are exchanged.
    pub token_endpoint: String,
    /// Where the keys are.
    pub jwks_uri: Option<String>,
    /// Where the keys are, vouched for (OpenID Federation 1.0 §5.2.1).
    pub signed_jwks_uri: Option<String>,
    /// Whether what comes back says who says so (RFC 9207).
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
    /// How the relay may prove itself.
    pub token_endpoint_auth_methods_supported: Option<Vec<String>>,
    /// How its proof may be signed.
    pub token_endpoint_auth_signing_alg_values_supported: Option<Vec<String>>,
    /// How ID tokens are signed.
    pub id_token_signing_alg_values_supported: Option<Vec<String>>,
    /// How their keys are encrypted.
    pub id_token_encryption_alg_values_supported: Option<Vec<String>>,
    /// How their contents are.
    pub id_token_encryption_enc_values_supported: Option<Vec<String>>,
    /// How requests may be signed.
    pub request_object_signing_alg_values_supported: Option<Vec<String>>,
    /// Whether requests may be signed.
    pub request_parameter_supported: Option<bool>,
    /// The levels that there are.
    pub acr_values_supported: Option<Vec<String>>,
    /// How a code may be bound (RFC 8414 §2).
    pub code_challenge_methods_supported: Option<Vec<String>>,
    /// What may be asked for.
    pub scopes_supported: Option<Vec<String>>,
    /// How an answer may come back.
    pub response_modes_supported: Option<Vec<String>>,
}

/// What was found of a provider beforehand.
#[derive(Debug, Default)]
pub struct Look {
    /// What is wrong, each with what to mend.
    pub wrong: Vec<String>,
    /// What may be wrong.
    pub doubts: Vec<String>,
}

/// Looks whether the provider can be reached and does what is wanted of it. Nobody is identified.
pub(super) async fn look(provider: &Provider, way: Way<'_>, now_s: i64) -> Look {
    let metadata = match metadata(provider, way).await {
        Ok(metadata) => metadata,
        Err(fault) => {
            return Look {
                wrong: vec![mend(provider, fault)],
                doubts: Vec::new(),
            };
        }
    };
    let mut look = Look {
        wrong: fit::misfits(provider, &metadata),
        doubts: fit::doubts(provider, &metadata),
    };
    match keys(provider, &metadata, way, now_s).await {
        Ok(keys) if keys.has_none_for(provider.token_signing) => look.wrong.push(format!(
            "it has no key that signs with {}; agree on another signature, and write that as \
             id_token_signed_response_alg",
            provider.token_signing.name()
        )),
        Ok(_) => {}
        Err(fault) => look
            .wrong
            .push(format!("its keys: {}", mend(provider, fault))),
    }
    look
}

/// What went wrong, and what to mend.
fn mend(provider: &Provider, fault: Fault) -> String {
    let issuer = &provider.issuer;
    let (Fault::Unavailable(why) | Fault::Rejected(why)) = fault else {
        return fault.to_string();
    };
    match why {
        "the name has no address" => format!(
            "the name in {issuer} stands for no address; correct issuer, or this machine's name \
             servers"
        ),
        "no connection" | "no answer in time" => format!(
            "{issuer} does not answer; correct issuer, or let this machine through the firewall"
        ),
        "no encrypted connection" => format!(
            "no encrypted connection with {issuer}: its certificate is not trusted or not for this \
             name; write the certificates of your own authority into ca_file, or correct issuer"
        ),
        "a redirect" => format!(
            "{issuer} leads elsewhere, which is not followed; write the issuer to the letter as the \
             provider's documents have it"
        ),
        "no metadata there" => format!(
            "{issuer}{PATH} is no metadata of OpenID Connect; correct issuer"
        ),
        "issuer of the metadata" => format!(
            "its metadata names another issuer than {issuer}; write it to the letter, with or \
             without a slash at the end, as the metadata has it"
        ),
        "keys_signed_by can't be read" => {
            "the file in keys_signed_by is no key; write the key that was handed over into it, as a \
             JWK or a key set"
                .to_owned()
        }
        other => other.to_owned(),
    }
}

/// Reads the metadata.
pub(super) async fn metadata(provider: &Provider, way: Way<'_>) -> Result<Metadata, Fault> {
    let url = format!("{}{PATH}", provider.issuer.trim_end_matches('/'));
    let body = success(get(way, &url).await?, "no metadata there")?;
    let metadata: Metadata =
        serde_json::from_slice(&body.body).map_err(|_| Fault::Unavailable("no metadata there"))?;
    if metadata.issuer != provider.issuer {
        return Err(Fault::Rejected("issuer of the metadata"));
    }
    check_browser_url(&metadata.authorization_endpoint, way.is_demo)?;
    Ok(metadata)
}

/// Reads the keys.
pub(super) async fn keys(
    provider: &Provider,
    metadata: &Metadata,
    way: Way<'_>,
    now_s: i64,
) -> Result<KeySet, Fault> {
    let Some(file) = &provider.keys_signed_by else {
        let url = metadata.jwks_uri.as_deref();
        let url = url.ok_or(Fault::Unavailable("no keys in the metadata"))?;
        let answer = success(get(way, url).await?, "no keys there")?;
        return KeySet::parse(&answer.body).ok_or(Fault::Unavailable("no keys there"));
    };
    let url = metadata.signed_jwks_uri.as_deref();
    let url = url.or(metadata.jwks_uri.as_deref());
    let url = url.ok_or(Fault::Unavailable("no keys in the metadata"))?;
    let pinned = std::fs::read(file).ok();
    let pinned = pinned.and_then(|json| KeySet::parse_either(&json));
    let pinned = pinned.ok_or(Fault::Unavailable("keys_signed_by can't be read"))?;
    let answer = success(get(way, url).await?, "no keys there")?;
    let token = std::str::from_utf8(&answer.body).unwrap_or_default();
    vouched(token.trim(), provider, &pinned, now_s)
}

#[derive(Deserialize)]
struct Vouched {
    iss: Option<String>,
    exp: Option<i64>,
}

/// The keys of a signed set.
fn vouched(token: &str, provider: &Provider, pinned: &KeySet, now_s: i64) -> Result<KeySet, Fault> {
    let signed = Signed::parse(token, provider.keys_signing)
        .map_err(|_| Fault::Rejected("signature of the key set"))?;
    let Choice::One(key) = pinned.choose(signed.kid(), provider.keys_signing) else {
        return Err(Fault::Rejected("who vouches for the key set"));
    };
    let content = signed
        .open(key)
        .map_err(|_| Fault::Rejected("signature of the key set"))?;
    let unreadable = Fault::Rejected("content of the key set");
    let vouched: Vouched = serde_json::from_slice(&content).map_err(|_| unreadable)?;
    if vouched.iss.is_some_and(|iss| iss != provider.issuer) {
        return Err(Fault::Rejected("issuer of the key set"));
    }
    if vouched
        .exp
        .is_some_and(|exp| exp.saturating_add(SKEW_S) <= now_s)
    {
        return Err(Fault::Rejected("age of the key set"));
    }
    KeySet::parse(&content).ok_or(unreadable)
}

fn success(answer: Answer, what: &'static str) -> Result<Answer, Fault> {
    match answer.status {
        200..=299 => Ok(answer),
        _ => Err(Fault::Unavailable(what)),
    }
}

/// Where a person is sent with a secret in the address must be encrypted too.
fn check_browser_url(url: &str, is_demo: bool) -> Result<(), Fault> {
    let uri: axum::http::Uri = url
        .parse()
        .map_err(|_| Fault::Rejected("address of the authorization"))?;
    let host = uri.host().unwrap_or_default();
    let fits = match uri.scheme_str() {
        Some("https") => true,
        Some("http") => is_demo && is_loopback(host),
        _ => false,
    };
    // It stands in a page of the relay's own, by itself and as a link.
    let is_plain = url
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\'' | b'"' | b';' | b','));
    match fits && is_plain && !url.contains(['#', '@']) {
        true => Ok(()),
        false => Err(Fault::Rejected("address of the authorization")),
    }
}
