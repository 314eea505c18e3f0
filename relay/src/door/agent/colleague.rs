//! What an agent does with colleagues' help, and against whoever abuses the chat.

use std::sync::Arc;

use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::limits::BLOCK_MINUTES;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{Block, BringIn, Consult, Transfer, TransferTo};

use super::obey::No;
use super::session::AgentSession;
use crate::command::{Asked, block, bring_in, consult, services, transfer};
use crate::door::connection::Line;
use crate::store::StoreError;

impl AgentSession {
    pub(super) async fn transfer(&mut self, said: Transfer, line: &mut Line) {
        match self.handed(&said).await {
            Ok((to, note)) => {
                let command = transfer::Transfer {
                    by: self.giver(),
                    client_key: said.client_key,
                    to,
                    note,
                    now_ms: self.app.clock.now_ms(),
                };
                self.send(line, said.conversation, command);
            }
            Err(no) => self.refuse_command(line, said.client_key, no),
        }
    }

    async fn handed(&self, said: &Transfer) -> Result<(transfer::To, Option<String>), No> {
        let note = said.note.as_ref();
        let note = note.map(|note| self.text(&said.client_key, note, said.conversation));
        let note = note.transpose()?;
        let to = match &said.to {
            TransferTo::Queue(service) => transfer::To::Queue {
                service: service.clone(),
                services: services(&self.app),
            },
            TransferTo::Agent(agent) => {
                transfer::To::Agent(self.asked(*agent, said.conversation).await?)
            }
        };
        Ok((to, note))
    }

    pub(super) async fn bring_in(&mut self, said: BringIn, line: &mut Line) {
        match self.asked(said.agent, said.conversation).await {
            Ok(asked) => {
                let command = bring_in::BringIn {
                    by: self.giver(),
                    client_key: said.client_key,
                    asked,
                };
                self.send(line, said.conversation, command);
            }
            Err(no) => self.refuse_command(line, said.client_key, no),
        }
    }

    pub(super) async fn consult(&mut self, said: Consult, line: &mut Line) {
        let text = self.text(&said.client_key, &said.text, said.conversation);
        let asked = match text {
            Ok(text) => self
                .asked(said.agent, said.conversation)
                .await
                .map(|asked| (asked, text)),
            Err(no) => Err(no),
        };
        match asked {
            Ok((asked, text)) => {
                let command = consult::Consult {
                    by: self.giver(),
                    client_key: said.client_key,
                    asked,
                    text,
                };
                self.send(line, said.conversation, command);
            }
            Err(no) => self.refuse_command(line, said.client_key, no),
        }
    }

    pub(super) fn block(&self, said: Block, line: &mut Line) {
        let is_known = said.minutes == 0 || BLOCK_MINUTES.contains(&said.minutes);
        if !is_known {
            return self.refuse_command(line, said.client_key, (Refusal::Malformed, None));
        }
        let minutes_ms = i64::from(said.minutes) * 60_000;
        let until_ms = self.app.clock.now_ms() + minutes_ms;
        let rates = Arc::clone(&self.app.rates);
        let command = block::Block {
            by: self.giver(),
            client_key: said.client_key,
            until_ms: (minutes_ms > 0).then_some(until_ms),
            knows: Box::new(move |id| rates.knows(id)),
        };
        self.send(line, said.conversation, command);
    }

    /// The colleague of that number, if there is one. One whose sign-in does not open the
    /// conversation would not see it: for this conversation that colleague is away.
    async fn asked(&self, agent: AgentId, of: ConversationId) -> Result<Option<Asked>, No> {
        let (store, hub) = (&self.app.store, &self.app.hub);
        let failed = |error: StoreError| (error.refusal(), None);
        let found = store.agent(agent).await.map_err(failed)?;
        let head = store.head(of).await.map_err(failed)?;
        if head.is_some_and(|head| hub.is_locked_out(agent, &head)) {
            return Err((Refusal::ColleagueAway, None));
        }
        Ok(found.map(|agent| Asked {
            is_connected: hub.is_colleague_here(agent.id),
            agent,
        }))
    }
}
