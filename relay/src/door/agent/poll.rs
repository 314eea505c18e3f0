//! The desk's door without a socket, for networks that break them: the same messages and the same
//! guarantees over a held POST and posted commands. Stateless: everything needed comes with each
//! request.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::ws::Utf8Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use juttu_shared::id::ConversationId;
use juttu_shared::limits::POLL_MS;
use juttu_shared::refusal::{CloseCode, Refusal};
use juttu_shared::rules::state::Act;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::agent::{ClientMessage, Have, Hello, ServerMessage};
use juttu_shared::wire::v1::desk::{Poll, Polled};
use juttu_shared::wire::v1::event::{Author, Kind, StaffEvent, StaffKind};
use juttu_shared::wire::v1::visitor::Pong;
use serde::de::DeserializeOwned;

use super::Asked;
use super::session::AgentSession;
use crate::app::App;
use crate::door::connection::{Line, Outcome, Session as _};
use crate::door::{Asks, address, origin, problem};
use crate::http::hold;
use crate::hub::{Mailbox, Numbered, Push, Seen, Told};
use crate::metrics::Door;
use crate::rate::Slot;
use crate::sign_in::{SignedIn, signed_in};
use crate::store::{Head, StoreError};

/// How many pushes may wake a poll before it looks. What they tell is found elsewhere.
const WAKE_MAILBOX: usize = 64;
/// When to come back while the relay stops, in milliseconds.
const RESTART_MS: u64 = 1_000;

/// `POST /desk/api/poll?lang=fi`
pub(in crate::door) async fn poll(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Asks(asked): Asks<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let inside = come_in::<Poll>(&app, peer, &headers, &body).await;
    let (signed_in, poll, slot) = match inside {
        Ok(inside) => inside,
        Err(response) => return *response,
    };
    let _counted = app.metrics.connected(Door::AgentPoll);
    // Counted from when it came, however long it takes to look.
    let until_ms = app.clock.now_ms() + POLL_MS;
    // From here on whatever is told ends the waiting, and the agent is here.
    let (agent, token) = (&signed_in.agent, signed_in.token);
    let mut mailbox = app.hub.connect_agent(WAKE_MAILBOX, agent, token);
    let mut session = AgentSession::new(Arc::clone(&app), signed_in, language(&asked));
    let seen = poll.seen.as_deref().and_then(Seen::from_text);
    let answer = match seen {
        Some(seen) => since(&mut session, &mut mailbox, seen, poll.have, until_ms).await,
        None => welcome(&mut session, poll.have).await,
    };
    if !session.untold.is_empty() {
        // What may not be told, since it could not be written down that it is seen, is asked again.
        app.metrics.refused(Refusal::NotStored);
        return hold::until_sent(problem(Refusal::NotStored, Some(RESTART_MS)), slot).await;
    }
    let answer = answer.map(|(seen, told)| {
        let seen = Polled::Seen {
            seen: seen.to_text(),
        };
        // A text and nothing else is always written.
        let seen = serde_json::to_string(&seen).unwrap_or_default();
        list(&seen, &told)
    });
    hold::until_sent(answered(answer), slot).await
}

/// `POST /desk/api/commands?lang=fi` with one message.
pub(in crate::door) async fn command(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Asks(asked): Asks<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let inside = come_in::<ClientMessage>(&app, peer, &headers, &body).await;
    let (signed_in, message, slot) = match inside {
        Ok(inside) => inside,
        Err(response) => return *response,
    };
    let mut session = AgentSession::new(Arc::clone(&app), signed_in, language(&asked));
    session.greeted = true;
    let told = obey(&mut session, message).await;
    let answer = told.map(|told| list("", &told));
    hold::until_sent(answered(answer), slot).await
}

/// Everything from the beginning, and how far that is.
async fn welcome(
    session: &mut AgentSession,
    have: Vec<Have>,
) -> Result<(Seen, Vec<Utf8Bytes>), CloseCode> {
    // Asked before anything is read: what happens meanwhile is told by the next poll.
    let seen = session.app.hub.seen();
    let mut line = Line::default();
    session.hello(Hello { have }, &mut line).await?;
    Ok((seen, line.take()))
}

