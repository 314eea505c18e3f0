//! The visitor's socket, and what a visitor does over it and over HTTP alike.

mod identify;
mod request;
mod session;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use axum::response::Response;
use juttu_shared::id::{ClientKey, ConversationId, Secret, ServiceId};
use juttu_shared::limits::VISITOR_MAILBOX;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::fold::state_after;
use juttu_shared::rules::state::State as Standing;
use juttu_shared::rules::text;
use juttu_shared::wire::v1::event::{Concerns, Event, Helped};
use juttu_shared::wire::v1::visitor::{Close, Exit, Open, Post, Rate, Refused, Snapshot};
use serde::Deserialize;

use session::VisitorSession;

use super::connection;
use super::{Asks, address, origin, problem, settle};
use crate::app::App;
use crate::command::post::Promise;
use crate::command::{self, Command as _, Giver, notices};
use crate::config::Service;
use crate::metrics::Door;
use crate::rate::{Prefix, Side, TooMuch};
use crate::seal::SecretHash;
use crate::store::{About, Answer, Append, Appended, Head, Opening, StoreError};

/// The query of the visitor's door.
#[derive(Deserialize)]
pub(super) struct Asked {
    pub(super) service: String,
    #[serde(default)]
    pub(super) after: Option<u64>,
}

/// `GET /api/v1/socket?service=ID`
pub(super) async fn socket(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Asks(asked): Asks<Asked>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let from = address::client(&app.config, peer, &headers);
    let service = match allowed(&app, &asked.service, &headers) {
        Ok((service, Some(_))) => service,
        Ok((_, None)) => return refused(&app, Refusal::ForeignOrigin),
        Err(refusal) => return refused(&app, refusal),
    };
    let slot = match app.rates.connection(from) {
        Ok(slot) => slot,
        Err(too_much) => {
            app.metrics.refused(too_much.code);
            return too_much.into();
        }
    };
    settle(upgrade).on_upgrade(move |socket| async move {
        talk(app, socket, service, from).await;
        drop(slot);
    })
}

/// The service that is asked for, and the origin to be echoed, when the page may come in.
pub(super) fn allowed(
    app: &App,
    service: &str,
    headers: &HeaderMap,
) -> Result<(ServiceId, Option<axum::http::HeaderValue>), Refusal> {
    let id = ServiceId::parse(service).ok_or(Refusal::NoService)?;
    let service = app.services.get(&id).ok_or(Refusal::NoService)?;
    let origin = origin::of_visitor(&app.config, &service, headers)?;
    Ok((id, origin))
}

fn refused(app: &App, refusal: Refusal) -> Response {
    app.metrics.refused(refusal);
    problem(refusal, None)
}

async fn talk(app: Arc<App>, socket: WebSocket, service: ServiceId, from: Prefix) {
    let _counted = app.metrics.connected(Door::VisitorSocket);
    let mailbox = app.hub.connect_visitor(VISITOR_MAILBOX);
    let visitor = Visitor {
        app: Arc::clone(&app),
        service,
        from,
    };
    let session = VisitorSession::new(visitor, mailbox.id);
    connection::run(&app, socket, mailbox, session).await;
}

/// What a visitor does, over the socket and over HTTP alike.
pub(super) struct Visitor {
    pub(super) app: Arc<App>,
    pub(super) service: ServiceId,
    pub(super) from: Prefix,
}

impl Visitor {
    /// The keyed hash of a session's secret.
    pub(super) fn hash(&self, secret: &Secret) -> Option<SecretHash> {
        secret
            .is_valid()
            .then(|| self.app.keyring.hash("session", &secret.0))
    }

    /// The session's conversation that came by this door, whoever's staff answers it.
    pub(super) async fn conversation(
        &self,
        secret: SecretHash,
    ) -> Result<Option<Arc<Head>>, StoreError> {
        let head = self.app.store.of_session(secret).await?;
        let head = head.filter(|head| head.door == self.service);
        if let Some(head) = &head {
            self.came(head);
        }
        Ok(head)
    }

    /// From where the resident of a conversation comes is remembered while it goes on.
    fn came(&self, head: &Head) {
        if head.state != Standing::Closed {
            self.app.rates.came(head.id, &self.service, self.from);
        }
    }

