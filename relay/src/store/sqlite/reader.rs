//! The threads that read. In WAL mode they see every commit, and never wait for the writer.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::{Context, Fault, OpenError, Options, schema};
use crate::store::{Answer, StoreError};

/// How many threads read.
const THREADS: usize = 2;
/// How many reads may wait for one thread.
const QUEUE: usize = 16_384;

type Job = Box<dyn FnOnce(&Connection, &Context) + Send>;

/// The reading threads. They end when this is dropped.
pub(super) struct Readers {
    queues: Vec<mpsc::Sender<Job>>,
    threads: Vec<JoinHandle<()>>,
    turn: AtomicUsize,
}

impl Drop for Readers {
    fn drop(&mut self) {
        self.queues.clear();
        for thread in self.threads.drain(..) {
            // A thread that panicked has said so itself.
            let _ = thread.join();
        }
    }
}

impl Readers {
    pub(super) fn start(
        path: &Path,
        options: Options,
        context: &Context,
    ) -> Result<Self, OpenError> {
        let mut queues = Vec::with_capacity(THREADS);
        let mut threads = Vec::with_capacity(THREADS);
        for number in 0..THREADS {
            let connection = schema::open_to_read(path, options)?;
            let context = context.clone();
            let (sender, mut jobs) = mpsc::channel::<Job>(QUEUE);
            let thread = std::thread::Builder::new()
                .name(format!("store-read-{number}"))
                .spawn(move || {
                    while let Some(job) = jobs.blocking_recv() {
                        job(&connection, &context);
                    }
                })
                .map_err(|error| OpenError::Other {
                    path: path.to_owned(),
                    reason: error.to_string(),
                })?;
            queues.push(sender);
            threads.push(thread);
        }
        Ok(Self {
            queues,
            threads,
            turn: AtomicUsize::new(0),
        })
    }

    pub(super) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection, &Context) -> Result<T, Fault> + Send + 'static,
    ) -> Answer<T> {
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |connection, context| {
            // Whoever asked may have gone.
            let _ = reply.send(in_one_view(connection, context, work).map_err(StoreError::from));
        });
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) % self.queues.len().max(1);
        let taken = self
            .queues
            .get(turn)
            .is_some_and(|queue| queue.try_send(job).is_ok());
        Box::pin(async move {
            if !taken {
                return Err(StoreError::Failed("too many reads wait".to_owned()));
            }
            answer
                .await
                .unwrap_or_else(|_| Err(StoreError::Failed("the store has stopped".to_owned())))
        })
    }
}

/// Everything that one piece of work reads, it reads as of one moment.
fn in_one_view<T>(
    connection: &Connection,
    context: &Context,
    work: impl FnOnce(&Connection, &Context) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let view = connection.unchecked_transaction()?;
    let read = work(&view, context)?;
    view.finish()?;
    Ok(read)
}
