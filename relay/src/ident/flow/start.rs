//! `/ident/start`: the page on which one decides to go on, and the form that does it.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{ConnectInfo, Form, Query, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::event::FailureCause;
use serde::Deserialize;

use super::navigation::Came;
use super::{address_back, apart, cookie, language_of, navigation, new_result, redirect_uri};
use crate::app::App;
use crate::config::Service;
use crate::door::address;
use crate::http::frame;
use crate::ident::page::{self, Start, Stop};
use crate::ident::provider::Provider;
use crate::ident::{Begun, Kept, Wish};
use crate::seal::SecretHash;
use crate::store::StoreError;
use crate::store::identities::{Attempt, Beginning, COOKIE as COOKIE_HASH, Return, STATE, TICKET};

/// Purpose of the token that binds the form to the browser that was shown the page, and to the ticket.
const FORM: &str = "identification form";

#[derive(Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    ticket: String,
    lang: Option<String>,
}

/// What the form sends.
#[derive(Deserialize)]
pub(super) struct Pressed {
    ticket: String,
    token: String,
    lang: Option<String>,
}

/// What a ticket leads to.
struct Way<'a> {
    attempt: Attempt,
    service: Arc<Service>,
    provider: &'a Provider,
    language: Language,
}

/// `GET /ident/start?ticket=…`. Burns nothing, and tells nobody anything.
pub(super) async fn shown(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    // What can't be read holds no ticket that could be known.
    let Query(asked) = asked.unwrap_or_default();
    let hash = app.keyring.hash(TICKET, &asked.ticket);
    let way = match find(&app, hash, asked.lang.as_deref()).await {
        Ok(way) => way,
        Err(refusal) => return stop(&app, refusal, asked.lang.as_deref(), &headers),
    };
    let why = match navigation::came(&app.config, &way.attempt.return_to.0, &headers) {
        Came::Pressed => None,
        Came::Unpressed => Some(Stop::NotPressed {
            back: &way.attempt.return_to.0,
        }),
        Came::Otherwise => Some(Stop::NotFromTheChat),
    };
    if let Some(why) = why {
        app.metrics.refused(Refusal::ForeignOrigin);
        return page::stop(way.language, Some(&way.service), &why);
    }
    // Kept where there is one: an attempt may be under way at a provider in another tab.
    let held = cookie::read(&app.config, &headers);
    let held = held.map_or_else(|| app.random.secret(), str::to_owned);
    let start = Start {
        attempt: &way.attempt,
        service: &way.service,
        provider: way.provider.name(way.language),
        ticket: &asked.ticket,
        token: &token(&app, &held, &asked.ticket),
    };
    let response = page::start(way.language, &start);
    with_cookie(response, cookie::give(&app.config, &held))
}

/// `POST /ident/start`. Burns the ticket, and gives a page that goes on to the provider.
pub(super) async fn pressed(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    pressed: Result<Form<Pressed>, FormRejection>,
) -> Response {
    let Ok(Form(pressed)) = pressed else {
        return stop(&app, Refusal::Malformed, None, &headers);
    };
    let lang = pressed.lang.as_deref();
    if !navigation::is_own_form(&app.config, &headers) || !is_bound(&app, &headers, &pressed) {
        return stop(&app, Refusal::ForeignOrigin, lang, &headers);
    }
    let from = address::client(&app.config, peer, &headers);
    if let Err(over) = app.rates.identification(from) {
        return stop(&app, over.code, lang, &headers);
    }
    let hash = app.keyring.hash(TICKET, &pressed.ticket);
    let way = match find(&app, hash, lang).await {
        Ok(way) => way,
        Err(refusal) => return stop(&app, refusal, lang, &headers),
    };
    let wish = Wish {
        redirect_uri: redirect_uri(&app),
        language: way.language,
        service_name: way.service.name(way.language).to_owned(),
    };
    match way.provider.begin(&wish).await {
        Ok(begun) => go(&app, hash, &way, begun, &headers).await,
        Err(_) => failed(&app, hash, &way, &headers).await,
    }
}

/// What a ticket leads to, if it leads anywhere.
async fn find<'a>(
    app: &'a App,
    ticket: SecretHash,
    lang: Option<&str>,
) -> Result<Way<'a>, Refusal> {
    let attempt = app.store.ticket(ticket, app.clock.now_ms()).await;
    let attempt = attempt.map_err(|error| not_kept(&error))?;
    let attempt = attempt.ok_or(Refusal::WrongResult)?;
    let service = app.services.get(&attempt.service);
    let provider = app.providers.get(&attempt.provider);
    let (Some(service), Some(provider)) = (service, provider) else {
        return Err(Refusal::NoIdentification);
    };
    let chosen = lang.and_then(Language::from_tag);
    let language = chosen.unwrap_or_else(|| language_of(&attempt));
    Ok(Way {
        attempt,
        service,
        provider,
        language,
    })
}

