//! The doors: how visitors and agents come in, and how they are told what happened.
//!
//! Only this module touches sockets. The visitor's door never reads a cookie and never reads the
//! staff log; the desk's door opens only to the desk's own origin with a sign-in cookie.

pub mod address;
mod agent;
mod connection;
pub mod origin;
mod poll;
mod stray;
mod visitor;

use std::sync::Arc;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{FromRequestParts, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use juttu_shared::limits;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::SUBPROTOCOL;
use juttu_shared::wire::v1::public::Problem;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::rate::TooMuch;

/// The size of a socket's read buffer, in bytes. Ten thousand idle connections each hold one.
const READ_BUFFER_BYTES: usize = 2 * 1024;

/// How much is gathered before it is written, in bytes, when several frames go out in one breath.
/// A threshold, not an allocation.
const WRITE_BUFFER_BYTES: usize = 16 * 1024;

/// The visitor's door.
pub fn visitor_routes() -> Router<Arc<App>> {
    Router::new()
        .route("/api/v1/socket", any(visitor::socket))
        .route("/api/v1/poll", get(poll::poll).options(poll::preflight))
        .route(
            "/api/v1/commands",
            post(poll::command).options(poll::preflight),
        )
        .route(
            "/api/v1/ident/stray",
            post(stray::burn).options(poll::preflight),
        )
}

/// The desk's door.
pub fn agent_routes() -> Router<Arc<App>> {
    Router::new()
        .route("/desk/api/socket", any(agent::socket))
        .route("/desk/api/poll", post(agent::poll::poll))
        .route("/desk/api/commands", post(agent::poll::command))
}

/// A refusal over plain HTTP.
pub(crate) fn problem(code: Refusal, retry_after_ms: Option<u64>) -> Response {
    let status = match code {
        Refusal::ForeignOrigin | Refusal::NotAllowed | Refusal::PasswordsOff => {
            StatusCode::FORBIDDEN
        }
        Refusal::NoService | Refusal::NoConversation => StatusCode::NOT_FOUND,
        Refusal::SignedOut
        | Refusal::WrongCredentials
        | Refusal::SecondFactorMissing
        | Refusal::WrongSecondFactor => StatusCode::UNAUTHORIZED,
        Refusal::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::WrongState | Refusal::AlreadyClaimed | Refusal::LinkUsed | Refusal::Stale => {
            StatusCode::CONFLICT
        }
        Refusal::HoursImpossible => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::TooManyMessages
        | Refusal::TooManyConversations
        | Refusal::TooManyConnections
        | Refusal::TooManyAttempts => StatusCode::TOO_MANY_REQUESTS,
        Refusal::QueueFull | Refusal::NotStored | Refusal::Restarting => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        _ => StatusCode::BAD_REQUEST,
    };
    let body = Problem {
        code,
        retry_after_ms,
    };
    let mut response = (status, axum::Json(body)).into_response();
    if let Some(after_ms) = retry_after_ms {
        response
            .headers_mut()
            .insert("retry-after", after_ms.div_ceil(1_000).into());
    }
    response
}

impl From<TooMuch> for Response {
    fn from(too_much: TooMuch) -> Self {
        problem(too_much.code, Some(too_much.retry_after_ms))
    }
}

/// The query, or a refusal of the wire's own form.
pub(crate) struct Asks<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Asks<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let query = Query::from_request_parts(parts, state).await;
        query
            .map(|Query(asked)| Self(asked))
            .map_err(|_| problem(Refusal::Malformed, None))
    }
}

/// The settings of every socket: the subprotocol, the largest frame, small buffers.
fn settle(upgrade: WebSocketUpgrade) -> WebSocketUpgrade {
    upgrade
        .protocols([SUBPROTOCOL])
        .max_message_size(limits::FRAME_BYTES)
        .max_frame_size(limits::FRAME_BYTES)
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_BUFFER_BYTES)
}
