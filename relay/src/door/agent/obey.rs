//! What an agent commands: what can be sent to the store at once.

use juttu_shared::id::{ClientKey, ConversationId};
use juttu_shared::limits::WHY_CHARS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::text::clean_at_most;
use juttu_shared::wire::v1::agent::{ClientMessage, Close, Post, Present, Redact};
use juttu_shared::wire::v1::event::{Concluded, Outcome};

use super::session::AgentSession;
use crate::command::{
    Command, ask_identification, claim, close, depart, forget, note, post, promise, redact,
    services,
};
use crate::door::connection::Line;
use crate::door::visitor::check;
use crate::rate::Side;
use crate::store::audit::What;

/// A refusal, and when trying again helps.
pub(super) type No = (Refusal, Option<u64>);

impl AgentSession {
    /// Does what needs nothing to be looked up. Gives back what does.
    pub(super) fn obey(
        &mut self,
        message: ClientMessage,
        line: &mut Line,
    ) -> Option<ClientMessage> {
        match message {
            ClientMessage::Present(present) => self.present(present, line),
            ClientMessage::Typing(typing) => {
                let agent = self.signed_in.agent.id;
                self.app.hub.agent_types(agent, typing.conversation);
            }
            ClientMessage::Claim(act) => {
                let by = self.signed_in.agent.clone();
                let client_key = act.client_key;
                self.send(line, act.conversation, claim::Claim { by, client_key });
            }
            ClientMessage::Depart(act) => {
                let by = self.signed_in.agent.clone();
                let client_key = act.client_key;
                self.send(line, act.conversation, depart::Depart { by, client_key });
            }
            ClientMessage::Leave(act) => {
                let command = promise::PromiseLater {
                    by: self.giver(),
                    client_key: act.client_key,
                    services: services(&self.app),
                    now_ms: self.app.clock.now_ms(),
                };
                self.send(line, act.conversation, command);
            }
            ClientMessage::Close(said) => self.close(said, line),
            ClientMessage::Post(said) => self.post(said, line),
            ClientMessage::Note(said) => self.note(said, line),
            ClientMessage::Redact(said) => self.redact(said, line),
            ClientMessage::Block(said) => self.block(said, line),
            ClientMessage::AskIdentification(said) => self.ask_identification(said, line),
            ClientMessage::ForgetIdentity(act) => {
                let command = forget::Forget {
                    by: self.giver(),
                    client_key: act.client_key,
                    is_here: self.app.hub.is_here(act.conversation),
                };
                self.send(line, act.conversation, command);
            }
            later => return Some(later),
        }
        None
    }

    /// Does what something must be looked up for first.
    pub(super) async fn obey_later(&mut self, message: ClientMessage, line: &mut Line) {
        match message {
            ClientMessage::OpenContact(act) => self.open_contact(act, line).await,
            ClientMessage::Transfer(said) => self.transfer(said, line).await,
            ClientMessage::BringIn(said) => self.bring_in(said, line).await,
            ClientMessage::Consult(said) => self.consult(said, line).await,
            ClientMessage::Find(asked) => self.find(asked, line).await,
            ClientMessage::Look(asked) => self.look(asked, line).await,
            ClientMessage::OpenIdentity(said) => {
                self.open_identity(said, What::Identity, line).await;
            }
            ClientMessage::OpenPersonalCode(said) => {
                self.open_identity(said, What::PersonalCode, line).await;
            }
            // Done before.
            ClientMessage::Hello(_)
            | ClientMessage::Ping(_)
            | ClientMessage::Present(_)
            | ClientMessage::Typing(_)
            | ClientMessage::Claim(_)
            | ClientMessage::Depart(_)
            | ClientMessage::Leave(_)
            | ClientMessage::Close(_)
            | ClientMessage::Post(_)
            | ClientMessage::Note(_)
            | ClientMessage::Redact(_)
            | ClientMessage::Block(_)
            | ClientMessage::AskIdentification(_)
            | ClientMessage::ForgetIdentity(_) => {}
        }
    }

    fn present(&self, present: Present, line: &mut Line) {
        let agent = &self.signed_in.agent;
        if agent.role.answers() && agent.services.contains(&present.service) {
            let id = agent.id;
            self.app
                .hub
                .set_present(id, &present.service, present.present);
        } else {
            self.refuse(line, None, Refusal::NotAllowed, None);
        }
    }

