//! The desk's socket.

mod session;

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use axum::response::Response;
use juttu_shared::limits::AGENT_MAILBOX;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{Me, ServiceName};

use self::session::AgentSession;
use super::connection;
use super::{address, origin, problem, settle};
use crate::app::App;
use crate::metrics::Door;
use crate::sign_in::{SignedIn, signed_in};
use crate::store::accounts::Agent;

/// `GET /desk/api/socket`
pub(super) async fn socket(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
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
        talk(app, socket, signed_in).await;
        drop(slot);
    })
}

async fn talk(app: Arc<App>, socket: WebSocket, signed_in: SignedIn) {
    app.metrics.connected(Door::AgentSocket);
    let agent = &signed_in.agent;
    let mailbox = app
        .hub
        .connect_agent(AGENT_MAILBOX, agent.id, signed_in.token, &agent.services);
    let session = AgentSession::new(Arc::clone(&app), signed_in);
    connection::run(&app, socket, mailbox, session).await;
    app.metrics.disconnected(Door::AgentSocket);
}

/// Who is signed in, as the desk is told it.
pub(crate) fn me(app: &App, agent: &Agent) -> Me {
    let language = juttu_shared::texts::Language::Fi;
    let services = agent.services.iter().filter_map(|id| {
        app.config.service(id).map(|service| ServiceName {
            id: id.clone(),
            name: service.name(language).to_owned(),
        })
    });
    Me {
        agent: agent.id,
        name: agent.name.clone(),
        role: agent.role,
        services: services.collect(),
    }
}
