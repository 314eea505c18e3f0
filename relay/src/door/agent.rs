//! The desk's socket, and the same without one.

mod colleague;
mod contact;
mod identity;
mod look;
mod obey;
pub(super) mod poll;
mod session;
mod whole;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use axum::response::Response;
use juttu_shared::limits::AGENT_MAILBOX;
use juttu_shared::refusal::Refusal;
use juttu_shared::texts::Language;
use serde::Deserialize;

use self::session::AgentSession;
use super::connection;
use super::{Asks, address, origin, problem, settle};
use crate::app::App;
use crate::metrics::Door;
use crate::sign_in::{SignedIn, signed_in};

/// The query of the desk's door.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    lang: String,
}

/// `GET /desk/api/socket?lang=fi`
pub(super) async fn socket(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    Asks(asked): Asks<Asked>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    if let Err(refusal) = origin::of_desk(&app.config, &headers) {
        app.metrics.refused(refusal);
        return problem(refusal, None);
    }
    let signed_in = match signed_in(&app, &headers).await {
        Ok(Some(signed_in)) => signed_in,
        Ok(None) => return problem(Refusal::SignedOut, None),
        Err(error) => return problem(error.refusal(), Some(2_000)),
    };
    let slot = match app
        .rates
        .connection(address::client(&app.config, peer, &headers))
    {
        Ok(slot) => slot,
        Err(too_much) => {
            app.metrics.refused(too_much.code);
            return too_much.into();
        }
    };
    settle(upgrade).on_upgrade(move |socket| async move {
        let language = Language::from_tag(&asked.lang).unwrap_or(Language::Fi);
        talk(app, socket, signed_in, language).await;
        drop(slot);
    })
}

async fn talk(app: Arc<App>, socket: WebSocket, signed_in: SignedIn, language: Language) {
    let _counted = app.metrics.connected(Door::AgentSocket);
    let (agent, token) = (&signed_in.agent, signed_in.token);
    let mailbox = app.hub.connect_agent(AGENT_MAILBOX, agent, token);
    let session = AgentSession::new(Arc::clone(&app), signed_in, language);
    connection::run(&app, socket, mailbox, session).await;
}
