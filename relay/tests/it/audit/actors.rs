//! A conversation whose resident has identified, and what its log says.

use juttu_relay::app::App;
use juttu_relay::ident::{Kept, Person};
use juttu_relay::store::audit::AuditRow;
use juttu_relay::store::identities::{
    Beginning, COOKIE, NewTicket, RESULT, Return, ReturnTo, STATE, TICKET,
};
use juttu_shared::id::{ConversationId, IdentityId, ResultCode, ServiceId};
use juttu_shared::limits::TICKET_MS;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{ClientMessage, OpenIdentity, Post, ServerMessage};
use juttu_shared::wire::v1::event::{Kind, Level};
use juttu_shared::wire::v1::visitor::{self, Prove};

use crate::harness::{Agent, Relay, SERVICE, Visitor, new_key, new_secret};

/// The resident's name and code.
pub(super) const NAME: &str = "Aino Esimerkki";
pub(super) const CODE: &str = "010170-999R";

pub(crate) fn aino() -> Person {
    Person {
        level: Level::Substantial,
        at_ms: 7,
        personal_code: Some(CODE.to_owned()),
        persistent_id: None,
        name: NAME.to_owned(),
        family_name: Some("Esimerkki".to_owned()),
        given_names: Some("Aino".to_owned()),
        groups: Vec::new(),
        subject: String::new(),
    }
}

/// Identifies as the store is told it when a provider has said who it is.
pub(crate) async fn identify(
    app: &App,
    visitor: &mut Visitor,
    conversation: ConversationId,
    request: Option<u64>,
    person: Person,
) -> IdentityId {
    let hash = |purpose: &str, secret: &str| app.keyring.hash(purpose, secret);
    let (ticket, state, result) = (new_secret().0, new_secret().0, new_secret().0);
    let now_ms = app.clock.now_ms();
    let new = NewTicket {
        ticket: hash(TICKET, &ticket),
        session: hash("session", &visitor.secret.0),
        service: ServiceId(visitor.service.clone()),
        conversation: Some(conversation),
        request,
        provider: "testipankki".to_owned(),
        language: "fi".to_owned(),
        return_to: ReturnTo("https://www.example.fi/".to_owned()),
        until_ms: now_ms + TICKET_MS,
    };
    app.store.add_ticket(new).await.unwrap();
    let beginning = Beginning {
        ticket: hash(TICKET, &ticket),
        cookie: hash(COOKIE, "cookie"),
        state: hash(STATE, &state),
        kept: Kept {
            state: state.clone(),
            nonce: String::new(),
            verifier: None,
            redirect_uri: String::new(),
            begun_at_ms: now_ms,
        },
        now_ms,
    };
    app.store.begin(beginning).await.unwrap().unwrap();
    let cookie = Some(hash(COOKIE, "cookie"));
    let back = app.store.come_back(hash(STATE, &state), cookie, now_ms);
    let Return::Here(attempt, _) = back.await.unwrap() else {
        panic!("it came back elsewhere");
    };
    let kept = app
        .store
        .pend(attempt.id, person, hash(RESULT, &result), now_ms);
    assert!(kept.await.unwrap());
    let prove = Prove {
        client_key: new_key(),
        result: ResultCode(result),
    };
    let key = prove.client_key.clone();
    visitor
        .socket
        .say(&visitor::ClientMessage::Prove(prove))
        .await;
    let event = visitor.acknowledged(&key).await.unwrap();
    let Kind::IdentificationCompleted(done) = event.kind else {
        panic!("{event:?}");
    };
    done.identity
}

/// Asks the resident to identify. Gives the request's number.
pub(crate) async fn ask(agent: &mut Agent, conversation: ConversationId) -> u64 {
    let asks = ClientMessage::AskIdentification(Post {
        conversation,
        client_key: new_key(),
        text: "Hakemusta varten".to_owned(),
    });
    agent.does(&asks).await.seq
}

/// A live conversation of Maria's whose resident has identified when she asked.
pub(super) struct Scene {
    pub(super) relay: Relay,
    pub(super) visitor: Visitor,
    pub(super) maria: Agent,
    pub(super) id: ConversationId,
    pub(super) identity: IdentityId,
}

impl Scene {
    pub(super) async fn begin() -> Self {
        let relay = Relay::start().await;
        let mut maria = relay.agent("Maria").await;
        let mut visitor = relay.visitor(SERVICE).await;
        visitor.open("Hei, asiani on kesken").await;
        let id = maria.waiting().await.conversation;
        maria.claim(id).await.unwrap();
        let request = ask(&mut maria, id).await;
        visitor
            .until(|kind| matches!(kind, Kind::IdentificationRequested(_)))
            .await;
        let identity = identify(&relay.app, &mut visitor, id, Some(request), aino()).await;
        maria
            .until(|message| match message {
                ServerMessage::Event(event) => {
                    matches!(event.kind, Kind::IdentificationCompleted(_)).then_some(())
                }
                _ => None,
            })
            .await;
        Self {
            relay,
            visitor,
            maria,
            id,
            identity,
        }
    }

    /// What the log says, oldest first: who, what, why and to whom.
    pub(super) async fn log(&self) -> Vec<String> {
        log(&self.relay).await
    }

    /// The rows, oldest first.
    pub(super) async fn rows(&self) -> Vec<AuditRow> {
        rows(&self.relay).await
    }

    pub(super) fn open(&self, why: Option<&str>) -> ClientMessage {
        ClientMessage::OpenIdentity(self.opening(why))
    }

    pub(super) fn open_code(&self, why: Option<&str>) -> ClientMessage {
        ClientMessage::OpenPersonalCode(self.opening(why))
    }

    fn opening(&self, why: Option<&str>) -> OpenIdentity {
        OpenIdentity {
            conversation: self.id,
            client_key: new_key(),
            identity: self.identity,
            why: why.map(ToOwned::to_owned),
        }
    }
}

/// Gives a command that is answered by itself alone.
pub(super) async fn opens(
    agent: &mut Agent,
    message: &ClientMessage,
) -> Result<ServerMessage, Refusal> {
    agent.command(message).await.map_err(|refused| refused.code)
}

/// The rows, oldest first.
pub(super) async fn rows(relay: &Relay) -> Vec<AuditRow> {
    let mut rows = relay.app.store.audit_rows(1_000).await.unwrap();
    rows.reverse();
    rows
}

/// What the log says, oldest first: such as `Maria identity (Hakemus) > Jukka`, with `!` in front when
/// it came to nothing.
pub(super) async fn log(relay: &Relay) -> Vec<String> {
    let rows = rows(relay).await;
    let said = rows.iter().map(|row| {
        let failed = if row.success { "" } else { "!" };
        let why = row.why.as_ref().map(|why| format!(" ({why})"));
        let to = row.to.as_ref().map(|to| format!(" > {to}"));
        let (why, to) = (why.unwrap_or_default(), to.unwrap_or_default());
        format!("{failed}{} {}{why}{to}", row.name, row.what)
    });
    said.collect()
}
