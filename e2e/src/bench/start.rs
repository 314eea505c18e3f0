//! From the start of the relay's process to its first answer.

use anyhow::Result;

use super::Options;
use super::clock::ms_since;
use super::figures::median;
use super::relay::Installation;

/// The table's head.
pub const HEAD: [&str; 4] = [
    "start to first answer",
    "median (ms)",
    "shortest",
    "longest",
];

const STARTS: usize = 10;

/// Measures ten starts on a new database and ten on one that is there.
///
/// # Errors
/// When the relay does not start.
pub fn measure(options: &Options) -> Result<Vec<Vec<String>>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let new_each_time = || Installation::new(&options.relay, &options.folder);
    let mut new = Vec::new();
    for _ in 0..STARTS {
        new.push(runtime.block_on(one(&new_each_time()?))?);
    }
    let same = new_each_time()?;
    runtime.block_on(one(&same))?;
    let mut again = Vec::new();
    for _ in 0..STARTS {
        again.push(runtime.block_on(one(&same))?);
    }
    Ok(vec![
        row("on a new database", &new),
        row("on one that is there", &again),
    ])
}

async fn one(installation: &Installation) -> Result<f64> {
    let mut running = installation.start()?;
    installation.answers(&mut running).await?;
    Ok(ms_since(running.started))
}

fn row(what: &str, took_ms: &[f64]) -> Vec<String> {
    let shortest = took_ms.iter().copied().fold(f64::INFINITY, f64::min);
    let longest = took_ms.iter().copied().fold(0.0, f64::max);
    vec![
        what.to_owned(),
        format!("{:.0}", median(took_ms)),
        format!("{shortest:.0}"),
        format!("{longest:.0}"),
    ]
}
