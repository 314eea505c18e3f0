//! WebKit, in the small browser that comes with WebKitGTK. It knows no life without a screen, so it
//! gets one of its own, in memory: with a screen for each, every browser's window has the focus.

use std::net::TcpListener;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Capabilities;
use tokio::net::TcpStream;
use tokio::process::Command;

use super::Running;
use super::process::Process;
use crate::settings::Settings;
use crate::wait::{until, whether};

/// The whole screen is the browser's: no window manager takes any of it.
const SCREEN: &str = "1280x1000x24";

pub(super) async fn start(settings: &Settings, folder: &Path) -> Result<Running> {
    let mut command = Command::new(settings.screen.as_deref().context("no Xvfb")?);
    command.args([
        "-displayfd",
        "1",
        "-nolisten",
        "tcp",
        "-screen",
        "0",
        SCREEN,
    ]);
    let mut screen = Process::start(&mut command)?;
    let display = screen
        .says(|line| line.parse::<u32>().ok())
        .await
        .context("a screen for WebKit")?;

    // It cannot choose a port by itself.
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut command = Command::new(&settings.driver);
    command
        .arg(format!("--port={port}"))
        .env("TMPDIR", folder)
        .env("HOME", folder)
        .env("DISPLAY", format!(":{display}"))
        .env("GDK_BACKEND", "x11")
        .env("NO_AT_BRIDGE", "1")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("DBUS_SESSION_BUS_ADDRESS");
    let mut driver = Process::start(&mut command)?;
    until("WebKit's driver to listen", async || {
        let answer = TcpStream::connect(("127.0.0.1", port)).await;
        whether(answer.is_ok(), || format!("{answer:?}"))
    })
    .await?;
    ensure!(driver.runs()?, "another listens on its port");
    Ok(Running {
        address: format!("http://127.0.0.1:{port}"),
        processes: vec![driver, screen],
    })
}

pub(super) fn wanted(settings: &Settings) -> Result<Capabilities> {
    let mut wanted = Capabilities::new();
    let options = json!({ "binary": settings.browser, "args": ["--automation"] });
    wanted.set("webkitgtk:browserOptions", options)?;
    Ok(wanted)
}
