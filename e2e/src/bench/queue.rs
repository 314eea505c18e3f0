//! Many wait at once: what it costs to join, to be claimed, and to be told one's place.

use std::rc::Rc;

use anyhow::{Context, Result, ensure};
use tokio::task::LocalSet;

use super::Options;
use super::clock::{ms_since, now, run_for, us_since};
use super::cores::used_ms;
use super::figures::{ms, percentile, whole};
use super::relay::Installation;
use super::talk;

mod board;
mod line;

use self::board::Board;
use self::line::Line;

/// The table's head.
pub const HEAD: [&str; 7] = [
    "waiting",
    "all of them joining at once (s)",
    "one more joins: p50, longest (ms)",
    "and has a place: p50, longest (ms)",
    "a claim: p50, longest (ms)",
    "everybody has the new place: p50, longest (ms)",
    "core time of a claim and its places (ms)",
];

/// How many wait.
const DEPTHS: [usize; 4] = [100, 500, 1_000, 2_000];
/// How many join after them, one by one.
const JOINS: usize = 20;
/// How many are claimed, one by one.
const CLAIMS: usize = 10;
/// The relay tells places at most once a second; what is measured begins when it is at rest.
const REST_MS: u64 = 1_200;

/// Measures every depth, each on a fresh relay.
///
/// # Errors
/// When somebody is refused, or is not told the right place.
pub fn measure(options: &Options) -> Result<Vec<Vec<String>>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let wanted = |depth: &usize| options.only.is_none_or(|only| only == *depth);
    DEPTHS
        .into_iter()
        .filter(wanted)
        .map(|depth| LocalSet::new().block_on(&runtime, one(depth, options)))
        .collect()
}

async fn one(depth: usize, options: &Options) -> Result<Vec<String>> {
    let installation = Installation::new(&options.relay, &options.folder)?;
    let mut running = installation.start()?;
    installation.answers(&mut running).await?;
    let agents = talk::agents(&installation).await?;
    let board = Board::new(depth + JOINS);
    let agents: Vec<Line> = agents
        .into_iter()
        .map(|socket| Line::of_agent(socket, &board))
        .collect();
    let mut visitors = Vec::with_capacity(depth + JOINS);
    for index in 0..depth + JOINS {
        let socket = talk::visitor(&installation, index).await?;
        visitors.push(Line::of_visitor(socket, index, &board));
    }

    let start = now();
    board.expects(2 * depth);
    for (index, visitor) in visitors.iter().take(depth).enumerate() {
        visitor.send(open(index)).await?;
    }
    board.have_places(depth).await?;
    let all_joined_ms = ms_since(start);

    let (mut stored, mut placed) = (Vec::new(), Vec::new());
    for (index, visitor) in visitors.iter().enumerate().skip(depth) {
        run_for(REST_MS).await;
        let start = now();
        board.expects(2);
        visitor.send(open(index)).await?;
        board.have_places(index + 1).await?;
        let (stored_at, placed_at) = board.joined(index)?;
        stored.push(us_since(start, stored_at));
        placed.push(us_since(start, placed_at));
        ensure!(board.place(index) == index as u64 + 1, "a place is wrong");
    }

    let (mut claims, mut told) = (Vec::new(), Vec::new());
    let before_ms = used_ms(running.pid())?;
    for k in 0..CLAIMS {
        run_for(REST_MS).await;
        let next = board.next().context("nobody is next")?;
        let start = now();
        let agent = agents.get(k % agents.len()).context("no agents")?;
        // One becomes an agent's, and all who wait but that one are told.
        board.expects(depth + JOINS - k);
        agent.send(claim(board.conversation(next), k)).await?;
        let (claimed_at, told_at) = board.is_claimed(next).await?;
        claims.push(us_since(start, claimed_at));
        told.push(us_since(start, told_at));
    }
    let core_ms = (used_ms(running.pid())? - before_ms) as f64 / CLAIMS as f64;
    board.complaint()?;
    Ok(vec![
        whole(depth as f64),
        format!("{:.2}", all_joined_ms / 1_000.0),
        pair(stored),
        pair(placed),
        pair(claims),
        pair(told),
        format!("{core_ms:.1}"),
    ])
}

fn pair(mut took_us: Vec<u32>) -> String {
    took_us.sort_unstable();
    let [half, longest] = [50, 100].map(|percent| ms(percentile(&took_us, percent)));
    format!("{half}, {longest}")
}

fn open(index: usize) -> String {
    format!(
        "{{\"open\":{{\"client_key\":\"O{index:021}\",\"language\":\"fi\",\
         \"text\":\"Hei, mistä voin hakea tukea vuokraan?\"}}}}"
    )
}

fn claim(conversation: u64, k: usize) -> String {
    format!("{{\"claim\":{{\"conversation\":{conversation},\"client_key\":\"C{k:021}\"}}}}")
}

/// What everybody writes down.
type Shared = Rc<Board>;
