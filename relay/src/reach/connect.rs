//! One connection. The name is resolved once; what is connected to is what was checked.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use hyper::Uri;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;

use super::address::is_internal;
use super::{Unreached, tls};
use crate::clock::real_ms;

/// How long one of several addresses may take before the next is tried, in milliseconds.
const ADDRESS_MS: u64 = 3_000;

/// A connection, encrypted or, in one's own network, not.
pub trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// What a connection may be.
#[derive(Clone, Copy, Debug)]
pub struct To<'a> {
    /// Whether it may lead to an address of the inside network.
    pub internal: bool,
    /// Whether it may go unencrypted where the URL says so.
    pub plain: bool,
    /// Further certificates to trust, in a PEM file.
    pub ca_file: Option<&'a Path>,
}

/// Connects to the host of a URL.
///
/// # Errors
/// Why there is no connection.
pub async fn connect(to: To<'_>, url: &Uri) -> Result<Box<dyn Stream>, Unreached> {
    let is_encrypted = url.scheme_str() == Some("https");
    let host = url.host().ok_or(Unreached::Unaddressed)?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let usual = if is_encrypted { 443 } else { 80 };
    let port = url.port_u16().unwrap_or(usual);
    let addresses = resolve(host, port).await?;
    if !to.internal && addresses.iter().any(|address| is_internal(address.ip())) {
        return Err(Unreached::Internal);
    }
    if !is_encrypted {
        return match to.plain {
            true => Ok(Box::new(reach(&addresses).await?)),
            // The configuration refuses it already.
            false => Err(Unreached::Tls),
        };
    }
    let name = ServerName::try_from(host.to_owned()).map_err(|_| Unreached::Unaddressed)?;
    let connector = TlsConnector::from(Arc::new(tls::client(to.ca_file)?));
    let stream = reach(&addresses).await?;
    let encrypted = connector.connect(name, stream).await;
    Ok(Box::new(encrypted.map_err(|_| Unreached::Tls)?))
}

async fn resolve(host: &str, port: u16) -> Result<Vec<SocketAddr>, Unreached> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let found = lookup_host((host, port)).await;
    let found: Vec<_> = found.map_err(|_| Unreached::Unresolved)?.collect();
    match found.is_empty() {
        true => Err(Unreached::Unresolved),
        false => Ok(found),
    }
}

/// The first of the addresses that takes a connection.
async fn reach(addresses: &[SocketAddr]) -> Result<TcpStream, Unreached> {
    for address in addresses {
        let connected = tokio::select! {
            connected = TcpStream::connect(address) => connected.ok(),
            () = real_ms(ADDRESS_MS) => None,
        };
        if let Some(stream) = connected {
            return Ok(stream);
        }
    }
    Err(Unreached::Unconnected)
}
