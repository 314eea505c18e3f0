//! Where a request comes from: the right-most hop that is not a trusted proxy.

use std::net::SocketAddr;

use axum::http::HeaderMap;

use crate::config::Config;
use crate::rate::Prefix;

/// The client's address as limits count it.
pub fn client(_config: &Config, peer: SocketAddr, _headers: &HeaderMap) -> Prefix {
    Prefix(peer.ip())
}
