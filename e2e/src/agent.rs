//! A professional at the desk, and what she does there.

mod acts;
pub mod authenticator;
mod ears;
mod identifies;
mod requests;
mod second_factor;
mod several;

use anyhow::{Context, Result, ensure};
use thirtyfour::By;

use crate::relay::Login;
use crate::screen::Screen;
use crate::stage::SERVICE;
use crate::wait::{until, whether};

pub use self::authenticator::Authenticator;
pub use self::ears::Called;
pub use self::requests::fact;

/// A professional in a browser of her own.
#[derive(Clone, Debug)]
pub struct Agent {
    screen: Screen,
    desk: String,
    login: Login,
}

impl Agent {
    /// A professional who looks at `screen`, with an account at the desk of the relay at `base`.
    pub fn new(screen: Screen, base: &str, login: &Login) -> Self {
        Self {
            screen,
            desk: format!("{base}/desk/"),
            login: login.clone(),
        }
    }

    /// What she looks at.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// The desk's address.
    pub fn desk_address(&self) -> &str {
        &self.desk
    }

    /// Her name, as residents see it.
    pub fn name(&self) -> &str {
        &self.login.name
    }

    /// What she signs in with.
    pub fn password(&self) -> &str {
        &self.login.password
    }

    /// Signs in, and is at the desk.
    ///
    /// # Errors
    /// When she does not get there.
    pub async fn signs_in(&self) -> Result<()> {
        self.comes_in().await?;
        self.screen.part("presence", "").await.map(drop)
    }

