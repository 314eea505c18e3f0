//! How a page with a chat on it opens on a phone with a slow link: what stands on the screen when,
//! what it costs, and what the chats of others do in the same run.
//!
//! Every run has a fresh browser with a cold cache, and an order in which everybody takes turns, so
//! that what else the machine does meanwhile falls on all alike. Not run unless it is named: it
//! wants a browser, and packages of npm.
//!
//! | module | holds |
//! |---|---|
//! | [`subject`] | the pages that are opened, and where on each of them what is |
//! | [`servers`] | the county's pages and the files of others, each behind TLS |
//! | [`phone`] | the browser: its screen, its link, its finger |
//! | [`probe`] | what is watched on the page |
//! | [`traffic`] | what goes over the link |
//! | [`figures`] | one run in figures, and many of them |
//! | [`report`] | the tables, and the aims |

pub mod figures;
pub mod phone;
pub mod probe;
pub mod report;
pub mod servers;
pub mod subject;
pub mod traffic;

use std::path::PathBuf;

use anyhow::{Context, Result};

use self::figures::Run;
use self::phone::Driver;
use self::servers::Servers;
use self::subject::{SUBJECTS, Subject};

/// How the bench of the page is run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The relay's binary.
    pub relay: PathBuf,
    /// The browser.
    pub chromium: PathBuf,
    /// Its driver.
    pub chromedriver: PathBuf,
    /// The installed packages of `e2e/bench-pages`.
    pub modules: PathBuf,
    /// Where data is kept while it runs.
    pub folder: PathBuf,
    /// How often each page is opened.
    pub runs: usize,
    /// Words, of which a page's name must hold one; none for all.
    pub only: Vec<String>,
    /// Whether the requests of the last run are told one by one.
    pub waterfall: bool,
    /// How many times slower than it is the processor is made.
    pub slower: f64,
}

impl Options {
    fn wants(&self, subject: &Subject) -> bool {
        let holds = |word: &String| subject.key.contains(word.as_str());
        self.only.is_empty() || self.only.iter().any(holds)
    }
}

/// Opens every page that is wanted as often as is wanted, and prints what came of it.
///
/// # Errors
/// When a page does not open as it should: figures of what is broken mean nothing. That an aim is
/// missed is no error.
pub fn run(options: &Options) -> Result<()> {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()?
        .block_on(measure(options))
}

async fn measure(options: &Options) -> Result<()> {
    std::fs::create_dir_all(&options.folder)?;
    let load_before = report::load();
    let servers = Servers::start(options).await?;
    let driver = Driver::start(options).await?;
    let subjects: Vec<&Subject> = SUBJECTS.iter().filter(|one| options.wants(one)).collect();
    let mut runs: Vec<Vec<Run>> = subjects.iter().map(|_| Vec::new()).collect();
    // The first time everything is opened is not counted: files are compressed, and read from disk.
    for turn in 0..=options.runs {
        for (subject, runs) in subjects.iter().zip(&mut runs) {
            let run = driver
                .open(subject, &servers, options.slower)
                .await
                .with_context(|| subject.name.to_owned())?;
            eprintln!("[bench] {turn}/{} {}: {run}", options.runs, subject.name);
            if turn > 0 || options.runs == 0 {
                runs.push(run);
            }
        }
    }
    report::print(&subjects, &runs, options, &load_before);
    driver.end().await
}
