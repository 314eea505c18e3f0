//! Months whose time is over go whole, and nothing else ever goes.

use juttu_relay::store::audit::Audit as _;
use juttu_relay::store::audit::chain::{Flaw, Segment};
use juttu_shared::id::ConversationId;

use super::chain::{Archive, JANUARY_MS, MONTH_MS, holds, see, verify};

const YEAR_MS: i64 = 366 * 86_400_000;

async fn three_months() -> Archive {
    Archive::with_rows(&[
        JANUARY_MS,
        JANUARY_MS + 1,
        JANUARY_MS + MONTH_MS,
        JANUARY_MS + 2 * MONTH_MS,
    ])
    .await
}

#[tokio::test]
async fn nothing_is_removed_or_changed_but_by_its_time() {
    let archive = three_months().await;
    let store = archive.open();
    let raw = archive.raw();
    let (first, last): (Vec<u8>, Vec<u8>) = raw
        .query_row(
            "select (select before from audit where audit_id = 1),
                    (select link from audit where audit_id = 2)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    for sql in [
        "update audit set agent_id = 6",
        "delete from audit",
        "delete from audit where segment = 202701",
        "delete from audit where audit_id = 4",
    ] {
        assert!(raw.execute(sql, []).is_err(), "{sql}");
    }
    let copy = "select {id}, segment, number, at_ms, 6, agent_name, role, service_id,
                conversation_id, what, why, to_whom, success, person_hash, {before}, link
                from audit where audit_id = 4";
    for (id, before) in [
        ("4", "before"),
        ("6", "link"),
        ("5", "before"),
        ("-1", "link"),
    ] {
        for insert in ["insert", "insert or replace"] {
            let row = copy.replace("{id}", id).replace("{before}", before);
            let sql = format!("{insert} into audit {row}");
            assert!(raw.execute(&sql, []).is_err(), "{sql}");
        }
    }
    // What is left of a month must be as the month was, the oldest, whole, not the newest, and over.
    let over_ms = JANUARY_MS + 13 * YEAR_MS;
    let purged = |segment: i64, ids: (i64, i64), last_at_ms: i64, links: (&[u8], &[u8]), now_ms| {
        raw.execute(
            "insert into audit_purged values (?1, ?2, ?3, ?4, ?5, ?6, 12, ?7)",
            rusqlite::params![segment, ids.0, ids.1, last_at_ms, links.0, links.1, now_ms],
        )
    };
    let links = (first.as_slice(), last.as_slice());
    let at_ms = JANUARY_MS + 1;
    for (wrong, done) in [
        (
            "too soon",
            purged(202_701, (1, 2), at_ms, links, JANUARY_MS + YEAR_MS),
        ),
        ("not whole", purged(202_701, (1, 1), at_ms, links, over_ms)),
        (
            "more than whole",
            purged(202_701, (1, 3), at_ms, links, over_ms),
        ),
        (
            "not its links",
            purged(202_701, (1, 2), at_ms, (links.1, links.0), over_ms),
        ),
        ("another time", purged(202_701, (1, 2), 0, links, over_ms)),
        (
            "not the oldest",
            purged(202_702, (3, 3), at_ms, links, over_ms),
        ),
        (
            "no such month",
            purged(202_612, (1, 2), at_ms, links, over_ms),
        ),
    ] {
        assert!(done.is_err(), "{wrong}");
    }
    assert_eq!(holds(&store, &[]).await, 4);
    purged(202_701, (1, 2), at_ms, links, over_ms).unwrap();
    for sql in [
        "update audit_purged set link = before",
        "delete from audit_purged",
    ] {
        assert!(raw.execute(sql, []).is_err(), "{sql}");
    }
}

#[tokio::test]
async fn a_month_goes_when_its_years_are_over_and_its_head_stays() {
    let archive = three_months().await;
    let store = archive.open();
    let heads = store.audit_heads().await.unwrap();
    // 2039-01-31T23:59:59.999Z: twelve years after the end of January 2027, but for a millisecond.
    let last_ms = 2_180_131_199_999;
    assert_eq!(store.purge_audit(12, last_ms).await.unwrap(), None);
    let gone = store.purge_audit(12, last_ms + 1).await.unwrap().unwrap();
    assert_eq!(
        (gone.segment, gone.number, gone.link),
        (Segment(202_701), 2, heads[0].link)
    );
    assert_eq!(gone.purged_at_ms, Some(last_ms + 1));
    assert_eq!(store.purge_audit(12, last_ms + 1).await.unwrap(), None);
    assert_eq!(holds(&store, &heads).await, 2);
    let now = store.audit_heads().await.unwrap();
    assert_eq!((now.len(), now[0].link), (3, heads[0].link));
    assert_eq!(now[1..], heads[1..]);

    // However old it is, the newest month stays, and the chain goes on behind it.
    let later_ms = JANUARY_MS + 40 * YEAR_MS;
    assert!(store.purge_audit(12, later_ms).await.unwrap().is_some());
    assert_eq!(store.purge_audit(12, later_ms).await.unwrap(), None);
    see(&store, ConversationId(1), later_ms).await;
    assert_eq!(holds(&store, &heads).await, 2);
    assert!(
        store
            .purge_audit(12, later_ms + 13 * YEAR_MS)
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(holds(&store, &heads).await, 1);
    let rows = store.audit_rows(10).await.unwrap();
    assert_eq!((rows.len(), rows[0].id), (1, 5), "numbers go on");
}

#[tokio::test]
async fn what_is_left_of_removed_months_is_verified_too() {
    for (change, flaw) in [
        ("link = randomblob(32)", Flaw::Unlinked),
        ("last_id = last_id + 1", Flaw::Missing { expected: 4 }),
        ("first_id = 2", Flaw::Missing { expected: 1 }),
        ("before = randomblob(32)", Flaw::Unlinked),
    ] {
        let archive = three_months().await;
        let store = archive.open();
        let later_ms = JANUARY_MS + 13 * YEAR_MS;
        store.purge_audit(12, later_ms).await.unwrap().unwrap();
        let raw = archive.raw();
        raw.execute_batch(&format!(
            "drop trigger audit_purged_is_never_changed; update audit_purged set {change}"
        ))
        .unwrap();
        let broken = verify(&store, &[]).await.broken.unwrap();
        assert_eq!(broken.flaw, flaw, "{change}");
    }
}

#[tokio::test]
async fn a_head_from_the_middle_of_a_removed_month_says_nothing() {
    let archive = Archive::with_rows(&[JANUARY_MS]).await;
    let store = archive.open();
    let early = store.audit_heads().await.unwrap();
    for at_ms in [JANUARY_MS + 1, JANUARY_MS + MONTH_MS] {
        see(&store, ConversationId(1), at_ms).await;
    }
    assert_eq!(verify(&store, &early).await.not_compared, 0);
    let later_ms = JANUARY_MS + 13 * YEAR_MS;
    store.purge_audit(12, later_ms).await.unwrap().unwrap();
    let verdict = verify(&store, &early).await;
    assert_eq!((verdict.broken, verdict.not_compared), (None, 1));
}
