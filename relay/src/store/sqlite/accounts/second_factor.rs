//! The second factor of an account. Whether a code is the one is decided inside the transaction, so
//! that no two sign-ins use one code.

use juttu_shared::id::AgentId;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::{end_sign_ins, row_id};
use crate::seal::{Log, Place, SecretHash};
use crate::sign_in::totp::Secret;
use crate::store::accounts::{Offering, SettingUp};
use crate::store::sqlite::Fault;
use crate::store::sqlite::writer::Write;

/// Keeps a secret that is still to be confirmed.
pub(super) fn offer(
    write: &Write<'_>,
    agent: AgentId,
    secret: &Secret,
    when: SettingUp,
) -> Result<Offering, Fault> {
    let is_there: bool = write
        .tx
        .prepare_cached(
            "select exists (select 1 from second_factor
               where agent_id = ?1 and confirmed_at_ms is not null)",
        )?
        .query_row([row_id(agent)], |row| row.get(0))?;
    if is_there {
        return Ok(Offering::There);
    }
    if !is_in_time(write.tx, agent, when)? {
        return Ok(Offering::TooLate);
    }
    let context = write.context;
    let sealed = context
        .keyring
        .seal(&context.random, place(agent), secret.bytes())?;
    write
        .tx
        .prepare_cached(
            "insert into second_factor (agent_id, key_id, body) values (?1, ?2, ?3)
             on conflict (agent_id) do update set key_id = ?2, body = ?3, last_step = 0",
        )?
        .execute(params![row_id(agent), sealed.key_id, sealed.bytes])?;
    Ok(Offering::Kept)
}

/// Confirms it by a code.
pub(super) fn confirm(
    write: &Write<'_>,
    agent: AgentId,
    code: &str,
    sign_in: SecretHash,
    when: SettingUp,
) -> Result<Option<Vec<SecretHash>>, Fault> {
    let (tx, now_ms) = (write.tx, when.now_ms);
    if !is_in_time(tx, agent, when)? || !use_up(write, agent, code, now_ms, false)? {
        return Ok(None);
    }
    tx.prepare_cached("update agent set second_factor_until_ms = null where agent_id = ?1")?
        .execute([row_id(agent)])?;
    tx.prepare_cached("update second_factor set confirmed_at_ms = ?2 where agent_id = ?1")?
        .execute(params![row_id(agent), now_ms])?;
    tx.prepare_cached("update sign_in set manner = 'second_factor' where token_hash = ?1")?
        .execute([sign_in.0])?;
    Ok(Some(end_sign_ins(tx, row_id(agent), Some(sign_in))?))
}

/// Uses a code of a confirmed one up.
pub(super) fn use_code(
    write: &Write<'_>,
    agent: AgentId,
    code: &str,
    now_ms: i64,
) -> Result<bool, Fault> {
    use_up(write, agent, code, now_ms, true)
}

/// Removes it, with every sign-in of the agent, and lets another be set up.
pub(super) fn reset(tx: &Transaction<'_>, agent: AgentId, until_ms: i64) -> rusqlite::Result<()> {
    tx.prepare_cached("delete from second_factor where agent_id = ?1")?
        .execute([row_id(agent)])?;
    tx.prepare_cached("update agent set second_factor_until_ms = ?2 where agent_id = ?1")?
        .execute([row_id(agent), until_ms])?;
    end_sign_ins(tx, row_id(agent), None).map(drop)
}

/// Whether one may be set up: whoever knows the password alone can have been told it.
fn is_in_time(tx: &Transaction<'_>, agent: AgentId, when: SettingUp) -> rusqlite::Result<bool> {
    let until_ms: Option<i64> = tx
        .prepare_cached("select second_factor_until_ms from agent where agent_id = ?1")?
        .query_row([row_id(agent)], |row| row.get(0))?;
    Ok(when.at_any_time || until_ms.is_some_and(|until_ms| when.now_ms < until_ms))
}

fn use_up(
    write: &Write<'_>,
    agent: AgentId,
    code: &str,
    now_ms: i64,
    is_confirmed: bool,
) -> Result<bool, Fault> {
    let found = write
        .tx
        .prepare_cached(
            "select key_id, body, last_step from second_factor
             where agent_id = ?1 and (confirmed_at_ms is not null) = ?2",
        )?
        .query_row(params![row_id(agent), is_confirmed], |row| {
            Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((key_id, body, last_step)) = found else {
        return Ok(false);
    };
    let secret = Secret::of(write.context.keyring.open(place(agent), key_id, &body)?);
    let Some(step) = secret.step(code, last_step, now_ms) else {
        return Ok(false);
    };
    write
        .tx
        .prepare_cached("update second_factor set last_step = ?2 where agent_id = ?1")?
        .execute(params![row_id(agent), step])?;
    Ok(true)
}

fn place(agent: AgentId) -> Place {
    Place {
        log: Log::SecondFactor,
        conversation: agent.0,
        seq: 0,
    }
}
