//! What is read of results, and of whom they are about.

use std::sync::Arc;

use juttu_shared::id::{ConversationId, IdentityId, ServiceId};
use juttu_shared::limits::FOUND_ROWS;
use juttu_shared::wire::v1::event::Level;
use rusqlite::{Connection, OptionalExtension as _};

use super::super::hash;
use crate::seal::SecretHash;
use crate::store::identities::{AttemptId, KeptConversation};
use crate::store::sqlite::{Fault, heads};

/// A result as its row says.
pub(super) struct Redeemed {
    pub(super) attempt: AttemptId,
    pub(super) phase: String,
    pub(super) session: SecretHash,
    pub(super) service: ServiceId,
    pub(super) language: String,
    pub(super) conversation: Option<ConversationId>,
    pub(super) request: Option<u64>,
    pub(super) identity: Option<IdentityId>,
    pub(super) cause: Option<String>,
    pub(super) client_key: Option<String>,
}

/// Who is pending.
pub(super) struct Pending {
    pub(super) identity: IdentityId,
    pub(super) level: Level,
    pub(super) person: Option<SecretHash>,
}

/// A result that has not run out.
pub(super) fn by_result(
    connection: &Connection,
    result: SecretHash,
    now_ms: i64,
) -> Result<Option<Redeemed>, Fault> {
    Ok(connection
        .prepare_cached(
            "select identification_id, phase, session_hash, service_id, conversation_id, request, identity_id,
               cause, client_key, language
             from identification where result_hash = ?1 and until_ms > ?2",
        )?
        .query_row((result.0, now_ms), |row| {
            Ok(Redeemed {
                attempt: AttemptId(row.get(0)?),
                phase: row.get(1)?,
                session: SecretHash(row.get(2)?),
                service: ServiceId(row.get(3)?),
                conversation: row.get::<_, Option<u64>>(4)?.map(ConversationId),
                request: row.get(5)?,
                identity: row.get::<_, Option<u64>>(6)?.map(IdentityId),
                cause: row.get(7)?,
                client_key: row.get(8)?,
                language: row.get(9)?,
            })
        })
        .optional()?)
}

/// Who is pending by an attempt.
pub(super) fn pending(
    connection: &Connection,
    identity: IdentityId,
) -> Result<Option<Pending>, Fault> {
    Ok(connection
        .prepare_cached(
            "select identity_id, level, person_hash from identity
             where identity_id = ?1 and standing = 'pending'",
        )?
        .query_row([identity.0], who)
        .optional()?)
}

/// Who a session without a conversation has proved to be.
pub(super) fn loose(
    connection: &Connection,
    session: SecretHash,
    service: &ServiceId,
    now_ms: i64,
) -> Result<Option<Pending>, Fault> {
    Ok(connection
        .prepare_cached(
            "select identity_id, level, person_hash from identity
             where session_hash = ?1 and service_id = ?2 and standing = 'loose' and until_ms > ?3",
        )?
        .query_row((session.0, &service.0, now_ms), who)
        .optional()?)
}

fn who(row: &rusqlite::Row<'_>) -> rusqlite::Result<Pending> {
    let level: String = row.get(1)?;
    Ok(Pending {
        identity: IdentityId(row.get(0)?),
        level: Level::from_name(&level).unwrap_or(Level::Other),
        person: hash(row.get(2)?),
    })
}

/// The keyed hash of the person who is identified in a conversation.
pub(super) fn person_of(
    connection: &Connection,
    conversation: ConversationId,
) -> Result<Option<SecretHash>, Fault> {
    Ok(connection
        .prepare_cached(
            "select person_hash from identity where conversation_id = ?1 and standing = 'first'",
        )?
        .query_row([conversation.0], |row| row.get(0).map(hash))
        .optional()?
        .flatten())
}

/// The keyed hash of the person whom an identity is about.
pub(super) fn person_behind(
    connection: &Connection,
    identity: IdentityId,
) -> Result<Option<SecretHash>, Fault> {
    Ok(connection
        .prepare_cached("select person_hash from identity where identity_id = ?1")?
        .query_row([identity.0], |row| row.get(0).map(hash))
        .optional()?
        .flatten())
}

/// The identified conversations of a person by a door, but their own, newest first.
pub(super) fn kept(
    connection: &Connection,
    person: Option<SecretHash>,
    door: &ServiceId,
    own: Option<ConversationId>,
) -> Result<Vec<KeptConversation>, Fault> {
    let Some(person) = person else {
        return Ok(Vec::new());
    };
    let rows: Vec<(u64, i64)> = connection
        .prepare_cached(
            "select conversation_id, opened_at_ms from identity join conversation using (conversation_id)
             where person_hash = ?1 and standing = 'first' and door_service_id = ?2 and conversation_id <> ?3
             order by conversation_id desc limit ?4",
        )?
        .query_map(
            (person.0, &door.0, own.map_or(0, |own| own.0), FOUND_ROWS),
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?
        .collect::<rusqlite::Result<_>>()?;
    let mut kept = Vec::with_capacity(rows.len());
    for (conversation, opened_at_ms) in rows {
        let head = heads::read(connection, ConversationId(conversation))?;
        kept.extend(head.map(|head| KeptConversation {
            head: Arc::new(head),
            opened_at_ms,
        }));
    }
    Ok(kept)
}
