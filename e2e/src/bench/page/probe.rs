//! What is watched on the page: `probe.js`, put before everything else in every document of it.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use thirtyfour::WebDriver;

use super::subject::Chat;

const SCRIPT: &str = include_str!("probe.js");

/// What was seen in one document. Times are in milliseconds since its `origin`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Seen {
    /// When it began, in milliseconds since 1970 UTC.
    pub origin: f64,
    /// When a part of the chat stood on the screen, by its name.
    pub marks: BTreeMap<String, f64>,
    /// The first paint that shows something.
    pub paint: Option<f64>,
    /// When the finger touched it.
    pub tap: Option<f64>,
    /// Tasks longer than 50 ms: when each began, and how long it took.
    pub tasks: Vec<(f64, f64)>,
    /// Shifts of the layout: when, how much, and whether soon after an input.
    pub shifts: Vec<(f64, f64, bool)>,
}

/// The script that watches for a chat's parts.
pub fn source(chat: Option<&Chat>) -> String {
    let watched = chat.map(|chat| {
        let in_page = !chat.framed;
        json!([
            ["launcher", in_page, chat.launcher],
            ["panel", in_page, chat.panel],
            ["field", in_page, chat.field],
        ])
    });
    SCRIPT.replace("WATCHED", &watched.unwrap_or_else(|| json!([])).to_string())
}

/// Waits until a part stands on the screen.
///
/// # Errors
/// When it does not come in the half minute that the driver gives a script.
pub async fn wait(web: &WebDriver, part: &str) -> Result<()> {
    let script = "benchProbe.wait(arguments[0], arguments[1])";
    web.execute_async(script, vec![json!(part)]).await?;
    Ok(())
}

/// The middle of a part, in pixels of its document.
///
/// # Errors
/// When it is not there.
pub async fn middle(web: &WebDriver, part: &str) -> Result<(f64, f64)> {
    asked(web, "return benchProbe.middle(arguments[0])", part).await
}

/// Sees that the field can have the focus, and gives it.
///
/// # Errors
/// When it cannot.
pub async fn focus(web: &WebDriver) -> Result<()> {
    let has: bool = asked(web, "return benchProbe.takesText()", "").await?;
    ensure!(has, "the field does not take the focus");
    Ok(())
}

/// What stands in the field.
///
/// # Errors
/// When it is not there.
pub async fn text(web: &WebDriver) -> Result<String> {
    asked(web, "return benchProbe.text()", "").await
}

/// What was seen in this document so far.
///
/// # Errors
/// When it is not a document that is watched.
pub async fn read(web: &WebDriver) -> Result<Seen> {
    asked(web, "return benchProbe.seen", "").await
}

async fn asked<T: DeserializeOwned>(web: &WebDriver, script: &str, word: &str) -> Result<T> {
    Ok(web.execute(script, vec![json!(word)]).await?.convert()?)
}

#[cfg(test)]
mod tests {
    use super::super::subject::SUBJECTS;
    use super::*;

    #[test]
    fn the_script_is_told_what_to_watch() {
        let chat = SUBJECTS.iter().find_map(|subject| subject.chat.as_ref());
        let script = source(chat);
        assert!(
            script.contains("[\"launcher\",true,[\"juttu-chat\""),
            "{script}"
        );
        assert!(!script.contains("WATCHED"));
        assert!(source(None).contains("const marks = [].filter"));
    }
}
