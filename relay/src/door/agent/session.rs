//! An agent's connection: what is heard, and what is told.

use std::collections::HashMap;
use std::sync::Arc;

use juttu_shared::id::{ClientKey, ConversationId};
use juttu_shared::refusal::{CloseCode, Refusal};
use juttu_shared::rules::fold::state_after;
use juttu_shared::rules::state::{self, State as Standing};
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::agent::{
    ClientMessage, Have, Hello, Hold, Mine, ServerMessage, Welcome,
};
use juttu_shared::wire::v1::event::Envelope;
use juttu_shared::wire::v1::visitor::{Pong, Refused};

use crate::app::App;
use crate::command::{Command, Giver, claim, close, note, post};
use crate::door::connection::{Line, Outcome, Session};
use crate::door::visitor::check;
use crate::hub::{Numbered, Push};
use crate::rate::Side;
use crate::sign_in::{SignedIn, me};
use crate::store::{Answer, Head, PAGE, StoreError};

/// How often a connection says that its sign-in is in use, in milliseconds.
const TOUCH_MS: i64 = 60_000;

/// One socket of the desk's.
pub(super) struct AgentSession {
    pub(super) app: Arc<App>,
    pub(super) signed_in: SignedIn,
    language: Language,
    greeted: bool,
    touched_ms: i64,
    /// What this connection has been told of each conversation: the last number of either log.
    told: HashMap<ConversationId, (u64, u64)>,
}

impl Session for AgentSession {
    async fn hear(&mut self, text: &str, line: &mut Line) -> Result<(), CloseCode> {
        let Ok(message) = serde_json::from_str::<ClientMessage>(text) else {
            let refused = line.malformed(&self.app)?;
            line.tell(&ServerMessage::Refused(refused));
            return if self.greeted {
                Ok(())
            } else {
                Err(CloseCode::Malformed)
            };
        };
        match (message, self.greeted) {
            (ClientMessage::Hello(hello), false) => Box::pin(self.hello(hello, line)).await,
            (ClientMessage::Ping(_), _) => {
                let now_ms = self.app.clock.now_ms();
                line.tell(&ServerMessage::Pong(Pong { now_ms }));
                Box::pin(self.touch(now_ms)).await
            }
            (ClientMessage::Hello(_), true) | (_, false) => {
                self.refuse(line, None, Refusal::OutOfTurn, None);
                Err(CloseCode::Malformed)
            }
            (ClientMessage::OpenContact(act), true) => {
                Box::pin(self.open_contact(act, line)).await;
                Ok(())
            }
            (message, true) => {
                self.obey(message, line);
                Ok(())
            }
        }
    }

    async fn push(&mut self, push: Push, line: &mut Line) -> Result<(), CloseCode> {
        match push {
            Push::End(code) => Err(code),
            // Before welcome everything will be in it.
            _ if !self.greeted => Ok(()),
            Push::Mine(conversation) => Box::pin(self.tell_mine(conversation, line)).await,
            Push::Frame(frame) => {
                if frame.event.is_none_or(|event| self.is_news(event)) {
                    line.say(frame.text.clone());
                }
                Ok(())
            }
        }
    }

    async fn done(&mut self, outcome: Outcome, line: &mut Line) -> Result<(), CloseCode> {
        match outcome.result {
            // The hub has told everyone, or will: the event is the acknowledgement.
            Ok(appended) if !appended.repeated => {}
            Ok(appended) => {
                if !self.told.contains_key(&outcome.conversation) {
                    return Box::pin(self.tell_mine(outcome.conversation, line)).await;
                }
                for event in appended.events {
                    line.tell(&ServerMessage::Event(event));
                }
                for event in appended.staff_events {
                    line.tell(&ServerMessage::StaffEvent(event));
                }
            }
            Err(code) => self.refuse(line, Some(outcome.client_key), code, None),
        }
        Ok(())
    }

    fn ends_at(&self) -> Option<(i64, CloseCode)> {
        Some((self.signed_in.until_ms, CloseCode::SignedOut))
    }
}

impl AgentSession {
    pub(super) fn new(app: Arc<App>, signed_in: SignedIn, language: Language) -> Self {
        Self {
            touched_ms: app.clock.now_ms(),
            app,
            signed_in,
            language,
            greeted: false,
            told: HashMap::new(),
        }
    }

