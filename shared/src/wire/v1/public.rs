//! What is not a conversation: the public state of a service, and the desk's plain HTTP requests.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::agent::Me;
use crate::refusal::Refusal;

/// Answer of `GET /api/v1/services/{service}?lang=fi`. Public, and cacheable for 5 s.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServiceState {
    /// The service's id.
    pub id: String,
    /// Its name, in the language of `texts`.
    pub name: String,
    /// The relay's clock, in milliseconds since 1970 UTC.
    pub now_ms: i64,
    /// Whether the chat is open.
    pub open: bool,
    /// The language of `name`, `contact` and `texts`: the one asked for, or the service's first.
    pub language: String,
    /// How else the service is reached.
    pub contact: Contact,
    /// Where the widget's files are.
    pub assets: WidgetAssets,
    /// The widget's words, by key.
    pub texts: BTreeMap<String, String>,
}

/// How a service is reached when the chat is not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// Telephone number, as it is shown.
    pub telephone: String,
    /// When it is answered, in words.
    pub telephone_hours: String,
}

/// Paths of the widget's files on the relay. They change with each build.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetAssets {
    /// The module to import.
    pub script: String,
    /// The WASM to hand to it.
    pub wasm: String,
    /// The style sheet to adopt.
    pub style: String,
}

/// Answer of `GET /desk/api/start?lang=fi`: what the desk needs before its socket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DeskStart {
    /// Who is signed in with the cookie, if anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub me: Option<Me>,
    /// The relay's clock, in milliseconds since 1970 UTC.
    pub now_ms: i64,
    /// The language of `texts`.
    pub language: String,
    /// The desk's words, by key.
    pub texts: BTreeMap<String, String>,
}

/// Body of `POST /desk/api/sign-in`. Answered by 204 and the sign-in cookie, or by [`Problem`].
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The account's name.
    pub name: String,
    /// Its password.
    pub password: String,
}

/// Body of `POST /desk/api/set-password`. Answered by 204, or by [`Problem`].
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetPassword {
    /// The token from the fragment of the one-time link.
    pub token: String,
    /// The new password.
    pub password: String,
}

/// Body of every refusal over plain HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Why.
    pub code: Refusal,
    /// When to try again, in milliseconds from now, where waiting helps. Also in `Retry-After`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}
