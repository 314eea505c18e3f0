//! A JSON body, refused with the wire's codes.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use juttu_shared::refusal::Refusal;
use serde::de::DeserializeOwned;

use crate::door::problem;

/// A JSON body of at most [`juttu_shared::limits::FRAME_BYTES`] where a path allows no more, said to be JSON: a form on
/// another page can't send that without asking first.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Err(problem(Refusal::Malformed, None));
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| unreadable(&rejection))?;
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|_| problem(Refusal::Malformed, None))
    }
}

fn unreadable(rejection: &BytesRejection) -> Response {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => problem(Refusal::TooLarge, None),
        StatusCode::BAD_REQUEST => problem(Refusal::Malformed, None),
        other => other.into_response(),
    }
}
