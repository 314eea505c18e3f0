//! The second factor: set up, asked for, used once.

mod first;

use juttu_relay::sign_in::account::{self, AccountError};
use juttu_shared::refusal::{CloseCode, Refusal};
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::sign_in::{SecondFactor, SecondFactorOffer};
use serde_json::json;

use super::{sign_in, start};
use crate::harness::{Agent, Answer, Authenticator, PASSWORD, Relay, SERVICE, Setup};

const STEP_MS: i64 = 30_000;
const HOUR_MS: i64 = 3_600_000;

async fn relay_with_maria() -> (Relay, String) {
    let relay = Relay::start().await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    let cookie = relay.sign_in("Maria").await;
    (relay, cookie)
}

async fn post(relay: &Relay, path: &str, cookie: &str, body: &serde_json::Value) -> Answer {
    let ask = relay.post_desk(path).json(body);
    ask.header("cookie", cookie).send().await
}

async fn confirm(relay: &Relay, cookie: &str, code: &str) -> Answer {
    let body = json!({ "code": code });
    post(relay, "/desk/api/second-factor/confirm", cookie, &body).await
}

/// A code that is none of those near now.
fn wrong(authenticator: &Authenticator, relay: &Relay) -> String {
    let clock = relay.clock();
    let mut near = Vec::new();
    for apart in [-1, 0, 1] {
        clock.advance_ms(apart * STEP_MS);
        near.push(authenticator.code(clock));
        clock.advance_ms(-apart * STEP_MS);
    }
    let codes = ["000000", "111111", "222222", "333333"];
    let code = codes
        .into_iter()
        .find(|code| !near.contains(&(*code).to_owned()));
    code.unwrap().to_owned()
}

#[tokio::test]
async fn a_second_factor_is_set_up_and_asked_for() {
    let (relay, cookie) = relay_with_maria().await;
    assert_eq!(
        start(&relay, &cookie).await.second_factor,
        Some(SecondFactor::Missing)
    );
    let offered = relay.offered_second_factor(&cookie).await;
    // It does not count yet, and a code that is not its code does not make it count.
    assert_eq!(sign_in(&relay, "Maria", None).await.status, 204);
    let refused = confirm(&relay, &cookie, &wrong(&offered, &relay)).await;
    assert_eq!(refused.status, 401);
    assert_eq!(refused.problem().code, Refusal::WrongSecondFactor);
    assert_eq!(sign_in(&relay, "Maria", None).await.status, 204);

    let code = offered.code(relay.clock());
    assert_eq!(confirm(&relay, &cookie, &code).await.status, 204);
    assert_eq!(
        start(&relay, &cookie).await.second_factor,
        Some(SecondFactor::SetUp)
    );
    let asked = sign_in(&relay, "Maria", None).await;
    assert_eq!((asked.status, asked.header("set-cookie")), (401, ""));
    assert_eq!(asked.problem().code, Refusal::SecondFactorMissing);
    // The code that confirmed it is used up.
    let refused = sign_in(&relay, "Maria", Some(&code)).await;
    assert_eq!(refused.problem().code, Refusal::WrongSecondFactor);
    assert_eq!(refused.header("set-cookie"), "");
    relay.clock().advance_ms(STEP_MS);
    let code = offered.code(relay.clock());
    let answer = sign_in(&relay, "Maria", Some(&code)).await;
    assert_eq!(answer.status, 204);
    let me = start(&relay, &answer.cookie()).await.me.unwrap();
    assert_eq!(me.name, "Maria");
}

#[tokio::test]
async fn the_offer_says_the_same_in_each_form() {
    let (relay, cookie) = relay_with_maria().await;
    let answer = post(&relay, "/desk/api/second-factor", &cookie, &json!({})).await;
    assert_eq!(answer.header("cache-control"), "no-store");
    let offer: SecondFactorOffer = answer.json();
    let plain = offer.secret.replace(' ', "");
    assert_eq!(plain.len(), 32);
    let host = relay
        .desk
        .strip_prefix("http://")
        .unwrap()
        .replace(':', "%3A");
    let expected =
        format!("otpauth://totp/Juttu%20{host}:maria?secret={plain}&issuer=Juttu%20{host}");
    assert_eq!(offer.link, expected);
    assert!(offer.picture.starts_with('M') && offer.picture_width > 20);
    // Another one each time.
    let again = post(&relay, "/desk/api/second-factor", &cookie, &json!({})).await;
    assert_ne!(again.json::<SecondFactorOffer>().secret, offer.secret);
}

