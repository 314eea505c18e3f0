//! What a professional does about who a resident is.

use anyhow::{Result, ensure};

use super::Agent;
use crate::wait::{until, whether};

impl Agent {
    /// Asks the resident before her to identify, in her own words.
    ///
    /// # Errors
    /// When that is not to be had.
    pub async fn asks_to_identify(&self, why: &str) -> Result<()> {
        let screen = &self.screen;
        screen
            .presses_named("button", "Pyydä tunnistautumista")
            .await?;
        screen.picks("Omin sanoin").await?;
        screen.types_into("Syy, jonka asukas lukee", why).await?;
        screen.presses("confirm-identify", "").await?;
        screen.is_without("identify-panel", "").await
    }

    /// Opens who the resident before her is, and sees this name, which takes the focus when it comes.
    ///
    /// # Errors
    /// When that is not to be had.
    pub async fn opens_the_person(&self, name: &str) -> Result<()> {
        let screen = &self.screen;
        screen.presses_named("button", "Näytä henkilö").await?;
        screen.reads("identified-person", "", name).await?;
        until("the person to have the focus", async || {
            let script = "return document.activeElement.innerText";
            let focused: String = screen.ask(script, &[]).await?;
            whether(focused.contains(name), || focused.clone())
        })
        .await
    }

    /// Makes sure that `text` is nowhere on her desk, seen or hidden, and not in what it keeps.
    ///
    /// # Errors
    /// When it is.
    pub async fn has_nowhere(&self, text: &str) -> Result<()> {
        let script = "return document.documentElement.outerHTML + document.title
            + JSON.stringify({ ...localStorage, ...sessionStorage });";
        let page: String = self.screen.ask(script, &[]).await?;
        ensure!(!page.contains(text), "{text:?} is at the desk");
        Ok(())
    }
}
