//! What a person finds by what it is and what it is called, as a screen reader tells it: the role
//! and the accessible name.

use anyhow::{Context, Result, bail};
use serde_json::json;
use thirtyfour::{By, Key, WebElement};

use super::Screen;
use crate::wait::{until, whether};

/// Gives `found`: the seen elements of the role `arguments[1]` with the name `arguments[2]`, within
/// what `arguments[3]` selects. Those whose name is exactly that, or else those whose name holds it.
const FIND: &str = include_str!("named.js");

/// The attribute that marks what was found, for the driver to find it as well.
const MARK: &str = "data-found-by-name";

impl Screen {
    /// Waits until something with this role and name is seen, and gives it.
    ///
    /// # Errors
    /// When it does not come, or there are more of them.
    pub async fn named(&self, role: &str, name: &str) -> Result<WebElement> {
        self.named_in("body", role, name).await
    }

    /// As [`Screen::named`], within what `css` selects.
    ///
    /// # Errors
    /// When it does not come, or there are more of them.
    pub async fn named_in(&self, css: &str, role: &str, name: &str) -> Result<WebElement> {
        let what = format!("{} to see the {role} {name:?} in {css}", self.whose);
        let script = format!(
            "{FIND} if (found.length !== 1) return all.map(nameOf);
             document.querySelectorAll('[{MARK}]').forEach((old) => old.removeAttribute('{MARK}'));
             found[0].setAttribute('{MARK}', ''); return null;"
        );
        until(&what, async || {
            let args = [json!(role), json!(name), json!(css)];
            let names: Option<Vec<String>> = self.ask(&script, &args).await?;
            if let Some(names) = names {
                return Ok(Err(format!("{names:?}")));
            }
            Ok(Ok(self.web.find(By::Css(format!("[{MARK}]"))).await?))
        })
        .await
    }

    /// Presses what has this role and name, as soon as it can be pressed.
    ///
    /// # Errors
    /// When it does not come, or stays disabled or covered.
    pub async fn presses_named(&self, role: &str, name: &str) -> Result<()> {
        self.presses_named_in("body", role, name).await
    }

    /// As [`Screen::presses_named`], within what `css` selects.
    ///
    /// # Errors
    /// When it does not come, or stays disabled or covered.
    pub async fn presses_named_in(&self, css: &str, role: &str, name: &str) -> Result<()> {
        let what = format!("{} to press the {role} {name:?}", self.whose);
        until(&what, async || {
            let found = self.named_in(css, role, name).await?;
            if !found.is_enabled().await? {
                return Ok(Err("it is disabled".into()));
            }
            found.click().await?;
            Ok(Ok(()))
        })
        .await
    }

    /// Types into the field of this name, behind what stands there.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn types_into(&self, name: &str, text: &str) -> Result<()> {
        let field = self.named("textbox", name).await?;
        let typing = field.send_keys(text).await;
        typing.with_context(|| format!("{} types into {name:?}", self.whose))
    }

    /// Chooses an option of the list of this name, by what it says.
    ///
    /// # Errors
    /// When there is no such list or option.
    pub async fn chooses(&self, list: &str, option: &str) -> Result<()> {
        let found = self.named("combobox", list).await?;
        for each in found.find_all(By::Css("option")).await? {
            if each.text().await?.trim() == option {
                return Ok(each.click().await?);
            }
        }
        bail!("{}: {list:?} has no option {option:?}", self.whose)
    }

    /// Chooses one of several by what stands beside its button.
    ///
    /// # Errors
    /// When it does not come, or cannot be pressed.
    pub async fn picks(&self, name: &str) -> Result<()> {
        let what = format!("{} to pick {name:?}", self.whose);
        until(&what, async || {
            let radio = self.named("radio", name).await?;
            let card = radio.find(By::XPath("ancestor::label[1]")).await?;
            card.click().await?;
            whether(radio.is_selected().await?, || "it is not chosen".to_owned())
        })
        .await
    }

    /// Waits until nothing with this role and name is seen.
    ///
    /// # Errors
    /// When something stays.
    pub async fn is_without_named(&self, role: &str, name: &str) -> Result<()> {
        let what = format!("{} to see no {role} {name:?} any more", self.whose);
        until(&what, async || {
            let count = self.count_named(role, name).await?;
            whether(count == 0, || format!("{count} of them"))
        })
        .await
    }

    /// How many with this role and name are seen.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn count_named(&self, role: &str, name: &str) -> Result<usize> {
        let script = format!("{FIND} return found.length;");
        let args = [json!(role), json!(name), json!("body")];
        self.ask(&script, &args).await
    }

    /// Waits until `text` can be read anywhere on the page.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn says(&self, text: &str) -> Result<()> {
        self.reads_in("body", text).await
    }

    /// Waits until `text` can be read nowhere on the page.
    ///
    /// # Errors
    /// When it stays.
    pub async fn says_nowhere(&self, text: &str) -> Result<()> {
        let what = format!("{} to read {text:?} nowhere", self.whose);
        until(&what, async || {
            let texts = self.texts_of("body").await?;
            whether(!texts.iter().any(|shown| shown.contains(text)), || {
                "it stands there".to_owned()
            })
        })
        .await
    }

    /// Presses a key where the focus is, with others held down, such as `Key::Alt`.
    ///
    /// # Errors
    /// When the browser does not take it.
    pub async fn strikes(&self, held: &[Key], key: impl Into<char>) -> Result<()> {
        let mut chain = self.web.action_chain();
        for held in held {
            chain = chain.key_down(held.clone());
        }
        let key: char = key.into();
        chain = chain.key_down(key).key_up(key);
        for held in held.iter().rev() {
            chain = chain.key_up(held.clone());
        }
        Ok(chain.perform().await?)
    }

    /// The name and the role of what has the focus.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn focus(&self) -> Result<(String, String)> {
        let script = format!(
            "{FIND} const here = document.activeElement; return [roleOf(here), nameOf(here)];"
        );
        let args = [json!("none"), json!(""), json!("body")];
        self.ask(&script, &args).await
    }
}
