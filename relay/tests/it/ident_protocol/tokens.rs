//! Every check of a token's claims by its name: a fault that the check alone finds.

use juttu_relay::ident::{Fault, Person};
use juttu_shared::wire::v1::event::Level;
use serde_json::json;

use super::faulty::Faults;
use super::{Bench, FTN, HETU, LOA2, PLAIN};
use crate::harness::NOW_MS;

const NOW_S: i64 = NOW_MS / 1_000;
const NOT_STRONG: &str = "urn:oid:1.2.246.517.3002.110.7";

/// What a fault is called, how it is made, and what is said of it.
pub(super) type Case = (&'static str, fn(&mut Faults), &'static str);

pub(super) async fn refused(profile: &str, is_encrypted: bool, cases: &[Case]) {
    for (name, make, check) in cases {
        let bench = Bench::start(profile).await;
        if is_encrypted {
            bench.faulty.encrypts();
        }
        make(&mut bench.faulty.faults());
        let outcome = bench.identify().await;
        assert_eq!(outcome.unwrap_err(), Fault::Rejected(check), "{name}");
    }
}

fn is_the_person(person: &Person) {
    assert_eq!(person.level, Level::Substantial);
    assert_eq!(person.at_ms, NOW_MS - 5_000);
    assert_eq!(person.personal_code.as_deref(), Some(HETU));
    assert_eq!(person.name, "Meeri Nordea Demo");
    assert_eq!(person.family_name.as_deref(), Some("Demo"));
    assert_eq!(person.given_names.as_deref(), Some("Meeri Nordea"));
    assert_eq!(person.persistent_id, None);
    assert_eq!(person.subject, "", "a resident is never known by sub");
}

#[tokio::test]
async fn a_right_token_says_who_it_is_in_both_profiles() {
    is_the_person(&Bench::start(PLAIN).await.identify().await.unwrap());
    let bench = Bench::start(FTN).await;
    bench.faulty.encrypts();
    is_the_person(&bench.identify().await.unwrap());
}

#[tokio::test]
async fn a_token_opens_by_each_of_the_agreed_algorithms() {
    for (alg, enc) in [
        ("RSA-OAEP", "A256GCM"),
        ("RSA-OAEP-256", "A128CBC-HS256"),
        ("RSA-OAEP-256", "A256GCM"),
    ] {
        let profile = format!(
            "{FTN}id_token_encrypted_response_alg = \"{alg}\"\n\
             id_token_encrypted_response_enc = \"{enc}\"\n"
        );
        let bench = Bench::start(&profile).await;
        bench.faulty.faults().encryption = json!({ "alg": alg, "enc": enc });
        is_the_person(&bench.identify().await.unwrap());
    }
}

