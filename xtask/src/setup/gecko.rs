//! Firefox's driver, which is on crates.io and in no package of Debian's. Built once into the
//! user's cache, where every checkout finds it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use anyhow::{Context, Result, bail};

use super::tell;
use crate::checkout::{Checkout, cache};
use crate::command::{capture, cargo};

/// Drives Firefox from 115 to the newest.
const VERSION: &str = "0.37.1";

/// Makes sure it is built.
pub(super) fn ensure() -> Result<PathBuf> {
    let folder = cache()?.join(format!("geckodriver-{VERSION}"));
    let program = folder.join("bin/geckodriver");
    if !program.is_file() {
        tell("Firefox's driver: cargo install geckodriver (some minutes, once)");
        build(&folder)?;
    }
    if !program.is_file() {
        bail!("{} can't be made", program.display());
    }
    Ok(program)
}

/// Builds beside the final folder and moves it there whole, so that two builders at once, or one
/// that is interrupted, leave nothing half-done behind.
fn build(folder: &Path) -> Result<()> {
    let draft = folder.with_extension(process::id().to_string());
    let installed = capture(&mut install(&Checkout::find()?, &draft)).with_context(|| {
        format!(
            "Firefox's driver is missing: cargo install geckodriver --version {VERSION} --locked"
        )
    });
    fs::remove_dir_all(draft.join("build")).ok();
    if installed.is_ok() && fs::rename(&draft, folder).is_ok() {
        return Ok(());
    }
    fs::remove_dir_all(&draft).ok();
    installed.map(drop)
}

/// By the toolchain of this checkout, with the versions its authors have tested.
fn install(checkout: &Checkout, draft: &Path) -> Command {
    let mut command = cargo(checkout);
    command
        .args(["install", "geckodriver", "--version", VERSION, "--locked"])
        .arg("--root")
        .arg(draft)
        .arg("--target-dir")
        .arg(draft.join("build"));
    command
}
