//! `cargo xtask bench`: the suite of `e2e/`, against the release build of the relay.

mod peers;

use anyhow::Result;

use crate::build;
use crate::checkout::Checkout;
use crate::command;
use crate::setup;

/// Builds, then measures. The suite itself is compiled as the relay is, so that it does not hold
/// it back. `bench page` and `bench desk` want a browser, the former the chats of others as well.
pub(crate) fn run(checkout: &Checkout, rest: &[String]) -> Result<()> {
    let built = build::everything(checkout, false)?;
    let mut cargo = command::cargo(checkout);
    cargo
        .args([
            "run",
            "--profile",
            "dist",
            "--package",
            "juttu-e2e",
            "--bin",
            "bench",
            "--",
        ])
        .args(rest)
        .env("JUTTU_RELAY", &built.relay);
    let part = rest.first().map(String::as_str);
    if matches!(part, Some("page" | "desk")) {
        setup::for_stories(setup::Engine::Chromium)?.tell(&mut cargo);
    }
    if part == Some("page") {
        cargo.env("JUTTU_BENCH_PAGES", peers::ensure(checkout)?);
    }
    command::run(&mut cargo)
}
