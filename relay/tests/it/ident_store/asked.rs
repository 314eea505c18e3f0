//! Asked in the middle of a conversation.

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::ServerMessage as Told;
use juttu_shared::wire::v1::event::{Author, FailureCause, Kind, Level};
use juttu_shared::wire::v1::visitor::{ClientMessage, Decline};

use super::actors::{AINO, VEIKKO, asked, asks, fails, identify, prove, through};
use crate::harness::{Ask, Relay, SERVICE, Visitor, new_key};

#[tokio::test]
async fn one_who_is_asked_identifies_and_the_conversation_goes_on() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    let ticket = visitor
        .ticket(identify(&relay, Some(request)))
        .await
        .unwrap();
    let start = format!(
        "{}/ident/start?lang=fi&ticket=",
        relay.app.config.public_url
    );
    assert!(ticket.url.starts_with(&start), "{}", ticket.url);
    let result = through(&relay, &ticket, AINO).await;
    let before = relay.app.store.head(id).await.unwrap().unwrap();
    assert_eq!(before.identity, None, "pending is visible to no one");
    let proof = prove(&result);
    let (events, proved) = visitor.prove(proof.clone()).await.unwrap();
    assert!(proved.conversations.is_empty());
    let [completed] = &events[..] else {
        panic!("{events:?}");
    };
    assert_eq!(completed.client_key, Some(proof.client_key.clone()));
    assert_eq!(completed.from, Author::Visitor);
    let Kind::IdentificationCompleted(it) = &completed.kind else {
        panic!("{completed:?}");
    };
    assert_eq!((it.level, it.request), (Level::Test, Some(request)));
    assert_eq!(&agent.event().await, completed);
    // An answer that was lost is asked for again, and given whole.
    let again = visitor.prove(proof).await.unwrap();
    assert_eq!(again, (events.clone(), proved));
    // The socket on which it was proved goes on, without a gap.
    let said = visitor.post("Nyt tiedät").await;
    assert_eq!(said.seq, completed.seq + 1);
    let heard: Vec<_> = visitor.events.iter().map(|event| event.seq).collect();
    assert_eq!(heard, [1, 2, 3, 4, 5, 5, 6]);
    assert_eq!(agent.event().await, said);
    let asked_again = agent.command(&asks(id, "Vielä kerran")).await;
    assert_eq!(asked_again.unwrap_err().code, Refusal::AlreadyIdentified);
}

#[tokio::test]
async fn one_who_declines_goes_on_and_may_be_asked_again() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    let decline = |request| Decline {
        client_key: new_key(),
        request,
    };
    let first = decline(request);
    for wrong in [decline(request + 1), first.clone(), decline(request)] {
        let key = wrong.client_key.clone();
        visitor.socket.say(&ClientMessage::Decline(wrong)).await;
        match visitor.acknowledged(&key).await {
            Ok(declined) => {
                assert_eq!(key, first.client_key);
                assert_eq!(agent.event().await, declined);
            }
            Err(refused) => {
                assert_ne!(key, first.client_key);
                assert_eq!(refused.code, Refusal::WrongState);
            }
        }
    }
    visitor
        .socket
        .say(&ClientMessage::Decline(first.clone()))
        .await;
    let again = visitor.acknowledged(&first.client_key).await.unwrap();
    assert_eq!(again.kind.tag(), "identification_declined");
    let refused = visitor.ticket(identify(&relay, Some(request))).await;
    assert_eq!(refused.unwrap_err().code, Refusal::WrongState);
    let anew = agent.does(&asks(id, "Sittenkin")).await.seq;
    visitor.ticket(identify(&relay, Some(anew))).await.unwrap();
}

