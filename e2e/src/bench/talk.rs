//! Visitors post, the relay stores, and both the visitor and her agent are told.

use std::collections::HashMap;
use std::rc::Rc;

use anyhow::{Context, Result, bail, ensure};
use futures_util::future::try_join_all;
use tokio::task::{JoinHandle, LocalSet, spawn_local};

use super::clock::now;
use super::figures::{ms, percent, whole};
use super::frame::{after, number};
use super::load::{Board, read_key, read_seq};
use super::relay::{DESK, Installation, PUBLIC, SERVICE};
use super::socket::Socket;
use super::{Options, Size};

/// The table's head.
pub const HEAD: [&str; 8] = [
    "conversations",
    "in flight, each",
    "messages a second",
    "to the visitor: p50, p99 (ms)",
    "to the agent: p50, p99 (ms)",
    "core busy",
    "core time a message (µs)",
    "taken by others",
];

/// Agents who share the conversations.
const AGENTS: usize = 25;

/// Measures every size, each on a fresh relay.
///
/// # Errors
/// When a message is lost, doubled, out of order or refused.
pub fn measure(options: &Options) -> Result<Vec<Vec<String>>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    options
        .sizes()
        .map(|size| LocalSet::new().block_on(&runtime, one(size, options)))
        .collect()
}

async fn one(size: Size, options: &Options) -> Result<Vec<String>> {
    let installation = Installation::new(&options.relay, &options.folder)?;
    let mut running = installation.start()?;
    installation.answers(&mut running).await?;
    let mut agents = agents(&installation).await?;
    let visitors = conversations(&installation, size.conversations, &mut agents).await?;

    let board = Board::new(size.conversations);
    let listening: Vec<_> = agents
        .into_iter()
        .map(|socket| spawn_local(listen(socket, Rc::clone(&board))))
        .collect();
    let speaking: Vec<_> = visitors
        .into_iter()
        .enumerate()
        .map(|(conversation, socket)| {
            spawn_local(speak(
                socket,
                conversation,
                size.in_flight,
                Rc::clone(&board),
            ))
        })
        .collect();
    let measured = board.measure(options.window_ms, running.pid()).await;
    first_failure(listening).await?;
    first_failure(speaking).await?;
    let outcome = measured?;
    let pair = |(p50, p99)| format!("{}, {}", ms(p50), ms(p99));
    Ok(vec![
        whole(size.conversations as f64),
        size.in_flight.to_string(),
        whole(outcome.a_second),
        pair(outcome.acknowledged_us),
        pair(outcome.delivered_us),
        percent(outcome.busy_percent),
        outcome.core_us_each(),
        percent(outcome.others_percent),
    ])
}

/// A visitor's message: about a line on a telephone.
pub(crate) fn post(key: &[u8; 22]) -> Vec<u8> {
    const BEFORE: &[u8] = b"{\"post\":{\"client_key\":\"";
    const AFTER: &[u8] =
        "\",\"text\":\"Hei, mistä voin hakea tukea vuokraan ennen perjantaita?\"}}".as_bytes();
    [BEFORE, key, AFTER].concat()
}

/// Agents at the desk, each with a socket that has said hello.
///
/// # Errors
/// When the relay refuses one.
pub(crate) async fn agents(installation: &Installation) -> Result<Vec<Socket>> {
    let mut sockets = Vec::new();
    for index in 0..AGENTS {
        let name = format!("Agentti {index}");
        let token = installation.add_agent(&name)?;
        let cookie = installation.sign_in(&name, &token).await?;
        let fields = format!(
            "Origin: {DESK}\r\nCookie: {cookie}\r\nSec-WebSocket-Protocol: v1.json.juttu\r\n"
        );
        let mut socket = Socket::open(installation.internal, "/desk/api/socket", &fields).await?;
        socket.send("{\"hello\":{\"have\":[]}}").await?;
        socket.wait_for("{\"welcome\"").await?;
        sockets.push(socket);
    }
    Ok(sockets)
}

