//! A link that is not the chat's own: taken out of a chat, and put before somebody.

use anyhow::{Result, ensure};
use serde_json::json;

use super::Resident;
use crate::wait::until;

/// What the chat makes and follows, kept instead.
const TAKE: &str = "window.taken = '';
    HTMLAnchorElement.prototype.click = function () { window.taken = this.href; };";

/// Puts a link onto the page, over whatever is there.
const PUT: &str =
    "const style = 'position: fixed; top: 0; left: 0; z-index: 2147483647; background: #fff';
    const link = Object.assign(document.createElement('a'), {
        id: 'sent', href: arguments[1], textContent: 'Tunnistaudu', referrerPolicy: 'origin' });
    link.style = style;
    Object.assign(link, arguments[2]);
    document.body.append(link);";

impl Resident {
    /// Presses the button on the card, and has the address that the chat would go on to instead of
    /// going there.
    ///
    /// # Errors
    /// When there is none.
    pub async fn takes_the_link(&self) -> Result<String> {
        self.screen.ask::<Option<()>>(TAKE, &[]).await?;
        self.screen.presses("identify", "").await?;
        let link = until("the link", async || {
            let taken: String = self.screen.ask("return window.taken", &[]).await?;
            Ok(Some(taken)
                .filter(|taken| !taken.is_empty())
                .ok_or_else(|| "none yet".to_owned()))
        })
        .await?;
        ensure!(
            link.contains("/ident/start"),
            "{link} is no link to identify by"
        );
        Ok(link)
    }

    /// The page that is open gets another address, as its visitor may well have it.
    ///
    /// # Errors
    /// When that is of another origin.
    pub async fn stands_at(&self, address: &str) -> Result<()> {
        let script = "history.replaceState(null, '', arguments[1])";
        let address = [json!(address)];
        self.screen.ask::<Option<()>>(script, &address).await?;
        Ok(())
    }

    /// Goes to an address that leads on by itself, so that nothing can be asked of its page.
    ///
    /// # Errors
    /// When there is nothing at all.
    pub async fn is_led_by(&self, address: &str) -> Result<()> {
        Ok(self.screen.web().goto(address).await?)
    }

    /// Presses a link on the page that is open, which says where it stands.
    ///
    /// # Errors
    /// When it can't be pressed.
    pub async fn follows(&self, link: &str) -> Result<()> {
        self.follows_with(link, &json!({})).await
    }

    /// The same, with more properties of the link.
    pub(super) async fn follows_with(&self, link: &str, more: &serde_json::Value) -> Result<()> {
        let screen = &self.screen;
        let link = [json!(link), more.clone()];
        screen.ask::<Option<()>>(PUT, &link).await?;
        screen.plain().presses_on("#sent").await
    }
}
