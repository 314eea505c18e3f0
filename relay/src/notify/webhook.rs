//! Webhooks: one signed request on a connection to the very address that was checked.

mod body;
mod signature;

use std::pin::pin;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Method, Request, Uri};
use hyper_util::rt::TokioIo;

use super::Undelivered;
use super::words::Words;
use crate::config::{Service, Webhook};
use crate::reach::{To, Unreached, connect};
use crate::store::outbox::Notice;

/// The most that is buffered of an answer, in bytes: its head. Its body is never read.
const BUFFER_BYTES: usize = 16 * 1024;
const AGENT: &str = concat!("juttu-relay/", env!("CARGO_PKG_VERSION"));

/// What a receiver is told.
pub(super) struct Told<'a> {
    /// In words.
    pub(super) words: &'a Words,
    /// The service it is about.
    pub(super) service: &'a Service,
    /// The notice.
    pub(super) notice: &'a Notice,
    /// The delivery's id: the same when it is sent again.
    pub(super) id: String,
    /// Now, in milliseconds since 1970 UTC.
    pub(super) now_ms: i64,
}

/// Tells a receiver: when this is done, it has answered with a success.
pub(super) async fn send(webhook: &Webhook, told: &Told<'_>) -> Result<(), Undelivered> {
    let url = url(webhook)?;
    let request = request(webhook, &url, told)?;
    let stream = connect(to(webhook), &url).await?;
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(BUFFER_BYTES)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_| Undelivered::Broken)?;
    let mut connection = pin!(connection);
    let mut answer = pin!(sender.send_request(request));
    // The connection goes on as long as the answer is awaited, and ends with it.
    let answered = tokio::select! {
        answered = &mut answer => answered,
        _ = &mut connection => answer.await,
    };
    let status = answered.map_err(|_| Undelivered::Broken)?.status();
    match status.is_success() {
        true => Ok(()),
        // A redirect too: what is signed for one address is not for another.
        false => Err(Undelivered::Status(status.as_u16())),
    }
}

/// Resolves, checks the addresses, connects and encrypts, and asks nothing: a request could not be
/// told from a notice by every receiver.
pub(super) async fn knock(webhook: &Webhook) -> Result<(), Undelivered> {
    connect(to(webhook), &url(webhook)?).await?;
    Ok(())
}

fn to(webhook: &Webhook) -> To<'_> {
    To {
        internal: webhook.allow_internal,
        plain: webhook.allow_internal,
        ca_file: webhook.ca_file.as_deref(),
    }
}

fn url(webhook: &Webhook) -> Result<Uri, Undelivered> {
    let url = webhook.url.parse();
    url.map_err(|_| Unreached::Unaddressed.into())
}

fn request(
    webhook: &Webhook,
    url: &Uri,
    told: &Told<'_>,
) -> Result<Request<Full<Bytes>>, Undelivered> {
    let body = body::body(webhook.template, told).to_string();
    let seconds = told.now_ms.div_euclid(1_000).to_string();
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let host = url.authority().map_or("", |authority| authority.as_str());
    let mut request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(HOST, host)
        .header(USER_AGENT, AGENT)
        .header(CONTENT_TYPE, "application/json")
        .header("webhook-id", &told.id)
        .header("webhook-timestamp", &seconds);
    if let Some(secret) = &webhook.secret {
        let signature = signature::sign(secret, &told.id, &seconds, &body);
        request = request.header("webhook-signature", signature);
    }
    request
        .body(Full::new(Bytes::from(body)))
        .map_err(|_| Unreached::Unaddressed.into())
}
