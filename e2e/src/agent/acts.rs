//! What a professional does with a conversation beside answering: asks, hands on, promises, blocks,
//! ends. Everything is found by what it is and what it is called on the desk in Finnish.

use anyhow::Result;

use super::Agent;

impl Agent {
    /// Hands the conversation before her on: to a service's queue or to a colleague, by name, with
    /// words for whoever goes on with it.
    ///
    /// # Errors
    /// When that is not to be had.
    pub async fn hands_to(&self, whom: &str, note: &str) -> Result<()> {
        let screen = &self.screen;
        screen.presses_named("button", "Siirrä toiselle").await?;
        screen.picks(whom).await?;
        screen
            .types_into("Viesti seuraavalle (vain henkilöstölle)", note)
            .await?;
        screen.presses("confirm-transfer", "").await
    }

    /// Asks a colleague quietly.
    ///
    /// # Errors
    /// When that is not to be had.
    pub async fn asks_quietly(&self, whom: &str, question: &str) -> Result<()> {
        let screen = &self.screen;
        screen.presses_named("button", "Kysy kollegalta").await?;
        screen.picks(whom).await?;
        screen.picks("Kysy hiljaa").await?;
        screen
            .types_into("Mitä kysyt (vain henkilöstölle)", question)
            .await?;
        screen.presses("confirm-ask", "").await?;
        screen.is_without("ask-panel", "").await
    }

    /// Brings a colleague in, whom the resident sees.
    ///
    /// # Errors
    /// When that is not to be had.
    pub async fn brings_in(&self, whom: &str) -> Result<()> {
        let screen = &self.screen;
        screen.presses_named("button", "Kysy kollegalta").await?;
        screen.picks(whom).await?;
        screen.picks("Tuo mukaan keskusteluun").await?;
        screen.presses("confirm-ask", "").await?;
        screen.is_without("ask-panel", "").await
    }

    /// Promises an answer for later.
    ///
    /// # Errors
    /// When that is not to be had.
    pub async fn promises_later(&self) -> Result<()> {
        let screen = &self.screen;
        screen.presses_named("button", "Vastaa myöhemmin").await?;
        screen.presses("confirm-later", "").await
    }

    /// Keeps the sender out for a time, from the panel that ends the conversation; comes back to it.
    ///
    /// # Errors
    /// When that is not to be had.
    pub async fn blocks_for(&self, time: &str) -> Result<()> {
        let screen = &self.screen;
        screen.presses_named("button", "Estä lähettäjä").await?;
        screen.part("block-panel", "").await?;
        screen.picks(time).await?;
        screen.presses("confirm-block", "").await?;
        screen.is_without("block-panel", "").await
    }

    /// Empties the text of a message or a note: presses, and says that it is meant.
    ///
    /// # Errors
    /// When there is no such text, or it stays.
    pub async fn removes(&self, part: &str, text: &str) -> Result<()> {
        let screen = &self.screen;
        screen.reads(part, "", text).await?;
        let script =
            "const rows = [...document.querySelectorAll(`[data-part~=\"${arguments[1]}\"]`)];
            const row = rows.find((row) => row.innerText.includes(arguments[2]));
            if (row) row.setAttribute('data-to-remove', '');
            return !!row;";
        let there: bool = screen.ask(script, &[part.into(), text.into()]).await?;
        anyhow::ensure!(there, "there is no {part} with {text:?}");
        let row = "[data-to-remove]";
        // The button is shown where the pointer or the focus is.
        let chain = screen.web().action_chain();
        let found = screen.element(row).await?;
        chain.move_to_element_center(&found).perform().await?;
        screen
            .presses_named_in(row, "button", "Poista teksti…")
            .await?;
        screen
            .presses_named_in(row, "button", "Poista teksti")
            .await?;
        screen.is_without_any(row).await
    }
}
