//! Finding and reading conversations that are not on the desk.

use std::sync::Arc;

use juttu_shared::limits::{READ_AFTER_CLOSE_MS, WHY_CHARS};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, Caller, Role};
use juttu_shared::rules::text::clean_at_most;
use juttu_shared::wire::v1::agent::{Find, Found, Hold, Look, Looked, Mine, ServerMessage};

use super::session::AgentSession;
use crate::door::connection::Line;
use crate::store::audit::{Own, Viewing};
use crate::store::{Head, Search};

/// A reason as it is written down; none when there is nothing in it.
pub(super) fn reason(said: Option<&str>) -> Result<Option<String>, Refusal> {
    match clean_at_most(said.unwrap_or_default(), WHY_CHARS) {
        Err(Refusal::TextEmpty) => Ok(None),
        cleaned => cleaned.map(Some),
    }
}

impl AgentSession {
    pub(super) async fn find(&mut self, asked: Find, line: &mut Line) {
        let key = asked.client_key.clone();
        match self.found(asked).await {
            Ok(found) => line.tell(&ServerMessage::Found(found)),
            Err(code) => self.refuse(line, key.is_valid().then_some(key), code, None),
        }
    }

    async fn found(&self, asked: Find) -> Result<Found, Refusal> {
        let agent = &self.signed_in.agent;
        if !asked.client_key.is_valid() {
            return Err(Refusal::Malformed);
        }
        if !agent.role.answers() {
            return Err(Refusal::NotAllowed);
        }
        let services = match agent.role {
            Role::Supervisor => agent.services.clone(),
            Role::Agent | Role::Auditor | Role::Administrator => Vec::new(),
        };
        let search = Search {
            agent: agent.id,
            own_since_ms: self.app.clock.now_ms() - READ_AFTER_CLOSE_MS,
            services,
            lock: agent.lock.clone(),
            service: asked.service,
            reference: asked.reference,
            before: asked.before,
        };
        let found = self.app.store.find(search).await;
        let (rows, more) = found.map_err(|error| error.refusal())?;
        Ok(Found {
            client_key: asked.client_key,
            rows,
            more,
        })
    }

    /// The audit log says who reads what is not their own before anybody does.
    pub(super) async fn look(&mut self, asked: Look, line: &mut Line) {
        let key = asked.client_key.clone();
        match self.looked(asked).await {
            Ok(conversation) => line.tell(&ServerMessage::Looked(Looked {
                client_key: key,
                conversation,
            })),
            Err(code) => self.refuse(line, key.is_valid().then_some(key), code, None),
        }
    }

    async fn looked(&self, asked: Look) -> Result<Mine, Refusal> {
        if !asked.client_key.is_valid() {
            return Err(Refusal::Malformed);
        }
        let why = reason(asked.why.as_deref())?;
        let agent = &self.signed_in.agent;
        let now_ms = self.app.clock.now_ms();
        let viewing = Viewing {
            agent: agent.id,
            role: agent.role,
            conversation: asked.conversation,
            why: why.clone(),
            now_ms,
        };
        let giver = self.giver();
        let may = move |head: &Head| {
            giver.may(Act::Look, head, now_ms)?;
            match giver.caller(head, now_ms) {
                Caller::Participant | Caller::Consulted => Ok(Own::Yes),
                _ if why.is_none() => Err(Refusal::ReasonMissing),
                _ => Ok(Own::No),
            }
        };
        let failed = |error: crate::store::StoreError| error.refusal();
        let looked = self.app.store.look(viewing, Box::new(may));
        let head: Arc<Head> = looked.await.map_err(failed)?;
        self.whole(&head, Hold::Looked, 0, 0).await.map_err(failed)
    }
}
