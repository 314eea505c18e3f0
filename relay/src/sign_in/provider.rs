//! Signing in through the organisation: OpenID Connect, the two steps of [`crate::ident`].
//!
//! ```text
//! /desk/api/sign-in/start    a link of the desk's → state, nonce and verifier into a cookie → there
//! /desk/api/sign-in/callback back, with a code → who it is, in which groups → the sign-in
//! ```
//!
//! Nothing is kept on the way: the short cookie holds all that is needed, sealed. It is `Lax`, because
//! the way back begins on another site (`response_mode=query`, so that it is a navigation like any
//! other). The sign-in's own cookie stays `Strict`. Nothing that the provider gives is kept but who
//! somebody is: no token, no e-mail address. Signing out ends the sign-in here, not the one there.

mod cookie;
mod page;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Query, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use juttu_shared::limits::NAME_CHARS;
use juttu_shared::texts::Language;
use juttu_shared::wire::v1::sign_in::CameBack;
use serde::Deserialize;

use self::cookie::Begun;
use super::token_hash;
use crate::app::App;
use crate::door::address;
use crate::ident::{self, Fault, Person, Wish};
use crate::store::StoreError;
use crate::store::accounts::{Incomer, Manner};

/// Where providers send the browser back to, under the desk's address.
const CALLBACK: &str = "/desk/api/sign-in/callback";

/// The query of the desk's link.
#[derive(Deserialize)]
pub(super) struct Asked {
    provider: String,
    lang: Option<String>,
}

/// `GET /desk/api/sign-in/start?provider=ID&lang=fi`
pub(super) async fn start(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    asked: Result<Query<Asked>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
) -> Response {
    // Another site must not sign anybody in behind their back.
    let from = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if !matches!(from, None | Some(b"same-origin" | b"none")) {
        return to_desk("");
    }
    let Ok(Query(asked)) = asked else {
        return back(CameBack::Failed);
    };
    let Some(provider) = app.providers.staff(&asked.provider) else {
        return back(CameBack::Failed);
    };
    let prefix = address::client(&app.config, peer, &headers);
    if app.rates.identification(prefix).is_err() {
        return back(CameBack::TooMany);
    }
    let language = asked.lang.as_deref().and_then(Language::from_tag);
    let language = language.unwrap_or(Language::Fi);
    let wish = Wish {
        redirect_uri: format!("{}{CALLBACK}", app.config.desk_url),
        language,
        service_name: "Juttu".to_owned(),
    };
    let begun = match provider.begin(&wish).await {
        Ok(begun) => begun,
        Err(fault) => return faulty(&asked.provider, fault),
    };
    let kept = Begun {
        provider: asked.provider,
        language: language.tag().to_owned(),
        kept: begun.kept,
    };
    let line = cookie::give(&app, &kept);
    let there = HeaderValue::try_from(begun.url.as_str());
    match (line, there) {
        (Some(line), Ok(there)) => (
            StatusCode::SEE_OTHER,
            [(SET_COOKIE, line), (LOCATION, there)],
        )
            .into_response(),
        _ => back(CameBack::Failed),
    }
}

/// `GET /desk/api/sign-in/callback`
pub(super) async fn callback(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    came_back: Result<Query<ident::CameBack>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
) -> Response {
    let begun = cookie::read(&app, &headers);
    // Whoever has begun once could else have the organisation asked again and again. It can be tried
    // once more, so the cookie stays.
    let prefix = address::client(&app.config, peer, &headers);
    if begun.is_some() && app.rates.identification(prefix).is_err() {
        return back(CameBack::TooMany);
    }
    let mut response = match (begun, came_back) {
        (Some(begun), Ok(Query(came_back))) => came(&app, &begun, &came_back).await,
        // Begun in another browser, too long ago, or by nobody.
        _ => back(CameBack::Failed),
    };
    // Whatever came of it, it is over.
    if let Some(line) = cookie::take_away(&app.config) {
        response.headers_mut().append(SET_COOKIE, line);
    }
    response
}

