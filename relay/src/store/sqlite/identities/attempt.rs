//! An attempt, from the ticket to its outcome.

use juttu_shared::id::{ConversationId, IdentityId, ServiceId};
use juttu_shared::limits::{IDENTIFICATION_MS, IDENTIFICATIONS_AT_ONCE, RESULT_MS, TICKET_MS};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::FailureCause;
use rusqlite::{Connection, OptionalExtension as _, Params, Row, params};
use zeroize::Zeroizing;

use super::super::writer::Write;
use super::super::{Fault, heads};
use super::{hash, place};
use crate::ident::{Kept, Person};
use crate::seal::{Keyring, Log, Place, SecretHash};
use crate::store::identities::{
    Attempt, AttemptId, Beginning, NewTicket, Return, ReturnTo, person_hash,
};

/// What of an attempt is sealed.
#[derive(serde::Serialize, serde::Deserialize)]
struct Body {
    return_to: ReturnTo,
    kept: Option<Kept>,
}

/// An attempt as its row says.
struct Found {
    attempt: Attempt,
    cookie: Option<SecretHash>,
    kept: Option<Kept>,
}

impl Write<'_> {
    pub(super) fn add_ticket(&self, ticket: &NewTicket) -> Result<(), Fault> {
        let most = match ticket.conversation {
            Some(_) => IDENTIFICATIONS_AT_ONCE,
            None => IDENTIFICATIONS_AT_ONCE / 2,
        };
        if at_once(self.tx, most, ticket.until_ms - TICKET_MS)? >= most {
            return Err(Fault::Refused(Refusal::QueueFull));
        }
        self.tx
            .prepare_cached(
                "insert into identification
                   (phase, ticket_hash, session_hash, service_id, conversation_id, request, provider, language, until_ms)
                 values ('ticket', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                ticket.ticket.0,
                ticket.session.0,
                ticket.service.0,
                ticket.conversation.map(|it| it.0),
                ticket.request,
                ticket.provider,
                ticket.language,
                ticket.until_ms,
            ])?;
        let id = u64::try_from(self.tx.last_insert_rowid()).map_err(|_| Fault::Row(0))?;
        let body = Body {
            return_to: ticket.return_to.clone(),
            kept: None,
        };
        self.seal_attempt(AttemptId(id), &body)
    }

    pub(super) fn begin(&self, beginning: &Beginning) -> Result<Option<Attempt>, Fault> {
        let now_ms = beginning.now_ms;
        let keyring = &self.context.keyring;
        let Some(mut attempt) = of_ticket(self.tx, keyring, beginning.ticket, now_ms)? else {
            return Ok(None);
        };
        attempt.until_ms = now_ms + IDENTIFICATION_MS;
        // Whoever begins again has given up what was begun before: that is told of no more.
        self.tx
            .prepare_cached(
                "update identification set tells = 0
                 where session_hash = (select session_hash from identification where identification_id = ?1)
                   and identification_id <> ?1",
            )?
            .execute([attempt.id.0])?;
        self.tx
            .prepare_cached(
                "update identification set phase = 'begun', ticket_hash = null, cookie_hash = ?2,
                   state_hash = ?3, until_ms = ?4 where identification_id = ?1",
            )?
            .execute((
                attempt.id.0,
                beginning.cookie.0,
                beginning.state.0,
                attempt.until_ms,
            ))?;
        let body = Body {
            return_to: attempt.return_to.clone(),
            kept: Some(beginning.kept.clone()),
        };
        self.seal_attempt(attempt.id, &body)?;
        Ok(Some(attempt))
    }

    pub(super) fn come_back(
        &mut self,
        state: SecretHash,
        cookie: Option<SecretHash>,
        now_ms: i64,
    ) -> Result<Return, Fault> {
        let found = find(
            self.tx,
            &self.context.keyring,
            "phase = 'begun' and state_hash = ?1 and until_ms > ?2",
            (state.0, now_ms),
        )?;
        let Some(found) = found else {
            return Ok(Return::Unknown);
        };
        let attempt = Box::new(found.attempt);
        let (Some(kept), true) = (found.kept, cookie.is_some() && cookie == found.cookie) else {
            self.erase_attempt(attempt.id)?;
            self.tell_failed(&attempt, FailureCause::Elsewhere, now_ms)?;
            return Ok(Return::Elsewhere(attempt));
        };
        self.tx
            .prepare_cached(
                "update identification set phase = 'back', cookie_hash = null, state_hash = null
                 where identification_id = ?1",
            )?
            .execute([attempt.id.0])?;
        Ok(Return::Here(attempt, Box::new(kept)))
    }

    pub(super) fn pend(
        &mut self,
        attempt: AttemptId,
        person: &Person,
        result: SecretHash,
        now_ms: i64,
    ) -> Result<bool, Fault> {
        let Some(asked) = self.came_back(attempt)? else {
            return Ok(false);
        };
        let keyring = &self.context.keyring;
        let until_ms = now_ms + RESULT_MS;
        self.tx
            .prepare_cached(
                "insert into identity (standing, service_id, session_hash, until_ms, request, provider, level,
                   at_ms, has_personal_code, person_hash)
                 select 'pending', service_id, session_hash, ?2, request, provider, ?3, ?4, ?5, ?6
                 from identification where identification_id = ?1",
            )?
            .execute((
                attempt.0,
                until_ms,
                person.level.name(),
                person.at_ms,
                person.personal_code.is_some(),
                person_hash(keyring, &asked.provider, person).map(|hash| hash.0),
            ))?;
        let id = u64::try_from(self.tx.last_insert_rowid()).map_err(|_| Fault::Row(0))?;
        self.seal_person(IdentityId(id), person)?;
        // What was needed to check the answer is needed no longer.
        self.tx
            .prepare_cached(
                "update identification set phase = 'pending', result_hash = ?2, until_ms = ?3, identity_id = ?4,
                   key_id = null, body = null where identification_id = ?1",
            )?
            .execute((attempt.0, result.0, until_ms, id))?;
        *self.emptied = true;
        Ok(true)
    }

    pub(super) fn fail_attempt(
        &mut self,
        attempt: AttemptId,
        cause: FailureCause,
        result: Option<SecretHash>,
        now_ms: i64,
    ) -> Result<(), Fault> {
        let Some(asked) = self.came_back(attempt)? else {
            return Ok(());
        };
        self.tx
            .prepare_cached(
                "update identification set phase = 'failed', result_hash = ?2, until_ms = ?3, cause = ?4,
                   key_id = null, body = null where identification_id = ?1",
            )?
            .execute((
                attempt.0,
                result.map(|it| it.0),
                now_ms + RESULT_MS,
                cause.name(),
            ))?;
        *self.emptied = true;
        self.tell_failed(&asked, cause, now_ms)
    }

    /// An attempt that came back, and has no outcome yet.
    fn came_back(&self, attempt: AttemptId) -> Result<Option<Attempt>, Fault> {
        let keyring = &self.context.keyring;
        let found = find(
            self.tx,
            keyring,
            "phase = 'back' and identification_id = ?1",
            [attempt.0],
        )?;
        Ok(found.map(|found| found.attempt))
    }

    fn seal_attempt(&self, attempt: AttemptId, body: &Body) -> Result<(), Fault> {
        let body = serde_json::to_vec(body).map(Zeroizing::new);
        let body = body.map_err(|_| Fault::Row(0))?;
        let context = self.context;
        let sealed = (context.keyring).seal(&context.random, attempt_place(attempt), &body)?;
        self.tx
            .prepare_cached(
                "update identification set key_id = ?2, body = ?3 where identification_id = ?1",
            )?
            .execute((attempt.0, sealed.key_id, sealed.bytes))?;
        Ok(())
    }

    fn seal_person(&self, identity: IdentityId, person: &Person) -> Result<(), Fault> {
        let person = Person {
            // Of a resident neither is used, and some brokers make another `sub` each time.
            groups: Vec::new(),
            subject: String::new(),
            ..person.clone()
        };
        let body = serde_json::to_vec(&person).map(Zeroizing::new);
        let body = body.map_err(|_| Fault::Row(0))?;
        let context = self.context;
        let sealed = (context.keyring).seal(&context.random, place(identity), &body)?;
        self.tx
            .prepare_cached("update identity set key_id = ?2, body = ?3 where identity_id = ?1")?
            .execute((identity.0, sealed.key_id, sealed.bytes))?;
        Ok(())
    }
}

