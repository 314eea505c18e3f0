//! The hours of a service: read by those who answer for it, changed by its supervisors.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use juttu_shared::id::{AgentId, ServiceId};
use juttu_shared::limits::ANNOUNCEMENT_CHARS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::hours::Holiday;
use juttu_shared::rules::plan::{Fault, Plan};
use juttu_shared::rules::state::Role;
use juttu_shared::rules::text::clean_at_most;
use juttu_shared::texts::{Language, relay};
use juttu_shared::wire::v1::desk::{
    ChangeHours, HolidayName, HoursChange, HoursPage, HoursRefused,
};

use super::{Asked, FromDesk, Staff, failed, own_service, refused};
use crate::app::App;
use crate::config::Service;
use crate::door::Asks;
use crate::http::Body;
use crate::http::words::find;
use crate::services::{all_words, written};
use crate::store::StoreError;
use crate::store::hours::NewHours;
use crate::timekeeper;

/// The largest plan as it is sent, in bytes: whatever its own limits allow has room.
pub(super) const MOST_BYTES: usize = 1024 * 1024;
/// How many changes are shown, each with its whole plan.
const CHANGES: u32 = 20;

/// `GET /desk/api/hours?service=ID&lang=fi`
pub(super) async fn read(
    State(app): State<Arc<App>>,
    Staff(agent): Staff,
    Asks(asked): Asks<Asked>,
) -> Response {
    let id = asked.service.as_deref().and_then(ServiceId::parse);
    let service = id.ok_or(Refusal::NoService);
    match service.and_then(|id| own_service(&app, &agent, &id)) {
        Ok(service) => page(&app, &service.id, asked.language()).await,
        Err(refusal) => refused(&app, refusal),
    }
}

/// `POST /desk/api/hours?lang=fi`
pub(super) async fn change(
    State(app): State<Arc<App>>,
    FromDesk(agent): FromDesk,
    Asks(asked): Asks<Asked>,
    Body(change): Body<ChangeHours>,
) -> Response {
    let service = match own_service(&app, &agent, &change.service) {
        Ok(service) if agent.role == Role::Supervisor => service,
        Ok(_) => return refused(&app, Refusal::NotAllowed),
        Err(refusal) => return refused(&app, refusal),
    };
    let plan = match as_kept(&service, change.plan) {
        Ok(plan) => plan,
        Err(faults) => return impossible(&app, faults),
    };
    // Apart from this request: a desk that is closed meanwhile must not leave hours that are stored
    // and do not hold.
    let keeping = keep(Arc::clone(&app), service, agent.id, change.version, plan);
    match tokio::spawn(keeping).await {
        Ok(Ok(())) => page(&app, &change.service, asked.language()).await,
        Ok(Err(error)) => failed(&app, &error),
        Err(error) => {
            tracing::error!(%error, "hours could not be kept");
            refused(&app, Refusal::NotStored)
        }
    }
}

/// Stores a plan, and lets it hold at once.
async fn keep(
    app: Arc<App>,
    service: Arc<Service>,
    agent: AgentId,
    version: u64,
    plan: Plan,
) -> Result<(), StoreError> {
    let change = NewHours {
        service: service.id.clone(),
        version,
        agent,
        plan: plan.clone(),
        now_ms: app.clock.now_ms(),
    };
    app.store.change_hours(change).await?;
    app.services.keep(&service.id, version + 1, &plan);
    timekeeper::hours_changed(&app, &service.id);
    Ok(())
}

/// The plan as it is stored: its texts cleaned, everything written in one way.
fn as_kept(service: &Service, mut plan: Plan) -> Result<Plan, Vec<Fault>> {
    let schedule = plan.schedule(&service.tags())?;
    plan.week = schedule.week.each_ref().map(|day| written(day));
    let closed = Holiday::ALL.iter();
    let closed = closed.filter(|it| schedule.closed_holidays.contains(it));
    plan.closed_holidays = closed.map(|it| it.key().to_owned()).collect();
    for (exception, kept) in plan.exceptions.iter_mut().zip(&schedule.exceptions) {
        exception.hours = written(&kept.intervals);
    }
    for text in all_words(&mut plan).flat_map(|words| words.values_mut()) {
        if let Ok(clean) = clean_at_most(text, ANNOUNCEMENT_CHARS) {
            *text = clean;
        }
    }
    Ok(plan)
}

fn impossible(app: &App, faults: Vec<Fault>) -> Response {
    let code = Refusal::HoursImpossible;
    app.metrics.refused(code);
    let body = HoursRefused { code, faults };
    (StatusCode::UNPROCESSABLE_ENTITY, Json(body)).into_response()
}

async fn page(app: &App, id: &ServiceId, language: Language) -> Response {
    let kept = match app.store.hours(id.clone(), CHANGES).await {
        Ok(kept) => kept,
        Err(error) => return failed(app, &error),
    };
    // As it stands after what was read is known to be stored.
    let Some(service) = app.services.get(id) else {
        return refused(app, Refusal::NoService);
    };
    let newest = kept.first();
    let plan = newest.and_then(|it| it.plan.clone());
    let holidays = Holiday::ALL.iter().map(|it| HolidayName {
        key: it.key().to_owned(),
        name: find(relay::ALL, it.key(), language).to_owned(),
    });
    let page = HoursPage {
        version: newest.map_or(0, |it| it.version),
        today: service.local_at(app.clock.now_ms()).date,
        languages: service.tags(),
        holidays: holidays.collect(),
        plan: plan.map_or_else(|| service.plan(), |plan| service.editable(plan)),
        changes: kept
            .into_iter()
            .filter_map(|it| {
                Some(HoursChange {
                    version: it.version,
                    at: service.local_at(it.at_ms),
                    agent: it.agent,
                    plan: it.plan?,
                })
            })
            .collect(),
        service: id.clone(),
    };
    Json(page).into_response()
}
