//! The bench's command: `cargo xtask bench` builds the relay and runs it.
//!
//! `bench` measures everything; `bench start`, `talk`, `queue`, `echo`, `disk`, `memory` one part.
//! `--window SECONDS` says how long each load is measured, `--size CONVERSATIONS` and
//! `--in-flight MESSAGES` which of the loads, `--idle COUNT` how many connections are idle.
//! `bench page` opens pages in a browser, `--runs COUNT` times each; further words choose among
//! them, `--waterfall` tells every request, `--slower TIMES` slows the processor otherwise.
//! `bench desk` looks at the desk while much goes on, `--runs COUNT` times; `--waiting`, `--own`,
//! `--pace` and `--seconds` say how much, and for how long.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use juttu_e2e::bench::{self, Options, cores, desk, echo, page};
use juttu_e2e::settings::{relay_path, target};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if words == ["echo-server"] {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        return runtime.block_on(echo::serve());
    }
    if let Some((page, rest)) = words.split_first()
        && page == "page"
    {
        return page::run(&page_options(rest)?);
    }
    if let Some((part, rest)) = words.split_first()
        && part == "desk"
    {
        cores::allow_many_files()?;
        return desk::run(&desk_options(rest)?);
    }
    cores::settle()?;
    let mut options = Options {
        relay: relay_path()?,
        folder: target().join("bench"),
        window_ms: 5_000,
        idle: 10_000,
        parts: Vec::new(),
        only: None,
        in_flight: None,
    };
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let mut value = || {
            words
                .next()
                .with_context(|| format!("{word} wants a number"))
        };
        match word.as_str() {
            "--window" => options.window_ms = value()?.parse::<u64>()? * 1_000,
            "--size" => options.only = Some(value()?.parse()?),
            "--in-flight" => options.in_flight = Some(value()?.parse()?),
            "--idle" => options.idle = value()?.parse()?,
            part if bench::PARTS.contains(&part) => options.parts.push(part.to_owned()),
            other => bail!(
                "{other}: the bench knows {}, --window SECONDS, --size CONVERSATIONS, --in-flight MESSAGES and --idle COUNT",
                bench::PARTS.join(", ")
            ),
        }
    }
    bench::run(&options)
}

fn path(name: &str) -> Result<PathBuf> {
    let path = std::env::var_os(name).map(PathBuf::from);
    path.with_context(|| format!("{name} is not set: `cargo xtask bench` sets it"))
}

fn desk_options(words: &[String]) -> Result<desk::Options> {
    let mut options = desk::Options {
        relay: relay_path()?,
        chromium: path("JUTTU_CHROMIUM")?,
        chromedriver: path("JUTTU_CHROMEDRIVER")?,
        folder: target().join("bench"),
        runs: 3,
        waiting: 500,
        own: 200,
        pace: 10,
        seconds: 20,
        slower: 4.0,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let value = words
            .next()
            .with_context(|| format!("{word} wants a number"))?;
        match word.as_str() {
            "--runs" => options.runs = value.parse()?,
            "--waiting" => options.waiting = value.parse()?,
            "--own" => options.own = value.parse()?,
            "--pace" => options.pace = value.parse()?,
            "--seconds" => options.seconds = value.parse()?,
            "--slower" => options.slower = value.parse()?,
            other => bail!(
                "{other}: `bench desk` knows --runs COUNT, --waiting COUNT, --own COUNT, --pace MESSAGES, --seconds SECONDS and --slower TIMES"
            ),
        }
    }
    Ok(options)
}

fn page_options(words: &[String]) -> Result<page::Options> {
    let mut options = page::Options {
        relay: relay_path()?,
        chromium: path("JUTTU_CHROMIUM")?,
        chromedriver: path("JUTTU_CHROMEDRIVER")?,
        modules: path("JUTTU_BENCH_PAGES")?,
        folder: target().join("bench"),
        runs: 5,
        only: Vec::new(),
        waterfall: false,
        slower: 4.0,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut value = || {
            words
                .next()
                .with_context(|| format!("{word} wants a number"))
        };
        match word.as_str() {
            "--runs" => options.runs = value()?.parse()?,
            "--slower" => options.slower = value()?.parse()?,
            "--waterfall" => options.waterfall = true,
            key if !key.starts_with('-') => options.only.push(key.to_owned()),
            other => bail!(
                "{other}: `bench page` knows --runs COUNT, --slower TIMES, --waterfall, and words of {}",
                page::subject::SUBJECTS
                    .map(|subject| subject.key)
                    .join(", ")
            ),
        }
    }
    Ok(options)
}
