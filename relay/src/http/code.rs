//! `/code`: a page of the relay's own on which an answer is read, and more is written, with the
//! pick-up code alone. It needs no scripts, and works for whoever no longer knows which page they
//! came from.
//!
//! The code is the credential. It travels in the body of a form, never in an address, and nothing
//! of it is kept: no cookie, no session. So a page elsewhere that sends this form can do nothing
//! that it could not do by itself.

mod page;
mod talk;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::rejection::FormRejection;
use axum::extract::{ConnectInfo, DefaultBodyLimit, Form, Query, State};
use axum::http::header::{HOST, ORIGIN, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use juttu_shared::id::{ClientKey, PickUpCode};
use juttu_shared::limits::TEXT_CHARS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::text;
use juttu_shared::texts::{Key, Language, code as words, widget};
use serde::Deserialize;

use super::frame::language;
use super::hold;
use super::words::{count, find};
use crate::app::App;
use crate::command::post::Post;
use crate::command::{Command as _, Giver, notices};
use crate::config::Service;
use crate::door::address;
use crate::rate::{Prefix, Side, TooMuch};
use crate::seal::SecretHash;
use crate::store::Head;
use page::{Door, Room};

/// The largest form that is read, in bytes. More than a message may have, so that one which is too
/// long comes back with words instead of being lost.
const FORM_BYTES: usize = 512 * 1024;

/// How many connections' places a page takes among those of an address, until it has been read: a
/// whole conversation is in memory meanwhile, which a reader may take as slowly as they like.
const WEIGHT: usize = 10;

/// `/code`
pub(super) fn routes() -> Router<Arc<App>> {
    let both = get(door)
        .post(sent)
        .layer(DefaultBodyLimit::max(FORM_BYTES));
    Router::new().route("/code", both)
}

#[derive(Deserialize)]
struct Asked {
    lang: Option<String>,
}

/// What the forms of the page send.
#[derive(Deserialize)]
struct Sent {
    #[serde(default)]
    code: String,
    lang: Option<String>,
    /// What the resident writes, where the form has a field for it.
    text: Option<String>,
    /// Made by the page that holds the form, so that a text sent twice is stored once.
    client_key: Option<String>,
}

/// Why a form came to nothing.
struct No {
    code: Refusal,
    retry_after_ms: Option<u64>,
}

impl From<Refusal> for No {
    fn from(code: Refusal) -> Self {
        Self {
            code,
            retry_after_ms: None,
        }
    }
}

impl From<TooMuch> for No {
    fn from(over: TooMuch) -> Self {
        Self {
            code: over.code,
            retry_after_ms: Some(over.retry_after_ms),
        }
    }
}

/// `GET /code?lang=fi`
async fn door(
    State(app): State<Arc<App>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let language = language(asked.lang.as_deref(), &headers);
    page::door(&app, language, StatusCode::OK, &Door::default())
}

/// `POST /code`
async fn sent(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    sent: Result<Form<Sent>, FormRejection>,
) -> Response {
    let Ok(Form(sent)) = sent else {
        app.metrics.refused(Refusal::TooLarge);
        let language = language(None, &headers);
        let error = find(words::ALL, words::TOO_LARGE.0, language);
        return page::door(&app, language, StatusCode::BAD_REQUEST, &Door::wrong(error));
    };
    let language = language(sent.lang.as_deref(), &headers);
    if is_foreign(&app, &headers) {
        app.metrics.refused(Refusal::ForeignOrigin);
        let error = find(words::ALL, words::FOREIGN.0, language);
        return page::door(&app, language, StatusCode::FORBIDDEN, &Door::wrong(error));
    }
    let from = address::client(&app.config, peer, &headers);
    let slots: Result<Vec<_>, _> = (0..WEIGHT).map(|_| app.rates.connection(from)).collect();
    let slots = match slots {
        Ok(slots) => slots,
        Err(over) => return refused(&app, language, &sent, &over.into()),
    };
    let page = match opened(&app, from, &sent.code).await {
        Ok((code, head, service)) => enter(&app, language, code, &sent, head, &service).await,
        Err(no) => Err(no),
    };
    let page = page.unwrap_or_else(|no| refused(&app, language, &sent, &no));
    hold::until_sent(page, slots).await
}

/// The conversation that a code opens, as a guess is held back at the visitor's door.
async fn opened(
    app: &App,
    from: Prefix,
    typed: &str,
) -> Result<(PickUpCode, Arc<Head>, Arc<Service>), No> {
    // What can't be a code is a slip, and no guess.
    let code = PickUpCode::parse(typed).ok_or(Refusal::Malformed)?;
    app.rates.before_code(from).await;
    let hash = app.keyring.hash("code", &code.0);
    let head = app.store.of_code(hash).await;
    let head = head.map_err(|error| error.refusal())?;
    let found = head.and_then(|head| Some((app.services.get(&head.door)?, head)));
    match found {
        Some((service, head)) => Ok((code, head, service)),
        None => {
            app.rates.wrong_code(from)?;
            Err(Refusal::WrongCode.into())
        }
    }
}

/// The conversation as it stands, after what was written has been stored. The code is asked again
/// with every step: it dies in the moment in which somebody identifies.
async fn enter(
    app: &App,
    language: Language,
    code: PickUpCode,
    sent: &Sent,
    head: Arc<Head>,
    service: &Service,
) -> Result<Response, No> {
    let hash = app.keyring.hash("code", &code.0);
    let mut room = Room {
        language,
        service,
        code: &code.0,
        client_key: new_key(app),
        text: String::new(),
        error: None,
        is_sent: false,
        head,
    };
    let mut status = StatusCode::OK;
    if let Some(said) = &sent.text {
        // A form without a key of ours can't be told from another one.
        let key = sent.client_key.clone().map(ClientKey);
        let key = key.filter(ClientKey::is_valid);
        let key = key.unwrap_or_else(|| room.client_key.clone());
        match post(app, hash, &room.head, key.clone(), said).await {
            Ok(head) => {
                room.head = head;
                room.is_sent = true;
            }
            Err(no) if no.code == Refusal::WrongCode => return Err(no),
            Err(no) => {
                app.metrics.refused(no.code);
                status = status_of(no.code);
                room.error = Some(text_words(no.code, language, said));
                room.client_key = key;
                room.text.clone_from(said);
            }
        }
    }
    let events = page::newest(app, hash, &room.head).await;
    let events = events.map_err(|error| error.refusal())?;
    Ok(page::room(app, status, &room, events))
}

/// Stores what the resident wrote, as the visitor's door does.
async fn post(
    app: &App,
    code: SecretHash,
    head: &Head,
    client_key: ClientKey,
    said: &str,
) -> Result<Arc<Head>, No> {
    let text = text::clean(said)?;
    app.rates.message(head.id, Side::Visitor, &client_key)?;
    let now_ms = app.clock.now_ms();
    let staff = app.services.get(&head.service);
    let promise = move || staff.as_deref().map(|it| notices::for_left(it, now_ms));
    let command = Post {
        by: Giver::Visitor,
        client_key,
        text,
        is_away: false,
        promise: Box::new(move |_| promise().unwrap_or_default()),
        now_ms,
    };
    let appended = app.store.append(command.by_code(code, head.id, now_ms));
    let appended = appended.await;
    Ok(appended.map_err(|error| error.refusal())?.head)
}

/// The door again, with what was typed and what is wrong with it.
fn refused(app: &App, language: Language, sent: &Sent, no: &No) -> Response {
    app.metrics.refused(no.code);
    let error = match no.code {
        Refusal::Malformed => find(widget::ALL, widget::CODE_LENGTH.0, language),
        Refusal::WrongCode => find(widget::ALL, widget::WRONG_CODE.0, language),
        Refusal::TooManyAttempts | Refusal::TooManyConnections => {
            find(widget::ALL, widget::TOO_MANY_ATTEMPTS.0, language)
        }
        _ => find(words::ALL, words::NOT_READ.0, language),
    };
    let door = Door {
        typed: &sent.code,
        error: Some(error),
    };
    let mut response = page::door(app, language, status_of(no.code), &door);
    if let Some(retry_after_ms) = no.retry_after_ms {
        let seconds = HeaderValue::from(retry_after_ms.div_ceil(1_000));
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}

/// What is wrong with a text, beside its field.
fn text_words(code: Refusal, language: Language, said: &str) -> String {
    let say = |key: Key| find(widget::ALL, key.0, language);
    match code {
        Refusal::TextEmpty => say(widget::TEXT_EMPTY).to_owned(),
        Refusal::TextTooLong => {
            // A form ends lines with two characters, of which one is kept.
            let kept = said.trim().replace("\r\n", "\n").chars().count();
            let over = kept.saturating_sub(TEXT_CHARS);
            count(say(widget::TEXT_TOO_LONG), over.max(1) as u64)
        }
        Refusal::TooManyMessages => say(widget::TOO_MANY_MESSAGES).to_owned(),
        _ => say(widget::NOT_STORED).to_owned(),
    }
}

fn status_of(code: Refusal) -> StatusCode {
    match code {
        Refusal::NotStored | Refusal::Restarting => StatusCode::SERVICE_UNAVAILABLE,
        code if code.may_retry() => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Whether the form says that it comes from another site's page. It does no harm, and has no
/// business here. What says nothing, or `null`, is let in: some browsers are set so.
fn is_foreign(app: &App, headers: &HeaderMap) -> bool {
    let header = |name| headers.get(name).map(HeaderValue::as_bytes);
    let is_own = |origin: &[u8]| {
        let host = header(HOST).unwrap_or_default();
        let after_scheme = origin
            .strip_prefix(b"https://")
            .or(origin.strip_prefix(b"http://"));
        origin == app.config.public_url.as_bytes()
            || after_scheme.is_some_and(|authority| authority == host)
    };
    let elsewhere = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    match header(ORIGIN) {
        _ if elsewhere == Some(b"cross-site") => true,
        None | Some(b"null") => false,
        Some(origin) => !is_own(origin),
    }
}

/// A key for the next text.
fn new_key(app: &App) -> ClientKey {
    ClientKey(URL_SAFE_NO_PAD.encode(app.random.bytes::<16>()))
}
