//! A resident on a county's page, and what she does there.

mod ears;
mod frames;
pub mod identifies;
mod links;
mod messages;
mod tabs;

use anyhow::{Result, ensure};

use crate::screen::{Screen, Shown};
use crate::wait::{until, whether};

/// A resident in a browser of her own.
#[derive(Clone, Debug)]
pub struct Resident {
    screen: Screen,
}

impl Resident {
    /// A resident who looks at `screen`.
    pub fn new(screen: Screen) -> Self {
        Self { screen }
    }

    /// What she looks at.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// Goes to a page, and sees the chat's button there.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn opens(&self, page: &str) -> Result<()> {
        self.goes_to(page).await?;
        self.screen.part("launcher", "").await.map(drop)
    }

    /// Goes to a page, whatever is there.
    ///
    /// # Errors
    /// When the page does not load.
    pub async fn goes_to(&self, page: &str) -> Result<()> {
        self.screen.goes_to(page).await
    }

    /// Loads the page anew.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn reloads(&self) -> Result<()> {
        self.screen.reloads().await
    }

    /// Opens the chat with its button.
    ///
    /// # Errors
    /// When the start screen does not come.
    pub async fn opens_the_chat(&self) -> Result<()> {
        self.screen.presses("launcher", "").await?;
        // The field stands there earlier than what sends: she types into either, but what is
        // found of the one is gone with it.
        self.is_on("start").await?;
        self.screen.part("start-field", "").await.map(drop)
    }

    /// Asks the first question, and is in the queue.
    ///
    /// # Errors
    /// When she does not get there.
    pub async fn starts(&self, question: &str) -> Result<()> {
        self.screen.types("start-field", "", question).await?;
        self.screen.presses("start", "").await?;
        self.is_on("waiting").await
    }

    /// Writes without sending.
    ///
    /// # Errors
    /// When there is no field.
    pub async fn writes(&self, text: &str) -> Result<()> {
        self.screen.types("composer-field", "", text).await
    }

    /// Sends what she has written.
    ///
    /// # Errors
    /// When there is no button to press.
    pub async fn sends(&self) -> Result<()> {
        self.screen.presses("send", "").await
    }

    /// Writes and sends, and sees that it was sent.
    ///
    /// # Errors
    /// When it was not.
    pub async fn says(&self, text: &str) -> Result<()> {
        self.writes(text).await?;
        self.sends().await?;
        self.sees_state(text, "sent").await
    }

    /// Waits until her own message has a state: `sending`, `sent` or `failed`.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn sees_state(&self, text: &str, state: &str) -> Result<()> {
        let what = format!("the resident's {text:?} to be {state}");
        until(&what, async || {
            let shown = self.screen.messages().await?;
            let found = |shown: &Shown| {
                shown.from == "you" && shown.text.contains(text) && shown.state == state
            };
            whether(shown.iter().any(found), || format!("{shown:?}"))
        })
        .await
    }

    /// Waits until an answer stands on the screen.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn sees(&self, answer: &str) -> Result<()> {
        let from_agent = "[data-from=\"agent\"]";
        self.screen.reads("message", from_agent, answer).await
    }

    /// Waits until the widget shows a screen: `start`, `waiting`, `talking`, `ended`, `trouble`.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn is_on(&self, screen: &str) -> Result<()> {
        let what = format!("the resident to be on the screen {screen:?}");
        until(&what, async || {
            let now = self
                .screen
                .attribute("[data-screen]", "data-screen")
                .await?;
            whether(now.as_deref() == Some(screen), || format!("{now:?}"))
        })
        .await
    }

    /// Waits until the talk is exactly this, each message once and sent: `you` or `agent`, and
    /// what it says.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn talk_is(&self, expected: &[(&str, &str)]) -> Result<()> {
        self.screen.talk_is(expected).await
    }

    /// Makes sure that `text` is nowhere in her page, seen or hidden.
    ///
    /// # Errors
    /// When it is.
    pub async fn has_nowhere(&self, text: &str) -> Result<()> {
        let script = "const host = document.querySelector('juttu-chat');
            return document.documentElement.outerHTML
                + (host && host.shadowRoot ? host.shadowRoot.innerHTML : '')
                + JSON.stringify(Object.values(sessionStorage));";
        let page: String = self.screen.ask(script, &[]).await?;
        ensure!(!page.contains(text), "{text:?} is in the resident's page");
        Ok(())
    }

    /// Ends the conversation, and is asked once whether she means it.
    ///
    /// # Errors
    /// When it does not end.
    pub async fn ends(&self) -> Result<()> {
        self.screen.presses("end", "").await?;
        self.screen.presses("confirm", "").await?;
        self.is_on("ended").await
    }
}
