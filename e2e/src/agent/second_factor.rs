//! What a professional does about the second factor of her account.

use anyhow::Result;

use super::{Agent, Authenticator};

impl Agent {
    /// Opens the two-step sign-in from her own menu.
    ///
    /// # Errors
    /// When it is not to be had.
    pub async fn opens_two_step(&self) -> Result<()> {
        self.screen.presses("person", "").await?;
        self.screen.presses("two-step", "").await
    }

    /// Types the key that is shown into the application on her telephone.
    ///
    /// # Errors
    /// When there is none.
    pub async fn tells_her_telephone(&self) -> Result<Authenticator> {
        let key = self.screen.part("two-step-key", "").await?;
        Authenticator::told(&key.text().await?)
    }

    /// Turns the two-step sign-in on with a code, and reads that it is.
    ///
    /// # Errors
    /// When it is not.
    pub async fn turns_two_step_on(&self, code: &str) -> Result<()> {
        self.screen.empties("two-step-code", "").await?;
        self.screen.types("two-step-code", "", code).await?;
        self.screen.presses("two-step-turn-on", "").await?;
        self.screen.part("two-step-on", "").await.map(drop)
    }

    /// Signs out.
    ///
    /// # Errors
    /// When she is not asked to sign in then.
    pub async fn signs_out(&self) -> Result<()> {
        self.screen.presses("person", "").await?;
        self.screen.presses("sign-out", "").await?;
        self.screen.part("sign-in", "").await.map(drop)
    }

    /// Gives her name and her password, and is asked for a code.
    ///
    /// # Errors
    /// When she is not.
    pub async fn is_asked_for_a_code(&self) -> Result<()> {
        let screen = &self.screen;
        screen.types("sign-in-name", "", &self.login.name).await?;
        screen
            .types("sign-in-password", "", &self.login.password)
            .await?;
        screen.presses("sign-in", "").await?;
        screen.part("sign-in-code", "").await.map(drop)
    }

    /// Gives the code as well.
    ///
    /// # Errors
    /// When there is no field for it.
    pub async fn gives_the_code(&self, code: &str) -> Result<()> {
        self.screen.empties("sign-in-code", "").await?;
        self.screen.types("sign-in-code", "", code).await?;
        self.screen.presses("sign-in-with-code", "").await
    }
}
