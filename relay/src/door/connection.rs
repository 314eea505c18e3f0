//! The loop of one socket: frames in, pushes and answers out.

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use futures_util::stream::FuturesUnordered;
use futures_util::{SinkExt as _, StreamExt as _};
use juttu_shared::id::{ClientKey, ConversationId};
use juttu_shared::limits::{COMMANDS_IN_FLIGHT, SILENCE_MS};
use juttu_shared::refusal::{CloseCode, Refusal};
use juttu_shared::wire::v1::visitor::Refused;
use serde::Serialize;
use std::pin::Pin;

use crate::app::App;
use crate::clock::real_ms;
use crate::hub::{Mailbox, Push};
use crate::store::{Answer, Appended};

/// How long a reader may keep one frame waiting, in milliseconds of the machine's own time.
const WRITE_MS: u64 = 20_000;
/// How long saying farewell may take, in milliseconds of the machine's own time.
const FAREWELL_MS: u64 = 1_000;
/// How many pushes are written in one go.
const PUSHES: usize = 256;
/// How many frames that can't be read a connection may send before it is closed.
const MALFORMED_FRAMES: u32 = 10;

/// What a command came to.
pub(super) struct Outcome {
    pub(super) conversation: ConversationId,
    pub(super) client_key: ClientKey,
    pub(super) result: Result<Appended, Refusal>,
}

/// One side's part of a connection.
pub(super) trait Session: Send {
    /// A frame has come. `Err` ends the connection.
    fn hear(
        &mut self,
        text: &str,
        line: &mut Line,
    ) -> impl Future<Output = Result<(), CloseCode>> + Send;

    /// The hub says something.
    fn push(
        &mut self,
        push: Push,
        line: &mut Line,
    ) -> impl Future<Output = Result<(), CloseCode>> + Send;

    /// A command is stored or refused.
    fn done(
        &mut self,
        outcome: Outcome,
        line: &mut Line,
    ) -> impl Future<Output = Result<(), CloseCode>> + Send;

    /// Tells the next part of what has to be told in parts. `false` when there is none.
    fn more(&mut self, _: &mut Line) -> impl Future<Output = Result<bool, CloseCode>> + Send {
        std::future::ready(Ok(false))
    }

    /// When the connection must end whatever happens, and with which code.
    fn ends_at(&self) -> Option<(i64, CloseCode)> {
        None
    }
}

type Flight = FuturesUnordered<Pin<Box<dyn Future<Output = Outcome> + Send>>>;

/// What a session says and starts.
#[derive(Default)]
pub(super) struct Line {
    out: Vec<Utf8Bytes>,
    flight: Flight,
    malformed: u32,
}

impl Line {
    /// Writes a frame.
    pub(super) fn say(&mut self, frame: Utf8Bytes) {
        self.out.push(frame);
    }

    /// Writes a message.
    pub(super) fn tell<T: Serialize>(&mut self, message: &T) {
        if let Ok(text) = serde_json::to_string(message) {
            self.out.push(text.into());
        }
    }

    /// What is to be written, for one who writes it elsewhere.
    pub(super) fn take(&mut self) -> Vec<Utf8Bytes> {
        std::mem::take(&mut self.out)
    }

    /// What the next of the commands followed came to; none when none is on its way.
    pub(super) async fn outcome(&mut self) -> Option<Outcome> {
        self.flight.next().await
    }

    /// Follows a command that is on its way to the store.
    pub(super) fn follow(
        &mut self,
        conversation: ConversationId,
        client_key: ClientKey,
        answer: Answer<Appended>,
    ) {
        self.flight.push(Box::pin(async move {
            let result = answer.await.map_err(|error| error.refusal());
            Outcome {
                conversation,
                client_key,
                result,
            }
        }));
    }

    /// A frame could not be read. Says so, and ends the connection when it happens often.
    pub(super) fn malformed(&mut self, app: &App) -> Result<Refused, CloseCode> {
        app.metrics.refused(Refusal::Malformed);
        self.malformed += 1;
        if self.malformed > MALFORMED_FRAMES {
            return Err(CloseCode::Malformed);
        }
        Ok(Refused {
            client_key: None,
            code: Refusal::Malformed,
            retry_after_ms: None,
        })
    }
}

