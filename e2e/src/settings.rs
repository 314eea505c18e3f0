//! What the stories and the bench need from outside, handed over in the environment by
//! `cargo xtask test` and `cargo xtask bench`.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::engine::Engine;

/// Where the programs are.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The relay's binary, with loader, widget and desk inside.
    pub relay: PathBuf,
    /// axe-core's `axe.min.js`.
    pub axe: PathBuf,
    /// Which browser.
    pub engine: Engine,
    /// The browser.
    pub browser: PathBuf,
    /// Its driver.
    pub driver: PathBuf,
    /// What gives a browser a screen that cannot do without one.
    pub screen: Option<PathBuf>,
    /// Where a failed story leaves what was on the screens.
    pub remains: PathBuf,
}

impl Settings {
    /// Reads the environment.
    ///
    /// # Errors
    /// In one line, when something is missing.
    pub fn read() -> Result<Self> {
        let engine = match env::var("JUTTU_BROWSER") {
            Ok(name) => Engine::named(&name)?,
            Err(_) => Engine::Chromium,
        };
        let (browser, driver, screen) = match engine {
            Engine::Chromium => (
                file("JUTTU_CHROMIUM", Some("/usr/bin/chromium"))?,
                file("JUTTU_CHROMEDRIVER", Some("/usr/bin/chromedriver"))?,
                None,
            ),
            Engine::Firefox => (
                file("JUTTU_FIREFOX", Some("/usr/bin/firefox-esr"))?,
                file("JUTTU_GECKODRIVER", None)?,
                None,
            ),
            Engine::WebKit => (
                file("JUTTU_WEBKIT", None)?,
                file("JUTTU_WEBKITDRIVER", Some("/usr/bin/WebKitWebDriver"))?,
                Some(file("JUTTU_XVFB", Some("/usr/bin/Xvfb"))?),
            ),
        };
        Ok(Self {
            relay: relay_path()?,
            axe: file("JUTTU_AXE", None)?,
            engine,
            browser,
            driver,
            screen,
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
