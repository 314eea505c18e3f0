//! `/desk/api/…` of the desk's accounts. Every POST comes from the desk's own page and says that
//! it is JSON.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::{Language, desk};
use juttu_shared::wire::v1::public::{DeskStart, ProviderName};
use juttu_shared::wire::v1::sign_in::{SetPassword, SignIn, SignInWays};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{account, cookie, me, password, provider, second_factor, signed_in, token_hash};
use crate::app::App;
use crate::config::{self, Config};
use crate::door::{address, origin, problem};
use crate::http::Body;
use crate::rate::{Prefix, TooMuch};
use crate::store::StoreError;
use crate::store::accounts::{Account, Manner};

/// What the desk asks before its socket.
pub fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/desk/api/start", get(start))
        .route("/desk/api/sign-in", post(sign_in))
        .route("/desk/api/sign-in/start", get(provider::start))
        .route("/desk/api/sign-in/callback", get(provider::callback))
        .route("/desk/api/second-factor", post(second_factor::offer))
        .route(
            "/desk/api/second-factor/confirm",
            post(second_factor::confirm),
        )
        .route("/desk/api/sign-out", post(sign_out))
        .route("/desk/api/set-password", post(set_password))
}

#[derive(Deserialize)]
struct Asked {
    lang: Option<String>,
}

/// A request from the desk's own page, and the address it comes from.
pub(super) struct FromDesk(pub(super) Prefix);

impl FromRequestParts<Arc<App>> for FromDesk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        if let Err(refusal) = origin::of_desk(&app.config, &parts.headers) {
            return Err(refused(app, refusal));
        }
        let peer = ConnectInfo::<SocketAddr>::from_request_parts(parts, app).await;
        let ConnectInfo(peer) = peer.map_err(|missing| missing.into_response())?;
        let prefix = address::client(&app.config, peer, &parts.headers);
        Ok(Self(prefix))
    }
}

/// `GET /desk/api/start?lang=fi`
async fn start(
    State(app): State<Arc<App>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let language = asked.lang.as_deref().and_then(Language::from_tag);
    let language = language.unwrap_or(Language::Fi);
    let signed_in = match signed_in(&app, &headers).await {
        Ok(signed_in) => signed_in,
        Err(error) => return failed(&app, &error),
    };
    let start = DeskStart {
        second_factor: signed_in.as_ref().and_then(|who| who.second_factor),
        me: signed_in.map(|signed_in| me(&app.config, &signed_in, language)),
        ways: ways(&app.config, language),
        now_ms: app.clock.now_ms(),
        language: language.tag().to_owned(),
        texts: desk::all()
            .map(|text| (text.key.to_owned(), text.words(language).to_owned()))
            .collect(),
    };
    Json(start).into_response()
}

fn ways(config: &Config, language: Language) -> SignInWays {
    let providers = config.staff_providers.iter();
    let named = |provider: &config::Provider| ProviderName {
        id: provider.id.clone(),
        name: provider.name(language).to_owned(),
    };
    SignInWays {
        passwords: config.sign_in.passwords,
        providers: providers.map(named).collect(),
    }
}

/// `POST /desk/api/sign-in`
async fn sign_in(
    State(app): State<Arc<App>>,
    FromDesk(from): FromDesk,
    Body(asked): Body<SignIn>,
) -> Response {
    if !app.config.sign_in.passwords {
        return refused(&app, Refusal::PasswordsOff);
    }
    // A name that can't be one is counted like any other, under none.
    let login = account::login(&asked.name).unwrap_or_default();
    if let Err(too_much) = app.rates.sign_in(from, &login) {
        return limited(&app, too_much);
    }
    // A password that can't be one is not worth the hashing.
    if !password::length_is_allowed(&asked.password) {
        return refused(&app, Refusal::WrongCredentials);
    }
    let found = match app.store.agent_by_login(login.clone()).await {
        Ok(found) => found,
        Err(error) => return failed(&app, &error),
    };
    let hash = found
        .as_ref()
        .and_then(|account| account.password_hash.clone());
    let is_right = match password::is_right(asked.password, hash).await {
        Ok(is_right) => is_right,
        Err(error) => return broken(&app, &error),
    };
    let Some(account) = found.filter(|_| is_right) else {
        return refused(&app, Refusal::WrongCredentials);
    };
    let manner = match second_step(&app, &account, asked.code).await {
        Ok(manner) => manner,
        Err(response) => return *response,
    };
    app.rates.signed_in(from, &login);
    let token = app.random.secret();
    let hash = token_hash(&app.keyring, &token);
    let now_ms = app.clock.now_ms();
    let added = app
        .store
        .add_sign_in(account.agent.id, hash, manner, now_ms);
    if let Err(error) = added.await {
        return failed(&app, &error);
    }
    match cookie::give(&app.config, &token) {
        Ok(line) => (StatusCode::NO_CONTENT, [(SET_COOKIE, line)]).into_response(),
        Err(error) => broken(&app, &error),
    }
}

