//! Where it begins: only with the chat's own link, only in this browser, and only once.

use juttu_relay::store::identities::TICKET;

use super::actors::{Browser, COUNTY, PRESSED, Scene, onward, query, ticket_in};

/// Whether a ticket may still be used.
pub(super) async fn is_whole(scene: &Scene, url: &str) -> bool {
    let ticket = query(url, "ticket").unwrap();
    let hash = scene.relay.app.keyring.hash(TICKET, &ticket);
    let now_ms = scene.relay.clock().now_ms();
    scene
        .relay
        .app
        .store
        .ticket(hash, now_ms)
        .await
        .unwrap()
        .is_some()
}

/// The headers of the chat's link, with these instead.
fn pressed_but(other: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let kept = PRESSED
        .iter()
        .filter(|(name, _)| !other.iter().any(|(it, _)| it == name));
    let others = other.iter().filter(|(_, value)| !value.is_empty());
    kept.chain(others).copied().collect()
}

#[tokio::test]
async fn whoever_did_not_press_the_chats_link_is_told_so_and_nothing_is_burnt() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    for (from, other) in [
        ("a message, or typed", pressed_but(&[("referer", "")])),
        ("an address without anything", vec![]),
        (
            "a webmail",
            pressed_but(&[("referer", "https://mail.example.com/")]),
        ),
        // What redirects keeps the page from which the way began.
        (
            "a webmail, over a redirect of the county's",
            pressed_but(&[("referer", "https://mail.example.com/")]),
        ),
        (
            "a bookmark of a browser that says the page before",
            pressed_but(&[("sec-fetch-site", "none")]),
        ),
        (
            "a picture on the county's page",
            pressed_but(&[("sec-fetch-dest", "image")]),
        ),
        (
            "a frame on the county's page",
            pressed_but(&[("sec-fetch-dest", "iframe")]),
        ),
        (
            "a script of the county's page",
            pressed_but(&[("sec-fetch-mode", "cors")]),
        ),
        (
            "a page named alike",
            pressed_but(&[("referer", "https://www.example.fi.evil.example/")]),
        ),
        (
            "a page with the county's name in it",
            pressed_but(&[("referer", "https://www.example.fi@evil.example/")]),
        ),
        (
            "the county without encryption",
            pressed_but(&[("referer", "http://www.example.fi/")]),
        ),
        ("nobody", pressed_but(&[("referer", "null")])),
    ] {
        let mut browser = Browser::new(&scene.relay);
        let page = browser.get(&url, &other).await;
        assert_eq!(page.status, 403, "{from}");
        assert_eq!(page.header("set-cookie"), "", "{from}");
        let text = page.text();
        assert!(
            text.contains("Tästä linkistä ei voi tunnistautua"),
            "{text}"
        );
        assert!(text.contains("Joku voi yrittää esiintyä sinuna."), "{text}");
        assert!(
            !text.contains("ticket") && !text.contains("<form"),
            "{text}"
        );
    }
    assert!(is_whole(&scene, &url).await);
    let mut browser = Browser::new(&scene.relay);
    assert_eq!(browser.press(&url).await.status, 200);
}

#[tokio::test]
async fn another_services_page_does_not_begin_it() {
    let other = [(
        "JUTTU__SERVICE__AIKUISSOSIAALITYO__ORIGINS",
        "https://www.toinen.example",
    )];
    let mut scene = Scene::asked_with(&other).await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let headers = pressed_but(&[("referer", "https://www.toinen.example/")]);
    assert_eq!(browser.get(&url, &headers).await.status, 403);
}

#[tokio::test]
async fn a_browser_that_says_only_where_it_comes_from_is_let_in() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let county = format!("{COUNTY}/");
    let page = browser.get(&url, &[("referer", &county)]).await;
    assert_eq!(page.status, 200, "{}", page.text());
}

