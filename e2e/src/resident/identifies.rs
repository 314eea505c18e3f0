//! What a resident does who identifies: on the card, on the relay's page, at the provider, and back.

use anyhow::Result;

use super::Resident;
use crate::screen::Screen;
use crate::wait::{until, whether};

/// The button of the relay's page on which one decides to go on.
pub const GO_ON: &str = "form[action='/ident/start'] button";
/// What stands on the provider's page.
pub const AT_THE_PROVIDER: &str = "form[action^='/choose/']";

impl Resident {
    /// Presses the button on the card, and has the relay's page before her.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn goes_to_identify(&self) -> Result<Screen> {
        self.screen.presses("identify", "").await?;
        self.is_asked_to_decide().await
    }

    /// Waits for the relay's page on which one decides to go on.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn is_asked_to_decide(&self) -> Result<Screen> {
        let page = self.screen.plain();
        page.element(GO_ON).await?;
        Ok(page)
    }

    /// Goes on from the relay's page, and has the provider's before her.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn goes_on_to_the_provider(&self) -> Result<Screen> {
        let page = self.screen.plain();
        page.presses_on(GO_ON).await?;
        page.element(AT_THE_PROVIDER).await?;
        Ok(page)
    }

    /// Chooses a person at the provider, by id, wherever that leads.
    ///
    /// # Errors
    /// When there is no such choice.
    pub async fn chooses(&self, person: &str) -> Result<Screen> {
        let choice = format!("{AT_THE_PROVIDER} [value='{person}']");
        let page = self.screen.plain();
        page.presses_on(&choice).await?;
        Ok(page)
    }

    /// Chooses a person at the provider, by id, and is back on `page` of the county.
    ///
    /// # Errors
    /// When she does not get there.
    pub async fn chooses_at_the_provider(&self, person: &str, page: &str) -> Result<()> {
        self.chooses(person).await?;
        self.is_back_on(page).await
    }

    /// Breaks it off at the provider, and is back on `page` of the county.
    ///
    /// # Errors
    /// When she does not get there.
    pub async fn cancels_at_the_provider(&self, page: &str) -> Result<()> {
        let choice = format!("{AT_THE_PROVIDER} [name='cancel']");
        self.screen.plain().presses_on(&choice).await?;
        self.is_back_on(page).await
    }

    /// Identifies as a person, from the card and back to the county's `page`.
    ///
    /// # Errors
    /// When she does not get through.
    pub async fn identifies_as(&self, person: &str, page: &str) -> Result<()> {
        self.goes_to_identify().await?;
        self.goes_on_to_the_provider().await?;
        self.chooses_at_the_provider(person, page).await
    }

    /// Identifies as a person before there is a conversation, and is back on the county's `page`.
    ///
    /// # Errors
    /// When she does not get through, or nobody knows who she is after it.
    pub async fn identifies_first(&self, person: &str, page: &str) -> Result<()> {
        self.screen.presses("identify-at-start", "").await?;
        self.is_asked_to_decide().await?;
        self.goes_on_to_the_provider().await?;
        self.chooses_at_the_provider(person, page).await?;
        self.screen.part("identified-mark", "").await.map(drop)
    }

    /// Waits until she is on the county's page, with nothing behind its address.
    ///
    /// # Errors
    /// When she does not get there, or something stays behind the address.
    pub async fn is_back_on(&self, page: &str) -> Result<()> {
        until(
            "the county's page, and nothing behind its address",
            async || {
                let address = self.screen.address().await?;
                whether(address == page, || address.clone())
            },
        )
        .await
    }

    /// Waits until the newest card says this of what became of it.
    ///
    /// # Errors
    /// When it does not.
    pub async fn reads_on_the_card(&self, words: &str) -> Result<()> {
        self.screen.reads("identification-state", "", words).await
    }
}
