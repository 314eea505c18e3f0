//! What a person sees and touches on a page, by the names that the widget and the desk give to
//! their parts.

mod browser;
mod named;

use std::path::Path;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::{By, Key, WebDriver, WebElement};

use crate::engine::Engine;
use crate::shadow::find_in_shadow;
use crate::wait::{until, whether};

/// The element whose shadow root holds the widget.
const HOST: &str = "juttu-chat";

/// Gives `root`: where the parts are.
const ROOT: &str = "const host = document.querySelector('juttu-chat');
    const root = host && arguments[0] === 'widget' ? host.shadowRoot : document;
    const named = (part) => `[data-part~=\"${part}\"], [part~=\"${part}\"]`;
    const seen = (element) => element.checkVisibility
        ? element.checkVisibility({ visibilityProperty: true })
        : element.getClientRects().length > 0;";

/// Where the parts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the widget's shadow root.
    Widget,
    /// In the desk's own document.
    Desk,
}

/// A window on a page, and the place in it that is looked at.
#[derive(Clone, Debug)]
pub struct Screen {
    web: WebDriver,
    engine: Engine,
    place: Place,
    whose: String,
}

/// A message as it stands on the screen.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Shown {
    /// `data-from`: whose it is.
    pub from: String,
    /// `data-state`: whether it has been sent.
    pub state: String,
    /// Everything that can be read in it.
    pub text: String,
}

impl Screen {
    /// Looks at `place` on the pages of `web`; `whose` names the person in what is reported.
    pub fn new(web: WebDriver, engine: Engine, place: Place, whose: &str) -> Self {
        let whose = whose.to_owned();
        Self {
            web,
            engine,
            place,
            whose,
        }
    }

    /// The same window, on pages that are no host of the widget.
    #[must_use]
    pub fn plain(&self) -> Self {
        let web = self.web.clone();
        Self::new(web, self.engine, Place::Desk, &self.whose)
    }

    /// The browser's session.
    pub fn web(&self) -> &WebDriver {
        &self.web
    }

    /// Goes to `address`.
    ///
    /// # Errors
    /// When the page does not load.
    pub async fn goes_to(&self, address: &str) -> Result<()> {
        let going = self.web.goto(address).await;
        going.with_context(|| format!("{} goes to {address}", self.whose))?;
        self.listens_for_errors().await
    }

    /// Loads the page anew.
    ///
    /// # Errors
    /// When it does not load.
    pub async fn reloads(&self) -> Result<()> {
        self.web.refresh().await?;
        self.listens_for_errors().await
    }

    /// The page's address.
    ///
    /// # Errors
    /// When the browser does not say.
    pub async fn address(&self) -> Result<String> {
        Ok(self.web.current_url().await?.to_string())
    }

