//! Agents sign in, and stay so no longer than they should.

use juttu_shared::refusal::{CloseCode, Refusal};
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::public::DeskStart;
use serde_json::json;

use crate::harness::{Answer, PASSWORD, Relay, SERVICE, Setup, Socket};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

async fn try_sign_in(relay: &Relay, name: &str, password: &str) -> Answer {
    let body = json!({ "name": name, "password": password });
    relay
        .post_desk("/desk/api/sign-in")
        .json(&body)
        .send()
        .await
}

async fn set_password(relay: &Relay, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "password": password });
    let ask = relay.post_desk("/desk/api/set-password").json(&body);
    ask.send().await
}

async fn start(relay: &Relay, cookie: &str) -> DeskStart {
    let ask = relay
        .get_desk("/desk/api/start?lang=sv")
        .header("cookie", cookie);
    ask.send().await.json()
}

async fn is_signed_in(relay: &Relay, cookie: &str) -> bool {
    start(relay, cookie).await.me.is_some()
}

#[tokio::test]
async fn an_agent_signs_in_and_is_known() {
    let relay = Relay::start().await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    assert!(!is_signed_in(&relay, "juttu-sign-in=").await);
    let cookie = relay.sign_in("Maria").await;
    let start = start(&relay, &cookie).await;
    let me = start.me.unwrap();
    assert_eq!((me.name.as_str(), me.role), ("Maria", Role::Agent));
    assert_eq!(me.services.len(), 1);
    assert_eq!(me.services[0].name, "Familjecentrets chatt");
    assert_eq!(start.language, "sv");
    assert_eq!(start.texts["sign_in"], "Logga in");
    // However the name is spelt.
    assert_eq!(try_sign_in(&relay, "  MARIA ", PASSWORD).await.status, 204);
}

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_are_told_alike() {
    let relay = Relay::start().await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    relay.invite("Jukka", Role::Agent, &[SERVICE]).await;
    let mut answers = Vec::new();
    for (name, password) in [
        ("Maria", "väärä hevonen paristo niitti"),
        ("Maria", "lyhyt"),
        ("Nobody", PASSWORD),
        // Has no password yet.
        ("Jukka", PASSWORD),
        ("", PASSWORD),
    ] {
        let answer = try_sign_in(&relay, name, password).await;
        assert_eq!(answer.status, 401, "{name}");
        assert_eq!(answer.header("set-cookie"), "");
        answers.push(answer.body);
    }
    answers.dedup();
    assert_eq!(answers, ["{\"code\":\"wrong_credentials\"}"]);
}

#[tokio::test]
async fn the_cookie_is_bound_to_its_host_over_tls() {
    let relay = Relay::start_with(Setup::with(&[
        ("JUTTU__RELAY__PUBLIC_URL", "https://chat.example.fi"),
        ("JUTTU__RELAY__DESK_URL", "https://desk.example.fi"),
    ]))
    .await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    let answer = try_sign_in(&relay, "Maria", PASSWORD).await;
    let line = answer.header("set-cookie");
    let (cookie, attributes) = line.split_once("; ").unwrap();
    assert!(cookie.starts_with("__Host-juttu-sign-in="), "{line}");
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Strict; Secure");
    assert!(is_signed_in(&relay, cookie).await);
    // The demo's name is nothing here: another host of the same site could have set it.
    let renamed = cookie.replace("__Host-", "");
    assert!(!is_signed_in(&relay, &renamed).await);
}

#[tokio::test]
async fn without_tls_the_cookie_is_plain() {
    let relay = Relay::start().await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    let answer = try_sign_in(&relay, "Maria", PASSWORD).await;
    let (cookie, attributes) = answer.header("set-cookie").split_once("; ").unwrap();
    assert!(cookie.starts_with("juttu-sign-in="));
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Strict");
}

#[tokio::test]
async fn failed_attempts_are_limited_and_others_are_not_locked_out() {
    let proxy = ("JUTTU__RELAY__TRUSTED_PROXIES", "127.0.0.1");
    let relay = Relay::start_with(Setup::with(&[proxy])).await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    relay.add_agent("Jukka", Role::Agent, &[SERVICE]).await;
    let from = async |address: &str, name: &str, password: &str| {
        let body = json!({ "name": name, "password": password });
        let ask = relay.post_desk("/desk/api/sign-in").json(&body);
        ask.header("x-forwarded-for", address).send().await
    };
    for _ in 0..5 {
        let answer = from("192.0.2.1", "Maria", "väärä hevonen paristo").await;
        assert_eq!(answer.status, 401);
    }
    let refused = from("192.0.2.1", "Maria", PASSWORD).await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.problem().code, Refusal::TooManyAttempts);
    assert_eq!(refused.problem().retry_after_ms, Some(60_000));
    assert_eq!(refused.header("retry-after"), "60");
    // Somebody else at the same address, and Maria herself from her own.
    assert_eq!(from("192.0.2.1", "Jukka", PASSWORD).await.status, 204);
    assert_eq!(from("192.0.2.2", "Maria", PASSWORD).await.status, 204);
    relay.clock().advance_ms(MINUTE_MS);
    assert_eq!(from("192.0.2.1", "Maria", PASSWORD).await.status, 204);
}

