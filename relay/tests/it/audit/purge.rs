//! Months whose time is over go whole, and nothing else ever goes.

use juttu_relay::store::audit::Audit as _;
use juttu_relay::store::audit::chain::{End, Entry, Flaw, Head, Link, Segment};
use juttu_shared::id::ConversationId;
use rusqlite::{Connection, params};

use super::chain::{Archive, JANUARY_MS, MONTH_MS, holds, purge, see, verify, verify_at};

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
    // What is left of a month must be as the month was, the oldest, whole, not the newest, and over; and
    // a row must say so.
    let over_ms = JANUARY_MS + 13 * YEAR_MS;
    let mut by_id = 4;
    let purged = |by_id: i64,
                  segment: i64,
                  ids: (i64, i64),
                  last_at_ms: i64,
                  links: (&[u8], &[u8]),
                  now_ms| {
        raw.execute(
            "insert into audit_purged values (?1, ?2, ?3, ?4, ?5, ?6, 12, ?7, ?8)",
            params![
                segment, ids.0, ids.1, last_at_ms, links.0, links.1, now_ms, by_id
            ],
        )
    };
    let links = (first.as_slice(), last.as_slice());
    let at_ms = JANUARY_MS + 1;
    let unsaid = purged(by_id, 202_701, (1, 2), at_ms, links, over_ms);
    assert!(unsaid.is_err(), "no row says so");
    let head = store.audit_heads().await.unwrap().remove(0);
    let soon_ms = JANUARY_MS + YEAR_MS;
    let soon = say(&raw, soon_ms, "202701");
    by_id = say(&raw, over_ms, &head.to_string());
    for (wrong, done) in [
        (
            "too soon",
            purged(soon, 202_701, (1, 2), at_ms, links, soon_ms),
        ),
        (
            "not whole",
            purged(by_id, 202_701, (1, 1), at_ms, links, over_ms),
        ),
        (
            "more than whole",
            purged(by_id, 202_701, (1, 3), at_ms, links, over_ms),
        ),
        (
            "not its links",
            purged(by_id, 202_701, (1, 2), at_ms, (links.1, links.0), over_ms),
        ),
        (
            "another time",
            purged(by_id, 202_701, (1, 2), 0, links, over_ms),
        ),
        (
            "not the oldest",
            purged(by_id, 202_702, (3, 3), at_ms, links, over_ms),
        ),
        (
            "no such month",
            purged(by_id, 202_612, (1, 2), at_ms, links, over_ms),
        ),
        (
            "said of another instant",
            purged(by_id, 202_701, (1, 2), at_ms, links, over_ms + 1),
        ),
    ] {
        assert!(done.is_err(), "{wrong}");
    }
    assert_eq!(holds(&store, &[]).await, 6);
    purged(by_id, 202_701, (1, 2), at_ms, links, over_ms).unwrap();
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
    assert_eq!(purge(&store, last_ms).await, None);
    let gone = purge(&store, last_ms + 1).await.unwrap();
    assert_eq!(
        (gone.segment, gone.number, gone.link),
        (Segment(202_701), 2, heads[0].link)
    );
    assert_eq!(gone.purged_at_ms, Some(last_ms + 1));
    assert_eq!(purge(&store, last_ms + 1).await, None);
    let verdict = verify(&store, &heads).await;
    assert_eq!((verdict.rows, verdict.broken), (3, None));
    assert_eq!((verdict.there, verdict.removed), (2, 1), "of the heads");
    let now = store.audit_heads().await.unwrap();
    assert_eq!((now.len(), now[0].link), (4, heads[0].link));
    assert_eq!(now[1..3], heads[1..]);
    // A row of the chain says so, with the head as it is printed.
    let said = store.audit_rows(1).await.unwrap().remove(0);
    let why = said.why.as_deref();
    assert_eq!((said.what.as_str(), said.name.as_str()), ("purged", "root"));
    assert_eq!((said.at_ms, said.id), (last_ms + 1, 5));
    assert_eq!(why, Some(heads[0].to_string().as_str()));

    // However old it is, the newest month stays, and the chain goes on behind it: what says that the
    // others are removed goes in its own time too.
    let later_ms = JANUARY_MS + 40 * YEAR_MS;
    for segment in [202_702, 202_703, 203_902] {
        let gone = purge(&store, later_ms).await.unwrap();
        assert_eq!(gone.segment, Segment(segment));
    }
    assert_eq!(purge(&store, later_ms).await, None);
    assert_eq!(holds(&store, &heads).await, 3);
    assert_eq!(purge(&store, later_ms + 13 * YEAR_MS).await, None);
    see(&store, ConversationId(1), later_ms + 13 * YEAR_MS).await;
    assert_eq!(holds(&store, &heads).await, 4);
    assert!(purge(&store, later_ms + 13 * YEAR_MS).await.is_some());
    assert_eq!(holds(&store, &heads).await, 2);
    let rows = store.audit_rows(10).await.unwrap();
    assert_eq!((rows.len(), rows[0].id), (2, 10), "numbers go on");
}

