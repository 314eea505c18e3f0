//! Identification as browsers walk it: from the chat to the demo's bank and back.
//!
//! The worst that could happen is that somebody's chat carries the name of another person, who was
//! talked into identifying. Each way to that is played here, up to where it ends.

mod actors;
mod back;
mod bank;
mod form;
mod hand_off;
mod interrupted;
mod outcomes;
mod quiet;
mod quiet_ways;
mod start;
mod stray;
mod taken_away;
mod twice;

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{FailureCause, Kind, Level};

use actors::{
    Browser, COUNTY, RETURN_TO, Scene, brought_back, completed, onward, query, ticket_in,
};

#[tokio::test]
async fn somebody_identifies_and_the_conversation_goes_on() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);

    let page = browser.press(&url).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let away = browser.go_on(&page).await;
    let bank = format!("{}/demo/bank/authorize?", scene.relay.origin());
    assert!(onward(&away).starts_with(&bank));
    assert_eq!(away.header("referrer-policy"), "no-referrer");
    assert_eq!(away.header("cache-control"), "no-store");
    assert!(away.text().contains("Siirrytään tunnistautumaan…"));
    assert!(away.text().contains(">Jatka tunnistautumaan</a>"));

    let callback = browser.choose(&onward(&away), "0").await;
    let back = browser.follow(&callback).await;
    assert_eq!(back.header("referrer-policy"), "no-referrer");
    assert_eq!(back.header("cache-control"), "no-store");
    let policy = back.header("content-security-policy");
    assert!(policy.contains("default-src 'none'"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(back.header("set-cookie").contains("Max-Age=0"));
    assert!(back.text().contains("<h1>Palataan keskusteluun…</h1>"));
    assert!(back.text().contains(">Palaa keskusteluun</a>"));
    let (page, result) = brought_back(&back);
    assert_eq!(page, RETURN_TO.split_once('#').unwrap().0);
    assert_eq!(result.len(), 43);

    // Until the session that asked brings it back, it is nobody's.
    scene.visitor.ping().await;
    assert!(scene.visitor.events.iter().all(|it| !matches!(
        it.kind,
        Kind::IdentificationCompleted(_) | Kind::IdentificationFailed(_)
    )));
    let proved = scene.prove(&result).await.unwrap();
    assert!(proved.conversations.is_empty());
    let done = completed(&scene.visitor.events).unwrap();
    assert_eq!(
        (done.level, done.request),
        (Level::Test, Some(scene.request))
    );
    let seen = scene.agent_hears_completed().await;
    assert_eq!(seen, done);
    scene.visitor.post("Nyt tiedät, kuka olen.").await;
}

#[tokio::test]
async fn the_way_back_is_in_the_residents_language() {
    for (tag, words) in [
        ("fi", "Palaa keskusteluun"),
        ("sv", "Gå tillbaka till samtalet"),
        ("en", "Go back to the conversation"),
    ] {
        let mut scene = Scene::asked().await;
        let request = Some(scene.request);
        let url = ticket_in(&mut scene.visitor, request, tag, RETURN_TO).await;
        let mut browser = Browser::new(&scene.relay);
        let bank = browser.go_to_the_bank(&url.unwrap()).await;
        let callback = browser.choose(&bank, "0").await;
        let back = browser.follow(&callback).await;
        let text = back.text();
        assert!(text.contains(&format!("<html lang=\"{tag}\">")), "{text}");
        assert!(text.contains(&format!(">{words}</a>")), "{text}");
    }
}

#[tokio::test]
async fn a_result_works_once() {
    let mut scene = Scene::asked().await;
    let result = scene.identify("0").await;
    scene.prove(&result).await.unwrap();
    let again = scene.prove(&result).await.unwrap_err();
    assert_eq!(again.code, Refusal::WrongResult);
}

#[tokio::test]
async fn a_result_waits_two_minutes_and_no_longer() {
    let mut scene = Scene::asked().await;
    let result = scene.identify("0").await;
    scene.relay.clock().advance_ms(2 * 60_000);
    scene.visitor = scene.relay.visitor_again(&scene.visitor).await;
    let late = scene.prove(&result).await.unwrap_err();
    assert_eq!(late.code, Refusal::WrongResult);
    assert!(completed(&scene.visitor.events).is_none());
}

#[tokio::test]
async fn a_county_page_is_told_in_the_fragment_alone() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let page = browser.press(&url).await;
    let away = browser.go_on(&page).await;
    let callback = browser.choose(&onward(&away), "cancel").await;
    assert_eq!(query(&callback, "error").as_deref(), Some("access_denied"));
    // No redirect: that of the bank's form would end here, where the bank's policy allows the relay alone.
    let back = browser.follow(&callback).await;
    assert!(!back.headers.contains_key("location"));
    let (page, _) = brought_back(&back);
    assert!(page.starts_with(COUNTY), "{page}");
    assert_eq!(scene.agent_hears_failed().await, FailureCause::Cancelled);
}
