//! The demo's test bank: a provider of OpenID Connect within the demo itself, so that anyone can try
//! the whole without a network. It identifies nobody: its people are invented, each of its pages says
//! that it is a test, and its level is a test's, which only the demo accepts.
//!
//! It speaks the strict profile: the request must be signed with the relay's key, the relay proves
//! itself by `private_key_jwt`, the code is bound by PKCE, and the ID token is signed and then
//! encrypted. Its keys and codes are in memory alone.

mod keys;
mod page;
mod people;
mod request;
mod token;

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Extension, Json, Router};
use serde_json::json;
use tokio::sync::OnceCell;

use crate::app::App;
use crate::config::{Config, Provider};
use keys::{Keys, RelayKeys};
use people::Someone;

/// Where it stands under the demo's own address.
const PATH: &str = "/demo/bank";
/// The level of whoever is identified here: nobody.
const LEVEL: &str = "http://ftn.ficora.fi/2017/loatest2";
/// How long a code may be exchanged, in milliseconds.
const CODE_MS: i64 = 60_000;
/// Most codes at once.
const CODES: usize = 1_000;

/// `/demo/bank/…`
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/demo/bank/.well-known/openid-configuration", get(metadata))
        .route("/demo/bank/authorize", get(page::asked).post(page::decided))
        .route("/demo/bank/token", post(token::exchange))
        .route("/demo/bank/jwks", get(jwks))
        .layer(Extension(Arc::new(Bank::default())))
}

/// The provider without an issuer is this one: its address is the demo's own, which is known when it
/// is bound. The relay asks it at its own listener: TLS may end in front of that, with a certificate
/// that is nobody's, or there may be no way from here to there.
pub(crate) fn settle(config: &mut Config) {
    let issuer = issuer(config);
    let mut inside = config.listen_public;
    if inside.ip().is_unspecified() {
        inside.set_ip(match inside.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    for provider in &mut config.providers {
        if provider.issuer.is_empty() {
            provider.issuer.clone_from(&issuer);
            provider.inside = Some(inside);
        }
    }
}

/// What it has in memory.
#[derive(Default)]
struct Bank {
    keys: OnceCell<Keys>,
    grants: Mutex<HashMap<String, Grant>>,
}

/// What a code gives.
struct Grant {
    who: &'static Someone,
    nonce: String,
    challenge: String,
    redirect_uri: String,
    at_ms: i64,
}

impl Bank {
    /// Its keys, made when they are first asked for; none when the system gives none.
    async fn keys(&self) -> Option<&Keys> {
        let made = self.keys.get_or_try_init(async || {
            tokio::task::spawn_blocking(Keys::generate)
                .await
                .ok()
                .flatten()
                .ok_or(())
        });
        made.await.ok()
    }

    /// Keeps what a new code gives, unless there are too many.
    fn grant(&self, code: String, grant: Grant) -> bool {
        let mut grants = self.grants.lock().unwrap_or_else(PoisonError::into_inner);
        grants.retain(|_, kept| grant.at_ms < kept.at_ms + CODE_MS);
        if grants.len() >= CODES {
            return false;
        }
        grants.insert(code, grant);
        true
    }

    /// What a code gives, once.
    fn take(&self, code: &str, now_ms: i64) -> Option<Grant> {
        let mut grants = self.grants.lock().unwrap_or_else(PoisonError::into_inner);
        let grant = grants.remove(code)?;
        (now_ms < grant.at_ms + CODE_MS).then_some(grant)
    }
}

fn issuer(config: &Config) -> String {
    format!("{}{PATH}", config.public_url)
}

/// The relay as this bank knows it.
fn client(config: &Config) -> Option<&Provider> {
    let issuer = issuer(config);
    config.providers.iter().find(|known| known.issuer == issuer)
}

/// Where the relay may have browsers sent back to.
fn redirect_uri(config: &Config) -> String {
    format!("{}/ident/callback", config.public_url)
}

/// `GET /demo/bank/.well-known/openid-configuration`
async fn metadata(State(app): State<Arc<App>>) -> Response {
    let issuer = issuer(&app.config);
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "scopes_supported": ["openid", "profile", "personal_identity_code"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["pairwise"],
        "acr_values_supported": [LEVEL],
        "ui_locales_supported": ["fi", "sv", "en"],
        "claims_supported": [
            "acr", "auth_time", "family_name", "given_name", "name", "personal_identity_code",
        ],
        "code_challenge_methods_supported": ["S256"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "id_token_encryption_alg_values_supported": ["RSA-OAEP", "RSA-OAEP-256"],
        "id_token_encryption_enc_values_supported": ["A256GCM"],
        "request_parameter_supported": true,
        "request_object_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256"],
        "authorization_response_iss_parameter_supported": true,
    }))
    .into_response()
}

/// `GET /demo/bank/jwks`
async fn jwks(Extension(bank): Extension<Arc<Bank>>) -> Response {
    match bank.keys().await {
        Some(keys) => Json(json!({ "keys": [keys.public()] })).into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// The relay's public keys, as this bank was given them.
fn relay_keys(app: &App) -> Option<RelayKeys> {
    serde_json::from_value(app.providers.keys()?.key_set()).ok()
}
