//! The chain of the audit log, as it lies in its table: adding a row, and where each month ends.

use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::rules::state::Role;
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use crate::store::audit::chain::{End, Entry, Head, Link, Segment};

/// By no account, and about no conversation: neither has such a number.
pub(super) const NONE: (AgentId, ConversationId) = (AgentId(0), ConversationId(0));

/// A row before it has its place in the chain.
pub(super) struct New<'a> {
    pub(super) at_ms: i64,
    pub(super) agent: AgentId,
    /// Said of whoever has no account; none when the account says it.
    pub(super) name: Option<&'a str>,
    /// Said by whoever asks; none when the account says it.
    pub(super) role: Option<Role>,
    pub(super) conversation: ConversationId,
    pub(super) what: &'a str,
    pub(super) why: Option<&'a str>,
    pub(super) to: Option<&'a str>,
    pub(super) success: bool,
    pub(super) person: Option<Vec<u8>>,
}

/// Adds a row behind the last one. Within the transaction of the one who writes: so two are never
/// added behind the same, also by two processes.
pub(super) fn add(tx: &Connection, new: New<'_>) -> rusqlite::Result<()> {
    let end = end(tx)?;
    let (segment, number) = end.next(new.at_ms);
    let account: Option<(String, String)> = tx
        .prepare_cached("select name, role from agent where agent_id = ?1")?
        .query_row([new.agent.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let service: Option<String> = tx
        .prepare_cached("select service_id from conversation where conversation_id = ?1")?
        .query_row([new.conversation.0], |row| row.get(0))
        .optional()?;
    let (kept_name, kept_role) = account.unwrap_or_default();
    let number_of = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
    let entry = Entry {
        id: end.id + 1,
        segment,
        number,
        at_ms: new.at_ms,
        agent: number_of(new.agent.0),
        name: new.name.map_or(kept_name, ToOwned::to_owned),
        role: new.role.map_or(kept_role, |role| role.name().to_owned()),
        service: service.unwrap_or_default(),
        conversation: number_of(new.conversation.0),
        what: new.what.to_owned(),
        why: new.why.map(ToOwned::to_owned),
        to: new.to.map(ToOwned::to_owned),
        success: new.success,
        person: new.person,
    };
    insert(tx, &entry, end.link)
}

fn insert(tx: &Connection, entry: &Entry, before: Link) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "insert into audit
           (audit_id, segment, number, at_ms, agent_id, agent_name, role, service_id, conversation_id,
            what, why, to_whom, success, person_hash, before, link)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
    )?
    .execute(params![
        entry.id,
        entry.segment.0,
        entry.number,
        entry.at_ms,
        entry.agent,
        entry.name,
        entry.role,
        entry.service,
        entry.conversation,
        entry.what,
        entry.why,
        entry.to,
        entry.success,
        entry.person,
        before.0,
        entry.link(before).0
    ])
    .map(drop)
}

/// Where the log ends now.
fn end(connection: &Connection) -> rusqlite::Result<End> {
    let last = connection
        .prepare_cached(
            "select audit_id, segment, number, link from audit order by audit_id desc limit 1",
        )?
        .query_row([], place)
        .optional()?;
    match last {
        Some(end) => Ok(end),
        None => last_purged(connection),
    }
}

/// Where what was removed by its time has ended.
pub(super) fn last_purged(connection: &Connection) -> rusqlite::Result<End> {
    let last = connection
        .prepare_cached(
            "select last_id, segment, last_id - first_id + 1, link from audit_purged
             order by segment desc limit 1",
        )?
        .query_row([], place)
        .optional()?;
    Ok(last.unwrap_or_default())
}

pub(super) fn place(row: &Row<'_>) -> rusqlite::Result<End> {
    Ok(End {
        id: row.get(0)?,
        segment: Segment(row.get(1)?),
        number: row.get(2)?,
        link: Link(row.get(3)?),
    })
}

/// The rows from before there was a chain come into it, in their order.
pub(in crate::store::sqlite) fn bring_along(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    {
        let mut statement = tx.prepare(
            "select at_ms, agent_id, role, conversation_id, what, why from audit_unchained
             order by audit_id",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (role, what): (String, String) = (row.get(2)?, row.get(4)?);
            let why: Option<String> = row.get(5)?;
            add(
                tx,
                New {
                    at_ms: row.get(0)?,
                    agent: AgentId(row.get(1)?),
                    name: None,
                    role: Role::from_name(&role),
                    conversation: ConversationId(row.get(3)?),
                    what: &what,
                    why: why.as_deref(),
                    to: None,
                    success: true,
                    // Nobody was identified then.
                    person: None,
                },
            )?;
        }
    }
    tx.execute_batch("drop table audit_unchained")
}

/// The last row of each segment, oldest first.
pub(super) fn heads(connection: &Connection) -> rusqlite::Result<Vec<Head>> {
    connection
        .prepare_cached(
            "select segment, last_id - first_id + 1, link, purged_at_ms from audit_purged
             union all
             select segment, number, link, null from audit
             where (segment, number) in (select segment, max(number) from audit group by segment)
             order by 1",
        )?
        .query_map([], |row| {
            Ok(Head {
                segment: Segment(row.get(0)?),
                number: row.get(1)?,
                link: Link(row.get(2)?),
                purged_at_ms: row.get(3)?,
            })
        })?
        .collect()
}
