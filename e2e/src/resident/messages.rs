//! What a resident does when the chat is closed or nobody answers: leaves a message, and reads the
//! answer later.

use anyhow::{Result, ensure};

use super::Resident;
use crate::wait::{until, whether};

/// Characters of a code.
const CODE_CHARS: usize = 16;

impl Resident {
    /// Opens the chat with its button, and is on `screen`.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn opens_the_chat_on(&self, screen: &str) -> Result<()> {
        self.screen.presses("launcher", "").await?;
        self.is_on(screen).await
    }

    /// Writes a message for later, and chooses nothing else: the answer is read with a code. Is
    /// then asked nothing more, and has the code.
    ///
    /// # Errors
    /// When it is not sent.
    pub async fn leaves_a_message(&self, text: &str) -> Result<String> {
        self.writes_a_message(text).await?;
        self.screen.presses("send-request", "").await?;
        self.has_a_code().await
    }

    /// Writes a message for later without sending it.
    ///
    /// # Errors
    /// When there is no form for it.
    pub async fn writes_a_message(&self, text: &str) -> Result<()> {
        self.screen.presses("leave-message", "").await?;
        self.is_on("request").await?;
        self.screen.types("request-field", "", text).await
    }

    /// Waits until a message has been sent, and gives the code that opens the answer.
    ///
    /// # Errors
    /// When none comes.
    pub async fn has_a_code(&self) -> Result<String> {
        self.is_on("sent").await?;
        let code = self.screen.part("code", "").await?.text().await?;
        let letters = code.chars().filter(|part| part.is_ascii_alphanumeric());
        ensure!(letters.count() == CODE_CHARS, "{code:?} is no code");
        Ok(code)
    }

    /// Goes on from the code, by the last button of its screen.
    ///
    /// # Errors
    /// When there is none.
    pub async fn leaves_the_code(&self) -> Result<()> {
        let last = self.screen.part("write-more", "").await?;
        // WebKit's driver does not scroll there by itself.
        last.scroll_into_view().await?;
        self.screen.presses("write-more", "").await
    }

    /// Types a code, and has its conversation before her.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn reads_with(&self, code: &str) -> Result<()> {
        self.screen.presses("have-code", "").await?;
        self.is_on("code").await?;
        self.screen.types("code-field", "", code).await?;
        self.screen.presses("read-answer", "").await?;
        let what = "the conversation that the code opens";
        until(what, async || {
            let messages = self.screen.messages().await?;
            whether(!messages.is_empty(), || "no messages".into())
        })
        .await?;
        ensure!(
            !self.screen.address().await?.contains(code),
            "the code stands in the address"
        );
        Ok(())
    }
}