async fn came(app: &App, begun: &Begun, came_back: &ident::CameBack) -> Response {
    let Some(provider) = app.providers.staff(&begun.provider) else {
        return back(CameBack::Failed);
    };
    // It holds the state that came back against the cookie's as well.
    let person = match provider.finish(&begun.kept, came_back).await {
        Ok(person) => person,
        Err(fault) => return faulty(&begun.provider, fault),
    };
    match enter(app, &begun.provider, &person).await {
        Ok(Entered::In(line)) => {
            let language = Language::from_tag(&begun.language).unwrap_or(Language::Fi);
            page::signed_in(language, line)
        }
        Ok(Entered::Not(why)) => back(why),
        Err(error) => {
            tracing::error!(%error, "the store did not answer a sign-in");
            back(CameBack::Failed)
        }
    }
}

enum Entered {
    /// With the line that gives the browser the sign-in.
    In(HeaderValue),
    Not(CameBack),
}

/// Makes a sign-in of a person, as their groups of the moment allow.
async fn enter(app: &App, provider: &str, person: &Person) -> Result<Entered, StoreError> {
    let subject = person.subject.clone();
    let Some(rights) = app.config.sign_in.rights(provider, &person.groups) else {
        let ended = app.store.send_away(provider.to_owned(), subject).await?;
        for ended in ended {
            app.hub.sign_out(ended);
        }
        return Ok(Entered::Not(CameBack::NoGroup));
    };
    let Some(name) = name(&person.name) else {
        tracing::warn!(
            provider,
            "a sign-in came without a name; write [sign_in.provider.ID.claims] name = \"…\""
        );
        return Ok(Entered::Not(CameBack::Failed));
    };
    let now_ms = app.clock.now_ms();
    let incomer = Incomer {
        provider: provider.to_owned(),
        subject,
        name,
        role: rights.role,
        services: rights.services,
        now_ms,
    };
    let come = app.store.come_in(incomer).await?;
    for ended in come.ended {
        app.hub.sign_out(ended);
    }
    let token = app.random.secret();
    let hash = token_hash(&app.keyring, &token);
    let added = app
        .store
        .add_sign_in(come.agent, hash, Manner::Provider, now_ms);
    added.await?;
    Ok(match super::cookie::give(&app.config, &token) {
        Ok(line) => Entered::In(line),
        Err(_) => Entered::Not(CameBack::Failed),
    })
}

/// A name as residents are shown it: in one line, and not longer than others.
fn name(said: &str) -> Option<String> {
    let plain: String = said
        .chars()
        .map(|it| if it.is_control() { ' ' } else { it })
        .collect();
    let words: Vec<_> = plain.split_whitespace().collect();
    let name: String = words.join(" ").chars().take(NAME_CHARS).collect();
    let name = name.trim_end();
    (!name.is_empty()).then(|| name.to_owned())
}

fn faulty(provider: &str, fault: Fault) -> Response {
    let why = match fault {
        Fault::Cancelled => CameBack::Cancelled,
        Fault::Unavailable(_) => CameBack::Unavailable,
        Fault::Rejected(_) => CameBack::Failed,
    };
    if why != CameBack::Cancelled {
        tracing::warn!(provider, %fault, "a sign-in through the organisation came to nothing");
    }
    back(why)
}

/// To the sign-in page, which says why.
fn back(why: CameBack) -> Response {
    to_desk(&format!("#sign-in={}", why.code()))
}

/// To the desk, and to nowhere else: no part of a request says where.
fn to_desk(fragment: &str) -> Response {
    let there = format!("/desk/{fragment}");
    (StatusCode::SEE_OTHER, [(LOCATION, there)]).into_response()
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_name_is_one_line_of_a_name() {
        assert_eq!(name(" Maria \n Mäki\u{0} ").as_deref(), Some("Maria Mäki"));
        assert_eq!(name(" \t"), None);
        let long = name(&"ä ".repeat(100)).unwrap();
        assert_eq!(long.chars().count(), 79);
        assert!(long.ends_with('ä'));
    }
}