/// What has been told since; waits for it until then.
async fn since(
    session: &mut AgentSession,
    mailbox: &mut Mailbox,
    mut seen: Seen,
    have: Vec<Have>,
    until_ms: i64,
) -> Result<(Seen, Vec<Utf8Bytes>), CloseCode> {
    session.has(&have);
    let app = Arc::clone(&session.app);
    let mut over = Box::pin(app.clock.sleep_until(until_ms));
    let mut is_last = false;
    loop {
        let agent = &session.signed_in.agent;
        let Some((told, end)) = app.hub.told_since(agent, seen) else {
            return welcome(session, have).await;
        };
        let mut line = Line::default();
        for told in told {
            session.tell(told, &mut line).await?;
        }
        seen = end;
        let told = line.take();
        if is_last || !told.is_empty() {
            return Ok((seen, told));
        }
        tokio::select! {
            push = mailbox.recv() => is_last = woken(push, mailbox)?,
            () = &mut over => is_last = true,
        }
    }
}

/// Takes what woke a poll. Says whether it will never be woken again, having been woken too often.
fn woken(push: Option<Push>, mailbox: &mut Mailbox) -> Result<bool, CloseCode> {
    let is_last = push.is_none();
    let mut next = push;
    while let Some(push) = next {
        if let Push::End(code) = push {
            return Err(code);
        }
        next = mailbox.try_recv();
    }
    Ok(is_last)
}

/// What a command comes to, as its author is told it.
async fn obey(
    session: &mut AgentSession,
    message: ClientMessage,
) -> Result<Vec<Utf8Bytes>, CloseCode> {
    let claimed = match &message {
        ClientMessage::Claim(act) => Some(act.conversation),
        _ => None,
    };
    let mut line = Line::default();
    match message {
        ClientMessage::Hello(_) => session.refuse(&mut line, None, Refusal::OutOfTurn, None),
        ClientMessage::Ping(_) => {
            let now_ms = session.app.clock.now_ms();
            line.tell(&ServerMessage::Pong(Pong { now_ms }));
        }
        message => {
            if let Some(message) = session.obey(message, &mut line) {
                session.obey_later(message, &mut line).await;
            }
        }
    }
    while let Some(outcome) = line.outcome().await {
        session.answer(outcome, claimed, &mut line).await?;
    }
    Ok(line.take())
}

impl AgentSession {
    /// As if this client had been told so much over a socket.
    fn has(&mut self, have: &[Have]) {
        self.greeted = true;
        let told = have.iter().map(|known| {
            let told = (known.last_seq, known.last_staff_seq);
            (known.conversation, told)
        });
        self.told.extend(told);
    }

    async fn tell(&mut self, told: Told, line: &mut Line) -> Result<(), CloseCode> {
        match told {
            Told::Signal(frame) => self.push(Push::Frame(frame), line).await,
            Told::Mine(conversation) => self.push(Push::Mine(conversation), line).await,
            Told::Event(event) if self.is_news(event) => {
                let read = self.read(event, line).await;
                // Without it the rest means nothing: the desk asks again.
                read.map_err(|_| CloseCode::Restarting)
            }
            Told::Event(_) => Ok(()),
        }
    }

    /// Tells what stands at a number now. Of a conversation that is the agent's own no longer only what
    /// has become of it: nothing that was said, and who says how far they were told may say anything.
    async fn read(&self, event: Numbered, line: &mut Line) -> Result<(), StoreError> {
        let store = &self.app.store;
        let Some(head) = store.head(event.conversation).await? else {
            return Ok(());
        };
        let now_ms = self.app.clock.now_ms();
        if self.signed_in.agent.lock.shuts(&head) {
            // Also not that something has become of it.
            return Ok(());
        }
        let is_own = self.giver().may(Act::ReadStaff, &head, now_ms).is_ok();
        if is_own {
            self.see(&head, false).await?;
        }
        let after = event.seq.saturating_sub(1);
        if event.staff {
            let events = store.staff_events(event.conversation, after).await?;
            let mut found = events.into_iter().filter(|found| found.seq == event.seq);
            let found = found.find(|found| is_own || self.is_own_farewell(found));
            if let Some(found) = found {
                line.tell(&ServerMessage::StaffEvent(found));
            }
        } else {
            let events = store.events(event.conversation, after).await?;
            let mut found = events.into_iter().filter(|found| found.seq == event.seq);
            let found = found.find(|found| is_own || !has_words(&found.kind));
            if let Some(found) = found {
                line.tell(&ServerMessage::Event(found));
            }
        }
        Ok(())
    }

