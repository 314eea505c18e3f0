//! Who does not come in, whatever they bring back.

use juttu_shared::limits::IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE;
use serde_json::json;

use super::scene::{START, Scene, assert_back, lines};

const MINUTE_MS: i64 = 60_000;

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
async fn an_address_begins_so_many_in_a_minute() {
    let scene = Scene::new().await;
    for _ in 0..IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE {
        scene.begin().await;
    }
    let refused = scene.relay.get_desk(START).send().await;
    assert_back(&refused, "too-many");
    assert!(lines(&refused).is_empty());
    scene.relay.clock().advance_ms(MINUTE_MS);
    scene.begin().await;
}

#[tokio::test]
async fn coming_back_is_counted_as_well() {
    let scene = Scene::new().await;
    let begun = scene.begin().await;
    for _ in 1..IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE {
        scene.begin().await;
    }
    let code = scene.code(&begun, "sub", &["perhe"]);
    let query = format!("code={code}&state={}", begun.state);
    assert_back(&scene.callback(&query, &begun.cookie).await, "too-many");
    // What nobody began asks nobody anything.
    assert_back(
        &scene.callback(&query, "juttu-sign-in-state=").await,
        "failed",
    );
    scene.relay.clock().advance_ms(MINUTE_MS);
    assert_eq!(scene.callback(&query, &begun.cookie).await.status, 200);
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
