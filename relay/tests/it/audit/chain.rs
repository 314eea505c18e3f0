//! The chain as it grows: months, writers side by side, what came along from before it, and its speed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use juttu_relay::clock::Stopwatch;
use juttu_relay::random::Random;
use juttu_relay::seal::Keyring;
use juttu_relay::store::audit::chain::{BEGINNING, Entry, Head, Link, Segment};
use juttu_relay::store::audit::{Audit as _, Kept, Purging, Scope, Verdict, Viewing};
use juttu_relay::store::sqlite::{Options, Sqlite};
use juttu_relay::store::{Commit, Committed, Conversations as _};
use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::rules::state::Role;
use rusqlite::params;
use tempfile::TempDir;

use crate::conformance::answers::anybody;
use crate::conformance::request;

/// 2027-01-15 and the months after it.
pub(super) const JANUARY_MS: i64 = 1_800_000_000_000;
pub(super) const MONTH_MS: i64 = 31 * 86_400_000;

struct Nobody;

impl Committed for Nobody {
    fn committed(&self, _: Commit) {}
}

/// A database in a folder of its own.
pub(super) struct Archive {
    folder: TempDir,
}

impl Archive {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    pub(super) fn path(&self) -> PathBuf {
        self.folder.path().join("juttu.db")
    }

    pub(super) fn open(&self) -> Sqlite {
        open(&self.path())
    }

    /// Whoever can write the file.
    pub(super) fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path()).unwrap()
    }

    /// A conversation with contact details, and rows for it at these instants. Closed again.
    pub(super) async fn with_rows(instants_ms: &[i64]) -> Self {
        let archive = Self::new();
        let store = archive.open();
        let id = store.open(request(1, "Hei")).await.unwrap().id;
        for at_ms in instants_ms {
            see(&store, id, *at_ms).await;
        }
        archive
    }
}

pub(super) fn open(path: &Path) -> Sqlite {
    let keys = Keyring::parse(&Keyring::generate(&Random::seeded(1))).unwrap();
    Sqlite::open(
        path,
        Options::default(),
        Arc::new(keys),
        Random::System,
        Arc::new(Nobody),
    )
    .unwrap()
}

pub(super) async fn see(store: &Sqlite, conversation: ConversationId, now_ms: i64) {
    let viewing = Viewing {
        agent: AgentId(5),
        role: Role::Supervisor,
        conversation,
        why: Some("Valitus".to_owned()),
        now_ms,
    };
    store.open_contact(viewing, anybody()).await.unwrap();
}

pub(super) async fn verify(store: &Sqlite, heads: &[Head]) -> Verdict {
    verify_at(store, heads, JANUARY_MS + 100 * 366 * 86_400_000).await
}

/// The same at another instant, where months are kept for twelve years.
pub(super) async fn verify_at(store: &Sqlite, heads: &[Head], now_ms: i64) -> Verdict {
    let whole = Scope::Whole(Kept {
        keep_years: Some(12),
        now_ms,
    });
    store.verify_audit(whole, heads.to_vec()).await.unwrap()
}

/// Removes the oldest month when it is twelve years over.
pub(super) async fn purge(store: &Sqlite, now_ms: i64) -> Option<Head> {
    let purging = Purging {
        by: "root".to_owned(),
        keep_years: 12,
        now_ms,
    };
    store.purge_audit(purging).await.unwrap()
}

/// Fails unless all holds; gives how many rows there are.
pub(super) async fn holds(store: &Sqlite, heads: &[Head]) -> u64 {
    let verdict = verify(store, heads).await;
    assert_eq!(verdict.broken, None);
    verdict.rows
}

#[tokio::test]
async fn an_empty_log_holds() {
    let archive = Archive::new();
    let store = archive.open();
    assert_eq!(holds(&store, &[]).await, 0);
    assert!(store.audit_heads().await.unwrap().is_empty());
    let newest = store.verify_audit(Scope::Newest, Vec::new()).await.unwrap();
    assert_eq!((newest.rows, newest.broken), (0, None));
}

