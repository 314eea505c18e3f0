//! Residents who identify, and agents who ask them to.

use juttu_relay::ident::{Kept, Person};
use juttu_relay::seal::SecretHash;
use juttu_relay::store::identities::{
    Attempt, AttemptId, Beginning, COOKIE, RESULT, Return, STATE, TICKET,
};
use juttu_shared::id::{ClientKey, ConversationId, PickUpCode, ResultCode, Secret};
use juttu_shared::wire::v1::agent::{self, Post};
use juttu_shared::wire::v1::event::{Event, FailureCause, Kind, Level};
use juttu_shared::wire::v1::visitor::{
    ClientMessage, Identify, Keep, Prove, Proved, Refused, Reopen, ServerMessage, Snapshot, Ticket,
};

use crate::harness::{Agent, Relay, SERVICE, Visitor, new_key, new_secret};

pub(super) const AINO: &str = "010170-999R";
pub(super) const VEIKKO: &str = "210281-9988";
/// Somebody of whom nothing is said by which they would be known again.
pub(super) const NOBODY_S: &str = "";

pub(super) fn person(relay: &Relay, code: &str) -> Person {
    Person {
        level: Level::Test,
        at_ms: relay.clock().now_ms(),
        personal_code: Some(code.to_owned()).filter(|code| !code.is_empty()),
        persistent_id: None,
        name: "Maija Meikäläinen".to_owned(),
        family_name: None,
        given_names: None,
        groups: Vec::new(),
        subject: String::new(),
    }
}

/// A conversation that goes on.
pub(super) async fn talking(relay: &Relay) -> (Visitor, Agent, ConversationId) {
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    agent.claim(id).await.unwrap();
    (visitor, agent, id)
}

/// The same, in which the agent has asked: the number of the request too.
pub(super) async fn asked(relay: &Relay) -> (Visitor, Agent, ConversationId, u64) {
    let (mut visitor, mut agent, id) = talking(relay).await;
    let request = agent.does(&asks(id, "Katson asiaasi")).await.seq;
    let seen = visitor.until(|kind| matches!(kind, Kind::IdentificationRequested(_)));
    assert_eq!(seen.await.seq, request);
    (visitor, agent, id, request)
}

pub(super) fn asks(conversation: ConversationId, why: &str) -> agent::ClientMessage {
    agent::ClientMessage::AskIdentification(Post {
        conversation,
        client_key: new_key(),
        text: why.to_owned(),
    })
}

pub(super) fn identify(relay: &Relay, request: Option<u64>) -> Identify {
    Identify {
        client_key: new_key(),
        request,
        provider: None,
        language: "fi".to_owned(),
        return_to: format!("{}/demo/perhekeskus#chat", relay.app.config.public_url),
    }
}

pub(super) fn prove(result: &ResultCode) -> Prove {
    Prove {
        client_key: new_key(),
        result: result.clone(),
    }
}

/// What a visitor is told until this command is answered: by that message, or by a refusal.
pub(super) struct Answered {
    pub(super) before: Vec<ServerMessage>,
    pub(super) answer: Result<ServerMessage, Refused>,
}

impl Visitor {
    pub(super) async fn answered(&mut self, message: &ClientMessage, key: &ClientKey) -> Answered {
        self.socket.say(message).await;
        let mut before = Vec::new();
        let answer = loop {
            match self.next().await {
                ServerMessage::Refused(refused) if refused.client_key.as_ref() == Some(key) => {
                    break Err(refused);
                }
                message @ (ServerMessage::Ticket(_)
                | ServerMessage::Proved(_)
                | ServerMessage::Welcome(_)) => break Ok(message),
                message => before.push(message),
            }
        };
        Answered { before, answer }
    }

    pub(super) async fn ticket(&mut self, identify: Identify) -> Result<Ticket, Refused> {
        let key = identify.client_key.clone();
        let message = ClientMessage::Identify(identify);
        match self.answered(&message, &key).await.answer? {
            ServerMessage::Ticket(ticket) if ticket.client_key == key => Ok(ticket),
            other => panic!("{other:?}"),
        }
    }

    /// The events that came before the answer, and the answer.
    pub(super) async fn prove(&mut self, prove: Prove) -> Result<(Vec<Event>, Proved), Refused> {
        let key = prove.client_key.clone();
        let told = self.answered(&ClientMessage::Prove(prove), &key).await;
        let events = told.before.into_iter().filter_map(|message| match message {
            ServerMessage::Event(event) => Some(event),
            _ => None,
        });
        match told.answer? {
            ServerMessage::Proved(proved) if proved.client_key == key => {
                Ok((events.collect(), proved))
            }
            other => panic!("{other:?}"),
        }
    }

