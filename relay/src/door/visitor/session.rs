//! A visitor's connection: what is heard, and what is told.

mod identify;
mod size;

use std::sync::Arc;

use juttu_shared::id::{ClientKey, ConversationId};
use juttu_shared::refusal::{CloseCode, Refusal};
use juttu_shared::wire::v1::event::{Event, Kind};
use juttu_shared::wire::v1::visitor::{
    ClientMessage, Exit, Hello, Leave, Open, Pong, Redeem, Refused, ServerMessage, Welcome,
};

use size::split_off;

use super::Visitor;
use crate::command::Command as _;
use crate::door::connection::{Line, Outcome, Session};
use crate::hub::{ConnectionId, Push};
use crate::seal::SecretHash;
use crate::store::{Answer, Appended, Head, PAGE};

/// One socket of a visitor's.
pub(super) struct VisitorSession {
    visitor: Visitor,
    connection: ConnectionId,
    /// Known after `hello`.
    secret: Option<SecretHash>,
    conversation: Option<ConversationId>,
    /// The last event that this connection has been told.
    last_seq: u64,
    /// Whether the store has more than this connection has been told.
    behind: bool,
}

impl Session for VisitorSession {
    async fn hear(&mut self, text: &str, line: &mut Line) -> Result<(), CloseCode> {
        let Ok(message) = serde_json::from_str(text) else {
            let refused = line.malformed(&self.visitor.app)?;
            line.tell(&ServerMessage::Refused(refused));
            // Before hello nothing is owed to anybody.
            return self.secret.map(|_| ()).ok_or(CloseCode::Malformed);
        };
        match (message, self.secret) {
            (ClientMessage::Hello(hello), None) => Box::pin(self.hello(hello, line)).await,
            (ClientMessage::Ping(_), _) => {
                let now_ms = self.visitor.app.clock.now_ms();
                line.tell(&ServerMessage::Pong(Pong { now_ms }));
                Ok(())
            }
            (ClientMessage::Hello(_), Some(_)) | (_, None) => {
                self.refuse(line, None, Refusal::OutOfTurn);
                Err(CloseCode::Malformed)
            }
            (ClientMessage::Open(open), Some(secret)) => {
                Box::pin(self.open(secret, open, line)).await
            }
            (ClientMessage::Post(post), Some(secret)) => {
                let key = post.client_key.clone();
                let sent = self.sent(&key, |visitor, to| visitor.post(secret, to, post));
                follow(line, key, sent);
                Ok(())
            }
            (ClientMessage::Close(close), Some(secret)) => {
                let key = close.client_key.clone();
                let sent = self.sent(&key, |visitor, to| visitor.close(secret, to, close));
                follow(line, key, sent);
                Ok(())
            }
            (ClientMessage::Exit(exit), Some(secret)) => {
                Box::pin(self.exit(secret, exit, line)).await
            }
            (ClientMessage::Rate(rate), Some(secret)) => {
                let key = rate.client_key.clone();
                let sent = self.sent(&key, |visitor, to| visitor.rate(secret, to, rate));
                follow(line, key, sent);
                Ok(())
            }
            (ClientMessage::Leave(leave), Some(secret)) => match self.conversation {
                None => Box::pin(self.leave(secret, leave, line)).await,
                Some(conversation) => {
                    let key = leave.client_key.clone();
                    let sent = self.visitor.leave_command(secret, leave);
                    let sent = sent.map(|command| {
                        let now_ms = command.now_ms;
                        let append = command.by(secret, conversation, now_ms);
                        (conversation, self.visitor.leave_stored(append))
                    });
                    follow(line, key, sent);
                    Ok(())
                }
            },
            (ClientMessage::Redeem(redeem), Some(secret)) => {
                Box::pin(self.redeem(secret, redeem, line)).await
            }
            (ClientMessage::Identify(identify), Some(secret)) => {
                Box::pin(self.identify(secret, identify, line)).await
            }
            (ClientMessage::Prove(prove), Some(secret)) => {
                Box::pin(self.prove(secret, prove, line)).await
            }
            (ClientMessage::Reopen(reopen), Some(secret)) => {
                Box::pin(self.reopen(secret, reopen, line)).await
            }
            (ClientMessage::Decline(decline), Some(secret)) => {
                let key = decline.client_key.clone();
                let sent = self.sent(&key, |visitor, to| visitor.decline(secret, to, decline));
                follow(line, key, sent);
                Ok(())
            }
            (ClientMessage::Keep(keep), Some(secret)) => {
                let key = keep.client_key.clone();
                let sent = self.sent(&key, |visitor, to| visitor.keep(secret, to, keep));
                follow(line, key, sent);
                Ok(())
            }
            (ClientMessage::Stay(_), Some(_)) => {
                if let Some(conversation) = self.conversation {
                    self.visitor.app.hub.stay(conversation);
                }
                Ok(())
            }
            (ClientMessage::Typing(_), Some(_)) => {
                if let Some(conversation) = self.conversation {
                    self.visitor.app.hub.visitor_types(conversation);
                }
                Ok(())
            }
        }
    }

