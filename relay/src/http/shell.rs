//! What goes around every answer: the headers that keep a browser from being talked into
//! something, a line in the log without address or query, and an end to what takes too long.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use juttu_shared::refusal::Refusal;

use crate::app::App;
use crate::clock::real_ms;
use crate::door::problem;

/// The longest that a request may take, in milliseconds: more than a poll is held open.
const LONGEST_MS: u64 = 60_000;

/// One line for each answered request: never its address, its query or its body.
pub(super) async fn log(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let began_ms = app.clock.now_ms();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("", MatchedPath::as_str);
    let status = response.status().as_u16();
    let took_ms = app.clock.now_ms() - began_ms;
    tracing::debug!(%method, route, status, took_ms, "request");
    response
}

/// Puts on what every answer carries, unless its maker has put on something better.
pub(super) async fn wrap(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/v1/");
    let mut response = next.run(request).await;
    if response.status() == StatusCode::PAYLOAD_TOO_LARGE && !is_json(&response) {
        app.metrics.refused(Refusal::TooLarge);
        response = problem(Refusal::TooLarge, None);
    }
    let status = response.status();
    let is_refusal = status.is_client_error() || status.is_server_error();
    let headers = response.headers_mut();
    if is_api && is_refusal && status != StatusCode::FORBIDDEN {
        // Whatever refuses, and wherever: a page must be able to read why, or it takes the relay for
        // dead. There is nothing of anybody's in a refusal. A foreign page reads nothing at all.
        headers
            .entry(ACCESS_CONTROL_ALLOW_ORIGIN)
            .or_insert(HeaderValue::from_static("*"));
    }
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // Not `no-referrer`: under it some requests of a page to its own origin say `Origin: null`.
        (REFERRER_POLICY, "same-origin"),
        (
            CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
        (CACHE_CONTROL, "no-store"),
    ] {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Ends a request whose sender, or whose answer, takes too long.
pub(super) async fn too_slow(request: Request, next: Next) -> Response {
    tokio::select! {
        response = next.run(request) => response,
        () = real_ms(LONGEST_MS) => StatusCode::REQUEST_TIMEOUT.into_response(),
    }
}

/// What answers a path that nothing stands at.
pub(super) async fn nothing_here() -> Response {
    not_found()
}

/// Nothing is here.
pub(super) fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response()
}

/// The policy of a page with a program of ours: nothing from anywhere but its own origin.
pub(super) fn page_policy(url: &str) -> HeaderValue {
    // Older Safari does not take `'self'` for sockets.
    let sockets = url.replacen("http", "ws", 1);
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         connect-src 'self' {sockets}; img-src 'self' data:; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    // An address is checked when the configuration is read; without one nothing is allowed.
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

fn is_json(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}
