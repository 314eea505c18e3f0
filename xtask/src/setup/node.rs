//! The tools that run on Node: wasm-opt, the minifier, and for the stories axe and an OpenID provider.
//!
//! They are pinned by `xtask/tools/package-lock.json` and installed once into the user's cache,
//! under the lock's hash: every checkout with the same lock shares them, and a changed lock gets a
//! folder of its own. None of them runs a script of its own at installation.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use anyhow::{Context, Result, bail};

use super::{debian, tell};
use crate::checkout::{Checkout, cache};
use crate::command::{capture, find};
use crate::files;

/// Where the installed tools are.
pub(crate) struct Node {
    modules: PathBuf,
}

impl Node {
    /// Binaryen's optimiser.
    pub(crate) fn wasm_opt(&self) -> Command {
        self.script("binaryen/bin/wasm-opt")
    }

    /// The minifier of scripts and style sheets.
    pub(crate) fn esbuild(&self) -> Command {
        self.script("esbuild/bin/esbuild")
    }

    /// The accessibility checker that stories put into the page.
    pub(crate) fn axe(&self) -> PathBuf {
        self.modules.join("axe-core/axe.min.js")
    }

    /// Where the stories find the modules of the OpenID provider.
    pub(crate) fn modules(&self) -> PathBuf {
        self.modules.clone()
    }

    fn script(&self, inside: &str) -> Command {
        let mut command = Command::new("node");
        command.arg(self.modules.join(inside));
        command
    }
}

/// Makes sure the tools are installed.
pub(super) fn ensure(checkout: &Checkout) -> Result<Node> {
    let source = checkout.path("xtask/tools");
    let lock = files::read(&source.join("package-lock.json"))?;
    let folder = cache()?.join(folder_name(&lock));
    if find(&["node"]).is_none() {
        debian::install("node", &["nodejs", "npm"])?;
    }
    if !folder.is_dir() {
        install(&source, &folder)?;
    }
    let modules = folder.join("node_modules");
    Ok(Node { modules })
}

/// Installs beside the final folder and moves it there whole, so that two builders at once, or one
/// that is interrupted, leave nothing half-done behind.
fn install(source: &Path, folder: &Path) -> Result<()> {
    if find(&["npm"]).is_none() {
        debian::install("npm", &["npm"])?;
    }
    tell("wasm-opt, esbuild, axe and oidc-provider: npm ci");
    let draft = folder.with_extension(process::id().to_string());
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        files::write(&draft.join(name), &files::read(&source.join(name))?)?;
    }
    let mut command = Command::new("npm");
    command
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&draft);
    let installed = capture(&mut command)
        .context("the tools of xtask/tools are missing: (cd xtask/tools && npm ci) shows why");
    if installed.is_ok() && fs::rename(&draft, folder).is_ok() {
        return Ok(());
    }
    fs::remove_dir_all(&draft).ok();
    installed?;
    if !folder.is_dir() {
        bail!("{} can't be made", folder.display());
    }
    Ok(())
}

fn folder_name(lock: &[u8]) -> String {
    let hash = files::sha256(lock);
    format!("tools-{}", hash.get(..16).unwrap_or(&hash))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_lock_has_another_folder() {
        assert_ne!(folder_name(b"one"), folder_name(b"two"));
        assert_eq!(folder_name(b"one").len(), "tools-".len() + 16);
    }
}