#[tokio::test]
async fn an_address_has_so_many_attempts_a_minute() {
    let most = ("JUTTU__LIMITS__SIGN_INS_PER_ADDRESS_AND_MINUTE", "3");
    let relay = Relay::start_with(Setup::with(&[most])).await;
    for name in ["a", "b", "c"] {
        assert_eq!(try_sign_in(&relay, name, PASSWORD).await.status, 401);
    }
    assert_eq!(try_sign_in(&relay, "d", PASSWORD).await.status, 429);
    let set = set_password(&relay, "x", PASSWORD).await;
    assert_eq!(set.problem().code, Refusal::TooManyAttempts);
}

#[tokio::test]
async fn a_sign_in_ends_when_it_is_not_used() {
    let relay = Relay::start().await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    let cookie = relay.sign_in("Maria").await;
    for _ in 0..3 {
        relay.clock().advance_ms(29 * MINUTE_MS);
        assert!(is_signed_in(&relay, &cookie).await);
    }
    relay.clock().advance_ms(30 * MINUTE_MS);
    assert!(!is_signed_in(&relay, &cookie).await);
    // And does not come back with the clock.
    relay.clock().advance_ms(-30 * MINUTE_MS);
    assert!(!is_signed_in(&relay, &cookie).await);
}

#[tokio::test]
async fn a_sign_in_ends_after_its_hours_however_it_is_used() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    for _ in 0..12 * 60 / 29 {
        relay.clock().advance_ms(29 * MINUTE_MS);
        assert!(is_signed_in(&relay, &agent.cookie).await);
        // The clock has passed the silence after which a connection is taken for dead.
        agent = agent.again(&relay, Vec::new()).await;
    }
    relay.clock().advance_ms(HOUR_MS);
    assert!(!is_signed_in(&relay, &agent.cookie).await);
    assert_eq!(agent.socket.end().await, Some(CloseCode::SignedOut as u16));
}

#[tokio::test]
async fn signing_out_ends_the_sign_in_and_its_sockets() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut other = relay.agent("Maria").await;
    let out = relay.post_desk("/desk/api/sign-out").json(&json!({}));
    let answer = out.header("cookie", &agent.cookie).send().await;
    assert_eq!(answer.status, 204);
    let line = answer.header("set-cookie");
    assert_eq!(
        line,
        "juttu-sign-in=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
    );
    assert_eq!(agent.socket.end().await, Some(CloseCode::SignedOut as u16));
    assert!(!is_signed_in(&relay, &agent.cookie).await);
    // The same person elsewhere goes on.
    other.ping().await;
    // Twice does no harm.
    let out = relay.post_desk("/desk/api/sign-out").json(&json!({}));
    assert_eq!(out.header("cookie", &agent.cookie).send().await.status, 204);
}

#[tokio::test]
async fn a_link_sets_a_password_once() {
    let relay = Relay::start().await;
    let token = relay.invite("Maria", Role::Agent, &[SERVICE]).await;
    for (password, code) in [
        ("neljätoista me", Refusal::PasswordLength),
        (&"x".repeat(257), Refusal::PasswordLength),
    ] {
        let refused = set_password(&relay, &token, password).await;
        assert_eq!((refused.status, refused.problem().code), (400, code));
    }
    assert_eq!(set_password(&relay, &token, PASSWORD).await.status, 204);
    relay.sign_in("Maria").await;
    let again = set_password(&relay, &token, "toinen hevonen paristo").await;
    assert_eq!(again.problem().code, Refusal::LinkUsed);
    let unknown = set_password(&relay, "x", PASSWORD).await;
    assert_eq!(unknown.problem().code, Refusal::LinkUsed);
    relay.sign_in("Maria").await;
}

#[tokio::test]
async fn a_link_is_too_old_after_three_days() {
    let relay = Relay::start().await;
    let token = relay.invite("Maria", Role::Agent, &[SERVICE]).await;
    relay.clock().advance_ms(72 * HOUR_MS);
    let late = set_password(&relay, &token, PASSWORD).await;
    assert_eq!(late.problem().code, Refusal::LinkUsed);
    let token = relay.invite("Jukka", Role::Agent, &[SERVICE]).await;
    relay.clock().advance_ms(72 * HOUR_MS - 1);
    assert_eq!(set_password(&relay, &token, PASSWORD).await.status, 204);
}

#[tokio::test]
async fn a_new_password_ends_every_sign_in() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let app = &relay.app;
    let now_ms = app.clock.now_ms();
    let token = juttu_relay::sign_in::account::password_token(
        app.store.as_ref(),
        &app.keyring,
        &app.random,
        agent.welcome.me.agent,
        now_ms,
    );
    let token = token.await.unwrap();
    let new = "aivan toinen hevonen";
    assert_eq!(set_password(&relay, &token, new).await.status, 204);
    assert_eq!(agent.socket.end().await, Some(CloseCode::SignedOut as u16));
    assert!(!is_signed_in(&relay, &agent.cookie).await);
    assert_eq!(try_sign_in(&relay, "Maria", PASSWORD).await.status, 401);
    assert_eq!(try_sign_in(&relay, "Maria", new).await.status, 204);
}

