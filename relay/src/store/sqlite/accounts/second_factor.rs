//! The second factor of an account. Whether a code is the one is decided inside the transaction, so
//! that no two sign-ins use one code.

use juttu_shared::id::AgentId;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::{end_sign_ins, row_id};
use crate::seal::{Log, Place, SecretHash};
use crate::sign_in::totp::Secret;
use crate::store::sqlite::Fault;
use crate::store::sqlite::writer::Write;

/// Keeps a secret that is still to be confirmed.
pub(super) fn offer(write: &Write<'_>, agent: AgentId, secret: &Secret) -> Result<bool, Fault> {
    let context = write.context;
    let sealed = context
        .keyring
        .seal(&context.random, place(agent), secret.bytes())?;
    let kept = write
        .tx
        .prepare_cached(
            "insert into second_factor (agent_id, key_id, body) values (?1, ?2, ?3)
             on conflict (agent_id) do update set key_id = ?2, body = ?3, last_step = 0
             where confirmed_at_ms is null",
        )?
        .execute(params![row_id(agent), sealed.key_id, sealed.bytes])?;
    Ok(kept == 1)
}

/// Confirms it by a code.
pub(super) fn confirm(
    write: &Write<'_>,
    agent: AgentId,
    code: &str,
    sign_in: SecretHash,
    now_ms: i64,
) -> Result<Option<Vec<SecretHash>>, Fault> {
    if !use_up(write, agent, code, now_ms, false)? {
        return Ok(None);
    }
    let tx = write.tx;
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

/// Removes it, with every sign-in of the agent.
pub(super) fn remove(tx: &Transaction<'_>, agent: AgentId) -> rusqlite::Result<bool> {
    let removed = tx
        .prepare_cached("delete from second_factor where agent_id = ?1")?
        .execute([row_id(agent)])?;
    if removed > 0 {
        end_sign_ins(tx, row_id(agent), None)?;
    }
    Ok(removed > 0)
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
