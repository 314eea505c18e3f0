//! Removing the months whose time is over.

use juttu_shared::rules::state::Role;
use rusqlite::OptionalExtension as _;

use super::super::Fault;
use super::super::writer::Write;
use super::chain::{self, NONE, New};
use crate::store::audit::chain::{Head, Link, Segment};
use crate::store::audit::{Purging, What};

/// Removes the oldest segment, when its time is over and it is not the newest. What is left of it is a
/// row of the chain that says so, and its place in the chain, which the table's own triggers compare
/// with what they let go.
pub(super) fn oldest(write: &mut Write<'_>, purging: &Purging) -> Result<Option<Head>, Fault> {
    let oldest: Option<u32> = write
        .tx
        .prepare_cached("select min(segment) from audit having min(segment) < max(segment)")?
        .query_row([], |row| row.get(0))
        .optional()?
        .flatten();
    let (keep_years, now_ms) = (purging.keep_years, purging.now_ms);
    let over = oldest
        .map(Segment)
        .filter(|segment| segment.is_over(keep_years, now_ms));
    let Some(segment) = over else {
        return Ok(None);
    };
    let (number, link) = write
        .tx
        .prepare_cached(
            "select number, link from audit where segment = ?1 order by audit_id desc limit 1",
        )?
        .query_row([segment.0], |row| Ok((row.get(0)?, Link(row.get(1)?))))?;
    let head = Head {
        segment,
        number,
        link,
        purged_at_ms: Some(now_ms),
    };
    say(write, purging, head)?;
    let by_id = write.tx.last_insert_rowid();
    write
        .tx
        .prepare_cached(
            "insert into audit_purged
               (segment, first_id, last_id, last_at_ms, before, link, keep_years, purged_at_ms, by_id)
             select ?1, min(audit_id), max(audit_id), max(at_ms),
                    (select before from audit where segment = ?1 order by audit_id limit 1),
                    (select link from audit where segment = ?1 order by audit_id desc limit 1),
                    ?2, ?3, ?4
             from audit where segment = ?1",
        )?
        .execute((segment.0, keep_years, now_ms, by_id))?;
    write
        .tx
        .prepare_cached("delete from audit where segment = ?1")?
        .execute([segment.0])?;
    *write.emptied = true;
    Ok(Some(head))
}

/// Adds the row that says it: whoever takes that one away again breaks the chain.
fn say(write: &Write<'_>, purging: &Purging, head: Head) -> rusqlite::Result<()> {
    let (agent, conversation) = NONE;
    let row = New {
        at_ms: purging.now_ms,
        agent,
        name: Some(&purging.by),
        role: Some(Role::Administrator),
        conversation,
        what: What::Purged.name(),
        why: Some(&head.to_string()),
        to: None,
        success: true,
        person: None,
    };
    chain::add(write.tx, row)
}
