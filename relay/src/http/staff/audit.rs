//! The audit log, for an auditor alone.

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

/// `GET /desk/api/audit[?before=ID]`
pub(super) async fn read(
    State(app): State<Arc<App>>,
    Staff(agent): Staff,
    Asks(asked): Asks<Asked>,
) -> Response {
    if agent.role != Role::Auditor {
        return refused(&app, Refusal::NotAllowed);
    }
    // One more than is shown says whether there are more.
    let most = u32::try_from(FOUND_ROWS + 1).unwrap_or(u32::MAX);
    match app.store.audit_lines(asked.before, most).await {
        Ok(mut rows) => {
            let more = rows.len() > FOUND_ROWS;
            rows.truncate(FOUND_ROWS);
            Json(AuditPage { rows, more }).into_response()
        }
        Err(error) => failed(&app, &error),
    }
}
