//! The code exchanged for the ID token (OpenID Connect Core 1.0 §3.1.3). All else that the answer
//! holds is dropped unread.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::header::HeaderValue;
use serde::Deserialize;
use serde_json::json;
use zeroize::Zeroizing;

use super::fetch::{Way, post};
use super::form::{form, percent};
use super::jose::encode;
use super::request::Own;
use super::{Fault, Kept};
use crate::config::Audience;

/// How long the relay's proof of itself may be used, in seconds.
const LIFE_S: i64 = 120;
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

#[derive(Deserialize)]
struct Said {
    id_token: String,
}

#[derive(Deserialize)]
struct Refused {
    error: String,
}

/// The ID token. Asked for once: a code is good for one exchange.
pub(super) async fn exchange(
    own: &Own<'_>,
    way: Way<'_>,
    kept: &Kept,
    code: &str,
) -> Result<Zeroizing<String>, Fault> {
    let proof = proof(own)?;
    let mut pairs = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", kept.redirect_uri.as_str()),
    ];
    if let Some(verifier) = &kept.verifier {
        pairs.push(("code_verifier", verifier));
    }
    let client_id = own.provider.client_id.as_str();
    let mut authorization = None;
    match &proof {
        Proof::Basic(header) => authorization = Some(header.clone()),
        Proof::Post(secret) => pairs.extend([("client_id", client_id), ("client_secret", secret)]),
        Proof::Signed(assertion) => pairs.extend([
            ("client_id", client_id),
            ("client_assertion_type", ASSERTION),
            ("client_assertion", assertion),
        ]),
    }
    let url = &own.metadata.token_endpoint;
    let answer = post(way, url, authorization, form(pairs)).await?;
    match answer.status {
        200..=299 => {
            let said: Said = serde_json::from_slice(&answer.body)
                .map_err(|_| Fault::Rejected("no ID token in the answer"))?;
            Ok(Zeroizing::new(said.id_token))
        }
        400..=499 => Err(refused(&answer.body)),
        _ => Err(Fault::Unavailable("the exchange of the code failed")),
    }
}

/// Why the provider refused (RFC 6749 §5.2). What it says beside the name is not repeated.
fn refused(body: &[u8]) -> Fault {
    let refused: Option<Refused> = serde_json::from_slice(body).ok();
    match refused.as_ref().map(|refused| refused.error.as_str()) {
        Some("invalid_grant") => Fault::Rejected("the code is refused (invalid_grant)"),
        Some("invalid_client") => {
            Fault::Unavailable("the relay's proof of itself is refused (invalid_client)")
        }
        _ => Fault::Unavailable("the exchange of the code is refused"),
    }
}

enum Proof<'a> {
    Basic(HeaderValue),
    Post(&'a str),
    Signed(Zeroizing<String>),
}

/// How the relay proves itself: by its key, or by a secret, in the header where the provider takes it
/// there.
fn proof<'a>(own: &Own<'a>) -> Result<Proof<'a>, Fault> {
    let provider = own.provider;
    if provider.signs_in_by_key {
        return assertion(own).map(Proof::Signed);
    }
    let secret = provider.client_secret.as_ref();
    let secret = secret.ok_or(Fault::Unavailable("no client secret"))?;
    let takes = |method: &str| {
        let methods = own.metadata.token_endpoint_auth_methods_supported.as_ref();
        methods.map(|methods| methods.iter().any(|it| it == method))
    };
    // Left out, it is the header (OpenID Connect Discovery §3).
    if takes("client_secret_basic") == Some(false) && takes("client_secret_post") == Some(true) {
        return Ok(Proof::Post(secret));
    }
    let pair = Zeroizing::new(format!(
        "{}:{}",
        *percent(&provider.client_id),
        *percent(secret)
    ));
    let header = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
    let mut header =
        HeaderValue::from_str(&header).map_err(|_| Fault::Unavailable("no client secret"))?;
    header.set_sensitive(true);
    Ok(Proof::Basic(header))
}

/// A proof that is good once (RFC 7523 §3).
fn assertion(own: &Own<'_>) -> Result<Zeroizing<String>, Fault> {
    let provider = own.provider;
    let keys = own
        .keys
        .ok_or(Fault::Unavailable("no keys of the relay's own"))?;
    let audience = match provider.audience {
        Audience::Issuer => &own.metadata.issuer,
        Audience::Token => &own.metadata.token_endpoint,
    };
    let now_s = own.now_ms.div_euclid(1_000);
    let claims = json!({
        "iss": provider.client_id,
        "sub": provider.client_id,
        "aud": audience,
        "iat": now_s,
        "exp": now_s + LIFE_S,
        "jti": encode(own.random.bytes::<16>()),
    });
    keys.signing()
        .sign("JWT", provider.signs_with, &claims)
        .map(Zeroizing::new)
        .ok_or(Fault::Unavailable("the proof could not be signed"))
}
