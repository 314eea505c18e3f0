//! The provider's keys: read once a day, again for a key that is not known, and by no other hand.

use std::path::PathBuf;

use juttu_relay::ident::Fault;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::faulty::{Instead, KEYS};
use super::write::{jwk, provider_key, sign};
use super::{Bench, PLAIN};
use crate::harness::NOW_MS;

const NOW_S: i64 = NOW_MS / 1_000;

#[tokio::test]
async fn keys_are_kept_for_a_day() {
    let bench = Bench::start(PLAIN).await;
    bench.identify().await.unwrap();
    bench.identify().await.unwrap();
    assert_eq!(bench.faulty.asked(KEYS), 1);
    bench.clock.advance_ms(24 * 3_600_000);
    // The token's times are of yesterday; the keys are read before that is seen.
    assert!(bench.identify().await.is_err());
    assert_eq!(bench.faulty.asked(KEYS), 2);
}

#[tokio::test]
async fn a_new_key_is_looked_for_once_and_not_too_often() {
    let bench = Bench::start(PLAIN).await;
    bench.identify().await.unwrap();
    let unknown = Fault::Rejected("unknown key");
    {
        let mut faults = bench.faulty.faults();
        faults.signs_with = 1;
        faults.header = json!({ "kid": "kaksi" });
    }
    // A moment after they were read, they are not read again.
    for _ in 0..3 {
        assert_eq!(bench.identify().await.unwrap_err(), unknown);
    }
    assert_eq!(bench.faulty.asked(KEYS), 1);
    bench.clock.advance_ms(60_000);
    // Now once, in vain, and for that minute no more.
    for _ in 0..3 {
        assert_eq!(bench.identify().await.unwrap_err(), unknown);
    }
    assert_eq!(bench.faulty.asked(KEYS), 2);
    bench.clock.advance_ms(60_000);
    let both = [jwk(provider_key(0), "yksi"), jwk(provider_key(1), "kaksi")];
    bench.faulty.faults().keys = json!({ "keys": both });
    bench.faulty.faults().claims = json!({ "iat": NOW_S + 120, "exp": NOW_S + 400 });
    bench.identify().await.unwrap();
    assert_eq!(bench.faulty.asked(KEYS), 3);
    // The old one counts as long as it is there.
    bench.faulty.faults().signs_with = 0;
    bench.faulty.faults().header = json!({});
    bench.identify().await.unwrap();
    assert_eq!(bench.faulty.asked(KEYS), 3);
}

#[tokio::test]
async fn a_key_that_is_not_named_must_be_the_only_one() {
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().header = json!({ "kid": null });
    bench.identify().await.unwrap();
    let both = [jwk(provider_key(0), "yksi"), jwk(provider_key(1), "kaksi")];
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().keys = json!({ "keys": both });
    bench.faulty.faults().header = json!({ "kid": null });
    let refused = Fault::Rejected("no kid, and several keys");
    assert_eq!(bench.identify().await.unwrap_err(), refused);
}

/// Keys for something else, or of kinds that are not known, count as not there.
#[tokio::test]
async fn a_key_for_something_else_verifies_nothing() {
    for (name, value) in [("use", "enc"), ("alg", "PS256"), ("kty", "oct"), ("n", "=")] {
        let bench = Bench::start(PLAIN).await;
        let mut key = jwk(provider_key(0), "yksi");
        key[name] = json!(value);
        bench.faulty.faults().keys = json!({ "keys": [json!(1), key] });
        let refused = Fault::Rejected("unknown key");
        assert_eq!(bench.identify().await.unwrap_err(), refused, "{name}");
    }
    let bench = Bench::start(PLAIN).await;
    let others = [
        json!({ "kty": "OKP", "crv": "X" }),
        jwk(provider_key(0), "yksi"),
    ];
    bench.faulty.faults().keys = json!({ "keys": others });
    bench.identify().await.unwrap();
}

