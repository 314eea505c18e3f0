//! Of the ways in, nothing that opens anything stands in the log, the figures or the files.

use juttu_relay::clock::Clock;
use juttu_shared::wire::v1::public::ServiceState;
use juttu_shared::wire::v1::sign_in::SecondFactorOffer;
use serde_json::json;
use tempfile::TempDir;

use super::provider::Provider;
use super::scene::{START, sign_in_cookie};
use crate::harness::{Authenticator, Program, SERVICE};

/// How the log is told to say everything.
const EVERYTHING: &str = "trace,hyper::proto=trace";
/// Who comes, as the organisation knows them, and a group that is no business of the relay's.
const SUBJECT: &str = "tunniste-kanaria-77";
const GROUP: &str = "ryhma-kanaria-88";

#[tokio::test]
async fn neither_values_nor_people_of_a_sign_in_are_told() {
    let provider = Provider::start().await;
    let entra = "JUTTU__SIGN_IN__PROVIDER__ENTRA__";
    let environment = [
        ("ISSUER", provider.issuer.as_str()),
        ("CLIENT_ID", "juttu"),
        ("CLIENT_SECRET", "kanarian-oma-salaisuus"),
        ("NAME__FI", "Hyvaepin tunnus"),
        ("NAME__SV", "Hyvaeps konto"),
        ("ID_TOKEN_SIGNED_RESPONSE_ALG", "ES256"),
        ("GROUPS__PERHE__ROLE", "agent"),
        ("GROUPS__PERHE__SERVICES", SERVICE),
    ];
    let environment = environment.map(|(name, value)| (format!("{entra}{name}"), value));
    let mut environment: Vec<_> = environment
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    environment.push(("RUST_LOG", EVERYTHING));
    let folder = TempDir::new().unwrap();
    let relay = Program::demo(folder.path(), &[], &environment).await;
    let mut secrets = vec![
        "kanarian-oma-salaisuus".to_owned(),
        "secret-access-token".to_owned(),
        GROUP.to_owned(),
    ];
    let path = format!("/api/v1/services/{SERVICE}?lang=fi");
    let state: ServiceState = relay.get(&path).send().await.json();

    // Through the organisation: once well, once with a code that is none, once with a state of another.
    for (is_known, is_own) in [(true, true), (false, true), (true, false)] {
        let answer = relay.get_desk(START).send().await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let (_, pairs) = answer.header("location").split_once('?').unwrap();
        let pairs = pairs.split('&').filter_map(|pair| pair.split_once('='));
        let pairs: Vec<_> = pairs.collect();
        let of = |name: &str| {
            let found = pairs.iter().find(|(key, _)| *key == name);
            found.unwrap().1.to_owned()
        };
        let now_s = state.now_ms / 1_000;
        let claims = json!({
            "iss": provider.issuer,
            "aud": "juttu",
            "exp": now_s + 300,
            "iat": now_s,
            "nonce": of("nonce"),
            "sub": SUBJECT,
            "name": "Maria Mäki",
            "groups": ["perhe", GROUP],
        });
        let code = match is_known {
            true => provider.code(claims),
            false => "kanarian-olematon-koodi".to_owned(),
        };
        let own = match is_own {
            true => of("state"),
            false => "kanarian-toinen-tila".to_owned(),
        };
        let path = format!("/desk/api/sign-in/callback?code={code}&state={own}");
        let cookie = answer.cookie();
        let ask = relay.get_desk(&path).header("cookie", &cookie);
        let back = ask.header("sec-fetch-site", "cross-site").send().await;
        let given = sign_in_cookie(&back);
        assert_eq!(!given.is_empty(), is_known && is_own, "{}", back.text());
        let values = [cookie, given];
        let values = values.iter().filter_map(|it| it.split_once('='));
        secrets.extend(values.map(|(_, value)| value.to_owned()));
        secrets.extend([of("state"), of("nonce"), of("code_challenge"), code, own]);
    }

    // With a password and a second factor.
    let cookie = relay.sign_in("Maria", &relay.password("Maria")).await;
    let ask = relay.post_desk("/desk/api/second-factor").json(&json!({}));
    let offer: SecondFactorOffer = ask.header("cookie", &cookie).send().await.json();
    let plain: String = offer.secret.split_whitespace().collect();
    let clock = Clock::standing_at(state.now_ms);
    let right = Authenticator::of(&offer).code(&clock);
    for (code, status) in [("koiras", 401), (right.as_str(), 204)] {
        let confirm = json!({ "code": code });
        let ask = relay
            .post_desk("/desk/api/second-factor/confirm")
            .json(&confirm);
        let answer = ask.header("cookie", &cookie).send().await;
        assert_eq!(answer.status, status, "{}", answer.text());
    }
    secrets.extend([plain, offer.secret.clone(), "otpauth:".to_owned()]);
    secrets.extend([relay.password("Maria"), "koiras".to_owned()]);

    let search = |place: &str, bytes: &[u8], secrets: &[String], control: &str| {
        let holds = |words: &str| {
            let words = words.as_bytes();
            bytes.windows(words.len()).any(|window| window == words)
        };
        assert!(holds(control), "{control:?} is not in {place}");
        for secret in secrets.iter().filter(|it| !it.is_empty()) {
            assert!(!holds(secret), "{secret:?} is in {place}");
        }
    };
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder.path().join("data")).unwrap() {
        all.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    search("the files", &all, &secrets, "Maria Mäki");
    // Who it is there, the relay must know again; but it tells nobody.
    secrets.push(SUBJECT.to_owned());
    let log = relay.log();
    search(
        "the log",
        log.as_bytes(),
        &secrets,
        "/desk/api/sign-in/callback",
    );
    let figures = relay.get("/metrics").send().await;
    search(
        "the figures",
        figures.text().as_bytes(),
        &secrets,
        "juttu_stored_events_total",
    );
}
