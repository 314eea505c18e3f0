//! Tells staff, and residents who left an e-mail address, what stands in the outbox: by mail and by
//! webhook. Nothing personal leaves: a service's name, what it is about, since when, and where to
//! read it.
//!
//! A notice that is due becomes a delivery for each receiver that wants it. Each receiver has a
//! lane of its own in which one delivery goes after the other, so a slow or dead one delays nobody
//! else. What fails is tried again by [`schedule::RETRY_AFTER_MS`].
//!
//! A delivery is marked as done after the receiver has taken it. If the relay dies between the two
//! it is sent again, with the same id: `webhook-id`, or the mail's `Message-ID`.

mod attempt;
mod figures;
mod lane;
mod mail;
pub mod reachable;
mod receiver;
pub mod schedule;
mod webhook;
mod words;

use std::sync::Arc;

use futures_util::future::try_join_all;
use tokio::task::JoinSet;

use crate::app::App;
use crate::store::StoreError;
use crate::store::outbox::Notice;

pub use attempt::{ATTEMPT_MS, Undelivered};
pub use figures::Figures;
pub use lane::Lanes;
pub use receiver::RESIDENT;

/// How often the outbox is looked at, in milliseconds of the relay's clock.
const EVERY_MS: i64 = 1_000;
/// How many notices are taken at a time.
const AT_A_TIME: u32 = 100;
/// How long it is remembered that a notice was told, in milliseconds. Past that, the same thing
/// could be told again: longer than any conversation stays as it is.
const REMEMBERED_MS: i64 = 400 * 24 * 3_600_000;
/// How often what is older is forgotten, in milliseconds.
const FORGET_EVERY_MS: i64 = 24 * 3_600_000;

/// Looks at the outbox again and again. A delivery that is under way never keeps the others.
pub async fn run(app: Arc<App>) {
    let mut drains = JoinSet::new();
    let mut forget_at_ms = 0;
    loop {
        // From the beginning of the look: what is written, or a clock that is moved, while it goes
        // on is looked at when it is due, not a whole round after the look has ended.
        let next_ms = app.clock.now_ms() + EVERY_MS;
        match look(&app, &mut forget_at_ms).await {
            Ok(due) => {
                for receiver in due {
                    if app.lanes.is_free(&receiver) {
                        let app = Arc::clone(&app);
                        drains.spawn(async move {
                            if let Err(error) = lane::drain(&app, &receiver).await {
                                tracing::warn!(%error, receiver, "deliveries can't be read or marked; trying again");
                            }
                        });
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "the outbox can't be read; trying again"),
        }
        while drains.try_join_next().is_some() {}
        app.clock.sleep_until(next_ms).await;
    }
}

/// Brings everything that is due, and says how many deliveries arrived. Those under way already are
/// waited for.
///
/// # Errors
/// When the store does not answer. What is left is brought the next time.
pub async fn run_once(app: &App) -> Result<u64, StoreError> {
    expand(app).await?;
    let due = app.store.awaited(app.clock.now_ms()).await?;
    let drains = due.iter().map(|receiver| lane::drain(app, receiver));
    Ok(try_join_all(drains).await?.into_iter().sum())
}

/// Expands what is due, brings the figures up to now, and gives the receivers that anything is due
/// for.
async fn look(app: &App, forget_at_ms: &mut i64) -> Result<Vec<String>, StoreError> {
    expand(app).await?;
    let now_ms = app.clock.now_ms();
    let oldest_ms = app.store.oldest_undelivered_ms(now_ms).await?;
    let age_ms = oldest_ms.map_or(0, |oldest_ms| now_ms - oldest_ms);
    let figures = &app.metrics.notify;
    figures.outbox(age_ms, &app.store.failing().await?);
    if now_ms >= *forget_at_ms {
        app.store.forget_notices(now_ms - REMEMBERED_MS).await?;
        *forget_at_ms = now_ms + FORGET_EVERY_MS;
    }
    app.store.awaited(now_ms).await
}

/// Makes a delivery for each receiver of each notice that is due.
async fn expand(app: &App) -> Result<(), StoreError> {
    loop {
        let now_ms = app.clock.now_ms();
        let notices = app.store.due_notices(now_ms, AT_A_TIME).await?;
        if notices.is_empty() {
            return Ok(());
        }
        for Notice {
            id, kind, service, ..
        } in notices
        {
            let to = receiver::wanting(app, &service, kind, now_ms);
            // Whoever else expands at the same moment has done it: it is counted once.
            if app.store.deliver(id, to, now_ms).await? {
                app.metrics.notify.noticed(kind);
            }
        }
    }
}
