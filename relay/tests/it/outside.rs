//! What stands on which listener, and what is not a conversation.

use juttu_shared::refusal::Refusal;
use juttu_shared::texts::widget;
use juttu_shared::wire::v1::public::{Availability, ServiceState};
use serde_json::json;

use crate::harness::{Ask, NOW_MS, Relay, SERVICE, Setup, Socket};

const COUNTY: &str = "https://www.example.fi";

fn with_county() -> Setup {
    Setup::with(&[("JUTTU__SERVICE__PERHEKESKUS__ORIGINS", COUNTY)])
}

async fn two_listeners() -> Relay {
    Relay::start_with(Setup {
        two_listeners: true,
        ..with_county()
    })
    .await
}

#[tokio::test]
async fn the_public_listener_has_nothing_of_the_desk() {
    let relay = two_listeners().await;
    for path in [
        "/desk/",
        "/desk",
        "/desk/api/start",
        "/desk/api/socket",
        "/desk/api/sign-in",
        "/desk/api/sign-out",
        "/desk/api/set-password",
        "/metrics",
        "/readyz",
        "/demo/",
        "/",
    ] {
        for method in ["GET", "POST"] {
            let answer = Ask::new(relay.public, method, path).send().await;
            assert_eq!(answer.status, 404, "{method} {path}");
        }
    }
    assert_eq!(relay.get("/healthz").send().await.status, 200);
}

#[tokio::test]
async fn the_internal_listener_has_nothing_of_the_visitors() {
    let relay = two_listeners().await;
    for path in [
        "/embed.js",
        "/embed.v1.js",
        "/api/v1/services/perhekeskus",
        "/api/v1/socket?service=perhekeskus",
        "/api/v1/poll?service=perhekeskus",
        "/api/v1/commands?service=perhekeskus",
        "/demo/",
    ] {
        let answer = relay.get_desk(path).send().await;
        assert_eq!(answer.status, 404, "{path}");
    }
    assert_eq!(relay.get_desk("/healthz").send().await.text(), "alive\n");
    assert_eq!(relay.get_desk("/readyz").send().await.text(), "ready\n");
    let metrics = relay.get_desk("/metrics").send().await;
    assert!(metrics.text().ends_with("# EOF\n"), "{}", metrics.text());
    let kind = metrics.header("content-type");
    assert!(kind.starts_with("application/openmetrics-text"), "{kind}");
}

#[tokio::test]
async fn a_services_state_is_for_everybody() {
    let relay = Relay::start().await;
    let answer = relay
        .get("/api/v1/services/perhekeskus?lang=sv")
        .send()
        .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), "public, max-age=5");
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    let state: ServiceState = answer.json();
    assert_eq!((state.id.as_str(), state.now_ms), (SERVICE, NOW_MS));
    assert_eq!(
        (state.name.as_str(), state.availability),
        ("Familjecentrets chatt", Availability::Nobody)
    );
    assert_eq!(state.contact.telephone_hours, "mån–fre kl. 9–15");
    assert_eq!(state.texts.len(), widget::ALL.len());
    assert_eq!(state.texts["send"], "Skicka");
    for (query, language) in [
        ("", "fi"),
        ("?lang=se", "fi"),
        ("?lang=en-GB", "en"),
        ("?lang=", "fi"),
    ] {
        let path = format!("/api/v1/services/perhekeskus{query}");
        let state: ServiceState = relay.get(&path).send().await.json();
        assert_eq!(state.language, language, "{query}");
    }
}

#[tokio::test]
async fn a_service_that_is_not_there_is_said_so() {
    let relay = Relay::start().await;
    for id in ["nowhere", "PERHEKESKUS", "..%2F..%2Fetc", "%00", "a%20b"] {
        let answer = relay.get(&format!("/api/v1/services/{id}")).send().await;
        assert_eq!(answer.status, 404, "{id}");
        assert_eq!(answer.problem().code, Refusal::NoService);
        // A page must be able to read it.
        assert_eq!(answer.header("access-control-allow-origin"), "*");
    }
}

