//! The proxy in front of the relay: ends TLS as a county's would, and takes the network away.
//!
//! Each connection carries one request: the proxy says so to both sides. So a request's head can
//! be read and the rest passed on as bytes, and what is cut is cut in the middle of whatever it
//! was doing.

mod head;
mod network;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

pub(crate) use self::head::Head;
pub use self::network::Whom;
use self::network::{Cut, Network};
use crate::authority::acceptor;

/// The proxy. What it does to the network can be changed while it runs.
#[derive(Debug)]
pub struct Front {
    port: u16,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    relay: Mutex<Option<SocketAddr>>,
    network: watch::Sender<Network>,
    asked_for: Mutex<Vec<String>>,
}

impl Front {
    /// Begins to listen, on a free port: the relay's base is known before the relay runs.
    ///
    /// # Errors
    /// When no port or certificate is to be had.
    pub async fn open() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let shared = Arc::new(Shared {
            relay: Mutex::new(None),
            network: watch::Sender::new(Network::default()),
            asked_for: Mutex::default(),
        });
        tokio::spawn(accept(listener, acceptor()?, Arc::clone(&shared)));
        Ok(Self { port, shared })
    }

    /// The public address that the relay has through this proxy.
    pub fn base(&self) -> String {
        format!("https://localhost:{}", self.port)
    }

    /// Says where the relay listens.
    pub fn lead_to(&self, relay: SocketAddr) {
        *lock(&self.shared.relay) = Some(relay);
    }

    /// The network is gone for some: their connections are reset, and they can make none.
    pub fn cut(&self, whom: Whom) {
        self.change(|network| {
            network.down = Some(whom);
            network.cuts.push(Cut::Of(whom));
        });
    }

    /// The network is back, for all.
    pub fn restore(&self) {
        self.change(|network| network.down = None);
    }

    /// What the relay answers to some is held back, while what they send still gets through.
    pub fn hold_answers(&self, whom: Whom) {
        self.change(|network| network.held = Some(whom));
    }

    /// What the relay answers to some is held back from the first piece on that holds `words`: so
    /// a socket can still be opened, and the acknowledgement of a command is held back.
    pub fn hold_answers_from(&self, whom: Whom, words: &'static str) {
        self.change(|network| network.held_from = Some((whom, words)));
    }

    /// Files whose path ends so begin to come and go no further, as over a slow line.
    pub fn hold_files(&self, end: &'static str) {
        self.change(|network| network.head_only = Some(end));
    }

    /// What was held back gets through, and all that follows. What was held back on a connection
    /// that has been cut meanwhile is lost.
    pub fn release_answers(&self) {
        self.change(|network| {
            network.held = None;
            network.held_from = None;
            network.head_only = None;
        });
    }

    /// From now on no WebSocket of some comes through, as in offices whose proxies do not know them;
    /// those that are open are reset.
    pub fn refuse_websockets(&self, whom: Whom) {
        self.change(|network| {
            network.websockets_refused = Some(whom);
            network.cuts.push(Cut::OfWebSockets(whom));
        });
    }

    /// From now on nothing is found under `path`.
    pub fn lose(&self, path: &str) {
        self.change(|network| network.missing.push(path.to_owned()));
    }

    /// How many requests for exactly this path came, not counting its query.
    pub fn asked_for(&self, path: &str) -> usize {
        let asked_for = lock(&self.shared.asked_for);
        asked_for.iter().filter(|asked| *asked == path).count()
    }

    fn change(&self, change: impl FnOnce(&mut Network)) {
        self.shared.network.send_modify(change);
    }
}

async fn accept(listener: TcpListener, tls: TlsAcceptor, shared: Arc<Shared>) {
    while let Ok((stream, peer)) = listener.accept().await {
        if shared.network.borrow().down == Some(Whom::Everyone) {
            reset(&stream);
            continue;
        }
        let (tls, shared) = (tls.clone(), Arc::clone(&shared));
        tokio::spawn(async move {
            // A connection's end, however it came, is of no interest here: the browser notices.
            let _ = serve(stream, peer, tls, &shared).await;
        });
    }
}