#[tokio::test]
async fn another_page_of_the_services_begins_it_only_when_it_leads_back_there() {
    let other = "https://neuvonta.example.fi";
    let both = format!("{COUNTY}, {other}");
    let mut scene =
        Scene::asked_with(&[("JUTTU__SERVICE__PERHEKESKUS__ORIGINS", both.as_str())]).await;
    let request = Some(scene.request);
    let county = [("referer", "https://www.example.fi/")];
    let others = [("referer", "https://neuvonta.example.fi/")];
    for (return_to, right, wrong) in [(COUNTY, county, others), (other, others, county)] {
        let page = format!("{return_to}/perheet");
        let url = ticket_in(&mut scene.visitor, request, "fi", &page).await;
        let url = url.unwrap();
        let mut browser = Browser::new(&scene.relay);
        let page = browser.get(&url, &pressed_but(&wrong)).await;
        assert_eq!(page.status, 403, "{return_to}");
        assert!(page.text().contains("Tästä linkistä ei voi tunnistautua"));
        let page = browser.get(&url, &pressed_but(&right)).await;
        assert_eq!(page.status, 200, "{return_to}");
    }
}

#[tokio::test]
async fn a_page_that_leads_on_by_itself_does_not_begin_it() {
    const CHROMIUM: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
    const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0";
    const SAFARI: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15";
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let nobody = ("sec-fetch-user", "");
    for (from, headers) in [
        ("Chromium", vec![nobody, ("user-agent", CHROMIUM)]),
        ("Firefox", vec![nobody, ("user-agent", FIREFOX)]),
        (
            "a browser built on Chromium",
            vec![nobody, ("sec-ch-ua", "\"Chromium\";v=\"140\"")],
        ),
        ("one that says no", vec![("sec-fetch-user", "?0")]),
    ] {
        let mut browser = Browser::new(&scene.relay);
        let headers = pressed_but(&headers);
        let page = browser.get(&url, &headers).await;
        assert_eq!(page.status, 403, "{from}");
        assert_eq!(page.header("set-cookie"), "", "{from}");
        let text = page.text();
        assert!(
            text.contains("Palaa siihen ja aloita tunnistautuminen siellä."),
            "{text}"
        );
        assert!(text.contains("Joku voi yrittää esiintyä sinuna."), "{text}");
        assert!(!text.contains("<form"), "{text}");
    }
    assert!(is_whole(&scene, &url).await);
    let plain = [
        ("referer", "https://www.example.fi/"),
        ("user-agent", CHROMIUM),
    ];
    for (from, headers) in [
        (
            "pressed in Chromium",
            pressed_but(&[("user-agent", CHROMIUM)]),
        ),
        (
            "pressed in Firefox",
            pressed_but(&[("user-agent", FIREFOX)]),
        ),
        (
            "Safari, which does not say",
            pressed_but(&[nobody, ("user-agent", SAFARI)]),
        ),
        (
            "Chromium without TLS, where it says nothing",
            plain.to_vec(),
        ),
    ] {
        let mut browser = Browser::new(&scene.relay);
        assert_eq!(browser.get(&url, &headers).await.status, 200, "{from}");
    }
}

#[tokio::test]
async fn the_page_says_what_one_identifies_for() {
    let mut scene = Scene::asked().await;
    for (language, says) in [
        (
            "fi",
            [
                "Tunnistaudu vain, jos aloitit itse tämän keskustelun.",
                "Perhekeskuksen chat",
                "to 7.1. klo 12.30",
                "Testipankki",
            ],
        ),
        (
            "sv",
            [
                "Identifiera dig bara om du själv har startat det här samtalet.",
                "Familjecentrets chatt",
                "to 7.1 kl. 12.30",
                "Testbanken",
            ],
        ),
        (
            "en",
            [
                "Identify yourself only if you started this conversation yourself.",
                "Family centre chat",
                "Thu 7 Jan at 12:30",
                "Test bank",
            ],
        ),
    ] {
        let request = Some(scene.request);
        let page = "https://www.example.fi/perheet";
        let url = ticket_in(&mut scene.visitor, request, language, page).await;
        let url = url.unwrap();
        assert!(url.contains(&format!("lang={language}&")), "{url}");
        let mut browser = Browser::new(&scene.relay);
        let page = browser.press(&url).await;
        let text = page.text();
        assert!(
            text.contains(&format!("<html lang=\"{language}\">")),
            "{text}"
        );
        for words in says {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert!(text.contains("<dd>www.example.fi</dd>"), "{text}");
        assert!(
            text.contains("href=\"https://www.example.fi/perheet\""),
            "{text}"
        );
        assert!(!text.contains("<script"), "{text}");
    }
}

#[tokio::test]
async fn the_page_can_be_read_in_another_language_of_the_relays() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let page = browser.press(&url).await;
    let cookie = browser.cookie();
    let swedish = url.replace("lang=fi", "lang=sv");
    let link = swedish
        .strip_prefix(scene.relay.origin())
        .unwrap()
        .replace('&', "&amp;");
    assert!(
        page.text().contains(&format!("href=\"{link}\"")),
        "{}",
        page.text()
    );
    let referer = [("referer", url.as_str()), ("sec-fetch-site", "same-origin")];
    let page = browser.get(&swedish, &referer).await;
    assert!(
        page.text().contains("<html lang=\"sv\">"),
        "{}",
        page.text()
    );
    assert_eq!(browser.cookie(), cookie);
    // The bank is told the language too.
    let away = browser.go_on(&page).await;
    let bank = browser.follow(&onward(&away)).await;
    assert!(
        bank.text().contains("<html lang=\"sv\">"),
        "{}",
        bank.text()
    );
}

