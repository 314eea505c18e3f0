//! The demo's pages: what a county's own pages might look like, with the one tag in them.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;

use super::shell;
use crate::app::App;

const INDEX: &str = include_str!("../demo/index.html");
const ADULTS: &str = include_str!("../demo/aikuissosiaalityo.html");
const FAMILIES: &str = include_str!("../demo/perhekeskus.html");
const INLINE: &str = include_str!("../demo/upotettu.html");
const THEMED: &str = include_str!("../demo/lakeus.html");
const STYLE: &str = include_str!("../demo/county.css");

/// `/demo/…`
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(async || Redirect::temporary("/demo/")))
        .route("/demo", get(async || Redirect::temporary("/demo/")))
        .route("/demo/", get(async |state| page(state, INDEX)))
        .route(
            "/demo/aikuissosiaalityo",
            get(async |state| page(state, ADULTS)),
        )
        .route(
            "/demo/perhekeskus",
            get(async |state| page(state, FAMILIES)),
        )
        .route("/demo/upotettu", get(async |state| page(state, INLINE)))
        .route("/demo/lakeus", get(async |state| page(state, THEMED)))
        .route(
            "/demo/county.css",
            get(async || ([(CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)),
        )
}

/// The path of a service's page; the first page for one that the demo does not come with.
pub fn demo_page(service: &str) -> &'static str {
    match service {
        "aikuissosiaalityo" => "/demo/aikuissosiaalityo",
        "perhekeskus" => "/demo/perhekeskus",
        _ => "/demo/",
    }
}

fn page(State(app): State<Arc<App>>, html: &'static str) -> Response {
    let kind = "text/html; charset=utf-8";
    let mut response = ([(CONTENT_TYPE, kind)], html).into_response();
    let policy = shell::page_policy(&app.config.public_url);
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, policy);
    response
}
