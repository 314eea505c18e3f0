//! How the desk holds when much goes on: hundreds wait, hundreds of conversations are one agent's
//! own, messages come in them and rows come and go, and the processor is slow.
//!
//! Every run has a fresh relay and a fresh browser. Not run unless it is named: it wants a browser.
//!
//! | module | holds |
//! |---|---|
//! | [`crowd`] | the residents: raw sockets that open, wait, write and leave |
//! | [`window`] | the agent's browser |
//! | [`figures`] | one run in figures, many in a table, and the aims |

pub mod crowd;
pub mod figures;
pub mod window;

use std::path::PathBuf;

use anyhow::{Context, Result};
use tokio::task::LocalSet;

use self::crowd::Crowd;
use self::figures::Run;
use self::window::Window;
use super::clock::{Moment, now, run_for};
use crate::driver::Driver;
use crate::engine::Engine;
use crate::relay::{Relay, RelayPlan};
use crate::scene::Scene;
use crate::settings::Settings;

/// How the bench of the desk is run.
#[derive(Clone, Debug)]
pub struct Options {
    /// The relay's binary.
    pub relay: PathBuf,
    /// The browser.
    pub chromium: PathBuf,
    /// Its driver.
    pub chromedriver: PathBuf,
    /// Where data is kept while it runs.
    pub folder: PathBuf,
    /// How often the whole is done.
    pub runs: usize,
    /// How many wait.
    pub waiting: usize,
    /// How many conversations are the agent's own.
    pub own: usize,
    /// Messages a second that residents write in them.
    pub pace: usize,
    /// How long they write, in seconds.
    pub seconds: usize,
    /// How many times slower than it is the processor is made.
    pub slower: f64,
}

/// How often something happens while it is measured, in steps a second.
const STEPS_A_SECOND: usize = 10;
/// One who waits leaves and another comes, every so many steps.
const COMES_EVERY: usize = 5;
/// The agent turns to another conversation every so many steps.
const TURNS_EVERY: usize = 25;
/// The open conversation is written in every so many messages.
const OPEN_EVERY: usize = 5;

/// Limits that stand in the way of so many residents on one machine.
const LIMITS: [&str; 6] = [
    "CONVERSATIONS_PER_ADDRESS_AND_MINUTE",
    "OPEN_CONVERSATIONS_PER_ADDRESS",
    "MESSAGES_PER_CONVERSATION_AND_MINUTE",
    "WAITING_PER_SERVICE",
    "CONNECTIONS_PER_ADDRESS",
    "SIGN_INS_PER_ADDRESS_AND_MINUTE",
];

/// Does it as often as is wanted, and prints what came of it.
///
/// # Errors
/// When something does not work as it should. That an aim is missed is no error.
pub fn run(options: &Options) -> Result<()> {
    std::fs::create_dir_all(&options.folder)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut runs = Vec::new();
    for turn in 1..=options.runs {
        let run = LocalSet::new().block_on(&runtime, one(options))?;
        eprintln!("[bench] {turn}/{}: {run}", options.runs);
        runs.push(run);
    }
    figures::print(&runs, options);
    Ok(())
}

async fn one(options: &Options) -> Result<Run> {
    let data = tempfile::tempdir_in(&options.folder)?;
    let scene = Scene::default();
    let limit = |name: &&str| (format!("JUTTU__LIMITS__{name}"), "1000000".to_owned());
    let relay = Relay::start(RelayPlan {
        binary: options.relay.clone(),
        before: Vec::new(),
        data: data.path().join("data"),
        base: None,
        config: None,
        now: Some(scene.now.clone()),
        log: data.path().join("relay.log"),
        env: LIMITS.iter().map(limit).collect(),
    })
    .await?;
    let settings = Settings {
        relay: options.relay.clone(),
        axe: PathBuf::new(),
        engine: Engine::Chromium,
        browser: options.chromium.clone(),
        driver: options.chromedriver.clone(),
        screen: None,
        remains: PathBuf::new(),
    };
    let mut driver = Driver::start(&settings, data.path()).await?;
    let window = Window::open(&driver, &relay).await?;
    let measured = measure(options, &relay, &window).await;
    window.close().await?;
    driver.end().await?;
    measured
}

async fn measure(options: &Options, relay: &Relay, window: &Window) -> Result<Run> {
    let mut crowd = Crowd::gather(relay, options.own, options.waiting)
        .await
        .context("gathering the residents")?;
    window.is_slowed(options.slower).await?;
    let usable_ms = window
        .loads(options.own, options.waiting)
        .await
        .context("loading the desk")?;
    let mut open = 0;
    window
        .turns_to(crowd.own(open))
        .await
        .context("opening the first conversation")?;
    window.forgets().await?;

    let began = now();
    let mut told = Vec::new();
    for step in 0..options.seconds * STEPS_A_SECOND {
        until_due(began, step).await;
        if step % TURNS_EVERY == TURNS_EVERY - 1 {
            open = (open + 7) % options.own;
            let turned = window.turns_to(crowd.own(open)).await;
            turned.with_context(|| format!("turning to another conversation at step {step}"))?;
        } else if step % 2 == 0 {
            let wrote = window.writes_a_letter().await;
            wrote.with_context(|| format!("writing a letter at step {step}"))?;
        }
        if step % COMES_EVERY == 0 {
            crowd.one_leaves_and_one_comes().await?;
        }
        while told.len() < (step + 1) * options.pace / STEPS_A_SECOND {
            let number = told.len();
            let index = match number % OPEN_EVERY {
                0 => open,
                _ => (number * 13) % options.own,
            };
            told.push(crowd.says(index, number, index == open)?);
        }
    }
    window
        .rests()
        .await
        .context("waiting for the desk to rest")?;
    let seen = window.seen().await.context("reading what was seen")?;
    crowd.is_well()?;
    eprint!("{}", figures::slowest(&seen));
    Run::of(usable_ms, &seen, &told)
}

/// Waits until a step is due. One that comes late is done at once.
async fn until_due(began: Moment, step: usize) {
    let due_ms = u128::try_from(step * 1_000 / STEPS_A_SECOND).unwrap_or_default();
    let left_ms = due_ms.saturating_sub(now().duration_since(began).as_millis());
    if left_ms > 0 {
        run_for(u64::try_from(left_ms).unwrap_or_default()).await;
    }
}
