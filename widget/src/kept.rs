//! What survives a reload, a followed link or a discarded tab: one JSON text in this tab's
//! `sessionStorage`, under `juttu:<service>`. The loader reads it too: `secret` tells it that a
//! conversation is under way, `open` that the panel was open, `draft` and `outbox` what to give
//! back in words when nothing works. Gone when the tab closes, or soon after the conversation.

use juttu_client::json::{self, Value};
use juttu_client::outbox::Outbox;
use juttu_client::visitor;
use juttu_shared::id::{PickUpCode, Secret};
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::visitor::ClientMessage;
use web_sys::Storage;

use crate::chat::Page;

/// What is kept.
#[derive(Debug, Default, PartialEq)]
pub struct Kept {
    /// The session's hold on its conversation; none before the first start.
    pub secret: Option<Secret>,
    /// What is written and not sent.
    pub draft: String,
    /// Commands on their way.
    pub outbox: Outbox<ClientMessage>,
    /// What is chosen in the forms.
    pub chosen: Chosen,
    /// Where the conversation stood: the screen to begin with, until the relay answers.
    pub state: Option<State>,
    /// What the resident has turned to.
    pub page: Page,
    /// The code of the request that was left in this tab, from when the relay has it until the
    /// resident goes on.
    pub code: Option<PickUpCode>,
    /// How that request is answered: the key of the words for it, as long as the code.
    pub reach: String,
    /// Whether a code, or identifying, has opened the conversation in this tab.
    pub came_in: bool,
    /// Until when the relay knows who this session is without a conversation, by its clock, in
    /// milliseconds since 1970 UTC.
    pub proved_ms: Option<i64>,
    /// Whether the page was left to identify.
    pub goes_out: bool,
    /// Whether the panel is open.
    pub open: bool,
}

/// What a resident chooses of what a conversation is opened with, each by its name; empty for
/// nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The topic's id.
    pub topic: String,
    /// Whose matter it is.
    pub concerns: String,
    /// The area's key.
    pub area: String,
}

impl Kept {
    /// What this tab keeps for a service. What can't be read is as good as nothing.
    pub fn read(service: &str) -> Self {
        storage()
            .and_then(|storage| storage.get_item(&name(service)).ok().flatten())
            .and_then(|text| Self::from_text(&text))
            .unwrap_or_default()
    }

    /// Written by hand, for its bytes.
    fn to_text(&self) -> String {
        let kept = Value::map([
            (
                "secret",
                Value::some(self.secret.as_ref().map(|secret| secret.0.as_str())),
            ),
            ("draft", Value::of(&self.draft)),
            ("outbox", self.outbox.to_value(visitor::client_message)),
            ("topic", Value::of(&self.chosen.topic)),
            ("concerns", Value::of(&self.chosen.concerns)),
            ("area", Value::of(&self.chosen.area)),
            ("state", Value::some(self.state.map(State::name))),
            ("page", Value::of(self.page.name())),
            (
                "code",
                Value::some(self.code.as_ref().map(|code| code.0.as_str())),
            ),
            ("reach", Value::of(&self.reach)),
            ("came_in", Value::Bool(self.came_in)),
            ("proved_ms", self.proved_ms.map_or(Value::Null, Value::Int)),
            ("goes_out", Value::Bool(self.goes_out)),
            ("open", Value::Bool(self.open)),
        ]);
        kept.written()
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut kept = json::parse(text)?;
        let state = kept.take("state").text();
        let mut text = |name| kept.take(name).text().unwrap_or_default();
        let chosen = Chosen {
            topic: text("topic"),
            concerns: text("concerns"),
            area: text("area"),
        };
        Some(Self {
            chosen,
            secret: kept.take("secret").text().map(Secret),
            draft: kept.take("draft").text().unwrap_or_default(),
            outbox: Outbox::from_value(kept.take("outbox"), visitor::command),
            state: state.and_then(|state| State::from_name(&state)),
            page: Page::from_name(&kept.take("page").text().unwrap_or_default()),
            code: kept.take("code").text().map(PickUpCode),
            reach: kept.take("reach").text().unwrap_or_default(),
            came_in: kept.take("came_in") == Value::Bool(true),
            proved_ms: kept.take("proved_ms").int(),
            goes_out: kept.take("goes_out") == Value::Bool(true),
            open: kept.take("open") == Value::Bool(true),
        })
    }

    /// All that is written and not stored: the messages on their way, and after them the draft.
    pub fn unsent(&self) -> String {
        let posts = (self.outbox.entries().iter()).filter_map(|entry| match &entry.message {
            ClientMessage::Post(post) => Some(post.text.as_str()),
            _ => None,
        });
        let texts = posts.chain([self.draft.as_str()]);
        let written: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        written.join("\n\n")
    }

