//! `/code`: an answer is read and continued with the code alone, in a browser without scripts.

mod refused;

use juttu_shared::id::{ClientKey, PickUpCode};
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Kind, Outcome};

use crate::harness::{Answer, Doors, OTHER_SERVICE, Relay, SERVICE, Setup, leave};

const QUESTION: &str = "Sähköt katkaistaan, mitä teen? <b>\"&'";
const ANSWER: &str = "Voit hakea tukea.\nSoita huomenna.";

/// A form as a browser sends it (URL Standard, application/x-www-form-urlencoded).
fn form(fields: &[(&str, &str)]) -> String {
    let encode = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b' ' => "+".to_owned(),
                b if b.is_ascii_alphanumeric() || b"*-._".contains(&b) => char::from(b).to_string(),
                b => format!("%{b:02X}"),
            })
            .collect()
    };
    let pairs = fields.iter();
    let pairs: Vec<_> = pairs
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect();
    pairs.join("&")
}

async fn submit(relay: &Doors, fields: &[(&str, &str)]) -> Answer {
    relay
        .post("/code")
        .header("content-type", "application/x-www-form-urlencoded")
        .bytes(form(fields))
        .send()
        .await
}

/// What stands in a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let (_, rest) = page
        .split_once(&start)
        .unwrap_or_else(|| panic!("no {name}: {page}"));
    rest.split_once('"').unwrap().0.to_owned()
}

fn how_often(page: &str, text: &str) -> usize {
    page.matches(text).count()
}

/// A contact request of the service, and its code.
async fn left(relay: &Doors, service: &str, text: &str) -> PickUpCode {
    let request = leave(Some(text));
    let code = request.code.clone();
    let mut visitor = relay.visitor(service).await;
    visitor.try_leave(request).await.unwrap();
    code
}

/// A contact request that has been answered and closed.
async fn answered(relay: &Relay) -> PickUpCode {
    let code = left(relay, SERVICE, QUESTION).await;
    let mut agent = relay.agent("Maria").await;
    let conversation = agent.welcome.waiting[0].conversation;
    agent.claim(conversation).await.unwrap();
    agent.post(conversation, ANSWER).await;
    agent.close(conversation, Outcome::Solved).await.unwrap();
    code
}

#[tokio::test]
async fn the_page_asks_for_the_code_in_the_language_asked_for() {
    let relay = Relay::start().await;
    let page = relay.get("/code").send().await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(page.header("set-cookie"), "");
    let policy = page.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'sha256-"),
        "{policy}"
    );
    for part in [
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    let text = page.text();
    assert!(text.contains("<html lang=\"fi\">") && text.contains("Lue vastaus koodilla"));
    assert!(text.contains("<a href=\"tel:112\">112</a>"), "{text}");
    assert!(
        text.contains("<a href=\"tel:0406367999\">040 6367 999</a>"),
        "{text}"
    );
    assert!(!text.contains("<script") && !text.contains("aria-invalid=\""));
    for (ask, words) in [
        (relay.get("/code?lang=sv"), "Läs svaret med koden"),
        (relay.get("/code?lang=en"), "Read the answer with the code"),
        (
            relay
                .get("/code")
                .header("accept-language", "de, sv-FI;q=0.8, fi"),
            "Läs svaret med koden",
        ),
        (
            relay.get("/code?lang=xx").header("accept-language", "de"),
            "Lue vastaus koodilla",
        ),
    ] {
        let page = ask.send().await;
        assert!(page.text().contains(words), "{}", page.text());
    }
}

#[tokio::test]
async fn the_style_is_the_one_that_the_policy_allows() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let relay = Relay::start().await;
    let page = relay.get("/code").send().await;
    let (_, style) = page.text().split_once("<style>").unwrap();
    let (style, _) = style.split_once("</style>").unwrap();
    let hash = base64::prelude::BASE64_STANDARD.encode(sha2::Sha256::digest(style));
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains(&format!("style-src 'sha256-{hash}'")),
        "{policy}"
    );
}

#[tokio::test]
async fn an_answer_is_read_with_the_code() {
    let relay = Relay::start().await;
    let code = answered(&relay).await;
    // As it is typed from paper: in small letters, in groups.
    let typed = code.grouped().to_lowercase();
    let page = submit(&relay, &[("code", &typed), ("lang", "fi")]).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("cache-control"), "no-store");
    let text = page.text();
    for words in [
        "<h1>Perhekeskuksen chat</h1>",
        "Viitenumero 1<",
        "Keskustelu on päättynyt. Voit silti kirjoittaa lisää.",
        "<b>Sinä</b> to 7.1. klo 12.30",
        "<b>Maria</b> to 7.1. klo 12.30",
        "Maria liittyi keskusteluun",
        "Voit hakea tukea.\nSoita huomenna.",
        "Sähköt katkaistaan, mitä teen? &lt;b&gt;&quot;&amp;&#39;",
        "<a href=\"tel:0500000112\">050 000 0112</a>",
        "<a href=\"tel:0500000000\">050 000 0000</a>",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("<b>\"&"), "{text}");
    let swedish = submit(&relay, &[("code", &code.0), ("lang", "sv")]).await;
    assert!(swedish.text().contains("<h1>Familjecentrets chatt</h1>"));
    // What was written is in Finnish, and says so.
    assert!(
        swedish.text().contains("<p class=\"text\" lang=\"fi\">"),
        "{}",
        swedish.text()
    );
}

