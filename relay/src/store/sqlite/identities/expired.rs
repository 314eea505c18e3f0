//! Attempts that came to nothing, and what of identification is erased when its time has run out.

use juttu_shared::id::{ClientKey, ConversationId, IdentityId};
use juttu_shared::rules::state::{Act, Caller, may};
use juttu_shared::wire::v1::event::{Author, FailureCause, IdentificationFailed, Kind};
use rusqlite::{Connection, OptionalExtension as _};

use super::super::writer::Write;
use super::super::{Fault, heads};
use crate::seal::{Log, SecretHash};
use crate::store::identities::{Attempt, AttemptId};
use crate::store::{Change, New};

/// The key of what nobody sent: no event has it.
static NO_KEY: ClientKey = ClientKey(String::new());

impl Write<'_> {
    /// Tells an attempt's conversation that it came to nothing, unless the session has begun another.
    pub(super) fn tell_failed(
        &mut self,
        attempt: &Attempt,
        cause: FailureCause,
        now_ms: i64,
    ) -> Result<(), Fault> {
        match attempt.conversation {
            Some(conversation) if attempt.tells => self.failed(
                conversation,
                attempt.session,
                attempt.request,
                cause,
                now_ms,
            ),
            _ => Ok(()),
        }
    }

    /// The same, of one that is known by what asked. A conversation that has ended is told nothing,
    /// nor is one that the session holds no longer.
    pub(super) fn failed(
        &mut self,
        conversation: ConversationId,
        session: SecretHash,
        request: Option<u64>,
        cause: FailureCause,
        now_ms: i64,
    ) -> Result<(), Fault> {
        if heads::session(self.tx, session)? != Some((conversation, true)) {
            return Ok(());
        }
        let found = (self.heads).get(self.tx, conversation, Log::Public, &NO_KEY)?;
        let Some(head) = found.map(|found| found.head) else {
            return Ok(());
        };
        if may(Act::Fail, Caller::Relay, head.state).is_err() {
            return Ok(());
        }
        let failed = New {
            from: Author::Relay,
            client_key: None,
            kind: Kind::IdentificationFailed(IdentificationFailed { request, cause }),
        };
        let change = Change {
            events: vec![failed],
            ..Change::default()
        };
        self.apply(&head, change, now_ms, Some(head.state))?;
        Ok(())
    }

    /// Erases an attempt, and who is pending by it.
    pub(super) fn erase_attempt(&mut self, attempt: AttemptId) -> Result<(), Fault> {
        let identity = self
            .tx
            .prepare_cached(
                "delete from identification where identification_id = ?1 returning identity_id",
            )?
            .query_row([attempt.0], |row| row.get::<_, Option<u64>>(0))
            .optional()?
            .flatten();
        *self.emptied = true;
        match identity {
            Some(identity) => self.erase_pending(IdentityId(identity)),
            None => Ok(()),
        }
    }

    fn erase_pending(&mut self, identity: IdentityId) -> Result<(), Fault> {
        self.tx
            .prepare_cached("delete from identity where identity_id = ?1 and standing = 'pending'")?
            .execute([identity.0])?;
        Ok(())
    }

    /// Erases what has run out. Of what a conversation is told, one in a transaction.
    pub(super) fn erase_expired(&mut self, now_ms: i64) -> Result<(), Fault> {
        let told = self
            .tx
            .prepare_cached(
                "select identification_id, conversation_id, session_hash, request from identification
                 where until_ms <= ?1 and phase in ('begun', 'back', 'pending') and tells = 1
                   and conversation_id is not null
                 order by until_ms, identification_id limit 1",
            )?
            .query_row([now_ms], |row| {
                let conversation = ConversationId(row.get(1)?);
                let session = SecretHash(row.get(2)?);
                Ok((AttemptId(row.get(0)?), conversation, session, row.get(3)?))
            })
            .optional()?;
        if let Some((attempt, conversation, session, request)) = told {
            self.erase_attempt(attempt)?;
            let cause = FailureCause::Elsewhere;
            return self.failed(conversation, session, request, cause, now_ms);
        }
        let attempts = self
            .tx
            .prepare_cached("delete from identification where until_ms <= ?1")?
            .execute([now_ms])?;
        // A pending one never outlives its attempt, and a loose one has none.
        self.tx
            .prepare_cached(
                "update identification set identity_id = null where identity_id in
                   (select identity_id from identity where until_ms <= ?1)",
            )?
            .execute([now_ms])?;
        let identities = self
            .tx
            .prepare_cached("delete from identity where until_ms <= ?1")?
            .execute([now_ms])?;
        if attempts + identities > 0 {
            *self.emptied = true;
        }
        Ok(())
    }
}

/// Whether anything has run out.
pub(super) fn any(connection: &Connection, now_ms: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "select exists (select 1 from identification where until_ms <= ?1)
               or exists (select 1 from identity where until_ms <= ?1)",
        )?
        .query_row([now_ms], |row| row.get(0))
}
