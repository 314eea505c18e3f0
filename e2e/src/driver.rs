//! The browser's driver, and the sessions it opens. Chromium's holds as many browsers as a story
//! asks for; Firefox's and WebKit's hold one each, so every browser has a driver of its own.

mod chromium;
mod firefox;
mod process;
mod webkit;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use thirtyfour::{Capabilities, WebDriver};
use tokio::sync::Mutex;

use self::process::Process;
use crate::engine::Engine;
use crate::settings::Settings;

/// How large a window is that nobody has asked for another, in CSS pixels.
const WINDOW: (u32, u32) = (1280, 900);

/// How often a driver is started until one stays: two that look for a free port at the same moment
/// may find the same one.
const TRIES: usize = 3;

/// The drivers of a story. They end when this is dropped; their browsers have been closed by then.
#[derive(Debug)]
pub struct Driver {
    settings: Settings,
    folder: PathBuf,
    running: Mutex<Vec<Running>>,
}

/// A driver that listens.
#[derive(Debug)]
struct Running {
    address: String,
    /// The driver, and what it needs beside it, in the order in which they end.
    processes: Vec<Process>,
}

impl Driver {
    /// Starts a driver on a free port. It and its browsers put what they need for a while, such as
    /// profiles, into `folder`.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(settings: &Settings, folder: &Path) -> Result<Self> {
        let driver = Self {
            settings: settings.clone(),
            folder: folder.to_owned(),
            running: Mutex::default(),
        };
        if settings.engine == Engine::Chromium {
            let running = driver.run().await?;
            driver.running.lock().await.push(running);
        }
        Ok(driver)
    }

    /// Opens a browser with a profile of its own that nothing has touched.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn browser(&self) -> Result<WebDriver> {
        let mut running = self.running.lock().await;
        if self.settings.engine != Engine::Chromium {
            running.push(self.run().await?);
        }
        let driver = running.last().context("no driver runs")?;
        let opening = WebDriver::new(driver.address.as_str(), self.wanted()?).await;
        let browser =
            opening.with_context(|| format!("opening a browser: {}", self.settings.engine))?;
        if self.settings.engine == Engine::WebKit {
            // It has no word for it on its command line.
            let (width, height) = WINDOW;
            browser.set_window_rect(0, 0, width, height).await?;
        }
        Ok(browser)
    }

    /// Ends the drivers.
    ///
    /// # Errors
    /// When they cannot be ended.
    pub async fn end(&mut self) -> Result<()> {
        for running in self.running.get_mut() {
            for process in &mut running.processes {
                process.end().await?;
            }
        }
        Ok(())
    }

    async fn run(&self) -> Result<Running> {
        let mut tries = 1;
        loop {
            let started = match self.settings.engine {
                Engine::Chromium => chromium::start(&self.settings, &self.folder).await,
                Engine::Firefox => firefox::start(&self.settings, &self.folder).await,
                Engine::WebKit => webkit::start(&self.settings, &self.folder).await,
            };
            match started {
                Err(_) if tries < TRIES => tries += 1,
                started => return started,
            }
        }
    }

    /// What a session asks for. The certificates of a story are nobody's.
    fn wanted(&self) -> Result<Capabilities> {
        let mut wanted = match self.settings.engine {
            Engine::Chromium => chromium::wanted(&self.settings)?,
            Engine::Firefox => firefox::wanted(&self.settings)?,
            Engine::WebKit => webkit::wanted(&self.settings)?,
        };
        wanted.set("acceptInsecureCerts", true)?;
        Ok(wanted)
    }
}
