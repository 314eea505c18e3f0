//! What the browser is sent with, and how the relay proves itself.

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use juttu_relay::ident::Fault;

use super::faulty::{CODE, TOKEN, query};
use super::write::{claims, decode, encode};
use super::{BACK, Bench, CLIENT, FTN, LOA2, PLAIN};
use crate::harness::NOW_MS;

const NOW_S: i64 = NOW_MS / 1_000;

#[tokio::test]
async fn a_plain_request_says_what_is_asked() {
    let bench = Bench::start(&format!("{PLAIN}scopes = [\"profile\"]\nmax_age_s = 0\n")).await;
    let begun = bench.begin().await;
    let (address, _) = begun.url.split_once('?').unwrap();
    assert_eq!(address, format!("{}/auth", bench.faulty.issuer()));
    let verifier = begun.kept.verifier.as_ref().unwrap();
    let expected = json!({
        "response_type": "code",
        "response_mode": "query",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid profile",
        "state": begun.kept.state,
        "nonce": begun.kept.nonce,
        "ui_locales": "sv",
        "code_challenge": encode(Sha256::digest(verifier)),
        "code_challenge_method": "S256",
        "max_age": "0",
    });
    assert_eq!(Value::Object(query(&begun.url)), expected);
    for secret in [&begun.kept.state, &begun.kept.nonce, verifier] {
        assert_eq!(decode(secret).len(), 32);
    }
    assert_eq!(begun.kept.redirect_uri, BACK);
    assert_eq!(begun.kept.begun_at_ms, NOW_MS);
}

#[tokio::test]
async fn nothing_is_said_twice() {
    let bench = Bench::start(PLAIN).await;
    let (one, two) = (bench.begin().await.kept, bench.begin().await.kept);
    assert_ne!(one.state, two.state);
    assert_ne!(one.nonce, two.nonce);
    assert_ne!(one.verifier, two.verifier);
}

#[tokio::test]
async fn a_request_in_the_trust_network_is_signed() {
    let bench = Bench::start(FTN).await;
    let begun = bench.begin().await;
    let outside = query(&begun.url);
    let names: Vec<_> = outside.keys().map(String::as_str).collect();
    assert_eq!(names, ["client_id", "request", "response_type", "scope"]);
    let request = outside["request"].as_str().unwrap();
    assert!(is_signed_by_the_relay(&bench, request));
    let said = claims(request);
    let verifier = begun.kept.verifier.as_ref().unwrap();
    assert_eq!(said["iss"], CLIENT);
    assert_eq!(said["aud"], bench.faulty.issuer());
    assert_eq!(said.get("sub"), None, "it must not pass for a proof");
    assert_eq!(said["client_id"], CLIENT);
    assert_eq!(said["response_type"], "code");
    assert_eq!(said["response_mode"], "query");
    assert_eq!(said["redirect_uri"], BACK);
    assert_eq!(said["state"], begun.kept.state.as_str());
    assert_eq!(said["nonce"], begun.kept.nonce.as_str());
    assert_eq!(said["ui_locales"], "sv");
    assert_eq!(said["ftn_spname"], "Perhekeskuksen chat");
    assert_eq!(said["code_challenge_method"], "S256");
    assert_eq!(said["code_challenge"], encode(Sha256::digest(verifier)));
    assert!(said["acr_values"].as_str().unwrap().contains(LOA2));
    assert_eq!(said["iat"], NOW_S);
    let life_s = said["exp"].as_i64().unwrap() - NOW_S;
    assert!((1..=300).contains(&life_s), "{life_s}");
    let jti = |url: &str| claims(query(url)["request"].as_str().unwrap())["jti"].clone();
    assert_ne!(jti(&begun.url), jti(&bench.begin().await.url));
}

#[tokio::test]
async fn what_was_agreed_otherwise_is_asked_otherwise() {
    let otherwise = r#"
pkce = false
acr_values = ["yksi", "kaksi"]
ftn_spname.fi = "Perhekeskus"
ftn_spname.sv = "Familjecentret"
signed_request = false
"#;
    let bench = Bench::start(&format!("{FTN}{otherwise}")).await;
    let begun = bench.begin().await;
    let said = query(&begun.url);
    assert_eq!(said["acr_values"], "yksi kaksi");
    assert_eq!(said["ftn_spname"], "Familjecentret");
    assert_eq!(said.get("code_challenge"), None);
    assert!(begun.kept.verifier.is_none());
    let came_back = bench.faulty.authorize(&begun.url);
    bench.faulty.encrypts();
    bench
        .provider()
        .finish(&begun.kept, &came_back)
        .await
        .unwrap();
    assert_eq!(last_form(&bench).get("code_verifier"), None);
}