/// Adds a row that says that a month was removed, as anybody could who knows how.
fn say(raw: &Connection, at_ms: i64, head: &str) -> i64 {
    let end: End = raw
        .query_row(
            "select audit_id, segment, number, link from audit order by audit_id desc limit 1",
            [],
            |row| {
                Ok(End {
                    id: row.get(0)?,
                    segment: Segment(row.get(1)?),
                    number: row.get(2)?,
                    link: Link(row.get(3)?),
                })
            },
        )
        .unwrap();
    let (segment, number) = end.next(at_ms);
    let entry = Entry {
        id: end.id + 1,
        segment,
        number,
        at_ms,
        agent: 0,
        name: "root".into(),
        role: "administrator".into(),
        service: String::new(),
        conversation: 0,
        what: "purged".into(),
        why: Some(head.into()),
        to: None,
        success: true,
        person: None,
    };
    let link = entry.link(end.link);
    raw.execute(
        "insert into audit values (?1, ?2, ?3, ?4, 0, 'root', 'administrator', '', 0, 'purged', ?5,
           null, 1, null, ?6, ?7)",
        params![entry.id, segment.0, number, at_ms, head, end.link.0, link.0],
    )
    .unwrap();
    entry.id
}

/// Removes January as one would who can write the file and wants none of its triggers to mind: with a
/// row that says so, and with whatever times fit.
fn remove_january(raw: &Connection, head: Head, keep_years: u32, purged_at_ms: i64) {
    let by_id = say(raw, purged_at_ms, &head.to_string());
    raw.execute(
        "insert into audit_purged
         select segment, min(audit_id), max(audit_id), max(at_ms),
                (select before from audit where audit_id = 1), ?1, ?2, ?3, ?4
         from audit where segment = 202701",
        params![head.link.0, keep_years, purged_at_ms, by_id],
    )
    .unwrap();
    let removed = raw.execute("delete from audit where segment = 202701", []);
    assert_eq!(removed.unwrap(), 2);
}

#[tokio::test]
async fn a_month_that_was_removed_before_its_time_is_found() {
    let april_ms = JANUARY_MS + 3 * MONTH_MS;
    for (case, keep_years, purged_at_ms, verified_ms) in [
        (
            "said of a day to come",
            1,
            JANUARY_MS + 400 * 86_400_000,
            april_ms,
        ),
        (
            "and that has come",
            1,
            JANUARY_MS + 400 * 86_400_000,
            JANUARY_MS + 5 * YEAR_MS,
        ),
        (
            "its years over on a day to come",
            12,
            JANUARY_MS + 14 * YEAR_MS,
            april_ms,
        ),
    ] {
        let archive = three_months().await;
        let store = archive.open();
        let heads = store.audit_heads().await.unwrap();
        remove_january(&archive.raw(), heads[0], keep_years, purged_at_ms);
        for heads in [&heads[..], &[]] {
            let verdict = verify_at(&store, heads, verified_ms).await;
            let broken = verdict.broken.unwrap_or_else(|| panic!("{case}"));
            assert_eq!(
                (broken.segment, broken.flaw),
                (Segment(202_701), Flaw::Early)
            );
        }
    }
    // As it may be done, by whoever does it.
    let archive = three_months().await;
    let store = archive.open();
    let heads = store.audit_heads().await.unwrap();
    let over_ms = JANUARY_MS + 14 * YEAR_MS;
    remove_january(&archive.raw(), heads[0], 12, over_ms);
    assert_eq!(verify_at(&store, &heads, over_ms).await.broken, None);
}

#[tokio::test]
async fn a_month_of_which_no_row_says_that_it_was_removed_is_missed() {
    let over_ms = JANUARY_MS + 14 * YEAR_MS;
    for spoils in [
        "delete from audit where audit_id = 5",
        "update audit_purged set by_id = 4",
        "update audit_purged set by_id = 2",
        "update audit_purged set by_id = 6",
        "update audit_purged set purged_at_ms = purged_at_ms + 1",
    ] {
        let archive = three_months().await;
        let store = archive.open();
        purge(&store, over_ms).await.unwrap();
        let raw = archive.raw();
        raw.execute_batch(
            "drop trigger audit_is_never_emptied; drop trigger audit_purged_is_never_changed",
        )
        .unwrap();
        assert_eq!(holds(&store, &[]).await, 3);
        raw.execute_batch(spoils).unwrap();
        let broken = verify(&store, &[]).await.broken.unwrap();
        let found = (broken.segment, broken.number, broken.flaw);
        assert_eq!(found, (Segment(202_701), 2, Flaw::Unsaid), "{spoils}");
    }
    // A row that says it of another head.
    let archive = three_months().await;
    let store = archive.open();
    let heads = store.audit_heads().await.unwrap();
    let raw = archive.raw();
    remove_january(&raw, heads[0], 12, over_ms);
    raw.execute_batch(
        "drop trigger audit_is_never_emptied; drop trigger audit_purged_is_never_changed;
         delete from audit where audit_id = 5",
    )
    .unwrap();
    say(&raw, over_ms, &heads[1].to_string());
    let broken = verify(&store, &[]).await.broken.unwrap();
    assert_eq!(broken.flaw, Flaw::Unsaid);
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
        purge(&store, later_ms).await.unwrap();
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
    purge(&store, later_ms).await.unwrap();
    let verdict = verify(&store, &early).await;
    assert_eq!((verdict.broken, verdict.not_compared), (None, 1));
}
