//! What comes back with the browser, and what an address of the provider answers instead.

use futures_util::future::join_all;
use juttu_relay::ident::{CameBack, Fault};
use juttu_shared::limits::IDENTIFICATION_MS;
use serde_json::{Value, json};

use super::faulty::{Instead, KEYS, METADATA, TOKEN};
use super::{Bench, PLAIN};

const DOWN: &str = "the provider says that it can't just now";
const PROMISED: &str = "authorization_response_iss_parameter_supported";

#[tokio::test]
async fn another_state_is_refused() {
    for state in [json!("toinen"), Value::Null, json!("")] {
        let bench = Bench::start(PLAIN).await;
        bench.faulty.faults().came_back = json!({ "state": state });
        assert_eq!(
            bench.identify().await.unwrap_err(),
            Fault::Rejected("state")
        );
        assert_eq!(bench.faulty.asked(TOKEN), 0);
    }
}

#[tokio::test]
async fn an_attempt_that_took_too_long_is_refused() {
    let bench = Bench::start(PLAIN).await;
    let (kept, came_back) = bench.go().await;
    bench.clock.advance_ms(IDENTIFICATION_MS + 1);
    let outcome = bench.provider().finish(&kept, &came_back).await;
    assert_eq!(outcome.unwrap_err(), Fault::Rejected("age of the attempt"));
    assert_eq!(bench.faulty.asked(TOKEN), 0);
}

/// RFC 9207, also where an error comes back.
#[tokio::test]
async fn whoever_answers_must_be_whom_we_asked() {
    let wrong = json!({ "iss": "https://toinen.example.fi" });
    let wrong_error = json!({ "iss": "https://toinen.example.fi", "error": "access_denied" });
    let missing = json!({});
    let refused = Fault::Rejected("iss of the answer");
    for (came_back, promised, configured, is_refused) in [
        (&wrong, false, false, true),
        (&wrong_error, false, false, true),
        (&missing, true, false, true),
        (&missing, false, true, true),
        (&missing, false, false, false),
    ] {
        let bench = Bench::start(&format!("{PLAIN}response_iss = {configured}\n")).await;
        bench.faulty.faults().came_back = came_back.clone();
        bench.faulty.faults().metadata = json!({ PROMISED: promised });
        match (bench.identify().await, is_refused) {
            (Err(fault), true) => assert_eq!(fault, refused, "{came_back}"),
            (outcome, false) => assert!(outcome.is_ok(), "{came_back}"),
            (Ok(_), true) => panic!("{came_back} passed"),
        }
    }
    let bench = Bench::start(PLAIN).await;
    let right = json!({ "iss": bench.faulty.issuer() });
    bench.faulty.faults().came_back = right;
    bench.faulty.faults().metadata = json!({ PROMISED: true });
    assert!(bench.identify().await.is_ok());
}

#[tokio::test]
async fn an_error_is_what_it_means() {
    let rejected = Fault::Rejected("the provider answered with an error");
    for (error, fault) in [
        ("access_denied", Fault::Cancelled),
        ("cancel", Fault::Cancelled),
        ("temporarily_unavailable", Fault::Unavailable(DOWN)),
        ("server_error", Fault::Unavailable(DOWN)),
        ("invalid_request", rejected),
        ("login_required", rejected),
        ("", rejected),
    ] {
        let bench = Bench::start(PLAIN).await;
        // A code beside an error is not looked at.
        bench.faulty.faults().came_back = json!({ "error": error });
        assert_eq!(bench.identify().await.unwrap_err(), fault, "{error}");
        assert_eq!(bench.faulty.asked(TOKEN), 0);
    }
}

#[tokio::test]
async fn no_code_is_refused() {
    for code in [Value::Null, json!("")] {
        let bench = Bench::start(PLAIN).await;
        bench.faulty.faults().came_back = json!({ "code": code });
        assert_eq!(
            bench.identify().await.unwrap_err(),
            Fault::Rejected("no code")
        );
        assert_eq!(bench.faulty.asked(TOKEN), 0);
    }
}

