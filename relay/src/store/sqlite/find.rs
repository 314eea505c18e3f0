//! Finding conversations that are not on the desk.

use std::collections::BTreeSet;

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::limits::FOUND_ROWS;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::Past;
use juttu_shared::wire::v1::event::Outcome;
use rusqlite::{Connection, Row, ToSql, params};

use super::Fault;
use crate::store::Search;

/// Of the agent's own, of those that stand in either table between two numbers: newest first, by the
/// table's index.
const OWN: [&str; 2] = [
    "select conversation_id from participant join conversation using (conversation_id)
     where agent_id = ?1 and departed_at_ms is null and conversation_id between ?2 and ?3
       and coalesce(closed_at_ms >= ?4, 1) and (?5 is null or service_id = ?5)
     order by participant.conversation_id desc limit ?6",
    "select conversation_id from consulted join conversation using (conversation_id)
     where agent_id = ?1 and departed_at_ms is null and conversation_id between ?2 and ?3
       and coalesce(closed_at_ms >= ?4, 1) and (?5 is null or service_id = ?5)
     order by consulted.conversation_id desc limit ?6",
];

/// Of a service: newest first, by an index, and no further than is wanted.
const OF_SERVICE: &str = "
    select conversation_id from conversation
    where service_id = ?1 and conversation_id between ?2 and ?3
    order by conversation_id desc limit ?4";

const ROW: &str = "
    select conversation_id, service_id, state, opened_at_ms, closed_at_ms,
           coalesce(concluded_topic, topic), outcome
    from conversation where conversation_id = ?1";

/// The newest that are asked for, and whether there are older ones. However many there are, no more
/// are looked at than are shown, but for the agent's own.
pub(super) fn find(connection: &Connection, search: &Search) -> Result<(Vec<Past>, bool), Fault> {
    let number = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
    let before = search.before.map(|id| number(id.0).saturating_sub(1));
    let last = before.unwrap_or(i64::MAX);
    let (from, to) = match search.reference.map(number) {
        Some(reference) => (reference, reference.min(last)),
        None => (0, last),
    };
    let most = FOUND_ROWS + 1;
    let asked = search.service.as_ref();
    let mut own = BTreeSet::new();
    for sql in OWN {
        let service = asked.map(|id| &id.0);
        let since_ms = search.own_since_ms;
        let found = params![search.agent.0, from, to, since_ms, service, most];
        own.extend(ids(connection, sql, found)?);
    }
    let mut all = own.clone();
    let services = search.services.iter();
    for service in services.filter(|id| asked.is_none_or(|asked| asked == *id)) {
        let found = params![service.0, from, to, most];
        all.extend(ids(connection, OF_SERVICE, found)?);
    }
    let mut statement = connection.prepare_cached(ROW)?;
    let newest = all.iter().rev().take(FOUND_ROWS);
    let rows = newest.map(|id| statement.query_row([id], |row| past(row, own.contains(id))));
    let rows = rows.collect::<rusqlite::Result<_>>()?;
    Ok((rows, all.len() > FOUND_ROWS))
}

fn ids(connection: &Connection, sql: &str, asked: &[&dyn ToSql]) -> rusqlite::Result<Vec<u64>> {
    let mut statement = connection.prepare_cached(sql)?;
    statement.query_map(asked, |row| row.get(0))?.collect()
}

fn past(row: &Row<'_>, own: bool) -> rusqlite::Result<Past> {
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
        own,
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::schema;
    use super::*;

    #[test]
    fn however_many_there_are_no_table_is_walked() {
        let mut connection = Connection::open_in_memory().unwrap();
        schema::migrate(&mut connection, Path::new("")).unwrap();
        for sql in OWN.into_iter().chain([OF_SERVICE, ROW]) {
            let mut plan = connection
                .prepare(&format!("explain query plan {sql}"))
                .unwrap();
            let mut rows = plan.raw_query();
            while let Some(row) = rows.next().unwrap() {
                let step: String = row.get(3).unwrap();
                assert!(
                    !step.contains("SCAN") && !step.contains("TEMP"),
                    "{step}: {sql}"
                );
            }
        }
    }
}
