//! Who waits, live and as contact requests, and how long they did.

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::rules::text::first_words;
use juttu_shared::wire::v1::agent::{Reach, Request, Waiting};
use juttu_shared::wire::v1::event::Concerns;
use rusqlite::{Connection, Row};

use super::{Fault, log};
use crate::seal::Keyring;

/// How many characters of the first message the queue shows.
pub(super) const FIRST_WORDS_CHARS: usize = 120;

const LIVE: &str =
    "select conversation_id, waiting_since_ms, language, topic, in_front, 0, null, 0, 0, 0, 0, 0,
            concerns, area, door_service_id,
            exists (select 1 from identity where standing = 'first'
              and identity.conversation_id = conversation.conversation_id),
            0
     from conversation where service_id = ?1 and state = 'waiting'";

const LEFT: &str =
    "select conversation_id, coalesce(left_at_ms, waiting_since_ms), language, topic, 0, 1, answer_by_ms,
            code_hash is not null, coalesce(has_phone, 0), coalesce(safe_to_call, 0), coalesce(has_email, 0),
            exited, concerns, area, door_service_id,
            exists (select 1 from identity where standing = 'first'
              and identity.conversation_id = conversation.conversation_id),
            exists (select 1 from identity where standing = 'first' and person_hash is not null
              and identity.conversation_id = conversation.conversation_id)
     from conversation left join pickup_code using (conversation_id) left join contact using (conversation_id)
     where service_id = ?1 and state = 'left'";

/// Who waits in these services: those sent back to the front first, then longest first.
pub(super) fn waiting(
    connection: &Connection,
    keyring: &Keyring,
    services: &[ServiceId],
) -> Result<Vec<Waiting>, Fault> {
    let mut all = Vec::new();
    for service in services {
        for sql in [LIVE, LEFT] {
            let mut statement = connection.prepare_cached(sql)?;
            let rows: Vec<Waiting> = statement
                .query_map([&service.0], |row| without_words(row, service))?
                .collect::<rusqlite::Result<_>>()?;
            all.extend(rows);
        }
    }
    // Whoever sees what somebody identified wrote is written down, and who looks at a queue is not.
    for waiting in all.iter_mut().filter(|waiting| !waiting.identified) {
        let text = log::first_text(connection, keyring, waiting.conversation)?;
        waiting.first_words = first_words(&text, FIRST_WORDS_CHARS);
    }
    all.sort_by_key(|waiting| (!waiting.in_front, waiting.since_ms, waiting.conversation));
    Ok(all)
}

fn without_words(row: &Row<'_>, service: &ServiceId) -> rusqlite::Result<Waiting> {
    let id = row.get(0)?;
    let request = Request {
        answer_by_ms: row.get(6)?,
        answer_by: None,
        reach: Reach {
            code: row.get(7)?,
            phone: row.get(8)?,
            safe_to_call: row.get(9)?,
            email: row.get(10)?,
            identification: row.get(16)?,
        },
        exited: row.get(11)?,
    };
    Ok(Waiting {
        conversation: ConversationId(id),
        service: service.clone(),
        reference: id,
        since_ms: row.get(1)?,
        in_front: row.get(4)?,
        away: false,
        topic: row.get(3)?,
        concerns: concerns(row.get(12)?),
        area: row.get(13)?,
        door: Some(ServiceId(row.get(14)?)).filter(|door| door != service),
        identified: row.get(15)?,
        request: row.get::<_, bool>(5)?.then_some(request),
        language: row.get(2)?,
        first_words: String::new(),
    })
}

/// Whose matter it is, as it is kept.
pub(super) fn concerns(name: Option<String>) -> Option<Concerns> {
    name.as_deref().and_then(Concerns::from_name)
}

/// How many wait live in a service.
pub(super) fn count(connection: &Connection, service: &ServiceId) -> Result<u32, Fault> {
    Ok(connection
        .prepare_cached(
            "select count(*) from conversation where service_id = ?1 and state = 'waiting'",
        )?
        .query_row([&service.0], |row| row.get(0))?)
}

/// How long each that was claimed from the queue since `since_ms` had waited.
pub(super) fn waits(
    connection: &Connection,
    service: &ServiceId,
    since_ms: i64,
) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached(
            // One that waits again has not been claimed for that wait yet.
            "select claimed_at_ms - waiting_since_ms from conversation
             where service_id = ?1 and claimed_at_ms >= ?2 and claimed_at_ms >= waiting_since_ms
             order by claimed_at_ms, conversation_id",
        )?
        .query_map((&service.0, since_ms), |row| row.get(0))?
        .collect()
}
