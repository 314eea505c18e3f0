//! What an agent does with colleagues' help, and against whoever abuses the chat.

use juttu_shared::id::AgentId;
use juttu_shared::limits::BLOCK_MINUTES;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::agent::{Block, BringIn, Consult, Transfer, TransferTo};

use super::obey::No;
use super::session::AgentSession;
use crate::command::{Asked, block, bring_in, consult, services, transfer};
use crate::door::connection::Line;

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
            TransferTo::Agent(agent) => transfer::To::Agent(self.asked(*agent).await?),
        };
        Ok((to, note))
    }

    pub(super) async fn bring_in(&mut self, said: BringIn, line: &mut Line) {
        match self.asked(said.agent).await {
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
            Ok(text) => self.asked(said.agent).await.map(|asked| (asked, text)),
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

    /// The block is in force before the staff log says so.
    pub(super) async fn block(&mut self, said: Block, line: &mut Line) {
        match self.blocked(&said).await {
            Ok(until_ms) => {
                let command = block::Block {
                    by: self.giver(),
                    client_key: said.client_key,
                    until_ms,
                };
                self.send(line, said.conversation, command);
            }
            Err(code) => self.refuse_command(line, said.client_key, (code, None)),
        }
    }

    async fn blocked(&self, said: &Block) -> Result<Option<i64>, Refusal> {
        let is_known = said.minutes == 0 || BLOCK_MINUTES.contains(&said.minutes);
        if !is_known || !said.client_key.is_valid() {
            return Err(Refusal::Malformed);
        }
        let head = self.app.store.head(said.conversation).await;
        let head = head.map_err(|error| error.refusal())?;
        let head = head.ok_or(Refusal::NoConversation)?;
        let now_ms = self.app.clock.now_ms();
        self.giver().may(Act::Block, &head, now_ms)?;
        let rates = &self.app.rates;
        if said.minutes == 0 {
            return match rates.lift(said.conversation) {
                true => Ok(None),
                false => Err(Refusal::NoNetwork),
            };
        }
        let until_ms = rates.block(said.conversation, said.minutes);
        until_ms.map(Some).ok_or(Refusal::NoNetwork)
    }

    /// The colleague of that number, if there is one.
    async fn asked(&self, agent: AgentId) -> Result<Option<Asked>, No> {
        let found = self.app.store.agent(agent).await;
        let found = found.map_err(|error| (error.refusal(), None))?;
        Ok(found.map(|agent| Asked {
            is_connected: self.app.hub.is_colleague_here(agent.id),
            agent,
        }))
    }
}
