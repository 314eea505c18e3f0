//! The relay is started again in the middle of it all.

use juttu_shared::id::ServiceId;
use juttu_shared::limits::{AGENT_GONE_MS, INACTIVITY_MS, INACTIVITY_WARNING_MS, VISITOR_AWAY_MS};
use juttu_shared::rules::state::State;

use super::verbs::{MINUTE, SECOND, head, pass_with, queue};
use crate::harness::{OTHER_SERVICE, Relay, SERVICE, Visitor, transfer};

/// Comes back to a relay that was started again.
async fn back(relay: &Relay, before: &Visitor) -> Visitor {
    relay.visitor_again(before).await
}

#[tokio::test]
async fn nobody_is_lost_and_every_clock_begins_anew() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut talker = relay.visitor(SERVICE).await;
    let talk = talker.open("Hei").await.conversation;
    maria.claim(talk).await.unwrap();
    let mut waiter = relay.visitor(SERVICE).await;
    let wait = waiter.open("Hei").await.conversation;
    let mut sleeper = relay.visitor(SERVICE).await;
    let sleep = sleeper.open("Hei").await.conversation;
    let mut writer = relay.visitor(SERVICE).await;
    let request = writer.leave(Some("Hei")).await.conversation;
    drop(sleeper);
    let there = VISITOR_AWAY_MS - SECOND;
    pass_with(
        &relay,
        there,
        &mut [&mut talker, &mut waiter],
        &mut [&mut maria],
    )
    .await;

    let relay = relay.restart().await;
    let mut waiter = back(&relay, &waiter).await;
    let queue_of = async |id| queue(&relay, head(&relay, id).await.as_ref());
    assert_eq!(queue_of(wait).await.unwrap().place, 1);
    assert_eq!(queue_of(sleep).await.unwrap().place, 2);
    assert_eq!(queue_of(request).await, None);
    // What had run out but for a second has its whole time again.
    pass_with(&relay, AGENT_GONE_MS - SECOND, &mut [&mut waiter], &mut []).await;
    assert_eq!(head(&relay, talk).await.state, State::Active);
    pass_with(&relay, SECOND, &mut [&mut waiter], &mut []).await;
    assert_eq!(head(&relay, talk).await.state, State::Waiting);
    assert_eq!(queue_of(talk).await.unwrap().place, 1);
    assert_eq!(head(&relay, sleep).await.state, State::Waiting);
    let rest = VISITOR_AWAY_MS - AGENT_GONE_MS;
    pass_with(&relay, rest, &mut [&mut waiter], &mut []).await;
    assert_eq!(head(&relay, sleep).await.state, State::Left);
    assert_eq!(head(&relay, wait).await.state, State::Waiting);
    assert_eq!(head(&relay, request).await.state, State::Left);
}

#[tokio::test]
async fn silence_begins_anew_and_only_where_the_agent_spoke_last() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut first = relay.visitor(SERVICE).await;
    let answered = first.open("Hei").await.conversation;
    let mut second = relay.visitor(SERVICE).await;
    let asking = second.open("Hei").await.conversation;
    for id in [answered, asking] {
        maria.claim(id).await.unwrap();
    }
    maria.post(answered, "Hei, kerro lisää.").await;
    let there = INACTIVITY_MS - INACTIVITY_WARNING_MS - SECOND;
    pass_with(
        &relay,
        there,
        &mut [&mut first, &mut second],
        &mut [&mut maria],
    )
    .await;

    let relay = relay.restart().await;
    let (mut first, mut second) = (back(&relay, &first).await, back(&relay, &second).await);
    let mut maria = relay.agent("Maria").await;
    pass_with(
        &relay,
        there,
        &mut [&mut first, &mut second],
        &mut [&mut maria],
    )
    .await;
    assert_eq!(relay.app.hub.ends_at_ms(answered), None);
    pass_with(
        &relay,
        SECOND,
        &mut [&mut first, &mut second],
        &mut [&mut maria],
    )
    .await;
    assert!(relay.app.hub.ends_at_ms(answered).is_some());
    assert_eq!(
        relay.app.hub.ends_at_ms(asking),
        None,
        "waits for an answer"
    );
}

#[tokio::test]
async fn the_rough_wait_knows_the_claims_before_it() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    for _ in 0..5 {
        let mut visitor = relay.visitor(SERVICE).await;
        let id = visitor.open("Hei").await.conversation;
        pass_with(&relay, 150 * SECOND, &mut [&mut visitor], &mut [&mut maria]).await;
        assert_eq!(head(&relay, id).await.state, State::Waiting);
        maria.claim(id).await.unwrap();
    }
    let service = juttu_shared::id::ServiceId(SERVICE.to_owned());
    assert_eq!(relay.app.hub.queue_view(&service).wait_min, Some(3));
    let relay = relay.restart().await;
    let view = relay.app.hub.queue_view(&service);
    assert_eq!((view.waiting, view.wait_min), (0, Some(3)));
}

#[tokio::test]
async fn the_rough_wait_is_of_those_who_waited_like_others_also_after_a_restart() {
    let relay = Relay::start().await;
    let mut sari = relay.agent("Sari").await;
    let mut visitors = Vec::new();
    for handed in [true, false] {
        let mut visitor = relay.visitor(OTHER_SERVICE).await;
        let id = visitor.open("Hei").await.conversation;
        pass_with(&relay, MINUTE, &mut [&mut visitor], &mut [&mut sari]).await;
        sari.claim(id).await.unwrap();
        if handed {
            relay.clock().advance_ms(SECOND);
            sari.does(&transfer(id, SERVICE, None)).await;
            sari.claim(id).await.unwrap();
        }
        visitors.push(visitor);
    }
    let waits = async |service: &str| {
        let service = ServiceId(service.to_owned());
        relay.app.store.waits(service, 0).await.unwrap()
    };
    assert_eq!(waits(SERVICE).await, [0; 0], "it was handed there");
    assert_eq!(waits(OTHER_SERVICE).await, [MINUTE]);
}