#[tokio::test]
async fn each_month_is_a_segment_and_a_clock_that_was_set_back_opens_no_older_one() {
    let instants = [
        JANUARY_MS,
        JANUARY_MS + 1,
        JANUARY_MS + MONTH_MS,
        JANUARY_MS + 2,
        JANUARY_MS + 3 * MONTH_MS,
    ];
    let archive = Archive::with_rows(&instants).await;
    let store = archive.open();
    assert_eq!(holds(&store, &[]).await, 5);
    let heads = store.audit_heads().await.unwrap();
    let said: Vec<_> = heads
        .iter()
        .map(|head| (head.segment.to_string(), head.number))
        .collect();
    let expected = [("2027-01", 2), ("2027-02", 2), ("2027-04", 1)];
    assert_eq!(said, expected.map(|(month, rows)| (month.to_owned(), rows)));
    assert_eq!(holds(&store, &heads).await, 5);
    let newest = store.verify_audit(Scope::Newest, Vec::new()).await.unwrap();
    assert_eq!((newest.rows, newest.broken), (1, None));
    // Heads that were kept in the middle of a month hold when it has grown.
    see(&store, ConversationId(1), JANUARY_MS + 3 * MONTH_MS).await;
    assert_eq!(holds(&store, &heads).await, 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_that_write_side_by_side_make_one_chain() {
    let archive = Archive::with_rows(&[]).await;
    let stores = [archive.open(), archive.open()];
    let id = ConversationId(1);
    let mut written = Vec::new();
    for at in 0..100 {
        for store in &stores {
            let viewing = Viewing {
                agent: AgentId(at),
                role: Role::Agent,
                conversation: id,
                why: None,
                now_ms: JANUARY_MS,
            };
            // Begun at once, awaited later: they meet.
            written.push(store.open_contact(viewing, anybody()));
        }
    }
    for done in written {
        done.await.unwrap();
    }
    assert_eq!(holds(&stores[0], &[]).await, 200);
}

#[tokio::test]
async fn the_rows_from_before_the_chain_come_into_it() {
    let archive = Archive::new();
    let before = [
        include_str!("../../../migrations/0001_ground.sql"),
        include_str!("../../../migrations/0002_service.sql"),
        include_str!("../../../migrations/0003_exit.sql"),
        include_str!("../../../migrations/0004_desk.sql"),
        include_str!("../../../migrations/0005_hours.sql"),
        include_str!("../../../migrations/0006_identification.sql"),
    ];
    let raw = archive.raw();
    for migration in before {
        raw.execute_batch(migration).unwrap();
    }
    raw.pragma_update(None, "user_version", 6).unwrap();
    raw.execute_batch(
        "insert into agent (agent_id, login, name, role, created_at_ms) values (5, 'm', 'Maria', 'agent', 0);
         insert into conversation (conversation_id, service_id, state, language, opened_at_ms, waiting_since_ms)
         values (7, 'talous', 'closed', 'fi', 0, 0);",
    )
    .unwrap();
    for (at_ms, agent, role, what, why) in [
        (JANUARY_MS, 5, "agent", "contact", None),
        (
            JANUARY_MS + MONTH_MS,
            6,
            "supervisor",
            "conversation",
            Some("Valitus"),
        ),
        (JANUARY_MS + 1, 5, "agent", "redacted", None),
    ] {
        raw.execute(
            "insert into audit (at_ms, agent_id, role, conversation_id, what, why)
             values (?1, ?2, ?3, 7, ?4, ?5)",
            params![at_ms, agent, role, what, why],
        )
        .unwrap();
    }
    drop(raw);
    let store = archive.open();
    assert_eq!(holds(&store, &[]).await, 3);
    let rows = store.audit_rows(10).await.unwrap();
    let said: Vec<_> = rows
        .iter()
        .rev()
        .map(|row| {
            (
                row.at_ms,
                row.agent.0,
                row.name.as_str(),
                row.role,
                row.what.as_str(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (JANUARY_MS, 5, "Maria", Role::Agent, "contact"),
            (
                JANUARY_MS + MONTH_MS,
                6,
                "",
                Role::Supervisor,
                "conversation"
            ),
            (JANUARY_MS + 1, 5, "Maria", Role::Agent, "redacted"),
        ]
    );
    assert_eq!(rows[1].why.as_deref(), Some("Valitus"));
    assert!(
        rows.iter()
            .all(|row| row.success && row.service.0 == "talous")
    );
    see(&store, ConversationId(7), JANUARY_MS + 2 * MONTH_MS).await;
    assert_eq!(holds(&store, &[]).await, 4);
}

/// Adds rows behind an empty log, as anybody could who knows how: for the tests that need many.
pub(super) fn fill(raw: &mut rusqlite::Connection, rows: i64) {
    let tx = raw.transaction().unwrap();
    {
        let mut insert = tx
            .prepare(
                "insert into audit values (?1, ?2, ?3, ?4, 5, 'Maria', 'agent', 'talous', 1,
                   'conversation', null, null, 1, ?5, ?6, ?7)",
            )
            .unwrap();
        let mut before: Link = BEGINNING;
        for id in 1..=rows {
            let entry = Entry {
                id,
                segment: Segment(202_701),
                number: id,
                at_ms: JANUARY_MS,
                agent: 5,
                name: "Maria".into(),
                role: "agent".into(),
                service: "talous".into(),
                conversation: 1,
                what: "conversation".into(),
                why: None,
                to: None,
                success: true,
                person: Some(vec![7; 32]),
            };
            let link = entry.link(before);
            let segment = entry.segment.0;
            insert
                .execute(params![
                    id, segment, id, JANUARY_MS, [7_u8; 32], before.0, link.0
                ])
                .unwrap();
            before = link;
        }
    }
    tx.commit().unwrap();
}

#[tokio::test]
async fn a_hundred_thousand_rows_are_verified_quickly() {
    let archive = Archive::with_rows(&[]).await;
    let store = archive.open();
    fill(&mut archive.raw(), 100_000);
    let watch = Stopwatch::start();
    assert_eq!(holds(&store, &[]).await, 100_000);
    let took = watch.elapsed();
    println!("100 000 rows verified in {} ms", took.as_millis());
    // Without optimisation, beside all the other tests.
    assert!(took.as_secs() < 30, "{took:?}");
    let watch = Stopwatch::start();
    see(&store, ConversationId(1), JANUARY_MS).await;
    println!("a row behind them in {} µs", watch.elapsed().as_micros());
    assert_eq!(holds(&store, &[]).await, 100_001);
}
