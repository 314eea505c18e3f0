//! A professional at the desk.

use juttu_shared::id::{ClientKey, ConversationId, ServiceId};
use juttu_shared::wire::v1::agent::{
    Act, ClientMessage, Close, Contact, Have, Hello, Mine, Post, Present, ServerMessage, Waiting,
    Welcome,
};
use juttu_shared::wire::v1::event::{Event, Outcome, StaffEvent};
use juttu_shared::wire::v1::visitor::{Empty, Pong, Refused};

use super::{Doors, Socket, new_key};

/// A professional who is signed in, with a socket.
pub(crate) struct Agent {
    pub(crate) name: String,
    /// The sign-in cookie, as a browser sends it.
    pub(crate) cookie: String,
    pub(crate) welcome: Welcome,
    pub(crate) socket: Socket,
}

impl Agent {
    /// Signs in, connects, says hello and is welcomed.
    pub(crate) async fn come(relay: &Doors, name: &str, password: &str) -> Self {
        let cookie = relay.sign_in(name, password).await;
        Self::come_with(relay, name, cookie, Vec::new()).await
    }

    /// Connects again with the same sign-in.
    pub(crate) async fn again(&self, relay: &Doors, have: Vec<Have>) -> Self {
        Self::come_with(relay, &self.name, self.cookie.clone(), have).await
    }

    /// Connects with a sign-in that was made otherwise.
    pub(crate) async fn come_with(
        relay: &Doors,
        name: &str,
        cookie: String,
        have: Vec<Have>,
    ) -> Self {
        let headers = [("origin", relay.desk.as_str()), ("cookie", cookie.as_str())];
        let opened = Socket::open(relay.internal, "/desk/api/socket", &headers).await;
        let mut socket = opened.unwrap();
        socket.say(&ClientMessage::Hello(Hello { have })).await;
        let ServerMessage::Welcome(welcome) = socket.message().await else {
            panic!("not welcomed");
        };
        Self {
            name: name.to_owned(),
            cookie,
            welcome,
            socket,
        }
    }

    /// The next thing the relay says.
    pub(crate) async fn next(&mut self) -> ServerMessage {
        self.socket.message().await
    }

    /// The next thing for which `take` gives something, past everything else.
    pub(crate) async fn until<T>(&mut self, take: impl Fn(ServerMessage) -> Option<T>) -> T {
        loop {
            if let Some(taken) = take(self.next().await) {
                return taken;
            }
        }
    }

    /// The next conversation that is said to wait.
    pub(crate) async fn waiting(&mut self) -> Waiting {
        self.until(|message| match message {
            ServerMessage::Waiting(waiting) => Some(waiting),
            _ => None,
        })
        .await
    }

    /// The next event of a conversation.
    pub(crate) async fn event(&mut self) -> Event {
        self.until(|message| match message {
            ServerMessage::Event(event) => Some(event),
            _ => None,
        })
        .await
    }

    /// The next refusal.
    pub(crate) async fn refused(&mut self) -> Refused {
        self.until(|message| match message {
            ServerMessage::Refused(refused) => Some(refused),
            _ => None,
        })
        .await
    }

    /// Says whether present for a service.
    pub(crate) async fn present(&mut self, service: &str, present: bool) {
        let service = ServiceId(service.to_owned());
        let present = Present { service, present };
        self.socket.say(&ClientMessage::Present(present)).await;
    }

    /// Takes a conversation, or is refused.
    pub(crate) async fn claim(&mut self, conversation: ConversationId) -> Result<Mine, Refused> {
        let client_key = new_key();
        let act = Act {
            conversation,
            client_key: client_key.clone(),
        };
        self.socket.say(&ClientMessage::Claim(act)).await;
        self.until(|message| match message {
            ServerMessage::Mine(mine) if mine.id == conversation => Some(Ok(mine)),
            ServerMessage::Refused(refused) => refused_by(&client_key, refused),
            _ => None,
        })
        .await
    }

    /// Says something to the resident, and waits until it is stored.
    pub(crate) async fn post(&mut self, conversation: ConversationId, text: &str) -> Event {
        self.try_post(conversation, new_key(), text).await.unwrap()
    }

    /// Says something to the resident, or is refused.
    pub(crate) async fn try_post(
        &mut self,
        conversation: ConversationId,
        client_key: ClientKey,
        text: &str,
    ) -> Result<Event, Refused> {
        let post = Post {
            conversation,
            client_key: client_key.clone(),
            text: text.to_owned(),
        };
        self.socket.say(&ClientMessage::Post(post)).await;
        self.acknowledged(&client_key).await
    }

    /// Writes a note, or is refused.
    pub(crate) async fn note(
        &mut self,
        conversation: ConversationId,
        text: &str,
    ) -> Result<StaffEvent, Refused> {
        let client_key = new_key();
        let note = Post {
            conversation,
            client_key: client_key.clone(),
            text: text.to_owned(),
        };
        self.socket.say(&ClientMessage::Note(note)).await;
        self.until(|message| match message {
            ServerMessage::StaffEvent(event) if event.client_key.as_ref() == Some(&client_key) => {
                Some(Ok(event))
            }
            ServerMessage::Refused(refused) => refused_by(&client_key, refused),
            _ => None,
        })
        .await
    }

    /// Ends a conversation, or is refused.
    pub(crate) async fn close(
        &mut self,
        conversation: ConversationId,
        outcome: Outcome,
    ) -> Result<Event, Refused> {
        let client_key = new_key();
        let close = Close {
            conversation,
            client_key: client_key.clone(),
            outcome,
            topic: None,
            text: None,
        };
        self.socket.say(&ClientMessage::Close(close)).await;
        self.acknowledged(&client_key).await
    }

    /// Opens contact details, or is refused.
    pub(crate) async fn open_contact(
        &mut self,
        conversation: ConversationId,
    ) -> Result<Contact, Refused> {
        let client_key = new_key();
        let act = Act {
            conversation,
            client_key: client_key.clone(),
        };
        self.socket.say(&ClientMessage::OpenContact(act)).await;
        self.until(|message| match message {
            ServerMessage::Contact(contact) if contact.conversation == conversation => {
                Some(Ok(contact))
            }
            ServerMessage::Refused(refused) => refused_by(&client_key, refused),
            _ => None,
        })
        .await
    }

    /// Asks whether the relay is there.
    pub(crate) async fn ping(&mut self) -> Pong {
        self.socket.say(&ClientMessage::Ping(Empty {})).await;
        self.until(|message| match message {
            ServerMessage::Pong(pong) => Some(pong),
            _ => None,
        })
        .await
    }

    async fn acknowledged(&mut self, client_key: &ClientKey) -> Result<Event, Refused> {
        self.until(|message| match message {
            ServerMessage::Event(event) if event.client_key.as_ref() == Some(client_key) => {
                Some(Ok(event))
            }
            ServerMessage::Refused(refused) => refused_by(client_key, refused),
            _ => None,
        })
        .await
    }
}

fn refused_by<T>(client_key: &ClientKey, refused: Refused) -> Option<Result<T, Refused>> {
    (refused.client_key.as_ref() == Some(client_key)).then_some(Err(refused))
}
