//! Forgetting who it was when the resident is not there: the new code would reach nobody.

use juttu_shared::id::ConversationId;
use juttu_shared::limits::AWAY_SHOWN_MS;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{Act, ClientMessage as Says};
use juttu_shared::wire::v1::event::Kind;
use juttu_shared::wire::v1::visitor::ServerMessage;

use super::actors::{AINO, asked, asks};
use crate::harness::{EVENING_MS, Relay, SERVICE, Setup, leave, new_code, new_key};
use crate::lifecycle::verbs::{SECOND, away, goes, head, pass, pass_with};

fn forget(conversation: ConversationId) -> Says {
    Says::ForgetIdentity(Act {
        conversation,
        client_key: new_key(),
    })
}

#[tokio::test]
async fn who_is_not_there_is_not_forgotten_and_still_comes_back() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    visitor.identifies(&relay, Some(request), AINO).await;
    goes(&relay, visitor).await;
    let refused = agent.command(&forget(id)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::ResidentAway);
    assert!(head(&relay, id).await.identity.is_some());
    // What is said meanwhile is read by identifying again.
    agent.post(id, "Vastaus").await;
    let mut later = relay.visitor(SERVICE).await;
    later.identifies(&relay, None, AINO).await;
    let snapshot = later.reopen(id).await.unwrap();
    let is_read = snapshot
        .events
        .iter()
        .any(|event| matches!(&event.kind, Kind::Posted(posted) if posted.text == "Vastaus"));
    assert!(is_read);
    // Now that they are there it can be done, and the code reaches them.
    agent.does(&forget(id)).await;
    later
        .until(|kind| matches!(kind, Kind::IdentityForgotten(_)))
        .await;
    later.keep(&new_code()).await.unwrap();
    // Nobody is identified any more, wherever the resident is.
    goes(&relay, later).await;
    let refused = agent.command(&forget(id)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoIdentity);
}

#[tokio::test]
async fn a_request_that_is_answered_tells_whether_its_resident_is_there() {
    let setup = Setup {
        now_ms: EVENING_MS,
        ..Setup::with(&[])
    };
    let relay = Relay::start_with(setup).await;
    let mut visitor = relay.visitor(SERVICE).await;
    let sent = leave(Some("Hei"));
    let id = visitor.try_leave(sent.clone()).await.unwrap().conversation;
    let mut agent = relay.agent("Maria").await;
    let gone = goes(&relay, visitor).await;
    pass(&relay, AWAY_SHOWN_MS).await;
    assert!(!relay.app.hub.is_away(id), "nobody waits for them");
    agent.claim(id).await.unwrap();
    agent.does(&asks(id, "Katson asiaasi")).await;
    pass(&relay, SECOND).await;
    assert_eq!(away(&mut agent).await, (id, true));
    let mut visitor = gone.comes_back(&relay).await;
    assert_eq!(away(&mut agent).await, (id, false));
    let request = visitor.events.iter().rev().find_map(|event| {
        let is_it = matches!(event.kind, Kind::IdentificationRequested(_));
        is_it.then_some(event.seq)
    });
    visitor.identifies(&relay, request, AINO).await;
    agent.does(&forget(id)).await;
}

#[tokio::test]
async fn who_polls_is_there_between_two_polls() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    visitor.identifies(&relay, Some(request), AINO).await;
    let bearer = format!("Bearer {}", visitor.secret.0);
    goes(&relay, visitor).await;
    let poll = async || -> Vec<ServerMessage> {
        let path = format!("/api/v1/poll?service={SERVICE}&after=1");
        let ask = relay.get(&path).header("authorization", &bearer);
        ask.send().await.json()
    };
    assert!(!poll().await.is_empty());
    let until_ms = AWAY_SHOWN_MS - SECOND;
    pass_with(&relay, until_ms, &mut [], &mut [&mut agent]).await;
    assert!(!relay.app.hub.is_connected(id) && relay.app.hub.is_here(id));
    pass_with(&relay, SECOND, &mut [], &mut [&mut agent]).await;
    let refused = agent.command(&forget(id)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::ResidentAway, "polls no longer");
    assert!(!poll().await.is_empty());
    agent.does(&forget(id)).await;
    let told = poll().await;
    let heard = told.iter().any(|message| {
        matches!(message, ServerMessage::Event(event)
            if matches!(event.kind, Kind::IdentityForgotten(_)))
    });
    assert!(heard, "{told:?}");
}
