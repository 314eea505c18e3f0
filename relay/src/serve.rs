//! Runs the relay on listeners that are bound already, until it is told to stop.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};

use crate::app::App;
use crate::clock::real_ms;
use crate::{http, notify, sign_in, timekeeper};

/// How long a peer may take to say what it wants.
const HEADER_READ: Duration = Duration::from_secs(10);
/// How long what was sent may stay unread, before the connection is given up.
const UNREAD: Duration = Duration::from_secs(60);
/// The largest head of a request, and the most that is buffered of a body, in bytes.
const BUFFER_BYTES: usize = 16 * 1024;
/// How long the relay waits for its connections when it stops, in milliseconds.
const FAREWELL_MS: u64 = 10_000;
/// How often it tells those who have not left yet, in milliseconds.
const TELL_AGAIN_MS: u64 = 100;
/// How long it waits when the system has no more sockets to give, in milliseconds.
const EXHAUSTED_MS: u64 = 100;

/// Serves until `shutdown` is ready, then tells every reader and waits for them at most 10 s.
/// Without an internal listener everything stands on the public one: the demo.
pub async fn run(
    app: Arc<App>,
    public: TcpListener,
    internal: Option<TcpListener>,
    shutdown: impl Future<Output = ()>,
) {
    let chores = [
        tokio::spawn(notify::run(Arc::clone(&app))),
        tokio::spawn(sign_in::remove_old(Arc::clone(&app))),
        tokio::spawn(Arc::clone(&app.hub).tell_rounds()),
        tokio::spawn(timekeeper::run(Arc::clone(&app))),
    ];
    let (stop, stopping) = watch::channel(false);
    // Nothing is ever sent: when every holder is gone, so is every connection.
    let (held, mut all_gone) = mpsc::channel::<Infallible>(1);
    let mut doors = Vec::new();
    match internal {
        Some(internal) => {
            doors.push((public, http::public(&app)));
            doors.push((internal, http::internal(&app)));
        }
        None => doors.push((public, http::everything(&app))),
    }
    for (listener, router) in doors {
        tokio::spawn(accept(listener, router, stopping.clone(), held.clone()));
    }
    drop(held);

    shutdown.await;
    tracing::info!("stopping: telling every reader");
    // Fails only when nobody listens any more.
    let _ = stop.send(true);
    let tell_everyone = async {
        loop {
            // Again and again, since one who was at the door may come in meanwhile.
            app.hub.stop();
            real_ms(TELL_AGAIN_MS).await;
        }
    };
    let everyone = async {
        app.rates.all_connections_gone().await;
        all_gone.recv().await;
    };
    tokio::select! {
        () = tell_everyone => {}
        () = everyone => tracing::info!("stopped"),
        () = real_ms(FAREWELL_MS) => tracing::warn!("stopped, though some connections did not end"),
    }
    for chore in chores {
        chore.abort();
    }
}

/// Ends when the process is told to: SIGTERM, or Ctrl-C.
pub async fn told_to_stop() {
    let interrupted = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            tracing::error!(%error, "Ctrl-C can't be heard");
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signal) => {
            signal.recv().await;
        }
        Err(error) => {
            tracing::error!(%error, "SIGTERM can't be heard");
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending::<()>().await;
}

async fn accept(
    listener: TcpListener,
    router: Router,
    mut stopping: watch::Receiver<bool>,
    held: mpsc::Sender<Infallible>,
) {
    let router = TowerToHyperService::new(router);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stopping.changed() => return,
        };
        match accepted {
            Ok((stream, peer)) => {
                let connection =
                    connection(stream, peer, router.clone(), stopping.clone(), held.clone());
                tokio::spawn(connection);
            }
            Err(error) => {
                // Either the peer has gone again, or there are no more sockets: either passes.
                tracing::warn!(%error, "a connection could not be accepted");
                real_ms(EXHAUSTED_MS).await;
            }
        }
    }
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: TowerToHyperService<Router>,
    mut stopping: watch::Receiver<bool>,
    _held: mpsc::Sender<Infallible>,
) {
    // Small frames must not wait for one another.
    let _ = stream.set_nodelay(true);
    // One who never reads what was asked for must not keep it in memory. Both are the system's to
    // refuse, and then all else goes on.
    #[cfg(target_os = "linux")]
    let _ = socket2::SockRef::from(&stream).set_tcp_user_timeout(Some(UNREAD));
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.call(request)
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_READ)
        .max_buf_size(BUFFER_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut served = pin!(served);
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        _ = stopping.changed() => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        // A peer that goes away in the middle is no fault of anybody's.
        tracing::trace!(%error, "a connection ended early");
    }
}
