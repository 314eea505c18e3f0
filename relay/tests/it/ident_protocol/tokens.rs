//! Every check of a token by its name: a fault that the check alone finds.

use juttu_relay::ident::provider::Providers;
use juttu_relay::ident::{Fault, Person};
use juttu_relay::random::Random;
use juttu_shared::wire::v1::event::Level;
use serde_json::{Value, json};

use super::faulty::Faults;
use super::write::{decode, encode};
use super::{Bench, FTN, HETU, LOA2, PLAIN};
use crate::harness::NOW_MS;

const NOW_S: i64 = NOW_MS / 1_000;
const NOT_STRONG: &str = "urn:oid:1.2.246.517.3002.110.7";

/// What a fault is called, how it is made, and what is said of it.
type Case = (&'static str, fn(&mut Faults), &'static str);

async fn refused(profile: &str, is_encrypted: bool, cases: &[Case]) {
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

#[tokio::test]
async fn a_wrong_signature_is_refused() {
    const CASES: &[Case] = &[
        ("by another key", |it| it.signs_with = 1, "signature"),
        (
            "changed",
            |it| it.change = |token| change(&token, 1),
            "signature",
        ),
        (
            "none",
            |it| it.change = |token| format!("{}.", token.rsplit_once('.').unwrap().0),
            "signature",
        ),
        (
            "alg none",
            |it| it.header = json!({ "alg": "none" }),
            "signature algorithm",
        ),
        (
            "alg HS256",
            |it| it.header = json!({ "alg": "HS256" }),
            "signature algorithm",
        ),
        (
            "alg PS256",
            |it| it.header = json!({ "alg": "PS256" }),
            "signature algorithm",
        ),
        (
            "no alg",
            |it| it.header = json!({ "alg": null }),
            "signature algorithm",
        ),
        (
            "crit",
            |it| it.header = json!({ "crit": ["b64"] }),
            "crit in a header",
        ),
        (
            "an unknown key",
            |it| it.header = json!({ "kid": "kaksi" }),
            "unknown key",
        ),
        (
            "two parts",
            |it| it.change = |token| token.rsplit_once('.').unwrap().0.to_owned(),
            "not a signed token",
        ),
        (
            "no claims",
            |it| it.change = |_| String::new(),
            "not a signed token",
        ),
        (
            "encrypted though that was not agreed",
            |it| it.encryption = json!({ "alg": "RSA-OAEP", "enc": "A128CBC-HS256" }),
            "not a signed token",
        ),
    ];
    refused(PLAIN, false, CASES).await;
}

#[tokio::test]
async fn the_signature_inside_is_checked_as_well() {
    const CASES: &[Case] = &[
        ("by another key", |it| it.signs_with = 1, "signature"),
        (
            "alg none",
            |it| it.header = json!({ "alg": "none" }),
            "signature algorithm",
        ),
        (
            "alg PS256",
            |it| it.header = json!({ "alg": "PS256" }),
            "signature algorithm",
        ),
        (
            "crit",
            |it| it.header = json!({ "crit": ["b64"] }),
            "crit in a header",
        ),
        (
            "an unknown key",
            |it| it.header = json!({ "kid": "kaksi" }),
            "unknown key",
        ),
    ];
    refused(FTN, true, CASES).await;
}

#[tokio::test]
async fn what_should_be_encrypted_is_encrypted_as_agreed() {
    const CASES: &[Case] = &[
        (
            "not at all",
            |it| it.encryption = Value::Null,
            "not an encrypted token",
        ),
        (
            "another key algorithm",
            |it| it.encryption["alg"] = json!("RSA-OAEP-256"),
            "key encryption algorithm",
        ),
        (
            "an old key algorithm",
            |it| it.encryption["alg"] = json!("RSA1_5"),
            "key encryption algorithm",
        ),
        (
            "directly",
            |it| it.encryption["alg"] = json!("dir"),
            "key encryption algorithm",
        ),
        (
            "another content algorithm",
            |it| it.encryption["enc"] = json!("A256GCM"),
            "content encryption algorithm",
        ),
        (
            "no content algorithm",
            |it| it.encryption["enc"] = json!(1),
            "not an encrypted token",
        ),
        (
            "compressed",
            |it| it.encryption["zip"] = json!("DEF"),
            "zip in a header",
        ),
        (
            "critical",
            |it| it.encryption["crit"] = json!(["exp"]),
            "crit in a header",
        ),
        (
            "six parts",
            |it| it.change = |token| format!("{token}.x"),
            "not an encrypted token",
        ),
    ];
    refused(FTN, true, CASES).await;
}

/// Whichever part is wrong, what is said is the same.
#[tokio::test]
async fn whatever_does_not_open_is_said_in_one_way() {
    const CASES: &[Case] = &[
        ("the header", |it| it.encryption["extra"] = json!(true), ""),
        (
            "the key",
            |it| it.change = |token| change(&token, 1),
            "decryption",
        ),
        (
            "the vector",
            |it| it.change = |token| change(&token, 2),
            "decryption",
        ),
        (
            "the content",
            |it| it.change = |token| change(&token, 3),
            "decryption",
        ),
        (
            "the tag",
            |it| it.change = |token| change(&token, 4),
            "decryption",
        ),
        (
            "a shorter tag",
            |it| it.change = |token| shorten(&token, 4),
            "decryption",
        ),
        (
            "a shorter key",
            |it| it.change = |token| shorten(&token, 1),
            "decryption",
        ),
        (
            "a shorter vector",
            |it| it.change = |token| shorten(&token, 2),
            "decryption",
        ),
        (
            "no base64",
            |it| it.change = |token| token.replace('.', ".="),
            "decryption",
        ),
    ];
    refused(FTN, true, &CASES[1..]).await;
    let gcm = format!("{FTN}id_token_encrypted_response_enc = \"A256GCM\"\n");
    for (name, make, check) in &CASES[1..] {
        let bench = Bench::start(&gcm).await;
        bench.faulty.encrypts();
        bench.faulty.faults().encryption["enc"] = json!("A256GCM");
        make(&mut bench.faulty.faults());
        let outcome = bench.identify().await;
        assert_eq!(outcome.unwrap_err(), Fault::Rejected(check), "{name}");
    }
    // An extra word in the header is bound into the token, and not asked for.
    let bench = Bench::start(FTN).await;
    bench.faulty.encrypts();
    CASES[0].1(&mut bench.faulty.faults());
    assert!(bench.identify().await.is_ok());
}

/// A header of the attacker's own choosing is bound to nothing, and so opens nothing.
#[tokio::test]
async fn a_header_that_was_exchanged_does_not_open() {
    let bench = Bench::start(FTN).await;
    bench.faulty.encrypts();
    bench.faulty.faults().change = |token| {
        let (_, rest) = token.split_once('.').unwrap();
        let header = json!({ "alg": "RSA-OAEP", "enc": "A128CBC-HS256", "kid": "toinen" });
        format!("{}.{rest}", encode(header.to_string()))
    };
    assert_eq!(
        bench.identify().await.unwrap_err(),
        Fault::Rejected("decryption")
    );
}

#[tokio::test]
async fn a_test_s_level_counts_in_a_test_alone() {
    let levels = "levels.\"http://ftn.ficora.fi/2017/loatest2\" = \"test\"\n";
    let bench = Bench::start(&format!("{PLAIN}is_test = true\n{levels}")).await;
    bench.faulty.faults().claims = json!({ "acr": "http://ftn.ficora.fi/2017/loatest2" });
    assert_eq!(bench.identify().await.unwrap().level, Level::Test);
    // The configuration refuses this already; the token is refused all the same.
    let mut bench = bench;
    let mut config = super::config(
        &bench.faulty.issuer(),
        &format!("{PLAIN}is_test = true\n{levels}"),
    );
    for provider in &mut config.providers {
        provider.is_test = false;
    }
    bench.providers = Providers::new(&config, &bench.clock, &Random::System).unwrap();
    let refused = Fault::Rejected("test level");
    assert_eq!(bench.identify().await.unwrap_err(), refused);
}

#[tokio::test]
async fn a_code_with_a_wrong_check_character_is_taken_all_the_same() {
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().claims = json!({ "urn:oid:1.2.246.21": "210281-9987" });
    let person = bench.identify().await.unwrap();
    assert_eq!(person.personal_code.as_deref(), Some("210281-9987"));
}

#[tokio::test]
async fn somebody_without_a_code_is_identified_too() {
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().claims = json!({
        "urn:oid:1.2.246.21": null,
        "name": null,
        "acr": "http://eidas.europa.eu/LoA/high",
    });
    let person = bench.identify().await.unwrap();
    assert_eq!(person.personal_code, None);
    assert_eq!(person.level, Level::High);
    assert_eq!(person.name, "Meeri Nordea Demo");
}

#[tokio::test]
async fn claims_have_the_names_that_are_written() {
    let named = r#"
client_secret = "salainen"
claims.personal_code = ["ftn_hetu", "nin"]
claims.persistent_id = "ftn_satu"
claims.family_name = "urn:oid:2.5.4.4"
claims.given_names = ["urn:oid:1.2.246.575.1.14", "urn:oid:2.5.4.42"]
claims.name = "urn:oid:2.16.840.1.113730.3.1.241"
"#;
    let bench = Bench::start(named).await;
    assert!(bench.provider().knows_a_person());
    bench.faulty.faults().claims = json!({
        "name": "toinen",
        "nin": "010170-999r",
        "ftn_satu": "10000001N",
        "urn:oid:2.5.4.4": "Meikäläinen\u{7}",
        "urn:oid:2.5.4.42": "Maija",
        "urn:oid:2.16.840.1.113730.3.1.241": "Maija Meikäläinen",
    });
    let person = bench.identify().await.unwrap();
    assert_eq!(person.personal_code.as_deref(), Some("010170-999R"));
    assert_eq!(person.persistent_id.as_deref(), Some("10000001N"));
    assert_eq!(person.family_name.as_deref(), Some("Meikäläinen"));
    assert_eq!(person.given_names.as_deref(), Some("Maija"));
    assert_eq!(person.name, "Maija Meikäläinen");
}

#[tokio::test]
async fn nobody_is_known_again_where_nothing_says_so() {
    let bench = Bench::start("client_secret = \"salainen\"\n").await;
    assert!(!bench.provider().knows_a_person());
    let person = bench.identify().await.unwrap();
    assert_eq!((person.personal_code, person.persistent_id), (None, None));
}

/// Nothing of what is secret stands in what a log could print.
#[tokio::test]
async fn nothing_secret_is_printed() {
    let bench = Bench::start(PLAIN).await;
    let (kept, came_back) = bench.go().await;
    let begun = bench.begin().await;
    let person = bench.provider().finish(&kept, &came_back).await.unwrap();
    let config = super::config(&bench.faulty.issuer(), PLAIN);
    let printed = format!(
        "{kept:?} {came_back:?} {begun:?} {person:?} {:?} {:?}",
        config.providers,
        bench.providers.keys().unwrap(),
    );
    for secret in [
        kept.state.as_str(),
        &kept.nonce,
        kept.verifier.as_ref().unwrap(),
        super::faulty::CODE,
        &begun.url,
        HETU,
        "Meeri",
        "salainen",
    ] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
}

/// Another byte in one part of a token.
fn change(token: &str, part: usize) -> String {
    edit(token, part, |bytes| bytes[0] ^= 1)
}

fn shorten(token: &str, part: usize) -> String {
    edit(token, part, |bytes| _ = bytes.pop())
}

fn edit(token: &str, part: usize, edit: fn(&mut Vec<u8>)) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let mut bytes = decode(&parts[part]);
    edit(&mut bytes);
    parts[part] = encode(bytes);
    parts.join(".")
}
