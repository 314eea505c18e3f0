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

/// How long the writer's lock is held while a reader is waited for.
const PATIENCE: Duration = Duration::from_millis(20);
/// How long until it is tried again.
const AGAIN: Duration = Duration::from_millis(100);

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
        while !is_wiped(connection) {
            // Another wish may come meanwhile; it is fulfilled with this one.
            if let Err(RecvTimeoutError::Disconnected) = wishes.recv_timeout(AGAIN) {
                return;
            }
        }
    }
}

/// Writes the WAL back and empties it. Says whether that went through.
fn is_wiped(connection: &Connection) -> bool {
    let checkpoint = |how: &str| {
        connection.query_row(&format!("pragma wal_checkpoint({how})"), [], |row| {
            row.get::<_, i64>(0)
        })
    };
    match checkpoint("passive").and_then(|_| checkpoint("truncate")) {
        Ok(busy) => busy == 0,
        Err(error) => {
            tracing::warn!(%error, "what was emptied is not removed from the WAL yet; trying again");
            false
        }
    }
}