#[tokio::test]
async fn a_sign_in_outlives_the_relay() {
    let relay = Relay::start().await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    let cookie = relay.sign_in("Maria").await;
    let relay = relay.restart().await;
    assert!(is_signed_in(&relay, &cookie).await);
}

#[tokio::test]
async fn old_sign_ins_are_removed() {
    let relay = Relay::start().await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    let cookie = relay.sign_in("Maria").await;
    let (_, token) = cookie.split_once('=').unwrap();
    let token = relay.app.keyring.hash("sign-in", token);
    assert!(relay.app.store.sign_in(token).await.unwrap().is_some());
    relay.clock().advance_ms(HOUR_MS);
    crate::harness::soon("the old sign-in to be removed", async {
        while relay.app.store.sign_in(token).await.unwrap().is_some() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_accounts_listen_to_the_desks_own_page_alone() {
    let relay = Relay::start_with(Setup {
        two_listeners: true,
        ..Setup::with(&[(
            "JUTTU__SERVICE__PERHEKESKUS__ORIGINS",
            "https://www.example.fi",
        )])
    })
    .await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    let cookie = relay.sign_in("Maria").await;
    let body = json!({ "name": "Maria", "password": PASSWORD });
    for path in [
        "/desk/api/sign-in",
        "/desk/api/sign-out",
        "/desk/api/set-password",
    ] {
        let ask = || relay.post_desk(path).header("cookie", &cookie).json(&body);
        for foreign in ["https://www.example.fi", relay.origin(), "null"] {
            let refused = ask().header("origin", foreign).send().await;
            assert_eq!(refused.status, 403, "{path} {foreign}");
            assert_eq!(refused.problem().code, Refusal::ForeignOrigin);
            assert_eq!(refused.header("access-control-allow-origin"), "");
        }
        assert_eq!(ask().without("origin").send().await.status, 403, "{path}");
    }
    assert!(is_signed_in(&relay, &cookie).await);
    // The page of a county is on the same site, and its browser sends the cookie along.
    let headers = [
        ("origin", "https://www.example.fi"),
        ("cookie", cookie.as_str()),
    ];
    let refused = Socket::open(relay.internal, "/desk/api/socket", &headers).await;
    let refused = refused.err().unwrap();
    assert_eq!(refused.status, 403);
    assert_eq!(refused.problem.unwrap().code, Refusal::ForeignOrigin);
    // The desk's own page without a cookie is signed out.
    let desk = [("origin", relay.app.config.desk_url.as_str())];
    let refused = Socket::open(relay.internal, "/desk/api/socket", &desk).await;
    let refused = refused.err().unwrap();
    assert_eq!(refused.problem.unwrap().code, Refusal::SignedOut);
}

#[tokio::test]
async fn bodies_that_are_none_get_a_code() {
    let relay = Relay::start().await;
    let good = json!({ "name": "Maria", "password": PASSWORD }).to_string();
    for (kind, body, status, code) in [
        ("application/json", "{", 400, Refusal::Malformed),
        ("application/json", "", 400, Refusal::Malformed),
        ("application/json", "[]", 400, Refusal::Malformed),
        ("application/json", "\u{feff}{}", 400, Refusal::Malformed),
        (
            "application/json",
            r#"{"name":"Maria"}"#,
            400,
            Refusal::Malformed,
        ),
        (
            "application/json",
            r#"{"name":"Maria","password":"x","admin":true}"#,
            400,
            Refusal::Malformed,
        ),
        (
            "application/json",
            r#"{"name":7,"password":"x"}"#,
            400,
            Refusal::Malformed,
        ),
        // What a form on any page could send without asking first.
        ("text/plain", &good, 400, Refusal::Malformed),
        (
            "application/x-www-form-urlencoded",
            &good,
            400,
            Refusal::Malformed,
        ),
        ("", &good, 400, Refusal::Malformed),
        (
            "application/json",
            &"[".repeat(70_000),
            413,
            Refusal::TooLarge,
        ),
    ] {
        let ask = relay.post_desk("/desk/api/sign-in").bytes(body.to_owned());
        let answer = ask.header("content-type", kind).send().await;
        assert_eq!(
            answer.status,
            status,
            "{kind} {}",
            &body[..body.len().min(40)]
        );
        assert_eq!(answer.problem().code, code);
    }
    // Deep nesting, within the limit.
    let deep = "[".repeat(60_000);
    let ask = relay.post_desk("/desk/api/sign-in").bytes(deep);
    let answer = ask.header("content-type", "application/json").send().await;
    assert_eq!(answer.problem().code, Refusal::Malformed);
}
