//! What comes from a later relay or from somebody else is skipped or refused, never a crash.

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{Event, Kind, Outcome};
use juttu_shared::wire::v1::{agent, visitor};
use proptest::prelude::*;

#[test]
fn an_unknown_kind_keeps_its_number() {
    for kind in [
        r#"{"appointed":{"when":[1,{"deep":null}]}}"#,
        r#""vanished""#,
        "{}",
    ] {
        let text =
            format!(r#"{{"conversation":7,"seq":9,"at_ms":1,"from":"relay","kind":{kind}}}"#);
        let event: Event = serde_json::from_str(&text).unwrap();
        assert_eq!((event.seq, event.kind), (9, Kind::Unknown), "{kind}");
    }
}

#[test]
fn a_new_field_of_the_relay_is_skipped() {
    let text = r#"{"welcome":{"now_ms":5,"weather":"snow"}}"#;
    let welcome = visitor::Welcome {
        now_ms: 5,
        conversation: None,
    };
    let read: visitor::ServerMessage = serde_json::from_str(text).unwrap();
    assert_eq!(read, visitor::ServerMessage::Welcome(welcome));
}

#[test]
fn a_new_code_or_outcome_is_read_as_unknown() {
    let refused: visitor::ServerMessage =
        serde_json::from_str(r#"{"refused":{"code":"moon_is_full"}}"#).unwrap();
    assert!(
        matches!(refused, visitor::ServerMessage::Refused(refused) if refused.code == Refusal::Unknown)
    );
    assert_eq!(
        serde_json::from_str::<Outcome>("\"sung\"").unwrap(),
        Outcome::Other
    );
}

#[test]
fn what_is_not_a_command_is_refused() {
    for text in [
        "",
        "null",
        "[]",
        "\"ping\"",
        r#"{"shout":{}}"#,
        r#"{"ping":{},"ping2":{}}"#,
        r#"{"ping":{"extra":1}}"#,
        r#"{"post":{"client_key":"k"}}"#,
        r#"{"post":{"client_key":"k","text":5}}"#,
        r#"{"hello":{"secret":"s","last_seq":-1}}"#,
        r#"{"hello":{"secret":"s","last_seq":1.5}}"#,
        r#"{"post":{"client_key":"k","text":"\ud800"}}"#,
        r#"{"note":{"client_key":"k","text":"x"}}"#,
    ] {
        assert!(
            serde_json::from_str::<visitor::ClientMessage>(text).is_err(),
            "{text}"
        );
    }
}

#[test]
fn a_visitor_has_no_form_for_what_staff_say() {
    let staff = r#"{"staff_event":{"conversation":7,"seq":1,"at_ms":1,"from":{"agent":3},"kind":{"noted":{"text":"x"}}}}"#;
    assert!(serde_json::from_str::<agent::ServerMessage>(staff).is_ok());
    assert!(serde_json::from_str::<visitor::ServerMessage>(staff).is_err());
}

proptest! {
    #[test]
    fn no_frame_makes_a_panic(text in "\\PC{0,80}", bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let _ = serde_json::from_str::<visitor::ClientMessage>(&text);
        let _ = serde_json::from_slice::<agent::ClientMessage>(&bytes);
        let _ = serde_json::from_str::<visitor::ServerMessage>(&text);
        let _ = serde_json::from_slice::<agent::ServerMessage>(&bytes);
    }

    #[test]
    fn every_text_survives_the_way(text in any::<String>()) {
        let post = visitor::ClientMessage::Post(visitor::Post {
            client_key: juttu_shared::id::ClientKey("k".into()),
            text,
        });
        let wire = serde_json::to_string(&post).unwrap();
        prop_assert_eq!(serde_json::from_str::<visitor::ClientMessage>(&wire).unwrap(), post);
    }
}