/// Runs a connection to its end.
pub(super) async fn run<S: Session>(
    app: &App,
    mut socket: WebSocket,
    mut mailbox: Mailbox,
    mut session: S,
) {
    let mut line = Line::default();
    let code = talk(app, &mut socket, &mut mailbox, &mut session, &mut line).await;
    // From here on the hub no longer counts on this reader.
    drop(mailbox);
    let Err(code) = code else { return };
    if code == CloseCode::TooSlow {
        app.metrics.cut_off();
    }
    let farewell = Message::Close(Some(CloseFrame {
        code: code as u16,
        reason: Utf8Bytes::default(),
    }));
    tokio::select! {
        _ = socket.send(farewell) => {}
        () = real_ms(FAREWELL_MS) => {}
    }
}

/// `Ok` when the peer has gone by itself.
async fn talk<S: Session>(
    app: &App,
    socket: &mut WebSocket,
    mailbox: &mut Mailbox,
    session: &mut S,
    line: &mut Line,
) -> Result<(), CloseCode> {
    let mut heard_ms = app.clock.now_ms();
    let first_ms = session.ends_at().map_or(i64::MAX, |(ends_ms, _)| ends_ms);
    let mut timer = Box::pin(app.clock.sleep_until(first_ms.min(heard_ms + SILENCE_MS)));
    loop {
        tokio::select! {
            push = mailbox.recv() => {
                let pushed = take(push.ok_or(CloseCode::TooSlow)?, mailbox, session, line).await;
                if pushed.is_err() {
                    // What was said before the end is still told, to whoever listens.
                    tokio::select! {
                        _ = flush(socket, line) => {}
                        () = real_ms(FAREWELL_MS) => {}
                    }
                }
                pushed?;
            }
            Some(outcome) = line.flight.next(), if !line.flight.is_empty() => {
                session.done(outcome, line).await?;
            }
            frame = socket.recv(), if line.flight.len() < COMMANDS_IN_FLIGHT => {
                heard_ms = app.clock.now_ms();
                match frame {
                    None | Some(Ok(Message::Close(_))) => return Ok(()),
                    Some(Ok(Message::Text(text))) => {
                        let heard = session.hear(&text, line).await;
                        flush(socket, line).await?;
                        heard?;
                    }
                    Some(Ok(Message::Binary(_))) => return Err(CloseCode::Malformed),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    Some(Err(error)) => return ended_by(&error),
                }
            }
            () = &mut timer => {
                let now_ms = app.clock.now_ms();
                if let Some((ends_ms, code)) = session.ends_at()
                    && ends_ms <= now_ms
                {
                    return Err(code);
                }
                if heard_ms + SILENCE_MS <= now_ms {
                    return Err(CloseCode::Silent);
                }
                let next_ms = session.ends_at().map_or(i64::MAX, |(ends_ms, _)| ends_ms);
                timer.set(app.clock.sleep_until(next_ms.min(heard_ms + SILENCE_MS)));
            }
        }
        flush(socket, line).await?;
        while Box::pin(session.more(line)).await? {
            flush(socket, line).await?;
        }
    }
}

/// Takes a push, and what is there with it.
async fn take<S: Session>(
    first: Push,
    mailbox: &mut Mailbox,
    session: &mut S,
    line: &mut Line,
) -> Result<(), CloseCode> {
    session.push(first, line).await?;
    for _ in 1..PUSHES {
        let Some(push) = mailbox.try_recv() else {
            break;
        };
        session.push(push, line).await?;
    }
    Ok(())
}

async fn flush(socket: &mut WebSocket, line: &mut Line) -> Result<(), CloseCode> {
    if line.out.is_empty() {
        return Ok(());
    }
    // A burst's room is given back, so that an idle connection stays small.
    let out = std::mem::take(&mut line.out);
    for text in out {
        in_time(socket.feed(Message::Text(text))).await?;
    }
    in_time(socket.flush()).await
}

/// A slow line is given time for each frame anew; a dead one is given up.
async fn in_time(write: impl Future<Output = Result<(), axum::Error>>) -> Result<(), CloseCode> {
    tokio::select! {
        biased;
        written = write => written.map_err(|_| CloseCode::TooSlow),
        () = real_ms(WRITE_MS) => Err(CloseCode::TooSlow),
    }
}

/// A socket that broke needs no farewell, but one whose frame was too large is told.
fn ended_by(error: &axum::Error) -> Result<(), CloseCode> {
    let too_large = std::error::Error::source(error)
        .is_some_and(|source| source.to_string().starts_with("Space limit exceeded"));
    if too_large {
        Err(CloseCode::TooLarge)
    } else {
        Ok(())
    }
}
