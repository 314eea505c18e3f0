//! Who residents turned out to be, and the attempts on their way there.

mod attempt;
mod expired;
mod prove;

use std::sync::Arc;

use juttu_shared::id::{ConversationId, IdentityId, ServiceId};
use juttu_shared::wire::v1::event::{FailureCause, Level};
use rusqlite::{Connection, OptionalExtension as _};

use super::writer::Write;
use super::{Fault, Sqlite};
use crate::ident::Person;
use crate::seal::{Keyring, Log, Place, SecretHash};
use crate::store::change::{Becomes, Identified};
use crate::store::identities::{
    Attempt, AttemptId, Beginning, Identities, NewTicket, Opened, Proof, Proved, Return,
};
use crate::store::{Answer, Head};

impl Identities for Sqlite {
    fn add_ticket(&self, ticket: NewTicket) -> Answer<()> {
        self.writer.run(move |write| write.add_ticket(&ticket))
    }

    fn ticket(&self, ticket: SecretHash, now_ms: i64) -> Answer<Option<Attempt>> {
        self.readers.run(move |connection, context| {
            attempt::of_ticket(connection, &context.keyring, ticket, now_ms)
        })
    }

    fn begin(&self, beginning: Beginning) -> Answer<Option<Attempt>> {
        self.writer.run(move |write| write.begin(&beginning))
    }

    fn has_begun(&self, state: SecretHash, now_ms: i64) -> Answer<bool> {
        self.read(move |connection| attempt::has_begun(connection, state, now_ms))
    }

    fn come_back(
        &self,
        state: SecretHash,
        cookie: Option<SecretHash>,
        now_ms: i64,
    ) -> Answer<Return> {
        self.writer
            .run(move |write| write.come_back(state, cookie, now_ms))
    }

    fn pend(
        &self,
        attempt: AttemptId,
        person: Person,
        result: SecretHash,
        now_ms: i64,
    ) -> Answer<bool> {
        self.writer
            .run(move |write| write.pend(attempt, &person, result, now_ms))
    }

    fn fail(
        &self,
        attempt: AttemptId,
        cause: FailureCause,
        result: Option<SecretHash>,
        now_ms: i64,
    ) -> Answer<()> {
        self.writer
            .run(move |write| write.fail_attempt(attempt, cause, result, now_ms))
    }

    fn prove(&self, proof: Proof) -> Answer<Proved> {
        self.writer.run(move |write| write.prove(&proof))
    }

    fn reopen(
        &self,
        session: SecretHash,
        service: ServiceId,
        conversation: ConversationId,
        now_ms: i64,
    ) -> Answer<Option<Arc<Head>>> {
        self.writer
            .run(move |write| write.reopen(session, &service, conversation, now_ms))
    }

    fn burn(&self, result: SecretHash, now_ms: i64) -> Answer<()> {
        self.writer.run(move |write| write.burn(result, now_ms))
    }

    fn identifying(&self, now_ms: i64) -> Answer<Vec<(ConversationId, AttemptId, i64)>> {
        self.read(move |connection| attempt::under_way(connection, now_ms))
    }

    fn has_expired(&self, now_ms: i64) -> Answer<bool> {
        self.read(move |connection| expired::any(connection, now_ms))
    }

    fn erase_expired(&self, now_ms: i64) -> Answer<()> {
        self.writer.run(move |write| write.erase_expired(now_ms))
    }
}

/// An identity of a conversation, opened; none when it has no such one, or when that was forgotten.
/// Who shows it to anybody writes that down first.
pub(super) fn open(
    connection: &Connection,
    keyring: &Keyring,
    conversation: ConversationId,
    identity: IdentityId,
) -> Result<Option<Opened>, Fault> {
    if i64::try_from(identity.0).is_err() {
        return Ok(None);
    }
    let found = connection
        .prepare_cached(
            "select level, at_ms, provider, request, key_id, body from identity
             where identity_id = ?1 and conversation_id = ?2 and standing in ('first', 'other')",
        )?
        .query_row((identity.0, conversation.0), |row| {
            let level: String = row.get(0)?;
            let sealed: (Option<u32>, Option<Vec<u8>>) = (row.get(4)?, row.get(5)?);
            Ok((level, row.get(1)?, row.get(2)?, row.get(3)?, sealed))
        })
        .optional()?;
    let Some((level, at_ms, provider, request, (Some(key_id), Some(body)))) = found else {
        return Ok(None);
    };
    let body = zeroize::Zeroizing::new(keyring.open(place(identity), key_id, &body)?);
    let person = serde_json::from_slice(&body).map_err(|_| Fault::Row(conversation.0))?;
    Ok(Some(Opened {
        id: identity,
        level: Level::from_name(&level).unwrap_or(Level::Other),
        at_ms,
        provider,
        request,
        person,
    }))
}

