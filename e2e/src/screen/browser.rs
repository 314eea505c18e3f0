//! What a story asks of the browser rather than of the page. Not every engine's driver has it:
//! whatever one lacks is an error there, never passed over.

use anyhow::{Result, bail};
use serde_json::json;

use super::Screen;
use crate::devtools;
use crate::engine::Engine;
use crate::wait::{until, whether};

/// Collects what goes wrong on a page, where the driver has no command that says what stands in
/// the console. It begins when the page has loaded: what goes wrong sooner is not seen.
const COLLECT: &str = "if (!window.collected) {
        window.collected = [];
        const note = (what) => window.collected.push(String(what));
        addEventListener('error', (event) => note(event.message));
        addEventListener('unhandledrejection', (event) => note(event.reason));
        const error = console.error;
        console.error = (...words) => { note(words.join(' ')); error.apply(console, words); };
    }
    return 0;";

/// A phone's window, in CSS pixels.
const PHONE: (u32, u32) = (390, 844);

/// No window is ever narrower than this: that of WebKit, which has a tool bar.
const NARROWEST: u32 = 500;

const HOLD: &str = "window.held = []; window.inTime = window.requestAnimationFrame; \
    window.requestAnimationFrame = (then) => window.held.push(then); return 0;";

const RELEASE: &str = "const held = window.held; \
    window.requestAnimationFrame = window.inTime; \
    held.forEach((then) => requestAnimationFrame(then)); \
    return new Promise((done) => \
        requestAnimationFrame(() => requestAnimationFrame(() => done(held.length))));";

impl Screen {
    /// Gives the window the size of a phone, or as near to it as the engine goes.
    ///
    /// # Errors
    /// When it stays wide.
    pub async fn is_a_phone(&self) -> Result<()> {
        let (width, height) = PHONE;
        self.web.set_window_rect(0, 0, width, height).await?;
        until("the window to be a phone's", async || {
            let width: u32 = self.ask("return window.innerWidth", &[]).await?;
            whether(width <= NARROWEST, || format!("{width} pixels"))
        })
        .await
    }

    /// What the pages have written to the browser's console as errors since this was last asked.
    /// In Chromium everything; in Firefox and WebKit what the page itself can see of it, once it
    /// has loaded: errors and rejections that nobody catches, and `console.error`.
    ///
    /// # Errors
    /// When the browser does not say.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        if self.engine != Engine::Chromium {
            let script = "return window.collected ? window.collected.splice(0) : []";
            return self.ask(script, &[]).await;
        }
        let log = self.web.browser_log().await?;
        let errors = log.into_iter().filter(|entry| entry.level == "SEVERE");
        Ok(errors.map(|entry| entry.message).collect())
    }

    /// Begins to collect errors, where the browser's driver does not.
    pub(super) async fn listens_for_errors(&self) -> Result<()> {
        if self.engine != Engine::Chromium {
            let _: u32 = self.ask(COLLECT, &[]).await?;
        }
        Ok(())
    }

    /// Lets the browser run no script of a page from the next page on, or run them again.
    ///
    /// # Errors
    /// When it does not know how.
    pub async fn runs_no_scripts(&self, none: bool) -> Result<()> {
        self.is_chromium("to run no scripts")?;
        let name = "Emulation.setScriptExecutionDisabled";
        devtools::command(&self.web, name, json!({ "value": none })).await
    }

    /// Lets this run on every page from the next one on, before the page's own scripts.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn runs_first(&self, source: &str) -> Result<()> {
        self.is_chromium("to run a script before the page's own")?;
        let name = "Page.addScriptToEvaluateOnNewDocument";
        devtools::command(&self.web, name, json!({ "source": source })).await
    }

    /// No frame comes in this page from now on, as when the machine has other things to do.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn stops_drawing(&self) -> Result<()> {
        self.ask::<u32>(HOLD, &[]).await.map(drop)
    }

    /// Frames come again. Gives how many waited for one, once they have had it.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn draws_again(&self) -> Result<usize> {
        self.ask(RELEASE, &[]).await
    }

    fn is_chromium(&self, what: &str) -> Result<()> {
        if self.engine != Engine::Chromium {
            bail!("only Chromium can be told {what}, not {}", self.engine);
        }
        Ok(())
    }
}
