//! `/ident/jwks`: the relay's public keys, for the providers. `/ident/jwks.jwt`: the same, vouched
//! for by a key that was handed over beforehand.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;

/// How long a provider may keep what it read.
const KEPT: &str = "public, max-age=3600";

/// The two addresses. Nothing is there where the relay has no keys.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/ident/jwks", get(plain))
        .route("/ident/jwks.jwt", get(vouched))
}

async fn plain(State(app): State<Arc<App>>) -> Response {
    let set = app.providers.keys().map(|keys| keys.key_set().to_string());
    answer("application/jwk-set+json", set)
}

async fn vouched(State(app): State<Arc<App>>) -> Response {
    let set = app.providers.vouched_set(&app.config.public_url).await;
    let set = set.map(|set| set.as_str().to_owned());
    answer("application/jwk-set+jwt", set)
}

fn answer(kind: &'static str, set: Option<String>) -> Response {
    match set {
        Some(set) => ([(CONTENT_TYPE, kind), (CACHE_CONTROL, KEPT)], set).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
