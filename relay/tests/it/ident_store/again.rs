//! Identified contact requests: left without a code, and read again by identifying as the same person.

use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{Reach, ServerMessage as Told};
use juttu_shared::wire::v1::event::{Kind, LeftCause, Outcome};
use juttu_shared::wire::v1::visitor::{ClientMessage, ServerMessage};

use super::actors::{AINO, VEIKKO, asks, identify, prove, through};
use crate::harness::{EVENING_MS, OTHER_SERVICE, Relay, SERVICE, Setup, leave, new_key};

async fn in_the_evening() -> Relay {
    let setup = Setup {
        now_ms: EVENING_MS,
        ..Setup::with(&[])
    };
    Relay::start_with(setup).await
}

fn tags(events: &[juttu_shared::wire::v1::event::Event]) -> Vec<&'static str> {
    events.iter().map(|event| event.kind.tag()).collect()
}

#[tokio::test]
async fn an_identified_request_is_answered_and_read_after_identifying_again() {
    let relay = in_the_evening().await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    let (events, proved) = visitor.identifies(&relay, None, AINO).await;
    assert!(events.is_empty() && proved.conversations.is_empty());
    let sent = leave(Some("Hei, toimeentulotuesta"));
    let left = visitor.try_leave(sent.clone()).await.unwrap();
    let id = left.conversation;
    assert_eq!(
        tags(&visitor.events),
        ["opened", "identification_completed", "posted", "left"]
    );
    let mut agent = relay.agent("Maria").await;
    let waiting = agent.welcome.waiting.remove(0);
    assert!(waiting.identified);
    let reach = Reach {
        identification: true,
        ..Reach::default()
    };
    assert_eq!(waiting.request.unwrap().reach, reach);
    agent.claim(id).await.unwrap();
    agent.post(id, "Vastaus").await;
    agent.close(id, Outcome::Solved).await.unwrap();
    drop(visitor);

    // The code that the page had made opens nothing.
    let mut later = relay.visitor(OTHER_SERVICE).await;
    let refused = later.redeem(&sent.code).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongCode);
    // Another person sees nothing of it, nor takes hold of it.
    let mut other = relay.visitor(OTHER_SERVICE).await;
    let (_, proved) = other.identifies(&relay, None, VEIKKO).await;
    assert!(proved.conversations.is_empty());
    assert_eq!(
        other.reopen(id).await.unwrap_err().code,
        Refusal::NoConversation
    );
    let refused = later.reopen(id).await.unwrap_err();
    assert_eq!(
        refused.code,
        Refusal::NoConversation,
        "not before identifying"
    );

    let (_, proved) = later.identifies(&relay, None, AINO).await;
    let [kept] = &proved.conversations[..] else {
        panic!("{proved:?}");
    };
    assert_eq!((kept.conversation, kept.state), (id, State::Closed));
    assert!(kept.answered);
    assert_eq!(kept.opened, "to 7.1. klo 20.30");
    let snapshot = later.reopen(id).await.unwrap();
    assert!(!snapshot.has_code);
    let answer = snapshot
        .events
        .iter()
        .any(|event| matches!(&event.kind, Kind::Posted(posted) if posted.text == "Vastaus"));
    assert!(answer, "{:?}", snapshot.events);
    // And writes again after the end, since the next answer can be read in the same way.
    later.post("Vielä yksi asia").await;
    let left = later
        .events
        .iter()
        .rev()
        .find_map(|event| match &event.kind {
            Kind::Left(left) => Some(left.cause),
            _ => None,
        });
    assert_eq!(left, Some(LeftCause::WroteAgain));
    let again = agent.waiting().await;
    assert!(again.identified && again.request.unwrap().reach.identification);
    let again = relay.visitor_again(&later).await;
    assert_eq!(
        again.welcome.conversation.unwrap().id,
        id,
        "the session has it"
    );
}

#[tokio::test]
async fn one_who_has_it_still_proves_to_be_the_same_and_goes_on() {
    let relay = in_the_evening().await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    visitor.identifies(&relay, None, AINO).await;
    let id = visitor.leave(Some("Hei")).await.conversation;
    let first = relay.app.store.head(id).await.unwrap().unwrap().identity;
    let (events, proved) = visitor.identifies(&relay, None, AINO).await;
    assert_eq!(tags(&events), ["identification_completed"]);
    assert!(proved.conversations.is_empty(), "its own is not among them");
    let head = relay.app.store.head(id).await.unwrap().unwrap();
    assert_eq!(head.identity, first);
    visitor.post("Lisään vielä").await;
}