#[tokio::test]
async fn a_refused_exchange_is_said_in_words() {
    let refused = Fault::Unavailable("the exchange of the code is refused");
    for (status, text, fault) in [
        (
            400,
            r#"{"error":"invalid_grant","error_description":"210281-9988"}"#,
            Fault::Rejected("the code is refused (invalid_grant)"),
        ),
        (
            401,
            r#"{"error":"invalid_client"}"#,
            Fault::Unavailable("the relay's proof of itself is refused (invalid_client)"),
        ),
        (400, "<html>", refused),
        (
            500,
            "",
            Fault::Unavailable("the exchange of the code failed"),
        ),
        (200, "{}", Fault::Rejected("no ID token in the answer")),
        (200, "[", Fault::Rejected("no ID token in the answer")),
    ] {
        let bench = Bench::start(PLAIN).await;
        let instead = Instead::Text(status, text.to_owned());
        bench.faulty.faults().instead.insert(TOKEN, instead);
        assert_eq!(
            bench.identify().await.unwrap_err(),
            fault,
            "{status} {text}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_is_too_long_is_not_taken() {
    for path in [METADATA, KEYS, TOKEN] {
        let bench = Bench::start(PLAIN).await;
        let long = Instead::Bytes(64 * 1024 + 1);
        bench.faulty.faults().instead.insert(path, long);
        let fault = outcome(&bench).await;
        assert_eq!(fault, Fault::Unavailable("an answer too long"), "{path}");
    }
    // The longest is read, and found to be nothing.
    let bench = Bench::start(PLAIN).await;
    let long = Instead::Bytes(64 * 1024);
    bench.faulty.faults().instead.insert(METADATA, long);
    assert_eq!(
        outcome(&bench).await,
        Fault::Unavailable("no metadata there")
    );
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    for path in [METADATA, KEYS, TOKEN] {
        let bench = Bench::start(PLAIN).await;
        let elsewhere = format!("{}/elsewhere", bench.faulty.issuer());
        let redirect = Instead::Redirect(elsewhere);
        bench.faulty.faults().instead.insert(path, redirect);
        assert_eq!(
            outcome(&bench).await,
            Fault::Unavailable("a redirect"),
            "{path}"
        );
        assert_eq!(bench.faulty.asked("/op/elsewhere"), 0);
    }
}

/// The one test that waits for as long as a person would have to.
#[tokio::test]
async fn nobody_waits_for_an_answer_that_does_not_come() {
    let all = [METADATA, KEYS, TOKEN].map(|path| async move {
        let bench = Bench::start(PLAIN).await;
        bench.faulty.faults().instead.insert(path, Instead::Nothing);
        let answer = tokio::time::timeout(std::time::Duration::from_secs(10), outcome(&bench));
        let answer = answer.await.expect("answers within ten seconds");
        assert_eq!(answer, Fault::Unavailable("no answer in time"), "{path}");
    });
    join_all(all).await;
}

#[tokio::test]
async fn a_provider_that_is_down_is_unavailable() {
    let bench = Bench::start(PLAIN).await;
    let faulty = super::config("http://127.0.0.1:1/op", PLAIN);
    let providers = juttu_relay::ident::provider::Providers::new(
        &faulty,
        &bench.clock,
        &juttu_relay::random::Random::System,
    );
    let providers = providers.unwrap();
    let provider = providers.get("pankki").unwrap();
    let begun = provider.begin(&super::wish()).await;
    assert_eq!(begun.unwrap_err(), Fault::Unavailable("no connection"));
}

/// Metadata that names another issuer may be another's, and send people and codes there.
#[tokio::test]
async fn metadata_of_another_issuer_is_refused() {
    let bench = Bench::start(PLAIN).await;
    let other = format!("{}/", bench.faulty.issuer());
    bench.faulty.faults().metadata = json!({ "issuer": other });
    assert_eq!(
        outcome(&bench).await,
        Fault::Rejected("issuer of the metadata")
    );
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_is_not_encrypted() {
    let refused = Fault::Rejected("address of the authorization");
    for address in [
        "http://pankki.example.fi/auth",
        "javascript:alert(1)",
        "https://pankki.example.fi/'; script-src *",
        "https://pankki.example.fi/';script-src",
        "https://pankki.example.fi/auth,b",
        "https://pankki.example.fi/auth#b",
        "https://a@pankki.example.fi/auth",
        "",
    ] {
        let bench = Bench::start(PLAIN).await;
        bench.faulty.faults().metadata = json!({ "authorization_endpoint": address });
        assert_eq!(outcome(&bench).await, refused, "{address}");
    }
    // Nor is a code.
    let bench = Bench::start(PLAIN).await;
    bench.faulty.faults().metadata = json!({ "token_endpoint": "http://pankki.example.fi/token" });
    let fault = outcome(&bench).await;
    assert_eq!(fault, Fault::Unavailable("an address without https"));
}

#[tokio::test]
async fn metadata_is_kept_for_a_day_and_a_failure_for_a_moment() {
    let bench = Bench::start(PLAIN).await;
    let status = Instead::Text(503, String::new());
    bench.faulty.faults().instead.insert(METADATA, status);
    for _ in 0..3 {
        assert_eq!(
            outcome(&bench).await,
            Fault::Unavailable("no metadata there")
        );
    }
    assert_eq!(bench.faulty.asked(METADATA), 1);
    bench.faulty.faults().instead.clear();
    bench.clock.advance_ms(3_000);
    for _ in 0..3 {
        bench.begin().await;
    }
    assert_eq!(bench.faulty.asked(METADATA), 2);
    bench.clock.advance_ms(24 * 3_600_000 - 1);
    bench.begin().await;
    assert_eq!(bench.faulty.asked(METADATA), 2);
    bench.clock.advance_ms(1);
    bench.begin().await;
    assert_eq!(bench.faulty.asked(METADATA), 3);
}

/// What a round comes to, wherever it ends.
async fn outcome(bench: &Bench) -> Fault {
    let begun = match bench.provider().begin(&super::wish()).await {
        Ok(begun) => begun,
        Err(fault) => return fault,
    };
    let came_back: CameBack = bench.faulty.authorize(&begun.url);
    let finished = bench.provider().finish(&begun.kept, &came_back).await;
    finished.unwrap_err()
}
