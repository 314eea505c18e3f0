//! The one thread that writes, and its group commit.

use std::sync::Arc;
use std::thread::JoinHandle;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::{mpsc, oneshot};

use super::heads::Heads;
use super::wipe::Wiper;
use super::{Context, Fault, OpenError};
use crate::clock::Stopwatch;
use crate::store::{Answer, Commit, Committed, StoreError};

/// The most pieces of work in one transaction. Past a few hundred the flush is no longer what
/// costs, and the first in the group would wait for the last.
const GROUP: usize = 512;
/// How much work may wait for the writer.
const QUEUE: usize = 16_384;

/// The writing thread. When this is dropped, what waits is written and the file is closed.
pub(super) struct Writer {
    queue: Option<mpsc::Sender<Box<dyn Work>>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

/// Why a transaction came to nothing.
#[derive(Debug, thiserror::Error)]
enum Failed {
    /// A piece of work in it.
    #[error("{0}")]
    Work(Fault),
    /// The file: locked, or not to be flushed.
    #[error("{0}")]
    File(#[from] rusqlite::Error),
}

/// What a piece of work writes with.
pub(super) struct Write<'a> {
    pub(super) tx: &'a Transaction<'a>,
    pub(super) context: &'a Context,
    pub(super) heads: &'a mut Heads,
    /// What the work has changed, to be told once it is committed.
    pub(super) changed: &'a mut Option<Commit>,
    /// Whether the work has emptied anything, of which the file must keep nothing.
    pub(super) emptied: &'a mut bool,
}

/// A piece of work in a group.
trait Work: Send {
    /// Does the work. It may be run again in another transaction, when this one is rolled back.
    ///
    /// # Errors
    /// A fault of the store, never a refusal: a refused work has changed nothing and is done.
    fn run(
        &mut self,
        tx: &Transaction<'_>,
        context: &Context,
        heads: &mut Heads,
    ) -> Result<(), Fault>;

    /// Whether it has emptied anything.
    fn has_emptied(&self) -> bool;

    /// The work is committed: tells of it first and answers after, so that a client's own event
    /// never arrives behind the answer that says so.
    fn settle(self: Box<Self>, committed: &dyn Committed);

