//! What a connection costs that says nothing.

use anyhow::Result;

use super::Options;
use super::cores::resident_bytes;
use super::echo::Echo;
use super::figures::whole;
use super::relay::Installation;
use super::socket::Socket;
use super::talk::visitor;

/// The table's head.
pub const HEAD: [&str; 4] = ["idle connections", "before (MB)", "after (MB)", "each (KB)"];

/// Connections that come and go first, so that what is made once is there already.
const WARM_UP: usize = 100;

/// Measures the relay and the echo.
///
/// # Errors
/// When a connection is refused.
pub fn measure(options: &Options) -> Result<Vec<Vec<String>>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async { Ok(vec![of_relay(options).await?, of_echo(options).await?]) })
}

async fn of_relay(options: &Options) -> Result<Vec<String>> {
    let installation = Installation::new(&options.relay, &options.folder)?;
    let mut running = installation.start()?;
    installation.answers(&mut running).await?;
    for index in 0..WARM_UP {
        visitor(&installation, options.idle + index).await?;
    }
    let before = resident_bytes(running.pid())?;
    let mut idle = Vec::with_capacity(options.idle);
    for index in 0..options.idle {
        let mut socket = visitor(&installation, index).await?;
        socket.rest();
        idle.push(socket);
    }
    let after = resident_bytes(running.pid())?;
    Ok(row(
        "relay: visitors who have said hello",
        options.idle,
        before,
        after,
    ))
}

async fn of_echo(options: &Options) -> Result<Vec<String>> {
    let echo = Echo::start().await?;
    let open = async || {
        let mut socket = Socket::open(echo.address, "/", "").await?;
        socket.send("{\"hello\":0}").await?;
        socket.wait_for("hello").await?;
        socket.rest();
        anyhow::Ok(socket)
    };
    for _ in 0..WARM_UP {
        open().await?;
    }
    let before = resident_bytes(echo.pid()?)?;
    let mut idle = Vec::with_capacity(options.idle);
    for _ in 0..options.idle {
        idle.push(open().await?);
    }
    let after = resident_bytes(echo.pid()?)?;
    Ok(row(
        "axum echo, 4 KiB read buffers",
        options.idle,
        before,
        after,
    ))
}

fn row(what: &str, count: usize, before: u64, after: u64) -> Vec<String> {
    const KB: f64 = 1_024.0;
    let mb = |bytes: u64| format!("{:.1}", bytes as f64 / KB / KB);
    let each = after.saturating_sub(before) as f64 / count as f64 / KB;
    vec![
        format!("{} × {what}", whole(count as f64)),
        mb(before),
        mb(after),
        format!("{each:.1}"),
    ]
}