    fn obey(&mut self, message: ClientMessage, line: &mut Line) {
        let giver = Giver::Agent(self.signed_in.agent.clone());
        match message {
            ClientMessage::Present(present) => {
                if self.signed_in.agent.services.contains(&present.service) {
                    let agent = self.signed_in.agent.id;
                    self.app
                        .hub
                        .set_present(agent, &present.service, present.present);
                } else {
                    self.refuse(line, None, Refusal::NotAllowed, None);
                }
            }
            ClientMessage::Typing(typing) => {
                let agent = self.signed_in.agent.id;
                self.app.hub.agent_types(agent, typing.conversation);
            }
            ClientMessage::Claim(act) => {
                let by = self.signed_in.agent.clone();
                let client_key = act.client_key;
                self.send(line, act.conversation, claim::Claim { by, client_key });
            }
            ClientMessage::Close(said) => {
                let command = close::Close {
                    by: giver,
                    client_key: said.client_key,
                    outcome: Some(said.outcome),
                };
                self.send(line, said.conversation, command);
            }
            ClientMessage::Post(said) => {
                match self.text(&said.client_key, &said.text, said.conversation) {
                    Ok(text) => {
                        let command = post::Post {
                            by: giver,
                            client_key: said.client_key,
                            text,
                            is_away: self.app.hub.is_away(said.conversation),
                            // An agent never writes after the end.
                            promise: Box::new(Default::default),
                            now_ms: self.app.clock.now_ms(),
                        };
                        self.send(line, said.conversation, command);
                    }
                    Err((code, after_ms)) => {
                        self.refuse(line, Some(said.client_key), code, after_ms)
                    }
                }
            }
            ClientMessage::Note(said) => {
                match self.text(&said.client_key, &said.text, said.conversation) {
                    Ok(text) => {
                        let client_key = said.client_key;
                        self.send(
                            line,
                            said.conversation,
                            note::Note {
                                by: giver,
                                client_key,
                                text,
                            },
                        );
                    }
                    Err((code, after_ms)) => {
                        self.refuse(line, Some(said.client_key), code, after_ms)
                    }
                }
            }
            ClientMessage::Leave(_)
            | ClientMessage::Transfer(_)
            | ClientMessage::BringIn(_)
            | ClientMessage::Consult(_)
            | ClientMessage::Depart(_)
            | ClientMessage::Redact(_)
            | ClientMessage::Block(_)
            | ClientMessage::Find(_)
            | ClientMessage::Look(_) => self.refuse(line, None, Refusal::NotAllowed, None),
            // Answered before.
            ClientMessage::Hello(_) | ClientMessage::Ping(_) | ClientMessage::OpenContact(_) => {}
        }
    }

    fn send<C: Command>(&self, line: &mut Line, conversation: ConversationId, command: C) {
        let key = command.client_key().clone();
        if !key.is_valid() {
            return self.refuse(line, None, Refusal::Malformed, None);
        }
        let append = command.to(conversation, self.app.clock.now_ms());
        line.follow(conversation, key, self.app.store.append(append));
    }

    fn text(
        &self,
        key: &ClientKey,
        said: &str,
        conversation: ConversationId,
    ) -> Result<String, (Refusal, Option<u64>)> {
        let text = check(key, said).map_err(|code| (code, None))?;
        let side = Side::Agent(self.signed_in.agent.id);
        let counted = self.app.rates.message(conversation, side, key);
        counted.map_err(|over| (over.code, Some(over.retry_after_ms)))?;
        Ok(text)
    }

    async fn hello(&mut self, hello: Hello, line: &mut Line) -> Result<(), CloseCode> {
        // It may have ended after the door was opened and before the hub knew of this connection.
        self.still_signed_in().await?;
        match self.welcome(hello.have).await {
            Ok(welcome) => {
                self.greeted = true;
                line.tell(&ServerMessage::Welcome(welcome));
                Ok(())
            }
            Err(error) => {
                self.refuse(line, None, error.refusal(), None);
                Err(CloseCode::Restarting)
            }
        }
    }

    async fn welcome(&mut self, have: Vec<Have>) -> Result<Welcome, StoreError> {
        let (app, agent) = (Arc::clone(&self.app), self.signed_in.agent.clone());
        if !agent.role.answers() {
            // Whoever answers nobody is shown nobody.
            return Ok(Welcome {
                now_ms: app.clock.now_ms(),
                me: me(&app.config, &agent, self.language),
                presence: Vec::new(),
                staff: Vec::new(),
                waiting: Vec::new(),
                mine: Vec::new(),
            });
        }
        let mut heads = app.store.of_agent(agent.id).await?;
        for known in &have {
            if heads.iter().all(|head| head.id != known.conversation) {
                heads.extend(app.store.head(known.conversation).await?);
            }
        }
        let giver = Giver::Agent(agent.clone());
        heads.retain(|head| giver.may(state::Act::ReadStaff, head).is_ok());
        let mut mine = Vec::with_capacity(heads.len());
        for head in heads {
            let known = have.iter().find(|known| known.conversation == head.id);
            let (seq, staff_seq) =
                known.map_or((0, 0), |known| (known.last_seq, known.last_staff_seq));
            mine.push(self.mine(&head, seq, staff_seq).await?);
        }
        let mut waiting = app.store.waiting(agent.services.clone()).await?;
        for waits in waiting.iter_mut().filter(|waits| waits.request.is_none()) {
            waits.away = app.hub.is_away(waits.conversation);
        }
        let staff = app.store.staff().await?;
        Ok(Welcome {
            now_ms: app.clock.now_ms(),
            me: me(&app.config, &agent, self.language),
            presence: app.hub.presence(agent.id, &agent.services),
            staff: app.hub.colleagues(staff),
            waiting,
            mine,
        })
    }