    /// Signs in, whatever there is for somebody of this role.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn comes_in(&self) -> Result<()> {
        self.screen.goes_to(&self.desk).await?;
        self.screen
            .types("sign-in-name", "", &self.login.name)
            .await?;
        self.screen
            .types("sign-in-password", "", &self.login.password)
            .await?;
        self.screen.presses("sign-in", "").await?;
        self.screen.is_without("sign-in", "").await
    }

    /// Signs in and says that she is present for [`SERVICE`].
    ///
    /// # Errors
    /// When she does not get there.
    pub async fn arrives(&self) -> Result<()> {
        self.signs_in().await?;
        self.says_present(true).await
    }

    /// Says that she is present for [`SERVICE`], or no longer.
    ///
    /// # Errors
    /// When the switch does not come to that.
    pub async fn says_present(&self, present: bool) -> Result<()> {
        self.says_present_for(SERVICE, present).await
    }

    /// Says that she is present for a service, or no longer.
    ///
    /// # Errors
    /// When the switch does not come to that.
    pub async fn says_present_for(&self, service: &str, present: bool) -> Result<()> {
        let which = format!("[data-service=\"{service}\"]");
        let switch = self.screen.part("presence", &which).await?;
        until("the switch of presence to stand as it should", async || {
            if switch.is_selected().await? == present {
                return Ok(Ok(()));
            }
            switch.click().await?;
            Ok(Err("it was pressed".into()))
        })
        .await
    }

    /// Waits until someone with these first words waits, and gives the conversation's number.
    ///
    /// # Errors
    /// When nobody does.
    pub async fn sees_waiting(&self, first_words: &str) -> Result<String> {
        self.screen.reads("waiting", "", first_words).await?;
        let script = "const rows = [...document.querySelectorAll('[data-part~=\"waiting\"]')];
            const row = rows.find((row) => row.innerText.includes(arguments[1]));
            return row ? row.dataset.conversation : null;";
        let found: Option<String> = self.screen.ask(script, &[first_words.into()]).await?;
        found.context("the row has gone again, or has no data-conversation")
    }

    /// Presses "take" on a waiting conversation, until it is being taken: what stands above the row
    /// may change in the very moment of a press, which then falls beside the button.
    ///
    /// # Errors
    /// When there is nothing to press.
    pub async fn presses_claim(&self, conversation: &str) -> Result<()> {
        let row = format!("[data-part~=\"waiting\"][data-conversation=\"{conversation}\"]");
        let button = format!("{row} [data-part~=\"claim\"]");
        let what = format!("{} to press claim on {conversation}", self.login.name);
        let mut was_there = false;
        until(&what, async || {
            let screen = &self.screen;
            if was_there && screen.texts_of(&row).await?.is_empty() {
                return Ok(Ok(()));
            }
            let busy = screen.attribute(&button, "aria-disabled").await?;
            if busy.as_deref() == Some("true") {
                return Ok(Ok(()));
            }
            screen.web().find(By::Css(&button)).await?.click().await?;
            was_there = true;
            Ok(Err("it was pressed".into()))
        })
        .await
    }

    /// Takes the conversation with these first words, and has it before her.
    ///
    /// # Errors
    /// When she does not get it.
    pub async fn claims(&self, first_words: &str) -> Result<String> {
        let conversation = self.sees_waiting(first_words).await?;
        self.presses_claim(&conversation).await?;
        self.has(&conversation).await?;
        Ok(conversation)
    }

    /// Waits until a conversation is hers and before her.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn has(&self, conversation: &str) -> Result<()> {
        let which = format!("[data-conversation=\"{conversation}\"]");
        self.screen.part("mine", &which).await?;
        self.screen.part("conversation", &which).await.map(drop)
    }

    /// Writes to the resident without sending.
    ///
    /// # Errors
    /// When there is no field.
    pub async fn writes(&self, text: &str) -> Result<()> {
        self.screen.types("reply-field", "", text).await
    }

    /// Writes to the resident and sends.
    ///
    /// # Errors
    /// When it does not get onto her own screen as sent.
    pub async fn replies(&self, text: &str) -> Result<()> {
        self.writes(text).await?;
        self.screen.presses("send", "").await?;
        let mine = "[data-from=\"me\"][data-state=\"sent\"]";
        self.screen.reads("message", mine, text).await
    }

    /// Writes a note for staff.
    ///
    /// # Errors
    /// When it does not get onto her own screen.
    pub async fn notes(&self, text: &str) -> Result<()> {
        self.screen.types("note-field", "", text).await?;
        self.screen.presses("save-note", "").await?;
        self.screen.reads("note", "", text).await
    }

    /// Waits until the resident's words stand on the screen.
    ///
    /// # Errors
    /// When they do not come.
    pub async fn sees(&self, text: &str) -> Result<()> {
        let from_visitor = "[data-from=\"visitor\"]";
        self.screen.reads("message", from_visitor, text).await
    }

    /// Waits until the talk is exactly this, each message once and sent: `visitor`, `agent` or
    /// `me`, and what it says.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn talk_is(&self, expected: &[(&str, &str)]) -> Result<()> {
        self.screen.talk_is(expected).await
    }

    /// Ends the conversation with an outcome, by its value on the wire.
    ///
    /// # Errors
    /// When it does not end.
    pub async fn ends(&self, outcome: &str) -> Result<()> {
        self.screen.presses("end", "").await?;
        let card = format!("[data-part=\"outcome\"] label:has(input[value=\"{outcome}\"])");
        self.screen.presses_on(&card).await?;
        self.screen.presses("confirm-end", "").await?;
        self.sees_ended().await
    }

    /// Waits until the conversation before her has ended.
    ///
    /// # Errors
    /// When it does not.
    pub async fn sees_ended(&self) -> Result<()> {
        until("the agent's conversation to be closed", async || {
            let css = "[data-part~=\"conversation\"]";
            let state = self.screen.attribute(css, "data-state").await?;
            whether(state.as_deref() == Some("closed"), || format!("{state:?}"))
        })
        .await
    }

    /// Sees that the desk has not broken down: what it then says is not there.
    ///
    /// # Errors
    /// When it has.
    pub async fn is_unbroken(&self) -> Result<()> {
        let script = "return document.getElementById('trouble').hidden;";
        let is_unbroken: bool = self.screen.ask(script, &[]).await?;
        ensure!(is_unbroken, "the desk broke down");
        Ok(())
    }
}
