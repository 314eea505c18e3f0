//! What was emptied leaves no trace in the write-ahead log.
//!
//! `secure_delete` overwrites what is freed with zeros, but the pages as they were stand in the WAL
//! until it is written back and begun anew, which by itself happens seldom. A thread of its own does
//! so as soon as anything was emptied: first without holding anybody up, then, for the little that is
//! left, with the writer's lock, which it gives up again in a moment when somebody still reads an
//! older view.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;

use super::{OpenError, Options, schema};
use crate::clock::Stopwatch;

/// How long the writer's lock is held while a reader is waited for.
const PATIENCE: Duration = Duration::from_millis(20);
/// How long until it is tried again while somebody reads an older view, and after a first failure.
const AGAIN: Duration = Duration::from_millis(100);
/// The longest pause between two tries while the disk fails.
const LONGEST: Duration = Duration::from_secs(60);

/// Asks for the traces to be removed. When this is dropped, the thread has ended.
pub(super) struct Wiper {
    wishes: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Wiper {
    fn drop(&mut self) {
        self.wishes = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

impl Wiper {
    pub(super) fn start(path: &Path, options: Options) -> Result<Self, OpenError> {
        let said = |error: rusqlite::Error| OpenError::from_sql(path, &error);
        let connection = schema::open_to_checkpoint(path, options)?;
        connection.busy_timeout(PATIENCE).map_err(said)?;
        // One wish that waits is enough: it is fulfilled after all that was committed before it.
        let (sender, wishes) = sync_channel(1);
        // Before the last wish was fulfilled the relay may have died.
        let _ = sender.try_send(());
        let thread = std::thread::Builder::new()
            .name("store-wipe".to_owned())
            .spawn(move || wipe_all(&connection, &wishes))
            .map_err(|error| OpenError::Other {
                path: path.to_owned(),
                reason: error.to_string(),
            })?;
        Ok(Self {
            wishes: Some(sender),
            thread: Some(thread),
        })
    }

    /// Something was emptied, and that is committed.
    pub(super) fn wipe(&self) {
        if let Some(wishes) = &self.wishes {
            // A full channel holds the same wish already.
            let _ = wishes.try_send(());
        }
    }
}

fn wipe_all(connection: &Connection, wishes: &Receiver<()>) {
    while wishes.recv().is_ok() {
        let mut failures = Failures::default();
        while let Some(pause) = failures.pause_after(wipe(connection)) {
            // Another wish may come meanwhile; it is fulfilled with this one.
            if let Err(RecvTimeoutError::Disconnected) = wait(wishes, pause) {
                return;
            }
        }
    }
}

/// Waits whole, whatever is wished meanwhile.
fn wait(wishes: &Receiver<()>, pause: Duration) -> Result<(), RecvTimeoutError> {
    let since = Stopwatch::start();
    while let Some(left) = pause.checked_sub(since.elapsed()) {
        match wishes.recv_timeout(left) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return Err(RecvTimeoutError::Disconnected),
        }
    }
    Ok(())
}

/// How often in a row the file could not be written.
#[derive(Default)]
struct Failures(u32);

impl Failures {
    /// How long until it is tried again; none when it went through. Says once that it fails, and once
    /// that it does no longer.
    fn pause_after(&mut self, wiped: rusqlite::Result<bool>) -> Option<Duration> {
        match wiped {
            Ok(is_wiped) => {
                if self.0 > 0 {
                    tracing::info!("the WAL can be written back again");
                }
                self.0 = 0;
                (!is_wiped).then_some(AGAIN)
            }
            Err(error) => {
                if self.0 == 0 {
                    tracing::warn!(%error, "what was emptied is not removed from the WAL yet; trying again");
                }
                self.0 = self.0.saturating_add(1);
                let longer = AGAIN.checked_mul(1 << self.0.min(16));
                Some(longer.unwrap_or(LONGEST).min(LONGEST))
            }
        }
    }
}

/// Writes the WAL back and empties it. Says whether nobody stood in the way.
fn wipe(connection: &Connection) -> rusqlite::Result<bool> {
    let checkpoint = |how: &str| {
        connection.query_row(&format!("pragma wal_checkpoint({how})"), [], |row| {
            row.get::<_, i64>(0)
        })
    };
    let busy = checkpoint("passive").and_then(|_| checkpoint("truncate"))?;
    Ok(busy == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_fails_is_asked_less_and_less() {
        let mut failures = Failures::default();
        let failed = || Err(rusqlite::Error::InvalidQuery);
        let pauses: Vec<_> = (0..12)
            .filter_map(|_| failures.pause_after(failed()))
            .collect();
        assert_eq!(pauses.first(), Some(&(AGAIN * 2)));
        assert!(pauses.is_sorted());
        assert_eq!(pauses.last(), Some(&LONGEST));
        assert_eq!(
            failures.pause_after(Ok(false)),
            Some(AGAIN),
            "somebody reads"
        );
        assert_eq!(failures.pause_after(Ok(true)), None);
        assert_eq!(failures.pause_after(failed()), Some(AGAIN * 2));
    }
}
