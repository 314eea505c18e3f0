//! Who the claims of a right token say that somebody is.

use juttu_relay::ident::Fault;
use juttu_relay::ident::provider::Providers;
use juttu_relay::random::Random;
use juttu_shared::wire::v1::event::Level;
use serde_json::json;

use super::{Bench, HETU, PLAIN};

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

/// By the rules for every text that is shown.
#[tokio::test]
async fn names_are_shown_on_one_line_and_in_one_direction() {
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().claims = json!({
        "name": "\u{202e}Maija\nMeikäläinen\u{7}\u{feff}",
        "given_name": "\u{200b}",
        "family_name": "n".repeat(201),
    });
    let person = bench.identify().await.unwrap();
    assert_eq!(person.name, "Maija Meikäläinen");
    assert_eq!(person.given_names, None);
    assert_eq!(person.family_name, Some("n".repeat(200)));
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
