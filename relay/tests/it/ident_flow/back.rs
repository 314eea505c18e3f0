//! The way back: only in the browser that went, only with its own state, and only once.

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::FailureCause;

use super::actors::{Browser, Scene, brought_back, completed, failures, onward, query, with_query};
use crate::harness::{Ask, Locked};

/// Where the bank sends the browser back to, once somebody has identified there.
async fn callback(scene: &mut Scene, browser: &mut Browser) -> String {
    let url = scene.ticket().await;
    let bank = browser.go_to_the_bank(&url).await;
    browser.choose(&bank, "0").await
}

async fn nothing_was_told(scene: &mut Scene) {
    scene.visitor.ping().await;
    assert!(failures(&scene.visitor.events).is_empty());
    assert!(completed(&scene.visitor.events).is_none());
}

#[tokio::test]
async fn another_browser_gets_nothing_and_the_professional_hears_of_it() {
    for cookie in ["none", "another's"] {
        let mut scene = Scene::asked().await;
        let mut browser = Browser::new(&scene.relay);
        let callback = callback(&mut scene, &mut browser).await;
        let mut other = Browser::new(&scene.relay);
        if cookie == "another's" {
            let url = scene.ticket().await;
            other.press(&url).await;
        }
        let page = other.follow(&callback).await;
        assert_eq!(page.status, 403, "{cookie}");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("cache-control"), "no-store");
        let text = page.text();
        assert!(
            text.contains("Emme kertoneet kenellekään, kuka olet."),
            "{text}"
        );
        assert!(
            !text.contains("juttu-result") && !text.contains("<form"),
            "{text}"
        );
        assert_eq!(scene.agent_hears_failed().await, FailureCause::Elsewhere);
        // It is over for the one that went, too.
        assert_eq!(browser.follow(&callback).await.status, 410, "{cookie}");
    }
}

#[tokio::test]
async fn a_changed_state_leads_nowhere_and_burns_nothing() {
    let mut scene = Scene::asked().await;
    let mut browser = Browser::new(&scene.relay);
    let callback = callback(&mut scene, &mut browser).await;
    let (path, _) = callback.split_once('?').unwrap();
    let state = query(&callback, "state").unwrap();
    let code = query(&callback, "code").unwrap();
    for changed in [
        with_query(&callback, "state", &format!("{state}x")),
        with_query(&callback, "state", &code),
        with_query(&callback, "state", ""),
        format!("{path}?code={code}"),
        format!("{callback}&state={state}"),
        path.to_owned(),
    ] {
        let page = browser.follow(&changed).await;
        assert_eq!(page.status, 410, "{changed}");
        assert!(page.text().contains("Tunnistautumista ei voi jatkaa tästä"));
    }
    // Nor does whoever only asks whether something is there.
    let (_, path) = callback.split_once(scene.relay.origin()).unwrap();
    let head = Ask::new(scene.relay.public, "HEAD", path).send().await;
    assert_eq!(head.status, 405);
    nothing_was_told(&mut scene).await;
    brought_back(&browser.follow(&callback).await);
}

#[tokio::test]
async fn an_unknown_state_is_refused_while_nothing_can_be_written() {
    let scene = Scene::asked().await;
    let locked = Locked::database_of(&scene.relay);
    let unknown = format!("/ident/callback?code=x&state={}", "a".repeat(43));
    let page = Browser::new(&scene.relay).follow(&unknown).await;
    assert_eq!(page.status, 410, "{}", page.text());
    drop(locked);
}

#[tokio::test]
async fn guesses_at_a_state_are_counted_and_a_right_one_is_never_refused_for_them() {
    let limits = [("JUTTU__LIMITS__WRONG_CODES_PER_ADDRESS_AND_MINUTE", "2")];
    let mut scene = Scene::asked_with(&limits).await;
    let mut browser = Browser::new(&scene.relay);
    let callback = callback(&mut scene, &mut browser).await;
    let mut other = Browser::new(&scene.relay);
    // What can't be a state is a slip, and no guess.
    for slip in ["", "x", &"a".repeat(42), &"a".repeat(44), &".".repeat(43)] {
        let url = format!("/ident/callback?code=x&state={slip}");
        assert_eq!(other.follow(&url).await.status, 410, "{slip}");
    }
    let guess = format!("/ident/callback?code=x&state={}", "a".repeat(43));
    for status in [410, 410, 429] {
        assert_eq!(other.follow(&guess).await.status, status);
    }
    brought_back(&browser.follow(&callback).await);
}

#[tokio::test]
async fn a_state_works_once() {
    let mut scene = Scene::asked().await;
    let mut browser = Browser::new(&scene.relay);
    let callback = callback(&mut scene, &mut browser).await;
    let cookie = browser.cookie();
    let (_, result) = brought_back(&browser.follow(&callback).await);
    assert_eq!(browser.cookie(), "");
    // With the cookie still there, and as it is.
    let (name, value) = cookie.split_once('=').unwrap();
    let header = format!("{name}={value}");
    let again = browser.get(&callback, &[("cookie", &header)]).await;
    assert_eq!(again.status, 410);
    assert_eq!(browser.follow(&callback).await.status, 410);
    scene.prove(&result).await.unwrap();
}

#[tokio::test]
async fn whoever_stays_at_the_bank_too_long_begins_again() {
    let mut scene = Scene::asked().await;
    let mut browser = Browser::new(&scene.relay);
    let url = scene.ticket().await;
    let bank = browser.go_to_the_bank(&url).await;
    let state = {
        let callback = browser.choose(&bank, "cancel").await;
        query(&callback, "state").unwrap()
    };
    scene.relay.clock().advance_ms(20 * 60_000);
    let late = format!("/ident/callback?error=access_denied&state={state}");
    assert_eq!(browser.follow(&late).await.status, 410);
}

#[tokio::test]
async fn what_does_not_hold_is_refused_and_the_conversation_goes_on() {
    for (name, value) in [("code", "x"), ("iss", "https%3A%2F%2Fevil.example")] {
        let mut scene = Scene::asked().await;
        let mut browser = Browser::new(&scene.relay);
        let callback = callback(&mut scene, &mut browser).await;
        let back = browser.follow(&with_query(&callback, name, value)).await;
        let (_, result) = brought_back(&back);
        assert_eq!(
            scene.agent_hears_failed().await,
            FailureCause::Rejected,
            "{name}"
        );
        let refused = scene.prove(&result).await.unwrap_err();
        assert_eq!(refused.code, Refusal::IdentificationFailed);
        scene.visitor.post("Ei onnistunut.").await;
    }
}

#[tokio::test]
async fn two_tabs_of_one_browser_go_their_ways() {
    // The same ticket in two tabs: the first to go on goes.
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let first = browser.press(&url).await;
    let second = browser.press(&url).await;
    let bank = onward(&browser.go_on(&first).await);
    assert_eq!(browser.go_on(&second).await.status, 403);
    // Another start page that is merely looked at takes nothing from the one that is under way.
    let url = scene.ticket().await;
    assert_eq!(browser.press(&url).await.status, 200);
    let callback = browser.choose(&bank, "0").await;
    brought_back(&browser.follow(&callback).await);
}
