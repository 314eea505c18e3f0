//! The two logs of a conversation: appending to them and reading them.

use juttu_shared::id::{AgentId, ClientKey, ConversationId};
use juttu_shared::wire::v1::event::{Author, Envelope, Kind, Redacted, StaffKind};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Fault;
use super::writer::Write;
use crate::seal::{Keyring, Log, Place, Sealed};
use crate::store::PAGE;

/// A log: its table's statements and its place under the seal.
#[derive(Clone, Copy)]
pub(super) struct Table {
    log: Log,
    insert: &'static str,
    after: &'static str,
    by_seq: &'static str,
    pub(super) keys: &'static str,
    replace: &'static str,
}

/// The conversation's log.
pub(super) const EVENT: Table = Table {
    log: Log::Public,
    insert:
        "insert into event (conversation_id, seq, at_ms, author, kind, client_key, key_id, body)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    after: "select seq, at_ms, author, client_key, key_id, body from event
            where conversation_id = ?1 and seq > ?2 order by seq limit ?3",
    by_seq: "select seq, at_ms, author, client_key, key_id, body from event
             where conversation_id = ?1 and seq = ?2",
    keys: "select client_key, seq from event
           where conversation_id = ?1 and client_key is not null",
    replace: "update event set key_id = ?3, body = ?4 where conversation_id = ?1 and seq = ?2",
};

/// The staff log.
pub(super) const STAFF_EVENT: Table = Table {
    log: Log::Staff,
    insert: "insert into staff_event (conversation_id, seq, at_ms, author, kind, client_key, key_id, body)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    after: "select seq, at_ms, author, client_key, key_id, body from staff_event
            where conversation_id = ?1 and seq > ?2 order by seq limit ?3",
    by_seq: "select seq, at_ms, author, client_key, key_id, body from staff_event
             where conversation_id = ?1 and seq = ?2",
    keys: "select client_key, seq from staff_event
           where conversation_id = ?1 and client_key is not null",
    replace: "update staff_event set key_id = ?3, body = ?4 where conversation_id = ?1 and seq = ?2",
};

/// A kind of event as it is kept.
pub(super) trait Kept: Serialize + DeserializeOwned {
    /// Its name.
    fn tag(&self) -> &'static str;
    /// What stands in the place of an emptied body.
    fn redacted() -> Self;
}

impl Kept for Kind {
    fn tag(&self) -> &'static str {
        Kind::tag(self)
    }
    fn redacted() -> Self {
        Self::Redacted(Redacted { seq: None })
    }
}

impl Kept for StaffKind {
    fn tag(&self) -> &'static str {
        StaffKind::tag(self)
    }
    fn redacted() -> Self {
        Self::Redacted(Redacted { seq: None })
    }
}

/// Appends an event.
pub(super) fn insert<K: Kept>(
    write: &Write<'_>,
    table: Table,
    event: &Envelope<K>,
) -> Result<(), Fault> {
    let sealed = seal(write, table, event.conversation, event.seq, &event.kind)?;
    write.tx.prepare_cached(table.insert)?.execute((
        event.conversation.0,
        event.seq,
        event.at_ms,
        author_number(event.from),
        event.kind.tag(),
        event.client_key.as_ref().map(|key| key.0.as_str()),
        sealed.key_id,
        sealed.bytes,
    ))?;
    Ok(())
}

/// Puts another body in the place of an event's, or none.
pub(super) fn replace<K: Kept>(
    write: &Write<'_>,
    table: Table,
    conversation: ConversationId,
    seq: u64,
    kind: Option<&K>,
) -> Result<(), Fault> {
    let sealed = kind.map(|kind| seal(write, table, conversation, seq, kind));
    let (key_id, body) = match sealed.transpose()? {
        Some(sealed) => (Some(sealed.key_id), Some(sealed.bytes)),
        None => (None, None),
    };
    let mut statement = write.tx.prepare_cached(table.replace)?;
    statement.execute((conversation.0, seq, key_id, body))?;
    Ok(())
}

