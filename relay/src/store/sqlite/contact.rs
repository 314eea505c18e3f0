//! How a resident is reached later: pick-up codes and contact details.

use std::sync::Arc;

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use rusqlite::{Connection, OptionalExtension as _};

use super::writer::Write;
use super::{Fault, heads};
use crate::seal::{Keyring, Log, Place, SecretHash};
use crate::store::{ContactDetails, Head, Leaving, SESSIONS_BY_CODE};

impl Write<'_> {
    /// Keeps what a resident left to be reached by.
    pub(super) fn keep_reach(&self, head: &mut Head, leaving: &Leaving) -> Result<(), Fault> {
        // Who is identified comes back by identifying, or not at all: never by a code.
        if head.identity.is_none() {
            self.keep_code(head, leaving.code)?;
        }
        self.keep_contact(head, &leaving.contact)?;
        if head.exited && leaving.contact.phone.is_some() {
            head.exited = false;
            self.tx
                .prepare_cached("update conversation set exited = 0 where conversation_id = ?1")?
                .execute([head.id.0])?;
        }
        Ok(())
    }

    /// The resident has left in a hurry: nobody calls, and every session there was is at its end.
    pub(super) fn keep_exit(&self, head: &mut Head) -> Result<(), Fault> {
        head.exited = true;
        head.reach.safe_to_call = false;
        self.tx
            .prepare_cached(
                "update conversation set exited = 1, exits = exits + 1 where conversation_id = ?1",
            )?
            .execute([head.id.0])?;
        self.tx
            .prepare_cached("update contact set safe_to_call = 0 where conversation_id = ?1")?
            .execute([head.id.0])?;
        Ok(())
    }

    /// Whether the code may become this conversation's, asked before anything is written: a refused
    /// command must leave no trace.
    pub(super) fn may_keep(&self, needs_none: bool, code: SecretHash) -> Result<(), Fault> {
        if needs_none {
            return Ok(());
        }
        let taken = self
            .tx
            .prepare_cached("select 1 from pickup_code where code_hash = ?1")?
            .exists([code.0])?;
        if taken {
            // Another conversation's: that one must not be lost, and this one not be opened by it.
            return Err(Fault::Refused(Refusal::Malformed));
        }
        Ok(())
    }

    /// Says which session the contact details are from.
    pub(super) fn left_by(
        &self,
        conversation: ConversationId,
        session: Option<SecretHash>,
    ) -> Result<(), Fault> {
        self.tx
            .prepare_cached("update contact set session_hash = ?2 where conversation_id = ?1")?
            .execute((conversation.0, session.map(|it| it.0)))?;
        Ok(())
    }

    /// Empties contact details that another session left than the one by which somebody is identified:
    /// nobody knows whose they are.
    pub(super) fn empty_contact_of_others(
        &mut self,
        head: &mut Head,
        session: SecretHash,
    ) -> Result<(), Fault> {
        let emptied = self
            .tx
            .prepare_cached(
                "delete from contact where conversation_id = ?1 and session_hash is not ?2",
            )?
            .execute((head.id.0, session.0))?;
        if emptied > 0 {
            head.reach.phone = false;
            head.reach.safe_to_call = false;
            head.reach.email = false;
            *self.emptied = true;
        }
        Ok(())
    }

    pub(super) fn keep_code(&self, head: &mut Head, code: SecretHash) -> Result<(), Fault> {
        if !head.reach.code {
            self.tx
                .prepare_cached(
                    "insert into pickup_code (code_hash, conversation_id, created_at_ms) values (?1, ?2, ?3)",
                )?
                .execute((code.0, head.id.0, head.last_at_ms))?;
            head.reach.code = true;
        }
        Ok(())
    }

    fn keep_contact(&self, head: &mut Head, contact: &ContactDetails) -> Result<(), Fault> {
        if *contact == ContactDetails::default() {
            return Ok(());
        }
        let body = serde_json::to_vec(contact).map_err(|_| Fault::Row(head.id.0))?;
        let sealed = (self.context.keyring).seal(&self.context.random, place(head.id), &body)?;
        head.reach.phone = contact.phone.is_some();
        head.reach.safe_to_call = contact
            .phone
            .as_ref()
            .is_some_and(|phone| phone.safe_to_call);
        head.reach.email = contact.email.is_some();
        self.tx
            .prepare_cached(
                "insert or replace into contact
                   (conversation_id, has_phone, safe_to_call, has_email, created_at_ms, key_id, body)
                 values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute((
                head.id.0,
                head.reach.phone,
                head.reach.safe_to_call,
                head.reach.email,
                head.last_at_ms,
                sealed.key_id,
                sealed.bytes,
            ))?;
        Ok(())
    }

    /// Gives a session the conversation that a code opens. The oldest that had it by a code gives way
    /// when there are [`SESSIONS_BY_CODE`].
    pub(super) fn redeem(
        &self,
        code: SecretHash,
        secret: SecretHash,
        service: &ServiceId,
        now_ms: i64,
    ) -> Result<Option<Arc<Head>>, Fault> {
        let opened = heads::of_code(self.tx, code)?.filter(|head| head.door == *service);
        let Some(head) = opened else {
            return Ok(None);
        };
        match heads::of_session(self.tx, secret)? {
            Some(has) if has.id != head.id => return Ok(None),
            Some(_) => {}
            None => self.hold(secret, head.id, now_ms)?,
        }
        Ok(Some(Arc::new(head)))
    }

    /// Gives a session a conversation that it did not open.
    pub(super) fn hold(
        &self,
        secret: SecretHash,
        conversation: ConversationId,
        now_ms: i64,
    ) -> Result<(), Fault> {
        self.tx
            .prepare_cached(
                "delete from session where secret_hash in
                   (select secret_hash from session where conversation_id = ?1 and by_code = 1
                    order by created_at_ms desc, secret_hash limit -1 offset ?2)",
            )?
            .execute((conversation.0, SESSIONS_BY_CODE - 1))?;
        self.tx
            .prepare_cached(
                "insert or replace into session
                   (secret_hash, conversation_id, created_at_ms, by_code, exits)
                 select ?1, conversation_id, ?3, 1, exits from conversation
                 where conversation_id = ?2",
            )?
            .execute((secret.0, conversation.0, now_ms))?;
        Ok(())
    }
}

/// The contact details of a conversation; none when there are none, or they were erased. Who shows
/// them to anybody writes that down first.
pub(super) fn read(
    connection: &Connection,
    keyring: &Keyring,
    conversation: ConversationId,
) -> Result<Option<ContactDetails>, Fault> {
    let kept: Option<(Option<u32>, Option<Vec<u8>>, bool)> = connection
        .prepare_cached(
            "select key_id, body, safe_to_call from contact where conversation_id = ?1",
        )?
        .query_row([conversation.0], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((Some(key_id), Some(body), safe_to_call)) = kept else {
        return Ok(None);
    };
    let body = keyring.open(place(conversation), key_id, &body)?;
    let details = serde_json::from_slice(&body);
    let mut details: ContactDetails = details.map_err(|_| Fault::Row(conversation.0))?;
    if let Some(phone) = &mut details.phone {
        // What was said when the number was left may have been taken back since.
        phone.safe_to_call &= safe_to_call;
    }
    Ok(Some(details))
}

/// Where contact details are sealed: with their conversation.
fn place(conversation: ConversationId) -> Place {
    Place {
        log: Log::Contact,
        conversation: conversation.0,
        seq: 0,
    }
}
