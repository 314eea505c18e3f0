//! Removing the months whose time is over.

use rusqlite::OptionalExtension as _;

use super::super::Fault;
use super::super::writer::Write;
use crate::store::audit::chain::{Head, Link, Segment};

/// Removes the oldest segment, when its time is over and it is not the newest. What is left of it is
/// its place in the chain, which the table's own triggers compare with what they let go.
pub(super) fn oldest(
    write: &mut Write<'_>,
    keep_years: u32,
    now_ms: i64,
) -> Result<Option<Head>, Fault> {
    let oldest: Option<u32> = write
        .tx
        .prepare_cached("select min(segment) from audit having min(segment) < max(segment)")?
        .query_row([], |row| row.get(0))
        .optional()?
        .flatten();
    let over = oldest
        .map(Segment)
        .filter(|segment| segment.is_over(keep_years, now_ms));
    let Some(segment) = over else {
        return Ok(None);
    };
    write
        .tx
        .prepare_cached(
            "insert into audit_purged
               (segment, first_id, last_id, last_at_ms, before, link, keep_years, purged_at_ms)
             select ?1, min(audit_id), max(audit_id), max(at_ms),
                    (select before from audit where segment = ?1 order by audit_id limit 1),
                    (select link from audit where segment = ?1 order by audit_id desc limit 1),
                    ?2, ?3
             from audit where segment = ?1",
        )?
        .execute((segment.0, keep_years, now_ms))?;
    let (number, link) = write
        .tx
        .prepare_cached("select last_id - first_id + 1, link from audit_purged where segment = ?1")?
        .query_row([segment.0], |row| Ok((row.get(0)?, Link(row.get(1)?))))?;
    write
        .tx
        .prepare_cached("delete from audit where segment = ?1")?
        .execute([segment.0])?;
    *write.emptied = true;
    Ok(Some(Head {
        segment,
        number,
        link,
        purged_at_ms: Some(now_ms),
    }))
}