    async fn push(&mut self, push: Push, line: &mut Line) -> Result<(), CloseCode> {
        match push {
            Push::End(code) => Err(code),
            Push::Mine(_) => Ok(()),
            Push::Frame(frame) => {
                if let Some(event) = frame.event {
                    if event.staff || event.seq <= self.last_seq {
                        return Ok(());
                    }
                    if event.seq != self.last_seq + 1 {
                        // It is read from the store, with what stands before it.
                        self.behind = true;
                        return Ok(());
                    }
                    self.last_seq = event.seq;
                }
                line.say(frame.text.clone());
                Ok(())
            }
        }
    }

    async fn done(&mut self, outcome: Outcome, line: &mut Line) -> Result<(), CloseCode> {
        match outcome.result {
            // The hub has told everyone, or will: the event is the acknowledgement.
            Ok(appended) if !appended.repeated => {}
            Ok(appended) => {
                for event in appended.events {
                    line.tell(&ServerMessage::Event(event));
                }
            }
            Err(code) => self.refuse(line, Some(outcome.client_key), code),
        }
        Ok(())
    }

    async fn more(&mut self, line: &mut Line) -> Result<bool, CloseCode> {
        let (true, Some(conversation), Some(secret)) =
            (self.behind, self.conversation, self.secret)
        else {
            return Ok(false);
        };
        let read = self.visitor.app.store.events(conversation, self.last_seq);
        // Without what stands between, the rest means nothing: the client resumes.
        let events = read.await.map_err(|_| CloseCode::Restarting)?;
        let still = self
            .visitor
            .holds_after(secret, conversation, &events)
            .await;
        if !still.unwrap_or_default() {
            return Err(CloseCode::Restarting);
        }
        self.behind = events.len() == PAGE;
        for event in events {
            self.last_seq = event.seq;
            line.tell(&ServerMessage::Event(event));
        }
        Ok(true)
    }
}

impl VisitorSession {
    pub(super) fn new(visitor: Visitor, connection: ConnectionId) -> Self {
        Self {
            visitor,
            connection,
            secret: None,
            conversation: None,
            last_seq: 0,
            behind: false,
        }
    }

    async fn hello(&mut self, hello: Hello, line: &mut Line) -> Result<(), CloseCode> {
        let secret = self
            .visitor
            .hash(&hello.secret)
            .ok_or(CloseCode::Malformed)?;
        let head = match self.visitor.conversation(secret).await {
            Ok(head) => head,
            Err(error) => {
                self.refuse(line, None, error.refusal());
                return Err(CloseCode::Restarting);
            }
        };
        self.welcome(secret, head, hello.last_seq, line).await?;
        self.secret = Some(secret);
        Ok(())
    }

    /// Tells how things stand, from the event after `last_seq` on. What happens from now on is told
    /// too.
    async fn welcome(
        &mut self,
        secret: SecretHash,
        head: Option<Arc<Head>>,
        last_seq: u64,
        line: &mut Line,
    ) -> Result<(), CloseCode> {
        let mut conversation = None;
        if let Some(head) = head {
            self.visitor.app.hub.attach(self.connection, &head, secret);
            let snapshot = match self.visitor.snapshot(secret, &head, last_seq).await {
                Ok(Some(snapshot)) => snapshot,
                // In this very moment: somebody has identified in it with another session.
                Ok(None) => return Err(CloseCode::Restarting),
                Err(error) => {
                    self.refuse(line, None, error.refusal());
                    return Err(CloseCode::Restarting);
                }
            };
            let has_exited =
                |event: &Event| event.seq > head.last_seq && matches!(event.kind, Kind::Exited(_));
            if snapshot.events.iter().any(has_exited) {
                // In this very moment, by another request of the same tab: the session has ended.
                return Err(CloseCode::Restarting);
            }
            self.conversation = Some(head.id);
            let newest = snapshot.events.last().map(|event| event.seq);
            self.last_seq = newest.unwrap_or(head.last_seq);
            self.behind = snapshot.events.len() == PAGE;
            conversation = Some(snapshot);
        }
        let rest = conversation
            .as_mut()
            .map(|snapshot| split_off(&mut snapshot.events));
        line.tell(&ServerMessage::Welcome(Welcome {
            now_ms: self.visitor.app.clock.now_ms(),
            conversation,
        }));
        for event in rest.into_iter().flatten() {
            line.tell(&ServerMessage::Event(event));
        }
        Ok(())
    }

