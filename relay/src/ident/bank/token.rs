//! Where the relay exchanges a code (RFC 6749 §4.1.3, RFC 7523, RFC 7636), once.

use std::sync::Arc;

use axum::extract::{Form, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::{Extension, Json};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{Bank, Grant, LEVEL, client, issuer, relay_keys};
use crate::app::App;

/// How long an ID token holds, in seconds.
const TOKEN_S: i64 = 300;
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What the relay sends.
#[derive(Deserialize)]
pub(super) struct Exchange {
    grant_type: String,
    code: String,
    redirect_uri: String,
    code_verifier: String,
    client_assertion_type: String,
    client_assertion: String,
}

/// `POST /demo/bank/token`
pub(super) async fn exchange(
    State(app): State<Arc<App>>,
    Extension(bank): Extension<Arc<Bank>>,
    Form(sent): Form<Exchange>,
) -> Response {
    if !is_the_relay(&app, &sent) {
        return no(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let now_ms = app.clock.now_ms();
    let grant = bank.take(&sent.code, now_ms).filter(|grant| {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&sent.code_verifier));
        sent.grant_type == "authorization_code"
            && sent.redirect_uri == grant.redirect_uri
            && challenge == grant.challenge
    });
    let Some(grant) = grant else {
        return no(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    match id_token(&app, &bank, &grant).await {
        Some(id_token) => Json(json!({
            "access_token": app.random.secret(),
            "token_type": "Bearer",
            "expires_in": TOKEN_S,
            "id_token": id_token,
        }))
        .into_response(),
        None => no(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable"),
    }
}

/// Whether the relay has signed for itself (RFC 7523 §3).
fn is_the_relay(app: &App, sent: &Exchange) -> bool {
    let claims = relay_keys(app).and_then(|keys| keys.verify(&sent.client_assertion));
    let (Some(claims), Some(client)) = (claims, client(&app.config)) else {
        return false;
    };
    let issuer = issuer(&app.config);
    let token = format!("{issuer}/token");
    let says = |name: &str, value: &str| claims.get(name).and_then(Value::as_str) == Some(value);
    let expires_s = claims
        .get("exp")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    sent.client_assertion_type == JWT_BEARER
        && says("iss", &client.client_id)
        && says("sub", &client.client_id)
        && (says("aud", &issuer) || says("aud", &token))
        && expires_s > app.clock.now_ms() / 1_000
}

/// Who somebody is: signed, then encrypted for the relay.
async fn id_token(app: &App, bank: &Bank, grant: &Grant) -> Option<String> {
    let client = client(&app.config)?;
    let who = grant.who;
    let now_s = app.clock.now_ms() / 1_000;
    let claims = json!({
        "iss": issuer(&app.config),
        "aud": client.client_id,
        // Another one each time, as at some brokers.
        "sub": app.random.secret(),
        "iat": now_s,
        "exp": now_s + TOKEN_S,
        "auth_time": grant.at_ms / 1_000,
        "nonce": grant.nonce,
        "acr": LEVEL,
        "personal_identity_code": who.personal_code,
        "family_name": who.family_name,
        "given_name": who.given_names,
        "name": who.name,
    });
    let signed = bank.keys().await?.sign(&claims)?;
    let encryption = client.token_encryption?;
    relay_keys(app)?.encrypt(&signed, encryption.key, &app.random)
}

fn no(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}
