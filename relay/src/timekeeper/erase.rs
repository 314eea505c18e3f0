//! Erases what of identification has run out: attempts that nobody finished, and who somebody turned
//! out to be when that was never used.

use crate::app::App;
use crate::store::StoreError;

/// How often it is looked for, in milliseconds of the relay's clock. What has run out is of no use from
/// the instant on; this is how much longer it is kept.
const EVERY_MS: i64 = 10_000;

/// Erases what runs out, for as long as it is polled.
pub(super) async fn run(app: &App) {
    let mut fails = false;
    loop {
        match run_once(app).await {
            Ok(()) => fails = false,
            Err(error) => {
                if !std::mem::replace(&mut fails, true) {
                    tracing::warn!(%error, "identifications that have run out are not erased yet; trying again");
                }
            }
        }
        let next_ms = app.clock.now_ms() + EVERY_MS;
        app.clock.sleep_until(next_ms).await;
    }
}

/// Erases all that has run out.
pub(super) async fn run_once(app: &App) -> Result<(), StoreError> {
    let now_ms = app.clock.now_ms();
    while app.store.has_expired(now_ms).await? {
        app.store.erase_expired(now_ms).await?;
    }
    Ok(())
}