    async fn leave(
        &mut self,
        secret: SecretHash,
        leave: Leave,
        line: &mut Line,
    ) -> Result<(), CloseCode> {
        match self.visitor.leave(secret, leave).await {
            Ok((head, _)) => {
                self.visitor.app.hub.attach(self.connection, &head, secret);
                self.conversation = Some(head.id);
                // All of it is told from the store, the acknowledgement in it.
                self.behind = true;
            }
            Err(refused) => line.tell(&ServerMessage::Refused(refused)),
        }
        Ok(())
    }

    /// When it is stored the hub tells of it, and ends this connection as it does the others. Whoever
    /// says it again has no conversation any more, and is told by this alone.
    async fn exit(
        &mut self,
        secret: SecretHash,
        exit: Exit,
        line: &mut Line,
    ) -> Result<(), CloseCode> {
        match self.visitor.exit(secret, exit).await {
            Ok(appended) if appended.repeated => {
                for event in appended.events {
                    line.tell(&ServerMessage::Event(event));
                }
            }
            Ok(_) => {}
            Err(refused) => line.tell(&ServerMessage::Refused(refused)),
        }
        Ok(())
    }

    async fn redeem(
        &mut self,
        secret: SecretHash,
        redeem: Redeem,
        line: &mut Line,
    ) -> Result<(), CloseCode> {
        match self.visitor.redeem(secret, redeem).await {
            Ok(head) => self.welcome(secret, Some(head), 0, line).await,
            Err(refused) => {
                line.tell(&ServerMessage::Refused(refused));
                Ok(())
            }
        }
    }

    async fn open(
        &mut self,
        secret: SecretHash,
        open: Open,
        line: &mut Line,
    ) -> Result<(), CloseCode> {
        let key = open.client_key.clone();
        let head = match self.visitor.open(secret, open).await {
            Ok(head) => head,
            Err(refused) => {
                line.tell(&ServerMessage::Refused(refused));
                return Ok(());
            }
        };
        self.visitor.app.hub.attach(self.connection, &head, secret);
        self.conversation = Some(head.id);
        match self.visitor.opening(secret, &head).await {
            Ok(None) => Err(CloseCode::Restarting),
            Ok(Some(snapshot)) => {
                for event in snapshot.events {
                    self.last_seq = self.last_seq.max(event.seq);
                    line.tell(&ServerMessage::Event(event));
                }
                self.behind = head.last_seq > self.last_seq;
                if let Some(queue) = snapshot.queue {
                    line.tell(&ServerMessage::Queue(queue));
                }
                Ok(())
            }
            Err(error) => {
                self.refuse(line, Some(key), error.refusal());
                Err(CloseCode::Restarting)
            }
        }
    }

    fn sent(
        &self,
        key: &ClientKey,
        send: impl FnOnce(&Visitor, ConversationId) -> Result<Answer<Appended>, Refused>,
    ) -> Result<(ConversationId, Answer<Appended>), Refused> {
        let conversation = self.conversation.ok_or_else(|| {
            self.visitor
                .refuse(Some(key.clone()), Refusal::NoConversation, None)
        })?;
        send(&self.visitor, conversation).map(|answer| (conversation, answer))
    }

    fn refuse(&self, line: &mut Line, key: Option<ClientKey>, code: Refusal) {
        let refused = self.visitor.refuse(key, code, None);
        line.tell(&ServerMessage::Refused(refused));
    }
}

fn follow(
    line: &mut Line,
    key: ClientKey,
    sent: Result<(ConversationId, Answer<Appended>), Refused>,
) {
    match sent {
        Ok((conversation, answer)) => line.follow(conversation, key, answer),
        Err(refused) => line.tell(&ServerMessage::Refused(refused)),
    }
}