#[tokio::test]
async fn a_foreign_page_gets_in_nowhere() {
    let relay = Relay::start_with(with_county()).await;
    let bearer = "Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    for foreign in [
        "https://evil.example",
        "https://www.example.fi.evil.example",
        "null",
    ] {
        let path = format!("/api/v1/socket?service={SERVICE}");
        let refused = Socket::open(relay.public, &path, &[("origin", foreign)]).await;
        let refused = refused.err().unwrap();
        assert_eq!(refused.status, 403, "{foreign}");
        assert_eq!(refused.problem.unwrap().code, Refusal::ForeignOrigin);

        let ping = json!({ "ping": {} });
        for ask in [
            relay.get(&format!("/api/v1/poll?service={SERVICE}")),
            relay
                .post(&format!("/api/v1/commands?service={SERVICE}"))
                .json(&ping),
            Ask::new(
                relay.public,
                "OPTIONS",
                &format!("/api/v1/commands?service={SERVICE}"),
            ),
        ] {
            let ask = ask.header("authorization", bearer);
            let answer = ask.header("origin", foreign).send().await;
            assert_eq!(answer.status, 403, "{foreign}");
            assert_eq!(answer.problem().code, Refusal::ForeignOrigin);
            assert_eq!(answer.header("access-control-allow-origin"), "");
        }
    }
    // Nor a page that does not say what it is.
    let path = format!("/api/v1/socket?service={SERVICE}");
    assert_eq!(
        Socket::open(relay.public, &path, &[])
            .await
            .err()
            .unwrap()
            .status,
        403
    );
    // The county's own does.
    assert!(
        Socket::open(relay.public, &path, &[("origin", COUNTY)])
            .await
            .is_ok()
    );
    // But not into another service.
    let other = "/api/v1/socket?service=aikuissosiaalityo";
    let refused = Socket::open(relay.public, other, &[("origin", COUNTY)]).await;
    assert_eq!(refused.err().unwrap().status, 403);
}

