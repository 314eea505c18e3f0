//! A service's public state, which the launcher on a page asks for.

pub(super) mod guide;
mod plain;
pub(super) mod status;

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, ORIGIN, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use juttu_shared::id::ServiceId;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::{Language, widget};
use juttu_shared::wire::v1::public::{
    Identification, IdentificationWay, LanguageName, ServiceState, WidgetAssets,
};
use serde::Deserialize;

use super::assets::Assets;
use crate::app::App;
use crate::config::Service;
use crate::door::{origin, problem};

/// The longest that the state may be cached, in milliseconds.
const CACHED_MS: i64 = 5_000;

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
    headers: HeaderMap,
) -> Response {
    let service = ServiceId::parse(&id).and_then(|id| app.services.get(&id));
    let mut response = match service {
        None => {
            app.metrics.refused(Refusal::NoService);
            problem(Refusal::NoService, None)
        }
        Some(service) => {
            let language = service.language(asked.lang.as_deref());
            let may_chat = origin::of_visitor(&app.config, &service, &headers).is_ok();
            let state = now(&app, &service, language, may_chat);
            let cache = cached(&state);
            let mut response = Json(state).into_response();
            response.headers_mut().insert(CACHE_CONTROL, cache);
            response
        }
    };
    let headers = response.headers_mut();
    // Any page may read it: there is nothing of anybody's in it. It tells each whether it may carry
    // the chat, so no cache may give one page what another was told.
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(VARY, HeaderValue::from(ORIGIN));
    response
}

fn now(app: &App, service: &Service, language: Language, may_chat: bool) -> ServiceState {
    let now_ms = app.clock.now_ms();
    let standing = service.standing(now_ms);
    let is_staffed = app.hub.is_staffed(&service.id);
    let said = status::Said {
        service,
        language,
        now_ms,
        standing,
        is_staffed,
    };
    let status = said.status();
    let guide = guide::guide(service, language, now_ms);
    let contact = guide::contact(service, language);
    ServiceState {
        id: service.id.0.clone(),
        name: service.name(language).to_owned(),
        now_ms,
        offset_min: service.offset_min(now_ms),
        availability: said.availability(),
        changes_at_ms: standing.changes_at_ms,
        opens: said.opens(),
        queue: said.queue(&app.hub.queue_view(&service.id)),
        answer_by: said.answer_by(),
        may_chat,
        tells_by_email: app.config.mail.is_some(),
        language: language.tag().to_owned(),
        languages: service.languages.iter().copied().map(named).collect(),
        quick_exit: service.guidance.quick_exit_url.clone(),
        topics: service.topics(language),
        identification: identification(app, service, language),
        plain: plain::plain(service.name(language), &status, &contact, &guide, language),
        status,
        contact,
        guide,
        assets: Assets::built_in().map_or_else(nowhere, |assets| assets.widget.clone()),
        texts: widget::ALL
            .iter()
            .map(|text| (text.key.to_owned(), text.words(language).to_owned()))
            .collect(),
    }
}

/// How the service's residents identify, with the ways by their names.
fn identification(app: &App, service: &Service, language: Language) -> Option<Identification> {
    let ways = service.identification.iter().filter_map(|id| {
        app.providers.get(id).map(|provider| IdentificationWay {
            id: id.clone(),
            name: provider.name(language).to_owned(),
            knows_again: provider.knows_a_person(),
        })
    });
    let providers: Vec<_> = ways.collect();
    (!providers.is_empty()).then_some(Identification {
        at_start: service.identification_at_start,
        providers,
    })
}

/// Cacheable for a few seconds, and never beyond the instant at which it changes.
fn cached(state: &ServiceState) -> HeaderValue {
    let left_ms = state
        .changes_at_ms
        .map_or(CACHED_MS, |at_ms| at_ms - state.now_ms);
    let seconds = left_ms.clamp(0, CACHED_MS) / 1_000;
    HeaderValue::try_from(format!("public, max-age={seconds}"))
        .unwrap_or(HeaderValue::from_static("no-store"))
}

/// The paths of a relay without files: the loader then shows how else the service is reached.
fn nowhere() -> WidgetAssets {
    WidgetAssets {
        script: String::new(),
        wasm: String::new(),
        style: String::new(),
        fallback: String::new(),
    }
}

/// A language by its own name.
fn named(language: Language) -> LanguageName {
    let name = match language {
        Language::Fi => "Suomi",
        Language::Sv => "Svenska",
        Language::En => "English",
    };
    LanguageName {
        tag: language.tag().to_owned(),
        name: name.to_owned(),
    }
}
