//! Signing in through the organisation: who comes in, as what, and who does not.

mod groups;
mod provider;
mod quiet;
mod refused;
mod scene;

use juttu_relay::sign_in::account;
use juttu_relay::store::accounts::{Incomer, Manner};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use serde_json::json;

use super::{sign_in, start};
use crate::harness::{PASSWORD, SERVICE};
use scene::{Scene, assert_back, lines, services, sign_in_cookie};

#[tokio::test]
async fn somebody_of_a_group_comes_in() {
    let scene = Scene::new().await;
    let begun = scene.begin().await;
    for part in [
        "response_type=code",
        "response_mode=query",
        "code_challenge_method=S256",
        "ui_locales=sv",
    ] {
        assert!(begun.query.contains(part), "{part} in {}", begun.query);
    }
    assert!(!begun.query.contains("hush"));
    let (cookie, attributes) = begun.line.split_once("; ").unwrap();
    assert!(cookie.starts_with("juttu-sign-in-state="));
    assert_eq!(attributes, "Path=/; HttpOnly; SameSite=Lax; Max-Age=600");
    for secret in [&begun.state, &begun.nonce] {
        assert!(!cookie.contains(secret.as_str()), "it is sealed");
    }
    let code = scene.code(&begun, "sub-of-maria", &["perhe", "muut"]);
    let query = format!("code={code}&state={}", begun.state);
    let answer = scene.callback(&query, &begun.cookie).await;

    // A page of our own, from which a Strict cookie goes along.
    assert_eq!(answer.status, 200);
    assert!(answer.header("content-type").starts_with("text/html"));
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    let page = answer.text();
    assert!(page.contains("http-equiv=\"refresh\" content=\"0;url=/desk/\""));
    assert!(page.contains("<html lang=\"sv\">") && page.contains("Gå till arbetsbordet."));
    let given = lines(&answer);
    assert_eq!(given.len(), 2);
    assert!(
        given[0].ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{}",
        given[0]
    );
    assert_eq!(
        given[1],
        "juttu-sign-in-state=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"
    );

    let start = start(&scene.relay, &sign_in_cookie(&answer)).await;
    let me = start.me.unwrap();
    assert_eq!((me.name.as_str(), me.role), ("Maria Mäki", Role::Agent));
    assert_eq!(services(&me), [SERVICE]);
    assert_eq!(start.second_factor, None);
    // The same person is the same agent.
    let again = scene.come("sub-of-maria", &["perhe"]).await;
    assert_eq!(scene.me(&again).await.unwrap().agent, me.agent);
    let another = scene.come("sub-of-jukka", &["perhe"]).await;
    assert_ne!(scene.me(&another).await.unwrap().agent, me.agent);
}

#[tokio::test]
async fn over_tls_both_cookies_are_bound_to_the_host() {
    let scene = Scene::with(&[
        ("JUTTU__RELAY__PUBLIC_URL", "https://chat.example.fi"),
        ("JUTTU__RELAY__DESK_URL", "https://desk.example.fi"),
    ])
    .await;
    let begun = scene.begin().await;
    assert!(
        begun.line.starts_with("__Host-juttu-sign-in-state="),
        "{}",
        begun.line
    );
    let attributes = "; Path=/; HttpOnly; SameSite=Lax; Max-Age=600; Secure";
    assert!(begun.line.ends_with(attributes), "{}", begun.line);
    let there = "redirect_uri=https%3A%2F%2Fdesk.example.fi%2Fdesk%2Fapi%2Fsign-in%2Fcallback";
    assert!(begun.query.contains(there), "{}", begun.query);
    let code = scene.code(&begun, "sub", &["perhe"]);
    let query = format!("code={code}&state={}", begun.state);
    let renamed = begun.cookie.replace("__Host-", "");
    assert_back(&scene.callback(&query, &renamed).await, "failed");
    let answer = scene.callback(&query, &begun.cookie).await;
    assert!(lines(&answer)[0].starts_with("__Host-juttu-sign-in="));
    assert!(lines(&answer)[0].ends_with("; SameSite=Strict; Secure"));
}