    /// The work has failed, and nothing of it was kept.
    fn fail(self: Box<Self>, reason: &str);
}

struct Task<T, F> {
    work: F,
    asked: Stopwatch,
    outcome: Option<Result<T, StoreError>>,
    changed: Option<Commit>,
    emptied: bool,
    reply: oneshot::Sender<Result<T, StoreError>>,
}

impl<T, F> Work for Task<T, F>
where
    T: Send,
    F: Fn(&mut Write<'_>) -> Result<T, Fault> + Send,
{
    fn run(
        &mut self,
        tx: &Transaction<'_>,
        context: &Context,
        heads: &mut Heads,
    ) -> Result<(), Fault> {
        self.changed = None;
        self.emptied = false;
        let mut write = Write {
            tx,
            context,
            heads,
            changed: &mut self.changed,
            emptied: &mut self.emptied,
        };
        self.outcome = Some(match (self.work)(&mut write) {
            Ok(done) => Ok(done),
            Err(Fault::Refused(refusal)) => Err(StoreError::Refused(refusal)),
            Err(fault) => return Err(fault),
        });
        Ok(())
    }

    fn has_emptied(&self) -> bool {
        self.emptied
    }

    fn settle(self: Box<Self>, committed: &dyn Committed) {
        if let Some(changed) = self.changed {
            committed.committed(changed);
        }
        committed.written(self.asked.elapsed());
        let not_run = || Err(StoreError::Failed("not run".to_owned()));
        // Whoever asked may have gone; the work stands all the same.
        let _ = self.reply.send(self.outcome.unwrap_or_else(not_run));
    }

    fn fail(self: Box<Self>, reason: &str) {
        // Whoever asked may have gone.
        let _ = self.reply.send(Err(StoreError::Failed(reason.to_owned())));
    }
}

impl Writer {
    pub(super) fn start(
        connection: Connection,
        context: Context,
        committed: Arc<dyn Committed>,
        wiper: Wiper,
    ) -> Result<Self, OpenError> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let path = connection.path().unwrap_or_default().into();
        let thread = std::thread::Builder::new()
            .name("store-write".to_owned())
            .spawn(move || write_all(connection, &context, jobs, committed.as_ref(), wiper))
            .map_err(|error| OpenError::Other {
                path,
                reason: error.to_string(),
            })?;
        Ok(Self {
            queue: Some(queue),
            thread: Some(thread),
        })
    }

    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Write<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Answer<T> {
        let (reply, answer) = oneshot::channel();
        let task = Task {
            work,
            asked: Stopwatch::start(),
            outcome: None,
            changed: None,
            emptied: false,
            reply,
        };
        let taken = self
            .queue
            .as_ref()
            .is_some_and(|queue| queue.try_send(Box::new(task)).is_ok());
        Box::pin(async move {
            if !taken {
                return Err(StoreError::Failed("too many writes wait".to_owned()));
            }
            answer
                .await
                .unwrap_or_else(|_| Err(StoreError::Failed("the store has stopped".to_owned())))
        })
    }
}

fn write_all(
    mut connection: Connection,
    context: &Context,
    mut jobs: mpsc::Receiver<Box<dyn Work>>,
    committed: &dyn Committed,
    // Dropped before the connection, which is the last to close the file.
    wiper: Wiper,
) {
    let mut heads = Heads::default();
    let mut group = Vec::with_capacity(GROUP);
    while jobs.blocking_recv_many(&mut group, GROUP) > 0 {
        match commit(&mut connection, context, &mut heads, &mut group) {
            Ok(()) => settle(&mut group, committed, &wiper),
            Err(Failed::Work(_)) if group.len() > 1 => {
                let mut rest = std::mem::take(&mut group);
                write_each(
                    &mut connection,
                    context,
                    &mut heads,
                    &mut rest,
                    committed,
                    &wiper,
                );
            }
            Err(failed) => fail(&mut group, &failed),
        }
    }
}

/// One of a group is at fault: each gets a transaction of its own. When the file itself fails, the
/// rest is not tried: whoever waits is told at once.
fn write_each(
    connection: &mut Connection,
    context: &Context,
    heads: &mut Heads,
    group: &mut Vec<Box<dyn Work>>,
    committed: &dyn Committed,
    wiper: &Wiper,
) {
    let mut rest = std::mem::take(group).into_iter();
    while let Some(work) = rest.next() {
        let mut alone = vec![work];
        match commit(connection, context, heads, &mut alone) {
            Ok(()) => settle(&mut alone, committed, wiper),
            Err(failed @ Failed::Work(_)) => fail(&mut alone, &failed),
            Err(failed) => {
                alone.extend(rest.by_ref());
                fail(&mut alone, &failed);
            }
        }
    }
}

fn settle(group: &mut Vec<Box<dyn Work>>, committed: &dyn Committed, wiper: &Wiper) {
    if group.iter().any(|work| work.has_emptied()) {
        wiper.wipe();
    }
    for work in group.drain(..) {
        work.settle(committed);
    }
}

fn fail(group: &mut Vec<Box<dyn Work>>, failed: &Failed) {
    let reason = failed.to_string();
    tracing::error!(reason, "the store could not write");
    for work in group.drain(..) {
        work.fail(&reason);
    }
}

fn commit(
    connection: &mut Connection,
    context: &Context,
    heads: &mut Heads,
    group: &mut [Box<dyn Work>],
) -> Result<(), Failed> {
    let result = try_commit(connection, context, heads, group);
    if result.is_err() {
        // What was rolled back must not be remembered.
        heads.clear();
    }
    result
}

fn try_commit(
    connection: &mut Connection,
    context: &Context,
    heads: &mut Heads,
    group: &mut [Box<dyn Work>],
) -> Result<(), Failed> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for work in group {
        work.run(&tx, context, heads).map_err(Failed::Work)?;
    }
    Ok(tx.commit()?)
}