#[tokio::test]
async fn the_page_says_how_it_stands_and_by_when() {
    let relay = Relay::start().await;
    let code = left(&relay, OTHER_SERVICE, QUESTION).await;
    let page = submit(&relay, &[("code", &code.0)]).await;
    let promise = "Odottaa vastausta. Vastaamme viimeistään ti 12.1. klo 14.";
    assert!(page.text().contains(promise), "{}", page.text());
    let page = submit(&relay, &[("code", &code.0), ("lang", "en")]).await;
    let promise = "Waiting for an answer. We answer by Tue 12 Jan at 14:00.";
    assert!(page.text().contains(promise), "{}", page.text());
    // A week later nobody has answered.
    relay.clock().advance_ms(7 * 86_400_000);
    let page = submit(&relay, &[("code", &code.0)]).await;
    assert!(
        page.text()
            .contains("Vastaus on myöhässä. Voit myös soittaa."),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn what_is_written_more_reaches_the_desk_once() {
    let relay = Relay::start().await;
    let code = answered(&relay).await;
    let page = submit(&relay, &[("code", &code.0)]).await;
    let key = hidden(page.text(), "client_key");
    assert!(ClientKey(key.clone()).is_valid(), "{key}");
    let code = hidden(page.text(), "code");
    let fields = [
        ("code", code.as_str()),
        ("lang", "fi"),
        ("client_key", &key),
        ("text", "Mistä saan lomakkeen?\r\n\r\nKiitos."),
    ];
    let written = submit(&relay, &fields).await;
    assert_eq!(written.status, 200);
    let text = written.text().to_owned();
    assert!(text.contains("Viesti lähetetty"), "{text}");
    assert!(text.contains("Mistä saan lomakkeen?\n\nKiitos."), "{text}");
    assert!(
        text.contains("Odottaa vastausta. Vastaamme viimeistään"),
        "{text}"
    );
    // The next text has a key of its own.
    assert_ne!(hidden(&text, "client_key"), key);
    // Sent again, as by a reload: it stands there once, and it says so again.
    let again = submit(&relay, &fields).await;
    assert_eq!(again.status, 200);
    assert!(again.text().contains("Viesti lähetetty"));
    assert_eq!(how_often(again.text(), "Mistä saan lomakkeen?"), 1);
    let agent = relay.agent("Jukka").await;
    assert_eq!(agent.welcome.waiting.len(), 1);
    let conversation = agent.welcome.waiting[0].conversation;
    let head = relay.app.store.head(conversation).await.unwrap().unwrap();
    assert_eq!(head.state, State::Left);
    let events = relay.app.store.events(conversation, 0).await.unwrap();
    let posted = events
        .iter()
        .filter(|event| matches!(event.kind, Kind::Posted(_)));
    assert_eq!(posted.count(), 3);
}

#[tokio::test]
async fn a_long_conversation_is_shown_by_its_newest_messages() {
    let environment = [(
        "JUTTU__LIMITS__MESSAGES_PER_CONVERSATION_AND_MINUTE",
        "1000",
    )];
    let relay = Relay::start_with(Setup::with(&environment)).await;
    let request = leave(Some("Ensimmäinen"));
    let code = request.code.clone();
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.try_leave(request).await.unwrap();
    for number in 0..150 {
        visitor.post(&format!("viesti {number}.")).await;
    }
    let page = submit(&relay, &[("code", &code.0)]).await;
    let text = page.text();
    assert!(
        text.contains("Ensimmäinen") && text.contains("viesti 0.") && text.contains("viesti 149.")
    );
    assert!(!text.contains("Vanhimmat viestit"));
    for number in 150..520 {
        visitor.post(&format!("viesti {number}.")).await;
    }
    let page = submit(&relay, &[("code", &code.0)]).await;
    let text = page.text();
    assert!(!text.contains("Ensimmäinen") && text.contains("viesti 519."));
    assert!(text.contains("Vanhimmat viestit eivät näy tässä."));
}

#[tokio::test]
async fn a_heavy_conversation_is_shown_by_what_fits() {
    let relay = Relay::start().await;
    let code = left(&relay, SERVICE, QUESTION).await;
    let heavy = "€".repeat(4_000);
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.redeem(&code).await.unwrap();
    for _ in 0..12 {
        visitor.post(&heavy).await;
    }
    visitor.post("viimeinen").await;
    let page = submit(&relay, &[("code", &code.0), ("lang", "fi")]).await;
    let text = page.text();
    assert!(text.contains("viimeinen"));
    assert!(text.contains("Vanhimmat viestit eivät näy tässä."));
    // Ten of 12 000 bytes fit into 128 KiB, beside the short one.
    assert_eq!(how_often(text, &heavy), 10);
}

#[tokio::test]
async fn a_page_weighs_as_ten_connections_of_an_address() {
    let relay = Relay::start_with(Setup::with(&[(
        "JUTTU__LIMITS__CONNECTIONS_PER_ADDRESS",
        "9",
    )]))
    .await;
    let page = submit(&relay, &[("code", "0000000000000000"), ("lang", "fi")]).await;
    assert_eq!(page.status, 429);
}
