//! What a professional does with colleagues.

use juttu_shared::id::{AgentId, ClientKey, ConversationId, ServiceId};
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::{
    Act, BringIn, ClientMessage, Consult, Look, Mine, Redact, ServerMessage, Transfer, TransferTo,
};
use juttu_shared::wire::v1::event::{Event, StaffEvent};
use juttu_shared::wire::v1::visitor::Refused;

use super::{Agent, PASSWORD, Relay, new_key};

impl Relay {
    /// One of that role, of these services, signed in, connected and welcomed.
    pub(crate) async fn staff(&self, name: &str, role: Role, services: &[&str]) -> Agent {
        self.add_agent(name, role, services).await;
        Agent::come(self, name, PASSWORD).await
    }
}

impl Agent {
    /// Who it is.
    pub(crate) fn id(&self) -> AgentId {
        self.welcome.me.agent
    }

    /// Gives a command, and waits for what acknowledges it, or for its refusal.
    pub(crate) async fn command(
        &mut self,
        message: &ClientMessage,
    ) -> Result<ServerMessage, Refused> {
        let key = key_of(message);
        self.socket.say(message).await;
        self.until(|message| match message {
            ServerMessage::Refused(refused) if refused.client_key.as_ref() == Some(&key) => {
                Some(Err(refused))
            }
            message if answers(&message, &key) => Some(Ok(message)),
            _ => None,
        })
        .await
    }

    /// The same of a command that an event acknowledges.
    pub(crate) async fn does(&mut self, message: &ClientMessage) -> Event {
        match self.command(message).await.unwrap() {
            ServerMessage::Event(event) => event,
            other => panic!("{other:?}"),
        }
    }

    /// The same of a command that a staff event acknowledges.
    pub(crate) async fn does_among_staff(&mut self, message: &ClientMessage) -> StaffEvent {
        match self.command(message).await.unwrap() {
            ServerMessage::StaffEvent(event) => event,
            other => panic!("{other:?}"),
        }
    }

    /// The next conversation that becomes this agent's.
    pub(crate) async fn mine(&mut self) -> Mine {
        self.until(|message| match message {
            ServerMessage::Mine(mine) => Some(mine),
            _ => None,
        })
        .await
    }

    /// Everything that is said until the relay has answered a ping.
    pub(crate) async fn everything(&mut self) -> Vec<ServerMessage> {
        let empty = juttu_shared::wire::v1::visitor::Empty {};
        self.socket.say(&ClientMessage::Ping(empty)).await;
        let mut all = Vec::new();
        loop {
            match self.next().await {
                ServerMessage::Pong(_) => return all,
                message => all.push(message),
            }
        }
    }
}

/// The key of a command.
fn key_of(message: &ClientMessage) -> ClientKey {
    let written = serde_json::to_value(message).unwrap();
    let body = written.as_object().unwrap().values().next().unwrap();
    ClientKey(body["client_key"].as_str().unwrap().to_owned())
}

fn answers(message: &ServerMessage, key: &ClientKey) -> bool {
    match message {
        ServerMessage::Event(event) => event.client_key.as_ref() == Some(key),
        ServerMessage::StaffEvent(event) => event.client_key.as_ref() == Some(key),
        ServerMessage::Found(found) => found.client_key == *key,
        ServerMessage::Looked(looked) => looked.client_key == *key,
        ServerMessage::Identity(identity) => identity.client_key == *key,
        ServerMessage::PersonalCode(code) => code.client_key == *key,
        ServerMessage::Mine(mine) => {
            let mut events = mine.events.iter();
            events.any(|event| event.client_key.as_ref() == Some(key))
        }
        // It names no command.
        ServerMessage::Contact(_) => true,
        _ => false,
    }
}

pub(crate) fn act(conversation: ConversationId) -> Act {
    Act {
        conversation,
        client_key: new_key(),
    }
}

/// Hands it to the queue of a service.
pub(crate) fn transfer(
    conversation: ConversationId,
    service: &str,
    note: Option<&str>,
) -> ClientMessage {
    ClientMessage::Transfer(Transfer {
        conversation,
        client_key: new_key(),
        to: TransferTo::Queue(ServiceId(service.to_owned())),
        note: note.map(ToOwned::to_owned),
    })
}

pub(crate) fn bring_in(conversation: ConversationId, agent: AgentId) -> ClientMessage {
    ClientMessage::BringIn(BringIn {
        conversation,
        client_key: new_key(),
        agent,
    })
}

pub(crate) fn consult(conversation: ConversationId, agent: AgentId, text: &str) -> ClientMessage {
    ClientMessage::Consult(Consult {
        conversation,
        client_key: new_key(),
        agent,
        text: text.to_owned(),
    })
}

pub(crate) fn depart(conversation: ConversationId) -> ClientMessage {
    ClientMessage::Depart(act(conversation))
}

/// Promises an answer later.
pub(crate) fn later(conversation: ConversationId) -> ClientMessage {
    ClientMessage::Leave(act(conversation))
}

pub(crate) fn redact(conversation: ConversationId, seq: u64, staff: bool) -> ClientMessage {
    ClientMessage::Redact(Redact {
        conversation,
        client_key: new_key(),
        seq,
        staff,
    })
}

pub(crate) fn look(conversation: ConversationId, why: Option<&str>) -> ClientMessage {
    ClientMessage::Look(Look {
        conversation,
        client_key: new_key(),
        why: why.map(ToOwned::to_owned),
    })
}
