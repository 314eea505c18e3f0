//! The embedded store: one SQLite file in WAL mode, one thread that writes, a few that read.
//!
//! The writer takes everything that waits into one transaction and flushes once (group commit), so
//! the price of a flush is shared by all who wait. `synchronous = FULL`: an answer means that the
//! words have reached the disk.

mod accounts;
mod audit;
mod change;
mod contact;
mod find;
mod heads;
mod hours;
mod identities;
mod log;
mod outbox;
mod queue;
mod reader;
mod schema;
mod wipe;
mod writer;

use std::path::Path;
use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{Past, Waiting};
use juttu_shared::wire::v1::event::{Event, StaffEvent};
use rusqlite::{Connection, Transaction};

pub use schema::OpenError;

use super::{
    Answer, Append, Appended, Committed, Conversations, Head, Held, Opening, Search, StoreError,
};
use crate::random::Random;
use crate::seal::{Keyring, SealError, SecretHash};
use reader::Readers;
use wipe::Wiper;
use writer::Writer;

/// The embedded store.
pub struct Sqlite {
    // Dropped first: the last to close the file is the writer, which then empties the WAL into it.
    readers: Readers,
    writer: Writer,
}

/// How the store is opened.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The largest size of the database file, in pages of 4 KiB; none for no limit but the disk's.
    pub most_pages: Option<u32>,
    /// How long a call waits for another process's lock, in milliseconds.
    pub lock_wait_ms: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            most_pages: None,
            lock_wait_ms: 5_000,
        }
    }
}

/// What the threads of the store need besides their connection.
#[derive(Clone)]
struct Context {
    keyring: Arc<Keyring>,
    random: Random,
}

/// Why a piece of work did not go through.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    #[error("{0}")]
    Sql(#[from] rusqlite::Error),
    #[error("{0}")]
    Seal(#[from] SealError),
    #[error("a row of conversation {0} is not what this relay writes")]
    Row(u64),
    #[error("hours can't be written down")]
    Hours,
}

impl From<Fault> for StoreError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Refused(refusal) => Self::Refused(refusal),
            other => Self::Failed(other.to_string()),
        }
    }
}

impl Sqlite {
    /// Opens the database at `path`, or makes it, and brings it to the newest schema.
    ///
    /// # Errors
    /// Says in words what is wrong with the file, the lock or the key, and what to do.
    pub fn open(
        path: &Path,
        options: Options,
        keyring: Arc<Keyring>,
        random: Random,
        committed: Arc<dyn Committed>,
    ) -> Result<Self, OpenError> {
        let context = Context { keyring, random };
        let connection = schema::open(path, options, &context)?;
        let readers = Readers::start(path, options, &context)?;
        let wiper = Wiper::start(path, options)?;
        let writer = Writer::start(connection, context, committed, wiper)?;
        Ok(Self { writer, readers })
    }

    /// Reads, on one of the reading threads.
    fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Answer<T> {
        self.readers.run(move |connection, _| Ok(work(connection)?))
    }

    /// Writes, in the writer's next transaction. The work may be run a second time, alone, when
    /// another in the same transaction failed.
    fn write<T: Send + 'static>(
        &self,
        work: impl Fn(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Answer<T> {
        self.writer.run(move |write| Ok(work(write.tx)?))
    }
}

impl Conversations for Sqlite {
    fn open(&self, opening: Opening) -> Answer<Arc<Head>> {
        self.writer.run(move |write| write.open(&opening))
    }

    fn append(&self, append: Append) -> Answer<Appended> {
        self.writer.run(move |write| write.append(&append))
    }

    fn of_session(&self, secret: SecretHash) -> Answer<Option<Arc<Head>>> {
        self.readers
            .run(move |connection, _| Ok(heads::of_session(connection, secret)?.map(Arc::new)))
    }

    fn held(&self, secret: SecretHash) -> Answer<Option<Held>> {
        self.readers
            .run(move |connection, _| heads::held(connection, secret))
    }

    fn head(&self, conversation: ConversationId) -> Answer<Option<Arc<Head>>> {
        self.readers
            .run(move |connection, _| Ok(heads::read(connection, conversation)?.map(Arc::new)))
    }

    fn events(&self, conversation: ConversationId, after: u64) -> Answer<Vec<Event>> {
        self.readers.run(move |connection, context| {
            log::read(
                connection,
                &context.keyring,
                log::EVENT,
                conversation,
                after,
            )
        })
    }

    fn events_by_code(
        &self,
        code: SecretHash,
        conversation: ConversationId,
        after: u64,
    ) -> Answer<Vec<Event>> {
        self.readers.run(move |connection, context| {
            let events = log::read(
                connection,
                &context.keyring,
                log::EVENT,
                conversation,
                after,
            )?;
            // Asked afterwards: what came once the code was dead is never given.
            match heads::by_code(connection, code)? == Some(conversation) {
                true => Ok(events),
                false => Err(Fault::Refused(Refusal::WrongCode)),
            }
        })
    }

    fn staff_events(&self, conversation: ConversationId, after: u64) -> Answer<Vec<StaffEvent>> {
        self.readers.run(move |connection, context| {
            log::read(
                connection,
                &context.keyring,
                log::STAFF_EVENT,
                conversation,
                after,
            )
        })
    }

    fn waiting(&self, services: Vec<ServiceId>) -> Answer<Vec<Waiting>> {
        self.readers
            .run(move |connection, context| queue::waiting(connection, &context.keyring, &services))
    }

    fn redeem(
        &self,
        code: SecretHash,
        secret: SecretHash,
        service: ServiceId,
        now_ms: i64,
    ) -> Answer<Option<Arc<Head>>> {
        self.writer
            .run(move |write| write.redeem(code, secret, &service, now_ms))
    }

    fn of_code(&self, code: SecretHash) -> Answer<Option<Arc<Head>>> {
        self.readers
            .run(move |connection, _| Ok(heads::of_code(connection, code)?.map(Arc::new)))
    }

    fn active(&self) -> Answer<Vec<Arc<Head>>> {
        self.readers.run(|connection, _| heads::active(connection))
    }

    fn unended(&self) -> Answer<Vec<(ServiceId, u64)>> {
        self.read(|connection| {
            connection
                .prepare_cached(
                    "select service_id, count(*) from conversation where state <> 'closed'
                     group by service_id order by service_id",
                )?
                .query_map([], |row| Ok((ServiceId(row.get(0)?), row.get(1)?)))?
                .collect()
        })
    }

    fn waits(&self, service: ServiceId, since_ms: i64) -> Answer<Vec<i64>> {
        self.read(move |connection| queue::waits(connection, &service, since_ms))
    }

    fn of_agent(&self, agent: AgentId) -> Answer<Vec<Arc<Head>>> {
        self.readers
            .run(move |connection, _| heads::of_agent(connection, agent))
    }

    fn find(&self, search: Search) -> Answer<(Vec<Past>, bool)> {
        self.readers
            .run(move |connection, _| find::find(connection, &search))
    }

    fn newest_at_ms(&self) -> Answer<i64> {
        self.read(|connection| {
            connection.query_row(
                "select max(coalesce((select max(at_ms) from event), 0),
                            coalesce((select max(at_ms) from staff_event), 0))",
                [],
                |row| row.get(0),
            )
        })
    }

    fn ready(&self) -> Answer<()> {
        self.write(|tx| {
            tx.prepare_cached("insert or replace into meta (name, value) values ('ready', x'01')")?
                .execute([])
                .map(|_| ())
        })
    }
}