#[tokio::test]
async fn a_page_may_ask_first_and_never_with_credentials() {
    let relay = Relay::start_with(with_county()).await;
    for path in ["poll", "commands"] {
        let path = format!("/api/v1/{path}?service={SERVICE}");
        let answer = Ask::new(relay.public, "OPTIONS", &path)
            .header("origin", COUNTY)
            .header("access-control-request-method", "POST")
            .header(
                "access-control-request-headers",
                "authorization,content-type",
            )
            .send()
            .await;
        assert_eq!(answer.status, 204);
        assert_eq!(answer.header("access-control-allow-origin"), COUNTY);
        assert_eq!(answer.header("access-control-allow-methods"), "GET, POST");
        assert_eq!(
            answer.header("access-control-allow-headers"),
            "authorization, content-type"
        );
        assert_eq!(answer.header("access-control-max-age"), "86400");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
}

#[tokio::test]
async fn a_page_can_read_every_refusal_wherever_it_comes_from() {
    let relay = Relay::start_with(with_county()).await;
    let commands = format!("/api/v1/commands?service={SERVICE}");
    let bearer = "Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let large = "x".repeat(70_000);
    for (ask, status) in [
        (relay.get("/api/v1/nothing-here"), 404),
        (relay.get("/api/v1/services/nowhere"), 404),
        (relay.get("/api/v1/poll?service=nowhere"), 404),
        (relay.get("/api/v1/poll"), 400),
        (relay.get(&commands), 405),
        (Ask::new(relay.public, "PUT", &commands), 405),
        (relay.post(&commands).json(&large), 413),
        (relay.post(&commands).bytes("{"), 400),
    ] {
        let ask = ask.header("origin", COUNTY).header("authorization", bearer);
        let answer = ask.send().await;
        assert_eq!(answer.status, status);
        let readable = answer.header("access-control-allow-origin");
        assert!(
            readable == "*" || readable == COUNTY,
            "{status}: {readable:?}"
        );
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
    // What is no answer to a page is none of its business.
    for path in ["/nowhere", "/metrics/", "/desk/api/nowhere"] {
        let answer = relay.get(path).header("origin", COUNTY).send().await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
}

#[tokio::test]
async fn an_oversized_command_gets_a_code() {
    let relay = Relay::start().await;
    let ask = relay.post(&format!("/api/v1/commands?service={SERVICE}"));
    let ask = ask.header(
        "authorization",
        "Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    );
    let answer = ask.json(&"x".repeat(70_000)).send().await;
    assert_eq!(answer.status, 413);
    assert_eq!(answer.problem().code, Refusal::TooLarge);
    let metrics = relay.get("/metrics").send().await;
    let counted = "juttu_refused_total{code=\"too_large\"} 1";
    assert!(
        metrics.text().lines().any(|line| line == counted),
        "{}",
        metrics.text()
    );
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_hold_a_browser_back() {
    let relay = Relay::start().await;
    for path in [
        "/demo/",
        "/desk/",
        "/embed.js",
        "/nowhere",
        "/api/v1/services/x",
        "/metrics",
    ] {
        let answer = relay.get(path).send().await;
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(
            policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
    }
    assert_eq!(
        relay
            .get("/desk/api/start")
            .send()
            .await
            .header("cache-control"),
        "no-store"
    );
}

#[tokio::test]
async fn the_demos_pages_have_the_tag() {
    let relay = Relay::start().await;
    let moved = relay.get("/").send().await;
    assert_eq!((moved.status, moved.header("location")), (307, "/demo/"));
    let index = relay.get("/demo/").send().await;
    for id in ["aikuissosiaalityo", "perhekeskus"] {
        let path = format!("/demo/{id}");
        assert!(index.text().contains(&format!("href=\"{path}\"")));
        let page = relay.get(&path).send().await;
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        let tag = format!(
            "<script async src=\"/embed.js\" data-service=\"{id}\" data-lang=\"fi\"></script>"
        );
        assert!(page.text().contains(&tag), "{id}");
        let policy = page.header("content-security-policy");
        let sockets = format!("connect-src 'self' ws://{};", relay.public);
        assert!(policy.contains(&sockets), "{policy}");
    }
    assert_eq!(relay.get("/demo/county.css").send().await.status, 200);
}

/// Tests are built without the browsers' files; the stories in real browsers have them.
#[tokio::test]
async fn a_relay_without_the_browsers_files_says_so() {
    let relay = Relay::start().await;
    if juttu_relay::http::Assets::built_in().is_some() {
        assert_eq!(relay.get("/embed.js").send().await.status, 200);
        return;
    }
    for path in [
        "/embed.js",
        "/embed.v1.js",
        "/assets/0123456789abcdef/widget.js",
        "/desk/",
    ] {
        let answer = relay.get(path).send().await;
        assert_eq!(answer.status, 503, "{path}");
        assert!(
            answer.text().contains("cargo xtask build"),
            "{}",
            answer.text()
        );
    }
}

#[tokio::test]
async fn the_client_is_who_the_proxy_says_and_nobody_else() {
    let one = ("JUTTU__LIMITS__CONNECTIONS_PER_ADDRESS", "1");
    let path = format!("/api/v1/socket?service={SERVICE}");
    let open = async |relay: &Relay, forwarded: &str| {
        let headers = [("origin", relay.origin()), ("x-forwarded-for", forwarded)];
        Socket::open(relay.public, &path, &headers).await
    };

    let trusting = ("JUTTU__RELAY__TRUSTED_PROXIES", "127.0.0.1");
    let relay = Relay::start_with(Setup::with(&[one, trusting])).await;
    let _first = open(&relay, "203.0.113.9, 192.0.2.1").await.unwrap();
    let _second = open(&relay, "203.0.113.9, 192.0.2.2").await.unwrap();
    let refused = open(&relay, "198.51.100.1, 192.0.2.1").await.err().unwrap();
    assert_eq!(refused.status, 429);
    assert_eq!(refused.problem.unwrap().code, Refusal::TooManyConnections);

    let relay = Relay::start_with(Setup::with(&[one])).await;
    let _first = open(&relay, "192.0.2.1").await.unwrap();
    assert_eq!(open(&relay, "192.0.2.2").await.err().unwrap().status, 429);
}

#[tokio::test]
async fn a_request_that_does_not_end_is_ended() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let relay = Relay::start().await;
    let mut stream = tokio::net::TcpStream::connect(relay.public).await.unwrap();
    stream
        .write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n")
        .await
        .unwrap();
    let mut said = Vec::new();
    // Ten seconds of the machine's own time.
    crate::harness::soon("the relay to hang up", stream.read_to_end(&mut said))
        .await
        .unwrap();
    assert!(!said.starts_with(b"HTTP/1.1 200"));
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let relay = Relay::start().await;
    let ask = relay.get("/healthz").header("x-much", &"x".repeat(40_000));
    let answer = ask.send().await;
    assert_eq!(answer.status, 431);
}
