//! What the stories and the bench need from outside, handed over in the environment by
//! `cargo xtask test` and `cargo xtask bench`.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

/// Where the programs are.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The relay's binary, with loader, widget and desk inside.
    pub relay: PathBuf,
    /// axe-core's `axe.min.js`.
    pub axe: PathBuf,
    /// The browser.
    pub chromium: PathBuf,
    /// Its driver.
    pub chromedriver: PathBuf,
    /// Where a failed story leaves what was on the screens.
    pub remains: PathBuf,
}

impl Settings {
    /// Reads the environment.
    ///
    /// # Errors
    /// In one line, when something is missing.
    pub fn read() -> Result<Self> {
        let browser = env::var("JUTTU_BROWSER").unwrap_or_else(|_| "chromium".into());
        if browser != "chromium" {
            bail!("JUTTU_BROWSER={browser}: the stories drive chromium alone so far");
        }
        Ok(Self {
            relay: relay_path()?,
            axe: file("JUTTU_AXE", None)?,
            chromium: file("JUTTU_CHROMIUM", Some("/usr/bin/chromium"))?,
            chromedriver: file("JUTTU_CHROMEDRIVER", Some("/usr/bin/chromedriver"))?,
            remains: target().join("e2e"),
        })
    }
}

/// The folder of everything that is built.
pub fn target() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).join("target")
}

/// The relay's binary.
///
/// # Errors
/// In one line, when it is not named or not there.
pub fn relay_path() -> Result<PathBuf> {
    file("JUTTU_RELAY", None)
}

fn file(name: &str, usual: Option<&str>) -> Result<PathBuf> {
    let Some(path) = env::var_os(name)
        .map(PathBuf::from)
        .or_else(|| usual.map(PathBuf::from))
    else {
        bail!(
            "{name} is not set: `cargo xtask test` gets everything the stories need and runs them"
        );
    };
    if !path.is_file() {
        bail!(
            "{name}: there is no file {}: `cargo xtask test` gets everything the stories need and runs them",
            path.display()
        );
    }
    Ok(path)
}