async fn serve(
    mut stream: TcpStream,
    peer: SocketAddr,
    tls: TlsAcceptor,
    shared: &Shared,
) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut network = shared.network.subscribe();
    let cuts_before = network.borrow().cuts.len();
    let is_cut = {
        let mut browser = tls.accept(&mut stream).await?;
        let (head, rest) = read_head(&mut browser).await?;
        lock(&shared.asked_for).push(head.path().to_owned());
        let cut = network.wait_for(|network| network.cuts_off(cuts_before, &head));
        tokio::select! {
            _ = cut => true,
            _ = pass(&mut browser, &head, &rest, peer, shared) => false,
        }
    };
    if is_cut {
        reset(&stream);
    }
    Ok(())
}

async fn pass<S>(
    browser: &mut S,
    head: &Head,
    rest: &[u8],
    peer: SocketAddr,
    shared: &Shared,
) -> Result<()>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let relay = *lock(&shared.relay);
    let refusal = shared.network.borrow().refusal(head);
    if let Some(status) = refusal {
        return answer(browser, status).await;
    }
    let connected = match relay {
        Some(relay) => TcpStream::connect(relay).await.ok(),
        None => None,
    };
    let Some(mut relay) = connected else {
        return answer(browser, "502 Bad Gateway").await;
    };
    relay.set_nodelay(true)?;
    relay.write_all(head.for_relay(peer).as_bytes()).await?;
    relay.write_all(rest).await?;

    let (mut from_browser, mut to_browser) = tokio::io::split(browser);
    let (mut from_relay, mut to_relay) = relay.split();
    let asked = async {
        tokio::io::copy(&mut from_browser, &mut to_relay).await?;
        to_relay.shutdown().await
    };
    let answered = async {
        let mut network = shared.network.subscribe();
        let mut chunk = vec![0; 16 * 1024];
        let mut is_held = false;
        loop {
            let read = from_relay.read(&mut chunk).await?;
            let mut piece = chunk.get(..read).unwrap_or_default();
            is_held |= network.borrow().holds_back_from(head, piece);
            let is_head_only = network.borrow().holds_back_after_head(head);
            if let Some(at) = end_of_head(piece).filter(|_| is_head_only) {
                let (told, rest) = piece.split_at(at);
                to_browser.write_all(told).await?;
                to_browser.flush().await?;
                piece = rest;
            }
            let released = network.wait_for(|network| {
                !(network.holds_back(head)
                    || network.holds_back_after_head(head)
                    || is_held && network.held_from.is_some())
            });
            released.await.map_err(std::io::Error::other)?;
            if read == 0 {
                return to_browser.shutdown().await;
            }
            to_browser.write_all(piece).await?;
            to_browser.flush().await?;
        }
    };
    tokio::try_join!(asked, answered)?;
    Ok(())
}

/// Reads a request's head; gives it and what came after it.
pub(crate) async fn read_head(stream: &mut (impl AsyncRead + Unpin)) -> Result<(Head, Vec<u8>)> {
    let mut bytes = Vec::with_capacity(2_048);
    loop {
        if let Some(at) = end_of_head(&bytes) {
            let rest = bytes.split_off(at);
            let head = Head::read(&String::from_utf8(bytes)?).context("a request's head")?;
            return Ok((head, rest));
        }
        ensure!(bytes.len() < 64 * 1024, "a head without an end");
        ensure!(
            stream.read_buf(&mut bytes).await? > 0,
            "closed within a head"
        );
    }
}

/// Where a head ends and what it is of begins.
fn end_of_head(bytes: &[u8]) -> Option<usize> {
    const END: &[u8] = b"\r\n\r\n";
    let at = bytes.windows(END.len()).position(|four| four == END);
    at.map(|at| at + END.len())
}

async fn answer(browser: &mut (impl AsyncWrite + Unpin), status: &str) -> Result<()> {
    let text = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
    browser.write_all(text.as_bytes()).await?;
    Ok(browser.shutdown().await?)
}

/// Lets the connection end with a reset instead of a farewell when it is dropped.
fn reset(stream: &TcpStream) {
    let _ = stream.set_zero_linger();
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