/// The attempt of a ticket that may still be used: by a session that holds still the conversation for
/// which it asked.
pub(super) fn of_ticket(
    connection: &Connection,
    keyring: &Keyring,
    ticket: SecretHash,
    now_ms: i64,
) -> Result<Option<Attempt>, Fault> {
    let found = find(
        connection,
        keyring,
        "phase = 'ticket' and ticket_hash = ?1 and until_ms > ?2",
        (ticket.0, now_ms),
    )?;
    let Some(Found { attempt, .. }) = found else {
        return Ok(None);
    };
    let holds = match attempt.conversation {
        Some(asked) => heads::session(connection, attempt.session)? == Some((asked, true)),
        None => true,
    };
    Ok(holds.then_some(attempt))
}

/// Whether an attempt with this state is at a provider.
pub(super) fn has_begun(
    connection: &Connection,
    state: SecretHash,
    now_ms: i64,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "select exists (select 1 from identification
             where phase = 'begun' and state_hash = ?1 and until_ms > ?2)",
        )?
        .query_row((state.0, now_ms), |row| row.get(0))
}

/// How many attempts there are that have not run out, as far as `most`.
fn at_once(connection: &Connection, most: u32, now_ms: i64) -> rusqlite::Result<u32> {
    connection
        .prepare_cached(
            "select count(*) from (select 1 from identification where until_ms > ?1 limit ?2)",
        )?
        .query_row((now_ms, most), |row| row.get(0))
}

