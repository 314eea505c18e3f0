//! A resident.

use juttu_shared::id::{ClientKey, PickUpCode, Secret};
use juttu_shared::wire::v1::event::{Event, Kind};
use juttu_shared::wire::v1::visitor::{
    ClientMessage, Close, Empty, Hello, Leave, Open, Pong, Post, Redeem, Refused, ServerMessage,
    Snapshot, Welcome,
};

use super::{Doors, Socket, new_code, new_key};

/// A contact request with a new code and no contact details.
pub(crate) fn leave(text: Option<&str>) -> Leave {
    Leave {
        client_key: new_key(),
        language: "fi".to_owned(),
        text: text.map(ToOwned::to_owned),
        topic: None,
        concerns: None,
        area: None,
        code: new_code(),
        phone: None,
        email: None,
    }
}

/// A resident at a page, with a session and a socket.
pub(crate) struct Visitor {
    pub(crate) service: String,
    pub(crate) secret: Secret,
    pub(crate) welcome: Welcome,
    /// Every event had, in the order in which it came: those of the welcome, then the others.
    pub(crate) events: Vec<Event>,
    pub(crate) socket: Socket,
}

impl Visitor {
    /// Comes to the relay's own page, says hello, and is welcomed.
    pub(crate) async fn come(relay: &Doors, service: &str, secret: Secret, last_seq: u64) -> Self {
        let socket = Self::socket(relay, service).await;
        Self::greet(socket, service, secret, last_seq).await
    }

    /// Says hello on an open socket, and is welcomed.
    pub(crate) async fn greet(
        mut socket: Socket,
        service: &str,
        secret: Secret,
        last_seq: u64,
    ) -> Self {
        let hello = Hello {
            secret: secret.clone(),
            last_seq,
        };
        socket.say(&ClientMessage::Hello(hello)).await;
        let ServerMessage::Welcome(welcome) = socket.message().await else {
            panic!("not welcomed");
        };
        let snapshot = welcome.conversation.as_ref();
        Self {
            service: service.to_owned(),
            secret,
            events: snapshot.map(|it| it.events.clone()).unwrap_or_default(),
            welcome,
            socket,
        }
    }

    /// A socket on which nothing has been said.
    pub(crate) async fn socket(relay: &Doors, service: &str) -> Socket {
        let path = format!("/api/v1/socket?service={service}");
        let headers = [("origin", relay.origin())];
        Socket::open(relay.public, &path, &headers).await.unwrap()
    }

    /// The number of the last event had.
    pub(crate) fn last_seq(&self) -> u64 {
        self.events.last().map_or(0, |event| event.seq)
    }

    /// The next thing the relay says. Events are remembered.
    pub(crate) async fn next(&mut self) -> ServerMessage {
        let message = self.socket.message().await;
        if let ServerMessage::Event(event) = &message {
            self.events.push(event.clone());
        }
        message
    }

    /// The next event, past everything that is none.
    pub(crate) async fn event(&mut self) -> Event {
        loop {
            match self.next().await {
                ServerMessage::Event(event) => return event,
                ServerMessage::Refused(refused) => panic!("refused: {refused:?}"),
                _ => {}
            }
        }
    }

    /// The next refusal, past everything that is none.
    pub(crate) async fn refused(&mut self) -> Refused {
        loop {
            if let ServerMessage::Refused(refused) = self.next().await {
                return refused;
            }
        }
    }

    /// Waits until an event of this kind has come.
    pub(crate) async fn until(&mut self, is_it: impl Fn(&Kind) -> bool) -> Event {
        loop {
            let event = self.event().await;
            if is_it(&event.kind) {
                return event;
            }
        }
    }

    /// Opens a conversation, and waits until it is stored. Gives the first message.
    pub(crate) async fn open(&mut self, text: &str) -> Event {
        self.try_open(new_key(), text).await.unwrap()
    }

    /// Opens a conversation, or is refused.
    pub(crate) async fn try_open(&mut self, key: ClientKey, text: &str) -> Result<Event, Refused> {
        let open = Open {
            client_key: key.clone(),
            language: "fi".to_owned(),
            text: text.to_owned(),
            topic: None,
            concerns: None,
            area: None,
        };
        self.socket.say(&ClientMessage::Open(open)).await;
        self.acknowledged(&key).await
    }

    /// Leaves a contact request, or turns the waiting into one, and waits until it is stored.
    pub(crate) async fn leave(&mut self, text: Option<&str>) -> Event {
        self.try_leave(leave(text)).await.unwrap()
    }

    /// Leaves a contact request, or is refused.
    pub(crate) async fn try_leave(&mut self, leave: Leave) -> Result<Event, Refused> {
        let key = leave.client_key.clone();
        self.socket.say(&ClientMessage::Leave(leave)).await;
        self.acknowledged(&key).await
    }

    /// Takes hold of what a code opens, or is refused.
    pub(crate) async fn redeem(&mut self, code: &PickUpCode) -> Result<Snapshot, Refused> {
        let key = new_key();
        let redeem = Redeem {
            client_key: key.clone(),
            code: code.clone(),
        };
        self.socket.say(&ClientMessage::Redeem(redeem)).await;
        loop {
            match self.next().await {
                ServerMessage::Welcome(welcome) => {
                    let snapshot = welcome.conversation.unwrap();
                    self.events.clone_from(&snapshot.events);
                    return Ok(snapshot);
                }
                ServerMessage::Refused(refused) if refused.client_key.as_ref() == Some(&key) => {
                    return Err(refused);
                }
                _ => {}
            }
        }
    }

    /// Says something, and waits until it is stored.
    pub(crate) async fn post(&mut self, text: &str) -> Event {
        self.try_post(new_key(), text).await.unwrap()
    }

    /// Says something, or is refused.
    pub(crate) async fn try_post(&mut self, key: ClientKey, text: &str) -> Result<Event, Refused> {
        let post = Post {
            client_key: key.clone(),
            text: text.to_owned(),
        };
        self.socket.say(&ClientMessage::Post(post)).await;
        self.acknowledged(&key).await
    }

    /// Ends the conversation, and waits until that is stored.
    pub(crate) async fn close(&mut self) -> Event {
        let key = new_key();
        let close = Close {
            client_key: key.clone(),
        };
        self.socket.say(&ClientMessage::Close(close)).await;
        self.acknowledged(&key).await.unwrap()
    }

    /// Asks whether the relay is there: everything said before has been heard and answered for.
    pub(crate) async fn ping(&mut self) -> Pong {
        self.socket.say(&ClientMessage::Ping(Empty {})).await;
        loop {
            if let ServerMessage::Pong(pong) = self.next().await {
                return pong;
            }
        }
    }

    /// The event that acknowledges a command, or its refusal.
    pub(crate) async fn acknowledged(&mut self, key: &ClientKey) -> Result<Event, Refused> {
        loop {
            match self.next().await {
                ServerMessage::Event(event) if event.client_key.as_ref() == Some(key) => {
                    return Ok(event);
                }
                ServerMessage::Refused(refused) if refused.client_key.as_ref() == Some(key) => {
                    return Err(refused);
                }
                _ => {}
            }
        }
    }
}