    /// Keeps it. A tab without storage (or with a full one) goes on without.
    pub fn write(&self, service: &str) {
        if let Some(storage) = storage() {
            drop(storage.set_item(&name(service), &self.to_text()));
        }
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

fn name(service: &str) -> String {
    ["juttu:", service].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use juttu_shared::id::ClientKey;
    use juttu_shared::wire::v1::visitor::{Leave, Phone, Post};

    #[test]
    fn it_comes_back_as_it_was() {
        let mut kept = Kept {
            secret: Some(Secret("s".repeat(43))),
            draft: "Vuokra".into(),
            open: true,
            state: Some(State::Left),
            page: Page::Sent,
            code: PickUpCode::parse("7KQ4 M2XD 9RTB 5HWN"),
            reach: "no_call".into(),
            came_in: true,
            proved_ms: Some(5),
            goes_out: true,
            chosen: Chosen {
                topic: "housing".into(),
                concerns: "client".into(),
                area: "2".into(),
            },
            ..Kept::default()
        };
        let key = ClientKey("k".repeat(22));
        let post = Post {
            client_key: key.clone(),
            text: "Hei".into(),
        };
        kept.outbox.push(key, ClientMessage::Post(post));
        let text = kept.to_text();
        assert_eq!(Kept::from_text(&text), Some(kept));
    }

    /// The loader reads these names.
    #[test]
    fn the_loader_finds_the_unsent_text() {
        let mut kept = Kept::default();
        let key = ClientKey("k".repeat(22));
        let post = Post {
            client_key: key.clone(),
            text: "Hei".into(),
        };
        kept.outbox.push(key, ClientMessage::Post(post));
        let text = kept.to_text();
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(json["outbox"][0]["message"]["post"]["text"], "Hei");
        assert_eq!(json["draft"], "");
        assert_eq!(json["open"], false);
        assert!(json.get("secret").is_none());

        // It reads these two off the text, without taking that apart.
        kept.draft = "\"secret\" \"open\":f".into();
        assert!(!kept.to_text().contains("\"secret\""));
        assert!(kept.to_text().contains("\"open\":f"));
        kept.open = true;
        assert!(!kept.to_text().contains("\"open\":f"));
        kept.secret = Some(Secret("s".into()));
        assert!(kept.to_text().contains("\"secret\""));
    }

    #[test]
    fn nothing_that_was_written_is_left_behind() {
        let mut kept = Kept::default();
        assert_eq!(kept.unsent(), "");
        for text in ["Hei", "Vuokra nousi"] {
            let key = ClientKey(text.into());
            let post = Post {
                client_key: key.clone(),
                text: text.into(),
            };
            kept.outbox.push(key, ClientMessage::Post(post));
        }
        kept.outbox.take_queued();
        let refusal = juttu_shared::refusal::Refusal::NoConversation;
        kept.outbox.refuse(&ClientKey("Hei".into()), refusal);
        let key = ClientKey("k".into());
        let close = juttu_shared::wire::v1::visitor::Close {
            client_key: key.clone(),
        };
        kept.outbox.push(key, ClientMessage::Close(close));
        assert_eq!(kept.unsent(), "Hei\n\nVuokra nousi");
        kept.draft = "Rahat eivät".into();
        assert_eq!(kept.unsent(), "Hei\n\nVuokra nousi\n\nRahat eivät");
    }

    /// Sent again after a reload, a request brings the code and the key that it had.
    #[test]
    fn a_request_on_its_way_keeps_its_code_and_its_key() {
        let mut kept = Kept::default();
        let key = ClientKey("k".repeat(22));
        let leave = Leave {
            client_key: key.clone(),
            language: "fi".into(),
            text: Some("Hei".into()),
            topic: None,
            concerns: None,
            area: None,
            code: PickUpCode::parse("7KQ4 M2XD 9RTB 5HWN").unwrap(),
            phone: Some(Phone {
                number: "040 123 4567".into(),
                safe_to_call: false,
            }),
            email: None,
        };
        let leave = ClientMessage::Leave(leave);
        kept.outbox.push(key.clone(), leave.clone());
        kept.outbox.take_queued();
        let text = kept.to_text();
        let mut after: Kept = Kept::from_text(&text).unwrap();
        assert_eq!(after.code, None, "not shown before it is stored");
        after.outbox.connection_lost();
        assert_eq!(after.outbox.take_queued(), [(key, leave)]);
    }

    #[test]
    fn half_of_it_is_enough() {
        let kept: Kept = Kept::from_text("{\"draft\":\"Vuokra\"}").unwrap();
        assert_eq!(kept.draft, "Vuokra");
        assert!(kept.outbox.is_empty());
    }
}
