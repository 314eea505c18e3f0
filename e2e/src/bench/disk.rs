//! What the disk can do without a relay: SQLite alone, and the bare flush.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::Result;
use rusqlite::Connection;

use super::clock::{ms_since, now};
use super::figures::whole;
use super::fresh;

/// The table's head.
pub const HEAD: [&str; 2] = ["what", "a second"];

/// Rows of one transaction: about what a busy relay flushes at once.
const GROUP: u32 = 64;
const RUN_MS: f64 = 2_000.0;

/// Measures the disk under `folder`.
///
/// # Errors
/// When it cannot be written to.
pub fn measure(folder: &Path) -> Result<Vec<Vec<String>>> {
    let place = fresh(folder, "disk")?;
    Ok(vec![
        row(
            "SQLite alone, rows in groups of 64",
            rows(place.path(), GROUP)?,
        ),
        row("SQLite alone, a row a flush", rows(place.path(), 1)?),
        row(
            "appends of 256 bytes, each with its `fdatasync`",
            flushes(place.path())?,
        ),
    ])
}

fn row(what: &str, a_second: f64) -> Vec<String> {
    vec![what.to_owned(), whole(a_second)]
}

fn rows(folder: &Path, group: u32) -> Result<f64> {
    let mut db = Connection::open(folder.join(format!("{group}.sqlite")))?;
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "full")?;
    db.execute_batch(
        "create table event (conversation_id integer not null, seq integer not null,
            at_ms integer not null, body blob not null,
            primary key (conversation_id, seq)) without rowid",
    )?;
    let body = [7_u8; 160];
    let (start, mut rows) = (now(), 0_u32);
    while ms_since(start) < RUN_MS {
        let tx = db.transaction()?;
        {
            let mut insert = tx.prepare_cached("insert into event values (?1, ?2, ?3, ?4)")?;
            for _ in 0..group {
                insert.execute((rows % 500, rows / 500, rows, body))?;
                rows += 1;
            }
        }
        tx.commit()?;
    }
    Ok(f64::from(rows) * 1_000.0 / ms_since(start))
}

fn flushes(folder: &Path) -> Result<f64> {
    let mut file = File::create(folder.join("appends"))?;
    let (start, mut flushes) = (now(), 0_u32);
    while ms_since(start) < RUN_MS {
        file.write_all(&[7; 256])?;
        file.sync_data()?;
        flushes += 1;
    }
    Ok(f64::from(flushes) * 1_000.0 / ms_since(start))
}
