//! A result of an identification that came back to a page without a session of the chat. It is somebody
//! else's, who may have shown the way there to another person: nobody may use it any more.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::visitor::Stray;

use super::poll::readable_by;
use super::visitor::{Asked, allowed};
use super::{Asks, address, problem};
use crate::app::App;
use crate::store::identities::RESULT;

/// `POST /api/v1/ident/stray?service=ID`. The answer is the same whatever is known of the result.
pub(super) async fn burn(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Asks(asked): Asks<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let origin = match allowed(&app, &asked.service, &headers) {
        Ok((_, origin)) => origin,
        Err(refusal) => {
            app.metrics.refused(refusal);
            return problem(refusal, None);
        }
    };
    let from = address::client(&app.config, peer, &headers);
    let answer = match app.rates.stray(from) {
        Ok(()) => burnt(&app, &body).await,
        Err(over) => Err((over.code, Some(over.retry_after_ms))),
    };
    let response = match answer {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err((refusal, retry_after_ms)) => {
            app.metrics.refused(refusal);
            problem(refusal, retry_after_ms)
        }
    };
    readable_by(origin, response)
}

async fn burnt(app: &App, body: &[u8]) -> Result<(), (Refusal, Option<u64>)> {
    let stray = serde_json::from_slice::<Stray>(body).ok();
    let stray = stray.filter(|stray| stray.result.is_valid());
    let stray = stray.ok_or((Refusal::Malformed, None))?;
    let result = app.keyring.hash(RESULT, &stray.result.0);
    let burnt = app.store.burn(result, app.clock.now_ms());
    burnt.await.map_err(|error| (error.refusal(), None))
}
