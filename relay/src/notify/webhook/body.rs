//! The bodies of requests, in the forms that receivers take.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::Told;
use crate::config::Template;

/// The body in the form of a template.
pub(super) fn body(template: Template, told: &Told<'_>) -> Value {
    match template {
        Template::Standard => standard(told),
        Template::Slack => slack(told),
        Template::Teams => teams(told),
    }
}

/// As the Standard Webhooks specification advises: a type, an instant, and the data.
fn standard(told: &Told<'_>) -> Value {
    let Told {
        words,
        service,
        notice,
        ..
    } = told;
    json!({
        "type": format!("notice.{}", notice.kind.name()),
        "timestamp": instant(notice.at_ms),
        "data": {
            "service": service.id.0,
            "since": instant(notice.at_ms),
            "title": words.title,
            "text": words.text,
            "url": words.url,
        },
    })
}

/// A message of an incoming webhook: `mrkdwn`, in which three characters mean something.
fn slack(told: &Told<'_>) -> Value {
    let plain = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let words = told.words;
    json!({
        "text": format!(
            "*{}*\n{}\n<{}|{}>",
            plain(&words.title),
            plain(&words.text),
            words.url,
            plain(words.link),
        ),
    })
}

/// A message with an Adaptive Card, as the workflows of Teams take it.
fn teams(told: &Told<'_>) -> Value {
    let words = told.words;
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": {
                "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                "type": "AdaptiveCard",
                "version": "1.4",
                "body": [
                    {
                        "type": "TextBlock",
                        "text": words.title,
                        "weight": "Bolder",
                        "size": "Medium",
                        "wrap": true,
                    },
                    { "type": "TextBlock", "text": words.text, "wrap": true },
                ],
                "actions": [
                    { "type": "Action.OpenUrl", "title": words.link, "url": words.url },
                ],
            },
        }],
    })
}

fn instant(at_ms: i64) -> String {
    Timestamp::from_millisecond(at_ms).map_or_else(|_| String::new(), |at| at.to_string())
}
