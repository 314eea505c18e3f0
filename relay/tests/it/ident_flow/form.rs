//! The form by which one goes on: sent from its own page alone, in the browser that was shown it.

use juttu_shared::limits::IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE;

use super::actors::{Browser, COUNTY, Scene, fields, query};
use super::start::is_whole;

#[tokio::test]
async fn a_foreign_page_can_not_send_the_form() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let page = browser.press(&url).await;
    let right = fields(page.text());
    let own = scene.relay.origin().to_owned();
    for (from, headers) in [
        ("the county's page", vec![("origin", COUNTY)]),
        (
            "a stranger's page",
            vec![("origin", "https://evil.example")],
        ),
        ("a page that hides itself", vec![("origin", "null")]),
        ("nobody", vec![]),
        (
            "a page that says it is ours, and a browser that says it is not",
            vec![("origin", own.as_str()), ("sec-fetch-site", "cross-site")],
        ),
    ] {
        let answer = browser.post("/ident/start", &right, &headers).await;
        assert_eq!(answer.status, 403, "{from}");
        let words = "Tunnistautumista ei voitu aloittaa";
        assert!(answer.text().contains(words), "{}", answer.text());
    }
    assert!(is_whole(&scene, &url).await);
    assert_eq!(browser.go_on(&page).await.status, 200);
}

#[tokio::test]
async fn the_form_is_of_use_in_the_browser_that_was_shown_it_alone() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let other_url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let page = browser.press(&url).await;

    let mut without = Browser::new(&scene.relay);
    let answer = without.go_on(&page).await;
    assert_eq!(answer.status, 403);
    assert!(answer.text().contains("eväste"), "{}", answer.text());

    let mut another = Browser::new(&scene.relay);
    another.press(&other_url).await;
    assert_eq!(another.go_on(&page).await.status, 403);

    // Nor does a page for one ticket do for another.
    let own = scene.relay.origin().to_owned();
    let other_ticket = query(&other_url, "ticket").unwrap();
    let mut mixed = fields(page.text());
    for (name, value) in &mut mixed {
        if name == "ticket" {
            value.clone_from(&other_ticket);
        }
    }
    let headers = [("origin", own.as_str())];
    assert_eq!(
        browser.post("/ident/start", &mixed, &headers).await.status,
        403
    );
    mixed.retain(|(name, _)| name != "token");
    assert_eq!(
        browser.post("/ident/start", &mixed, &headers).await.status,
        403
    );
    assert!(is_whole(&scene, &url).await && is_whole(&scene, &other_url).await);
    assert_eq!(browser.go_on(&page).await.status, 200);
}

#[tokio::test]
async fn too_many_beginnings_from_one_address_are_held_back() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let page = browser.press(&url).await;
    let other_url = scene.ticket().await;
    let other_page = browser.press(&other_url).await;
    let mut before = browser.clone();
    assert_eq!(browser.go_on(&page).await.status, 200);
    // As if it were pressed again and again.
    for _ in 1..IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE {
        assert_eq!(before.go_on(&page).await.status, 410);
    }
    let answer = before.go_on(&other_page).await;
    assert_eq!(answer.status, 429, "{}", answer.text());
    assert!(is_whole(&scene, &other_url).await);
}
