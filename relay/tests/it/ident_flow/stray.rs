//! A result that comes back to a page without a session of the chat: somebody else's, which nobody may
//! use any more.

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::FailureCause;

use super::actors::{Browser, COUNTY, Scene, completed, failures, is_refused, stray};
use crate::harness::Ask;

fn identities(scene: &Scene) -> u32 {
    let database = rusqlite::Connection::open(&scene.relay.app.config.database).unwrap();
    let count = "select count(*) from identity where body is not null";
    database.query_row(count, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn a_page_without_a_session_burns_what_it_was_given() {
    for cancelled in [false, true] {
        let mut stranger = Scene::asked().await;
        let url = stranger.ticket().await;
        let choice = if cancelled { "cancel" } else { "0" };
        let result = Browser::new(&stranger.relay).identify(&url, choice).await;
        assert_eq!(identities(&stranger), u32::from(!cancelled));
        let answer = stray(&stranger.relay, COUNTY, &result).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
        assert_eq!(answer.header("access-control-allow-origin"), COUNTY);
        assert_eq!(answer.header("cache-control"), "no-store");
        // Who it was is nowhere, and whoever asked is told so once.
        assert_eq!(identities(&stranger), 0);
        let cause = match cancelled {
            false => FailureCause::Elsewhere,
            true => FailureCause::Cancelled,
        };
        assert_eq!(stranger.agent_hears_failed().await, cause);
        is_refused(&mut stranger.visitor, &result).await;
        stranger.visitor.ping().await;
        assert!(completed(&stranger.visitor.events).is_none());
        assert_eq!(failures(&stranger.visitor.events), [cause]);
    }
}

#[tokio::test]
async fn it_takes_nothing_from_whoever_has_proved_it() {
    let mut scene = Scene::asked().await;
    let result = scene.identify("0").await;
    scene.prove(&result).await.unwrap();
    // The same answer, whatever is known of it.
    for result in [&result, &"a".repeat(43)] {
        assert_eq!(stray(&scene.relay, COUNTY, result).await.status, 204);
    }
    scene.visitor.ping().await;
    assert!(failures(&scene.visitor.events).is_empty());
    assert_eq!(identities(&scene), 1);
    let head = scene.relay.app.store.head(scene.conversation).await;
    assert!(head.unwrap().unwrap().identity.is_some());
}

#[tokio::test]
async fn another_page_burns_nothing() {
    let mut scene = Scene::asked().await;
    let result = scene.identify("0").await;
    let answer = stray(&scene.relay, "https://evil.example", &result).await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.problem().code, Refusal::ForeignOrigin);
    let path = "/api/v1/ident/stray?service=muu";
    let ask = scene.relay.post(path).header("origin", COUNTY);
    assert_eq!(ask.send().await.status, 404);
    for body in ["", "{}", "{\"result\":7}", "{\"result\":\"lyhyt\"}"] {
        let ask = scene.relay.post("/api/v1/ident/stray?service=perhekeskus");
        let answer = ask.header("origin", COUNTY).bytes(body).send().await;
        assert_eq!(answer.status, 400, "{body}");
        assert_eq!(answer.problem().code, Refusal::Malformed);
    }
    // Nor does asking whether one may.
    let path = "/api/v1/ident/stray?service=perhekeskus";
    let may = Ask::new(scene.relay.public, "OPTIONS", path);
    let may = may.header("origin", COUNTY).send().await;
    assert_eq!(may.status, 204);
    assert_eq!(may.header("access-control-allow-origin"), COUNTY);
    scene.prove(&result).await.unwrap();
}

#[tokio::test]
async fn guesses_are_counted() {
    let mut scene = Scene::asked().await;
    for _ in 0..120 {
        let answer = stray(&scene.relay, COUNTY, &"a".repeat(43)).await;
        assert_eq!(answer.status, 204);
    }
    let answer = stray(&scene.relay, COUNTY, &"a".repeat(43)).await;
    assert_eq!(answer.status, 429);
    assert_eq!(answer.problem().code, Refusal::TooManyAttempts);
    // Whoever shares the address identifies all the same.
    let result = scene.identify("0").await;
    scene.prove(&result).await.unwrap();
}
