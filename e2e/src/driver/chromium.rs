//! Chromium, without a screen. What pages write to its console is kept.

use std::path::Path;

use anyhow::Result;
use serde_json::json;
use thirtyfour::Capabilities;
use tokio::process::Command;

use super::process::Process;
use super::{Running, WINDOW};
use crate::settings::Settings;

/// What it needs to run as root, without a screen and without asking anything of the network but
/// the pages.
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
];

pub(super) async fn start(settings: &Settings, folder: &Path) -> Result<Running> {
    let mut command = Command::new(&settings.driver);
    command.arg("--port=0").env("TMPDIR", folder);
    let mut driver = Process::start(&mut command)?;
    let port = driver
        .says(|line| {
            let said = line.trim_end_matches('.');
            let (_, port) = said.split_once("started successfully on port ")?;
            Some(port.to_owned())
        })
        .await?;
    Ok(Running {
        address: format!("http://127.0.0.1:{port}"),
        processes: vec![driver],
    })
}

pub(super) fn wanted(settings: &Settings) -> Result<Capabilities> {
    let mut wanted = Capabilities::new();
    wanted.set("browserName", "chrome")?;
    let mut flags: Vec<String> = FLAGS.iter().map(|&flag| flag.to_owned()).collect();
    flags.push(format!("--window-size={},{}", WINDOW.0, WINDOW.1));
    let options = json!({ "binary": settings.browser, "args": flags });
    wanted.set("goog:chromeOptions", options)?;
    wanted.set("goog:loggingPrefs", json!({ "browser": "ALL" }))?;
    Ok(wanted)
}
