//! `cargo xtask bench`: the suite of `e2e/`, against the release build of the relay.

use anyhow::Result;

use crate::build;
use crate::checkout::Checkout;
use crate::command;

/// Builds, then measures. The suite itself is compiled as the relay is, so that it does not hold
/// it back.
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
    command::run(&mut cargo)
}
