//! Changed hours hold at once, for everybody who asks.

use juttu_relay::timekeeper;
use juttu_shared::limits::CLOSING_GRACE_MS;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::ServerMessage;
use juttu_shared::wire::v1::event::{Kind, LeftCause};
use juttu_shared::wire::v1::public::Availability;

use super::{anna, announcement, date, edit, exception, state, words};
use crate::harness::{NOW_MS, Relay, SERVICE, leave, new_key};
use crate::lifecycle::verbs::{head, pass_with, told};

const MINUTE_MS: i64 = 60_000;
const SECOND_MS: i64 = 1_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// Today and tomorrow, as an exception writes them.
const TODAY: &str = "2027-01-07";
const TOMORROW: &str = "2027-01-08";

#[tokio::test]
async fn a_service_that_closes_tomorrow_says_so_within_a_minute() {
    let relay = Relay::start().await;
    let anna = anna(&relay).await;
    let before = state(&relay, "fi").await;
    assert_eq!(before.changes_at_ms, Some(NOW_MS + 150 * MINUTE_MS));
    edit(&relay, &anna, |plan| {
        plan.exceptions = vec![exception(TOMORROW, &[])];
        plan.announcements = vec![announcement(
            TODAY,
            words("Huomenna kiinni", "Stängt i morgon", "Closed tomorrow"),
        )];
    })
    .await;
    // What anybody may have cached is over in five seconds; a launcher asks again within 45.
    let answer = relay
        .get("/api/v1/services/perhekeskus?lang=sv")
        .send()
        .await;
    assert_eq!(answer.header("cache-control"), "public, max-age=5");
    let now = state(&relay, "sv").await;
    assert_eq!(now.guide.announcements, ["Stängt i morgon"]);
    let friday = &now.guide.week[4];
    assert_eq!(
        (friday.is_open, friday.reason.as_deref()),
        (false, Some("Utbildning"))
    );
    assert!(now.plain.contains("Utbildning"));
    // Today it is open as it was.
    assert_ne!(now.availability, Availability::Closed);
    assert_eq!(now.changes_at_ms, before.changes_at_ms);
    // Tomorrow at ten, when it would have been open: it opens on Monday.
    relay.clock().advance_ms(21 * HOUR_MS + 30 * MINUTE_MS);
    let tomorrow = state(&relay, "fi").await;
    assert_eq!(tomorrow.availability, Availability::Closed);
    assert_eq!(tomorrow.status, "Avautuu ma klo 9");
    let mut visitor = relay.visitor(SERVICE).await;
    assert_eq!(
        visitor.try_open(new_key(), "Hei").await.unwrap_err().code,
        Refusal::Closed
    );
    // A promise counts the days that are open now: Monday is the first, Tuesday the second.
    let left = visitor.try_leave(leave(Some("Soittakaa"))).await.unwrap();
    let head = head(&relay, left.conversation).await;
    assert_eq!(
        head.answer_by_ms,
        Some(NOW_MS + 5 * 24 * HOUR_MS + 150 * MINUTE_MS)
    );
}

#[tokio::test]
async fn those_who_wait_when_it_is_closed_at_once_have_the_grace() {
    let relay = Relay::start().await;
    let anna = anna(&relay).await;
    let mut maria = relay.agent("Maria").await;
    let mut first = relay.visitor(SERVICE).await;
    let one = first.open("Hei").await.conversation;
    let mut second = relay.visitor(SERVICE).await;
    let two = second.open("Hei").await.conversation;
    edit(&relay, &anna, |plan| {
        plan.exceptions = vec![exception(TODAY, &["9:00-11:00"])];
    })
    .await;
    // Nobody need wait for the clock's next second to be told.
    let ends_ms = NOW_MS + CLOSING_GRACE_MS;
    let queue = told(&relay, &mut second, |queue| queue.until_ms.is_some()).await;
    assert_eq!(queue.until_ms, Some(ends_ms));
    assert_eq!(state(&relay, "fi").await.availability, Availability::Closed);
    let mut third = relay.visitor(SERVICE).await;
    assert_eq!(
        third.try_open(new_key(), "Hei").await.unwrap_err().code,
        Refusal::Closed
    );
    let almost_ms = ends_ms - SECOND_MS - relay.clock().now_ms();
    pass_with(
        &relay,
        almost_ms,
        &mut [&mut first, &mut second],
        &mut [&mut maria],
    )
    .await;
    maria.claim(one).await.unwrap();
    pass_with(&relay, SECOND_MS, &mut [&mut second], &mut [&mut maria]).await;
    assert_eq!(head(&relay, one).await.state, State::Active);
    assert_eq!(head(&relay, two).await.state, State::Left);
    let left = second.until(|kind| matches!(kind, Kind::Left(_))).await;
    let Kind::Left(left) = left.kind else {
        panic!("{left:?}");
    };
    assert_eq!(left.cause, LeftCause::ClosingTime);
    // On Friday and on Monday it is open as usual.
    assert_eq!(left.answer_by.unwrap().date, date("2027-01-11"));
}

#[tokio::test]
async fn whoever_opens_it_again_keeps_those_who_wait() {
    let relay = Relay::start().await;
    let anna = anna(&relay).await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    edit(&relay, &anna, |plan| {
        plan.exceptions = vec![exception(TODAY, &[])]
    })
    .await;
    told(&relay, &mut visitor, |queue| queue.until_ms.is_some()).await;
    pass_with(&relay, 10 * MINUTE_MS, &mut [&mut visitor], &mut []).await;
    edit(&relay, &anna, |plan| plan.exceptions.clear()).await;
    told(&relay, &mut visitor, |queue| queue.until_ms.is_none()).await;
    pass_with(&relay, 30 * MINUTE_MS, &mut [&mut visitor], &mut []).await;
    assert_eq!(head(&relay, id).await.state, State::Waiting);
}

#[tokio::test]
async fn every_desk_of_the_service_is_told_at_once() {
    let relay = Relay::start().await;
    let anna = anna(&relay).await;
    let mut maria = relay.agent("Maria").await;
    timekeeper::run_once(&relay.app).await;
    edit(&relay, &anna, |plan| {
        plan.exceptions = vec![exception(TODAY, &[])]
    })
    .await;
    let closed = maria
        .until(|message| match message {
            ServerMessage::Presence(told) => {
                (told.service.0 == SERVICE && !told.is_open).then_some(told)
            }
            _ => None,
        })
        .await;
    assert_eq!(closed.changes.unwrap().to_string(), "2027-01-08T09:00");
}
