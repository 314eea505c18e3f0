//! What calls a professional who looks elsewhere: sounds, notifications, the title. Sounds and
//! notifications are written down in the page instead of made.

use anyhow::{Result, ensure};
use serde::Deserialize;

use super::Agent;
use crate::wait::{until, whether};

/// Stands in for what makes sound and shows notifications, from the next page on, and for whether
/// the page has the focus.
const STAND_IN: &str = include_str!("ears.js");

/// What has called so far.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Called {
    /// How often a tone was begun.
    pub tones: usize,
    /// The notifications, everything in each.
    pub notifications: Vec<String>,
    /// The page's title.
    pub title: String,
}

impl Agent {
    /// Writes down from the next page on what calls her.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn listens(&self) -> Result<()> {
        self.screen.runs_first(STAND_IN).await
    }

    /// Looks elsewhere, or at the desk again.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn looks_away(&self, away: bool) -> Result<()> {
        let script = "window.looksAway = arguments[1];
            dispatchEvent(new Event(arguments[1] ? 'blur' : 'focus'));
            document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
            return 0;";
        self.screen
            .ask::<u32>(script, &[away.into()])
            .await
            .map(drop)
    }

    /// What has called since she was last asked, and the title as it stands.
    ///
    /// # Errors
    /// When she does not listen.
    pub async fn was_called(&self) -> Result<Called> {
        let script = "const called = window.called;
            window.called = { tones: 0, notifications: [] };
            return { ...called, title: document.title };";
        self.screen.ask(script, &[]).await
    }

    /// Waits until she has been called by all of it: a tone, a notification with these words, a
    /// title that holds these.
    ///
    /// # Errors
    /// When she is not.
    pub async fn is_called(&self, words: &str, title: &str) -> Result<()> {
        let what = format!("{} to be called by {words:?}", self.name());
        until(&what, async || {
            let script = "return { ...window.called, title: document.title }";
            let called: Called = self.screen.ask(script, &[]).await?;
            let is_told = called.notifications.iter().any(|told| told.contains(words));
            let is_all = is_told && called.tones > 0 && called.title.contains(title);
            whether(is_all, || format!("{called:?}"))
        })
        .await
    }

    /// Makes sure that nothing of `text` stood in what called.
    ///
    /// # Errors
    /// When it did.
    pub async fn was_not_told(&self, text: &str) -> Result<()> {
        let script = "return { ...window.called, title: document.title }";
        let called: Called = self.screen.ask(script, &[]).await?;
        let stands = |told: &String| told.contains(text);
        ensure!(
            !called.notifications.iter().any(stands) && !called.title.contains(text),
            "{text:?} stood in what called: {called:?}"
        );
        Ok(())
    }
}
