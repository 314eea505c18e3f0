//! Conversations as they stand, read from their rows, and the writer's memory of the busy ones.

use std::collections::HashMap;
use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId, ServiceId};
use juttu_shared::rules::state::State;
use rusqlite::{Connection, OptionalExtension as _};

use super::Fault;
use crate::seal::SecretHash;
use crate::store::Head;

/// How many conversations the writer remembers.
const REMEMBERED: usize = 20_000;

/// The writer's memory. It alone writes, so what it remembers is what stands, until a rollback.
#[derive(Default)]
pub(super) struct Heads(HashMap<ConversationId, Arc<Head>>);

impl Heads {
    pub(super) fn get(
        &mut self,
        connection: &Connection,
        conversation: ConversationId,
    ) -> Result<Option<Arc<Head>>, Fault> {
        if let Some(head) = self.0.get(&conversation) {
            return Ok(Some(Arc::clone(head)));
        }
        let head = read(connection, conversation)?.map(Arc::new);
        if let Some(head) = &head {
            self.put(Arc::clone(head));
        }
        Ok(head)
    }

    pub(super) fn put(&mut self, head: Arc<Head>) {
        if self.0.len() >= REMEMBERED {
            self.clear();
        }
        self.0.insert(head.id, head);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

/// A conversation as its rows say.
pub(super) fn read(
    connection: &Connection,
    conversation: ConversationId,
) -> Result<Option<Head>, Fault> {
    let found = connection
        .prepare_cached(
            "select service_id, reference, state, language, waiting_since_ms
             from conversation where conversation_id = ?1",
        )?
        .query_row([conversation.0], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, u64>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, i64>(4)?,
            ))
        })
        .optional()?;
    let Some((service, reference, state, language, waiting_since_ms)) = found else {
        return Ok(None);
    };
    let (last_seq, at_ms) = last(
        connection,
        "select seq, at_ms from event where conversation_id = ?1 order by seq desc limit 1",
        conversation,
    )?;
    let (last_staff_seq, staff_at_ms) = last(
        connection,
        "select seq, at_ms from staff_event where conversation_id = ?1 order by seq desc limit 1",
        conversation,
    )?;
    let agents = connection
        .prepare_cached("select agent_id from participant where conversation_id = ?1 order by joined_at_ms, agent_id")?
        .query_map([conversation.0], |row| row.get(0).map(AgentId))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(Some(Head {
        id: conversation,
        service: ServiceId(service),
        reference,
        state: State::from_name(&state).ok_or(Fault::Row(conversation.0))?,
        language,
        waiting_since_ms,
        last_seq,
        last_staff_seq,
        last_at_ms: at_ms.max(staff_at_ms),
        agents,
    }))
}

/// The conversation that a session holds.
pub(super) fn of_session(
    connection: &Connection,
    secret: SecretHash,
) -> Result<Option<Head>, Fault> {
    let conversation = connection
        .prepare_cached("select conversation_id from session where secret_hash = ?1")?
        .query_row([secret.0], |row| row.get(0).map(ConversationId))
        .optional()?;
    match conversation {
        Some(conversation) => read(connection, conversation),
        None => Ok(None),
    }
}

/// The conversations that an agent takes part in and that have not ended.
pub(super) fn of_agent(connection: &Connection, agent: AgentId) -> Result<Vec<Arc<Head>>, Fault> {
    let ids: Vec<ConversationId> = connection
        .prepare_cached(
            "select conversation_id from participant join conversation using (conversation_id)
             where agent_id = ?1 and state in ('active', 'left') order by conversation_id",
        )?
        .query_map([agent.0], |row| row.get(0).map(ConversationId))?
        .collect::<rusqlite::Result<_>>()?;
    let mut heads = Vec::with_capacity(ids.len());
    for id in ids {
        heads.extend(read(connection, id)?.map(Arc::new));
    }
    Ok(heads)
}

fn last(
    connection: &Connection,
    sql: &str,
    conversation: ConversationId,
) -> Result<(u64, i64), Fault> {
    Ok(connection
        .prepare_cached(sql)?
        .query_row([conversation.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .unwrap_or((0, 0)))
}
