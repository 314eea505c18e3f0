//! Signing in through the organisation: who comes in, as what, and who does not.

mod provider;

use juttu_relay::sign_in::account;
use juttu_relay::store::accounts::Manner;
use juttu_shared::refusal::{CloseCode, Refusal};
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::Me;
use serde_json::{Value, json};

use super::{sign_in, start};
use crate::harness::{Agent, Answer, OTHER_SERVICE, PASSWORD, Relay, SERVICE, Setup};
use provider::Provider;

const MINUTE_MS: i64 = 60_000;
const START: &str = "/desk/api/sign-in/start?provider=entra&lang=sv";

/// A relay whose staff may come through an organisation.
struct Scene {
    provider: Provider,
    relay: Relay,
}

impl Scene {
    async fn new() -> Self {
        Self::with(&[]).await
    }

    async fn with(more: &[(&'static str, &str)]) -> Self {
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
    async fn begin(&self) -> Begun {
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
    fn code(&self, begun: &Begun, subject: &str, groups: &[&str]) -> String {
        self.code_saying(
            begun,
            json!({ "sub": subject, "name": "Maria Mäki", "groups": groups }),
        )
    }

    fn code_saying(&self, begun: &Begun, said: Value) -> String {
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
    async fn callback(&self, query: &str, cookie: &str) -> Answer {
        let path = format!("/desk/api/sign-in/callback?{query}");
        let ask = self.relay.get_desk(&path).header("cookie", cookie);
        ask.header("sec-fetch-site", "cross-site").send().await
    }

    /// Signs in, and gives what came back.
    async fn come(&self, subject: &str, groups: &[&str]) -> Answer {
        let begun = self.begin().await;
        let code = self.code(&begun, subject, groups);
        let query = format!("code={code}&state={}", begun.state);
        self.callback(&query, &begun.cookie).await
    }

    /// The sign-in that an answer gives.
    async fn me(&self, answer: &Answer) -> Option<Me> {
        start(&self.relay, &sign_in_cookie(answer)).await.me
    }
}

struct Begun {
    state: String,
    nonce: String,
    query: String,
    line: String,
    cookie: String,
}

fn lines(answer: &Answer) -> Vec<&str> {
    let lines = answer.headers.get_all("set-cookie").iter();
    lines.map(|line| line.to_str().unwrap()).collect()
}

fn sign_in_cookie(answer: &Answer) -> String {
    let own = lines(answer)
        .into_iter()
        .find(|line| line.starts_with("juttu-sign-in="));
    let own = own.unwrap_or_default();
    own.split(';').next().unwrap_or_default().to_owned()
}

/// That nobody is signed in, and the desk says why.
#[track_caller]
fn assert_back(answer: &Answer, why: &str) {
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), format!("/desk/#sign-in={why}"));
    assert_eq!(sign_in_cookie(answer), "");
}

fn services(me: &Me) -> Vec<&str> {
    let mut ids: Vec<_> = me.services.iter().map(|it| it.id.0.as_str()).collect();
    ids.sort_unstable();
    ids
}

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
async fn only_the_browser_that_began_comes_in_and_once() {
    let scene = Scene::new().await;
    let begun = scene.begin().await;
    let other = scene.begin().await;
    let code = scene.code(&begun, "sub", &["perhe"]);
    let query = format!("code={code}&state={}", begun.state);
    let mut tampered = begun.cookie.clone();
    let last = tampered.pop().unwrap();
    tampered.push(if last == 'A' { 'B' } else { 'A' });
    let middle = tampered.len() / 2;
    let changed = if tampered.as_bytes()[middle] == b'x' {
        "y"
    } else {
        "x"
    };
    tampered.replace_range(middle..=middle, changed);
    for (case, cookie) in [
        ("missing", "juttu-sign-in-state="),
        ("made up", "juttu-sign-in-state=AAAA"),
        ("tampered", &tampered),
        ("of another browser", &other.cookie),
    ] {
        let answer = scene.callback(&query, cookie).await;
        assert_back(&answer, "failed");
        assert!(lines(&answer)[0].ends_with("Max-Age=0"), "{case}");
    }
    for query in [
        format!("code={code}"),
        format!("code={code}&state="),
        format!("code={code}&state={}x", begun.state),
        format!("code={code}&state={}", other.state),
        format!("code={code}&state={}&state={0}", begun.state),
        format!("state={}", begun.state),
        String::new(),
    ] {
        assert_back(&scene.callback(&query, &begun.cookie).await, "failed");
    }
    // None of that used it up.
    assert_eq!(scene.callback(&query, &begun.cookie).await.status, 200);
    // The provider takes a code once, whoever comes back a second time.
    assert_back(&scene.callback(&query, &begun.cookie).await, "failed");
}

#[tokio::test]
async fn it_may_take_ten_minutes_there() {
    let scene = Scene::new().await;
    let begun = scene.begin().await;
    scene.relay.clock().advance_ms(10 * MINUTE_MS);
    let code = scene.code(&begun, "sub", &["perhe"]);
    let query = format!("code={code}&state={}", begun.state);
    assert_back(&scene.callback(&query, &begun.cookie).await, "failed");
    let begun = scene.begin().await;
    scene.relay.clock().advance_ms(10 * MINUTE_MS - 1);
    let code = scene.code(&begun, "sub", &["perhe"]);
    let query = format!("code={code}&state={}", begun.state);
    assert_eq!(scene.callback(&query, &begun.cookie).await.status, 200);
}

#[tokio::test]
async fn what_came_of_it_is_said_on_the_sign_in_page() {
    let scene = Scene::new().await;
    let begun = scene.begin().await;
    let cancelled = format!("error=access_denied&state={}", begun.state);
    assert_back(
        &scene.callback(&cancelled, &begun.cookie).await,
        "cancelled",
    );
    let begun = scene.begin().await;
    let no_name = json!({ "sub": "sub", "groups": ["perhe"], "name": " " });
    let code = scene.code_saying(&begun, no_name);
    let query = format!("code={code}&state={}", begun.state);
    assert_back(&scene.callback(&query, &begun.cookie).await, "failed");
    let begun = scene.begin().await;
    let another = json!({ "sub": "sub", "groups": ["perhe"], "name": "M", "nonce": "other" });
    let code = scene.code_saying(&begun, another);
    let query = format!("code={code}&state={}", begun.state);
    assert_back(&scene.callback(&query, &begun.cookie).await, "failed");
    let unknown = "/desk/api/sign-in/start?provider=other";
    for path in [unknown, "/desk/api/sign-in/start"] {
        assert_back(&scene.relay.get_desk(path).send().await, "failed");
    }
    let down = Scene::with(&[(
        "JUTTU__SIGN_IN__PROVIDER__ENTRA__ISSUER",
        "http://127.0.0.1:9",
    )]);
    let down = down.await;
    assert_back(&down.relay.get_desk(START).send().await, "unavailable");
}

#[tokio::test]
async fn no_other_site_signs_anybody_in() {
    let scene = Scene::new().await;
    for (from, is_let) in [
        ("cross-site", false),
        ("same-site", false),
        ("same-origin", true),
        ("none", true),
    ] {
        let ask = scene.relay.get_desk(START).header("sec-fetch-site", from);
        let answer = ask.send().await;
        assert_eq!(answer.status, 303);
        assert_eq!(!lines(&answer).is_empty(), is_let, "{from}");
        assert_eq!(answer.header("location") == "/desk/", !is_let, "{from}");
    }
}

#[tokio::test]
async fn groups_say_anew_each_time_what_somebody_may_do() {
    let scene = Scene::new().await;
    let first = scene.come("sub", &["perhe", "aikuis"]).await;
    let me = scene.me(&first).await.unwrap();
    assert_eq!(services(&me), [OTHER_SERVICE, SERVICE]);
    let mut desk =
        Agent::come_with(&scene.relay, "Maria", sign_in_cookie(&first), Vec::new()).await;
    // The same groups in another order change nothing.
    let same = scene.come("sub", &["aikuis", "muut", "perhe"]).await;
    assert!(scene.me(&first).await.is_some() && scene.me(&same).await.is_some());

    let less = scene.come("sub", &["aikuis"]).await;
    assert_eq!(services(&scene.me(&less).await.unwrap()), [OTHER_SERVICE]);
    assert_eq!(desk.socket.end().await, Some(CloseCode::SignedOut as u16));
    assert!(scene.me(&first).await.is_none());
    let more = scene.come("sub", &["esihenkilot", "aikuis"]).await;
    let me = scene.me(&more).await.unwrap();
    assert_eq!((me.role, services(&me)), (Role::Supervisor, vec![SERVICE]));
    let audits = scene.come("sub", &["tarkastajat"]).await;
    let me = scene.me(&audits).await.unwrap();
    assert_eq!((me.role, services(&me)), (Role::Auditor, vec![]));
}

#[tokio::test]
async fn nobody_comes_in_without_a_group() {
    let scene = Scene::new().await;
    for groups in [&[][..], &["muut"], &["Perhe"], &["perhe-x"]] {
        assert_back(&scene.come("stranger", groups).await, "no-group");
    }
    let begun = scene.begin().await;
    let code = scene.code_saying(&begun, json!({ "sub": "stranger", "name": "A" }));
    let query = format!("code={code}&state={}", begun.state);
    assert_back(&scene.callback(&query, &begun.cookie).await, "no-group");
    assert!(scene.relay.app.store.staff().await.unwrap().is_empty());
    // Whoever was let in once and is in no group any more is out, with what there is.
    let was = scene.come("sub", &["perhe"]).await;
    assert_eq!(scene.relay.app.store.staff().await.unwrap().len(), 1);
    assert_back(&scene.come("sub", &[]).await, "no-group");
    assert!(scene.me(&was).await.is_none());
    let staff = scene.relay.app.store.staff().await.unwrap();
    assert!(staff.iter().all(|agent| agent.services.is_empty()));
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