#[tokio::test]
async fn keys_that_are_none_are_unavailable() {
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().keys = json!([]);
    let fault = Fault::Unavailable("no keys there");
    assert_eq!(bench.identify().await.unwrap_err(), fault);
    // An answer that says of itself that it is none.
    let bench = Bench::start(PLAIN).await;
    let set = json!({ "keys": [jwk(provider_key(0), "yksi")] });
    let answer = Instead::Text(500, set.to_string());
    bench.faulty.faults().instead.insert(KEYS, answer);
    assert_eq!(bench.identify().await.unwrap_err(), fault);
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().metadata = json!({ "jwks_uri": null });
    let fault = Fault::Unavailable("no keys in the metadata");
    assert_eq!(bench.identify().await.unwrap_err(), fault);
}

/// A provider whose keys are vouched for by a key that was handed over.
async fn vouched(claims: Value, header: Value, key: usize) -> Result<(), Fault> {
    let (_folder, file) = pinned();
    let profile = format!("{PLAIN}keys_signed_by = \"{}\"\n", file.display());
    let bench = Bench::start(&profile).await;
    let mut whole = json!({
        "iss": bench.faulty.issuer(),
        "keys": [jwk(provider_key(0), "yksi")],
        "exp": NOW_S + 60,
    });
    super::faulty::lay_over(&mut whole, &claims);
    let mut head = json!({ "alg": "RS256", "kid": "takaaja" });
    super::faulty::lay_over(&mut head, &header);
    let set = sign(&head, whole.to_string().as_bytes(), provider_key(key));
    let uri = format!("{}/keys.jwt", bench.faulty.issuer());
    bench.faulty.faults().metadata = json!({ "signed_jwks_uri": uri });
    let answer = Instead::Text(200, set);
    bench.faulty.faults().instead.insert("/op/keys.jwt", answer);
    bench.identify().await.map(drop)
}

/// The file of the key that vouches: the provider's second one.
fn pinned() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("takaaja.json");
    std::fs::write(&file, jwk(provider_key(1), "takaaja").to_string()).unwrap();
    (folder, file)
}

#[tokio::test]
async fn keys_are_vouched_for_by_the_key_that_was_handed_over() {
    let nothing = || json!({});
    vouched(nothing(), nothing(), 1).await.unwrap();
    let signature = Fault::Rejected("signature of the key set");
    assert_eq!(vouched(nothing(), nothing(), 0).await, Err(signature));
    let none = json!({ "alg": "none" });
    assert_eq!(vouched(nothing(), none, 1).await, Err(signature));
    let other = json!({ "kid": "toinen" });
    let who = Fault::Rejected("who vouches for the key set");
    assert_eq!(vouched(nothing(), other, 1).await, Err(who));
    let issuer = json!({ "iss": "https://toinen.example.fi" });
    let fault = Fault::Rejected("issuer of the key set");
    assert_eq!(vouched(issuer, nothing(), 1).await, Err(fault));
    let old = json!({ "exp": NOW_S - 60 });
    let fault = Fault::Rejected("age of the key set");
    assert_eq!(vouched(old, nothing(), 1).await, Err(fault));
    let endless = json!({ "exp": i64::MAX });
    vouched(endless, nothing(), 1).await.unwrap();
    let empty = json!({ "keys": null });
    let fault = Fault::Rejected("content of the key set");
    assert_eq!(vouched(empty, nothing(), 1).await, Err(fault));
}

/// The plain set beside it is not taken instead.
#[tokio::test]
async fn keys_that_nobody_vouches_for_are_not_taken() {
    let (_folder, file) = pinned();
    let profile = format!("{PLAIN}keys_signed_by = \"{}\"\n", file.display());
    let bench = Bench::start(&profile).await;
    let refused = Fault::Rejected("signature of the key set");
    assert_eq!(bench.identify().await.unwrap_err(), refused);
    std::fs::write(&file, "{}").unwrap();
    bench.clock.advance_ms(60_000);
    let fault = Fault::Unavailable("keys_signed_by can't be read");
    assert_eq!(bench.identify().await.unwrap_err(), fault);
}