impl Write<'_> {
    /// Makes an identity a conversation's, or lets go of those it has, as the change says.
    pub(super) fn keep_identity(
        &mut self,
        head: &mut Head,
        identified: Option<Identified>,
        forgets: bool,
        code: Option<SecretHash>,
    ) -> Result<(), Fault> {
        if forgets {
            self.forget(head)?;
        }
        if let Some(code) = code {
            self.keep_code(head, code)?;
        }
        let Some(identified) = identified else {
            return Ok(());
        };
        if let Some(standing) = identified.becomes {
            self.tx
                .prepare_cached(
                    "update identity set standing = ?2, conversation_id = ?3, session_hash = null,
                       until_ms = null where identity_id = ?1",
                )?
                .execute((identified.identity.0, standing.name(), head.id.0))?;
        } else {
            self.erase_identity(identified.identity)?;
        }
        self.end_other_sessions(head, identified.session)?;
        if identified.becomes == Some(Becomes::First) {
            self.empty_contact_of_others(head, identified.session)?;
        }
        // What else was begun for it need not be told of any more.
        self.tx
            .prepare_cached("update identification set tells = 0 where conversation_id = ?1")?
            .execute([head.id.0])?;
        let (identity, is_known_again) = first(self.tx, head.id)?;
        head.identity = identity;
        head.reach.identification = is_known_again;
        Ok(())
    }

    /// Empties who the resident is. The rows stay, without whom they were about.
    fn forget(&mut self, head: &mut Head) -> Result<(), Fault> {
        self.tx
            .prepare_cached(
                "update identity set standing = 'forgotten', person_hash = null, key_id = null, body = null,
                   has_personal_code = 0 where conversation_id = ?1",
            )?
            .execute([head.id.0])?;
        *self.emptied = true;
        head.identity = None;
        head.reach.identification = false;
        Ok(())
    }

    /// No session but that one opens the conversation any more, and no code.
    fn end_other_sessions(&self, head: &mut Head, session: SecretHash) -> Result<(), Fault> {
        self.tx
            .prepare_cached("update conversation set exits = exits + 1 where conversation_id = ?1")?
            .execute([head.id.0])?;
        self.tx
            .prepare_cached(
                "update session set exits = (select exits from conversation where conversation_id = ?2)
                 where secret_hash = ?1 and conversation_id = ?2",
            )?
            .execute((session.0, head.id.0))?;
        self.tx
            .prepare_cached("delete from pickup_code where conversation_id = ?1")?
            .execute([head.id.0])?;
        head.reach.code = false;
        Ok(())
    }

    /// Erases an identity that never became a conversation's.
    fn erase_identity(&mut self, identity: IdentityId) -> Result<(), Fault> {
        self.tx
            .prepare_cached("update identification set identity_id = null where identity_id = ?1")?
            .execute([identity.0])?;
        self.tx
            .prepare_cached(
                "delete from identity where identity_id = ?1 and conversation_id is null",
            )?
            .execute([identity.0])?;
        *self.emptied = true;
        Ok(())
    }
}

/// A conversation's identity, and whether the same person would be known again.
fn first(
    connection: &Connection,
    conversation: ConversationId,
) -> Result<(Option<IdentityId>, bool), Fault> {
    Ok(connection
        .prepare_cached(
            "select identity_id, person_hash is not null from identity
             where conversation_id = ?1 and standing = 'first'",
        )?
        .query_row([conversation.0], |row| {
            Ok((Some(IdentityId(row.get(0)?)), row.get(1)?))
        })
        .optional()?
        .unwrap_or_default())
}

/// Where a person is sealed: with the identity alone, since the conversation may come later.
fn place(identity: IdentityId) -> Place {
    Place {
        log: Log::Identity,
        conversation: identity.0,
        seq: 0,
    }
}

fn hash(bytes: Option<[u8; 32]>) -> Option<SecretHash> {
    bytes.map(SecretHash)
}
