//! The visitor's door without a socket, for networks that break them: the same messages and the
//! same guarantees over a held GET and POST. Stateless: everything needed comes with each request.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, AUTHORIZATION, CACHE_CONTROL, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use juttu_shared::id::{ClientKey, Secret};
use juttu_shared::limits::{POLL_MS, VISITOR_MAILBOX};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State as Standing;
use juttu_shared::wire::v1::visitor::{
    ClientMessage, Ending, Pong, Refused, ServerMessage, Snapshot, Welcome,
};

use super::visitor::{Asked, Visitor, allowed};
use super::{Asks, address, problem};
use crate::app::App;
use crate::http::hold;
use crate::hub::{Mailbox, Push};
use crate::metrics::Door;
use crate::seal::SecretHash;
use crate::store::{Answer, Appended, Head, StoreError};

/// How long a page may remember that it may ask, in seconds: a day, which is more than most browsers
/// allow. One who leaves in a hurry must not wait for another question and answer. Each request is
/// asked for its origin all the same.
const PREFLIGHT_S: &str = "86400";

/// `OPTIONS`: which pages may ask, by the service's list. Never with credentials.
pub(super) async fn preflight(
    State(app): State<Arc<App>>,
    Asks(asked): Asks<Asked>,
    headers: HeaderMap,
) -> Response {
    match allowed(&app, &asked.service, &headers) {
        Ok((_, origin)) => {
            let allow = [
                (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
                (ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type"),
                (ACCESS_CONTROL_MAX_AGE, PREFLIGHT_S),
            ];
            readable_by(origin, (StatusCode::NO_CONTENT, allow).into_response())
        }
        Err(refusal) => {
            app.metrics.refused(refusal);
            problem(refusal, None)
        }
    }
}

/// `GET /api/v1/poll?service=ID[&after=SEQ]`: without `after` a welcome at once; with it, what has
/// happened since, held back for at most 25 s while there is nothing.
pub(super) async fn poll(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Asks(asked): Asks<Asked>,
    headers: HeaderMap,
) -> Response {
    let come_in = come_in(app, peer, &asked, &headers);
    let (visitor, secret, origin) = match come_in {
        Ok(inside) => inside,
        Err(response) => return *response,
    };
    let slot = match visitor.app.rates.connection(visitor.from) {
        Ok(slot) => slot,
        Err(too_much) => return readable_by(origin, too_much.into()),
    };
    let _counted = visitor.app.metrics.connected(Door::VisitorPoll);
    let answer = match asked.after {
        None => welcome(&visitor, secret).await,
        Some(after) => since(&visitor, secret, after).await,
    };
    hold::until_sent(readable_by(origin, answered(answer)), slot).await
}

/// `POST /api/v1/commands?service=ID` with one message.
pub(super) async fn command(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Asks(asked): Asks<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (visitor, secret, origin) = match come_in(app, peer, &asked, &headers) {
        Ok(inside) => inside,
        Err(response) => return *response,
    };
    let Ok(message) = serde_json::from_slice::<ClientMessage>(&body) else {
        visitor.app.metrics.refused(Refusal::Malformed);
        return readable_by(origin, problem(Refusal::Malformed, None));
    };
    // Nobody is kept from leaving because a school of others is behind the same address.
    let slot = match message {
        ClientMessage::Exit(_) => None,
        _ => Some(visitor.app.rates.connection(visitor.from)),
    };
    let _slot = match slot.transpose() {
        Ok(slot) => slot,
        Err(too_much) => return readable_by(origin, too_much.into()),
    };
    readable_by(origin, answered(obey(&visitor, secret, message).await))
}

async fn obey(
    visitor: &Visitor,
    secret: SecretHash,
    message: ClientMessage,
) -> Result<Vec<ServerMessage>, StoreError> {
    match message {
        ClientMessage::Hello(_) => {
            let refused = visitor.refuse(None, Refusal::OutOfTurn, None);
            Ok(vec![ServerMessage::Refused(refused)])
        }
        ClientMessage::Ping(_) => {
            let now_ms = visitor.app.clock.now_ms();
            Ok(vec![ServerMessage::Pong(Pong { now_ms })])
        }
        ClientMessage::Typing(_) => {
            if let Some(head) = visitor.conversation(secret).await? {
                visitor.app.hub.visitor_types(head.id);
            }
            Ok(Vec::new())
        }
        ClientMessage::Open(open) => match visitor.open(secret, open).await {
            Ok(head) => match visitor.opening(secret, &head).await? {
                Some(snapshot) => Ok(told(snapshot)),
                None => welcome(visitor, secret).await,
            },
            Err(refused) => Ok(vec![ServerMessage::Refused(refused)]),
        },
        ClientMessage::Leave(leave) => match visitor.leave(secret, leave).await {
            Ok((_, events)) => Ok(events.into_iter().map(ServerMessage::Event).collect()),
            Err(refused) => Ok(vec![ServerMessage::Refused(refused)]),
        },
        ClientMessage::Redeem(redeem) => match visitor.redeem(secret, redeem).await {
            Ok(head) => welcomed(visitor, secret, Some(&head)).await,
            Err(refused) => Ok(vec![ServerMessage::Refused(refused)]),
        },
        ClientMessage::Identify(identify) => {
            Ok(vec![match visitor.identify(secret, identify).await {
                Ok(ticket) => ServerMessage::Ticket(ticket),
                Err(refused) => ServerMessage::Refused(refused),
            }])
        }
        ClientMessage::Prove(prove) => Ok(match visitor.prove(secret, prove).await {
            Ok((appended, proved)) => {
                let events = appended.into_iter().flat_map(|appended| appended.events);
                let events = events.map(ServerMessage::Event);
                events.chain([ServerMessage::Proved(proved)]).collect()
            }
            Err(refused) => vec![ServerMessage::Refused(refused)],
        }),
        ClientMessage::Reopen(reopen) => match visitor.reopen(secret, reopen).await {
            Ok(head) => welcomed(visitor, secret, Some(&head)).await,
            Err(refused) => Ok(vec![ServerMessage::Refused(refused)]),
        },
        ClientMessage::Decline(decline) => {
            let key = decline.client_key.clone();
            let head = visitor.conversation(secret).await?;
            let answer = in_conversation(visitor, &key, head, |head| {
                visitor.decline(secret, head.id, decline)
            });
            Ok(stored(visitor, key, answer).await)
        }
        ClientMessage::Keep(keep) => {
            let key = keep.client_key.clone();
            let head = visitor.conversation(secret).await?;
            let answer = in_conversation(visitor, &key, head, |head| {
                visitor.keep(secret, head.id, keep)
            });
            Ok(stored(visitor, key, answer).await)
        }
        ClientMessage::Stay(_) => {
            let Some(head) = visitor.conversation(secret).await? else {
                return Ok(Vec::new());
            };
            visitor.app.hub.stay(head.id);
            Ok(vec![ending(visitor.app.hub.ends_at_ms(head.id))])
        }
        ClientMessage::Post(post) => {
            let key = post.client_key.clone();
            let head = visitor.conversation(secret).await?;
            let answer = in_conversation(visitor, &key, head, |head| {
                visitor.post(secret, head.id, post)
            });
            Ok(stored(visitor, key, answer).await)
        }
        ClientMessage::Close(close) => {
            let key = close.client_key.clone();
            let head = visitor.conversation(secret).await?;
            let answer = in_conversation(visitor, &key, head, |head| {
                visitor.close(secret, head.id, close)
            });
            Ok(stored(visitor, key, answer).await)
        }
        ClientMessage::Exit(exit) => Ok(match visitor.exit(secret, exit).await {
            Ok(appended) => {
                let events = appended.events.into_iter();
                events.map(ServerMessage::Event).collect()
            }
            Err(refused) => vec![ServerMessage::Refused(refused)],
        }),
        ClientMessage::Rate(rate) => {
            let key = rate.client_key.clone();
            let head = visitor.conversation(secret).await?;
            let answer = in_conversation(visitor, &key, head, |head| {
                visitor.rate(secret, head.id, rate)
            });
            Ok(stored(visitor, key, answer).await)
        }
    }
}

fn in_conversation(
    visitor: &Visitor,
    key: &ClientKey,
    head: Option<Arc<Head>>,
    send: impl FnOnce(&Head) -> Result<Answer<Appended>, Refused>,
) -> Result<Answer<Appended>, Refused> {
    match head {
        Some(head) => send(&head),
        None => Err(visitor.refuse(Some(key.clone()), Refusal::NoConversation, None)),
    }
}

async fn stored(
    visitor: &Visitor,
    key: ClientKey,
    answer: Result<Answer<Appended>, Refused>,
) -> Vec<ServerMessage> {
    let refused = match answer {
        Err(refused) => refused,
        Ok(answer) => match answer.await {
            Ok(appended) => {
                return appended
                    .events
                    .into_iter()
                    .map(ServerMessage::Event)
                    .collect();
            }
            Err(error) => visitor.refuse(Some(key), error.refusal(), None),
        },
    };
    vec![ServerMessage::Refused(refused)]
}

async fn welcome(visitor: &Visitor, secret: SecretHash) -> Result<Vec<ServerMessage>, StoreError> {
    let head = visitor.conversation(secret).await?;
    welcomed(visitor, secret, head.as_deref()).await
}

async fn welcomed(
    visitor: &Visitor,
    secret: SecretHash,
    head: Option<&Head>,
) -> Result<Vec<ServerMessage>, StoreError> {
    let conversation = match head {
        Some(head) => visitor.snapshot(secret, head, 0).await?,
        None => None,
    };
    let now_ms = visitor.app.clock.now_ms();
    Ok(vec![ServerMessage::Welcome(Welcome {
        now_ms,
        conversation,
    })])
}

/// What has happened after `after`; waits for it, for a while.
async fn since(
    visitor: &Visitor,
    secret: SecretHash,
    after: u64,
) -> Result<Vec<ServerMessage>, StoreError> {
    let Some(head) = visitor.conversation(secret).await? else {
        return welcome(visitor, secret).await;
    };
    if after > head.last_seq {
        // Another past than is stored: begin again.
        return welcome(visitor, secret).await;
    }
    let mut mailbox = visitor.app.hub.connect_poll(VISITOR_MAILBOX);
    visitor.app.hub.attach(mailbox.id, &head, secret);
    let Some(snapshot) = visitor.snapshot(secret, &head, after).await? else {
        return welcome(visitor, secret).await;
    };
    if !snapshot.events.is_empty() {
        return Ok(told(snapshot));
    }
    let heard = tokio::select! {
        heard = signals(&mut mailbox) => heard,
        () = visitor.app.clock.sleep_ms(POLL_MS) => Vec::new(),
    };
    match visitor.snapshot(secret, &head, after).await? {
        Some(snapshot) => Ok(heard.into_iter().chain(told(snapshot)).collect()),
        // Whatever was heard is no longer this session's.
        None => welcome(visitor, secret).await,
    }
}

/// Waits for the first push, and gives those of what has come that are signals: the events are
/// read from the store.
async fn signals(mailbox: &mut Mailbox) -> Vec<ServerMessage> {
    let mut signals = Vec::new();
    let mut next = mailbox.recv().await;
    while let Some(push) = next {
        if let Push::Frame(frame) = push
            && frame.event.is_none()
            && let Ok(message) = serde_json::from_str(&frame.text)
            && !matches!(message, ServerMessage::Queue(_))
        {
            signals.push(message);
        }
        next = mailbox.try_recv();
    }
    signals
}

/// What has happened, and how things stand after it: the queue for one who waits, and for one who
/// talks whether the end is near, so that nothing told between two polls is lost.
fn told(snapshot: Snapshot) -> Vec<ServerMessage> {
    let standing = match snapshot.state {
        Standing::Waiting => snapshot.queue.map(ServerMessage::Queue),
        Standing::Active if snapshot.ends_at_ms.is_some() || !snapshot.events.is_empty() => {
            Some(ending(snapshot.ends_at_ms))
        }
        Standing::Active => None,
        Standing::Left | Standing::Closed => None,
    };
    let events = snapshot.events.into_iter().map(ServerMessage::Event);
    events.chain(standing).collect()
}

fn ending(ends_at_ms: Option<i64>) -> ServerMessage {
    ServerMessage::Ending(Ending { ends_at_ms })
}

type Inside = (Visitor, SecretHash, Option<HeaderValue>);

fn come_in(
    app: Arc<App>,
    peer: SocketAddr,
    asked: &Asked,
    headers: &HeaderMap,
) -> Result<Inside, Box<Response>> {
    let from = address::client(&app.config, peer, headers);
    let (service, origin) = allowed(&app, &asked.service, headers).map_err(|refusal| {
        app.metrics.refused(refusal);
        Box::new(problem(refusal, None))
    })?;
    let visitor = Visitor { app, service, from };
    match bearer(headers).and_then(|secret| visitor.hash(&secret)) {
        Some(secret) => Ok((visitor, secret, origin)),
        None => {
            visitor.app.metrics.refused(Refusal::Malformed);
            let refused = problem(Refusal::Malformed, None);
            Err(Box::new(readable_by(origin, refused)))
        }
    }
}

fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    value
        .strip_prefix("Bearer ")
        .map(|secret| Secret(secret.to_owned()))
}

fn answered(answer: Result<Vec<ServerMessage>, StoreError>) -> Response {
    match answer {
        Ok(messages) => Json(messages).into_response(),
        Err(error) => problem(error.refusal(), Some(2_000)),
    }
}

pub(super) fn readable_by(origin: Option<HeaderValue>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, ORIGIN.into());
    if let Some(origin) = origin {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    response
}