#[tokio::test]
async fn a_code_is_used_once_also_by_two_at_once() {
    let (relay, cookie) = relay_with_maria().await;
    let authenticator = relay.set_up_second_factor(&cookie).await;
    relay.clock().advance_ms(STEP_MS);
    let code = authenticator.code(relay.clock());
    let (one, other) = tokio::join!(
        sign_in(&relay, "Maria", Some(&code)),
        sign_in(&relay, "Maria", Some(&code)),
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 401]);
    let again = sign_in(&relay, "Maria", Some(&code)).await;
    assert_eq!(again.problem().code, Refusal::WrongSecondFactor);
}

#[tokio::test]
async fn without_the_right_password_nothing_is_said_of_a_second_factor() {
    let (relay, cookie) = relay_with_maria().await;
    let authenticator = relay.set_up_second_factor(&cookie).await;
    relay.clock().advance_ms(STEP_MS);
    let code = authenticator.code(relay.clock());
    let body = json!({ "name": "Maria", "password": "väärä hevonen paristo", "code": code });
    let refused = relay
        .post_desk("/desk/api/sign-in")
        .json(&body)
        .send()
        .await;
    assert_eq!(refused.problem().code, Refusal::WrongCredentials);
    // And the code is not used up by it.
    assert_eq!(sign_in(&relay, "Maria", Some(&code)).await.status, 204);
}

#[tokio::test]
async fn wrong_codes_are_counted_for_the_account_wherever_they_come_from() {
    let proxy = ("JUTTU__RELAY__TRUSTED_PROXIES", "127.0.0.1");
    let relay = Relay::start_with(Setup::with(&[proxy])).await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    relay.add_agent("Jukka", Role::Agent, &[SERVICE]).await;
    let marias = relay
        .set_up_second_factor(&relay.sign_in("Maria").await)
        .await;
    let jukkas = relay
        .set_up_second_factor(&relay.sign_in("Jukka").await)
        .await;
    relay.clock().advance_ms(STEP_MS);
    let from = async |address: &str, name: &str, code: &str| {
        let body = json!({ "name": name, "password": PASSWORD, "code": code });
        let ask = relay.post_desk("/desk/api/sign-in").json(&body);
        ask.header("x-forwarded-for", address).send().await
    };
    for number in 0..10 {
        let address = format!("192.0.2.{number}");
        let refused = from(&address, "Maria", &wrong(&marias, &relay)).await;
        assert_eq!(
            refused.problem().code,
            Refusal::WrongSecondFactor,
            "{number}"
        );
    }
    let right = marias.code(relay.clock());
    let refused = from("192.0.2.99", "Maria", &right).await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.problem().code, Refusal::TooManyAttempts);
    // Nobody else is kept out.
    let right = jukkas.code(relay.clock());
    assert_eq!(from("192.0.2.0", "Jukka", &right).await.status, 204);
    relay.clock().advance_ms(HOUR_MS);
    let right = marias.code(relay.clock());
    assert_eq!(from("192.0.2.99", "Maria", &right).await.status, 204);
}

#[tokio::test]
async fn codes_are_counted_like_passwords_too() {
    let (relay, cookie) = relay_with_maria().await;
    let authenticator = relay.set_up_second_factor(&cookie).await;
    for _ in 0..5 {
        let refused = sign_in(&relay, "Maria", Some(&wrong(&authenticator, &relay))).await;
        assert_eq!(refused.status, 401);
    }
    relay.clock().advance_ms(STEP_MS);
    let right = authenticator.code(relay.clock());
    assert_eq!(sign_in(&relay, "Maria", Some(&right)).await.status, 429);
    relay.clock().advance_ms(STEP_MS);
    let right = authenticator.code(relay.clock());
    assert_eq!(sign_in(&relay, "Maria", Some(&right)).await.status, 204);
}

#[tokio::test]
async fn confirming_is_limited_as_well() {
    let (relay, cookie) = relay_with_maria().await;
    let offered = relay.offered_second_factor(&cookie).await;
    for _ in 0..10 {
        let refused = confirm(&relay, &cookie, &wrong(&offered, &relay)).await;
        assert_eq!(refused.problem().code, Refusal::WrongSecondFactor);
    }
    let right = offered.code(relay.clock());
    assert_eq!(confirm(&relay, &cookie, &right).await.status, 429);
}

