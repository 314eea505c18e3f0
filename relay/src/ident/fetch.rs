//! What the relay asks a provider: one request on a connection of its own. It takes as long as it may,
//! an answer is no longer than it may be, and no redirect is followed.

use std::net::SocketAddr;
use std::path::Path;
use std::pin::pin;

use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue, USER_AGENT};
use hyper::{Method, Request, Response, Uri};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use zeroize::Zeroizing;

use super::Fault;
use crate::clock::real_ms;
use crate::config::is_loopback;
use crate::reach::{To, Unreached, connect};

/// How long an answer may take, from the first look at the name to its last byte, in milliseconds of
/// the machine's own time.
pub(super) const ANSWER_MS: u64 = 8_000;
/// The longest answer, in bytes.
pub(super) const ANSWER_BYTES: usize = 64 * 1024;
/// The most that is buffered of an answer's head, in bytes.
const HEAD_BYTES: usize = 16 * 1024;
const AGENT: &str = concat!("juttu-relay/", env!("CARGO_PKG_VERSION"));

/// How a provider is reached.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    /// Further certificates to trust.
    pub(super) ca_file: Option<&'a Path>,
    /// Whether this is the demo, where a provider of this very machine may go unencrypted.
    pub(super) is_demo: bool,
    /// Where to ask instead of the addresses' own host, unencrypted: the demo's own listener.
    pub(super) inside: Option<SocketAddr>,
}

/// An answer, read whole.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) body: Zeroizing<Vec<u8>>,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// No connection.
    #[error(transparent)]
    Unreached(#[from] Unreached),
    /// The address is not encrypted.
    #[error("the address does not begin with https://")]
    Unencrypted,
    /// Longer than [`ANSWER_MS`].
    #[error("no answer in time")]
    TooSlow,
    /// Longer than [`ANSWER_BYTES`].
    #[error("an answer too long")]
    TooLong,
    /// It leads elsewhere.
    #[error("a redirect, which is not followed")]
    Redirect,
    /// What was said is not the protocol.
    #[error("the connection ended before the answer")]
    Broken,
}

impl From<Unanswered> for Fault {
    fn from(why: Unanswered) -> Self {
        Self::Unavailable(match why {
            Unanswered::Unreached(Unreached::Unaddressed) => "an address that is none",
            Unanswered::Unreached(Unreached::Unresolved) => "the name has no address",
            Unanswered::Unreached(Unreached::Internal) => "an address of the inside",
            Unanswered::Unreached(Unreached::Unconnected) => "no connection",
            Unanswered::Unreached(Unreached::Tls) => "no encrypted connection",
            Unanswered::Unreached(Unreached::Authorities) => "ca_file can't be read",
            Unanswered::Unencrypted => "an address without https",
            Unanswered::TooSlow => "no answer in time",
            Unanswered::TooLong => "an answer too long",
            Unanswered::Redirect => "a redirect",
            Unanswered::Broken => "the connection ended",
        })
    }
}

/// Reads something.
pub(super) async fn get(way: Way<'_>, url: &str) -> Result<Answer, Unanswered> {
    ask(way, url, Method::GET, None, Zeroizing::default()).await
}

/// Sends a form, with an `Authorization` if there is one.
pub(super) async fn post(
    way: Way<'_>,
    url: &str,
    authorization: Option<HeaderValue>,
    form: Zeroizing<String>,
) -> Result<Answer, Unanswered> {
    ask(way, url, Method::POST, authorization, form).await
}

async fn ask(
    way: Way<'_>,
    url: &str,
    method: Method,
    authorization: Option<HeaderValue>,
    form: Zeroizing<String>,
) -> Result<Answer, Unanswered> {
    let url = check(way, url)?;
    let request = request(&url, method, authorization, &form)?;
    let asked = pin!(exchange(way, &url, request));
    tokio::select! {
        biased;
        answer = asked => answer,
        () = real_ms(ANSWER_MS) => Err(Unanswered::TooSlow),
    }
}

/// Encrypted, but for the demo's own machine.
fn check(way: Way<'_>, url: &str) -> Result<Uri, Unanswered> {
    let url: Uri = url
        .parse()
        .map_err(|_| Unanswered::Unreached(Unreached::Unaddressed))?;
    match url.scheme_str() {
        Some("https") => Ok(url),
        Some("http") if way.inside.is_some() => Ok(url),
        Some("http") if way.is_demo && is_loopback(url.host().unwrap_or_default()) => Ok(url),
        _ => Err(Unanswered::Unencrypted),
    }
}

fn request(
    url: &Uri,
    method: Method,
    authorization: Option<HeaderValue>,
    form: &str,
) -> Result<Request<Full<Bytes>>, Unanswered> {
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    let host = url.authority().map_or("", |authority| authority.as_str());
    let is_form = method == Method::POST;
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(HOST, host)
        .header(USER_AGENT, AGENT)
        .header(ACCEPT, "application/json, */*;q=0.5");
    if is_form {
        request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    }
    if let Some(authorization) = authorization {
        request = request.header(AUTHORIZATION, authorization);
    }
    request
        .body(Full::new(Bytes::from(form.to_owned())))
        .map_err(|_| Unanswered::Unreached(Unreached::Unaddressed))
}

async fn exchange(
    way: Way<'_>,
    url: &Uri,
    request: Request<Full<Bytes>>,
) -> Result<Answer, Unanswered> {
    let to = To {
        // The operator wrote who it is; a county's own provider stands in its own network.
        internal: true,
        plain: way.is_demo,
        ca_file: way.ca_file,
    };
    let stream = match way.inside {
        Some(address) => Box::new(itself(address).await?),
        None => connect(to, url).await?,
    };
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(HEAD_BYTES)
        .handshake(TokioIo::new(stream))
        .await
        .map_err(|_| Unanswered::Broken)?;
    let mut connection = pin!(connection);
    let mut answer = pin!(async {
        let answer = sender.send_request(request).await;
        read(answer.map_err(|_| Unanswered::Broken)?).await
    });
    // The connection goes on as long as the answer is read, and ends with it.
    tokio::select! {
        answered = &mut answer => answered,
        _ = &mut connection => answer.await,
    }
}

/// The demo itself.
async fn itself(address: SocketAddr) -> Result<TcpStream, Unanswered> {
    let stream = TcpStream::connect(address).await;
    stream.map_err(|_| Unanswered::Unreached(Unreached::Unconnected))
}

async fn read(answer: Response<Incoming>) -> Result<Answer, Unanswered> {
    let status = answer.status();
    if status.is_redirection() {
        return Err(Unanswered::Redirect);
    }
    let body = Limited::new(answer.into_body(), ANSWER_BYTES)
        .collect()
        .await;
    let body = body.map_err(|error| match error.is::<LengthLimitError>() {
        true => Unanswered::TooLong,
        false => Unanswered::Broken,
    })?;
    Ok(Answer {
        status: status.as_u16(),
        body: Zeroizing::new(body.to_bytes().to_vec()),
    })
}
