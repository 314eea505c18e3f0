//! Closing time with people waiting.

use juttu_shared::limits::{AGENT_GONE_MS, CLOSING_GRACE_MS};
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Kind, LeftCause};

use super::verbs::{MINUTE, SECOND, head, pass, pass_with, queue, told, vanishes};
use crate::harness::{NOW_MS, Relay, SERVICE, Setup};

/// Three o'clock, when it closes.
const CLOSES_MS: i64 = NOW_MS + 150 * MINUTE;

/// A relay, so long before closing time.
async fn before_closing(ms: i64, environment: &[(&'static str, &str)]) -> Relay {
    let setup = Setup {
        now_ms: CLOSES_MS - ms,
        ..Setup::with(environment)
    };
    Relay::start_with(setup).await
}

#[tokio::test]
async fn those_who_wait_may_be_claimed_in_the_grace_and_are_left_after_it() {
    let relay = before_closing(MINUTE, &[]).await;
    let mut maria = relay.agent("Maria").await;
    let mut first = relay.visitor(SERVICE).await;
    let one = first.open("Hei").await.conversation;
    let mut second = relay.visitor(SERVICE).await;
    let two = second.open("Hei").await.conversation;
    let until = |id| {
        let relay = &relay;
        async move {
            queue(relay, head(relay, id).await.as_ref())
                .unwrap()
                .until_ms
        }
    };
    pass_with(
        &relay,
        MINUTE - 1,
        &mut [&mut first, &mut second],
        &mut [&mut maria],
    )
    .await;
    assert_eq!(until(one).await, None);
    pass(&relay, 1).await;
    let ends_ms = CLOSES_MS + CLOSING_GRACE_MS;
    assert_eq!(until(one).await, Some(ends_ms));
    let said = told(&relay, &mut second, |queue| queue.until_ms.is_some()).await;
    assert_eq!(said.until_ms, Some(ends_ms));

    let almost_ms = ends_ms - SECOND - relay.clock().now_ms();
    pass_with(
        &relay,
        almost_ms,
        &mut [&mut first, &mut second],
        &mut [&mut maria],
    )
    .await;
    maria.claim(one).await.unwrap();
    assert_eq!(head(&relay, two).await.state, State::Waiting);
    pass(&relay, SECOND).await;
    assert_eq!(
        head(&relay, one).await.state,
        State::Active,
        "taken in time"
    );
    assert_eq!(head(&relay, two).await.state, State::Left);
    let left = second.until(|kind| matches!(kind, Kind::Left(_))).await;
    let Kind::Left(left) = left.kind else {
        panic!("{left:?}");
    };
    assert_eq!(left.cause, LeftCause::ClosingTime);
}

#[tokio::test]
async fn what_opens_again_within_the_grace_keeps_those_who_wait() {
    let hours = "[\"9:00-15:00\", \"15:10-16:00\"]";
    let key = "JUTTU__SERVICE__PERHEKESKUS__HOURS__THURSDAY";
    let relay = before_closing(SECOND, &[(key, hours)]).await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    pass(&relay, SECOND).await;
    told(&relay, &mut visitor, |queue| queue.until_ms.is_some()).await;
    pass_with(&relay, 9 * MINUTE, &mut [&mut visitor], &mut []).await;
    pass(&relay, MINUTE).await;
    told(&relay, &mut visitor, |queue| queue.until_ms.is_none()).await;
    pass_with(&relay, 40 * MINUTE, &mut [&mut visitor], &mut []).await;
    assert_eq!(head(&relay, id).await.state, State::Waiting);
}

#[tokio::test]
async fn whose_agent_vanishes_after_closing_time_has_the_whole_grace() {
    let relay = before_closing(SECOND, &[]).await;
    let mut maria = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    maria.claim(id).await.unwrap();
    pass_with(&relay, 30 * MINUTE, &mut [&mut visitor], &mut [&mut maria]).await;
    vanishes(&relay, maria).await;
    pass_with(&relay, AGENT_GONE_MS, &mut [&mut visitor], &mut []).await;
    let back = head(&relay, id).await;
    assert_eq!(back.state, State::Waiting);
    let until_ms = relay.clock().now_ms() + CLOSING_GRACE_MS;
    assert_eq!(queue(&relay, &back).unwrap().until_ms, Some(until_ms));
    pass_with(
        &relay,
        CLOSING_GRACE_MS - SECOND,
        &mut [&mut visitor],
        &mut [],
    )
    .await;
    assert_eq!(head(&relay, id).await.state, State::Waiting);
    pass_with(&relay, SECOND, &mut [&mut visitor], &mut []).await;
    assert_eq!(head(&relay, id).await.state, State::Left);
}

#[tokio::test]
async fn a_jump_past_the_grace_tells_before_it_leaves_anybody() {
    let relay = before_closing(SECOND, &[]).await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    visitor.socket.say_text("{\"ping\":{}}").await;
    pass(&relay, 60 * MINUTE).await;
    let waits = head(&relay, id).await;
    assert_eq!(waits.state, State::Waiting);
    let until_ms = queue(&relay, &waits).unwrap().until_ms.unwrap();
    assert_eq!(until_ms, relay.clock().now_ms() + CLOSING_GRACE_MS);
}
