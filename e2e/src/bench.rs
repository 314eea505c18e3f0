//! The bench: what one relay on one core does, beside what the disk and a plain WebSocket do in
//! the same run.
//!
//! The relay is pinned to the first core, the load to the second. Everything goes over the
//! loopback, without TLS, which a proxy would end.
//!
//! | module | measures |
//! |---|---|
//! | [`start`] | from the start of the process to its first answer |
//! | [`queue`] | many who wait at once: joining, places, claims |
//! | [`talk`] | messages stored and delivered, over visitors' and agents' sockets |
//! | [`echo`] | a plain WebSocket echo, with the same load |
//! | [`disk`] | what the disk can do without a relay |
//! | [`memory`] | what an idle connection costs |
//! | [`page`] | how a page with the chat opens on a phone; alone, and only when it is named |
//! | [`desk`] | how the desk holds when much goes on; alone, and only when it is named |

pub mod clock;
pub mod cores;
pub mod desk;
pub mod disk;
pub mod echo;
pub mod figures;
pub mod frame;
pub mod http;
pub mod load;
pub mod memory;
pub mod page;
pub mod queue;
pub mod relay;
pub mod socket;
pub mod start;
pub mod talk;

use std::path::{Path, PathBuf};

use anyhow::Result;

use self::figures::table;

/// A load: how many conversations, and how many messages of each are under way at once.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Conversations at once, each with a visitor's socket of its own.
    pub conversations: usize,
    /// Messages of a conversation that may be on their way.
    pub in_flight: usize,
}

/// The loads: with one message of each conversation under way, as people write, with two, and with
/// ten where conversations are few, so that they keep the relay busy too.
pub const SIZES: [Size; 7] = [
    size(50, 1),
    size(50, 2),
    size(50, 10),
    size(500, 1),
    size(500, 2),
    size(2_000, 1),
    size(2_000, 2),
];

const fn size(conversations: usize, in_flight: usize) -> Size {
    Size {
        conversations,
        in_flight,
    }
}

/// How the whole is run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The relay's binary.
    pub relay: PathBuf,
    /// Where data is kept while it runs: a folder on the disk that is measured.
    pub folder: PathBuf,
    /// How long each load is measured, in milliseconds.
    pub window_ms: u64,
    /// Idle connections for the measure of memory.
    pub idle: usize,
    /// The parts that are wanted; none for all.
    pub parts: Vec<String>,
    /// The loads that are wanted, by their conversations; none for all.
    pub only: Option<usize>,
    /// The loads that are wanted, by the messages of each conversation under way; none for all.
    pub in_flight: Option<usize>,
}

impl Options {
    /// The loads that are wanted.
    pub fn sizes(&self) -> impl Iterator<Item = Size> {
        let is = |asked: Option<usize>, has: usize| asked.is_none_or(|asked| asked == has);
        let sizes = SIZES.into_iter();
        sizes
            .filter(move |size| is(self.only, size.conversations))
            .filter(move |size| is(self.in_flight, size.in_flight))
    }
}

/// The parts of the bench.
pub const PARTS: [&str; 6] = ["start", "talk", "queue", "echo", "disk", "memory"];

/// Measures what is asked for, or everything, and prints Markdown.
///
/// # Errors
/// When something does not work as it should: a bench of what is wrong means nothing.
pub fn run(options: &Options) -> Result<()> {
    std::fs::create_dir_all(&options.folder)?;
    println!("{}\n", cores::describe());
    let wanted = |part: &&str| options.parts.is_empty() || options.parts.iter().any(|p| p == part);
    for part in PARTS.iter().filter(|part| wanted(part)) {
        match *part {
            "start" => print(
                "Start",
                &start::HEAD,
                &start::measure(options)?,
                "Of ten starts each, from the start of the process to the end of the answer to \
                 `GET /healthz`.",
            ),
            "talk" => print(
                "Messages",
                &talk::HEAD,
                &talk::measure(options)?,
                "Each message is posted by a visitor, stored on disk, told back to the visitor \
                 and delivered to the agent; 25 agents share the conversations. Every message \
                 was seen exactly once on both sides, in order. What others take of a core \
                 meanwhile spoils the figures: run it on a machine that has nothing else to do.",
            ),
            "queue" => print(
                "Queue",
                &queue::HEAD,
                &queue::measure(options)?,
                "All wait in one service, with 25 agents at the desk; each has a socket of her \
                 own. Twenty more join, then ten are claimed, one at a time, each when the relay \
                 is at rest: places are told at most once a second, so that a rush is told once. \
                 Everybody had the right place each time.",
            ),
            "echo" => print(
                "Plain WebSocket echo",
                &echo::HEAD,
                &echo::measure(options)?,
                "axum with 4 KiB read buffers on the same core, the same frames, the same client.",
            ),
            "disk" => print(
                "Disk",
                &disk::HEAD,
                &disk::measure(&options.folder)?,
                "The same disk in the same run. SQLite alone: WAL, `synchronous = FULL`.",
            ),
            _ => print(
                "Memory",
                &memory::HEAD,
                &memory::measure(options)?,
                "Resident memory of the process before and after, divided by the connections; \
                 the kernel's own buffers are not in it.",
            ),
        }
    }
    Ok(())
}

/// A folder of its own under the bench's.
pub(crate) fn fresh(folder: &Path, name: &str) -> Result<tempfile::TempDir> {
    let builder = tempfile::Builder::new().prefix(name).tempdir_in(folder);
    Ok(builder?)
}

fn print(title: &str, head: &[&str], rows: &[Vec<String>], words: &str) {
    println!("### {title}\n\n{}\n{words}\n", table(head, rows));
}