    /// Whether a staff event says that this agent is asked no longer, or is the note with which this
    /// agent handed it on.
    fn is_own_farewell(&self, event: &StaffEvent) -> bool {
        let me = self.signed_in.agent.id;
        match &event.kind {
            StaffKind::Departed(departed) => departed.agent == me,
            StaffKind::HandedOver(_) => event.from == Author::Agent(me),
            _ => false,
        }
    }

    fn holds(&self, head: &Head) -> bool {
        head.is_held_by(self.signed_in.agent.id)
    }

    /// Answers a command by what it has made: over a socket the hub tells that.
    async fn answer(
        &mut self,
        outcome: Outcome,
        claimed: Option<ConversationId>,
        line: &mut Line,
    ) -> Result<(), CloseCode> {
        match (outcome.result, claimed) {
            (Ok(appended), Some(claimed)) if self.holds(&appended.head) => {
                self.push(Push::Mine(claimed), line).await
            }
            // Also of a claim that is said again after it was let go of.
            (Ok(appended), _) => {
                for event in appended.events {
                    line.tell(&ServerMessage::Event(event));
                }
                for event in appended.staff_events {
                    line.tell(&ServerMessage::StaffEvent(event));
                }
                Ok(())
            }
            (Err(code), _) => {
                self.refuse(line, Some(outcome.client_key), code, None);
                Ok(())
            }
        }
    }
}

/// Whether an event says something in somebody's own words.
fn has_words(kind: &Kind) -> bool {
    matches!(kind, Kind::Posted(_) | Kind::IdentificationRequested(_))
}

type Inside<T> = (SignedIn, T, Slot);

/// Whoever comes from the desk's own page, is signed in, and answers residents.
async fn come_in<T: DeserializeOwned>(
    app: &App,
    peer: SocketAddr,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Inside<T>, Box<Response>> {
    let refuse = |code, after_ms| {
        app.metrics.refused(code);
        Err(Box::new(problem(code, after_ms)))
    };
    if let Err(code) = origin::of_desk(&app.config, headers) {
        return refuse(code, None);
    }
    let signed_in = match signed_in(app, headers).await {
        Ok(Some(signed_in)) if signed_in.agent.role.answers() => signed_in,
        Ok(Some(_)) => return refuse(Refusal::NotAllowed, None),
        Ok(None) => return refuse(Refusal::SignedOut, None),
        Err(error) => return refuse(error.refusal(), Some(2_000)),
    };
    let Ok(asked) = serde_json::from_slice(body) else {
        return refuse(Refusal::Malformed, None);
    };
    let slot = (app.rates).connection(address::client(&app.config, peer, headers));
    match slot {
        Ok(slot) => Ok((signed_in, asked, slot)),
        Err(over) => refuse(over.code, Some(over.retry_after_ms)),
    }
}

fn language(asked: &Asked) -> Language {
    Language::from_tag(&asked.lang).unwrap_or(Language::Fi)
}

/// What is written out already, as one list.
fn list(first: &str, rest: &[Utf8Bytes]) -> String {
    let first = [first].into_iter().filter(|first| !first.is_empty());
    let parts: Vec<_> = first.chain(rest.iter().map(Utf8Bytes::as_str)).collect();
    format!("[{}]", parts.join(","))
}

fn answered(answer: Result<String, CloseCode>) -> Response {
    let mut response = match answer {
        Ok(list) => {
            let json = HeaderValue::from_static("application/json");
            ([(CONTENT_TYPE, json)], list).into_response()
        }
        Err(CloseCode::SignedOut) => problem(Refusal::SignedOut, None),
        Err(CloseCode::Malformed) => problem(Refusal::Malformed, None),
        Err(_) => problem(Refusal::Restarting, Some(RESTART_MS)),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
