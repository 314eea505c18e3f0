//! A connection to a webhook's receiver, to none but an address that was checked.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use hyper::Uri;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio_rustls::TlsConnector;

use crate::clock::real_ms;
use crate::config::Webhook;
use crate::notify::address::is_internal;
use crate::notify::{Undelivered, tls};

/// How long one of several addresses may take before the next is tried, in milliseconds.
const ADDRESS_MS: u64 = 3_000;

/// A connection, encrypted or, in one's own network, not.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Connects to the host of a URL. The name is resolved once; what is connected to is what was
/// checked.
pub(super) async fn connect(webhook: &Webhook, url: &Uri) -> Result<Box<dyn Stream>, Undelivered> {
    let is_encrypted = url.scheme_str() == Some("https");
    let host = url.host().ok_or(Undelivered::Unaddressed)?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let usual = if is_encrypted { 443 } else { 80 };
    let port = url.port_u16().unwrap_or(usual);
    let addresses = resolve(host, port).await?;
    if !webhook.allow_internal && addresses.iter().any(|address| is_internal(address.ip())) {
        return Err(Undelivered::Internal);
    }
    if !is_encrypted {
        return match webhook.allow_internal {
            true => Ok(Box::new(reach(&addresses).await?)),
            // The configuration refuses it already.
            false => Err(Undelivered::Tls),
        };
    }
    let name = ServerName::try_from(host.to_owned()).map_err(|_| Undelivered::Unaddressed)?;
    let connector = TlsConnector::from(Arc::new(tls::client(webhook.ca_file.as_deref())?));
    let stream = reach(&addresses).await?;
    let encrypted = connector.connect(name, stream).await;
    Ok(Box::new(encrypted.map_err(|_| Undelivered::Tls)?))
}

async fn resolve(host: &str, port: u16) -> Result<Vec<SocketAddr>, Undelivered> {
    if let Ok(address) = host.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let found = lookup_host((host, port)).await;
    let found: Vec<_> = found.map_err(|_| Undelivered::Unresolved)?.collect();
    match found.is_empty() {
        true => Err(Undelivered::Unresolved),
        false => Ok(found),
    }
}

/// The first of the addresses that takes a connection.
async fn reach(addresses: &[SocketAddr]) -> Result<TcpStream, Undelivered> {
    for address in addresses {
        let connected = tokio::select! {
            connected = TcpStream::connect(address) => connected.ok(),
            () = real_ms(ADDRESS_MS) => None,
        };
        if let Some(stream) = connected {
            return Ok(stream);
        }
    }
    Err(Undelivered::Unconnected)
}
