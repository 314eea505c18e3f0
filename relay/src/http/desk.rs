//! The desk's page.

use std::sync::Arc;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::{IntoResponse as _, Redirect, Response};

use super::embedded::{EMBEDDED, find};
use super::{assets, shell};
use crate::app::App;

/// `GET /desk/`
pub(super) async fn page(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let Some(file) = find("/desk/index.html") else {
        return if EMBEDDED.is_empty() {
            assets::not_built()
        } else {
            shell::not_found()
        };
    };
    let mut response = assets::plain(file, &headers);
    let policy = shell::page_policy(&app.config.desk_url);
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, policy);
    response
}

/// `GET /desk`
pub(super) async fn moved() -> Response {
    Redirect::permanent("/desk/").into_response()
}
