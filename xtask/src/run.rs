//! `cargo xtask run`: from a fresh clone to a chat that answers.

use std::process::Command;

use anyhow::{Context, Result};

use crate::build;
use crate::checkout::Checkout;
use crate::command::shown;

/// Builds everything and becomes the demo relay, so that Ctrl-C reaches it and nothing else.
pub(crate) fn demo(checkout: &Checkout, quick: bool, rest: &[String]) -> Result<()> {
    let built = build::everything(checkout, quick)?;
    let mut command = Command::new(&built.relay);
    command.arg("demo").args(rest);
    println!("\n{}", shown(&command));
    become_it(command)
}

#[cfg(unix)]
fn become_it(mut command: Command) -> Result<()> {
    use std::os::unix::process::CommandExt;

    let name = shown(&command);
    Err(command.exec()).with_context(|| format!("{name} does not start"))
}

#[cfg(not(unix))]
fn become_it(mut command: Command) -> Result<()> {
    crate::command::run(&mut command).context("the demo ended")
}
