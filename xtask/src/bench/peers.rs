//! The chats of others that `bench page` opens beside this one.
//!
//! They are pinned by `e2e/bench-pages/package-lock.json` and installed into the user's cache,
//! under the lock's hash, when that bench is run and at no other time. None of them runs a script
//! of its own at installation, and none of their code runs outside a browser.

use std::fs;
use std::path::PathBuf;
use std::process::{self, Command};

use anyhow::{Context, Result, bail};

use crate::checkout::{Checkout, cache};
use crate::command::capture;
use crate::files;

/// Makes sure they are installed; gives the folder of the packages.
pub(super) fn ensure(checkout: &Checkout) -> Result<PathBuf> {
    let source = checkout.path("e2e/bench-pages");
    let hash = files::sha256(&files::read(&source.join("package-lock.json"))?);
    let name = format!("bench-pages-{}", hash.get(..16).unwrap_or(&hash));
    let folder = cache()?.join(name);
    let modules = folder.join("node_modules");
    if folder.is_dir() {
        return Ok(modules);
    }
    println!("[setup] converse.js and Rocket.Chat livechat, to compare with: npm ci …");
    // Made beside it and moved there whole, so that an interrupted one leaves nothing half-done.
    let draft = folder.with_extension(process::id().to_string());
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        files::write(&draft.join(name), &files::read(&source.join(name))?)?;
    }
    let mut command = Command::new("npm");
    command
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&draft);
    let installed = capture(&mut command)
        .context("the packages of e2e/bench-pages are missing: `npm ci` there shows why");
    if installed.is_ok() && fs::rename(&draft, &folder).is_ok() {
        return Ok(modules);
    }
    fs::remove_dir_all(&draft).ok();
    installed?;
    if !folder.is_dir() {
        bail!("{} can't be made", folder.display());
    }
    Ok(modules)
}