    /// Waits until a part is seen, and gives it. `which` may narrow the choice with more of a
    /// selector, such as `[data-service="perhekeskus"]`.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn part(&self, part: &str, which: &str) -> Result<WebElement> {
        self.element(&selector(part, which)).await
    }

    /// Waits until an element that `css` selects is seen, and gives it.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn element(&self, css: &str) -> Result<WebElement> {
        let what = format!("{} to see {css}", self.whose);
        until(&what, async || {
            let found = match self.place {
                Place::Widget => find_in_shadow(&self.web, HOST, css).await?,
                Place::Desk => self.web.find_all(By::Css(css)).await?,
            };
            let count = found.len();
            for element in found {
                if element.is_displayed().await? {
                    return Ok(Ok(element));
                }
            }
            Ok(Err(format!("{count} of them, all hidden")))
        })
        .await
    }

    /// Presses a part, as soon as it can be pressed.
    ///
    /// # Errors
    /// When it does not come, or stays disabled or covered.
    pub async fn presses(&self, part: &str, which: &str) -> Result<()> {
        self.presses_on(&selector(part, which)).await
    }

    /// Presses what `css` selects, as soon as it can be pressed.
    ///
    /// # Errors
    /// When it does not come, or stays disabled or covered.
    pub async fn presses_on(&self, css: &str) -> Result<()> {
        let what = format!("{} to press {css}", self.whose);
        until(&what, async || {
            let found = self.element(css).await?;
            if !found.is_enabled().await? {
                return Ok(Err("it is disabled".into()));
            }
            found.click().await?;
            Ok(Ok(()))
        })
        .await
    }

    /// Types into a part, behind what stands there.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn types(&self, part: &str, which: &str, text: &str) -> Result<()> {
        let field = self.part(part, which).await?;
        let typing = field.send_keys(text).await;
        typing.with_context(|| format!("{} types into {part}", self.whose))
    }

    /// Empties a field, stroke by stroke.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn empties(&self, part: &str, which: &str) -> Result<()> {
        let standing = self.value(part, which).await?;
        let strokes = String::from(char::from(Key::Backspace));
        let strokes = strokes.repeat(standing.chars().count());
        self.types(part, which, &strokes).await
    }

    /// What stands in a field.
    ///
    /// # Errors
    /// When there is no such field.
    pub async fn value(&self, part: &str, which: &str) -> Result<String> {
        let field = self.part(part, which).await?;
        Ok(field.prop("value").await?.unwrap_or_default())
    }

    /// Waits until a field holds `text`.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn holds(&self, part: &str, which: &str, text: &str) -> Result<()> {
        let what = format!("{}'s {part} to hold {text:?}", self.whose);
        until(&what, async || {
            let value = self.value(part, which).await?;
            whether(value == text, || format!("{value:?}"))
        })
        .await
    }

    /// The texts of all seen elements of a part.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn texts(&self, part: &str, which: &str) -> Result<Vec<String>> {
        self.texts_of(&selector(part, which)).await
    }

    /// The texts of all seen elements that `css` selects.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn texts_of(&self, css: &str) -> Result<Vec<String>> {
        let script = format!(
            "{ROOT} return root ? [...root.querySelectorAll(arguments[1])].filter(seen)
                .map((element) => element.innerText) : [];"
        );
        self.ask(&script, &[json!(css)]).await
    }

    /// How many elements of a part are seen.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn count(&self, part: &str, which: &str) -> Result<usize> {
        Ok(self.texts(part, which).await?.len())
    }

    /// Waits until nothing of a part is seen.
    ///
    /// # Errors
    /// When something stays.
    pub async fn is_without(&self, part: &str, which: &str) -> Result<()> {
        self.is_without_any(&selector(part, which)).await
    }

    /// Waits until nothing is seen that `css` selects.
    ///
    /// # Errors
    /// When something stays.
    pub async fn is_without_any(&self, css: &str) -> Result<()> {
        let what = format!("{} to see no {css} any more", self.whose);
        until(&what, async || {
            let texts = self.texts_of(css).await?;
            whether(texts.is_empty(), || format!("{texts:?}"))
        })
        .await
    }

    /// Waits until one of a part's elements contains `text`.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn reads(&self, part: &str, which: &str, text: &str) -> Result<()> {
        self.reads_in(&selector(part, which), text).await
    }

    /// Waits until one of the elements that `css` selects contains `text`.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn reads_in(&self, css: &str, text: &str) -> Result<()> {
        let what = format!("{} to read {text:?} in {css}", self.whose);
        until(&what, async || {
            let texts = self.texts_of(css).await?;
            whether(texts.iter().any(|shown| shown.contains(text)), || {
                format!("{texts:?}")
            })
        })
        .await
    }

    /// An attribute of the first element that `css` selects.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn attribute(&self, css: &str, name: &str) -> Result<Option<String>> {
        let script = format!(
            "{ROOT} const found = root && root.querySelector(arguments[1]);
            return found ? found.getAttribute(arguments[2]) : null;"
        );
        self.ask(&script, &[json!(css), json!(name)]).await
    }

    /// The messages on the screen, in order.
    ///
    /// # Errors
    /// When the page does not answer.
    pub async fn messages(&self) -> Result<Vec<Shown>> {
        let script = format!(
            "{ROOT} return root ? [...root.querySelectorAll(arguments[1])].map((message) => ({{
                from: message.dataset.from || '', state: message.dataset.state || '',
                text: message.innerText }})) : [];"
        );
        self.ask(&script, &[json!(selector("message", ""))]).await
    }

    /// Waits until the messages are exactly these, in this order, each once: whose, and what it
    /// contains. All of them must have been sent.
    ///
    /// # Errors
    /// When it does not come to that.
    pub async fn talk_is(&self, expected: &[(&str, &str)]) -> Result<()> {
        let what = format!("{}'s screen to show exactly {expected:?}", self.whose);
        until(&what, async || {
            let shown = self.messages().await?;
            let same = shown.len() == expected.len()
                && shown.iter().zip(expected).all(|(shown, (from, text))| {
                    let sent = shown.state.is_empty() || shown.state == "sent";
                    sent && shown.from == *from && shown.text.contains(text)
                });
            whether(same, || format!("{shown:?}"))
        })
        .await
    }

    /// Runs a script with the place and `args` as its arguments.
    ///
    /// # Errors
    /// When it fails or gives something else.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str, args: &[Value]) -> Result<T> {
        let place = match self.place {
            Place::Widget => "widget",
            Place::Desk => "desk",
        };
        let all: Vec<Value> = [json!(place)].iter().chain(args).cloned().collect();
        Ok(self.web.execute(script, all).await?.convert()?)
    }

    /// Leaves a picture and the page's text under `folder`, for whoever looks into a failure.
    pub async fn leave_remains(&self, folder: &Path) {
        let script = "const host = document.querySelector('juttu-chat');
            return document.documentElement.outerHTML
                + '\\n<!-- the shadow root -->\\n'
                + (host && host.shadowRoot ? host.shadowRoot.innerHTML : '');";
        if let Ok(text) = self.ask::<String>(script, &[]).await {
            let _ = std::fs::write(folder.join(format!("{}.html", self.whose)), text);
        }
        let picture = folder.join(format!("{}.png", self.whose));
        let _ = self.web.screenshot(&picture).await;
    }
}

fn selector(part: &str, which: &str) -> String {
    format!("[data-part~=\"{part}\"]{which}, [part~=\"{part}\"]{which}")
}
