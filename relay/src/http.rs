//! What is not a conversation: a service's public state, files, the desk's page, the demo's pages,
//! and what an operator looks at.
//!
//! Two routers for two listeners. The public one has nothing of the desk, the internal one nothing
//! of the visitor's; only the demo has both on one.

mod accept;
mod assets;
mod body;
mod code;
mod demo;
mod desk;
mod embedded;
pub(crate) mod frame;
mod health;
pub(crate) mod hold;
pub(crate) mod html;
mod service;
mod shell;
mod staff;
pub(crate) mod words;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use juttu_shared::limits::FRAME_BYTES;
use tower_http::compression::CompressionLayer;

pub use assets::Assets;
pub use body::Body;
pub use demo::demo_page;

use crate::app::App;
use crate::ident::{bank, flow, published};
use crate::{door, sign_in};

/// What residents reach.
pub fn public(app: &Arc<App>) -> Router {
    let routes = visitors().route("/assets/{*path}", get(assets::widget));
    let routes = routes.route("/healthz", get(health::alive));
    finish(routes, app)
}

/// What the staff and the operator reach.
pub fn internal(app: &Arc<App>) -> Router {
    let routes = staff().route("/assets/{*path}", get(assets::desk));
    let routes = routes.route("/healthz", get(health::alive));
    finish(routes, app)
}

/// Everything on one listener: the demo.
pub fn everything(app: &Arc<App>) -> Router {
    let routes = visitors()
        .merge(staff())
        .merge(demo::routes())
        .merge(bank::routes())
        .route("/assets/{*path}", get(assets::any))
        .route("/healthz", get(health::alive));
    finish(routes, app)
}

fn visitors() -> Router<Arc<App>> {
    door::visitor_routes()
        .route(
            "/api/v1/services/{service}",
            get(service::state).layer(CompressionLayer::new()),
        )
        .merge(code::routes())
        .merge(flow::routes())
        .merge(published::routes())
        .route("/embed.js", get(assets::loader))
        .route("/embed.v1.js", get(assets::loader))
        .route("/themes/{name}", get(assets::loader))
        .route("/juttu.d.ts", get(assets::loader))
}

fn staff() -> Router<Arc<App>> {
    door::agent_routes()
        .merge(sign_in::routes())
        .merge(staff::routes())
        .route("/desk", get(desk::moved))
        .route("/desk/", get(desk::page))
        .route("/metrics", get(health::figures))
        .route("/readyz", get(health::ready))
}

fn finish(routes: Router<Arc<App>>, app: &Arc<App>) -> Router {
    routes
        // Within the routes, so that what was matched is known.
        .route_layer(from_fn_with_state(Arc::clone(app), shell::log))
        .fallback(shell::nothing_here)
        .layer(DefaultBodyLimit::max(FRAME_BYTES))
        .layer(from_fn(shell::too_slow))
        .layer(from_fn_with_state(Arc::clone(app), shell::wrap))
        .with_state(Arc::clone(app))
}
