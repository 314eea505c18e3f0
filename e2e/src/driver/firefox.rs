//! Firefox, without a screen.

use std::path::Path;

use anyhow::Result;
use serde_json::json;
use thirtyfour::Capabilities;
use tokio::process::Command;

use super::process::Process;
use super::{Running, WINDOW};
use crate::settings::Settings;

pub(super) async fn start(settings: &Settings, folder: &Path) -> Result<Running> {
    let mut command = Command::new(&settings.driver);
    command
        .args(["--port=0", "--websocket-port=0", "--profile-root"])
        .arg(folder)
        .env("TMPDIR", folder)
        .env("HOME", folder)
        .env("MOZ_HEADLESS_WIDTH", WINDOW.0.to_string())
        .env("MOZ_HEADLESS_HEIGHT", WINDOW.1.to_string());
    let mut driver = Process::start(&mut command)?;
    let listens = driver
        .says(|line| {
            let (_, address) = line.split_once("Listening on ")?;
            Some(address.to_owned())
        })
        .await?;
    Ok(Running {
        address: format!("http://{listens}"),
        processes: vec![driver],
    })
}

/// Its driver turns most of what it would do by itself off; these are the rest.
pub(super) fn wanted(settings: &Settings) -> Result<Capabilities> {
    let mut wanted = Capabilities::new();
    wanted.set("browserName", "firefox")?;
    let quiet = json!({
        "app.normandy.enabled": false,
        "app.update.auto": false,
        "browser.aboutwelcome.enabled": false,
        "browser.region.network.url": "",
        "browser.safebrowsing.malware.enabled": false,
        "browser.safebrowsing.phishing.enabled": false,
        "browser.safebrowsing.downloads.enabled": false,
        "browser.search.update": false,
        "datareporting.healthreport.uploadEnabled": false,
        "datareporting.policy.dataSubmissionEnabled": false,
        "dom.push.connection.enabled": false,
        "extensions.update.enabled": false,
        "media.gmp-manager.updateEnabled": false,
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
        "privacy.trackingprotection.enabled": false,
        "services.settings.server": "data:,#nothing",
        "toolkit.telemetry.enabled": false,
    });
    let options = json!({ "binary": settings.browser, "args": ["-headless"], "prefs": quiet });
    wanted.set("moz:firefoxOptions", options)?;
    Ok(wanted)
}
