//! Debian's packages, where the builder may install them itself.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::tell;
use crate::command::{capture, find};

/// Installs packages, or says how.
pub(super) fn install(what: &str, packages: &[&str]) -> Result<()> {
    let line = format!("apt-get install {}", packages.join(" "));
    if find(&["apt-get"]).is_none() {
        bail!(
            "{what} is missing: install what Debian calls {}",
            packages.join(" and ")
        );
    }
    if !is_root()? {
        bail!("{what} is missing: sudo {line}");
    }
    tell(&format!("{what}: {line}"));
    apt_get(&["update"])
        .and_then(|()| {
            let mut words = vec!["install", "--yes", "--no-install-recommends"];
            words.extend(packages);
            apt_get(&words)
        })
        .with_context(|| format!("{what} is missing: {line}"))
}

fn apt_get(words: &[&str]) -> Result<()> {
    let mut command = Command::new("apt-get");
    command
        .arg("--quiet")
        .args(words)
        .env("DEBIAN_FRONTEND", "noninteractive");
    capture(&mut command).map(drop)
}

fn is_root() -> Result<bool> {
    let id = capture(Command::new("id").arg("-u"))?;
    Ok(String::from_utf8_lossy(&id).trim() == "0")
}
