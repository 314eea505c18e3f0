//! What the desk asks over plain HTTP once somebody is signed in: hours, canned replies, the audit
//! log. The accounts themselves are in [`crate::sign_in`].

mod audit;
mod hours;
mod replies;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::response::Response;
use axum::routing::get;
use juttu_shared::id::ServiceId;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::Language;
use serde::Deserialize;

use crate::app::App;
use crate::config::Service;
use crate::door::{origin, problem};
use crate::sign_in::signed_in;
use crate::store::StoreError;
use crate::store::accounts::Agent;

/// What whoever is signed in may ask.
pub(super) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route(
            "/desk/api/hours",
            get(hours::read)
                .post(hours::change)
                .layer(DefaultBodyLimit::max(hours::MOST_BYTES)),
        )
        .route("/desk/api/replies", get(replies::read))
        .route("/desk/api/audit", get(audit::read))
}

/// The query, as far as a path has one.
#[derive(Deserialize)]
struct Asked {
    service: Option<String>,
    lang: Option<String>,
    before: Option<u64>,
}

impl Asked {
    fn language(&self) -> Language {
        let tag = self.lang.as_deref();
        tag.and_then(Language::from_tag).unwrap_or(Language::Fi)
    }
}

/// Whoever is signed in.
struct Staff(Agent);

impl FromRequestParts<Arc<App>> for Staff {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        staff(app, &parts.headers).await.map(Self)
    }
}

/// Whoever is signed in, by the desk's own page.
struct FromDesk(Agent);

impl FromRequestParts<Arc<App>> for FromDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let from_desk = origin::of_desk(&app.config, &parts.headers);
        from_desk.map_err(|refusal| refused(app, refusal))?;
        staff(app, &parts.headers).await.map(Self)
    }
}

async fn staff(app: &App, headers: &HeaderMap) -> Result<Agent, Response> {
    match signed_in(app, headers).await {
        Ok(Some(signed_in)) => Ok(signed_in.agent),
        Ok(None) => Err(refused(app, Refusal::SignedOut)),
        Err(error) => Err(failed(app, &error)),
    }
}

/// A service as it stands now, when whoever asks answers for it.
fn own_service(app: &App, agent: &Agent, id: &ServiceId) -> Result<Arc<Service>, Refusal> {
    if !agent.role.answers() {
        return Err(Refusal::NotAllowed);
    }
    let service = app.services.get(id);
    service
        .filter(|_| agent.services.contains(id))
        .ok_or(Refusal::NoService)
}

fn refused(app: &App, refusal: Refusal) -> Response {
    app.metrics.refused(refusal);
    problem(refusal, None)
}

fn failed(app: &App, error: &StoreError) -> Response {
    if let StoreError::Failed(_) = error {
        tracing::error!(%error, "the store did not answer the desk");
    }
    refused(app, error.refusal())
}