#[tokio::test]
async fn a_wrong_claim_is_refused() {
    const CASES: &[Case] = &[
        (
            "another issuer",
            |it| it.claims = json!({ "iss": "http://127.0.0.1/op" }),
            "iss",
        ),
        ("no issuer", |it| it.claims = json!({ "iss": null }), "iss"),
        (
            "for another",
            |it| it.claims = json!({ "aud": "toinen" }),
            "aud",
        ),
        (
            "for others",
            |it| it.claims = json!({ "aud": ["toinen", "kolmas"] }),
            "aud",
        ),
        ("for nobody", |it| it.claims = json!({ "aud": null }), "aud"),
        (
            "for us and others",
            |it| it.claims = json!({ "aud": ["juttu", "toinen"] }),
            "azp",
        ),
        (
            "for us, made for another",
            |it| it.claims = json!({ "aud": ["juttu", "toinen"], "azp": "toinen" }),
            "azp",
        ),
        (
            "made for another",
            |it| it.claims = json!({ "azp": "toinen" }),
            "azp",
        ),
        (
            "expired",
            |it| it.claims = json!({ "exp": NOW_S - 60 }),
            "exp",
        ),
        (
            "without an end",
            |it| it.claims = json!({ "exp": null }),
            "exp",
        ),
        (
            "not yet good",
            |it| it.claims = json!({ "nbf": NOW_S + 61 }),
            "nbf",
        ),
        (
            "good at no time",
            |it| it.claims = json!({ "nbf": "huomenna" }),
            "nbf",
        ),
        (
            "expired, to the fraction",
            |it| it.claims = json!({ "exp": NOW_S as f64 - 60.0 }),
            "exp",
        ),
        (
            "made beyond all time",
            |it| it.claims = json!({ "iat": 1e300 }),
            "iat",
        ),
        (
            "made in the future",
            |it| it.claims = json!({ "iat": NOW_S + 61 }),
            "iat",
        ),
        (
            "made before it was asked for",
            |it| it.claims = json!({ "iat": NOW_S - 61 }),
            "iat",
        ),
        (
            "made at no time",
            |it| it.claims = json!({ "iat": null }),
            "iat",
        ),
        (
            "another nonce",
            |it| it.claims = json!({ "nonce": "toinen" }),
            "nonce",
        ),
        (
            "no nonce",
            |it| it.claims = json!({ "nonce": null }),
            "nonce",
        ),
        (
            "another level",
            |it| it.claims = json!({ "acr": "loa1" }),
            "acr",
        ),
        ("no level", |it| it.claims = json!({ "acr": null }), "acr"),
        (
            "a test's level",
            |it| it.claims = json!({ "acr": "http://ftn.ficora.fi/2017/loatest2" }),
            "acr",
        ),
        (
            "not strong",
            |it| it.claims = json!({ "acr": NOT_STRONG }),
            "not strong",
        ),
        (
            "not strong, by the way",
            |it| it.claims = json!({ "acr": LOA2, "amr": [NOT_STRONG] }),
            "not strong",
        ),
        (
            "signed in in the future",
            |it| it.claims = json!({ "auth_time": NOW_S + 61 }),
            "auth_time",
        ),
        (
            "signed in more than a day before",
            |it| it.claims = json!({ "auth_time": NOW_S - 24 * 3_600 - 61 }),
            "auth_time",
        ),
        (
            "signed in before all time",
            |it| it.claims = json!({ "auth_time": i64::MIN }),
            "auth_time",
        ),
        (
            "without a name",
            |it| it.claims = json!({ "name": null, "family_name": null, "given_name": " " }),
            "no name among the claims",
        ),
    ];
    refused(PLAIN, false, CASES).await;
    refused(FTN, true, CASES).await;
}

#[tokio::test]
async fn clocks_may_differ_by_a_minute() {
    for claims in [
        json!({ "exp": NOW_S - 59 }),
        json!({ "iat": NOW_S + 60 }),
        json!({ "iat": NOW_S - 60 }),
        json!({ "nbf": NOW_S + 60 }),
        json!({ "auth_time": NOW_S + 60 }),
        json!({ "auth_time": NOW_S - 24 * 3_600 - 60 }),
        // Half a second (RFC 7519 §2).
        json!({ "iat": NOW_S as f64 + 0.5, "exp": NOW_S as f64 + 300.5 }),
        json!({ "aud": ["juttu"] }),
        json!({ "aud": ["toinen", "juttu"], "azp": "juttu" }),
    ] {
        let bench = Bench::start(PLAIN).await;
        bench.faulty.faults().claims = claims.clone();
        assert!(bench.identify().await.is_ok(), "{claims}");
    }
}

#[tokio::test]
async fn a_fresh_sign_in_is_one_when_it_was_asked_for() {
    let fresh = format!("{PLAIN}max_age_s = 30\n");
    refused(
        &fresh,
        false,
        &[
            (
                "none",
                |it| it.claims = json!({ "auth_time": null }),
                "auth_time",
            ),
            (
                "old",
                |it| it.claims = json!({ "auth_time": NOW_S - 91 }),
                "auth_time",
            ),
        ],
    )
    .await;
    let bench = Bench::start(&fresh).await;
    bench.faulty.faults().claims = json!({ "auth_time": NOW_S - 90 });
    assert!(bench.identify().await.is_ok());
    // Where it was not, nothing is missed, and the time is that of the answer.
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().claims = json!({ "auth_time": null });
    assert_eq!(bench.identify().await.unwrap().at_ms, NOW_MS);
}