    pub(super) async fn reopen(&mut self, of: ConversationId) -> Result<Snapshot, Refused> {
        let key = new_key();
        let message = ClientMessage::Reopen(Reopen {
            client_key: key.clone(),
            conversation: of,
        });
        match self.answered(&message, &key).await.answer? {
            ServerMessage::Welcome(welcome) => {
                let snapshot = welcome.conversation.unwrap();
                self.events.clone_from(&snapshot.events);
                Ok(snapshot)
            }
            other => panic!("{other:?}"),
        }
    }

    pub(super) async fn keep(&mut self, code: &PickUpCode) -> Result<Event, Refused> {
        let key = new_key();
        let message = ClientMessage::Keep(Keep {
            client_key: key.clone(),
            code: code.clone(),
        });
        self.socket.say(&message).await;
        self.acknowledged(&key).await
    }

    /// The whole way, from the press to the answer.
    pub(super) async fn identifies(
        &mut self,
        relay: &Relay,
        request: Option<u64>,
        code: &str,
    ) -> (Vec<Event>, Proved) {
        let ticket = self.ticket(identify(relay, request)).await.unwrap();
        let result = through(relay, &ticket, code).await;
        self.prove(prove(&result)).await.unwrap()
    }
}

/// What stands between two secrets of an attempt.
pub(super) struct Attempted {
    pub(super) id: AttemptId,
    state: SecretHash,
    cookie: SecretHash,
}

/// The browser has pressed the button of the start page.
pub(super) async fn begin(relay: &Relay, ticket: &Ticket) -> Attempted {
    let (_, ticket) = ticket.url.split_once("&ticket=").unwrap();
    let hash = |purpose, secret: &str| relay.app.keyring.hash(purpose, secret);
    let Secret(cookie) = new_secret();
    let Secret(state) = new_secret();
    let now_ms = relay.clock().now_ms();
    let beginning = Beginning {
        ticket: hash(TICKET, ticket),
        cookie: hash(COOKIE, &cookie),
        state: hash(STATE, &state),
        kept: Kept {
            state: state.clone(),
            nonce: "kerta".to_owned(),
            verifier: None,
            redirect_uri: "https://chat.example.fi/ident/callback".to_owned(),
            begun_at_ms: now_ms,
        },
        now_ms,
    };
    let (state, cookie) = (beginning.state, beginning.cookie);
    let begun = relay.app.store.begin(beginning).await.unwrap().unwrap();
    if let Some(conversation) = begun.conversation {
        (relay.app.hub).identifying(conversation, begun.id, begun.until_ms);
    }
    Attempted {
        id: begun.id,
        state,
        cookie,
    }
}

/// The browser has come back from the provider.
pub(super) async fn back(relay: &Relay, attempted: &Attempted) -> Attempt {
    let now_ms = relay.clock().now_ms();
    let Attempted { state, cookie, .. } = attempted;
    let back = relay.app.store.come_back(*state, Some(*cookie), now_ms);
    match back.await.unwrap() {
        Return::Here(attempt, _) => *attempt,
        other => panic!("{other:?}"),
    }
}

/// Somebody has identified at the provider.
pub(super) async fn through(relay: &Relay, ticket: &Ticket, code: &str) -> ResultCode {
    let attempted = begin(relay, ticket).await;
    let attempt = back(relay, &attempted).await;
    let (result, hash) = result(relay);
    let now_ms = relay.clock().now_ms();
    let pends = (relay.app.store).pend(attempt.id, person(relay, code), hash, now_ms);
    assert!(pends.await.unwrap());
    identified(relay, &attempt);
    result
}

/// The attempt has come to nothing.
pub(super) async fn fails(relay: &Relay, ticket: &Ticket, cause: FailureCause) -> ResultCode {
    let attempted = begin(relay, ticket).await;
    let attempt = back(relay, &attempted).await;
    let (result, hash) = result(relay);
    let now_ms = relay.clock().now_ms();
    let failed = relay.app.store.fail(attempt.id, cause, Some(hash), now_ms);
    failed.await.unwrap();
    identified(relay, &attempt);
    result
}

fn identified(relay: &Relay, attempt: &Attempt) {
    if let Some(conversation) = attempt.conversation {
        relay.app.hub.identified(conversation, attempt.id);
    }
}

fn result(relay: &Relay) -> (ResultCode, SecretHash) {
    let Secret(result) = new_secret();
    let hash = relay.app.keyring.hash(RESULT, &result);
    (ResultCode(result), hash)
}
