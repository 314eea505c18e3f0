//! `juttu-relay demo`: everything in one process on one address, with accounts that are stated.

mod data;
mod greeting;
mod staff;
mod time;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::Args;

use crate::clock::Clock;
use crate::config::{Config, check_origin};
use crate::random::Random;
use crate::{serve, start};

/// How the demo is run.
#[derive(Args)]
pub(super) struct Options {
    /// Where to listen; port 0 picks one [default: 127.0.0.1:8080].
    #[arg(long)]
    listen: Option<SocketAddr>,
    /// Where database and data key are kept; a temporary folder if left out.
    #[arg(long)]
    data: Option<PathBuf>,
    /// When the demo's clock starts, such as 2027-01-07T12:30+02:00; it moves on from there. A
    /// line such as `advance 90s` on standard input moves it forward.
    #[arg(long, value_parser = time::instant_ms)]
    now: Option<i64>,
    /// One line of JSON on standard output instead of words.
    #[arg(long)]
    json: bool,
    /// A configuration laid over the demo's own.
    #[arg(long)]
    config: Option<PathBuf>,
    /// The public address, when TLS ends in front, such as https://localhost:8443.
    #[arg(long)]
    base: Option<String>,
}

/// Runs until it is told to stop.
pub(super) async fn run(options: &Options) -> Result<()> {
    let mut config = super::read_config(options.config.as_deref(), true)?;
    let random = Random::System;
    let folder = data::Folder::of(options.data.as_deref(), &random)?;
    folder.settle(&mut config, &random)?;

    let listen = options.listen.unwrap_or(config.listen_public);
    let listener = super::serve::bind("--listen", listen).await?;
    let listen = listener.local_addr()?;
    settle_addresses(&mut config, listen, options.base.as_deref())?;

    let _alone = start::alone_on(&config.database)?;
    let clock = options.now.map_or_else(Clock::system, Clock::starting_at);
    let app = start::start(config, clock, random).await?;
    staff::add(&app).await?;
    time::listen_to_input(app.clock.clone());
    greeting::Greeting::of(&app.config, listen).print(options.json)?;
    serve::run(app, listener, None, serve::told_to_stop()).await;
    Ok(())
}

/// The demo learns its own address when it is bound, unless TLS ends in front of it.
fn settle_addresses(config: &mut Config, listen: SocketAddr, base: Option<&str>) -> Result<()> {
    config.listen_public = listen;
    config.listen_internal = listen;
    if let Some(base) = base {
        let base = base.trim_end_matches('/');
        if let Err(why) = check_origin(base) {
            bail!("--base {base} {why}; write such as --base https://localhost:8443");
        }
        base.clone_into(&mut config.public_url);
        base.clone_into(&mut config.desk_url);
        return Ok(());
    }
    let reached = match listen.ip() {
        ip if ip.is_unspecified() => IpAddr::from(Ipv4Addr::LOCALHOST),
        ip => ip,
    };
    let own = format!("http://{}", SocketAddr::new(reached, listen.port()));
    for url in [&mut config.public_url, &mut config.desk_url] {
        if url.is_empty() {
            url.clone_from(&own);
        }
    }
    if reached.is_loopback() {
        // Whoever types the name instead of the number is at the same place.
        for service in &mut config.services {
            service
                .origins
                .push(format!("http://localhost:{}", listen.port()));
        }
    }
    Ok(())
}
