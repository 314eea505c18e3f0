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
use crate::store::accounts::Lock;

/// Of what is asked for that which is not shut: `?1` are the services that are, `?2` whether those are
/// whose resident has identified; of those between `?3` and `?4` at most `?5`.
macro_rules! open {
    ($from:literal, $newest:literal) => {
        concat!(
            "select conversation_id from ",
            $from,
            " and conversation_id between ?3 and ?4
              and instr(?1, ' ' || service_id || ' ') = 0
              and instr(?1, ' ' || door_service_id || ' ') = 0
              and (?2 = 0 or not exists
                   (select 1 from identity where standing = 'first'
                    and identity.conversation_id = conversation.conversation_id))
              order by ",
            $newest,
            " desc limit ?5"
        )
    };
}

/// Of the agent's own, of those that stand in either table: newest first, by the table's index.
const OWN: [&str; 2] = [
    open!(
        "participant join conversation using (conversation_id)
         where agent_id = ?6 and departed_at_ms is null
           and coalesce(closed_at_ms >= ?7, 1) and (?8 is null or service_id = ?8)",
        "participant.conversation_id"
    ),
    open!(
        "consulted join conversation using (conversation_id)
         where agent_id = ?6 and departed_at_ms is null
           and coalesce(closed_at_ms >= ?7, 1) and (?8 is null or service_id = ?8)",
        "consulted.conversation_id"
    ),
];

/// Of a service: newest first, by an index, and no further than is wanted, past what is shut.
const OF_SERVICE: &str = open!("conversation where service_id = ?6", "conversation_id");

const ROW: &str = "
    select conversation_id, service_id, state, opened_at_ms, closed_at_ms,
           coalesce(concluded_topic, topic), outcome
    from conversation where conversation_id = ?1";

/// The newest that are asked for, and whether there are older ones. However many there are, no more
/// are looked at than are shown or shut, but for the agent's own.
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
    let shut = shut(&search.lock);
    let identified = search.lock.identified;
    let mut own = BTreeSet::new();
    for sql in OWN {
        let service = asked.map(|id| &id.0);
        let since_ms = search.own_since_ms;
        let found = params![
            shut,
            identified,
            from,
            to,
            most,
            search.agent.0,
            since_ms,
            service
        ];
        own.extend(ids(connection, sql, found)?);
    }
    let mut all = own.clone();
    let services = search.services.iter();
    for service in services.filter(|id| asked.is_none_or(|asked| asked == *id)) {
        let found = params![shut, identified, from, to, most, service.0];
        all.extend(ids(connection, OF_SERVICE, found)?);
    }
    let mut statement = connection.prepare_cached(ROW)?;
    let newest = all.iter().rev().take(FOUND_ROWS);
    let rows = newest.map(|id| statement.query_row([id], |row| past(row, own.contains(id))));
    let rows = rows.collect::<rusqlite::Result<_>>()?;
    Ok((rows, all.len() > FOUND_ROWS))
}

/// The services that are shut, each between two spaces, of which no id has one.
fn shut(lock: &Lock) -> String {
    let ids = lock.services.iter().map(|id| format!(" {} ", id.0));
    ids.collect()
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