#[tokio::test]
async fn where_nobody_identifies_at_the_start_it_is_for_reading_alone() {
    let relay = in_the_evening().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let (_, proved) = visitor.identifies(&relay, None, AINO).await;
    assert!(proved.conversations.is_empty());
    let left = visitor.leave(Some("Hei")).await;
    assert_eq!(tags(&visitor.events), ["opened", "posted", "left"]);
    // A contact request may be identified by whoever has left it, and the agent may ask for it.
    let (events, _) = visitor.identifies(&relay, None, AINO).await;
    assert_eq!(tags(&events), ["identification_completed"]);
    let mut later = relay.visitor(SERVICE).await;
    let (_, proved) = later.identifies(&relay, None, AINO).await;
    assert_eq!(proved.conversations[0].conversation, left.conversation);
    later.reopen(left.conversation).await.unwrap();
}

#[tokio::test]
async fn an_agent_asks_in_a_contact_request_too() {
    let relay = in_the_evening().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let sent = leave(Some("Hei"));
    let id = visitor.try_leave(sent.clone()).await.unwrap().conversation;
    let mut agent = relay.agent("Maria").await;
    agent.claim(id).await.unwrap();
    let request = agent.does(&asks(id, "Katson asiaasi")).await.seq;
    drop(visitor);
    // The resident comes back with the code, and identifies: from then on without it.
    let mut later = relay.visitor(SERVICE).await;
    later.redeem(&sent.code).await.unwrap();
    later.identifies(&relay, Some(request), AINO).await;
    let completed = agent.until(|told| match told {
        Told::Event(event) => Some(event.kind.tag()),
        _ => None,
    });
    assert_eq!(completed.await, "identification_completed");
    let head = relay.app.store.head(id).await.unwrap().unwrap();
    assert!(!head.reach.code && head.reach.identification);
}

#[tokio::test]
async fn over_polls_it_is_the_same() {
    let relay = in_the_evening().await;
    let here = relay.visitor(OTHER_SERVICE).await;
    let say = async |message: &ClientMessage| -> Vec<ServerMessage> {
        let path = format!("/api/v1/commands?service={OTHER_SERVICE}");
        let bearer = format!("Bearer {}", here.secret.0);
        let ask = relay.post(&path).header("authorization", &bearer);
        ask.json(message).send().await.json()
    };
    let told = say(&ClientMessage::Identify(identify(&relay, None))).await;
    let [ServerMessage::Ticket(ticket)] = &told[..] else {
        panic!("{told:?}");
    };
    let proof = prove(&through(&relay, ticket, AINO).await);
    for _ in 0..2 {
        let told = say(&ClientMessage::Prove(proof.clone())).await;
        assert!(matches!(&told[..], [ServerMessage::Proved(_)]), "{told:?}");
    }
    let sent = leave(Some("Hei"));
    let told = say(&ClientMessage::Leave(sent)).await;
    let name = |message: &ServerMessage| match message {
        ServerMessage::Event(event) => event.kind.tag(),
        other => panic!("{other:?}"),
    };
    let opened: Vec<_> = told.iter().map(name).collect();
    assert_eq!(
        opened,
        ["opened", "identification_completed", "posted", "left"]
    );
    let told = say(&ClientMessage::Identify(identify(&relay, None))).await;
    let [ServerMessage::Ticket(ticket)] = &told[..] else {
        panic!("{told:?}");
    };
    let proof = prove(&through(&relay, ticket, AINO).await);
    let told = say(&ClientMessage::Prove(proof)).await;
    let both = matches!(
        &told[..],
        [ServerMessage::Event(_), ServerMessage::Proved(_)]
    );
    assert!(both, "{told:?}");
    // And live: what opened it comes whole.
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    visitor.identifies(&relay, None, AINO).await;
    visitor.try_open(new_key(), "Hei").await.unwrap();
    assert_eq!(
        tags(&visitor.events),
        ["opened", "identification_completed", "posted"]
    );
}
