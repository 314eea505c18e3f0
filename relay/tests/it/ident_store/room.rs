//! How many attempts there may be at once, and that none makes the others slow.

use juttu_shared::refusal::Refusal;

use super::actors::{AINO, asked, identify};
use crate::harness::{Relay, SERVICE};

/// Attempts that so many sessions of a stranger's have begun.
fn crowd(relay: &Relay, attempts: u32) {
    let database = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    let until_ms = relay.clock().now_ms() + 60_000;
    database
        .execute(
            "insert into identification (phase, session_hash, service_id, provider, language, until_ms)
             with recursive each (n) as (select 1 union all select n + 1 from each where n < ?1)
             select 'ticket', randomblob(32), ?2, 'testipankki', 'fi', ?3 from each",
            (attempts, SERVICE, until_ms),
        )
        .unwrap();
}

#[tokio::test]
async fn strangers_without_a_conversation_leave_room_for_those_who_were_asked() {
    let relay = Relay::start().await;
    let (mut visitor, _agent, _, request) = asked(&relay).await;
    crowd(&relay, 9_999);
    let mut last = relay.visitor(SERVICE).await;
    last.ticket(identify(&relay, None)).await.unwrap();
    let mut one_more = relay.visitor(SERVICE).await;
    let refused = one_more.ticket(identify(&relay, None)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::QueueFull);
    let (events, _) = visitor.identifies(&relay, Some(request), AINO).await;
    assert!(!events.is_empty());
    // Even those have an end.
    crowd(&relay, 10_000);
    let refused = visitor.ticket(identify(&relay, None)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoIdentification, "not even asked");
    let (mut visitor, _agent, _, request) = asked(&relay).await;
    let refused = visitor.ticket(identify(&relay, Some(request))).await;
    assert_eq!(refused.unwrap_err().code, Refusal::QueueFull);
    // What has run out takes no room.
    relay.clock().advance_ms(60_000);
    let mut later = relay.visitor(SERVICE).await;
    later.ticket(identify(&relay, None)).await.unwrap();
}

#[tokio::test]
async fn however_many_there_are_no_table_is_walked() {
    let relay = Relay::start().await;
    let database = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    for (table, by) in [
        ("identification", "ticket_hash = ?1"),
        ("identification", "state_hash = ?1"),
        ("identification", "result_hash = ?1"),
        ("identification", "session_hash = ?1"),
        ("identification", "conversation_id = ?1"),
        ("identification", "identity_id = ?1"),
        ("identification", "until_ms <= ?1"),
        ("identity", "session_hash = ?1"),
        ("identity", "conversation_id = ?1"),
        ("identity", "conversation_id = ?1 and standing = 'first'"),
        ("identity", "person_hash = ?1"),
        ("identity", "until_ms <= ?1"),
    ] {
        let sql = format!("explain query plan select 1 from {table} where {by}");
        let mut plan = database.prepare(&sql).unwrap();
        let mut rows = plan.raw_query();
        while let Some(row) = rows.next().unwrap() {
            let step: String = row.get(3).unwrap();
            assert!(!step.contains("SCAN"), "{step}: {sql}");
        }
    }
}
