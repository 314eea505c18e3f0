//! `/ident/callback`: the way back from the provider.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{ConnectInfo, Query, State};
use axum::http::header::{REFERRER_POLICY, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::Language;

use super::{address_back, apart, cookie, is_ours, language_of, new_result};
use crate::app::App;
use crate::door::address;
use crate::http::frame;
use crate::ident::page::{self, Stop};
use crate::ident::{CameBack, Fault, Kept};
use crate::rate::Prefix;
use crate::store::StoreError;
use crate::store::identities::{Attempt, COOKIE, Return, STATE};

/// `GET /ident/callback?state=…&code=…`
pub(super) async fn came_back(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    came_back: Result<Query<CameBack>, QueryRejection>,
) -> Response {
    let language = frame::language(None, &headers);
    let came_back = came_back.map_or_else(|_| CameBack::default(), |Query(it)| it);
    let held = cookie::read(&app.config, &headers).map(str::to_owned);
    let from = address::client(&app.config, peer, &headers);
    let coming = comes(Arc::clone(&app), came_back, held, from, language);
    let mut response = match apart(coming).await {
        Some(response) => response,
        None => stopped(&app, language, Refusal::NotStored),
    };
    // The address of this page holds what the provider gave.
    let no_referrer = HeaderValue::from_static("no-referrer");
    response.headers_mut().insert(REFERRER_POLICY, no_referrer);
    response
}

async fn comes(
    app: Arc<App>,
    came_back: CameBack,
    held: Option<String>,
    from: Prefix,
    language: Language,
) -> Response {
    match returned(&app, held.as_deref(), &came_back).await {
        Ok(Return::Here(attempt, kept)) => {
            let mut response = settled(&app, &attempt, &kept, &came_back).await;
            if let Some(line) = cookie::take_away(&app.config) {
                response.headers_mut().append(SET_COOKIE, line);
            }
            response
        }
        Ok(Return::Elsewhere(attempt)) => {
            app.metrics.refused(Refusal::WrongResult);
            // Of the attempt this browser learns no more than that there was one.
            let service = app.services.get(&attempt.service);
            if let Some(conversation) = attempt.conversation {
                app.hub.identified(conversation, attempt.id);
            }
            page::stop(language, service.as_deref(), &Stop::Elsewhere)
        }
        Ok(Return::Unknown) => unknown(&app, from, language, &came_back),
        Err(error) => not_kept(&app, language, &error),
    }
}

/// Burns the state, and gives what was kept for it. It is read first: a guess never waits for, nor
/// holds up, those who write.
async fn returned(
    app: &App,
    held: Option<&str>,
    came_back: &CameBack,
) -> Result<Return, StoreError> {
    let Some(state) = state_of(came_back) else {
        return Ok(Return::Unknown);
    };
    let state = app.keyring.hash(STATE, state);
    let now_ms = app.clock.now_ms();
    if !app.store.has_begun(state, now_ms).await? {
        return Ok(Return::Unknown);
    }
    let cookie = held.map(|held| app.keyring.hash(COOKIE, held));
    app.store.come_back(state, cookie, now_ms).await
}

/// A state as the relay makes them.
fn state_of(came_back: &CameBack) -> Option<&str> {
    came_back.state.as_deref().filter(|state| is_ours(state))
}

/// Nothing is known of what came back. What could be a state is counted as a guess, as a wrong
/// pick-up code is: a right one is never refused for it.
fn unknown(app: &App, from: Prefix, language: Language, came_back: &CameBack) -> Response {
    let counted = match state_of(came_back) {
        Some(_) => app.rates.wrong_code(from),
        None => Ok(()),
    };
    let (refusal, why) = match counted {
        Ok(()) => (Refusal::WrongResult, Stop::CannotGoOn),
        Err(over) => (over.code, Stop::Later(over.code)),
    };
    app.metrics.refused(refusal);
    page::stop(language, None, &why)
}

/// Asks the provider who it is, keeps that or why it is nobody, and goes back to the chat.
async fn settled(app: &App, attempt: &Attempt, kept: &Kept, came_back: &CameBack) -> Response {
    let language = language_of(attempt);
    let (result, hash) = new_result(app);
    let finished = match app.providers.get(&attempt.provider) {
        Some(provider) => provider.finish(kept, came_back).await,
        None => Err(Fault::Unavailable("it is not in the configuration")),
    };
    let now_ms = app.clock.now_ms();
    let kept = match finished {
        Ok(person) => app.store.pend(attempt.id, person, hash, now_ms).await,
        Err(fault) => {
            let failed = app
                .store
                .fail(attempt.id, fault.cause(), Some(hash), now_ms);
            failed.await.map(|()| true)
        }
    };
    if let Some(conversation) = attempt.conversation {
        app.hub.identified(conversation, attempt.id);
    }
    match kept {
        Ok(true) => {}
        Ok(false) => return page::stop(language, None, &Stop::CannotGoOn),
        Err(error) => return not_kept(app, language, &error),
    }
    page::returning(language, &address_back(attempt, &result))
}

fn not_kept(app: &App, language: Language, error: &StoreError) -> Response {
    tracing::error!(%error, "a browser came back from a provider, and the store did not answer");
    stopped(app, language, error.refusal())
}

fn stopped(app: &App, language: Language, refusal: Refusal) -> Response {
    app.metrics.refused(refusal);
    page::stop(language, None, &Stop::Later(refusal))
}