/// Burns the ticket, binds the attempt to this browser, and goes.
async fn go(
    app: &Arc<App>,
    ticket: SecretHash,
    way: &Way<'_>,
    begun: Begun,
    headers: &HeaderMap,
) -> Response {
    let response = page::going(way.language, way.provider.name(way.language), &begun.url);
    let lang = Some(way.language.tag());
    let held = app.random.secret();
    let beginning = beginning(app, ticket, &held, begun.kept);
    match apart(begin(Arc::clone(app), beginning)).await {
        Some(Ok(true)) => with_cookie(response, cookie::give(&app.config, &held)),
        Some(Ok(false)) => stop(app, Refusal::WrongResult, lang, headers),
        Some(Err(error)) => stop(app, not_kept(&error), lang, headers),
        None => stop(app, Refusal::NotStored, lang, headers),
    }
}

/// Begins the attempt of a ticket, unless that was burnt, and lets its conversation wait for it.
async fn begin(app: Arc<App>, beginning: Beginning) -> Result<bool, StoreError> {
    let Some(attempt) = app.store.begin(beginning).await? else {
        return Ok(false);
    };
    if let Some(conversation) = attempt.conversation {
        (app.hub).identifying(conversation, attempt.id, attempt.until_ms);
    }
    Ok(true)
}

/// The provider can't be reached: says so here and in the conversation, which goes on.
async fn failed(
    app: &Arc<App>,
    ticket: SecretHash,
    way: &Way<'_>,
    headers: &HeaderMap,
) -> Response {
    let lang = Some(way.language.tag());
    match apart(given_up(Arc::clone(app), ticket)).await {
        Some(Ok(Some(result))) => {
            let down = Stop::Down {
                provider: way.provider.name(way.language),
                back: &address_back(&way.attempt, &result),
            };
            page::stop(way.language, Some(&way.service), &down)
        }
        Some(Ok(None)) => stop(app, Refusal::WrongResult, lang, headers),
        Some(Err(error)) => stop(app, not_kept(&error), lang, headers),
        None => stop(app, Refusal::NotStored, lang, headers),
    }
}

/// Burns the ticket of an attempt that never gets away, as one that came back at once without an
/// answer. Gives the result code with which the chat opens again; none when the ticket was burnt.
async fn given_up(app: Arc<App>, ticket: SecretHash) -> Result<Option<String>, StoreError> {
    let held = app.random.secret();
    let kept = Kept {
        state: app.random.secret(),
        nonce: String::new(),
        verifier: None,
        redirect_uri: String::new(),
        begun_at_ms: app.clock.now_ms(),
    };
    let beginning = beginning(&app, ticket, &held, kept);
    let (state, cookie, now_ms) = (beginning.state, beginning.cookie, beginning.now_ms);
    if app.store.begin(beginning).await?.is_none() {
        return Ok(None);
    }
    let Return::Here(attempt, _) = app.store.come_back(state, Some(cookie), now_ms).await? else {
        return Ok(None);
    };
    let (result, hash) = new_result(&app);
    let failed = app
        .store
        .fail(attempt.id, FailureCause::Unavailable, Some(hash), now_ms);
    failed.await.map(|()| Some(result))
}

fn beginning(app: &App, ticket: SecretHash, held: &str, kept: Kept) -> Beginning {
    Beginning {
        ticket,
        cookie: app.keyring.hash(COOKIE_HASH, held),
        state: app.keyring.hash(STATE, &kept.state),
        kept,
        now_ms: app.clock.now_ms(),
    }
}

/// Whether the form stands on a page that this browser was shown for this ticket.
fn is_bound(app: &App, headers: &HeaderMap, pressed: &Pressed) -> bool {
    let held = cookie::read(&app.config, headers);
    // Hashed once more, so that the comparison tells nothing by how long it takes.
    let hashed = |token: &str| app.keyring.hash(FORM, token);
    held.is_some_and(|held| hashed(&token(app, held, &pressed.ticket)) == hashed(&pressed.token))
}

/// What binds a form to a cookie and a ticket.
fn token(app: &App, held: &str, ticket: &str) -> String {
    let SecretHash(hash) = app.keyring.hash(FORM, &format!("{held}\n{ticket}"));
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A page that says why it does not go on, and what to do.
fn stop(app: &App, refusal: Refusal, lang: Option<&str>, headers: &HeaderMap) -> Response {
    app.metrics.refused(refusal);
    let why = match refusal {
        Refusal::ForeignOrigin | Refusal::Malformed => Stop::NotBegunHere {
            has_cookie: headers.contains_key(COOKIE),
        },
        refusal if refusal.may_retry() => Stop::Later(refusal),
        _ => Stop::NoLonger,
    };
    page::stop(frame::language(lang, headers), None, &why)
}

fn not_kept(error: &StoreError) -> Refusal {
    tracing::error!(%error, "somebody began to identify, and the store did not answer");
    error.refusal()
}

fn with_cookie(mut response: Response, line: Option<HeaderValue>) -> Response {
    if let Some(line) = line {
        response.headers_mut().append(SET_COOKIE, line);
    }
    response
}