#[tokio::test]
async fn both_ways_stand_side_by_side() {
    let scene = Scene::new().await;
    scene
        .relay
        .add_agent("Maria", Role::Agent, &[SERVICE])
        .await;
    let ask = scene.relay.get_desk("/desk/api/start?lang=sv");
    let ways = ask
        .send()
        .await
        .json::<juttu_shared::wire::v1::public::DeskStart>()
        .ways;
    assert!(ways.passwords);
    let named: Vec<_> = ways
        .providers
        .iter()
        .map(|it| (it.id.as_str(), it.name.as_str()))
        .collect();
    assert_eq!(named, [("entra", "Hyvaeps konto")]);
    let local = sign_in(&scene.relay, "Maria", None).await;
    assert_eq!(local.status, 204);
    let through = scene.come("sub", &["perhe"]).await;
    let (local, through) = (scene.relay.sign_in("Maria").await, sign_in_cookie(&through));
    let local = start(&scene.relay, &local).await.me.unwrap();
    let other = start(&scene.relay, &through).await.me.unwrap();
    assert_ne!(local.agent, other.agent);
    // Who comes through the organisation has its second factor, and none here.
    let ask = scene
        .relay
        .post_desk("/desk/api/second-factor")
        .json(&json!({}));
    let refused = ask.header("cookie", &through).send().await;
    assert_eq!(refused.problem().code, Refusal::NotAllowed);
}

#[tokio::test]
async fn passwords_can_be_switched_off() {
    let scene = Scene::with(&[("JUTTU__SIGN_IN__PASSWORDS", "false")]).await;
    let relay = &scene.relay;
    let token = relay.invite("Jukka", Role::Agent, &[SERVICE]).await;
    relay.add_agent("Maria", Role::Agent, &[SERVICE]).await;
    let refused = sign_in(relay, "Maria", None).await;
    assert_eq!(
        (refused.status, refused.problem().code),
        (403, Refusal::PasswordsOff)
    );
    let body = json!({ "token": token, "password": PASSWORD });
    let refused = relay
        .post_desk("/desk/api/set-password")
        .json(&body)
        .send()
        .await;
    assert_eq!(refused.problem().code, Refusal::PasswordsOff);
    assert!(!start(relay, "").await.ways.passwords);

    // Sign-ins that were made before are over.
    let store = relay.app.store.as_ref();
    let maria = account::find(store, "Maria").await.unwrap().agent.id;
    for (manner, token) in [(Manner::Password, "old"), (Manner::SecondFactor, "older")] {
        let hash = relay.app.keyring.hash("sign-in", token);
        let now_ms = relay.clock().now_ms();
        store
            .add_sign_in(maria, hash, manner, now_ms)
            .await
            .unwrap();
        let cookie = format!("juttu-sign-in={token}");
        assert!(start(relay, &cookie).await.me.is_none(), "{manner:?}");
    }
    let through = scene.come("sub", &["perhe"]).await;
    assert!(scene.me(&through).await.is_some());
}

#[tokio::test]
async fn sign_ins_of_a_provider_that_is_taken_out_are_over() {
    let scene = Scene::new().await;
    let (relay, store) = (&scene.relay, scene.relay.app.store.as_ref());
    for (provider, is_in) in [("entra", true), ("keycloak", false)] {
        let incomer = Incomer {
            provider: provider.to_owned(),
            subject: "sub".to_owned(),
            name: "Maria".to_owned(),
            role: Role::Agent,
            services: Vec::new(),
            now_ms: relay.clock().now_ms(),
        };
        let agent = store.come_in(incomer).await.unwrap().agent;
        let hash = relay.app.keyring.hash("sign-in", provider);
        let now_ms = relay.clock().now_ms();
        let added = store.add_sign_in(agent, hash, Manner::Provider, now_ms);
        added.await.unwrap();
        let cookie = format!("juttu-sign-in={provider}");
        assert_eq!(
            start(relay, &cookie).await.me.is_some(),
            is_in,
            "{provider}"
        );
    }
}
