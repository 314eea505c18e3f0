//! The head of a request in HTTP/1.1 (RFC 9112), as the browser sent it and as the relay gets it.

use std::fmt::Write;
use std::net::SocketAddr;

use anyhow::{Context, Result};

/// A request's head.
#[derive(Debug)]
pub(crate) struct Head {
    request: String,
    fields: Vec<(String, String)>,
}

impl Head {
    /// Reads a head; `text` ends with the empty line.
    pub(crate) fn read(text: &str) -> Result<Self> {
        let mut lines = text.split("\r\n").filter(|line| !line.is_empty());
        let request = lines.next().context("no request line")?.to_owned();
        let fields = lines
            .map(|line| {
                let (name, value) = line.split_once(':').context("a field without a colon")?;
                Ok((name.to_ascii_lowercase(), value.trim().to_owned()))
            })
            .collect::<Result<_>>()?;
        Ok(Self { request, fields })
    }

    /// The path that is asked for, without its query.
    pub(crate) fn path(&self) -> &str {
        let target = self.request.split(' ').nth(1).unwrap_or_default();
        target.split('?').next().unwrap_or_default()
    }

    /// What stands in the query behind this name, as it stands there.
    pub(crate) fn asked(&self, name: &str) -> Option<String> {
        let target = self.request.split(' ').nth(1).unwrap_or_default();
        let (_, query) = target.split_once('?')?;
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(found, _)| *found == name)?;
        Some(value.to_owned())
    }

    /// A field of the head, by its name in small letters.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter();
        let (_, value) = fields.find(|(found, _)| found == name)?;
        Some(value)
    }

    /// Whether this asks for a WebSocket.
    pub(crate) fn is_websocket(&self) -> bool {
        self.fields
            .iter()
            .any(|(name, value)| name == "upgrade" && value.eq_ignore_ascii_case("websocket"))
    }

    /// The head as the relay gets it: whose request it is stands in it, and a plain request is the
    /// connection's last.
    pub(crate) fn for_relay(&self, peer: SocketAddr) -> String {
        let mut text = format!("{}\r\n", self.request);
        for (name, value) in &self.fields {
            let ours = name.starts_with("x-forwarded-") || name == "connection";
            if !ours {
                let _ = write!(text, "{name}: {value}\r\n");
            }
        }
        let connection = if self.is_websocket() {
            "upgrade"
        } else {
            "close"
        };
        let _ = write!(
            text,
            "x-forwarded-for: {}\r\nx-forwarded-proto: https\r\nconnection: {connection}\r\n\r\n",
            peer.ip()
        );
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEER: ([u8; 4], u16) = ([127, 0, 0, 1], 5);

    #[test]
    fn a_plain_request_is_the_last_and_says_whose_it_is() {
        let head = Head::read(
            "GET /embed.js?x HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\nX-Forwarded-For: 1.2.3.4\r\n\r\n",
        )
        .unwrap();
        assert_eq!(head.path(), "/embed.js");
        assert!(!head.is_websocket());
        assert_eq!(
            head.for_relay(PEER.into()),
            "GET /embed.js?x HTTP/1.1\r\nhost: h\r\nx-forwarded-for: 127.0.0.1\r\nx-forwarded-proto: https\r\nconnection: close\r\n\r\n"
        );
    }

    #[test]
    fn a_websocket_stays_one() {
        let head =
            Head::read("GET /s HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n")
                .unwrap();
        assert!(head.is_websocket());
        assert!(
            head.for_relay(PEER.into())
                .contains("connection: upgrade\r\n")
        );
    }
}
