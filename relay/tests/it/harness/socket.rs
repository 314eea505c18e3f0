//! WebSockets as a browser opens them.

use std::net::SocketAddr;

use futures_util::{SinkExt as _, StreamExt as _};
use juttu_shared::wire::v1::SUBPROTOCOL;
use juttu_shared::wire::v1::public::Problem;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use super::soon;

/// An open socket.
pub(crate) struct Socket(WebSocketStream<TcpStream>);

/// What was heard.
#[derive(Debug)]
pub(crate) enum Heard<T> {
    /// A message.
    Message(T),
    /// The end, with the code of the close frame if there was one.
    End(Option<u16>),
}

/// Why no socket was opened.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) problem: Option<Problem>,
}

impl Socket {
    /// Opens a socket with these headers besides the usual ones.
    pub(crate) async fn open(
        to: SocketAddr,
        path: &str,
        headers: &[(&'static str, &str)],
    ) -> Result<Self, Refusal> {
        let mut request = format!("ws://{to}{path}").into_client_request().unwrap();
        let all = headers
            .iter()
            .chain(&[("sec-websocket-protocol", SUBPROTOCOL)]);
        for (name, value) in all {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let stream = TcpStream::connect(to).await.unwrap();
        match soon("a socket", client_async(request, stream)).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(response)) => {
                let (parts, body) = response.into_parts();
                Err(Refusal {
                    status: parts.status.as_u16(),
                    problem: serde_json::from_slice(&body.unwrap_or_default()).ok(),
                })
            }
            Err(error) => panic!("{error}"),
        }
    }

    /// Says something.
    pub(crate) async fn say(&mut self, message: &impl Serialize) {
        let text = serde_json::to_string(message).unwrap();
        self.say_text(&text).await;
    }

    /// Says something that need not be a message.
    pub(crate) async fn say_text(&mut self, text: &str) {
        self.say_raw(Message::text(text)).await;
    }

    /// Sends any frame. That the relay has gone is seen by listening.
    pub(crate) async fn say_raw(&mut self, message: Message) {
        let _ = soon("a frame to be sent", self.0.send(message)).await;
    }

    /// The next message, or the end.
    pub(crate) async fn hear<T: DeserializeOwned>(&mut self) -> Heard<T> {
        match self.hear_text().await {
            Heard::Message(text) => {
                let message = serde_json::from_str(&text);
                Heard::Message(message.unwrap_or_else(|error| panic!("{error}: {text}")))
            }
            Heard::End(code) => Heard::End(code),
        }
    }

    /// The next message as it was sent, or the end.
    pub(crate) async fn hear_text(&mut self) -> Heard<String> {
        loop {
            match soon("a frame", self.0.next()).await {
                Some(Ok(Message::Text(text))) => return Heard::Message(text.to_string()),
                Some(Ok(Message::Close(frame))) => {
                    return Heard::End(frame.map(|frame| frame.code.into()));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Heard::End(None),
            }
        }
    }

    /// The next message. Fails the test when the socket ends.
    pub(crate) async fn message<T: DeserializeOwned>(&mut self) -> T {
        match self.hear().await {
            Heard::Message(message) => message,
            Heard::End(code) => panic!("the socket ended with {code:?}"),
        }
    }

    /// Waits for the end, and gives its code.
    pub(crate) async fn end(&mut self) -> Option<u16> {
        loop {
            if let Heard::End(code) = self.hear::<serde_json::Value>().await {
                return code;
            }
        }
    }
}