#[tokio::test]
async fn sign_ins_by_a_password_alone_end_once_there_is_a_second_factor() {
    let relay = Relay::start().await;
    let mut here = relay.agent("Maria").await;
    let mut there = Agent::come(&relay, "Maria", PASSWORD).await;
    relay.set_up_second_factor(&here.cookie).await;
    assert_eq!(there.socket.end().await, Some(CloseCode::SignedOut as u16));
    assert!(start(&relay, &there.cookie).await.me.is_none());
    assert!(start(&relay, &here.cookie).await.me.is_some());
    // Every page of the one that set it up comes back, and is shown what it opens now.
    assert_eq!(here.socket.end().await, Some(CloseCode::Restarting as u16));
}

#[tokio::test]
async fn a_second_factor_is_replaced_by_nobody_but_the_operator() {
    let (relay, cookie) = relay_with_maria().await;
    let authenticator = relay.set_up_second_factor(&cookie).await;
    let refused = post(&relay, "/desk/api/second-factor", &cookie, &json!({})).await;
    assert_eq!(
        (refused.status, refused.problem().code),
        (409, Refusal::WrongState)
    );
    relay.clock().advance_ms(STEP_MS);
    let code = authenticator.code(relay.clock());
    let refused = confirm(&relay, &cookie, &code).await;
    assert_eq!(refused.problem().code, Refusal::WrongSecondFactor);
    assert_eq!(sign_in(&relay, "Maria", Some(&code)).await.status, 204);

    let (store, now_ms) = (relay.app.store.as_ref(), relay.clock().now_ms());
    account::reset_second_factor(store, " MARIA ", now_ms)
        .await
        .unwrap();
    assert!(start(&relay, &cookie).await.me.is_none());
    let again = sign_in(&relay, "Maria", None).await;
    assert_eq!(again.status, 204);
    let missing = start(&relay, &again.cookie()).await.second_factor;
    assert_eq!(missing, Some(SecondFactor::Missing));
    let nobody = account::reset_second_factor(store, "Nobody", now_ms).await;
    assert!(matches!(nobody, Err(AccountError::Unknown)));
}

#[tokio::test]
async fn a_new_password_does_not_take_the_second_factor_away() {
    let (relay, cookie) = relay_with_maria().await;
    relay.set_up_second_factor(&cookie).await;
    let app = &relay.app;
    let who = start(&relay, &cookie).await.me.unwrap().agent;
    let now_ms = app.clock.now_ms();
    let store = app.store.as_ref();
    let token = account::password_token(store, &app.keyring, &app.random, who, now_ms).await;
    let set = account::set_password(app, &token.unwrap(), PASSWORD.to_owned()).await;
    assert!(set.unwrap());
    let asked = sign_in(&relay, "Maria", None).await;
    assert_eq!(asked.problem().code, Refusal::SecondFactorMissing);
}

#[tokio::test]
async fn only_whoever_is_signed_in_sets_one_up_and_from_the_desks_own_page() {
    let (relay, cookie) = relay_with_maria().await;
    for path in ["/desk/api/second-factor", "/desk/api/second-factor/confirm"] {
        let body = match path.ends_with("confirm") {
            true => json!({ "code": "123456" }),
            false => json!({}),
        };
        let ask = || relay.post_desk(path).json(&body);
        let refused = ask().send().await;
        assert_eq!(refused.problem().code, Refusal::SignedOut, "{path}");
        let foreign = ask()
            .header("cookie", &cookie)
            .header("origin", "https://evil.example");
        assert_eq!(
            foreign.send().await.problem().code,
            Refusal::ForeignOrigin,
            "{path}"
        );
        let more = relay
            .post_desk(path)
            .json(&json!({ "code": "123456", "more": 1 }));
        let refused = more.header("cookie", &cookie).send().await;
        assert_eq!(refused.problem().code, Refusal::Malformed, "{path}");
    }
}

#[tokio::test]
async fn the_secret_is_sealed_and_outlives_the_relay() {
    let (relay, cookie) = relay_with_maria().await;
    let authenticator = relay.set_up_second_factor(&cookie).await;
    let database = relay.app.config.database.clone();
    let wal = database.with_extension("sqlite-wal");
    for file in [database, wal] {
        let bytes = std::fs::read(&file).unwrap();
        let secret = authenticator.secret();
        let is_there = bytes.windows(secret.len()).any(|window| window == secret);
        assert!(!is_there, "{}", file.display());
    }
    let relay = relay.restart().await;
    relay.clock().advance_ms(STEP_MS);
    let code = authenticator.code(relay.clock());
    assert_eq!(sign_in(&relay, "Maria", Some(&code)).await.status, 204);
}
