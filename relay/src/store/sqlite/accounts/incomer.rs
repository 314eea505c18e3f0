//! Accounts of those who come through their organisation, which says anew each time who they are.

use juttu_shared::id::{AgentId, ServiceId};
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::{add_services, agent, end_sign_ins, row_id, with_services};
use crate::seal::SecretHash;
use crate::store::accounts::{Agent, ComeIn, Incomer};

/// Parts of a login that nobody can type: [`crate::sign_in::account::login`] takes no such character.
const UNTYPED: char = '\u{1f}';

/// Makes the account, or brings it up to date.
pub(super) fn come_in(tx: &Transaction<'_>, who: &Incomer) -> rusqlite::Result<ComeIn> {
    let Some(known) = find(tx, &who.provider, &who.subject)? else {
        let agent_id = add(tx, who)?;
        add_services(tx, agent_id, &who.services)?;
        return Ok(ComeIn {
            agent: AgentId(agent_id.unsigned_abs()),
            ended: Vec::new(),
        });
    };
    let agent_id = row_id(known.id);
    tx.prepare_cached("update agent set name = ?2, role = ?3 where agent_id = ?1")?
        .execute(params![agent_id, who.name, who.role.name()])?;
    let mut services = who.services.clone();
    services.sort_unstable();
    services.dedup();
    let ended = if known.role == who.role && known.services == services {
        Vec::new()
    } else {
        replace_services(tx, agent_id, &services)?;
        end_sign_ins(tx, agent_id, None)?
    };
    Ok(ComeIn {
        agent: known.id,
        ended,
    })
}

/// Takes everything from it but its name, under which its words stand.
pub(super) fn send_away(
    tx: &Transaction<'_>,
    provider: &str,
    subject: &str,
) -> rusqlite::Result<Vec<SecretHash>> {
    let Some(known) = find(tx, provider, subject)? else {
        return Ok(Vec::new());
    };
    replace_services(tx, row_id(known.id), &[])?;
    end_sign_ins(tx, row_id(known.id), None)
}

fn find(tx: &Transaction<'_>, provider: &str, subject: &str) -> rusqlite::Result<Option<Agent>> {
    let found = tx
        .prepare_cached(
            "select agent_id, name, role from agent where provider = ?1 and subject = ?2",
        )?
        .query_row([provider, subject], agent)
        .optional()?;
    found.map(|agent| with_services(tx, agent)).transpose()
}

fn add(tx: &Transaction<'_>, who: &Incomer) -> rusqlite::Result<i64> {
    let login = format!("{UNTYPED}{}{UNTYPED}{}", who.provider, who.subject);
    tx.prepare_cached(
        "insert into agent (login, name, role, created_at_ms, provider, subject)
         values (?1, ?2, ?3, ?4, ?5, ?6) returning agent_id",
    )?
    .query_row(
        params![
            login,
            who.name,
            who.role.name(),
            who.now_ms,
            who.provider,
            who.subject
        ],
        |row| row.get(0),
    )
}

fn replace_services(
    tx: &Transaction<'_>,
    agent_id: i64,
    services: &[ServiceId],
) -> rusqlite::Result<()> {
    tx.prepare_cached("delete from agent_service where agent_id = ?1")?
        .execute([agent_id])?;
    add_services(tx, agent_id, services)
}