    async fn mine(&mut self, head: &Head, seq: u64, staff_seq: u64) -> Result<Mine, StoreError> {
        // A client that has more than is stored knows another past: it is told everything.
        let known = |last: u64, stored: u64| if last > stored { 0 } else { last };
        let store = &self.app.store;
        let from = known(seq, head.last_seq);
        let events = all(from, |after| store.events(head.id, after)).await?;
        let from = known(staff_seq, head.last_staff_seq);
        let staff_events = all(from, |after| store.staff_events(head.id, after)).await?;
        let newer = events.iter().filter(|event| event.seq > head.last_seq);
        let state: Standing =
            newer.fold(head.state, |state, event| state_after(state, &event.kind));
        let newest = events.last().map_or(0, |event| event.seq);
        let newest_staff = staff_events.last().map_or(0, |event| event.seq);
        self.told.insert(
            head.id,
            (
                newest.max(head.last_seq),
                newest_staff.max(head.last_staff_seq),
            ),
        );
        Ok(Mine {
            id: head.id,
            service: head.service.clone(),
            reference: head.reference,
            door: None,
            hold: Hold::Own,
            agents: head.agents.clone(),
            consulted: Vec::new(),
            blocked_until_ms: None,
            state,
            is_live: head.is_live,
            away: self.app.hub.is_away(head.id),
            reach: head.reach,
            answer_by_ms: head.answer_by_ms,
            ends_at_ms: self.app.hub.ends_at_ms(head.id),
            events,
            staff_events,
        })
    }

    async fn tell_mine(
        &mut self,
        conversation: ConversationId,
        line: &mut Line,
    ) -> Result<(), CloseCode> {
        let told = match self.app.store.head(conversation).await {
            Ok(Some(head)) => {
                let giver = Giver::Agent(self.signed_in.agent.clone());
                if giver.may(state::Act::ReadStaff, &head).is_err() {
                    return Ok(());
                }
                self.mine(&head, 0, 0).await
            }
            Ok(None) => return Ok(()),
            Err(error) => Err(error),
        };
        // Without the whole the rest means nothing: the desk resumes.
        let mine = told.map_err(|_| CloseCode::Restarting)?;
        line.tell(&ServerMessage::Mine(mine));
        Ok(())
    }

    /// Whether an event has not been told to this connection.
    fn is_news(&mut self, event: Numbered) -> bool {
        let Some((seq, staff_seq)) = self.told.get_mut(&event.conversation) else {
            return false;
        };
        let last = if event.staff { staff_seq } else { seq };
        let is_news = event.seq > *last;
        *last = event.seq.max(*last);
        is_news
    }

    async fn touch(&mut self, now_ms: i64) -> Result<(), CloseCode> {
        if now_ms - self.touched_ms >= TOUCH_MS {
            self.touched_ms = now_ms;
            let token = self.signed_in.token;
            // A store that can't be written to must not sign anybody out.
            let _ = self.app.store.touch_sign_in(token, now_ms).await;
            self.still_signed_in().await?;
        }
        Ok(())
    }

    async fn still_signed_in(&self) -> Result<(), CloseCode> {
        match self.app.store.sign_in(self.signed_in.token).await {
            Ok(None) => Err(CloseCode::SignedOut),
            // A store that can't answer must not sign anybody out.
            Ok(Some(_)) | Err(_) => Ok(()),
        }
    }

    pub(super) fn refuse(
        &self,
        line: &mut Line,
        client_key: Option<ClientKey>,
        code: Refusal,
        retry_after_ms: Option<u64>,
    ) {
        self.app.metrics.refused(code);
        line.tell(&ServerMessage::Refused(Refused {
            client_key,
            code,
            retry_after_ms,
        }));
    }
}

/// All that a log holds after `after`, read page by page.
async fn all<K>(
    after: u64,
    read: impl Fn(u64) -> Answer<Vec<Envelope<K>>>,
) -> Result<Vec<Envelope<K>>, StoreError> {
    let mut all = read(after).await?;
    let mut pages = 1;
    while all.len() == pages * PAGE {
        let last = all.last().map_or(after, |event| event.seq);
        all.extend(read(last).await?);
        pages += 1;
    }
    Ok(all)
}
