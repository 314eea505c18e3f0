//! What an operator's tools look at.

use std::fs::File;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;

/// How much room must be left: twice what the database's log grows to between two of its
/// checkpoints.
const ROOM_BYTES: usize = 8 * 1024 * 1024;

/// `GET /healthz`: the process answers.
pub(super) async fn alive() -> &'static str {
    "alive\n"
}

/// `GET /readyz`: the store takes and keeps what it is given, and there is room for more.
///
/// The store's own check writes next to nothing, into room that its files may hold already. So a
/// file is written beside it and removed again, unflushed, since a disk without room says so when
/// it is asked for it.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    if let Err(error) = app.store.ready().await {
        tracing::error!(%error, "not ready");
        return not_ready("the store does not answer\n");
    }
    let database = app.config.database.clone();
    let room = tokio::task::spawn_blocking(move || has_room(&database)).await;
    match room.map_err(io::Error::other).flatten() {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::error!(%error, "not ready: there is no room beside the database");
            not_ready("the disk of the database is full or can't be written to\n")
        }
    }
}

fn not_ready(why: &'static str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, why).into_response()
}

/// Whether [`ROOM_BYTES`] more can be written beside the database.
fn has_room(database: &Path) -> io::Result<()> {
    static PIECE: [u8; 64 * 1024] = [0; 64 * 1024];
    let mut path = database.as_os_str().to_owned();
    path.push(".room");
    let path = PathBuf::from(path);
    let written = File::create(&path).and_then(|mut file| {
        (0..ROOM_BYTES / PIECE.len()).try_for_each(|_| file.write_all(&PIECE))
    });
    // Another who asks at the same moment may have removed it.
    let _ = std::fs::remove_file(&path);
    written
}

/// `GET /metrics`, in the OpenMetrics text format.
pub(super) async fn figures(State(app): State<Arc<App>>) -> Response {
    const FORMAT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let services = app.services.all();
    let standing: Vec<_> = services
        .map(|service| app.hub.standing(&service.id))
        .collect();
    match app.metrics.text(&standing) {
        Ok(text) => ([(CONTENT_TYPE, FORMAT)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
