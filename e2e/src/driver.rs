//! The browser's driver, one process a story, and the sessions it opens.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result};
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

use crate::settings::Settings;

/// What Chromium needs to run as root, without a screen and without asking anything of the
/// network but the pages.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,900",
];

/// How often a driver is started until one stays.
const TRIES: usize = 3;

/// A running driver. It and its browsers end when it is dropped.
#[derive(Debug)]
pub struct Driver {
    address: String,
    settings: Settings,
    child: Child,
    /// Held, so that the driver can go on writing.
    _output: BufReader<ChildStdout>,
}

impl Driver {
    /// Starts the driver on a free port. It and its browsers put what they need for a while, such
    /// as profiles, into `folder`.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(settings: &Settings, folder: &Path) -> Result<Self> {
        let mut tries = 1;
        loop {
            // Two drivers that look for a free port at the same moment may find the same one.
            match Self::try_start(settings, folder).await {
                Err(_) if tries < TRIES => tries += 1,
                started => return started,
            }
        }
    }

    async fn try_start(settings: &Settings, folder: &Path) -> Result<Self> {
        let mut child = Command::new(&settings.chromedriver)
            .arg("--port=0")
            .env("TMPDIR", folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {}", settings.chromedriver.display()))?;
        let output = child.stdout.take().context("the driver's output")?;
        let mut output = BufReader::new(output);
        let port = loop {
            let mut line = String::new();
            let read = output.read_line(&mut line).await?;
            anyhow::ensure!(read > 0, "the driver ended before it began");
            let said = line.trim().trim_end_matches('.');
            if let Some((_, port)) = said.split_once("started successfully on port ") {
                break port.to_owned();
            }
        };
        Ok(Self {
            address: format!("http://127.0.0.1:{port}"),
            settings: settings.clone(),
            child,
            _output: output,
        })
    }

    /// Opens a browser with a profile of its own that nothing has touched. What pages write to its console is kept.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn browser(&self) -> Result<WebDriver> {
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(&self.settings.chromium.display().to_string())?;
        for flag in FLAGS {
            wanted.add_arg(flag)?;
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        thirtyfour::CapabilitiesHelper::accept_insecure_certs(&mut wanted, true)?;
        WebDriver::new(self.address.as_str(), wanted)
            .await
            .context("opening a browser")
    }

    /// Ends the driver.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub async fn end(&mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }
}
