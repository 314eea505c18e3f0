//! Conversations as they stand, read from their rows, and the writer's memory of the busy ones.

use std::collections::HashMap;
use std::sync::Arc;

use juttu_shared::id::{AgentId, ClientKey, ConversationId, IdentityId, ServiceId};
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::Reach;
use rusqlite::{Connection, OptionalExtension as _};

use super::Fault;
use super::log::{self, Table};
use super::queue;
use crate::seal::{Log, SecretHash};
use crate::store::{Head, Held};

/// How many conversations and commands the writer remembers.
const REMEMBERED: usize = 200_000;

/// The writer's memory of the busy conversations. It alone writes, so what it remembers is what
/// stands, until a rollback.
#[derive(Default)]
pub(super) struct Heads {
    known: HashMap<ConversationId, Known>,
    remembered: usize,
}

/// A conversation and the commands it has seen: the number of the event that acknowledges each.
struct Known {
    head: Arc<Head>,
    keys: HashMap<ClientKey, u64>,
    staff_keys: HashMap<ClientKey, u64>,
}

/// A conversation as it stands, asked for by a command.
pub(super) struct Found {
    pub(super) head: Arc<Head>,
    /// The event that the command made, when it was given before.
    pub(super) seq: Option<u64>,
}

impl Heads {
    /// A conversation as it stands, and the number of the event that a command made in a log, when
    /// it was given before.
    pub(super) fn get(
        &mut self,
        connection: &Connection,
        conversation: ConversationId,
        log: Log,
        key: &ClientKey,
    ) -> Result<Option<Found>, Fault> {
        if !self.known.contains_key(&conversation) {
            let Some(head) = read(connection, conversation)? else {
                return Ok(None);
            };
            let public_keys = keys(connection, log::EVENT, conversation)?;
            let staff_keys = keys(connection, log::STAFF_EVENT, conversation)?;
            self.make_room(1 + public_keys.len() + staff_keys.len());
            let known = Known {
                head: Arc::new(head),
                keys: public_keys,
                staff_keys,
            };
            self.known.insert(conversation, known);
        }
        Ok(self.known.get(&conversation).map(|known| Found {
            head: Arc::clone(&known.head),
            seq: known.of(log).get(key).copied(),
        }))
    }

    /// A conversation has changed by a command.
    pub(super) fn put(&mut self, head: Arc<Head>) {
        match self.known.get_mut(&head.id) {
            Some(known) => known.head = head,
            None => {
                self.make_room(1);
                let known = Known {
                    head: Arc::clone(&head),
                    keys: HashMap::new(),
                    staff_keys: HashMap::new(),
                };
                self.known.insert(head.id, known);
            }
        }
    }

