//! The organisation's own sign-in, as small as one can be: metadata, keys, and a token for each code.
//! Its page, on which somebody signs in, is the test itself.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use juttu_relay::random::Random;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The provider, for as long as it is held.
pub(super) struct Provider {
    pub(super) issuer: String,
    inside: Arc<Inside>,
    served: JoinHandle<()>,
}

struct Inside {
    issuer: String,
    key: EcdsaKeyPair,
    /// What the token of each code says. A code is good for one.
    codes: Mutex<HashMap<String, Value>>,
}

impl Provider {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let kind = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(kind, &SystemRandom::new()).unwrap();
        let inside = Arc::new(Inside {
            issuer: issuer.clone(),
            key: EcdsaKeyPair::from_pkcs8(kind, pkcs8.as_ref()).unwrap(),
            codes: Mutex::default(),
        });
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(Arc::clone(&inside));
        let served = tokio::spawn(async move { axum::serve(listener, routes).await.unwrap() });
        Self {
            issuer,
            inside,
            served,
        }
    }

    /// A code whose token says `claims`.
    pub(super) fn code(&self, claims: Value) -> String {
        let code = Random::System.secret();
        let mut codes = self.inside.codes.lock().unwrap();
        codes.insert(code.clone(), claims);
        code
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        self.served.abort();
    }
}

async fn metadata(State(inside): State<Arc<Inside>>) -> Json<Value> {
    let issuer = &inside.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "id_token_signing_alg_values_supported": ["ES256"],
    }))
}

async fn keys(State(inside): State<Arc<Inside>>) -> Json<Value> {
    let point = inside.key.public_key().as_ref();
    let [x, y] = [&point[1..33], &point[33..]].map(|part| URL_SAFE_NO_PAD.encode(part));
    let key = json!({ "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "1", "x": x, "y": y });
    Json(json!({ "keys": [key] }))
}

async fn token(
    State(inside): State<Arc<Inside>>,
    Form(asked): Form<HashMap<String, String>>,
) -> Response {
    let code = asked.get("code").cloned().unwrap_or_default();
    let claims = inside.codes.lock().unwrap().remove(&code);
    let is_bound = asked.contains_key("code_verifier") && asked.contains_key("redirect_uri");
    let Some(claims) = claims.filter(|_| is_bound) else {
        let body = Json(json!({ "error": "invalid_grant" }));
        return (StatusCode::BAD_REQUEST, body).into_response();
    };
    let header = json!({ "alg": "ES256", "kid": "1", "typ": "JWT" });
    let [header, body] = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
    let signed = format!("{header}.{body}");
    let signature = inside
        .key
        .sign(&SystemRandom::new(), signed.as_bytes())
        .unwrap();
    let signature = URL_SAFE_NO_PAD.encode(signature.as_ref());
    Json(json!({
        "access_token": "secret-access-token",
        "token_type": "Bearer",
        "expires_in": 300,
        "id_token": format!("{signed}.{signature}"),
    }))
    .into_response()
}
