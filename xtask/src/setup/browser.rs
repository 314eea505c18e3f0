//! Chromium and its driver, for the stories.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::debian;
use crate::command::find;

/// A browser that stories drive.
pub(crate) struct Browser {
    /// The browser.
    pub(crate) chromium: PathBuf,
    /// Its WebDriver.
    pub(crate) chromedriver: PathBuf,
}

const CHROMIUM: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const CHROMEDRIVER: [&str; 1] = ["chromedriver"];

/// Finds both, or installs them. `JUTTU_CHROMIUM` and `JUTTU_CHROMEDRIVER` name others.
pub(super) fn ensure() -> Result<Browser> {
    if let Some(browser) = look() {
        return Ok(browser);
    }
    debian::install(
        "a browser for the stories",
        &["chromium", "chromium-driver"],
    )?;
    look().context("chromium and chromedriver were installed, yet are not on the path")
}

fn look() -> Option<Browser> {
    let named = |variable: &str| env::var_os(variable).map(PathBuf::from);
    Some(Browser {
        chromium: named("JUTTU_CHROMIUM").or_else(|| find(&CHROMIUM))?,
        chromedriver: named("JUTTU_CHROMEDRIVER").or_else(|| find(&CHROMEDRIVER))?,
    })
}
