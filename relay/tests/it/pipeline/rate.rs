//! Whether it helped: said after the end, as often as one likes.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{Event, Helped, Kind, Outcome};
use juttu_shared::wire::v1::visitor::{ClientMessage, Rate, Refused};

use crate::harness::{Relay, SERVICE, Setup, Visitor, new_key};

async fn rate(visitor: &mut Visitor, key: ClientKey, helped: Helped) -> Result<Event, Refused> {
    let client_key = key.clone();
    let rate = ClientMessage::Rate(Rate { client_key, helped });
    visitor.socket.say(&rate).await;
    visitor.acknowledged(&key).await
}

/// A conversation that has ended, and its agent.
async fn ended(relay: &Relay) -> (Visitor, crate::harness::Agent) {
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    agent.claim(id).await.unwrap();
    let early = rate(&mut visitor, new_key(), Helped::Yes).await;
    assert_eq!(early.unwrap_err().code, Refusal::WrongState);
    agent.close(id, Outcome::Solved).await.unwrap();
    visitor.until(|kind| matches!(kind, Kind::Closed(_))).await;
    (visitor, agent)
}

#[tokio::test]
async fn it_is_said_after_the_end_and_may_be_said_anew() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent) = ended(&relay).await;
    let key = new_key();
    let first = rate(&mut visitor, key.clone(), Helped::No).await.unwrap();
    assert_eq!(first, rate(&mut visitor, key, Helped::No).await.unwrap());
    let second = rate(&mut visitor, new_key(), Helped::Partly).await.unwrap();
    assert_eq!(second.seq, first.seq + 1, "stored once each");
    for stored in [&first, &second] {
        assert_eq!(agent.event().await, *stored);
    }
    let again = relay.visitor_again(&visitor).await;
    assert!(
        again.welcome.conversation.is_some(),
        "the tab holds it still"
    );
    let notices = relay.app.store.due_notices(i64::MAX, 10).await.unwrap();
    assert!(notices.is_empty(), "nobody is told by a notice");
    let waiting = relay.agent("Maria").await.welcome.waiting;
    assert!(waiting.is_empty());
}

#[tokio::test]
async fn an_answer_that_nobody_could_count_is_refused() {
    let relay = Relay::start().await;
    let (mut visitor, _agent) = ended(&relay).await;
    let refused = rate(&mut visitor, new_key(), Helped::Other).await;
    assert_eq!(refused.unwrap_err().code, Refusal::Malformed);
    let key = new_key();
    let later = serde_json::json!({ "rate": { "client_key": key, "helped": "somewhat" } });
    visitor.socket.say(&later).await;
    let refused = visitor.acknowledged(&key).await.unwrap_err();
    assert_eq!(refused.code, Refusal::Malformed);
}

#[tokio::test]
async fn it_is_limited_as_messages_are() {
    let limits = [("JUTTU__LIMITS__MESSAGES_PER_CONVERSATION_AND_MINUTE", "3")];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let (mut visitor, _agent) = ended(&relay).await;
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(rate(&mut visitor, new_key(), Helped::Yes).await.err());
    }
    let last = codes.pop().unwrap().unwrap();
    assert_eq!(last.code, Refusal::TooManyMessages);
    assert!(last.retry_after_ms.is_some());
}
