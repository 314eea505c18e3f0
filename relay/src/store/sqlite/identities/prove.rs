//! Proving who one is with the session that asked, and coming back as the same person.

mod rows;

use std::sync::Arc;

use juttu_shared::id::{ClientKey, ConversationId, IdentityId, ServiceId};
use juttu_shared::limits::IDENTITY_WITHOUT_CONVERSATION_MS;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{
    Author, FailureCause, IdentificationCompleted, IdentityDiffers, Kind, Level, StaffKind,
};

use super::super::writer::Write;
use super::super::{Fault, heads};
use crate::seal::{Log, SecretHash};
use crate::store::change::{Becomes, Identified};
use crate::store::identities::{Done, Proof, Proved};
use crate::store::{Appended, Change, Head, New};
use rows::{Pending, Redeemed, by_result, kept, loose, pending, person_behind, person_of};

impl Write<'_> {
    pub(super) fn prove(&mut self, proof: &Proof) -> Result<Proved, Fault> {
        let Some(result) = by_result(self.tx, proof.result, proof.now_ms)? else {
            return Ok(Proved::Wrong);
        };
        if result.session != proof.session {
            return self.wrong(&result, proof.now_ms);
        }
        if result.service != proof.service {
            return Ok(Proved::Wrong);
        }
        match (result.phase.as_str(), result.identity) {
            ("failed", _) => {
                let cause = result.cause.as_deref().and_then(FailureCause::from_name);
                Ok(Proved::Failed(cause.unwrap_or(FailureCause::Other)))
            }
            ("done", _) if result.client_key.as_deref() == Some(&proof.client_key.0) => {
                self.proved_before(proof, &result)
            }
            ("pending", Some(identity)) => self.proved_now(proof, &result, identity),
            _ => Ok(Proved::Wrong),
        }
    }

    /// A result came to a page without a session, which is not the one that asked.
    pub(super) fn burn(&mut self, result: SecretHash, now_ms: i64) -> Result<(), Fault> {
        match by_result(self.tx, result, now_ms)? {
            Some(result) => self.wrong(&result, now_ms).map(drop),
            None => Ok(()),
        }
    }

    /// A result in the wrong hands opens nothing, and never will.
    fn wrong(&mut self, result: &Redeemed, now_ms: i64) -> Result<Proved, Fault> {
        if result.phase == "done" {
            return Ok(Proved::Wrong);
        }
        self.erase_attempt(result.attempt)?;
        if let (Some(conversation), "pending") = (result.conversation, result.phase.as_str()) {
            let cause = FailureCause::Elsewhere;
            self.failed(conversation, result.session, result.request, cause, now_ms)?;
        }
        Ok(Proved::Wrong)
    }

    fn proved_now(
        &mut self,
        proof: &Proof,
        result: &Redeemed,
        identity: IdentityId,
    ) -> Result<Proved, Fault> {
        let pending = pending(self.tx, identity)?.ok_or(Fault::Row(0))?;
        let head = heads::of_session(self.tx, proof.session)?;
        let appended = match (&head, result.conversation) {
            (None, None) => {
                self.keep_loose(proof, identity)?;
                None
            }
            (Some(head), asked)
                if head.door == proof.service && asked.is_none_or(|asked| asked == head.id) =>
            {
                Some(self.complete(proof, result, head.id, &pending)?)
            }
            // What the session had when it asked, it has no longer; or it came by another door, whose
            // service says by itself who may identify.
            _ => return self.wrong(result, proof.now_ms),
        };
        self.tx
            .prepare_cached(
                "update identification set phase = 'done', client_key = ?2, conversation_id = ?3
                 where identification_id = ?1",
            )?
            .execute((
                result.attempt.0,
                &proof.client_key.0,
                appended.as_ref().map(|it| it.head.id.0),
            ))?;
        let own = appended.as_ref().map(|it| it.head.id);
        self.done(proof, result, appended, pending.person, own)
    }

    /// The same command once more: the answer was lost.
    fn proved_before(&mut self, proof: &Proof, result: &Redeemed) -> Result<Proved, Fault> {
        let head = heads::of_session(self.tx, proof.session)?;
        let Some(conversation) = result.conversation else {
            let loose = loose(self.tx, proof.session, &proof.service, proof.now_ms)?;
            let person = loose.and_then(|loose| loose.person);
            let own = head.map(|head| head.id);
            return self.done(proof, result, None, person, own);
        };
        if head.is_none_or(|head| head.id != conversation) {
            return Ok(Proved::Wrong);
        }
        let found = self.known(conversation, &proof.client_key)?;
        let seq = found.seq.ok_or(Fault::Row(conversation.0))?;
        let events = self.made_with(conversation, seq)?;
        let appended = Appended {
            head: found.head,
            repeated: true,
            events,
            staff_events: Vec::new(),
        };
        // Who was known already was not kept twice.
        let person = match result.identity {
            Some(identity) => person_behind(self.tx, identity)?,
            None => person_of(self.tx, conversation)?,
        };
        self.done(proof, result, Some(appended), person, Some(conversation))
    }

    /// What is answered: with what else is kept of this person, and whether they are known again.
    fn done(
        &self,
        proof: &Proof,
        result: &Redeemed,
        appended: Option<Appended>,
        person: Option<SecretHash>,
        own: Option<ConversationId>,
    ) -> Result<Proved, Fault> {
        // Another person than the first does not open it.
        let is_own = match &appended {
            Some(appended) => person_of(self.tx, appended.head.id)? == person,
            None => true,
        };
        Ok(Proved::Done(Box::new(Done {
            language: result.language.clone(),
            kept: kept(self.tx, person, &proof.service, own)?,
            is_known_again: person.is_some() && is_own,
            appended,
        })))
    }

    /// The identity becomes the conversation's; or, when it has one of the same person, nothing is
    /// kept twice; or, when it is another person's, that stands beside the first.
    fn complete(
        &mut self,
        proof: &Proof,
        result: &Redeemed,
        conversation: ConversationId,
        pending: &Pending,
    ) -> Result<Appended, Fault> {
        let found = self.known(conversation, &proof.client_key)?;
        if found.seq.is_some() {
            // The key of another command.
            return Err(Fault::Refused(Refusal::Malformed));
        }
        let head = found.head;
        (proof.may)(&head).map_err(Fault::Refused)?;
        let known_person = person_of(self.tx, head.id)?;
        let (becomes, shown, first) = match head.identity {
            None => (Some(Becomes::First), pending.identity, None),
            Some(first) if known_person.is_some() && known_person == pending.person => {
                (None, first, None)
            }
            Some(first) => (Some(Becomes::Other), pending.identity, Some(first)),
        };
        let completed = New {
            from: Author::Visitor,
            client_key: Some(proof.client_key.clone()),
            kind: Kind::IdentificationCompleted(IdentificationCompleted {
                identity: shown,
                level: pending.level,
                request: result.request,
            }),
        };
        let differs = first.map(|first| New {
            from: Author::Relay,
            client_key: None,
            kind: StaffKind::IdentityDiffers(IdentityDiffers {
                identity: pending.identity,
                first,
            }),
        });
        let change = Change {
            events: vec![completed],
            staff_events: differs.into_iter().collect(),
            identified: Some(Identified {
                identity: pending.identity,
                becomes,
                session: proof.session,
            }),
            ..Change::default()
        };
        self.apply(&head, change, proof.now_ms, Some(head.state))
    }

    /// The session has no conversation yet: who it is, is kept for a while for the one that it opens.
    fn keep_loose(&mut self, proof: &Proof, identity: IdentityId) -> Result<(), Fault> {
        let older = loose(self.tx, proof.session, &proof.service, proof.now_ms)?;
        if let Some(older) = older {
            self.erase_identity(older.identity)?;
        }
        self.tx
            .prepare_cached(
                "update identity set standing = 'loose', until_ms = ?2 where identity_id = ?1",
            )?
            .execute((identity.0, proof.now_ms + IDENTITY_WITHOUT_CONVERSATION_MS))?;
        Ok(())
    }

    /// What a session that has identified before brings into the conversation that it opens.
    pub(in super::super) fn brought(
        &self,
        session: SecretHash,
        service: &ServiceId,
        now_ms: i64,
    ) -> Result<Option<(Identified, Level)>, Fault> {
        let loose = loose(self.tx, session, service, now_ms)?;
        Ok(loose.map(|loose| {
            let identified = Identified {
                identity: loose.identity,
                becomes: Some(Becomes::First),
                session,
            };
            (identified, loose.level)
        }))
    }

    pub(super) fn reopen(
        &mut self,
        session: SecretHash,
        service: &ServiceId,
        conversation: ConversationId,
        now_ms: i64,
    ) -> Result<Option<Arc<Head>>, Fault> {
        if let Some(head) = heads::of_session(self.tx, session)? {
            let is_that =
                head.id == conversation && head.door == *service && head.identity.is_some();
            return Ok(is_that.then(|| Arc::new(head)));
        }
        let Some(loose) = loose(self.tx, session, service, now_ms)? else {
            return Ok(None);
        };
        let head = heads::read(self.tx, conversation)?.filter(|head| head.door == *service);
        let Some(head) = head else {
            return Ok(None);
        };
        if loose.person.is_none() || person_of(self.tx, head.id)? != loose.person {
            return Ok(None);
        }
        self.hold(session, head.id, now_ms)?;
        self.erase_identity(loose.identity)?;
        Ok(Some(Arc::new(head)))
    }

    fn known(
        &mut self,
        conversation: ConversationId,
        client_key: &ClientKey,
    ) -> Result<heads::Found, Fault> {
        (self.heads)
            .get(self.tx, conversation, Log::Public, client_key)?
            .ok_or(Fault::Refused(Refusal::NoConversation))
    }
}
