//! Who is known again, and who is told so: by that one comes back, and by no code.

use juttu_shared::wire::v1::event::Kind;
use juttu_shared::wire::v1::public::ServiceState;

use super::actors::{AINO, NOBODY_S, VEIKKO, asked, asks, identify, prove, through};
use crate::harness::{EVENING_MS, OTHER_SERVICE, Relay, SERVICE, Setup, leave};

async fn in_the_evening() -> Relay {
    let setup = Setup {
        now_ms: EVENING_MS,
        ..Setup::with(&[])
    };
    Relay::start_with(setup).await
}

/// The whole of what was lost before: a request left with a code, somebody asked to identify, the tab
/// closed before the answer.
#[tokio::test]
async fn one_who_was_asked_and_closed_the_tab_reads_the_answer_by_identifying() {
    let relay = in_the_evening().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let sent = leave(Some("Hei"));
    let id = visitor.try_leave(sent.clone()).await.unwrap().conversation;
    drop(visitor);
    let mut agent = relay.agent("Maria").await;
    agent.claim(id).await.unwrap();
    let request = agent.does(&asks(id, "Katson asiaasi")).await.seq;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.redeem(&sent.code).await.unwrap();
    let (_, proved) = visitor.identifies(&relay, Some(request), AINO).await;
    assert!(proved.known_again, "and is told so");
    let again = relay.visitor_again(&visitor).await;
    let snapshot = again.welcome.conversation.clone().unwrap();
    assert!(snapshot.known_again && !snapshot.has_code);
    drop((visitor, again));
    agent.post(id, "Vastaus").await;

    let shown = relay.get(&format!("/api/v1/services/{SERVICE}"));
    let shown = shown.send().await.json::<ServiceState>();
    let ways = shown.identification.unwrap();
    assert!(!ways.at_start, "nobody begins with it here");
    assert!(ways.providers.iter().all(|way| way.knows_again));

    let mut later = relay.visitor(SERVICE).await;
    assert!(later.redeem(&sent.code).await.is_err(), "the code is dead");
    let (_, proved) = later.identifies(&relay, None, AINO).await;
    assert!(proved.known_again);
    assert_eq!(proved.conversations[0].conversation, id);
    let snapshot = later.reopen(id).await.unwrap();
    assert!(snapshot.known_again);
    let is_read = snapshot
        .events
        .iter()
        .any(|event| matches!(&event.kind, Kind::Posted(posted) if posted.text == "Vastaus"));
    assert!(is_read);
}

#[tokio::test]
async fn one_of_whom_nothing_is_known_is_told_so() {
    let relay = Relay::start().await;
    let (mut visitor, _, id, request) = asked(&relay).await;
    let (_, proved) = visitor.identifies(&relay, Some(request), NOBODY_S).await;
    assert!(!proved.known_again);
    let again = relay.visitor_again(&visitor).await;
    assert!(!again.welcome.conversation.unwrap().known_again);
    // Nor before there is a conversation, where nothing is found either.
    let mut later = relay.visitor(SERVICE).await;
    let (_, proved) = later.identifies(&relay, None, NOBODY_S).await;
    assert!(!proved.known_again && proved.conversations.is_empty());
    assert!(later.reopen(id).await.is_err());
}

#[tokio::test]
async fn one_who_brings_it_along_is_told_with_the_conversation() {
    let relay = in_the_evening().await;
    for (who, is_known) in [(AINO, true), (NOBODY_S, false)] {
        let mut visitor = relay.visitor(OTHER_SERVICE).await;
        let (_, proved) = visitor.identifies(&relay, None, who).await;
        assert_eq!(proved.known_again, is_known);
        visitor.leave(Some("Hei")).await;
        let again = relay.visitor_again(&visitor).await;
        let snapshot = again.welcome.conversation.unwrap();
        assert_eq!((snapshot.known_again, snapshot.has_code), (is_known, false));
    }
}

/// Whoever identifies second does not come back to what the first is identified in, nor hears of what
/// else the first has, also when the answer was lost and is asked for again.
#[tokio::test]
async fn another_person_in_the_same_conversation_hears_nothing_of_the_first() {
    let relay = in_the_evening().await;
    let mut first = relay.visitor(OTHER_SERVICE).await;
    first.identifies(&relay, None, AINO).await;
    first.leave(Some("Hei")).await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    let (_, proved) = visitor.identifies(&relay, None, AINO).await;
    assert_eq!(proved.conversations.len(), 1);
    visitor.leave(Some("Hei taas")).await;
    let ticket = visitor.ticket(identify(&relay, None)).await.unwrap();
    let proof = prove(&through(&relay, &ticket, VEIKKO).await);
    for _ in 0..2 {
        let (_, proved) = visitor.prove(proof.clone()).await.unwrap();
        assert!(proved.conversations.is_empty(), "{proved:?}");
        assert!(!proved.known_again);
    }
    // The first does, once more or not.
    let ticket = visitor.ticket(identify(&relay, None)).await.unwrap();
    let proof = prove(&through(&relay, &ticket, AINO).await);
    for _ in 0..2 {
        let (_, proved) = visitor.prove(proof.clone()).await.unwrap();
        assert_eq!(proved.conversations.len(), 1);
        assert!(proved.known_again);
    }
}
