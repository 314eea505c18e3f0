//! The agent's browser: Chromium with a slow processor, and what is watched in it: `probe.js`.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::agent::Agent;
use crate::devtools::{ask, command};
use crate::driver::Driver;
use crate::engine::Engine;
use crate::relay::Relay;
use crate::screen::{Place, Screen};
use crate::stage::SERVICE;
use crate::wait::{until, until_within, whether};

const SCRIPT: &str = include_str!("probe.js");

/// How long the desk may take to be usable before the bench gives up.
const LOAD_LIMIT_MS: u64 = 120_000;

/// What was seen since the desk was loaded, or since it was last forgotten. Times are in
/// milliseconds.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Seen {
    /// Tasks longer than 50 ms: when each began, and how long it took.
    pub tasks: Vec<(f64, f64)>,
    /// Those of the load.
    #[serde(default)]
    pub load: Vec<(f64, f64)>,
    /// Keys and clicks: from each to the next frame, of those that took 16 ms or more.
    pub presses: Vec<f64>,
    /// Frames that took long: how long, how long its scripts took, how long style and layout, and
    /// what called the longest script.
    #[serde(default)]
    pub frames: Vec<(f64, f64, f64, String)>,
    /// When a message stood in the open log, by its number, since 1970.
    pub said: BTreeMap<usize, Option<f64>>,
    /// When a conversation's count of unread messages grew, since 1970.
    #[serde(default)]
    pub counted: Vec<(u64, f64)>,
    /// Bytes of the WASM's memory.
    pub wasm: f64,
    /// Bytes of the scripts' heap after it was swept.
    #[serde(default)]
    pub heap: f64,
    /// Nodes of the document.
    #[serde(default)]
    pub nodes: f64,
}

/// The browser.
#[derive(Debug)]
pub struct Window {
    screen: Screen,
}

impl Window {
    /// Opens it, and signs in.
    ///
    /// # Errors
    /// When that does not work.
    pub async fn open(driver: &Driver, relay: &Relay) -> Result<Self> {
        let web = driver.browser().await?;
        let screen = Screen::new(web, Engine::Chromium, Place::Desk, "agent");
        screen.runs_first(SCRIPT).await?;
        let base = relay.greeting().base.trim_end_matches('/');
        Agent::new(screen.clone(), base, relay.login(SERVICE, 0)?)
            .arrives()
            .await?;
        Ok(Self { screen })
    }

    /// Makes the processor slower than it is.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn is_slowed(&self, times: f64) -> Result<()> {
        let rate = json!({ "rate": times });
        command(self.screen.web(), "Emulation.setCPUThrottlingRate", rate).await
    }

    /// Loads the desk anew; gives how long it took until rows stood there that can be pressed.
    ///
    /// # Errors
    /// When they do not come, or are not as many as they should be.
    pub async fn loads(&self, own: usize, waiting: usize) -> Result<f64> {
        let reload = json!({ "ignoreCache": false });
        command(self.screen.web(), "Page.reload", reload).await?;
        let usable_ms = until_within(LOAD_LIMIT_MS, "the desk to be usable", async || {
            let script = "return window.benchProbe ? benchProbe.usable() : null";
            let usable_ms: Option<f64> = self.screen.ask(script, &[]).await?;
            Ok(usable_ms.ok_or_else(|| "not yet".to_owned()))
        })
        .await?;
        until_within(LOAD_LIMIT_MS, "all rows to be there", async || {
            let script = "return ['waiting', 'mine'].map((part) =>
                document.querySelector(`section.${part} h2`).textContent)";
            let heads: Vec<String> = self.screen.ask(script, &[]).await?;
            let counts = [waiting, own].map(|count| count.to_string());
            let all = heads.iter().zip(&counts).all(|(head, n)| head.contains(n));
            whether(all, || format!("{heads:?}"))
        })
        .await?;
        Ok(usable_ms)
    }

    /// Turns to another of the conversations with the keyboard, then to the field.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn turns_to(&self, conversation: u64) -> Result<()> {
        let focus = "const row = document.querySelector(
                `[data-part~=\"mine\"][data-conversation=\"${arguments[1]}\"] button`);
            if (row) row.focus();
            return !!row;";
        let there: bool = self.screen.ask(focus, &[json!(conversation)]).await?;
        ensure!(there, "there is no row of conversation {conversation}");
        self.presses("Enter", "\r").await?;
        until("the conversation to come", async || {
            let script = "const shown = document.querySelector('[data-part~=\"conversation\"]');
                if (!shown || shown.dataset.conversation !== String(arguments[1])) return false;
                const field = document.querySelector('[data-part~=\"reply-field\"]');
                if (field) field.focus();
                return !!field;";
            let there: bool = self.screen.ask(script, &[json!(conversation)]).await?;
            whether(there, || "it is not there".to_owned())
        })
        .await
    }

    /// Writes a letter into the field.
    ///
    /// # Errors
    /// When the browser does not take it.
    pub async fn writes_a_letter(&self) -> Result<()> {
        self.presses("a", "a").await
    }

    /// Forgets what was seen so far; what was of the load is kept apart.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn forgets(&self) -> Result<()> {
        self.screen
            .ask("benchProbe.forget(); return 0", &[])
            .await
            .map(|_: u32| ())
    }

    /// Waits until the page has nothing to do.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn rests(&self) -> Result<()> {
        let script = "const done = arguments[arguments.length - 1];
            requestIdleCallback(() => requestIdleCallback(() => done(0)));";
        self.screen.web().execute_async(script, Vec::new()).await?;
        Ok(())
    }

    /// What was seen.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn seen(&self) -> Result<Seen> {
        let web = self.screen.web();
        let seen: Seen = self.screen.ask("return benchProbe.read()", &[]).await?;
        command(web, "HeapProfiler.collectGarbage", json!({})).await?;
        let heap = ask(web, "Runtime.getHeapUsage", json!({})).await?;
        let counted = ask(web, "Memory.getDOMCounters", json!({})).await?;
        let figure = |of: &serde_json::Value, name: &str| {
            of.get(name)
                .and_then(serde_json::Value::as_f64)
                .unwrap_or(f64::NAN)
        };
        Ok(Seen {
            heap: figure(&heap, "usedSize"),
            nodes: figure(&counted, "nodes"),
            ..seen
        })
    }

    /// Closes it.
    ///
    /// # Errors
    /// When it does not close.
    pub async fn close(self) -> Result<()> {
        Ok(self.screen.web().clone().quit().await?)
    }

    async fn presses(&self, key: &str, text: &str) -> Result<()> {
        let code = if key == "Enter" { 13 } else { 65 };
        let web = self.screen.web();
        let down =
            json!({ "type": "keyDown", "key": key, "text": text, "windowsVirtualKeyCode": code });
        command(web, "Input.dispatchKeyEvent", down).await?;
        let up = json!({ "type": "keyUp", "key": key, "windowsVirtualKeyCode": code });
        command(web, "Input.dispatchKeyEvent", up).await
    }
}