/// Asks for the code of an account that has a second factor. Only whoever knows the password comes so
/// far, so attempts are counted for the account, wherever they come from.
async fn second_step(
    app: &App,
    account: &Account,
    code: Option<String>,
) -> Result<Manner, Box<Response>> {
    if !account.has_second_factor {
        return Ok(Manner::Password);
    }
    let agent = account.agent.id;
    let Some(code) = code.map(Zeroizing::new) else {
        return Err(Box::new(refused(app, Refusal::SecondFactorMissing)));
    };
    if let Err(too_much) = app.rates.second_factor(agent) {
        return Err(Box::new(limited(app, too_much)));
    }
    let now_ms = app.clock.now_ms();
    match app.store.use_second_factor(agent, code, now_ms).await {
        Ok(true) => {
            app.rates.right_second_factor(agent);
            Ok(Manner::SecondFactor)
        }
        Ok(false) => Err(Box::new(refused(app, Refusal::WrongSecondFactor))),
        Err(error) => Err(Box::new(failed(app, &error))),
    }
}

/// `POST /desk/api/sign-out`
async fn sign_out(State(app): State<Arc<App>>, _: FromDesk, headers: HeaderMap) -> Response {
    if let Some(token) = cookie::read(&app.config, &headers) {
        let token = token_hash(&app.keyring, token);
        if let Err(error) = app.store.end_sign_in(token).await {
            return failed(&app, &error);
        }
        app.hub.sign_out(token);
    }
    match cookie::take_away(&app.config) {
        Ok(line) => (StatusCode::NO_CONTENT, [(SET_COOKIE, line)]).into_response(),
        Err(error) => broken(&app, &error),
    }
}

/// `POST /desk/api/set-password`
async fn set_password(
    State(app): State<Arc<App>>,
    FromDesk(from): FromDesk,
    Body(asked): Body<SetPassword>,
) -> Response {
    if !app.config.sign_in.passwords {
        return refused(&app, Refusal::PasswordsOff);
    }
    if let Err(too_much) = app.rates.set_password(from) {
        return limited(&app, too_much);
    }
    if !password::length_is_allowed(&asked.password) {
        return refused(&app, Refusal::PasswordLength);
    }
    match account::set_password(&app, &asked.token, asked.password).await {
        Ok(true) => StatusCode::NO_CONTENT.into_response(),
        Ok(false) => refused(&app, Refusal::LinkUsed),
        Err(account::AccountError::Store(error)) => failed(&app, &error),
        Err(error) => broken(&app, &error),
    }
}

pub(super) fn refused(app: &App, refusal: Refusal) -> Response {
    app.metrics.refused(refusal);
    problem(refusal, None)
}

pub(super) fn limited(app: &App, too_much: TooMuch) -> Response {
    app.metrics.refused(too_much.code);
    too_much.into()
}

pub(super) fn failed(app: &App, error: &StoreError) -> Response {
    tracing::error!(%error, "the store did not answer the desk");
    refused(app, error.refusal())
}

fn broken(app: &App, error: &dyn std::error::Error) -> Response {
    tracing::error!(%error, "a request of the desk's failed");
    refused(app, Refusal::NotStored)
}
