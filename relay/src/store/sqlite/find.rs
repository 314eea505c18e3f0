//! Finding conversations that are not on the desk.

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::limits::FOUND_ROWS;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::Past;
use juttu_shared::wire::v1::event::Outcome;
use rusqlite::{Connection, Row, params};

use super::Fault;
use crate::store::Search;

/// Newest first. The services that are asked for besides the agent's own come as a JSON array.
const FIND: &str = "
    with own as (
      select conversation_id from participant where agent_id = ?1 and departed_at_ms is null
      union
      select conversation_id from consulted where agent_id = ?1 and departed_at_ms is null)
    select conversation_id, service_id, state, opened_at_ms, closed_at_ms,
           coalesce(concluded_topic, topic), outcome,
           conversation_id in own and coalesce(closed_at_ms >= ?2, 1)
    from conversation
    where (conversation_id in own and coalesce(closed_at_ms >= ?2, 1)
           or service_id in (select value from json_each(?3)))
      and (?4 is null or service_id = ?4)
      and (?5 is null or conversation_id = ?5)
      and (?6 is null or conversation_id < ?6)
    order by conversation_id desc limit ?7";

/// The newest that are asked for, and whether there are older ones.
pub(super) fn find(connection: &Connection, search: &Search) -> Result<(Vec<Past>, bool), Fault> {
    let services: Vec<_> = search.services.iter().map(|id| id.0.as_str()).collect();
    let services = serde_json::to_string(&services).unwrap_or_default();
    let number = |it: Option<u64>| it.map(|it| i64::try_from(it).unwrap_or(i64::MAX));
    let mut rows: Vec<Past> = connection
        .prepare_cached(FIND)?
        .query_map(
            params![
                search.agent.0,
                search.own_since_ms,
                services,
                search.service.as_ref().map(|id| &id.0),
                number(search.reference),
                number(search.before.map(|id| id.0)),
                FOUND_ROWS + 1,
            ],
            past,
        )?
        .collect::<rusqlite::Result<_>>()?;
    let has_more = rows.len() > FOUND_ROWS;
    rows.truncate(FOUND_ROWS);
    Ok((rows, has_more))
}

fn past(row: &Row<'_>) -> rusqlite::Result<Past> {
    let id = row.get(0)?;
    let (state, outcome): (String, Option<String>) = (row.get(2)?, row.get(6)?);
    Ok(Past {
        conversation: ConversationId(id),
        service: ServiceId(row.get(1)?),
        reference: id,
        // The table takes no other.
        state: State::from_name(&state).unwrap_or(State::Closed),
        opened_at_ms: row.get(3)?,
        closed_at_ms: row.get(4)?,
        topic: row.get(5)?,
        outcome: outcome.and_then(|name| {
            serde_json::from_value::<Outcome>(serde_json::Value::String(name)).ok()
        }),
        own: row.get(7)?,
    })
}
