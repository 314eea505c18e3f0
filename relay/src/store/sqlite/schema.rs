//! Opens the file: its settings, its migrations, and the proof that the key is the right one.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension as _};

use super::{Context, Options, audit};
use crate::seal::{Log, Place, SealError};

/// Each migration brings the schema from its index to the next number.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/0001_ground.sql"),
    include_str!("../../../migrations/0002_service.sql"),
    include_str!("../../../migrations/0003_exit.sql"),
    include_str!("../../../migrations/0004_desk.sql"),
    include_str!("../../../migrations/0005_hours.sql"),
    include_str!("../../../migrations/0006_identification.sql"),
    include_str!("../../../migrations/0007_audit.sql"),
    include_str!("../../../migrations/0008_sign_in.sql"),
];

/// The one after which the rows of the audit log come into their chain.
const AUDIT: usize = 6;

const KEY_CHECK: Place = Place {
    log: Log::KeyCheck,
    conversation: 0,
    seq: 0,
};
const KEY_CHECK_BODY: &[u8] = b"juttu";

/// Why a database could not be opened, in words for an operator.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Another process holds it.
    #[error(
        "the database {0} is locked by another process; stop that one, or give this relay a database of its own"
    )]
    Locked(PathBuf),
    /// The file is not a database, or is damaged.
    #[error(
        "the database {0} is not an SQLite database or is damaged; move it aside and restore the last backup"
    )]
    Damaged(PathBuf),
    /// It was written by a newer relay.
    #[error(
        "the database {path} has schema {found}, this relay knows up to {known}; use the newer relay that wrote it"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: usize,
        /// The newest schema of this relay.
        known: usize,
    },
    /// It was sealed with another key.
    #[error(
        "the data key does not open the database {0}; use the key file that was in place when it was written"
    )]
    WrongKey(PathBuf),
    /// Anything else.
    #[error(
        "the database {path} can't be opened: {reason}; check that the folder exists, is writable and has room"
    )]
    Other {
        /// The file.
        path: PathBuf,
        /// What SQLite or the system said.
        reason: String,
    },
}

impl OpenError {
    pub(super) fn from_sql(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked(path),
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Damaged(path),
            _ => Self::Other {
                path,
                reason: error.to_string(),
            },
        }
    }
}

/// The writing connection, on the newest schema.
pub(super) fn open(
    path: &Path,
    options: Options,
    context: &Context,
) -> Result<Connection, OpenError> {
    let said = |error: rusqlite::Error| OpenError::from_sql(path, &error);
    let mut connection = Connection::open(path).map_err(said)?;
    settle(&connection, options).map_err(said)?;
    connection
        .pragma_update(None, "journal_mode", "wal")
        .map_err(said)?;
    migrate(&mut connection, path)?;
    check_key(&connection, path, context)?;
    Ok(connection)
}

/// A connection that only writes the WAL back.
pub(super) fn open_to_checkpoint(path: &Path, options: Options) -> Result<Connection, OpenError> {
    let said = |error: rusqlite::Error| OpenError::from_sql(path, &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(said)?;
    settle(&connection, options).map_err(said)?;
    Ok(connection)
}

/// A reading connection.
pub(super) fn open_to_read(path: &Path, options: Options) -> Result<Connection, OpenError> {
    let said = |error: rusqlite::Error| OpenError::from_sql(path, &error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(said)?;
    settle(&connection, options).map_err(said)?;
    connection
        .pragma_update(None, "query_only", true)
        .map_err(said)?;
    Ok(connection)
}

fn settle(connection: &Connection, options: Options) -> rusqlite::Result<()> {
    connection.busy_timeout(std::time::Duration::from_millis(
        options.lock_wait_ms.into(),
    ))?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.pragma_update(None, "cache_size", -32_768)?;
    // 64 MiB: the pages of busy conversations are written back once for many commits.
    connection.pragma_update(None, "wal_autocheckpoint", 16_000)?;
    connection.set_prepared_statement_cache_capacity(64);
    if let Some(most_pages) = options.most_pages {
        connection.pragma_update_and_check(None, "max_page_count", most_pages, |_| Ok(()))?;
    }
    Ok(())
}

pub(super) fn migrate(connection: &mut Connection, path: &Path) -> Result<(), OpenError> {
    let said = |error: rusqlite::Error| OpenError::from_sql(path, &error);
    let found: usize = connection
        .pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))
        .map(|version| usize::try_from(version).unwrap_or(usize::MAX))
        .map_err(said)?;
    if found > MIGRATIONS.len() {
        return Err(OpenError::Newer {
            path: path.to_owned(),
            found,
            known: MIGRATIONS.len(),
        });
    }
    for (index, migration) in MIGRATIONS.iter().enumerate().skip(found) {
        let tx = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(said)?;
        tx.execute_batch(migration).map_err(said)?;
        if index == AUDIT {
            audit::bring_along(&tx).map_err(said)?;
        }
        let version = i64::try_from(index + 1).unwrap_or(i64::MAX);
        tx.pragma_update(None, "user_version", version)
            .map_err(said)?;
        tx.commit().map_err(said)?;
    }
    Ok(())
}

/// A known body, sealed in the database when it was made, must open with the key given now.
fn check_key(connection: &Connection, path: &Path, context: &Context) -> Result<(), OpenError> {
    let said = |error: rusqlite::Error| OpenError::from_sql(path, &error);
    let wrong = |_: SealError| OpenError::WrongKey(path.to_owned());
    let found: Option<Vec<u8>> = connection
        .query_row(
            "select value from meta where name = 'key_check'",
            [],
            |row| row.get(0),
        )
        .optional()
        .map_err(said)?;
    match found {
        Some(value) => {
            let (key_id, body) = value
                .split_first_chunk::<4>()
                .ok_or(OpenError::Damaged(path.to_owned()))?;
            let key_id = u32::from_le_bytes(*key_id);
            context
                .keyring
                .open(KEY_CHECK, key_id, body)
                .map_err(wrong)?;
        }
        None => {
            let sealed = context
                .keyring
                .seal(&context.random, KEY_CHECK, KEY_CHECK_BODY)
                .map_err(wrong)?;
            let value = [&sealed.key_id.to_le_bytes(), sealed.bytes.as_slice()].concat();
            connection
                .execute(
                    "insert into meta (name, value) values ('key_check', ?1)",
                    [value],
                )
                .map_err(said)?;
        }
    }
    Ok(())
}