#[tokio::test]
async fn an_attempt_that_fails_is_told_to_both_and_may_be_tried_again() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, _, request) = asked(&relay).await;
    for (cause, code) in [
        (FailureCause::Cancelled, Refusal::IdentificationCancelled),
        (FailureCause::Unavailable, Refusal::IdentificationFailed),
        (FailureCause::Rejected, Refusal::IdentificationFailed),
    ] {
        let ticket = visitor
            .ticket(identify(&relay, Some(request)))
            .await
            .unwrap();
        let result = fails(&relay, &ticket, cause).await;
        let told = agent.event().await;
        let Kind::IdentificationFailed(failed) = &told.kind else {
            panic!("{told:?}");
        };
        assert_eq!((failed.cause, failed.request), (cause, Some(request)));
        assert_eq!(told.from, Author::Relay);
        let refused = visitor.prove(prove(&result)).await.unwrap_err();
        assert_eq!(refused.code, code);
    }
    let (events, _) = visitor.identifies(&relay, Some(request), AINO).await;
    assert_eq!(
        events.last().unwrap().kind.tag(),
        "identification_completed"
    );
    let figures = Ask::new(relay.internal, "GET", "/metrics").send().await;
    for line in [
        "juttu_identifications_total{step=\"requested\"} 1",
        "juttu_identifications_total{step=\"begun\"} 4",
        "juttu_identifications_total{step=\"cancelled\"} 1",
        "juttu_identifications_total{step=\"unavailable\"} 1",
        "juttu_identifications_total{step=\"rejected\"} 1",
        "juttu_identifications_total{step=\"completed\"} 1",
    ] {
        let text = figures.text();
        assert!(text.lines().any(|it| it == line), "{line}\n{text}");
    }
}

#[tokio::test]
async fn of_another_person_the_agent_is_warned() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    let mut results = Vec::new();
    for code in [AINO, VEIKKO] {
        let ticket = visitor
            .ticket(identify(&relay, Some(request)))
            .await
            .unwrap();
        results.push(through(&relay, &ticket, code).await);
    }
    let mut identities = Vec::new();
    for result in &results {
        let (events, _) = visitor.prove(prove(result)).await.unwrap();
        let Kind::IdentificationCompleted(it) = &events[0].kind else {
            panic!("{events:?}");
        };
        identities.push(it.identity);
    }
    let differs = agent.until(|told| match told {
        Told::StaffEvent(event) => Some(event.kind),
        _ => None,
    });
    let juttu_shared::wire::v1::event::StaffKind::IdentityDiffers(differs) = differs.await else {
        panic!("no warning");
    };
    assert_eq!([differs.first, differs.identity], identities[..]);
    let head = relay.app.store.head(id).await.unwrap().unwrap();
    assert_eq!(head.identity, Some(differs.first), "nothing is overwritten");
    // The resident has seen no more than that it was completed.
    let secret = visitor.secret.clone();
    let again = Visitor::come(&relay, SERVICE, secret, 0).await;
    let tags: Vec<_> = again.events.iter().map(|event| event.kind.tag()).collect();
    let twice = ["identification_completed"; 2];
    assert_eq!(tags[tags.len() - 2..], twice);
}

#[tokio::test]
async fn every_step_outlives_the_relay() {
    let relay = Relay::start().await;
    let (mut visitor, _, id, request) = asked(&relay).await;
    let ticket = visitor
        .ticket(identify(&relay, Some(request)))
        .await
        .unwrap();
    let secret = visitor.secret.clone();
    drop(visitor);
    let relay = relay.restart().await;
    let attempted = super::actors::begin(&relay, &ticket).await;
    let relay = relay.restart().await;
    let attempt = super::actors::back(&relay, &attempted).await;
    assert_eq!(attempt.conversation, Some(id));
    let relay = relay.restart().await;
    let result = juttu_shared::id::ResultCode(crate::harness::new_secret().0);
    let hash = relay
        .app
        .keyring
        .hash(juttu_relay::store::identities::RESULT, &result.0);
    let person = super::actors::person(&relay, AINO);
    let now_ms = relay.clock().now_ms();
    let pends = relay.app.store.pend(attempt.id, person, hash, now_ms);
    assert!(pends.await.unwrap());
    let relay = relay.restart().await;
    let mut visitor = Visitor::come(&relay, SERVICE, secret, 0).await;
    let (events, _) = visitor.prove(prove(&result)).await.unwrap();
    assert_eq!(events[0].conversation, id);
}
