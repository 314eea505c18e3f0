//! Several tabs of one browser.

use anyhow::{Context, Result};
use serde_json::json;
use thirtyfour::WindowHandle;

use super::Resident;
use crate::wait::until;

impl Resident {
    /// The tab that she looks at.
    ///
    /// # Errors
    /// When the browser does not say.
    pub async fn tab(&self) -> Result<WindowHandle> {
        Ok(self.screen.web().window().await?)
    }

    /// Looks at a tab.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn turns_to(&self, tab: &WindowHandle) -> Result<()> {
        Ok(self.screen.web().switch_to_window(tab.clone()).await?)
    }

    /// Opens a tab that knows nothing of the others but their cookies, and looks at it.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn opens_a_tab(&self) -> Result<()> {
        let tab = self.screen.web().new_tab().await?;
        self.turns_to(&tab).await
    }

    /// Opens `page` from the page before her in a tab that begins with what this one has kept, as one
    /// does that is duplicated; and looks at it.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn opens_in_a_tab_like_this(&self, page: &str) -> Result<()> {
        let before = self.screen.web().windows().await?;
        let opener = json!({ "target": "_blank", "rel": "opener" });
        self.follows_with(page, &opener).await?;
        let tab = until("another tab", async || {
            let tabs = self.screen.web().windows().await?;
            let new = tabs.into_iter().find(|tab| !before.contains(tab));
            Ok(new.ok_or_else(|| "none".to_owned()))
        })
        .await
        .context("a tab like this one")?;
        self.turns_to(&tab).await
    }
}
