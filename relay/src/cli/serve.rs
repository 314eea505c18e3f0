//! `juttu-relay serve`: the real thing.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context as _, Result};
use tokio::net::TcpListener;

use crate::clock::Clock;
use crate::http::Assets;
use crate::random::Random;
use crate::{serve, start};

/// Runs until it is told to stop.
pub(super) async fn run(config: &Path) -> Result<()> {
    let mut config = super::read_config(Some(config), false)?;
    let public = bind("listen.public", config.listen_public).await?;
    let internal = bind("listen.internal", config.listen_internal).await?;
    config.listen_public = public.local_addr()?;
    config.listen_internal = internal.local_addr()?;
    let _alone = start::alone_on(&config.database)?;
    let app = start::start(config, Clock::system(), Random::System).await?;
    if Assets::built_in().is_none() {
        tracing::warn!("built without the files for browsers; use `cargo xtask build`");
    }
    tracing::info!(
        public = %app.config.listen_public,
        internal = %app.config.listen_internal,
        services = app.config.services.len(),
        "running"
    );
    serve::run(app, public, Some(internal), serve::told_to_stop()).await;
    Ok(())
}

/// Binds a listener.
pub(super) async fn bind(name: &str, address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "{name} {address} can't be listened on; stop what stands there, or choose another port"
        )
    })
}
