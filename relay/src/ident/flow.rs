//! The way of a resident's browser through an identification, between the chat and the provider.
//!
//! ```text
//! chat ──ticket──▶ GET /ident/start ──▶ POST /ident/start ──▶ provider ──▶ GET /ident/callback ──▶ chat
//!                  a page; burns         burns the ticket;                burns the state,
//!                  nothing               a page that goes on              a page that goes back
//!                                                                         with a result code
//! ```
//!
//! What must not be possible is that somebody opens a chat, sends the way to identification to another
//! person, and has a chat with that person's name. So the way begins only on a page that carries the
//! chat ([`navigation`]), goes on only in the browser in which it began ([`cookie`]), and ends only in
//! the session that asked, which is decided where the result is brought back.
//!
//! Single-use values stand in addresses only here and in the fragment that leads back to the chat.
//! Nothing here logs an address.

mod back;
mod callback;
mod cookie;
mod navigation;
mod start;

use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::get;
use juttu_shared::texts::Language;

use crate::app::App;
use crate::seal::SecretHash;
use crate::store::identities::{Attempt, RESULT};

/// The largest form that is read, in bytes: a ticket and a token.
const FORM_BYTES: usize = 4 * 1_024;

/// `/ident/start`, `/ident/callback`
pub(crate) fn routes() -> Router<Arc<App>> {
    let start = get(start::shown)
        .post(start::pressed)
        .layer(DefaultBodyLimit::max(FORM_BYTES));
    Router::new().route("/ident/start", start).route(
        "/ident/callback",
        // Whoever only asks whether something is there must burn nothing.
        get(callback::came_back).head(async || StatusCode::METHOD_NOT_ALLOWED),
    )
}

/// Does apart from its request what must not be left half done: a browser may be gone at any moment,
/// such as a phone that changes networks, and its request with it. None when it broke, which has said
/// so itself.
async fn apart<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Option<T> {
    tokio::spawn(work).await.ok()
}

/// Where a provider sends the browser back to.
fn redirect_uri(app: &App) -> String {
    format!("{}/ident/callback", app.config.public_url)
}

/// The language of the screen that an attempt was begun on.
fn language_of(attempt: &Attempt) -> Language {
    Language::from_tag(&attempt.language).unwrap_or(Language::Fi)
}

/// Whether a text has the form of the values that the relay makes here.
fn is_ours(text: &str) -> bool {
    text.len() == 43
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

/// A result code, and what is kept of it.
fn new_result(app: &App) -> (String, SecretHash) {
    let code = app.random.secret();
    let hash = app.keyring.hash(RESULT, &code);
    (code, hash)
}

/// The page that carries the chat, with a result code for it where no server sees it.
fn address_back(attempt: &Attempt, result: &str) -> String {
    format!("{}#juttu-result={result}", back::page(&attempt.return_to.0))
}
