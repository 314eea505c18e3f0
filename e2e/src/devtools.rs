//! Commands of Chromium's DevTools protocol, passed on by its driver (`goog/cdp/execute`): what
//! the W3C protocol has no command for.

use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId, WebDriver};

/// Gives a command such as `Emulation.setScriptExecutionDisabled`.
///
/// # Errors
/// When the browser does not know it, or refuses it.
pub async fn command(web: &WebDriver, command: &'static str, parameters: Value) -> Result<()> {
    ask(web, command, parameters).await.map(drop)
}

/// Gives a command, and gives back what the browser answers.
///
/// # Errors
/// When the browser does not know it, or refuses it.
pub async fn ask(web: &WebDriver, command: &'static str, parameters: Value) -> Result<Value> {
    let answer = web
        .cmd(Execute {
            command,
            parameters,
        })
        .await?;
    Ok(answer.value()?)
}

#[derive(Debug)]
struct Execute {
    command: &'static str,
    parameters: Value,
}

impl FormatRequestData for Execute {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let path = format!("session/{session}/goog/cdp/execute");
        let body = json!({ "cmd": self.command, "params": self.parameters });
        RequestData::new("POST".parse().unwrap_or_default(), path).add_body(body)
    }
}
