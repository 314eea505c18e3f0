//! Everything that the relay sends to a resident's page, seen or not.

use anyhow::{Result, ensure};

use super::Resident;

/// Keeps, from the next page on, every frame of a socket that comes.
const KEEP: &str = "window.framesHeard = [];
    const Real = window.WebSocket;
    window.WebSocket = class extends Real {
        constructor(...words) {
            super(...words);
            this.addEventListener('message', (event) => window.framesHeard.push(String(event.data)));
        }
    };";

impl Resident {
    /// Keeps from the next page on every frame that comes.
    ///
    /// # Errors
    /// When the browser does not know how.
    pub async fn keeps_frames(&self) -> Result<()> {
        self.screen.runs_first(KEEP).await
    }

    /// The frames that came so far, in order, but for those that say how long the wait is and that
    /// the connection lives.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn frames(&self) -> Result<Vec<String>> {
        let script =
            "return window.framesHeard.filter((frame) => !/^\\{\"(pong|queue)\"/.test(frame))";
        self.screen.ask(script, &[]).await
    }

    /// Makes sure that `text` was in no frame.
    ///
    /// # Errors
    /// When it was.
    pub async fn was_not_sent(&self, text: &str) -> Result<()> {
        let frames = self.frames().await?;
        ensure!(!frames.is_empty(), "no frames were kept");
        let found = frames.iter().find(|frame| frame.contains(text));
        ensure!(found.is_none(), "{text:?} came to the resident: {found:?}");
        Ok(())
    }
}