/// A visitor's socket that has said hello.
///
/// # Errors
/// When the relay refuses it.
pub(crate) async fn visitor(installation: &Installation, index: usize) -> Result<Socket> {
    let fields = format!("Origin: {PUBLIC}\r\nSec-WebSocket-Protocol: v1.json.juttu\r\n");
    let path = format!("/api/v1/socket?service={SERVICE}");
    let mut socket = Socket::open(installation.public, &path, &fields).await?;
    let secret = format!("S{index:042}");
    socket
        .send(&format!(
            "{{\"hello\":{{\"secret\":\"{secret}\",\"last_seq\":0}}}}"
        ))
        .await?;
    socket.wait_for("{\"welcome\"").await?;
    Ok(socket)
}

/// Opens the conversations, a few at a time so that no queue grows long, and lets the agents take
/// them in turn.
async fn conversations(
    installation: &Installation,
    count: usize,
    agents: &mut [Socket],
) -> Result<Vec<Socket>> {
    let mut visitors = Vec::with_capacity(count);
    while visitors.len() < count {
        let first = visitors.len();
        let group = agents.iter_mut().take(count - first).enumerate();
        let opened = group.map(|(offset, agent)| opened(installation, first + offset, agent));
        visitors.extend(try_join_all(opened).await?);
    }
    Ok(visitors)
}

async fn opened(installation: &Installation, index: usize, agent: &mut Socket) -> Result<Socket> {
    let mut visitor = visitor(installation, index).await?;
    let open = format!(
        "{{\"open\":{{\"client_key\":\"O{index:021}\",\"language\":\"fi\",\"text\":\"Hei\"}}}}"
    );
    visitor.send(&open).await?;
    let event = visitor.wait_for("\"posted\"").await?;
    let id = number(after(&event, b"\"conversation\":").context("no conversation")?);
    let claim = format!("{{\"claim\":{{\"conversation\":{id},\"client_key\":\"C{index:021}\"}}}}");
    agent.send(&claim).await?;
    agent
        .wait_for(&format!("{{\"mine\":{{\"id\":{id},"))
        .await?;
    visitor.wait_for("\"joined\"").await?;
    Ok(visitor)
}

async fn speak(
    mut socket: Socket,
    conversation: usize,
    in_flight: usize,
    board: Rc<Board>,
) -> Result<()> {
    let (mut next, mut back, mut last_seq) = (0, 0, None);
    loop {
        while !board.is_stopping() && next - back < in_flight as u64 {
            let key = board.sends(conversation, next);
            socket.put(&post(&key));
            next += 1;
        }
        if next == back && board.is_stopping() {
            return Ok(());
        }
        socket.flush().await?;
        socket.receive().await?;
        let at = now();
        while let Some(text) = socket.text()? {
            let Some((_, k)) = read_key(text) else {
                continue;
            };
            ensure!(
                k == back,
                "message {k} of {conversation} came where {back} was due"
            );
            follows(&mut last_seq, read_seq(text)?)?;
            board.came(&board.acknowledged, conversation, k, at);
            back += 1;
        }
    }
}

async fn listen(mut socket: Socket, board: Rc<Board>) -> Result<()> {
    let mut last_seqs = HashMap::new();
    while !(board.is_stopping() && board.delivered.all.get() >= board.sent.get()) {
        socket.receive().await?;
        let at = now();
        while let Some(text) = socket.text()? {
            let Some((conversation, k)) = read_key(text) else {
                continue;
            };
            follows(
                last_seqs.entry(conversation).or_insert(None),
                read_seq(text)?,
            )?;
            board.came(&board.delivered, conversation, k, at);
        }
    }
    Ok(())
}

fn follows(last: &mut Option<u64>, seq: u64) -> Result<()> {
    if let Some(before) = last.replace(seq)
        && seq != before + 1
    {
        bail!("event {seq} came after {before}");
    }
    Ok(())
}

/// What those who ended have to complain of. Who still listens has nothing to say.
async fn first_failure(tasks: Vec<JoinHandle<Result<()>>>) -> Result<()> {
    for task in tasks {
        if task.is_finished() {
            task.await??;
        } else {
            task.abort();
        }
    }
    Ok(())
}