/// The conversations with attempts at a provider, and until when each may take.
pub(super) fn under_way(
    connection: &Connection,
    now_ms: i64,
) -> rusqlite::Result<Vec<(ConversationId, AttemptId, i64)>> {
    connection
        .prepare_cached(
            "select conversation.conversation_id, identification_id, until_ms from identification
               join conversation using (conversation_id)
               join session on session.secret_hash = identification.session_hash
                 and session.conversation_id = conversation.conversation_id
                 and session.exits = conversation.exits
             where phase in ('begun', 'back', 'pending') and until_ms > ?1",
        )?
        .query_map([now_ms], |row| {
            let attempt = AttemptId(row.get(1)?);
            Ok((ConversationId(row.get(0)?), attempt, row.get(2)?))
        })?
        .collect()
}

fn find(
    connection: &Connection,
    keyring: &Keyring,
    which: &str,
    params: impl Params,
) -> Result<Option<Found>, Fault> {
    let sql = format!(
        "select identification_id, identification.service_id, conversation_id, opened_at_ms, request, provider,
           identification.language, until_ms, cookie_hash, key_id, body, session_hash, tells
         from identification left join conversation using (conversation_id) where {which}"
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row(params, |row| {
            let sealed: (Option<u32>, Option<Vec<u8>>) = (row.get(9)?, row.get(10)?);
            Ok((attempt(row)?, hash(row.get(8)?), sealed))
        })
        .optional()?;
    let Some((mut attempt, cookie, sealed)) = found else {
        return Ok(None);
    };
    let (Some(key_id), Some(body)) = sealed else {
        return Err(Fault::Row(0));
    };
    let body = Zeroizing::new(keyring.open(attempt_place(attempt.id), key_id, &body)?);
    let body: Body = serde_json::from_slice(&body).map_err(|_| Fault::Row(0))?;
    attempt.return_to = body.return_to;
    Ok(Some(Found {
        attempt,
        cookie,
        kept: body.kept,
    }))
}

fn attempt(row: &Row<'_>) -> rusqlite::Result<Attempt> {
    Ok(Attempt {
        id: AttemptId(row.get(0)?),
        service: ServiceId(row.get(1)?),
        conversation: row.get::<_, Option<u64>>(2)?.map(ConversationId),
        opened_at_ms: row.get(3)?,
        request: row.get(4)?,
        provider: row.get(5)?,
        language: row.get(6)?,
        return_to: ReturnTo(String::new()),
        until_ms: row.get(7)?,
        session: SecretHash(row.get(11)?),
        tells: row.get(12)?,
    })
}

fn attempt_place(attempt: AttemptId) -> Place {
    Place {
        log: Log::Identification,
        conversation: attempt.0,
        seq: 0,
    }
}
