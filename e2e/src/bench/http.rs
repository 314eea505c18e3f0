//! Just enough HTTP/1.1 to sign in and to ask whether the relay answers.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Sends a request and gives status and head of the answer, or of both together with the body.
///
/// # Errors
/// When nobody listens, or what answers is not HTTP.
pub async fn ask(address: SocketAddr, head: &str, body: &str) -> Result<(u16, String)> {
    let mut stream = TcpStream::connect(address).await?;
    let length = body.len();
    let request = format!(
        "{head}\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let status = text.split(' ').nth(1).context("a status")?.parse()?;
    Ok((status, text))
}

/// Sends a JSON body to the desk.
///
/// # Errors
/// When the answer is not one of success.
pub async fn post(address: SocketAddr, origin: &str, path: &str, body: &str) -> Result<String> {
    let head =
        format!("POST {path} HTTP/1.1\r\nOrigin: {origin}\r\nContent-Type: application/json");
    let (status, text) = ask(address, &head, body).await?;
    ensure!(
        (200..300).contains(&status),
        "POST {path} was answered with {status}: {text}"
    );
    Ok(text)
}