    /// A command is acknowledged by the event `seq` of a log.
    pub(super) fn put_key(
        &mut self,
        conversation: ConversationId,
        log: Log,
        key: ClientKey,
        seq: u64,
    ) {
        self.remembered += 1;
        if let Some(known) = self.known.get_mut(&conversation) {
            known.of_mut(log).insert(key, seq);
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    fn make_room(&mut self, more: usize) {
        if self.remembered + more > REMEMBERED {
            self.clear();
        }
        self.remembered += more;
    }
}

impl Known {
    fn of(&self, log: Log) -> &HashMap<ClientKey, u64> {
        match log {
            Log::Staff => &self.staff_keys,
            _ => &self.keys,
        }
    }

    fn of_mut(&mut self, log: Log) -> &mut HashMap<ClientKey, u64> {
        match log {
            Log::Staff => &mut self.staff_keys,
            _ => &mut self.keys,
        }
    }
}

/// A conversation as its rows say.
pub(super) fn read(
    connection: &Connection,
    conversation: ConversationId,
) -> Result<Option<Head>, Fault> {
    if i64::try_from(conversation.0).is_err() {
        return Ok(None);
    }
    let found = connection
        .prepare_cached(
            "select service_id, state, language, topic, is_live,
                    case when is_live then waiting_since_ms else coalesce(left_at_ms, waiting_since_ms) end,
                    in_front, answer_by_ms, code_hash is not null,
                    coalesce(has_phone, 0), coalesce(safe_to_call, 0), coalesce(has_email, 0), exited,
                    door_service_id, concerns, area, closed_at_ms,
                    (select identity_id from identity where standing = 'first'
                       and identity.conversation_id = conversation.conversation_id),
                    exists (select 1 from identity where standing = 'first' and person_hash is not null
                       and identity.conversation_id = conversation.conversation_id)
             from conversation left join pickup_code using (conversation_id)
                  left join contact using (conversation_id)
             where conversation_id = ?1",
        )?
        .query_row([conversation.0], |row| {
            let state: String = row.get(1)?;
            let head = Head {
                id: conversation,
                service: ServiceId(row.get(0)?),
                door: ServiceId(row.get(13)?),
                reference: conversation.0,
                state: State::Closed,
                closed_at_ms: row.get(16)?,
                language: row.get(2)?,
                topic: row.get(3)?,
                concerns: queue::concerns(row.get(14)?),
                area: row.get(15)?,
                is_live: row.get(4)?,
                waiting_since_ms: row.get(5)?,
                in_front: row.get(6)?,
                answer_by_ms: row.get(7)?,
                reach: Reach {
                    code: row.get(8)?,
                    phone: row.get(9)?,
                    safe_to_call: row.get(10)?,
                    email: row.get(11)?,
                    identification: row.get(18)?,
                },
                identity: row.get::<_, Option<u64>>(17)?.map(IdentityId),
                request: None,
                exited: row.get(12)?,
                last_seq: 0,
                visitor_seq: 0,
                agent_seq: 0,
                answer_seq: 0,
                last_staff_seq: 0,
                last_at_ms: 0,
                agents: Vec::new(),
                consulted: Vec::new(),
            };
            Ok((head, state))
        })
        .optional()?;
    let Some((head, state)) = found else {
        return Ok(None);
    };
    let (last_seq, at_ms) = last(
        connection,
        "select seq, at_ms from event where conversation_id = ?1 order by seq desc limit 1",
        conversation,
    )?;
    let (visitor_seq, _) = last(
        connection,
        "select seq, at_ms from event where conversation_id = ?1 and author = -1 and kind = 'posted'
         order by seq desc limit 1",
        conversation,
    )?;
    let (agent_seq, _) = last(
        connection,
        "select seq, at_ms from event where conversation_id = ?1 and author > 0
         order by seq desc limit 1",
        conversation,
    )?;
    let (answer_seq, _) = last(
        connection,
        "select seq, at_ms from event where conversation_id = ?1 and author > 0 and kind = 'posted'
         order by seq desc limit 1",
        conversation,
    )?;
    let (last_staff_seq, staff_at_ms) = last(
        connection,
        "select seq, at_ms from staff_event where conversation_id = ?1 order by seq desc limit 1",
        conversation,
    )?;
    let request = open_request(connection, conversation)?;
    let agents = agents_of(
        connection,
        "select agent_id from participant where conversation_id = ?1 and departed_at_ms is null
         order by joined_at_ms, agent_id",
        conversation,
    )?;
    let consulted = agents_of(
        connection,
        "select agent_id from consulted where conversation_id = ?1 and departed_at_ms is null
         order by asked_at_ms, agent_id",
        conversation,
    )?;
    Ok(Some(Head {
        state: State::from_name(&state).ok_or(Fault::Row(conversation.0))?,
        last_seq,
        visitor_seq,
        agent_seq,
        answer_seq,
        last_staff_seq,
        last_at_ms: at_ms.max(staff_at_ms),
        agents,
        consulted,
        request,
        ..head
    }))
}

/// The newest request to identify, unless something has answered or ended it since.
fn open_request(
    connection: &Connection,
    conversation: ConversationId,
) -> rusqlite::Result<Option<u64>> {
    let newest = connection
        .prepare_cached(
            "select seq, kind = 'identification_requested' from event
             where conversation_id = ?1 and kind in ('identification_requested',
               'identification_completed', 'identification_declined', 'closed', 'exited')
             order by seq desc limit 1",
        )?
        .query_row([conversation.0], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(newest.and_then(|(seq, is_open): (u64, bool)| is_open.then_some(seq)))
}

fn agents_of(
    connection: &Connection,
    sql: &str,
    conversation: ConversationId,
) -> rusqlite::Result<Vec<AgentId>> {
    connection
        .prepare_cached(sql)?
        .query_map([conversation.0], |row| row.get(0).map(AgentId))?
        .collect()
}

/// The conversation that a session holds.
pub(super) fn of_session(
    connection: &Connection,
    secret: SecretHash,
) -> Result<Option<Head>, Fault> {
    match session(connection, secret)? {
        Some((conversation, true)) => read(connection, conversation),
        Some((_, false)) | None => Ok(None),
    }
}

/// The conversation that a session holds, or held until its resident left in a hurry.
pub(super) fn held(connection: &Connection, secret: SecretHash) -> Result<Option<Held>, Fault> {
    let Some((conversation, still)) = session(connection, secret)? else {
        return Ok(None);
    };
    let head = read(connection, conversation)?;
    Ok(head.map(|head| Held {
        head: Arc::new(head),
        still,
    }))
}

/// A session's conversation, and whether the session opens it still.
pub(super) fn session(
    connection: &Connection,
    secret: SecretHash,
) -> Result<Option<(ConversationId, bool)>, Fault> {
    Ok(connection
        .prepare_cached(
            "select conversation_id, session.exits = conversation.exits
             from session join conversation using (conversation_id) where secret_hash = ?1",
        )?
        .query_row([secret.0], |row| {
            Ok((ConversationId(row.get(0)?), row.get(1)?))
        })
        .optional()?)
}

/// The conversation that a pick-up code opens.
pub(super) fn of_code(connection: &Connection, code: SecretHash) -> Result<Option<Head>, Fault> {
    match by_code(connection, code)? {
        Some(conversation) => read(connection, conversation),
        None => Ok(None),
    }
}

/// Which that is.
pub(super) fn by_code(
    connection: &Connection,
    code: SecretHash,
) -> Result<Option<ConversationId>, Fault> {
    Ok(connection
        .prepare_cached("select conversation_id from pickup_code where code_hash = ?1")?
        .query_row([code.0], |row| row.get(0).map(ConversationId))
        .optional()?)
}

/// The conversations that an agent takes part in or is consulted on and that have not ended.
pub(super) fn of_agent(connection: &Connection, agent: AgentId) -> Result<Vec<Arc<Head>>, Fault> {
    let ids: Vec<ConversationId> = connection
        .prepare_cached(
            "select conversation_id from participant join conversation using (conversation_id)
             where agent_id = ?1 and departed_at_ms is null and state in ('active', 'left')
             union
             select conversation_id from consulted join conversation using (conversation_id)
             where agent_id = ?1 and departed_at_ms is null and state = 'active'
             order by conversation_id",
        )?
        .query_map([agent.0], |row| row.get(0).map(ConversationId))?
        .collect::<rusqlite::Result<_>>()?;
    all(connection, ids)
}

/// The conversations that go on, oldest first.
pub(super) fn active(connection: &Connection) -> Result<Vec<Arc<Head>>, Fault> {
    let ids = connection
        .prepare_cached(
            "select conversation_id from conversation where state = 'active' order by conversation_id",
        )?
        .query_map([], |row| row.get(0).map(ConversationId))?
        .collect::<rusqlite::Result<_>>()?;
    all(connection, ids)
}

fn all(connection: &Connection, ids: Vec<ConversationId>) -> Result<Vec<Arc<Head>>, Fault> {
    let mut heads = Vec::with_capacity(ids.len());
    for id in ids {
        heads.extend(read(connection, id)?.map(Arc::new));
    }
    Ok(heads)
}

/// The commands that a log has seen.
fn keys(
    connection: &Connection,
    table: Table,
    conversation: ConversationId,
) -> Result<HashMap<ClientKey, u64>, Fault> {
    Ok(connection
        .prepare_cached(table.keys)?
        .query_map([conversation.0], |row| {
            Ok((ClientKey(row.get(0)?), row.get(1)?))
        })?
        .collect::<rusqlite::Result<_>>()?)
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
