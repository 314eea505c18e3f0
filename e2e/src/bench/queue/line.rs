//! A connection that is listened to all the time, and can be told to say something.

use anyhow::{Context, Result};
use tokio::sync::mpsc;
use tokio::task::spawn_local;

use super::Shared;
use crate::bench::clock::now;
use crate::bench::frame::{after, number};
use crate::bench::socket::Socket;

/// Frames that may wait to be said.
const TO_SAY: usize = 4;

/// A connection. It ends when this is dropped.
#[derive(Debug)]
pub(super) struct Line(mpsc::Sender<String>);

impl Line {
    /// The line of the visitor `index`, which hears of her events and of her place.
    pub(super) fn of_visitor(socket: Socket, index: usize, board: &Shared) -> Self {
        let to = board.clone();
        Self::begin(socket, board, move |text| {
            if let Some(queue) = after(text, b"{\"queue\":") {
                let place = after(queue, b"\"place\":").map(number);
                to.has_place(index, place.unwrap_or_default(), now());
            } else if after(text, b"\"posted\"").is_some() {
                let conversation = after(text, b"\"conversation\":").map(number);
                to.is_stored(index, conversation.unwrap_or_default(), now());
            }
        })
    }

    /// The line of an agent, which hears of what has become hers.
    pub(super) fn of_agent(socket: Socket, board: &Shared) -> Self {
        let to = board.clone();
        Self::begin(socket, board, move |text| {
            if let Some(mine) = after(text, b"{\"mine\":") {
                let conversation = after(mine, b"\"id\":").map(number);
                to.is_mine(conversation.unwrap_or_default(), now());
            }
        })
    }

    /// Says something.
    pub(super) async fn send(&self, text: String) -> Result<()> {
        let said = self.0.send(text).await;
        said.ok().context("a connection has ended")
    }

    fn begin(mut socket: Socket, board: &Shared, hear: impl Fn(&[u8]) + 'static) -> Self {
        let (say, mut said) = mpsc::channel::<String>(TO_SAY);
        let board = board.clone();
        spawn_local(async move {
            let ended = async {
                loop {
                    tokio::select! {
                        text = said.recv() => match text {
                            Some(text) => socket.send(&text).await?,
                            None => return anyhow::Ok(()),
                        },
                        came = socket.receive() => came?,
                    }
                    while let Some(text) = socket.text()? {
                        hear(text);
                    }
                }
            };
            if let Err(error) = ended.await {
                board.complains(&error);
            }
        });
        Self(say)
    }
}