#[tokio::test]
async fn a_long_name_is_cut_for_the_bank() {
    let bench = Bench::start(FTN).await;
    let mut wish = super::wish();
    wish.service_name = "ä".repeat(41);
    let begun = bench.provider().begin(&wish).await.unwrap();
    let said = claims(query(&begun.url)["request"].as_str().unwrap());
    assert_eq!(said["ftn_spname"], "ä".repeat(40));
}

#[tokio::test]
async fn the_relay_proves_itself_by_its_secret() {
    let bench = Bench::start(PLAIN).await;
    let (kept, came_back) = bench.go().await;
    bench.provider().finish(&kept, &came_back).await.unwrap();
    let expected = json!({
        "grant_type": "authorization_code",
        "code": CODE,
        "redirect_uri": BACK,
        "code_verifier": kept.verifier,
    });
    assert_eq!(Value::Object(last_form(&bench)), expected);
    let authorization = last_call(&bench).1;
    // Each half in percent form first (RFC 6749 §2.3.1).
    use base64::Engine as _;
    let pair =
        base64::engine::general_purpose::STANDARD.encode("juttu:salainen%20%26%20pitk%C3%A4");
    assert_eq!(authorization, format!("Basic {pair}"));
}

#[tokio::test]
async fn a_provider_that_wants_the_secret_in_the_form_gets_it_there() {
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().metadata =
        json!({ "token_endpoint_auth_methods_supported": ["client_secret_post"] });
    bench.identify().await.unwrap();
    let form = last_form(&bench);
    assert_eq!(form["client_id"], CLIENT);
    assert_eq!(form["client_secret"], "salainen & pitkä");
    assert_eq!(last_call(&bench).1, "");
}

#[tokio::test]
async fn the_relay_proves_itself_by_its_key() {
    for audience in ["issuer", "token"] {
        let profile = format!("{FTN}client_assertion_audience = \"{audience}\"\n");
        let bench = Bench::start(&profile).await;
        bench.faulty.encrypts();
        bench.identify().await.unwrap();
        let form = last_form(&bench);
        assert_eq!(form["client_id"], CLIENT);
        assert_eq!(form.get("client_secret"), None);
        assert_eq!(
            form["client_assertion_type"],
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        );
        let assertion = form["client_assertion"].as_str().unwrap();
        assert!(is_signed_by_the_relay(&bench, assertion));
        let said = claims(assertion);
        let issuer = bench.faulty.issuer();
        let expected = match audience {
            "issuer" => issuer,
            _ => format!("{issuer}/token"),
        };
        assert_eq!(said["aud"], expected);
        assert_eq!(
            (&said["iss"], &said["sub"]),
            (&json!(CLIENT), &json!(CLIENT))
        );
        let life_s = said["exp"].as_i64().unwrap() - said["iat"].as_i64().unwrap();
        assert!((1..=120).contains(&life_s), "{life_s}");
        bench.identify().await.unwrap();
        let again = last_form(&bench)["client_assertion"].clone();
        assert_ne!(claims(again.as_str().unwrap())["jti"], said["jti"]);
    }
}

/// A code is good for one exchange: whatever comes of it, it is asked for once.
#[tokio::test]
async fn a_code_is_exchanged_once() {
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().claims = json!({ "nonce": "toinen" });
    assert_eq!(
        bench.identify().await.unwrap_err(),
        Fault::Rejected("nonce")
    );
    assert_eq!(bench.faulty.asked(TOKEN), 1);
}

fn last_form(bench: &Bench) -> serde_json::Map<String, Value> {
    query(&last_call(bench).2)
}

/// The last exchange of a code: its path, its `Authorization` and its body.
fn last_call(bench: &Bench) -> (String, String, String) {
    let faults = bench.faulty.faults();
    let mut calls = faults.calls.iter();
    calls.rfind(|(path, ..)| path == TOKEN).unwrap().clone()
}

/// Whether a token is signed by the key that the relay publishes for that.
fn is_signed_by_the_relay(bench: &Bench, token: &str) -> bool {
    let header: Value = serde_json::from_slice(&decode(token.split('.').next().unwrap())).unwrap();
    assert_eq!(header["alg"], "RS256");
    super::keys::is_signed_by(token, &bench.providers.keys().unwrap().key_set())
}
