//! A WebSocket of the bench.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::frame::{Frame, first, put_text};

/// An open WebSocket.
#[derive(Debug)]
pub struct Socket {
    stream: TcpStream,
    came: Vec<u8>,
    taken: usize,
    out: Vec<u8>,
}

impl Socket {
    /// Opens a socket at `path`; `fields` are further lines of the request's head, each with its
    /// line end.
    ///
    /// # Errors
    /// When the relay refuses it.
    pub async fn open(address: SocketAddr, path: &str, fields: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{fields}\r\n"
        );
        stream.write_all(head.as_bytes()).await?;
        let mut came = Vec::with_capacity(512);
        let end = loop {
            ensure!(
                stream.read_buf(&mut came).await? > 0,
                "the relay closed the connection instead of opening a socket"
            );
            let end = came.windows(4).position(|four| four == b"\r\n\r\n");
            if let Some(end) = end {
                break end + 4;
            }
        };
        if !came.starts_with(b"HTTP/1.1 101") {
            bail!("no socket: {}", String::from_utf8_lossy(&came));
        }
        came.drain(..end);
        Ok(Self {
            stream,
            came,
            taken: 0,
            out: Vec::new(),
        })
    }

    /// Puts a text frame among those to be sent.
    pub fn put(&mut self, text: &[u8]) {
        put_text(&mut self.out, text);
    }

    /// Sends what was put.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn flush(&mut self) -> Result<()> {
        if !self.out.is_empty() {
            self.stream.write_all(&self.out).await?;
            self.out.clear();
        }
        Ok(())
    }

    /// Sends a text frame.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn send(&mut self, text: &str) -> Result<()> {
        self.put(text.as_bytes());
        self.flush().await
    }

    /// Waits for something to come.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn receive(&mut self) -> Result<()> {
        self.came.drain(..self.taken);
        self.taken = 0;
        self.came.reserve(2_048);
        let read = self.stream.read_buf(&mut self.came).await?;
        ensure!(read > 0, "the relay closed the connection");
        Ok(())
    }

    /// The next text that has come whole, if there is one.
    ///
    /// # Errors
    /// When the relay closes the socket or refuses something: in a bench nothing may be refused.
    pub fn text(&mut self) -> Result<Option<&[u8]>> {
        let came = self.came.get(self.taken..).unwrap_or_default();
        let Some(Frame {
            opcode,
            payload,
            length,
        }) = first(came)
        else {
            return Ok(None);
        };
        self.taken += length;
        ensure!(
            opcode == 1 || opcode == 2,
            "a frame of kind {opcode}: {}",
            String::from_utf8_lossy(payload)
        );
        ensure!(
            !payload.starts_with(b"{\"refused\""),
            "refused: {}",
            String::from_utf8_lossy(payload)
        );
        Ok(Some(payload))
    }

    /// Reads until a text holds `mark`, and gives it.
    ///
    /// # Errors
    /// When the connection ends first.
    pub async fn wait_for(&mut self, mark: &str) -> Result<Vec<u8>> {
        loop {
            while let Some(text) = self.text()? {
                if text
                    .windows(mark.len())
                    .any(|window| window == mark.as_bytes())
                {
                    return Ok(text.to_vec());
                }
            }
            self.receive()
                .await
                .with_context(|| format!("waiting for {mark}"))?;
        }
    }

    /// Gives back what the buffers took: for a socket that will be idle.
    pub fn rest(&mut self) {
        self.came = Vec::new();
        self.taken = 0;
        self.out = Vec::new();
    }
}
