//! What a professional does who has several conversations at once.

use anyhow::Result;

use super::Agent;
use crate::wait::{until, whether};

impl Agent {
    /// Turns to one of her own conversations, and has it before her.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn turns_to(&self, conversation: &str) -> Result<()> {
        let button = format!("{} button", mine(conversation));
        self.screen.presses_on(&button).await?;
        self.has(conversation).await
    }

    /// Waits until so much is unread in one of her own conversations.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn has_unread(&self, conversation: &str, count: usize) -> Result<()> {
        let what = format!("{count} unread in conversation {conversation}");
        until(&what, async || {
            let row = mine(conversation);
            let unread = self.screen.attribute(&row, "data-unread").await?;
            whether(unread.as_deref() == Some(&count.to_string()), || {
                format!("{unread:?}")
            })
        })
        .await
    }

    /// Waits until the row of one of her own conversations says something.
    ///
    /// # Errors
    /// When it does not.
    pub async fn reads_of_own(&self, conversation: &str, words: &str) -> Result<()> {
        self.screen.reads_in(&mine(conversation), words).await
    }

    /// Waits until a draft of an answer stands in the field.
    ///
    /// # Errors
    /// When it does not.
    pub async fn has_drafted(&self, text: &str) -> Result<()> {
        self.screen.holds("reply-field", "", text).await
    }

    /// Waits until so many conversations are listed as her own.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn has_own(&self, count: usize) -> Result<()> {
        until(&format!("{count} conversations of her own"), async || {
            let rows = self.screen.texts("mine", "").await?;
            whether(rows.len() == count, || format!("{rows:?}"))
        })
        .await
    }

    /// The short number of one of her own conversations, as it is said aloud.
    ///
    /// # Errors
    /// When it has none.
    pub async fn reference(&self, conversation: &str) -> Result<String> {
        let reference = self
            .screen
            .attribute(&mine(conversation), "data-reference")
            .await?;
        anyhow::Context::context(reference, "a row without data-reference")
    }
}

/// Where one of her own conversations is listed.
pub(super) fn mine(conversation: &str) -> String {
    format!("[data-part~=\"mine\"][data-conversation=\"{conversation}\"]")
}
