//! Golden files hold the wire still: each message has one, read and written both ways.
//!
//! A file of a released version is never edited. To add a message, add its sample and run the
//! tests once with `JUTTU_GOLDEN=write`, which writes what is missing and changes nothing else.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::samples;

#[test]
fn what_a_visitor_sends() {
    hold("visitor-client", samples::visitor_client());
}

#[test]
fn what_a_visitor_is_sent() {
    hold("visitor-server", samples::visitor_server());
}

#[test]
fn what_the_desk_sends() {
    hold("agent-client", samples::agent_door::agent_client());
}

#[test]
fn what_the_desk_is_sent() {
    hold("agent-server", samples::agent_door::agent_server());
}

#[test]
fn what_plain_http_answers() {
    hold(
        "service-state",
        vec![
            ("open", samples::public::service_state()),
            ("identifying", samples::public::service_state_identifying()),
            ("known-again", samples::public::service_state_known_again()),
        ],
    );
    hold("desk-start", samples::public::desk_starts());
    hold("problem", samples::public::problems());
    hold("desk-hours", vec![("page", samples::desk::hours_page())]);
    hold(
        "desk-change-hours",
        vec![("change", samples::desk::change())],
    );
    hold(
        "desk-hours-refused",
        vec![("refused", samples::desk::refused())],
    );
    hold("desk-replies", vec![("replies", samples::desk::replies())]);
    hold("desk-audit", samples::desk::audits());
    hold("desk-poll", samples::desk::polls());
    hold("desk-polled", vec![("answer", samples::desk::polled())]);
}

fn hold<T: Serialize + DeserializeOwned + PartialEq + Debug>(kind: &str, samples: Vec<(&str, T)>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("golden/v1")
        .join(kind);
    let mut known = BTreeSet::new();
    for (name, sample) in &samples {
        let file = folder.join(format!("{name}.json"));
        let written = serde_json::to_string_pretty(sample).unwrap() + "\n";
        if !file.exists() && std::env::var("JUTTU_GOLDEN").as_deref() == Ok("write") {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&file, &written).unwrap();
        }
        let golden = std::fs::read_to_string(&file)
            .unwrap_or_else(|_| panic!("{} is missing; see the top of this file", file.display()));
        assert_eq!(written, golden, "{name} is written otherwise");
        let read: T = serde_json::from_str(&golden).unwrap();
        assert_eq!(&read, sample, "{name} is read otherwise");
        assert!(known.insert(file), "{name} twice");
    }
    let found: BTreeSet<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(found, known, "each golden file has its sample");
}
