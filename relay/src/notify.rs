//! The notify loop: takes due notices off the outbox and brings them to whoever wants them.
//!
//! Nobody does yet: e-mail, webhook and web push come with the issue on notices. Until then a
//! notice is counted and done with, so that the outbox does not grow.

use std::sync::Arc;

use crate::app::App;
use crate::store::StoreError;

/// How often the outbox is looked at, in milliseconds.
const EVERY_MS: i64 = 10_000;
/// How many notices are taken at a time.
const AT_A_TIME: u32 = 100;

/// Looks at the outbox again and again.
pub async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = run_once(&app).await {
            tracing::warn!(%error, "the outbox can't be read; trying again");
        }
        app.clock.sleep_ms(EVERY_MS).await;
    }
}

/// Brings every notice that is due, and says how many there were.
///
/// # Errors
/// When the store does not answer. What is left is brought the next time.
pub async fn run_once(app: &App) -> Result<u64, StoreError> {
    let mut brought = 0;
    loop {
        let now_ms = app.clock.now_ms();
        let notices = app.store.due_notices(now_ms, AT_A_TIME).await?;
        if notices.is_empty() {
            return Ok(brought);
        }
        for notice in notices {
            app.store.notice_done(notice.id).await?;
            app.metrics.noticed();
            brought += 1;
        }
    }
}
