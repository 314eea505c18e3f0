//! An agent's connection: what is heard, and what is told.

use std::collections::HashMap;
use std::sync::Arc;

use juttu_shared::id::{ClientKey, ConversationId};
use juttu_shared::refusal::{CloseCode, Refusal};
use juttu_shared::rules::state;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::agent::{ClientMessage, Have, Hello, ServerMessage, Welcome};
use juttu_shared::wire::v1::event::{Kind, StaffKind};
use juttu_shared::wire::v1::visitor::{Pong, Refused};

use crate::app::App;
use crate::command::Giver;
use crate::door::connection::{Line, Outcome, Session};
use crate::hub::{Numbered, Push};
use crate::sign_in::{SignedIn, me};
use crate::store::{Appended, StoreError};

/// How often a connection says that its sign-in is in use, in milliseconds.
const TOUCH_MS: i64 = 60_000;

/// One socket of the desk's.
pub(super) struct AgentSession {
    pub(super) app: Arc<App>,
    pub(super) signed_in: SignedIn,
    pub(super) language: Language,
    pub(super) greeted: bool,
    touched_ms: i64,
    /// What this connection has been told of each conversation: the last number of either log.
    pub(super) told: HashMap<ConversationId, (u64, u64)>,
    /// Personal conversations of the agent's own that could not be told, since it could not be written
    /// down that they are seen. They are told as soon as it can.
    pub(super) untold: Vec<ConversationId>,
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
                Box::pin(self.tell_untold(line)).await?;
                Box::pin(self.touch(now_ms)).await
            }
            (ClientMessage::Hello(_), true) | (_, false) => {
                self.refuse(line, None, Refusal::OutOfTurn, None);
                Err(CloseCode::Malformed)
            }
            (message, true) => {
                if let Some(message) = self.obey(message, line) {
                    Box::pin(self.obey_later(message, line)).await;
                }
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
            Ok(appended) if !appended.repeated && self.is_told(&appended) => {}
            Ok(appended) => {
                let conversation = outcome.conversation;
                let me = self.signed_in.agent.id;
                if !self.told.contains_key(&conversation) && appended.head.is_held_by(me) {
                    return Box::pin(self.tell_mine(conversation, line)).await;
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
            untold: Vec::new(),
        }
    }

    pub(super) fn giver(&self) -> Giver {
        Giver::Agent(self.signed_in.agent.clone())
    }

    pub(super) async fn hello(&mut self, hello: Hello, line: &mut Line) -> Result<(), CloseCode> {
        // It may have ended after the door was opened and before the hub knew of this connection.
        self.still_signed_in().await?;
        match self.welcome(hello.have).await {
            Ok(welcome) => {
                self.greeted = true;
                line.tell(&ServerMessage::Welcome(welcome));
                if !self.untold.is_empty() {
                    self.refuse(line, None, Refusal::NotStored, None);
                }
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
                me: me(&app.config, &self.signed_in, self.language),
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
        let now_ms = app.clock.now_ms();
        heads.retain(|head| giver.may(state::Act::ReadStaff, head, now_ms).is_ok());
        let mut mine = Vec::with_capacity(heads.len());
        for head in heads {
            let known = have.iter().find(|known| known.conversation == head.id);
            let (seq, staff_seq) =
                known.map_or((0, 0), |known| (known.last_seq, known.last_staff_seq));
            match self.own(&head, seq, staff_seq).await {
                Ok(own) => mine.push(own),
                // Let go of in this moment.
                Err(StoreError::Refused(_)) => {}
                Err(StoreError::Failed(_)) if head.is_personal() => self.untold.push(head.id),
                Err(error) => return Err(error),
            }
        }
        let mut waiting = app.store.waiting(agent.services.clone()).await?;
        waiting.retain(|row| !agent.lock.hides(row));
        app.services.say_promises(&mut waiting);
        for waits in waiting.iter_mut().filter(|waits| waits.request.is_none()) {
            waits.away = app.hub.is_away(waits.conversation);
        }
        let staff = app.store.staff().await?;
        Ok(Welcome {
            now_ms: app.clock.now_ms(),
            me: me(&app.config, &self.signed_in, self.language),
            presence: app.hub.presence(agent.id, &agent.services),
            staff: app.hub.colleagues(staff),
            waiting,
            mine,
        })
    }

    async fn tell_mine(
        &mut self,
        conversation: ConversationId,
        line: &mut Line,
    ) -> Result<(), CloseCode> {
        let was_untold = self.untold.contains(&conversation);
        self.untold.retain(|untold| *untold != conversation);
        let head = self.app.store.head(conversation).await;
        // Without the whole the rest means nothing: the desk resumes.
        let Some(head) = head.map_err(|_| CloseCode::Restarting)? else {
            return Ok(());
        };
        let now_ms = self.app.clock.now_ms();
        let may = self.giver().may(state::Act::ReadStaff, &head, now_ms);
        if may.is_err() {
            return Ok(());
        }
        match self.own(&head, 0, 0).await {
            Ok(mine) => {
                line.tell(&ServerMessage::Mine(mine));
                Ok(())
            }
            // Let go of in this moment.
            Err(StoreError::Refused(_)) => Ok(()),
            Err(StoreError::Failed(_)) if head.is_personal() => {
                self.untold.push(conversation);
                if !was_untold {
                    self.refuse(line, None, Refusal::NotStored, None);
                }
                Ok(())
            }
            Err(StoreError::Failed(_)) => Err(CloseCode::Restarting),
        }
    }

    /// Tells what could not be told when it should have been.
    async fn tell_untold(&mut self, line: &mut Line) -> Result<(), CloseCode> {
        for conversation in self.untold.clone() {
            self.tell_mine(conversation, line).await?;
        }
        Ok(())
    }

    /// Whether the hub tells this agent what a command has made: all who hold the conversation, and
    /// those who let go of it by that. Not a supervisor who empties what they looked at.
    fn is_told(&self, appended: &Appended) -> bool {
        let mut events = appended.events.iter();
        let mut staff_events = appended.staff_events.iter();
        let empties = events.any(|event| matches!(event.kind, Kind::Redacted(_)))
            || staff_events.any(|event| matches!(event.kind, StaffKind::Redacted(_)));
        !empties || appended.head.is_held_by(self.signed_in.agent.id)
    }

    /// Whether an event has not been told to this connection.
    pub(super) fn is_news(&mut self, event: Numbered) -> bool {
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
