//! By hand and by derivation, the same.

use std::path::{Path, PathBuf};

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::visitor::{ClientMessage, ServerMessage};

use super::*;
use crate::json;

fn golden(door: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/golden/v1");
    let files = std::fs::read_dir(folder.join(door)).unwrap();
    let read = |path: PathBuf| (path.clone(), std::fs::read_to_string(path).unwrap());
    files.map(|file| read(file.unwrap().path())).collect()
}

#[test]
fn what_the_relay_writes_is_read() {
    let files = golden("visitor-server");
    assert!(files.len() > 15);
    for (path, text) in files {
        let derived: ServerMessage = serde_json::from_str(&text).unwrap();
        let by_hand = server_message(json::parse(&text).unwrap());
        assert_eq!(by_hand, Some(derived), "{}", path.display());
    }
}

#[test]
fn what_is_written_the_relay_reads() {
    let files = golden("visitor-client");
    assert!(files.len() > 8);
    for (path, text) in files {
        let message: ClientMessage = serde_json::from_str(&text).unwrap();
        let written = client_message(&message).written();
        let read: ClientMessage = serde_json::from_str(&written).unwrap();
        assert_eq!(read, message, "{}", path.display());
        let kept = command(json::parse(&written).unwrap());
        let is_single = matches!(
            message,
            ClientMessage::Identify(_) | ClientMessage::Prove(_)
        );
        let is_kept = text.contains("client_key") && !is_single;
        assert_eq!(kept, is_kept.then_some(message), "{}", path.display());
    }
}

#[test]
fn what_is_odd_is_read_as_the_derived_code_reads_it() {
    for text in [
        r#"{"welcome":{"now_ms":5,"later":{"a":1.5}}}"#,
        r#"{"welcome":{"now_ms":5,"conversation":{"id":1,"reference":1,"state":"dreaming","has_code":false,"events":[]}}}"#,
        r#"{"welcome":{"now_ms":5,"conversation":{"id":1,"reference":1,"state":"left","has_code":false,
           "events":[{"conversation":1,"seq":3,"at_ms":4,"from":"relay","kind":{"later":{"x":[1]}}},
                     {"conversation":1,"seq":4,"at_ms":4,"from":{"agent":3},"kind":{"left":{"cause":"later"}}}]}}}"#,
        r#"{"event":{"conversation":1,"seq":-3,"at_ms":4,"from":"relay","kind":{"closed":{}}}}"#,
        r#"{"event":{"conversation":1,"seq":3,"at_ms":4,"from":"nobody","kind":{"closed":{}}}}"#,
        r#"{"event":{"conversation":1,"seq":3,"at_ms":4,"from":"relay","kind":"later"}}"#,
        r#"{"queue":{"place":2,"nobody":true,"wait_min":null,"until_ms":5}}"#,
        r#"{"queue":{"place":2}}"#,
        r#"{"ending":{}}"#,
        r#"{"refused":{"client_key":"k","code":"queue_full","retry_after_ms":100}}"#,
        r#"{"refused":{"code":"from_the_future"}}"#,
        r#"{"pong":{"now_ms":"five"}}"#,
        r#"{"later":{}}"#,
        r#"7"#,
    ] {
        let derived: Option<ServerMessage> = serde_json::from_str(text).ok();
        let by_hand = server_message(json::parse(text).unwrap());
        assert_eq!(by_hand, derived, "{text}");
    }
}

#[test]
fn every_refusal_is_known_by_its_code() {
    for &known in Refusal::ALL {
        assert_eq!(read::refusal(known.code()), known);
    }
}
