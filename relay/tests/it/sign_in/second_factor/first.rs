//! When an account's first second factor may be set up: not by whoever knows the password alone.

use juttu_relay::sign_in::account::{self, SET_UP_MS};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use serde_json::json;

use super::{confirm, post};
use crate::harness::{Answer, Relay, SERVICE, Setup};
use crate::sign_in::{serving, start};

async fn serving_relay() -> Relay {
    let setup = Setup {
        adjust: serving,
        ..Setup::with(&[])
    };
    let relay = Relay::start_with(setup).await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    relay
}

async fn offer(relay: &Relay, cookie: &str) -> Answer {
    post(relay, "/desk/api/second-factor", cookie, &json!({})).await
}

#[track_caller]
fn assert_too_late(answer: &Answer) {
    assert_eq!(answer.status, 403, "{}", answer.text());
    assert_eq!(answer.problem().code, Refusal::NotAllowed);
}

#[tokio::test]
async fn a_day_after_the_link_a_password_alone_sets_none_up() {
    let relay = serving_relay().await;
    relay.clock().advance_ms(SET_UP_MS - 1);
    let cookie = relay.sign_in("Maria").await;
    let offered = relay.offered_second_factor(&cookie).await;
    relay.clock().advance_ms(1);
    assert_too_late(&offer(&relay, &cookie).await);
    // Nor is one confirmed that was offered in time.
    let late = confirm(&relay, &cookie, &offered.code(relay.clock())).await;
    assert_eq!(late.problem().code, Refusal::WrongSecondFactor);
    let me = start(&relay, &cookie).await.me.unwrap();
    assert_eq!((me.services.len(), me.locked.len()), (0, 1));

    // The operator lets it be done for a day, and ends what was signed in.
    let (store, now_ms) = (relay.app.store.as_ref(), relay.clock().now_ms());
    let reset = account::reset_second_factor(store, "Maria", now_ms).await;
    reset.unwrap();
    assert!(start(&relay, &cookie).await.me.is_none());
    relay.clock().advance_ms(SET_UP_MS - 1);
    let cookie = relay.sign_in("Maria").await;
    relay.set_up_second_factor(&cookie).await;
    let me = start(&relay, &cookie).await.me.unwrap();
    assert_eq!((me.services.len(), me.locked.len()), (1, 0));
}

#[tokio::test]
async fn after_the_operator_too_it_may_be_done_for_a_day() {
    let relay = serving_relay().await;
    let (store, now_ms) = (relay.app.store.as_ref(), relay.clock().now_ms());
    let reset = account::reset_second_factor(store, "Maria", now_ms).await;
    reset.unwrap();
    relay.clock().advance_ms(SET_UP_MS);
    let cookie = relay.sign_in("Maria").await;
    assert_too_late(&offer(&relay, &cookie).await);
}

#[tokio::test]
async fn in_the_demo_it_may_be_done_at_any_time() {
    let relay = Relay::start().await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    relay.clock().advance_ms(SET_UP_MS);
    let cookie = relay.sign_in("Maria").await;
    relay.set_up_second_factor(&cookie).await;
}
