//! Whatever is done to the log by somebody who can write the file is found.

use juttu_relay::store::audit::chain::{BEGINNING, Entry, Flaw, Head, Link, Segment};
use juttu_relay::store::audit::{Audit as _, Scope};
use rusqlite::Connection;

use super::chain::{Archive, JANUARY_MS, MONTH_MS, holds, verify};

/// Six rows in three months.
const INSTANTS: [i64; 6] = [
    JANUARY_MS,
    JANUARY_MS + 1,
    JANUARY_MS + MONTH_MS,
    JANUARY_MS + MONTH_MS + 1,
    JANUARY_MS + 2 * MONTH_MS,
    JANUARY_MS + 2 * MONTH_MS + 1,
];

/// The file as somebody has it who can write it: without what keeps the relay itself from mistakes.
fn without_triggers(archive: &Archive) -> Connection {
    let raw = archive.raw();
    let names: Vec<String> = raw
        .prepare("select name from sqlite_master where type = 'trigger' and name like 'audit%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(names.len(), 6, "{names:?}");
    for name in names {
        raw.execute_batch(&format!("drop trigger {name}")).unwrap();
    }
    raw
}

#[tokio::test]
async fn a_change_of_any_column_of_any_row_is_found() {
    let archive = Archive::with_rows(&INSTANTS).await;
    let raw = without_triggers(&archive);
    let store = archive.open();
    assert_eq!(holds(&store, &[]).await, 6);
    let changes = [
        ("audit_id", "audit_id + 100"),
        ("segment", "segment + 100"),
        ("number", "number + 100"),
        ("at_ms", "at_ms + 1"),
        ("agent_id", "6"),
        ("agent_name", "'Muu'"),
        ("role", "'agent'"),
        ("service_id", "'muu'"),
        ("conversation_id", "2"),
        ("what", "'conversation'"),
        ("why", "null"),
        ("to_whom", "'Jukka'"),
        ("success", "0"),
        ("person_hash", "zeroblob(32)"),
        ("before", "randomblob(32)"),
        ("link", "randomblob(32)"),
    ];
    let columns: i64 = raw
        .query_row(
            "select count(*) from pragma_table_info('audit')",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(
        usize::try_from(columns).unwrap(),
        changes.len(),
        "all of them"
    );
    for (column, value) in changes {
        for row in 1..=6 {
            raw.execute_batch(&format!(
                "create table spare as select * from audit where audit_id = {row};
                 update audit set {column} = {value} where audit_id = {row};"
            ))
            .unwrap();
            let verdict = verify(&store, &[]).await;
            assert!(verdict.broken.is_some(), "{column} of row {row}");
            raw.execute_batch(&format!(
                "delete from audit where audit_id in ({row}, {row} + 100);
                 insert into audit select * from spare; drop table spare;"
            ))
            .unwrap();
        }
    }
    assert_eq!(holds(&store, &[]).await, 6, "all was put back");
}

#[tokio::test]
async fn what_is_found_is_named_by_its_first_row() {
    let archive = Archive::with_rows(&INSTANTS).await;
    let raw = without_triggers(&archive);
    let store = archive.open();
    raw.execute_batch("update audit set why = 'Muu' where audit_id = 4")
        .unwrap();
    let broken = verify(&store, &[]).await.broken.unwrap();
    assert_eq!(
        (
            broken.segment.to_string().as_str(),
            broken.number,
            broken.flaw
        ),
        ("2027-02", 2, Flaw::Changed)
    );
    // The newest month is as it was.
    let newest = store.verify_audit(Scope::Newest, Vec::new()).await.unwrap();
    assert_eq!((newest.rows, newest.broken), (2, None));
    raw.execute_batch("update audit set why = 'Muu' where audit_id = 6")
        .unwrap();
    let newest = store.verify_audit(Scope::Newest, Vec::new()).await.unwrap();
    assert_eq!(newest.broken.unwrap().number, 2);
}

#[tokio::test]
async fn a_removed_row_is_missed() {
    for (row, flaw) in [(1, 1), (3, 3), (5, 5)] {
        let archive = Archive::with_rows(&INSTANTS).await;
        let raw = without_triggers(&archive);
        raw.execute("delete from audit where audit_id = ?1", [row])
            .unwrap();
        let broken = verify(&archive.open(), &[]).await.broken.unwrap();
        assert_eq!(broken.flaw, Flaw::Missing { expected: flaw });
    }
    // So it is when the numbers are closed up over it.
    let archive = Archive::with_rows(&INSTANTS).await;
    let raw = without_triggers(&archive);
    raw.execute_batch(
        "delete from audit where audit_id = 3;
         update audit set audit_id = audit_id - 1 where audit_id > 3;",
    )
    .unwrap();
    let broken = verify(&archive.open(), &[]).await.broken.unwrap();
    assert_eq!(broken.flaw, Flaw::Changed);
}

#[tokio::test]
async fn a_removed_last_row_is_missed_by_the_heads_alone() {
    let archive = Archive::with_rows(&INSTANTS).await;
    let store = archive.open();
    let heads = store.audit_heads().await.unwrap();
    let raw = without_triggers(&archive);
    raw.execute_batch("delete from audit where audit_id = 6")
        .unwrap();
    assert_eq!(holds(&store, &[]).await, 5, "it can't be seen from inside");
    let broken = verify(&store, &heads).await.broken.unwrap();
    assert_eq!((broken.number, broken.flaw), (2, Flaw::Gone));
    // A whole month, and everything.
    raw.execute_batch("delete from audit where audit_id = 5")
        .unwrap();
    let broken = verify(&store, &heads).await.broken.unwrap();
    assert_eq!(
        (broken.segment, broken.flaw),
        (Segment(202_703), Flaw::Gone)
    );
    raw.execute_batch("delete from audit").unwrap();
    let broken = verify(&store, &heads).await.broken.unwrap();
    assert_eq!(
        (broken.segment, broken.flaw),
        (Segment(202_701), Flaw::Gone)
    );
}

/// Every row from one on written anew behind the one before it, the first of them changed.
fn write_anew(raw: &Connection, from: i64, to: i64) {
    for id in from..=to {
        let before: Link = raw
            .query_row(
                "select link from audit where audit_id = ?1",
                [id - 1],
                |row| row.get(0).map(Link),
            )
            .unwrap_or(BEGINNING);
        let entry = raw
            .query_row(
                "select segment, number, at_ms, agent_id, agent_name, role, service_id,
                        conversation_id, what, success from audit where audit_id = ?1",
                [id],
                |row| {
                    Ok(Entry {
                        id,
                        segment: Segment(row.get(0)?),
                        number: row.get(1)?,
                        at_ms: row.get(2)?,
                        agent: row.get(3)?,
                        name: row.get(4)?,
                        role: row.get(5)?,
                        service: row.get(6)?,
                        conversation: row.get(7)?,
                        what: row.get(8)?,
                        why: Some("Keksitty".to_owned()),
                        to: None,
                        success: row.get(9)?,
                        person: None,
                    })
                },
            )
            .unwrap();
        raw.execute(
            "update audit set why = ?2, before = ?3, link = ?4 where audit_id = ?1",
            (id, "Keksitty", before.0, entry.link(before).0),
        )
        .unwrap();
    }
}

#[tokio::test]
async fn a_month_that_was_written_anew_is_found_by_the_next_one_or_by_the_heads() {
    let archive = Archive::with_rows(&INSTANTS).await;
    let store = archive.open();
    let heads = store.audit_heads().await.unwrap();
    let raw = without_triggers(&archive);
    write_anew(&raw, 3, 4);
    let broken = verify(&store, &[]).await.broken.unwrap();
    assert_eq!(
        (broken.segment, broken.flaw),
        (Segment(202_703), Flaw::Unlinked)
    );
    write_anew(&raw, 5, 6);
    assert_eq!(holds(&store, &[]).await, 6, "it can't be seen from inside");
    let broken = verify(&store, &heads).await.broken.unwrap();
    assert_eq!(
        (broken.segment, broken.flaw),
        (Segment(202_702), Flaw::Rewritten)
    );
}

/// Whoever adds each day's heads to one file has the old ones and the new ones in it.
#[tokio::test]
async fn two_different_heads_of_one_place_are_never_both_right() {
    let archive = Archive::with_rows(&INSTANTS).await;
    let store = archive.open();
    let before = store.audit_heads().await.unwrap();
    let twice = [&before[..], &before].concat();
    let verdict = verify(&store, &twice).await;
    assert_eq!((verdict.broken, verdict.there), (None, 3));
    let raw = without_triggers(&archive);
    write_anew(&raw, 3, 6);
    let after = store.audit_heads().await.unwrap();
    assert_eq!(verify(&store, &after).await.broken, None);
    for kept in [
        [&before[..], &after].concat(),
        [&after[..], &before].concat(),
    ] {
        let broken = verify(&store, &kept).await.broken.unwrap();
        let found = (broken.segment, broken.number, broken.flaw);
        assert_eq!(found, (Segment(202_702), 2, Flaw::Rewritten));
    }
}

#[tokio::test]
async fn an_older_copy_that_was_put_back_is_found_by_the_heads() {
    let archive = Archive::with_rows(&INSTANTS[..3]).await;
    let copy = std::fs::read(archive.path()).unwrap();
    let heads: Vec<Head> = {
        let store = archive.open();
        super::chain::see(&store, juttu_shared::id::ConversationId(1), INSTANTS[3]).await;
        store.audit_heads().await.unwrap()
    };
    std::fs::write(archive.path(), copy).unwrap();
    let store = archive.open();
    assert_eq!(holds(&store, &[]).await, 3);
    let broken = verify(&store, &heads).await.broken.unwrap();
    assert_eq!((broken.number, broken.flaw), (2, Flaw::Gone));
}
