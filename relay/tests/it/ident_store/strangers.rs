//! Hand-off: what a stranger had of a conversation is theirs no longer once somebody has identified in
//! it, and what a victim brings back opens nothing to a stranger.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{FailureCause, Kind};
use juttu_shared::wire::v1::visitor::{ClientMessage, Post, ServerMessage};

use super::actors::{AINO, asked, asks, identify, prove, through};
use crate::harness::{Ask, Heard, Relay, SERVICE, Visitor, leave, new_key, soon};

const RESTARTING: Option<u16> = Some(4001);

fn ask(relay: &Relay, visitor: &Visitor, after: u64) -> Ask {
    let path = format!("/api/v1/poll?service={SERVICE}&after={after}");
    let bearer = format!("Bearer {}", visitor.secret.0);
    relay.get(&path).header("authorization", &bearer)
}

async fn poll(relay: &Relay, visitor: &Visitor, after: u64) -> Vec<ServerMessage> {
    ask(relay, visitor, after).send().await.json()
}

async fn command(relay: &Relay, visitor: &Visitor, message: &ClientMessage) -> Vec<ServerMessage> {
    let path = format!("/api/v1/commands?service={SERVICE}");
    let bearer = format!("Bearer {}", visitor.secret.0);
    let ask = relay.post(&path).header("authorization", &bearer);
    ask.json(message).send().await.json()
}

fn says(client_key: &ClientKey) -> ClientMessage {
    ClientMessage::Post(Post {
        client_key: client_key.clone(),
        text: "Maksa minulle".to_owned(),
    })
}

#[tokio::test]
async fn who_gave_the_code_away_is_out_in_the_moment_in_which_somebody_identifies() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut stranger = relay.visitor(SERVICE).await;
    let sent = leave(Some("Hei"));
    let id = stranger.try_leave(sent.clone()).await.unwrap().conversation;
    agent.claim(id).await.unwrap();
    let mut victim = relay.visitor(SERVICE).await;
    victim.redeem(&sent.code).await.unwrap();
    let request = agent.does(&asks(id, "Katson asiaasi")).await.seq;
    stranger
        .until(|kind| matches!(kind, Kind::IdentificationRequested(_)))
        .await;
    // The stranger also polls with another browser.
    let mut polling = relay.visitor(SERVICE).await;
    polling.redeem(&sent.code).await.unwrap();
    let known = stranger.last_seq();
    let connections = relay.app.hub.connections();
    let held = tokio::spawn(ask(&relay, &polling, known).send());
    soon("the poll to be held", async {
        while relay.app.hub.connections() <= connections {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let (events, _) = victim.identifies(&relay, Some(request), AINO).await;
    assert_eq!(
        events.last().unwrap().kind.tag(),
        "identification_completed"
    );
    victim.post("Asun osoitteessa").await;
    // Of what came with it and after it they hear nothing, by either way.
    loop {
        match stranger.socket.hear_text().await {
            Heard::Message(text) => assert!(!text.contains("identification_completed"), "{text}"),
            Heard::End(code) => {
                assert_eq!(code, RESTARTING);
                break;
            }
        }
    }
    let told: Vec<ServerMessage> = soon("the poll", held).await.unwrap().json();
    let nothing = |told: &[ServerMessage]| {
        let [ServerMessage::Welcome(welcome)] = told else {
            panic!("{told:?}");
        };
        assert!(welcome.conversation.is_none(), "{told:?}");
    };
    nothing(&told);
    nothing(&poll(&relay, &stranger, known).await);
    let again = relay.visitor_again(&stranger).await;
    assert!(again.welcome.conversation.is_none());
    for message in [
        says(&new_key()),
        ClientMessage::Identify(identify(&relay, Some(request))),
    ] {
        let told = command(&relay, &stranger, &message).await;
        let [ServerMessage::Refused(refused)] = &told[..] else {
            panic!("{told:?}");
        };
        let expected = [Refusal::NoConversation, Refusal::WrongState];
        assert!(expected.contains(&refused.code), "{told:?}");
    }
    // The code is dead for everybody.
    let mut anybody = relay.visitor(SERVICE).await;
    let refused = anybody.redeem(&sent.code).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongCode);
    // The victim's own page goes on.
    agent.post(id, "Kiitos").await;
    victim
        .until(|kind| matches!(kind, Kind::Posted(it) if it.text == "Kiitos"))
        .await;
}

#[tokio::test]
async fn what_a_victim_brings_back_opens_nothing_to_a_stranger() {
    let relay = Relay::start().await;
    // The stranger has the conversation, and the address of the way; the victim walks it.
    let (mut stranger, mut agent, id, request) = asked(&relay).await;
    let ticket = stranger
        .ticket(identify(&relay, Some(request)))
        .await
        .unwrap();
    let result = through(&relay, &ticket, AINO).await;
    // It comes back to the victim's page, who has a conversation of their own in the same service.
    let mut victim = relay.visitor(SERVICE).await;
    let own = victim.open("Oma asia").await.conversation;
    let refused = victim.prove(prove(&result)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongResult);
    let told = agent.until(|told| match told {
        juttu_shared::wire::v1::agent::ServerMessage::Event(event) => Some(event),
        _ => None,
    });
    let told = told.await;
    let Kind::IdentificationFailed(failed) = &told.kind else {
        panic!("{told:?}");
    };
    assert_eq!(
        (told.conversation, failed.cause),
        (id, FailureCause::Elsewhere)
    );
    // Carried to the stranger afterwards, it is burnt.
    let refused = stranger.prove(prove(&result)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongResult);
    for of in [id, own] {
        let head = relay.app.store.head(of).await.unwrap().unwrap();
        assert_eq!(head.identity, None);
    }
    let database = relay.app.config.database.clone();
    let database = rusqlite::Connection::open(database).unwrap();
    let kept: u64 = database
        .query_row("select count(*) from identity", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 0, "who it was is erased");
}

#[tokio::test]
async fn a_command_of_an_ended_session_that_is_on_its_way_comes_too_late() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut stranger = relay.visitor(SERVICE).await;
    let sent = leave(Some("Hei"));
    let id = stranger.try_leave(sent.clone()).await.unwrap().conversation;
    agent.claim(id).await.unwrap();
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.redeem(&sent.code).await.unwrap();
    let request = agent.does(&asks(id, "Katson asiaasi")).await.seq;
    // Both sessions hold the conversation; the store is asked, whatever a connection believes.
    let hash = |secret: &str| relay.app.keyring.hash("session", secret);
    let head = relay.app.store.head(id).await.unwrap().unwrap();
    let append = |session, number: u8| {
        let command = juttu_relay::command::rate::Rate {
            client_key: ClientKey(format!("{number:022}")),
            helped: juttu_shared::wire::v1::event::Helped::Yes,
        };
        let mut append = juttu_relay::command::Command::to(command, head.id, 0);
        append.session = Some(session);
        relay.app.store.append(append)
    };
    // What is refused of a session that holds it is what was asked for.
    let before = append(hash(&stranger.secret.0), 1).await;
    assert_eq!(before.unwrap_err().refusal(), Refusal::WrongState);
    visitor.identifies(&relay, Some(request), AINO).await;
    let after = append(hash(&stranger.secret.0), 2).await;
    assert_eq!(after.unwrap_err().refusal(), Refusal::NoConversation);
    let own = append(hash(&visitor.secret.0), 3).await;
    assert_eq!(own.unwrap_err().refusal(), Refusal::WrongState);
}
