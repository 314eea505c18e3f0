//! What is called off after the relay looked, and before the store's turn came.

use futures_util::FutureExt as _;
use juttu_relay::timekeeper;
use juttu_shared::limits::{INACTIVITY_MS, INACTIVITY_WARNING_MS, VISITOR_AWAY_MS};
use juttu_shared::rules::state::State;

use super::verbs::{SECOND, goes, head, pass, pass_with};
use crate::harness::{Locked, Relay, SERVICE, soon};

#[tokio::test]
async fn a_resident_who_said_stay_while_the_store_was_busy_is_not_cut_off() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    agent.claim(id).await.unwrap();
    agent.post(id, "Hei, kerro lisää.").await;
    let both = (&mut [&mut visitor], &mut [&mut agent]);
    let until_warning_ms = INACTIVITY_MS - INACTIVITY_WARNING_MS;
    pass_with(&relay, until_warning_ms, both.0, both.1).await;
    pass_with(&relay, INACTIVITY_WARNING_MS - SECOND, both.0, both.1).await;
    assert!(relay.app.hub.ends_at_ms(id).is_some(), "warned");

    let locked = Locked::database_of(&relay);
    relay.clock().advance_ms(SECOND);
    let mut closing = std::pin::pin!(timekeeper::run_once(&relay.app));
    assert!(
        closing.as_mut().now_or_never().is_none(),
        "on its way to the store"
    );
    visitor.socket.say_text("{\"stay\":{}}").await;
    visitor.ping().await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None, "told that it goes on");
    drop(locked);
    soon("the timekeeper", closing).await;
    assert_eq!(head(&relay, id).await.state, State::Active);
}

#[tokio::test]
async fn a_resident_who_came_back_while_the_store_was_busy_keeps_the_place() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    let gone = goes(&relay, visitor).await;
    pass(&relay, VISITOR_AWAY_MS - SECOND).await;

    let locked = Locked::database_of(&relay);
    relay.clock().advance_ms(SECOND);
    let mut leaving = std::pin::pin!(timekeeper::run_once(&relay.app));
    assert!(
        leaving.as_mut().now_or_never().is_none(),
        "on its way to the store"
    );
    let back = gone.comes_back(&relay).await;
    let snapshot = back.welcome.conversation.as_ref().unwrap();
    assert_eq!(snapshot.queue.as_ref().unwrap().place, 1);
    drop(locked);
    soon("the timekeeper", leaving).await;
    assert_eq!(head(&relay, id).await.state, State::Waiting);
}
