//! Deliveries: each receiver by itself, tried again by the schedule, told once over restarts.

use std::sync::Arc;

use juttu_relay::notify;
use juttu_relay::notify::schedule::RETRY_AFTER_MS;
use juttu_relay::store::outbox::{NewNotice, NoticeKind};
use juttu_shared::id::ServiceId;

use super::office::{CHANNEL, HOUR_MS, MINUTE_MS, Office, TEAM, figure, later, told};
use super::smtp::Fault;
use crate::harness::{NOW_MS, Relay, SERVICE, soon};

async fn leave(relay: &Relay) {
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.leave(Some("Soittakaa minulle")).await;
}

fn tried(receiver: &str, way: &str, result: &str) -> String {
    format!("juttu_deliveries_total{{receiver=\"{receiver}\",way=\"{way}\",result=\"{result}\"}}")
}

#[tokio::test]
async fn the_loop_tells_by_itself_within_a_second() {
    let office = Office::new().await.team("request_left");
    let relay = office.relay().await;
    leave(&relay).await;
    relay.clock().advance_ms(1_000);
    office.smtp.has(1).await;
    soon("the figures", async {
        while figure(&relay, &tried(TEAM, "mail", "delivered")).await < 1.0 {}
    })
    .await;
}

#[tokio::test]
async fn a_receiver_that_says_nothing_delays_nobody() {
    let office = Office::new()
        .await
        .team("request_left")
        .channel("request_left", "standard");
    office.smtp.fails(Some(Fault::Hangs));
    let relay = office.relay().await;
    leave(&relay).await;
    relay.clock().advance_ms(1_000);
    office.smtp.was_called(1).await;
    office.hook.has(1).await;
    // Another thing, while the first attempt at the mail server still hangs.
    leave(&relay).await;
    relay.clock().advance_ms(1_000);
    office.hook.has(2).await;
    assert_eq!(office.smtp.letters().len(), 0);
    // The attempt is given up in the end, and what waits is brought by the schedule.
    office.smtp.fails(None);
    soon("the attempt to be given up", async {
        while figure(&relay, &tried(TEAM, "mail", "failed")).await < 1.0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    later(&relay, RETRY_AFTER_MS[0]).await;
    office.smtp.has(2).await;
}

#[tokio::test]
async fn what_fails_is_tried_again_by_the_schedule_until_it_arrives() {
    let office = Office::new().await.channel("request_left", "standard");
    office.hook.answers(503);
    let relay = office.relay().await;
    leave(&relay).await;
    told(&relay).await;
    assert_eq!(office.hook.calls().len(), 1);
    for (index, after_ms) in RETRY_AFTER_MS[..3].iter().enumerate() {
        later(&relay, after_ms - 1).await;
        assert_eq!(office.hook.calls().len(), index + 1, "not before");
        later(&relay, 1).await;
        assert_eq!(office.hook.calls().len(), index + 2);
    }
    let failing = format!("juttu_deliveries_failing{{receiver=\"{CHANNEL}\"}}");
    soon(
        "the figures to say that it fails, and for how long",
        async {
            while figure(&relay, &failing).await < 1.0
                || figure(&relay, "juttu_outbox_age_seconds").await < 750.0
            {
                relay.clock().advance_ms(1);
                tokio::task::yield_now().await;
            }
        },
    )
    .await;

    office.hook.answers(204);
    later(&relay, RETRY_AFTER_MS[3]).await;
    let calls = office.hook.has(5).await;
    let ids: Vec<_> = calls.iter().map(|call| call.header("webhook-id")).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    let instants: Vec<i64> = calls
        .iter()
        .map(|call| call.header("webhook-timestamp").parse().unwrap())
        .collect();
    assert!(
        instants.is_sorted() && instants[0] < instants[4],
        "of each attempt"
    );
    later(&relay, 24 * HOUR_MS).await;
    assert_eq!(office.hook.calls().len(), 5, "it has arrived");
    assert_eq!(
        figure(&relay, &tried(CHANNEL, "webhook", "failed")).await,
        4.0
    );
    assert_eq!(
        figure(&relay, &tried(CHANNEL, "webhook", "delivered")).await,
        1.0
    );
    soon("the figures to say that nothing is left", async {
        while figure(&relay, &failing).await > 0.0
            || figure(&relay, "juttu_outbox_age_seconds").await > 0.0
        {
            relay.clock().advance_ms(1_000);
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_never_arrives_is_given_up_and_counted() {
    let office = Office::new().await.channel("request_left", "standard");
    office.hook.answers(500);
    let relay = office.relay().await;
    leave(&relay).await;
    told(&relay).await;
    for after_ms in RETRY_AFTER_MS {
        later(&relay, after_ms).await;
    }
    assert_eq!(office.hook.calls().len(), RETRY_AFTER_MS.len() + 1);
    assert_eq!(
        figure(&relay, &tried(CHANNEL, "webhook", "given_up")).await,
        1.0
    );
    assert_eq!(relay.app.store.awaited(i64::MAX).await.unwrap(), [""; 0]);
    later(&relay, 48 * HOUR_MS).await;
    assert_eq!(office.hook.calls().len(), RETRY_AFTER_MS.len() + 1);
}

#[tokio::test]
async fn a_relay_that_restarts_between_tells_once() {
    let office = Office::new()
        .await
        .team("request_left")
        .channel("request_left", "standard");
    office.smtp.fails(Some(Fault::Recipient(451)));
    let relay = office.relay().await;
    leave(&relay).await;
    told(&relay).await;
    assert_eq!(
        (office.smtp.letters().len(), office.hook.calls().len()),
        (0, 1)
    );
    let relay = relay.restart().await;
    office.smtp.fails(None);
    later(&relay, RETRY_AFTER_MS[0] - 1).await;
    assert_eq!(
        office.smtp.letters().len(),
        0,
        "the schedule outlives the relay"
    );
    later(&relay, 1).await;
    office.smtp.has(1).await;
    let relay = relay.restart().await;
    later(&relay, HOUR_MS).await;
    assert_eq!(
        (office.smtp.letters().len(), office.hook.calls().len()),
        (1, 1)
    );
}

#[tokio::test]
async fn one_not_told_before_the_relay_went_is_told_after() {
    let office = Office::new().await.team("waiting_long");
    let relay = office.relay().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let relay = relay.restart().await;
    later(&relay, 5 * MINUTE_MS).await;
    office.smtp.has(1).await;
}

#[tokio::test]
async fn many_drains_at_once_tell_once() {
    let office = Office::new()
        .await
        .team("request_left")
        .channel("request_left", "standard");
    let relay = office.relay().await;
    for _ in 0..3 {
        leave(&relay).await;
    }
    relay.clock().advance_ms(1_000);
    let drains: Vec<_> = (0..8)
        .map(|_| {
            let app = Arc::clone(&relay.app);
            tokio::spawn(async move { notify::run_once(&app).await.unwrap() })
        })
        .collect();
    for drain in drains {
        drain.await.unwrap();
    }
    told(&relay).await;
    assert_eq!(
        (office.smtp.letters().len(), office.hook.calls().len()),
        (3, 3)
    );
    let notices = figure(&relay, "juttu_notices_total{kind=\"request_left\"}").await;
    assert_eq!(notices, 3.0, "each counted once");
}

#[tokio::test]
async fn what_is_left_for_a_receiver_that_is_gone_is_dropped() {
    let office = Office::new().await.team("request_left");
    let relay = office.relay().await;
    let store = &relay.app.store;
    let notice = NewNotice {
        kind: NoticeKind::Nobody,
        thing: "today".to_owned(),
        at_ms: NOW_MS,
        due_at_ms: NOW_MS + HOUR_MS,
    };
    store
        .notice(ServiceId(SERVICE.to_owned()), notice)
        .await
        .unwrap();
    let written = store.due_notices(i64::MAX, 1).await.unwrap().remove(0);
    let gone = "service.perhekeskus.notify.gone".to_owned();
    store
        .deliver(written.id, vec![(gone, NOW_MS)], NOW_MS)
        .await
        .unwrap();
    assert_eq!(notify::run_once(&relay.app).await.unwrap(), 0);
    assert_eq!(store.awaited(i64::MAX).await.unwrap(), [""; 0]);
}

#[tokio::test]
async fn who_was_taken_is_not_told_of_when_the_receiver_comes_back() {
    let office = Office::new().await.team("waiting_long");
    office.smtp.fails(Some(Fault::Data(451)));
    let relay = office.relay().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let waiting = agent.waiting().await;
    later(&relay, 5 * MINUTE_MS).await;
    let mut agent = agent.again(&relay, Vec::new()).await;
    agent.claim(waiting.conversation).await.unwrap();
    office.smtp.fails(None);
    later(&relay, HOUR_MS).await;
    assert_eq!(office.smtp.letters().len(), 0, "it is no longer so");
}
