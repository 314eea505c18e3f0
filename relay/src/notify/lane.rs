//! The lane of each receiver, in which one delivery goes after the other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::app::App;
use crate::notify::attempt::{self, Outcome, Undelivered};
use crate::notify::receiver::{self, RESIDENT};
use crate::notify::schedule::retry_after_ms;
use crate::store::StoreError;
use crate::store::outbox::Delivery;

/// Every lane, by its receiver.
#[derive(Default)]
pub struct Lanes(Mutex<HashMap<String, Arc<tokio::sync::Mutex<Lane>>>>);

/// What one drain at a time holds.
#[derive(Default)]
struct Lane {
    /// What was tried and could not be marked in the store: it is marked, not tried, the next time.
    /// A store that can't write must not make the relay send the same thing each second.
    unmarked: HashMap<u64, Mark>,
}

/// What is to be written of a delivery that was tried.
#[derive(Clone, Copy)]
enum Mark {
    Done,
    TryAgain { due_at_ms: i64 },
}

impl Lanes {
    /// Whether nothing is under way to that receiver.
    pub(super) fn is_free(&self, receiver: &str) -> bool {
        self.lane(receiver).try_lock().is_ok()
    }

    fn lane(&self, receiver: &str) -> Arc<tokio::sync::Mutex<Lane>> {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(lanes.entry(receiver.to_owned()).or_default())
    }
}

/// Brings a receiver everything that is due, and says how much arrived.
///
/// # Errors
/// When the store does not answer.
pub(super) async fn drain(app: &App, receiver: &str) -> Result<u64, StoreError> {
    let lane = app.lanes.lane(receiver);
    let mut lane = lane.lock().await;
    if receiver != RESIDENT && receiver::of_name(&app.config, receiver).is_none() {
        let dropped = app.store.drop_deliveries(receiver.to_owned()).await?;
        tracing::warn!(
            receiver,
            dropped,
            "no such receiver is configured any longer; what was left for it is dropped"
        );
        return Ok(0);
    }
    let mut arrived = 0;
    loop {
        let now_ms = app.clock.now_ms();
        // One at a time: whatever is withdrawn meanwhile is not sent.
        let due = app.store.due_deliveries(receiver.to_owned(), now_ms, 1);
        let Some(delivery) = due.await?.into_iter().next() else {
            return Ok(arrived);
        };
        let mark = match lane.unmarked.get(&delivery.id) {
            Some(mark) => *mark,
            None => {
                let outcome = attempt::attempt(app, &delivery).await?;
                arrived += u64::from(matches!(outcome, Outcome::Arrived));
                let mark = judged(app, &delivery, outcome);
                lane.unmarked.insert(delivery.id, mark);
                mark
            }
        };
        match mark {
            Mark::Done => app.store.delivered(delivery.id).await?,
            Mark::TryAgain { due_at_ms } => {
                app.store.delivery_failed(delivery.id, due_at_ms).await?;
            }
        }
        lane.unmarked.remove(&delivery.id);
    }
}

/// Counts and logs how an attempt ended, and says what is to be written of it.
fn judged(app: &App, delivery: &Delivery, outcome: Outcome) -> Mark {
    let receiver = delivery.receiver.as_str();
    let way = attempt::way_of(app, receiver);
    let count = |result| app.metrics.notify.tried(receiver, way, result);
    let attempts = delivery.attempts + 1;
    let kind = delivery.notice.kind.name();
    match outcome {
        Outcome::Arrived => {
            count("delivered");
            Mark::Done
        }
        Outcome::Nobody => {
            count("dropped");
            Mark::Done
        }
        Outcome::Failed(why) => match retry_at_ms(app, receiver, attempts, why) {
            Some(due_at_ms) => {
                count("failed");
                tracing::warn!(receiver, kind, attempts, %why, "a notice did not arrive; trying again");
                Mark::TryAgain { due_at_ms }
            }
            None => {
                count("given_up");
                tracing::error!(receiver, kind, attempts, %why, "a notice did not arrive and is given up");
                Mark::Done
            }
        },
    }
}

fn retry_at_ms(app: &App, receiver: &str, attempts: u32, why: Undelivered) -> Option<i64> {
    if why.is_final(receiver) {
        return None;
    }
    // From the end of the attempt: one that took long is not followed by the next at once.
    retry_after_ms(attempts).map(|after_ms| app.clock.now_ms() + after_ms)
}
