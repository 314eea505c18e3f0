//! The audit log, for an auditor alone: its rows, and whether the newest month is as it was written.
//! It tells of every service: what shuts any of them shuts it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use juttu_shared::limits::FOUND_ROWS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::desk::AuditPage;

use super::{Asked, Staff, failed, refused};
use crate::app::App;
use crate::door::Asks;
use crate::store::StoreError;
use crate::store::audit::Scope;

/// `GET /desk/api/audit[?before=ID]`
pub(super) async fn read(
    State(app): State<Arc<App>>,
    Staff(agent): Staff,
    Asks(asked): Asks<Asked>,
) -> Response {
    if agent.role != Role::Auditor || agent.lock.shuts_any() {
        return refused(&app, Refusal::NotAllowed);
    }
    match page(&app, asked.before).await {
        Ok(page) => Json(page).into_response(),
        Err(error) => failed(&app, &error),
    }
}

async fn page(app: &App, before: Option<u64>) -> Result<AuditPage, StoreError> {
    // One more than is shown says whether there are more.
    let most = u32::try_from(FOUND_ROWS + 1).unwrap_or(u32::MAX);
    let mut rows = app.store.audit_lines(before, most).await?;
    let more = rows.len() > FOUND_ROWS;
    rows.truncate(FOUND_ROWS);
    let holds = match before {
        Some(_) => None,
        None => {
            let verdict = app.store.verify_audit(Scope::Newest, Vec::new()).await?;
            if let Some(broken) = verdict.broken {
                tracing::error!(
                    segment = %broken.segment,
                    number = broken.number,
                    "the audit log is not as it was written; run `juttu-relay audit verify`"
                );
            }
            Some(verdict.broken.is_none())
        }
    };
    Ok(AuditPage { rows, more, holds })
}
