//! What the organisation's groups let somebody do.

use juttu_shared::refusal::CloseCode;
use juttu_shared::rules::state::Role;
use serde_json::json;

use super::scene::{Scene, assert_back, services, sign_in_cookie};
use crate::harness::{Agent, OTHER_SERVICE, SERVICE};

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