#[tokio::test]
async fn the_page_can_be_framed_by_nobody_and_leads_nowhere_else() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let page = Browser::new(&scene.relay).press(&url).await;
    assert_eq!(page.header("cache-control"), "no-store");
    // Under `no-referrer` its own form would say `Origin: null`.
    assert_eq!(page.header("referrer-policy"), "same-origin");
    let policy = page.header("content-security-policy");
    for part in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(policy.ends_with("form-action 'self'"), "{policy}");
    let cookie = page.header("set-cookie");
    assert!(cookie.starts_with("juttu-ident="), "{cookie}");
    for part in ["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=1200"] {
        assert!(cookie.contains(part), "{cookie}");
    }
}

#[tokio::test]
async fn over_tls_the_cookie_is_this_hosts_alone() {
    let https = [("JUTTU__RELAY__PUBLIC_URL", "https://chat.example.fi")];
    let mut scene = Scene::asked_with(&https).await;
    let url = scene.ticket().await;
    assert!(
        url.starts_with("https://chat.example.fi/ident/start?lang=fi&ticket="),
        "{url}"
    );
    let mut browser = Browser::new(&scene.relay);
    let page = browser.press(&url).await;
    let cookie = page.header("set-cookie");
    assert!(cookie.starts_with("__Host-juttu-ident="), "{cookie}");
    for part in ["Path=/", "HttpOnly", "SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    // The demo finds its own bank, though nobody is at that address.
    let result = browser.identify(&url, "0").await;
    scene.prove(&result).await.unwrap();
}

#[tokio::test]
async fn looking_burns_nothing_and_going_on_burns_the_ticket() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let mut page = browser.press(&url).await;
    for _ in 0..3 {
        page = browser.press(&url).await;
        assert_eq!(page.status, 200);
    }
    assert_eq!(browser.go_on(&page).await.status, 200);
    assert!(!is_whole(&scene, &url).await);
    for mut browser in [browser, Browser::new(&scene.relay)] {
        let again = browser.press(&url).await;
        assert_eq!(again.status, 410);
        assert!(
            again.text().contains("Linkki ei enää toimi"),
            "{}",
            again.text()
        );
    }
}

#[tokio::test]
async fn a_ticket_is_of_use_for_two_minutes() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let page = browser.press(&url).await;
    scene.relay.clock().advance_ms(2 * 60_000);
    assert_eq!(browser.go_on(&page).await.status, 410);
    assert_eq!(browser.press(&url).await.status, 410);
    let unknown = format!("{url}x");
    assert_eq!(browser.press(&unknown).await.status, 410);
    // In the language of the chat, though nothing is known of the ticket any more.
    let swedish = browser.press(&url.replace("lang=fi", "lang=sv")).await;
    assert!(swedish.text().contains("<html lang=\"sv\">"));
    assert_eq!(browser.press("/ident/start").await.status, 410);
    // Nor is one of two chosen.
    let twice = format!("{url}&ticket=x");
    let page = browser.press(&twice).await;
    assert_eq!(page.status, 410, "{}", page.text());
    assert!(page.text().contains("Linkki ei enää toimi"));
}
