//! Writing down what is about to be seen, and then giving it.

use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId, IdentityId};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::Event;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::super::writer::Write;
use super::super::{Fault, contact, heads, identities, log};
use super::chain::{self, New};
use crate::store::audit::{
    Disclosing, May, MayLook, OpeningIdentity, Own, Viewing, What, owes_reason,
};
use crate::store::identities::Opened;
use crate::store::{ContactDetails, Head, PAGE, StoreError};

impl Write<'_> {
    /// Writes who is about to see the contact details, and then reads them. Nobody is answered
    /// before both are committed, and who departed before is refused.
    pub(super) fn open_contact(
        &self,
        viewing: &Viewing,
        may: &May,
    ) -> Result<Option<ContactDetails>, Fault> {
        let head = self.head_of(viewing)?;
        may(&head).map_err(Fault::Refused)?;
        let details = contact::read(self.tx, &self.context.keyring, viewing.conversation)?;
        self.write_row(viewing, What::Contact, details.is_some(), None)?;
        Ok(details)
    }

    /// Writes who is about to see a conversation that is personal, or not their own. What is read of
    /// it is read after that is committed.
    pub(super) fn look(&self, viewing: &Viewing, may: &MayLook) -> Result<Arc<Head>, Fault> {
        let head = self.head_of(viewing)?;
        if may(&head).map_err(Fault::Refused)? == Own::No || head.is_personal() {
            self.write_row(viewing, What::Conversation, true, None)?;
        }
        Ok(Arc::new(head))
    }

    /// Writes who is about to see a conversation of their own that is personal.
    pub(super) fn view(&self, viewing: &Viewing, may: &May) -> Result<(), Fault> {
        let head = self.head_of(viewing)?;
        may(&head).map_err(Fault::Refused)?;
        if head.is_personal() {
            self.write_row(viewing, What::Conversation, true, None)?;
        }
        Ok(())
    }

    /// Writes who is about to see who a resident is, and then opens that. The inner refusal is one that
    /// is written down.
    pub(super) fn open_identity(
        &self,
        opening: &OpeningIdentity,
        may: &MayLook,
    ) -> Result<Result<Opened, StoreError>, Fault> {
        let viewing = &opening.viewing;
        let head = self.head_of(viewing)?;
        let keyring = &self.context.keyring;
        let opened = identities::open(self.tx, keyring, head.id, opening.identity)?;
        let own = match (may(&head), &opened) {
            (Ok(own), _) => own,
            (Err(code), Some(_)) => {
                self.write_row(viewing, opening.what, false, Some(opening))?;
                return Ok(Err(StoreError::Refused(code)));
            }
            (Err(code), None) => return Err(Fault::Refused(code)),
        };
        let opened = opened.ok_or(Fault::Refused(Refusal::NoIdentity))?;
        let has_it = opening.what != What::PersonalCode || opened.person.personal_code.is_some();
        if !has_it {
            return Err(Fault::Refused(Refusal::NoIdentity));
        }
        let why = match (&viewing.why, own) {
            (Some(why), _) => Some(why.clone()),
            (None, own) => match self.reason_before(viewing)? {
                Some(why) => Some(why),
                None if own == Own::Yes && !self.owes_reason(opening)? => None,
                None => return Err(Fault::Refused(Refusal::ReasonMissing)),
            },
        };
        let viewing = Viewing {
            why,
            ..viewing.clone()
        };
        self.write_row(&viewing, opening.what, true, Some(opening))?;
        Ok(Ok(opened))
    }

    /// Writes that something was emptied in a conversation of others.
    pub(in crate::store::sqlite) fn write_redacted(&self, viewing: &Viewing) -> Result<(), Fault> {
        self.write_row(viewing, What::Redacted, true, None)
    }

    /// Writes that a conversation is given on, when it is personal.
    pub(in crate::store::sqlite) fn write_disclosed(
        &self,
        head: &Head,
        disclosing: &Disclosing,
    ) -> Result<(), Fault> {
        if !head.is_personal() {
            return Ok(());
        }
        for person in self.people(head.id)? {
            let row = New {
                to: Some(&disclosing.to),
                person,
                ..row(&disclosing.by, What::Disclosed)
            };
            chain::add(self.tx, row)?;
        }
        Ok(())
    }

    /// Writes who has a conversation at the moment in which its resident identifies: in the very
    /// transaction, before anybody is told.
    pub(in crate::store::sqlite) fn write_held(
        &self,
        head: &Head,
        identity: IdentityId,
    ) -> Result<(), Fault> {
        for agent in head.agents.iter().chain(&head.consulted) {
            let row = New {
                at_ms: head.last_at_ms,
                agent: *agent,
                // As the account says.
                name: None,
                role: None,
                conversation: head.id,
                what: What::Held.name(),
                why: None,
                to: None,
                success: true,
                person: self.person(identity)?,
            };
            chain::add(self.tx, row)?;
        }
        Ok(())
    }

    fn head_of(&self, viewing: &Viewing) -> Result<Head, Fault> {
        let head = heads::read(self.tx, viewing.conversation)?;
        head.ok_or(Fault::Refused(Refusal::NoConversation))
    }

    /// Writes it down: about whom was opened, or about everybody who is identified in it, a row for
    /// each.
    fn write_row(
        &self,
        viewing: &Viewing,
        what: What,
        success: bool,
        opening: Option<&OpeningIdentity>,
    ) -> Result<(), Fault> {
        let people = match opening {
            Some(opening) => vec![self.person(opening.identity)?],
            None => self.people(viewing.conversation)?,
        };
        for person in people {
            let row = New {
                success,
                person,
                ..row(viewing, what)
            };
            chain::add(self.tx, row)?;
        }
        Ok(())
    }

    /// Who is identified in a conversation, whoever came first first; one whom nobody knows when there
    /// is nobody, or nobody who can be known again.
    fn people(&self, conversation: ConversationId) -> rusqlite::Result<Vec<Option<Vec<u8>>>> {
        let mut people: Vec<Option<Vec<u8>>> = self
            .tx
            .prepare_cached(
                "select person_hash from identity
                 where conversation_id = ?1 and standing in ('first', 'other')
                   and person_hash is not null
                 group by person_hash order by min(identity_id)",
            )?
            .query_map([conversation.0], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        if people.is_empty() {
            people.push(None);
        }
        Ok(people)
    }

    fn person(&self, identity: IdentityId) -> rusqlite::Result<Option<Vec<u8>>> {
        self.tx
            .prepare_cached("select person_hash from identity where identity_id = ?1")?
            .query_row([identity.0], |row| row.get(0))
    }

    /// The reason that the same agent gave in this conversation already.
    fn reason_before(&self, viewing: &Viewing) -> rusqlite::Result<Option<String>> {
        let (agent, conversation) = (viewing.agent.0, viewing.conversation.0);
        self.tx
            .prepare_cached(
                "select why from audit where conversation_id = ?1 and agent_id = ?2
                   and what in ('identity', 'personal_code') and success = 1 and why is not null
                 order by audit_id desc limit 1",
            )?
            .query_row((conversation, agent), |row| row.get(0))
            .optional()
    }

    /// Whether the log of the conversation says that a reason is due.
    fn owes_reason(&self, opening: &OpeningIdentity) -> Result<bool, Fault> {
        let mut events: Vec<Event> = Vec::new();
        loop {
            let after = events.last().map_or(0, |event| event.seq);
            let (keyring, conversation) = (&self.context.keyring, opening.viewing.conversation);
            let page = log::read(self.tx, keyring, log::EVENT, conversation, after)?;
            let is_last = page.len() < PAGE;
            events.extend(page);
            if is_last {
                break;
            }
        }
        Ok(owes_reason(
            &events,
            opening.viewing.agent,
            opening.identity,
        ))
    }
}

/// A row about a conversation, and nobody yet.
fn row<'v>(viewing: &'v Viewing, what: What) -> New<'v> {
    New {
        at_ms: viewing.now_ms,
        agent: viewing.agent,
        name: None,
        role: Some(viewing.role),
        conversation: viewing.conversation,
        what: what.name(),
        why: viewing.why.as_deref(),
        to: None,
        success: true,
        person: None,
    }
}

/// Whether there is a view of that conversation by that agent since then.
pub(super) fn has_viewed(
    connection: &Connection,
    agent: AgentId,
    conversation: ConversationId,
    since_ms: i64,
) -> rusqlite::Result<bool> {
    connection
        .prepare_cached(
            "select 1 from audit where conversation_id = ?1 and agent_id = ?2 and at_ms >= ?3
               and what in ('conversation', 'held') and success = 1",
        )?
        .exists(params![conversation.0, agent.0, since_ms])
}