    /// The conversation with the first page of events after `after`. What this visitor's connection is told by
    /// the hub must have begun before. None when the session has lost it since `head` was read.
    pub(super) async fn snapshot(
        &self,
        secret: SecretHash,
        head: &Head,
        after: u64,
    ) -> Result<Option<Snapshot>, StoreError> {
        // A client that has more than is stored knows another past: it is told everything.
        let after = if after > head.last_seq { 0 } else { after };
        let events = self.app.store.events(head.id, after).await?;
        if !self.holds_still(secret, head, &events).await? {
            return Ok(None);
        }
        let newer = events.iter().filter(|event| event.seq > head.last_seq);
        let state = newer.fold(head.state, |state, event| state_after(state, &event.kind));
        Ok(Some(Snapshot {
            id: head.id,
            reference: head.reference,
            state,
            queue: self.app.hub.queue(&head.service, head.id),
            ends_at_ms: self.app.hub.ends_at_ms(head.id),
            has_code: head.reach.code,
            known_again: head.reach.identification,
            events,
        }))
    }

    /// What `open` made, now or the first time: the events at the conversation's beginning.
    pub(super) async fn opening(
        &self,
        secret: SecretHash,
        head: &Head,
    ) -> Result<Option<Snapshot>, StoreError> {
        let mut snapshot = self.snapshot(secret, head, 0).await?;
        if let Some(snapshot) = &mut snapshot {
            beginning(&mut snapshot.events);
        }
        Ok(snapshot)
    }

    /// Opens the session's conversation.
    pub(super) async fn open(&self, secret: SecretHash, open: Open) -> Result<Arc<Head>, Refused> {
        let key = open.client_key.clone();
        let opened = self.try_open(secret, open).await;
        opened
            .inspect(|head| self.came(head))
            .map_err(|(code, retry_after_ms)| self.refuse(Some(key), code, retry_after_ms))
    }

    async fn try_open(
        &self,
        secret: SecretHash,
        open: Open,
    ) -> Result<Arc<Head>, (Refusal, Option<u64>)> {
        let plain = |code| (code, None);
        let text = check(&open.client_key, &open.text).map_err(plain)?;
        let language = juttu_shared::texts::Language::from_tag(&open.language)
            .ok_or(plain(Refusal::Malformed))?;
        let known = self.app.store.of_session(secret).await;
        if let Some(head) = known.map_err(|error| plain(error.refusal()))? {
            return if head.door == self.service {
                Ok(head)
            } else {
                Err(plain(Refusal::NotAllowed))
            };
        }
        let service = self.configured().map_err(plain)?;
        let about = about(&service, open.topic, open.concerns, open.area).map_err(plain)?;
        let now_ms = self.app.clock.now_ms();
        if !service.standing(now_ms).is_open {
            return Err(plain(Refusal::Closed));
        }
        let too_much = |over: TooMuch| (over.code, Some(over.retry_after_ms));
        self.may_open().map_err(too_much)?;
        let place = self.app.rates.conversation(self.from).map_err(too_much)?;
        let opening = Opening {
            secret,
            service: self.service.clone(),
            language: language.tag().to_owned(),
            about,
            client_key: open.client_key,
            text,
            brings_identity: service.identification_at_start,
            leaving: None,
            answer_by: None,
            notices: notices::for_waiting(&service, now_ms),
            most_waiting: self.app.config.limits.waiting_per_service,
            place: Some(Arc::new(place)),
            now_ms,
        };
        let head = self.app.store.open(opening).await;
        head.map_err(|error| plain(error.refusal()))
    }

    /// Says something.
    pub(super) fn post(
        &self,
        secret: SecretHash,
        conversation: ConversationId,
        post: Post,
    ) -> Result<Answer<Appended>, Refused> {
        let refuse = |code| self.refuse(Some(post.client_key.clone()), code, None);
        let text = check(&post.client_key, &post.text).map_err(refuse)?;
        let counted = (self.app.rates).message(conversation, Side::Visitor, &post.client_key);
        if let Err(over) = counted {
            return Err(self.refuse(Some(post.client_key), over.code, Some(over.retry_after_ms)));
        }
        let now_ms = self.app.clock.now_ms();
        let command = command::post::Post {
            by: Giver::Visitor,
            client_key: post.client_key,
            text,
            is_away: false,
            promise: self.promise(now_ms),
            now_ms,
        };
        Ok(self.append(command.by(secret, conversation, now_ms)))
    }

