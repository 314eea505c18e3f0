//! JSON, small: what the wire needs, in a fraction of the bytes that a general reader costs in a
//! page. A text is read to a [`Value`] by code that exists once, and values become messages through
//! the same `serde` derivations that the relay uses.
//!
//! The wire has integers only (`docs/protocol.md`): any other number reads as null.

mod read;
mod value;
mod write;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, or a number that is no integer.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object, its members in order.
    Map(Vec<(String, Value)>),
}

/// Says that something is not JSON, or not what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

impl core::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("unreadable")
    }
}

impl core::error::Error for Unreadable {}

impl serde::de::Error for Unreadable {
    fn custom<T: core::fmt::Display>(_: T) -> Self {
        Self
    }
}

impl serde::ser::Error for Unreadable {
    fn custom<T: core::fmt::Display>(_: T) -> Self {
        Self
    }
}

/// The value that a text holds.
pub fn parse(text: &str) -> Option<Value> {
    read::whole(text)
}

/// The message that a value holds.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Option<T> {
    T::deserialize(value).ok()
}

/// The message that a text holds.
pub fn from_text<T: DeserializeOwned>(text: &str) -> Option<T> {
    from_value(parse(text)?)
}

/// The text of a message. Empty for what the wire has no form for.
pub fn to_text<T: Serialize>(message: &T) -> String {
    let mut writer = write::Writer::default();
    match message.serialize(&mut writer) {
        Ok(()) => writer.text,
        Err(Unreadable) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use juttu_shared::id::{ClientKey, Secret};
    use juttu_shared::wire::v1::visitor::{ClientMessage, Empty, Hello, Post, ServerMessage};
    use proptest::prelude::*;

    fn serde_value(value: &Value) -> serde_json::Value {
        match value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(bool) => (*bool).into(),
            Value::Int(int) => (*int).into(),
            Value::Text(text) => text.clone().into(),
            Value::List(list) => list.iter().map(serde_value).collect(),
            Value::Map(map) => serde_json::Value::Object(
                map.iter()
                    .map(|(name, value)| (name.clone(), serde_value(value)))
                    .collect(),
            ),
        }
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::Bool),
            any::<i64>().prop_map(Value::Int),
            any::<String>().prop_map(Value::Text),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
                proptest::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Value::Map(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_a_general_writer_writes_is_read(value in values()) {
            let json = serde_value(&value);
            prop_assert_eq!(parse(&json.to_string()), Some(value.clone()));
            let pretty = serde_json::to_string_pretty(&json).unwrap();
            prop_assert_eq!(parse(&pretty), Some(value));
        }

        #[test]
        fn a_value_that_is_written_a_general_reader_reads(value in values()) {
            let read: serde_json::Value = serde_json::from_str(&value.written()).unwrap();
            prop_assert_eq!(read, serde_value(&value));
        }

        #[test]
        fn what_is_written_a_general_reader_reads(text in any::<String>()) {
            let read: String = serde_json::from_str(&to_text(&text)).unwrap();
            prop_assert_eq!(read, text);
        }

        #[test]
        fn no_text_brings_it_down(text in any::<String>(), cut in 0_usize..80) {
            parse(&text);
            let json = r#"{"a":[1,-2.5e3,"ä\u00e4\ud83d\ude00\n"],"b":{"c":null,"d":true}}"#;
            parse(&json.chars().take(cut).collect::<String>());
        }
    }

    #[test]
    fn arrays_and_objects_of_any_names_are_written() {
        let week = std::collections::BTreeMap::from([
            (
                "fi".to_owned(),
                [vec!["12:00-14:00".to_owned()], Vec::new()],
            ),
            ("sv".to_owned(), [Vec::new(), Vec::new()]),
        ]);
        let text = to_text(&week);
        assert_eq!(text, r#"{"fi":[["12:00-14:00"],[]],"sv":[[],[]]}"#);
        assert_eq!(from_text(&text), Some(week));
    }

    #[test]
    fn what_is_not_json_is_not_read() {
        for text in [
            "",
            " ",
            "nul",
            "[1,]",
            "[1 2]",
            "{\"a\"}",
            "{a:1}",
            "\"a",
            "01x",
            "[1]2",
            "\"\\x\"",
            "\"\\ud83d\"x",
            "-",
            "{\"a\":1,}",
            "\"\u{1}\"",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
        assert_eq!(parse(&"[".repeat(100_000)), None);
    }

    #[test]
    fn numbers_that_are_no_integers_read_as_null() {
        assert_eq!(parse("1.5"), Some(Value::Null));
        assert_eq!(parse("1e9"), Some(Value::Null));
        assert_eq!(parse("18446744073709551616"), Some(Value::Null));
        assert_eq!(parse("-7"), Some(Value::Int(-7)));
    }

    #[test]
    fn a_lone_surrogate_is_replaced() {
        assert_eq!(parse("\"\\ud83dx\""), Some(Value::Text("\u{fffd}x".into())));
        assert_eq!(parse("\"\\ud83d\\ude00\""), Some(Value::Text("😀".into())));
    }

    #[test]
    fn messages_are_written_as_the_relay_reads_them() {
        let key = ClientKey("k".repeat(22));
        for message in [
            ClientMessage::Hello(Hello {
                secret: Secret("s".repeat(43)),
                last_seq: 7,
            }),
            ClientMessage::Post(Post {
                client_key: key,
                text: "\"Hei\"\n\\ \u{7f}😀".into(),
            }),
            ClientMessage::Ping(Empty {}),
        ] {
            let read: ClientMessage = serde_json::from_str(&to_text(&message)).unwrap();
            assert_eq!(read, message);
            assert_eq!(from_text(&to_text(&message)), Some(message));
        }
    }

    #[test]
    fn messages_are_read_as_the_relay_writes_them() {
        for text in [
            r#"{"welcome":{"now_ms":5,"conversation":{"id":1,"reference":214,"state":"waiting","queue":{"place":2,"nobody":false},"has_code":false,
               "events":[{"conversation":1,"seq":1,"at_ms":4,"from":"visitor","client_key":"k","kind":{"opened":{"language":"fi"}}},
                         {"conversation":1,"seq":2,"at_ms":4,"from":{"agent":3},"kind":{"posted":{"text":"Hei"}}},
                         {"conversation":1,"seq":3,"at_ms":4,"from":"relay","kind":{"later":{"x":[1]}}}]}}}"#,
            r#"{"welcome":{"now_ms":5,"later":{"a":1.5}}}"#,
            r#"{"refused":{"client_key":"k","code":"queue_full","retry_after_ms":100}}"#,
            r#"{"refused":{"code":"from_the_future"}}"#,
            r#"{"pong":{"now_ms":1800000000000}}"#,
            r#"{"later":{}}"#,
            r#"{"pong":{"now_ms":"five"}}"#,
            r#"{"pong":{}}"#,
            r#"7"#,
        ] {
            let general: Option<ServerMessage> = serde_json::from_str(text).ok();
            assert_eq!(from_text::<ServerMessage>(text), general, "{text}");
        }
    }
}
