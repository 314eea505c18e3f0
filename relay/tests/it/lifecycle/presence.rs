//! Nobody at the desk: those who wait are told, and so are staff.

use juttu_shared::id::ServiceId;
use juttu_shared::limits::PRESENCE_GRACE_MS;

use super::verbs::{MINUTE, SECOND, pass, pass_with, sign_out, told, vanishes};
use crate::harness::{NOW_MS, Relay, SERVICE, Setup};

#[tokio::test]
async fn that_nobody_is_there_is_told_and_taken_back() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    told(&relay, &mut visitor, |queue| queue.nobody).await;
    let mut maria = relay.agent("Maria").await;
    maria.present(SERVICE, true).await;
    told(&relay, &mut visitor, |queue| !queue.nobody).await;
    maria.present(SERVICE, false).await;
    told(&relay, &mut visitor, |queue| queue.nobody).await;
    maria.present(SERVICE, true).await;
    told(&relay, &mut visitor, |queue| !queue.nobody).await;
    vanishes(&relay, maria).await;
    let almost = PRESENCE_GRACE_MS - SECOND;
    pass_with(&relay, almost, &mut [&mut visitor], &mut []).await;
    pass(&relay, SECOND).await;
    told(&relay, &mut visitor, |queue| queue.nobody).await;
    let again = relay.visitor_again(&visitor).await;
    let snapshot = again.welcome.conversation.as_ref().unwrap();
    assert!(snapshot.queue.unwrap().nobody);
}

#[tokio::test]
async fn one_who_signs_out_is_gone_at_once() {
    let relay = Relay::start().await;
    let service = ServiceId(SERVICE.to_owned());
    let mut maria = relay.agent("Maria").await;
    maria.present(SERVICE, true).await;
    maria.ping().await;
    let elsewhere = relay.agent("Maria").await;
    sign_out(&relay, &elsewhere).await;
    assert!(relay.app.hub.is_staffed(&service), "the other one is there");
    sign_out(&relay, &maria).await;
    assert!(!relay.app.hub.is_staffed(&service));
}

#[tokio::test]
async fn staff_are_told_once_that_nobody_is_there_and_again_after_somebody_was() {
    let relay = Relay::start().await;
    pass(&relay, 0).await;
    pass_with(&relay, 5 * MINUTE - SECOND, &mut [], &mut []).await;
    assert_eq!(told_of_nobody(&relay), 0);
    pass(&relay, SECOND).await;
    assert_eq!(told_of_nobody(&relay), 2, "of each open service");
    pass_with(&relay, 20 * MINUTE, &mut [], &mut []).await;
    assert_eq!(told_of_nobody(&relay), 2, "once");
    let mut maria = relay.agent("Maria").await;
    maria.present(SERVICE, true).await;
    pass_with(&relay, 10 * MINUTE, &mut [], &mut [&mut maria]).await;
    maria.present(SERVICE, false).await;
    pass_with(&relay, SECOND, &mut [], &mut [&mut maria]).await;
    pass_with(&relay, 5 * MINUTE + SECOND, &mut [], &mut [&mut maria]).await;
    assert_eq!(told_of_nobody(&relay), 3, "again for that service");
}

#[tokio::test]
async fn outside_the_hours_nobody_has_to_be_there() {
    // 18.30.
    let setup = Setup {
        now_ms: NOW_MS + 6 * 60 * MINUTE,
        ..Setup::with(&[])
    };
    let relay = Relay::start_with(setup).await;
    pass_with(&relay, 30 * MINUTE, &mut [], &mut []).await;
    assert_eq!(told_of_nobody(&relay), 0);
}

#[tokio::test]
async fn a_restart_does_not_tell_staff_again() {
    let relay = Relay::start().await;
    pass_with(&relay, 6 * MINUTE, &mut [], &mut []).await;
    assert_eq!(told_of_nobody(&relay), 2);
    let relay = relay.restart().await;
    pass_with(&relay, 6 * MINUTE, &mut [], &mut []).await;
    assert_eq!(told_of_nobody(&relay), 2, "none by this one");
}

#[tokio::test]
async fn an_absence_after_a_restart_is_another_one_when_somebody_was_there_between() {
    let relay = Relay::start().await;
    pass_with(&relay, 6 * MINUTE, &mut [], &mut []).await;
    assert_eq!(told_of_nobody(&relay), 2);
    let mut maria = relay.agent("Maria").await;
    maria.present(SERVICE, true).await;
    pass_with(&relay, 10 * MINUTE, &mut [], &mut [&mut maria]).await;
    drop(maria);
    let relay = relay.restart().await;
    pass_with(&relay, 6 * MINUTE, &mut [], &mut []).await;
    assert_eq!(told_of_nobody(&relay), 3, "where Maria was");
    let relay = relay.restart().await;
    pass_with(&relay, 6 * MINUTE, &mut [], &mut []).await;
    assert_eq!(told_of_nobody(&relay), 3, "and that once");
}

/// How many notices of that kind were ever written.
fn told_of_nobody(relay: &Relay) -> u64 {
    let file = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    let count = "select count(*) from outbox where kind = 'nobody'";
    file.query_row(count, [], |row| row.get(0)).unwrap()
}
