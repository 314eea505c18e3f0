//! A relay whose staff come through an organisation, and the browser in which they do.

use juttu_shared::wire::v1::agent::Me;
use serde_json::{Value, json};

use super::provider::Provider;
use crate::harness::{Answer, Relay, Setup};
use crate::sign_in::start;

/// The desk's link.
pub(super) const START: &str = "/desk/api/sign-in/start?provider=entra&lang=sv";

/// A relay whose staff may come through an organisation.
pub(super) struct Scene {
    pub(super) provider: Provider,
    pub(super) relay: Relay,
}

impl Scene {
    pub(super) async fn new() -> Self {
        Self::with(&[]).await
    }

    pub(super) async fn with(more: &[(&'static str, &str)]) -> Self {
        let provider = Provider::start().await;
        let usual = [
            (
                "JUTTU__SIGN_IN__PROVIDER__ENTRA__ISSUER",
                provider.issuer.as_str(),
            ),
            ("JUTTU__SIGN_IN__PROVIDER__ENTRA__CLIENT_ID", "juttu"),
            ("JUTTU__SIGN_IN__PROVIDER__ENTRA__CLIENT_SECRET", "hush"),
            (
                "JUTTU__SIGN_IN__PROVIDER__ENTRA__NAME__FI",
                "Hyvaepin tunnus",
            ),
            ("JUTTU__SIGN_IN__PROVIDER__ENTRA__NAME__SV", "Hyvaeps konto"),
            (
                "JUTTU__SIGN_IN__PROVIDER__ENTRA__ID_TOKEN_SIGNED_RESPONSE_ALG",
                "ES256",
            ),
            (
                "JUTTU__SIGN_IN__PROVIDER__ENTRA__GROUPS__PERHE__ROLE",
                "agent",
            ),
            (
                "JUTTU__SIGN_IN__PROVIDER__ENTRA__GROUPS__PERHE__SERVICES",
                "perhekeskus",
            ),
            (
                "JUTTU__SIGN_IN__PROVIDER__ENTRA__GROUPS__AIKUIS__ROLE",
                "agent",
            ),
            (
                "JUTTU__SIGN_IN__PROVIDER__ENTRA__GROUPS__AIKUIS__SERVICES",
                "aikuissosiaalityo",
            ),
            (
                "JUTTU__SIGN_IN__PROVIDER__ENTRA__GROUPS__ESIHENKILOT__ROLE",
                "supervisor",
            ),
            (
                "JUTTU__SIGN_IN__PROVIDER__ENTRA__GROUPS__ESIHENKILOT__SERVICES",
                "perhekeskus",
            ),
            (
                "JUTTU__SIGN_IN__PROVIDER__ENTRA__GROUPS__TARKASTAJAT__ROLE",
                "auditor",
            ),
        ];
        let relay = Relay::start_with(Setup::with(&[&usual, more].concat())).await;
        Self { provider, relay }
    }

    /// Presses the desk's link.
    pub(super) async fn begin(&self) -> Begun {
        let answer = self.relay.get_desk(START).send().await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let there = answer.header("location");
        let authorize = format!("{}/authorize?", self.provider.issuer);
        let query = there.strip_prefix(&authorize).unwrap();
        let of = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let found = pairs.find(|(key, _)| *key == name);
            found.map_or(String::new(), |(_, value)| value.to_owned())
        };
        Begun {
            state: of("state"),
            nonce: of("nonce"),
            query: query.to_owned(),
            line: answer.header("set-cookie").to_owned(),
            cookie: answer.cookie(),
        }
    }

    /// A code of somebody of these groups.
    pub(super) fn code(&self, begun: &Begun, subject: &str, groups: &[&str]) -> String {
        self.code_saying(
            begun,
            json!({ "sub": subject, "name": "Maria Mäki", "groups": groups }),
        )
    }

    pub(super) fn code_saying(&self, begun: &Begun, said: Value) -> String {
        let now_s = self.relay.clock().now_ms() / 1_000;
        let mut claims = json!({
            "iss": self.provider.issuer,
            "aud": "juttu",
            "exp": now_s + 300,
            "iat": now_s,
            "nonce": begun.nonce,
        });
        for (name, value) in said.as_object().unwrap() {
            claims[name] = value.clone();
        }
        self.provider.code(claims)
    }

    /// Comes back with a query and a cookie.
    pub(super) async fn callback(&self, query: &str, cookie: &str) -> Answer {
        let path = format!("/desk/api/sign-in/callback?{query}");
        let ask = self.relay.get_desk(&path).header("cookie", cookie);
        ask.header("sec-fetch-site", "cross-site").send().await
    }

    /// Signs in, and gives what came back.
    pub(super) async fn come(&self, subject: &str, groups: &[&str]) -> Answer {
        let begun = self.begin().await;
        let code = self.code(&begun, subject, groups);
        let query = format!("code={code}&state={}", begun.state);
        self.callback(&query, &begun.cookie).await
    }

    /// The sign-in that an answer gives.
    pub(super) async fn me(&self, answer: &Answer) -> Option<Me> {
        start(&self.relay, &sign_in_cookie(answer)).await.me
    }
}

pub(super) struct Begun {
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) query: String,
    pub(super) line: String,
    pub(super) cookie: String,
}

pub(super) fn lines(answer: &Answer) -> Vec<&str> {
    let lines = answer.headers.get_all("set-cookie").iter();
    lines.map(|line| line.to_str().unwrap()).collect()
}

pub(super) fn sign_in_cookie(answer: &Answer) -> String {
    let own = lines(answer)
        .into_iter()
        .find(|line| line.starts_with("juttu-sign-in="));
    let own = own.unwrap_or_default();
    own.split(';').next().unwrap_or_default().to_owned()
}

/// That nobody is signed in, and the desk says why.
#[track_caller]
pub(super) fn assert_back(answer: &Answer, why: &str) {
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), format!("/desk/#sign-in={why}"));
    assert_eq!(sign_in_cookie(answer), "");
}

pub(super) fn services(me: &Me) -> Vec<&str> {
    let mut ids: Vec<_> = me.services.iter().map(|it| it.id.0.as_str()).collect();
    ids.sort_unstable();
    ids
}
