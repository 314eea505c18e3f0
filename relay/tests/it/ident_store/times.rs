//! Time that passes while somebody is at their bank.

use juttu_relay::timekeeper;
use juttu_shared::limits::{IDENTIFICATION_MS, INACTIVITY_MS, RESULT_MS, VISITOR_AWAY_MS};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{FailureCause, Kind};

use super::actors::{AINO, asked, begin, fails, identify, prove, through};
use crate::harness::{OTHER_SERVICE, Relay, soon};
use crate::lifecycle::verbs::{MINUTE, SECOND, goes, head, pass_with};

#[tokio::test]
async fn nobody_is_closed_for_silence_while_at_their_bank() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    agent.post(id, "Odotan").await;
    let ms = INACTIVITY_MS - MINUTE;
    pass_with(&relay, ms, &mut [&mut visitor], &mut [&mut agent]).await;
    assert!(relay.app.hub.ends_at_ms(id).is_some(), "the end is near");
    let ticket = visitor
        .ticket(identify(&relay, Some(request)))
        .await
        .unwrap();
    begin(&relay, &ticket).await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None, "and is called off");
    let gone = goes(&relay, visitor).await;
    // The page is gone all that time.
    let ms = IDENTIFICATION_MS - SECOND;
    pass_with(&relay, ms, &mut [], &mut [&mut agent]).await;
    assert_eq!(relay.app.hub.ends_at_ms(id), None);
    // A relay that starts anew in the middle of it knows too.
    drop(agent);
    let relay = relay.restart().await;
    let mut agent = relay.agent("Maria").await;
    assert_eq!(head(&relay, id).await.state, State::Active);
    let visitor = gone.comes_back(&relay).await;
    // Not for ever: then it is as in any other silence, and with its warning.
    pass_with(&relay, 2 * SECOND, &mut [], &mut [&mut agent]).await;
    let failed = visitor_failed(&relay, id).await;
    assert_eq!(failed, [FailureCause::Elsewhere]);
    drop(visitor);
    let ms = INACTIVITY_MS + MINUTE;
    pass_with(&relay, ms, &mut [], &mut [&mut agent]).await;
    assert_eq!(head(&relay, id).await.state, State::Closed);
}

async fn visitor_failed(relay: &Relay, id: juttu_shared::id::ConversationId) -> Vec<FailureCause> {
    let events = relay.app.store.events(id, 0).await.unwrap().into_iter();
    let failed = events.filter_map(|event| match event.kind {
        Kind::IdentificationFailed(failed) => Some(failed.cause),
        _ => None,
    });
    failed.collect()
}

#[tokio::test]
async fn the_pause_ends_with_the_attempt() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    agent.post(id, "Odotan").await;
    let ticket = visitor
        .ticket(identify(&relay, Some(request)))
        .await
        .unwrap();
    fails(&relay, &ticket, FailureCause::Cancelled).await;
    visitor
        .until(|kind| matches!(kind, Kind::IdentificationFailed(_)))
        .await;
    let ms = INACTIVITY_MS - MINUTE;
    pass_with(&relay, ms, &mut [&mut visitor], &mut [&mut agent]).await;
    assert!(relay.app.hub.ends_at_ms(id).is_some(), "it runs again");
}

#[tokio::test]
async fn nobody_loses_their_place_in_the_queue_while_at_their_bank() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    let ticket = visitor.ticket(identify(&relay, None)).await.unwrap();
    let attempted = begin(&relay, &ticket).await;
    goes(&relay, visitor).await;
    let ms = VISITOR_AWAY_MS + MINUTE;
    pass_with(&relay, ms, &mut [], &mut [&mut agent]).await;
    assert_eq!(head(&relay, id).await.state, State::Waiting);
    relay.app.hub.identified(id, attempted.id);
    // The browser is on its way back to the page: whoever was long at their bank is not gone for it.
    pass_with(&relay, MINUTE, &mut [], &mut [&mut agent]).await;
    assert_eq!(head(&relay, id).await.state, State::Waiting);
    pass_with(&relay, VISITOR_AWAY_MS, &mut [], &mut [&mut agent]).await;
    assert_eq!(head(&relay, id).await.state, State::Left);
}

#[tokio::test]
async fn a_result_that_comes_too_late_is_erased_and_both_are_told() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    let ticket = visitor
        .ticket(identify(&relay, Some(request)))
        .await
        .unwrap();
    let result = through(&relay, &ticket, AINO).await;
    // Nobody is silent for so long that they are taken for gone.
    relay.clock().advance_ms(RESULT_MS - MINUTE);
    visitor.ping().await;
    agent.ping().await;
    relay.clock().advance_ms(MINUTE);
    let refused = visitor.prove(prove(&result)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongResult);
    // By the relay's own chore, which nobody has to call.
    let kept = || {
        let database = rusqlite::Connection::open(&relay.app.config.database).unwrap();
        let count = "select count(*) from identity";
        database
            .query_row(count, [], |row| row.get::<_, u64>(0))
            .unwrap()
    };
    relay.clock().advance_ms(10 * SECOND);
    soon("it to be erased", async {
        while kept() > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let told = agent.until(|told| match told {
        juttu_shared::wire::v1::agent::ServerMessage::Event(event) => Some(event.kind),
        _ => None,
    });
    let Kind::IdentificationFailed(failed) = told.await else {
        panic!("not told");
    };
    assert_eq!(
        (failed.cause, failed.request),
        (FailureCause::Elsewhere, Some(request))
    );
    timekeeper::run_once(&relay.app).await;
    assert_eq!(visitor_failed(&relay, id).await.len(), 1, "told once");
    visitor.identifies(&relay, Some(request), AINO).await;
}
