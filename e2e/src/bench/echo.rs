//! A plain WebSocket echo of axum: what the sockets alone would allow.

use std::net::SocketAddr;
use std::rc::Rc;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::WebSocketUpgrade;
use axum::extract::ws::{Message, WebSocket};
use axum::response::Response;
use axum::routing::get;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use tokio::task::{LocalSet, spawn_local};

use super::clock::now;
use super::cores::pinned;
use super::figures::{ms, percent, whole};
use super::load::{Board, read_key};
use super::socket::Socket;
use super::{Options, Size};

/// The table's head.
pub const HEAD: [&str; 7] = [
    "sockets",
    "in flight, each",
    "frames a second",
    "p50, p99 (ms)",
    "core busy",
    "core time a frame (µs)",
    "taken by others",
];

const READ_BUFFER_BYTES: usize = 4 * 1_024;

/// Runs the echo until it is killed; says first where it listens.
///
/// # Errors
/// When it cannot listen.
pub async fn serve() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let router = Router::new().route("/", get(open));
    Ok(axum::serve(listener, router).await?)
}

async fn open(upgrade: WebSocketUpgrade) -> Response {
    upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(0)
        .on_upgrade(echo)
}

async fn echo(mut socket: WebSocket) {
    while let Some(Ok(message)) = socket.recv().await {
        let is_text = matches!(message, Message::Text(_));
        if is_text && socket.send(message).await.is_err() {
            return;
        }
    }
}

/// An echo in a process of its own, on the measured core.
#[derive(Debug)]
pub struct Echo {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
}

impl Echo {
    /// Starts it.
    ///
    /// # Errors
    /// When it does not start.
    pub async fn start() -> Result<Self> {
        let words = pinned();
        let (program, rest) = words.split_first().context("a program")?;
        let mut child = Command::new(program)
            .args(rest)
            .arg(std::env::current_exe()?)
            .arg("echo-server")
            .stdout(std::process::Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let mut line = String::new();
        let output = child.stdout.take().context("the echo's output")?;
        BufReader::new(output).read_line(&mut line).await?;
        Ok(Self {
            address: line.trim().parse()?,
            child,
        })
    }

    /// Its process id.
    ///
    /// # Errors
    /// When it has ended.
    pub fn pid(&self) -> Result<u32> {
        self.child.id().context("the echo has ended")
    }
}

/// Measures the echo at every size.
///
/// # Errors
/// When a frame is lost.
pub fn measure(options: &Options) -> Result<Vec<Vec<String>>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    options
        .sizes()
        .map(|size| LocalSet::new().block_on(&runtime, one(size, options.window_ms)))
        .collect()
}

async fn one(size: Size, window_ms: u64) -> Result<Vec<String>> {
    let echo = Echo::start().await?;
    let board = Board::new(size.conversations);
    for conversation in 0..size.conversations {
        let socket = Socket::open(echo.address, "/", "").await?;
        spawn_local(speak(
            socket,
            conversation,
            size.in_flight,
            Rc::clone(&board),
        ));
    }
    let outcome = board.measure(window_ms, echo.pid()?).await?;
    let (p50, p99) = outcome.acknowledged_us;
    Ok(vec![
        whole(size.conversations as f64),
        size.in_flight.to_string(),
        whole(outcome.a_second),
        format!("{}, {}", ms(p50), ms(p99)),
        percent(outcome.busy_percent),
        outcome.core_us_each(),
        percent(outcome.others_percent),
    ])
}

async fn speak(mut socket: Socket, conversation: usize, in_flight: usize, board: Rc<Board>) {
    let (mut next, mut back) = (0, 0);
    loop {
        while !board.is_stopping() && next - back < in_flight as u64 {
            let key = board.sends(conversation, next);
            socket.put(&super::talk::post(&key));
            next += 1;
        }
        if next == back && board.is_stopping() {
            return;
        }
        if socket.flush().await.is_err() || socket.receive().await.is_err() {
            return;
        }
        let at = now();
        while let Ok(Some(text)) = socket.text() {
            if let Some((conversation, k)) = read_key(text) {
                back += 1;
                board.came(&board.acknowledged, conversation, k, at);
                board.came(&board.delivered, conversation, k, at);
            }
        }
    }
}