    /// Ends the conversation, or leaves the queue.
    pub(super) fn close(
        &self,
        secret: SecretHash,
        conversation: ConversationId,
        close: Close,
    ) -> Result<Answer<Appended>, Refused> {
        if !close.client_key.is_valid() {
            return Err(self.refuse(None, Refusal::Malformed, None));
        }
        let command = command::close::Close {
            by: Giver::Visitor,
            client_key: close.client_key,
            conclusion: None,
        };
        let now_ms = self.app.clock.now_ms();
        Ok(self.append(command.by(secret, conversation, now_ms)))
    }

    /// Leaves the page in a hurry.
    pub(super) async fn exit(&self, secret: SecretHash, exit: Exit) -> Result<Appended, Refused> {
        let refuse = |code| self.refuse(Some(exit.client_key.clone()), code, None);
        if !exit.client_key.is_valid() {
            return Err(self.refuse(None, Refusal::Malformed, None));
        }
        let failed = |error: StoreError| refuse(error.refusal());
        let held = self.app.store.held(secret).await.map_err(failed)?;
        let held = held.filter(|held| held.head.door == self.service);
        let held = held.ok_or_else(|| refuse(Refusal::NoConversation))?;
        let command = command::exit::Exit {
            client_key: exit.client_key.clone(),
            holds: held.still,
        };
        let now_ms = self.app.clock.now_ms();
        let appended = self.append(command.to(held.head.id, now_ms));
        appended.await.map_err(failed)
    }

    /// Says whether it helped.
    pub(super) fn rate(
        &self,
        secret: SecretHash,
        conversation: ConversationId,
        rate: Rate,
    ) -> Result<Answer<Appended>, Refused> {
        // An answer that no later figure could count is none.
        if !rate.client_key.is_valid() || rate.helped == Helped::Other {
            let key = Some(rate.client_key).filter(ClientKey::is_valid);
            return Err(self.refuse(key, Refusal::Malformed, None));
        }
        let counted = (self.app.rates).message(conversation, Side::Visitor, &rate.client_key);
        if let Err(over) = counted {
            return Err(self.refuse(Some(rate.client_key), over.code, Some(over.retry_after_ms)));
        }
        let command = command::rate::Rate {
            client_key: rate.client_key,
            helped: rate.helped,
        };
        let now_ms = self.app.clock.now_ms();
        Ok(self.append(command.by(secret, conversation, now_ms)))
    }

    /// What is promised to whoever leaves a message now, asked when somebody does.
    fn promise(&self, now_ms: i64) -> Promise {
        let app = Arc::clone(&self.app);
        Box::new(move |service| match app.services.get(service) {
            Some(service) => notices::for_left(&service, now_ms),
            None => Default::default(),
        })
    }

    /// Whether the desk lets this network open conversations.
    fn may_open(&self) -> Result<(), TooMuch> {
        self.app.rates.may_open(&self.service, self.from)
    }

    /// This service as it stands now.
    fn configured(&self) -> Result<Arc<Service>, Refusal> {
        let service = self.app.services.get(&self.service);
        service.ok_or(Refusal::NoService)
    }

    fn append(&self, append: Append) -> Answer<Appended> {
        self.app.store.append(append)
    }

    /// A refusal, counted.
    pub(super) fn refuse(
        &self,
        client_key: Option<ClientKey>,
        code: Refusal,
        retry_after_ms: Option<u64>,
    ) -> Refused {
        self.app.metrics.refused(code);
        Refused {
            client_key,
            code,
            retry_after_ms,
        }
    }
}

/// Cuts off what came after a conversation was opened: the first key is that of the command which
/// opened it.
fn beginning(events: &mut Vec<Event>) {
    let acknowledged = |event: &Event| event.client_key.is_some();
    if let Some(last) = events.iter().position(acknowledged) {
        events.truncate(last + 1);
    }
}

/// What it is about, when the topic and the area are the service's.
fn about(
    service: &Service,
    topic: Option<String>,
    concerns: Option<Concerns>,
    area: Option<u32>,
) -> Result<About, Refusal> {
    let guidance = &service.guidance;
    let is_topic = |id: &String| guidance.topics.iter().any(|(known, _)| known == id);
    let is_area = |key: &u32| guidance.areas.iter().any(|(known, _)| known == key);
    if !topic.iter().all(is_topic) || !area.iter().all(is_area) {
        return Err(Refusal::Malformed);
    }
    Ok(About {
        topic,
        concerns,
        area,
    })
}

/// The text as it is stored, when it and the key have the right form.
pub(super) fn check(client_key: &ClientKey, said: &str) -> Result<String, Refusal> {
    if client_key.is_valid() {
        text::clean(said)
    } else {
        Err(Refusal::Malformed)
    }
}
