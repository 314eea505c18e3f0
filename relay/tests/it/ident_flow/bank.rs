//! The test bank: a test on every page, in the demo alone.

use juttu_relay::config::{Config, Sources};
use juttu_shared::texts::{Language, ident as words};
use serde_json::Value;

use super::actors::{Browser, Scene, fields, query, ticket_in, with_query};
use crate::harness::{Ask, Relay, Setup};

const METADATA: &str = "/demo/bank/.well-known/openid-configuration";

#[tokio::test]
async fn every_page_says_that_it_is_a_test_in_the_residents_language() {
    let mut scene = Scene::asked().await;
    for language in Language::ALL {
        let request = Some(scene.request);
        let page = "https://www.example.fi/";
        let url = ticket_in(&mut scene.visitor, request, language.tag(), page).await;
        let mut browser = Browser::new(&scene.relay);
        let bank = browser.go_to_the_bank(&url.unwrap()).await;
        let page = browser.follow(&bank).await;
        let text = page.text();
        assert_eq!(page.status, 200, "{text}");
        let says = words::ALL
            .iter()
            .find(|text| text.key == words::BANK.0)
            .unwrap();
        assert!(text.contains(says.words(language)), "{text}");
        assert!(
            text.contains(&format!("<html lang=\"{}\">", language.tag())),
            "{text}"
        );
        for code in [
            "210281-9988",
            "010170-999R",
            "070770-905D",
            "291292-918R",
            "010100-969P",
        ] {
            assert!(text.contains(code), "{text}");
        }
        assert!(!text.contains("<script"), "{text}");
        // In another language by its own link.
        let swedish = browser.get(&format!("{bank}&lang=sv"), &[]).await;
        assert!(
            swedish.text().contains("<html lang=\"sv\">"),
            "{}",
            swedish.text()
        );

        let unknown = format!("/demo/bank/authorize?request=x&lang={}", language.tag());
        let refused = browser.get(&unknown, &[]).await;
        assert_eq!(refused.status, 400);
        assert!(
            refused.text().contains(says.words(language)),
            "{}",
            refused.text()
        );
    }
}

#[tokio::test]
async fn a_request_that_the_relay_did_not_sign_is_refused() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let bank = browser.go_to_the_bank(&url).await;
    let request = query(&bank, "request").unwrap();
    let (signed, _) = request.rsplit_once('.').unwrap();
    for changed in [
        with_query(&bank, "request", &format!("{signed}.AAAA")),
        with_query(&bank, "request", &format!("{signed}.")),
        bank.replace("request=", "other="),
    ] {
        assert_eq!(browser.get(&changed, &[]).await.status, 400);
    }
    scene.relay.clock().advance_ms(5 * 60_000 + 1_000);
    assert_eq!(browser.get(&bank, &[]).await.status, 400);
}

#[tokio::test]
async fn its_codes_are_for_the_relay_alone() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let bank = browser.go_to_the_bank(&url).await;
    let callback = browser.choose(&bank, "0").await;
    let code = query(&callback, "code").unwrap();
    let pairs = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", "x"),
        ("code_verifier", "x"),
        ("client_assertion_type", "x"),
        ("client_assertion", "x.y.z"),
    ];
    let pairs: Vec<_> = pairs
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    let answer = browser.post("/demo/bank/token", &pairs, &[]).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json::<Value>()["error"], "invalid_client");
}

#[tokio::test]
async fn its_metadata_says_what_it_does() {
    let relay = Relay::start().await;
    let metadata: Value = relay.get(METADATA).send().await.json();
    let issuer = format!("{}/demo/bank", relay.origin());
    assert_eq!(metadata["issuer"], issuer);
    assert_eq!(
        metadata["authorization_endpoint"],
        format!("{issuer}/authorize")
    );
    let keys: Value = relay.get("/demo/bank/jwks").send().await.json();
    assert_eq!(keys["keys"][0]["alg"], "RS256");
    assert!(keys["keys"][0].get("d").is_none(), "{keys}");
}

#[tokio::test]
async fn outside_the_demo_there_is_no_bank() {
    let relay = Relay::start_with(Setup {
        two_listeners: true,
        ..Setup::with(&[])
    })
    .await;
    for listener in [relay.public, relay.internal] {
        for path in [
            METADATA,
            "/demo/bank/authorize",
            "/demo/bank/token",
            "/demo/bank/jwks",
        ] {
            for method in ["GET", "POST"] {
                let answer = Ask::new(listener, method, path).send().await;
                assert_eq!(answer.status, 404, "{method} {path}");
            }
        }
    }
}

#[test]
fn serve_takes_no_test_for_an_identification() {
    let demo = juttu_relay::config::DEMO;
    let (before, rest) = demo.split_once("[provider.testipankki]").unwrap();
    assert!(!before.contains("[provider"));
    let (bank, _) = rest.split_once("\n[service.").unwrap();
    let bank = format!(
        "[identification]\nkeys_file = \"/etc/juttu/ident.keys\"\n[provider.testipankki]\n\
         issuer = \"https://test.example\"{bank}"
    );
    for (text, says) in [
        (bank.clone(), "is_test is true"),
        (bank.replace("is_test = true", ""), "only the demo accepts"),
    ] {
        let problems = Config::read(&Sources {
            demo: false,
            file: Some(("juttu.toml".into(), text)),
            environment: Vec::new(),
        })
        .unwrap_err();
        let problems = problems.to_string();
        assert!(problems.contains(says), "{problems}");
    }
}

#[tokio::test]
async fn nothing_of_the_form_is_needed_but_what_stands_in_it() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let bank = browser.go_to_the_bank(&url).await;
    let page = browser.follow(&bank).await;
    let names: Vec<_> = fields(page.text())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(names, ["request", "lang"]);
    // As a real bank's, its form may end at the relay alone, and at no page that carries the chat.
    let policy = page.header("content-security-policy");
    assert!(policy.ends_with("; form-action 'self'"), "{policy}");
}
