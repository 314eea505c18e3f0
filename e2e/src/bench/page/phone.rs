//! A phone: Chromium with a small screen, a finger, a slow link and a slow processor.

use std::path::PathBuf;
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::{
    CapabilitiesHelper, ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel,
    WebDriver,
};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, ChildStdout, Command};

use super::figures::Run;
use super::servers::Servers;
use super::subject::{Chat, Subject};
use super::traffic::Traffic;
use super::{Options, probe};
use crate::devtools::command;
use crate::wait::{until, whether};

/// Width and height of the screen, in CSS pixels.
pub const SCREEN: (u32, u32) = (390, 844);
/// Pixels of the screen in one of CSS.
pub const PIXEL_RATIO: f64 = 2.0;
/// From a request to the head of its answer, at least.
pub const LATENCY_MS: u32 = 150;
/// Kilobits a second to the phone.
pub const DOWN_KBIT_S: u32 = 1_600;
/// Kilobits a second from the phone.
pub const UP_KBIT_S: u32 = 750;

const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
];

/// What is typed to see that the field takes text.
const TYPED: &str = "Hei";

/// The browser's driver. It and its browsers end when it is dropped.
#[derive(Debug)]
pub struct Driver {
    address: String,
    chromium: PathBuf,
    child: Child,
    /// Held, so that the driver can go on writing.
    _output: BufReader<ChildStdout>,
    _profiles: TempDir,
}

impl Driver {
    /// Starts it.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start(options: &Options) -> Result<Self> {
        let profiles = tempfile::tempdir_in(&options.folder)?;
        let mut child = Command::new(&options.chromedriver)
            .arg("--port=0")
            .env("TMPDIR", profiles.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("starting {}", options.chromedriver.display()))?;
        let output = child.stdout.take().context("the driver's output")?;
        let mut output = BufReader::new(output);
        let port = loop {
            let mut line = String::new();
            ensure!(
                output.read_line(&mut line).await? > 0,
                "the driver ended before it began"
            );
            let said = line.trim().trim_end_matches('.');
            if let Some((_, port)) = said.split_once("started successfully on port ") {
                break port.to_owned();
            }
        };
        Ok(Self {
            address: format!("http://127.0.0.1:{port}"),
            chromium: options.chromium.clone(),
            child,
            _output: output,
            _profiles: profiles,
        })
    }

    /// Opens a page in a fresh browser, touches the chat's button, and types into its field.
    ///
    /// # Errors
    /// When that does not work.
    pub async fn open(&self, subject: &Subject, servers: &Servers, slower: f64) -> Result<Run> {
        let mut wanted = DesiredCapabilities::chrome();
        wanted.set_binary(&self.chromium.display().to_string())?;
        for flag in FLAGS {
            wanted.add_arg(flag)?;
        }
        wanted.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
        wanted.accept_insecure_certs(true)?;
        let web = WebDriver::new(self.address.as_str(), wanted)
            .await
            .context("opening a browser")?;
        let run = visit(&web, subject, &servers.page(subject), slower).await;
        web.quit().await?;
        run
    }

    /// Ends it.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub async fn end(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }
}

async fn visit(web: &WebDriver, subject: &Subject, page: &str, slower: f64) -> Result<Run> {
    equip(web, slower).await?;
    let source = json!({ "source": probe::source(subject.chat.as_ref()) });
    command(web, "Page.addScriptToEvaluateOnNewDocument", source).await?;
    let mut traffic = Traffic::new(page);
    web.goto(page).await?;
    let Some(chat) = &subject.chat else {
        traffic.is_quiet(web).await?;
        let seen = probe::read(web).await?;
        return Run::without_chat(&seen);
    };
    let corner = enter(web, chat).await?;
    probe::wait(web, "launcher").await?;
    traffic.is_quiet(web).await?;
    traffic.touched();
    touch(web, corner, probe::middle(web, "launcher").await?).await?;
    // Nothing is asked of the page while it opens: that would take of its own time.
    traffic.is_quiet(web).await?;
    probe::wait(web, "field").await?;
    takes_text(web).await?;
    let inner = probe::read(web).await?;
    web.enter_default_frame().await?;
    let outer = probe::read(web).await?;
    Run::with_chat(&outer, &inner, chat.framed, traffic)
}

/// Gives the browser its screen, its finger, its link and its processor.
async fn equip(web: &WebDriver, slower: f64) -> Result<()> {
    const BYTES_A_KBIT: u32 = 125;
    let (width, height) = SCREEN;
    let screen = json!({
        "width": width, "height": height, "deviceScaleFactor": PIXEL_RATIO, "mobile": true,
    });
    let link = json!({
        "offline": false,
        "latency": LATENCY_MS,
        "downloadThroughput": DOWN_KBIT_S * BYTES_A_KBIT,
        "uploadThroughput": UP_KBIT_S * BYTES_A_KBIT,
    });
    command(web, "Emulation.setDeviceMetricsOverride", screen).await?;
    let finger = json!({ "enabled": true, "maxTouchPoints": 5 });
    command(web, "Emulation.setTouchEmulationEnabled", finger).await?;
    command(web, "Network.emulateNetworkConditions", link).await?;
    let rate = json!({ "rate": slower });
    command(web, "Emulation.setCPUThrottlingRate", rate).await
}

/// Goes to where the chat lives; gives the corner of that on the screen.
async fn enter(web: &WebDriver, chat: &Chat) -> Result<(f64, f64)> {
    if !chat.framed {
        return Ok((0.0, 0.0));
    }
    const CORNER: &str = "const frame = document.querySelector('iframe');
        if (!frame) return null;
        const { x, y } = frame.getBoundingClientRect();
        return [x, y];";
    until("the chat's frame", async || {
        let corner: Option<(f64, f64)> = web.execute(CORNER, Vec::new()).await?.convert()?;
        let Some(corner) = corner else {
            return Ok(Err("no frame".to_owned()));
        };
        web.enter_frame(0).await?;
        Ok(Ok(corner))
    })
    .await
}

/// Touches a point for as short as the driver can.
async fn touch(web: &WebDriver, corner: (f64, f64), point: (f64, f64)) -> Result<()> {
    let point = json!([{ "x": corner.0 + point.0, "y": corner.1 + point.1 }]);
    let start = json!({ "type": "touchStart", "touchPoints": point });
    command(web, "Input.dispatchTouchEvent", start).await?;
    let end = json!({ "type": "touchEnd", "touchPoints": [] });
    command(web, "Input.dispatchTouchEvent", end).await
}

/// Sees that what is typed stands in the field.
async fn takes_text(web: &WebDriver) -> Result<()> {
    probe::focus(web).await?;
    command(web, "Input.insertText", json!({ "text": TYPED })).await?;
    until("what is typed to stand in the field", async || {
        let text = probe::text(web).await?;
        whether(text == TYPED, || format!("{text:?}"))
    })
    .await
}