fn seal<K: Kept>(
    write: &Write<'_>,
    table: Table,
    conversation: ConversationId,
    seq: u64,
    kind: &K,
) -> Result<Sealed, Fault> {
    let place = Place {
        log: table.log,
        conversation: conversation.0,
        seq,
    };
    let body = serde_json::to_vec(kind).map_err(|_| Fault::Row(conversation.0))?;
    let context = &write.context;
    Ok(context.keyring.seal(&context.random, place, &body)?)
}

/// The first page of events after `after`, in order.
pub(super) fn read<K: Kept>(
    connection: &Connection,
    keyring: &Keyring,
    table: Table,
    conversation: ConversationId,
    after: u64,
) -> Result<Vec<Envelope<K>>, Fault> {
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let mut statement = connection.prepare_cached(table.after)?;
    let mut rows = statement.query((conversation.0, after, PAGE))?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(envelope(row, keyring, table, conversation)?);
    }
    Ok(events)
}

/// The event of a number.
pub(super) fn by_seq<K: Kept>(
    write: &Write<'_>,
    table: Table,
    conversation: ConversationId,
    seq: u64,
) -> Result<Option<Envelope<K>>, Fault> {
    let mut statement = write.tx.prepare_cached(table.by_seq)?;
    let mut rows = statement.query((conversation.0, seq))?;
    match rows.next()? {
        Some(row) => envelope(row, &write.context.keyring, table, conversation).map(Some),
        None => Ok(None),
    }
}

/// The text of the conversation's first message; empty when it is redacted.
pub(super) fn first_text(
    connection: &Connection,
    keyring: &Keyring,
    conversation: ConversationId,
) -> Result<String, Fault> {
    let first = connection
        .prepare_cached(
            "select seq, key_id, body from event
             where conversation_id = ?1 and kind = 'posted' order by seq limit 1",
        )?
        .query_row([conversation.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((seq, Some(key_id), Some(body))) = first else {
        return Ok(String::new());
    };
    let body: Vec<u8> = body;
    match open::<Kind>(keyring, EVENT, conversation, seq, key_id, &body)? {
        Kind::Posted(posted) => Ok(posted.text),
        _ => Ok(String::new()),
    }
}

fn envelope<K: Kept>(
    row: &Row<'_>,
    keyring: &Keyring,
    table: Table,
    conversation: ConversationId,
) -> Result<Envelope<K>, Fault> {
    let seq = row.get(0)?;
    let key_id: Option<u32> = row.get(4)?;
    let kind = match (key_id, row.get_ref(5)?) {
        (Some(key_id), ValueRef::Blob(body)) => {
            open(keyring, table, conversation, seq, key_id, body)?
        }
        _ => K::redacted(),
    };
    Ok(Envelope {
        conversation,
        seq,
        at_ms: row.get(1)?,
        from: author(row.get(2)?),
        client_key: row.get::<_, Option<String>>(3)?.map(ClientKey),
        kind,
    })
}

fn open<K: Kept>(
    keyring: &Keyring,
    table: Table,
    conversation: ConversationId,
    seq: u64,
    key_id: u32,
    body: &[u8],
) -> Result<K, Fault> {
    let place = Place {
        log: table.log,
        conversation: conversation.0,
        seq,
    };
    let body = keyring.open(place, key_id, body)?;
    serde_json::from_slice(&body).map_err(|_| Fault::Row(conversation.0))
}

/// How an author is kept: -1 the visitor, 0 the relay, else the agent's id.
fn author_number(author: Author) -> i64 {
    match author {
        Author::Visitor => -1,
        Author::Relay => 0,
        Author::Agent(agent) => i64::try_from(agent.0).unwrap_or(i64::MAX),
    }
}

fn author(number: i64) -> Author {
    match u64::try_from(number) {
        Err(_) => Author::Visitor,
        Ok(0) => Author::Relay,
        Ok(agent) => Author::Agent(AgentId(agent)),
    }
}
