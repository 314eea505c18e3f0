//! What a professional does with contact requests.

use anyhow::{Context, Result};

use super::Agent;
use crate::wait::{until, whether};

/// The list of contact requests.
const REQUESTS: &str = "[data-list=\"requests\"]";

/// The rows of the first argument's list that hold the second argument.
const ROWS: &str = "const list = document.querySelector(arguments[1]);
    const rows = list ? [...list.querySelectorAll('[data-reference]')] : [];
    const found = rows.filter((row) => row.innerText.includes(arguments[2]));";

impl Agent {
    /// Waits until a contact request with these first words is listed, and gives the
    /// conversation's number.
    ///
    /// # Errors
    /// When it is not, or more than once.
    pub async fn sees_request(&self, first_words: &str) -> Result<String> {
        let what = format!("one contact request with {first_words:?}");
        until(&what, async || {
            let script = format!("{ROWS} return found.map((row) => row.dataset.conversation);");
            let args = [REQUESTS.into(), first_words.into()];
            let mut found: Vec<String> = self.screen.ask(&script, &args).await?;
            let count = found.len();
            let first = found.pop().filter(|_| count == 1);
            Ok(first.ok_or_else(|| format!("{count} of them")))
        })
        .await
    }

    /// Waits until so many contact requests are listed.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn sees_requests(&self, count: usize) -> Result<()> {
        until(&format!("{count} contact requests"), async || {
            let rows = self.screen.texts_of(&rows()).await?;
            whether(rows.len() == count, || format!("{rows:?}"))
        })
        .await
    }

    /// Waits until the row of a contact request says something.
    ///
    /// # Errors
    /// When it does not.
    pub async fn reads_of_request(&self, conversation: &str, words: &str) -> Result<()> {
        self.screen.reads_in(&row(conversation), words).await
    }

    /// Takes the contact request with these first words, and has it before her.
    ///
    /// # Errors
    /// When she does not get it.
    pub async fn claims_request(&self, first_words: &str) -> Result<String> {
        let conversation = self.sees_request(first_words).await?;
        let button = format!("{} button[data-act=\"claim\"]", row(&conversation));
        self.screen.presses_on(&button).await?;
        self.has(&conversation).await?;
        Ok(conversation)
    }

    /// Opens the contact details, and gives what is shown.
    ///
    /// # Errors
    /// When nothing is.
    pub async fn opens_contact(&self) -> Result<String> {
        let button = "[data-act=\"open-contact\"]";
        self.screen.presses_on(button).await?;
        self.fact("contact").await
    }

    /// Waits until something is shown of the conversation before her: `reach`, `contact`, `away`,
    /// `ending`; gives its words.
    ///
    /// # Errors
    /// When it is not.
    pub async fn fact(&self, name: &str) -> Result<String> {
        let css = fact(name);
        self.screen.element(&css).await?;
        let texts = self.screen.texts_of(&css).await?;
        texts.into_iter().next().context("it has gone again")
    }
}

/// Where something stands that is shown of a conversation.
pub fn fact(name: &str) -> String {
    format!("[data-fact=\"{name}\"]")
}

fn rows() -> String {
    format!("{REQUESTS} [data-reference]")
}

fn row(conversation: &str) -> String {
    format!("{REQUESTS} [data-conversation=\"{conversation}\"]")
}