    fn close(&self, said: Close, line: &mut Line) {
        if said.outcome == Outcome::Other {
            // A name that no relay knows: nothing could count it.
            return self.refuse_command(line, said.client_key, (Refusal::Malformed, None));
        }
        let text = said.text.as_ref();
        let text = text.map(|text| self.text(&said.client_key, text, said.conversation));
        match text.transpose() {
            Ok(text) => {
                let command = close::Close {
                    by: self.giver(),
                    client_key: said.client_key,
                    conclusion: Some(close::Conclusion {
                        concluded: Concluded {
                            outcome: said.outcome,
                            topic: said.topic,
                        },
                        text,
                        is_away: self.app.hub.is_away(said.conversation),
                        services: services(&self.app),
                        now_ms: self.app.clock.now_ms(),
                    }),
                };
                self.send(line, said.conversation, command);
            }
            Err(no) => self.refuse_command(line, said.client_key, no),
        }
    }

    fn post(&self, said: Post, line: &mut Line) {
        match self.text(&said.client_key, &said.text, said.conversation) {
            Ok(text) => {
                let command = post::Post {
                    by: self.giver(),
                    client_key: said.client_key,
                    text,
                    is_away: self.app.hub.is_away(said.conversation),
                    // An agent never writes after the end.
                    promise: Box::new(|_| Default::default()),
                    now_ms: self.app.clock.now_ms(),
                };
                self.send(line, said.conversation, command);
            }
            Err(no) => self.refuse_command(line, said.client_key, no),
        }
    }

    fn note(&self, said: Post, line: &mut Line) {
        match self.text(&said.client_key, &said.text, said.conversation) {
            Ok(text) => {
                let command = note::Note {
                    by: self.giver(),
                    client_key: said.client_key,
                    text,
                };
                self.send(line, said.conversation, command);
            }
            Err(no) => self.refuse_command(line, said.client_key, no),
        }
    }

    fn ask_identification(&self, said: Post, line: &mut Line) {
        let reason = match clean_at_most(&said.text, WHY_CHARS) {
            Err(Refusal::TextEmpty) => Err(Refusal::ReasonMissing),
            cleaned => cleaned,
        };
        let reason = reason.map_err(|code| (code, None)).and_then(|reason| {
            self.text(&said.client_key, &reason, said.conversation)?;
            Ok(reason)
        });
        match reason {
            Ok(reason) => {
                let command = ask_identification::AskIdentification {
                    by: self.signed_in.agent.clone(),
                    client_key: said.client_key,
                    reason,
                    services: services(&self.app),
                };
                self.send(line, said.conversation, command);
            }
            Err(no) => self.refuse_command(line, said.client_key, no),
        }
    }

    fn redact(&self, said: Redact, line: &mut Line) {
        let command = redact::Redact {
            by: self.giver(),
            client_key: said.client_key,
            seq: said.seq,
        };
        match said.staff {
            true => self.send(line, said.conversation, redact::RedactNote(command)),
            false => self.send(line, said.conversation, command),
        }
    }

    pub(super) fn send<C: Command>(
        &self,
        line: &mut Line,
        conversation: ConversationId,
        command: C,
    ) {
        let key = command.client_key().clone();
        if !key.is_valid() {
            return self.refuse(line, None, Refusal::Malformed, None);
        }
        let append = command.to(conversation, self.app.clock.now_ms());
        line.follow(conversation, key, self.app.store.append(append));
    }

    /// A text as it is stored, counted.
    pub(super) fn text(
        &self,
        key: &ClientKey,
        said: &str,
        conversation: ConversationId,
    ) -> Result<String, No> {
        let text = check(key, said).map_err(|code| (code, None))?;
        let side = Side::Agent(self.signed_in.agent.id);
        let counted = self.app.rates.message(conversation, side, key);
        counted.map_err(|over| (over.code, Some(over.retry_after_ms)))?;
        Ok(text)
    }

    pub(super) fn refuse_command(&self, line: &mut Line, key: ClientKey, (code, after_ms): No) {
        self.refuse(line, Some(key), code, after_ms);
    }
}
