//! A service's public state, which the launcher on a page asks for.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use axum::response::{IntoResponse as _, Response};
use juttu_shared::id::ServiceId;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::widget;
use juttu_shared::wire::v1::public::{Availability, Contact, Guide, ServiceState, WidgetAssets};
use serde::Deserialize;

use super::assets::Assets;
use crate::app::App;
use crate::config::in_language;
use crate::door::problem;

/// The query of a request for words.
#[derive(Deserialize)]
pub(super) struct Asked {
    /// The tag of the language wanted.
    lang: Option<String>,
}

/// `GET /api/v1/services/{service}?lang=fi`
pub(super) async fn state(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let service = ServiceId::parse(&id).and_then(|id| app.config.service(&id));
    let mut response = match service {
        None => {
            app.metrics.refused(Refusal::NoService);
            problem(Refusal::NoService, None)
        }
        Some(service) => {
            let language = service.language(asked.lang.as_deref());
            let now_ms = app.clock.now_ms();
            let standing = service.standing(now_ms);
            let guidance = &service.guidance;
            let state = ServiceState {
                id: service.id.0.clone(),
                name: service.name(language).to_owned(),
                now_ms,
                availability: match standing.is_open {
                    true => Availability::Open,
                    false => Availability::Closed,
                },
                changes_at_ms: standing.changes_at_ms,
                status: String::new(),
                opens: None,
                queue: None,
                answer_by: None,
                may_chat: true,
                tells_by_email: app.config.mail.is_some(),
                topics: Vec::new(),
                guide: Guide::default(),
                plain: String::new(),
                language: language.tag().to_owned(),
                contact: Contact {
                    telephone: guidance.telephone.clone(),
                    telephone_hours: in_language(&guidance.telephone_hours, language).to_owned(),
                    areas: Vec::new(),
                },
                assets: Assets::built_in().map_or_else(nowhere, |assets| assets.widget.clone()),
                texts: widget::ALL
                    .iter()
                    .map(|text| (text.key.to_owned(), text.words(language).to_owned()))
                    .collect(),
            };
            let cache = HeaderValue::from_static("public, max-age=5");
            let mut response = Json(state).into_response();
            response.headers_mut().insert(CACHE_CONTROL, cache);
            response
        }
    };
    // Any page may read it: there is nothing of anybody's in it.
    let anybody = HeaderValue::from_static("*");
    response
        .headers_mut()
        .insert(ACCESS_CONTROL_ALLOW_ORIGIN, anybody);
    response
}

/// The paths of a relay without files: the loader then shows how else the service is reached.
fn nowhere() -> WidgetAssets {
    WidgetAssets {
        script: String::new(),
        wasm: String::new(),
        style: String::new(),
    }
}
