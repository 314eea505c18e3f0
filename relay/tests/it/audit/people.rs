//! A conversation in which one person after another has identified, and what is reported to each.

use juttu_relay::ident::Person;
use juttu_relay::store::audit::{Reporting, SAME_VIEW_MS};
use juttu_relay::store::identities::code_hash;
use juttu_shared::wire::v1::agent::{Act, ClientMessage};

use super::actors::{CODE, Scene, aino, identify, opens};
use crate::harness::{OTHER_SERVICE, new_key, transfer};

/// The code of the second.
const OTHER_CODE: &str = "291292-918R";

fn eero() -> Person {
    Person {
        personal_code: Some(OTHER_CODE.to_owned()),
        name: "Eero Esimerkki".to_owned(),
        given_names: Some("Eero".to_owned()),
        ..aino()
    }
}

/// What is reported to whoever has that code, oldest first.
async fn report(scene: &Scene, code: &str) -> Vec<String> {
    let app = &scene.relay.app;
    let reporting = Reporting {
        by: "root".to_owned(),
        person: code_hash(&app.keyring, code),
        now_ms: scene.relay.clock().now_ms(),
    };
    let rows = app.store.report(reporting).await.unwrap().into_iter();
    rows.map(|row| format!("{} {}", row.name, row.what))
        .collect()
}

#[tokio::test]
async fn each_is_reported_every_view_since_they_identified_and_no_opening_of_the_other() {
    let mut scene = Scene::begin().await;
    scene.relay.clock().advance_ms(SAME_VIEW_MS + 1);
    scene.maria = scene.maria.again(&scene.relay, Vec::new()).await;
    identify(&scene.relay.app, &mut scene.visitor, scene.id, None, eero()).await;
    scene.relay.clock().advance_ms(SAME_VIEW_MS + 1);
    scene.maria = scene.maria.again(&scene.relay, Vec::new()).await;
    let open = scene.open(None);
    opens(&mut scene.maria, &open).await.unwrap();
    let hands = transfer(scene.id, OTHER_SERVICE, None);
    scene.maria.command(&hands).await.unwrap();
    let mut outi = scene.relay.agent("Outi").await;
    outi.claim(scene.id).await.unwrap();
    let since = ["Maria conversation", "Maria disclosed", "Outi conversation"];
    let first = [
        &[
            "Maria held",
            "Maria conversation",
            since[0],
            "Maria identity",
        ][..],
        &since[1..],
    ];
    assert_eq!(report(&scene, CODE).await, first.concat());
    let second = [&["Maria held"][..], &since[..]];
    assert_eq!(report(&scene, OTHER_CODE).await, second.concat());
}

#[tokio::test]
async fn what_is_seen_after_somebody_was_forgotten_is_not_reported_to_them() {
    let mut scene = Scene::begin().await;
    let forget = ClientMessage::ForgetIdentity(Act {
        conversation: scene.id,
        client_key: new_key(),
    });
    scene.maria.command(&forget).await.unwrap();
    let look = crate::harness::look(scene.id, Some("Valitus"));
    let supervisor = juttu_shared::rules::state::Role::Supervisor;
    let mut anna = scene
        .relay
        .staff("Anna", supervisor, &[crate::harness::SERVICE])
        .await;
    anna.command(&look).await.unwrap();
    assert_eq!(
        scene.log().await,
        ["Maria held", "Anna conversation (Valitus)"]
    );
    assert_eq!(report(&scene, CODE).await, ["Maria held"]);
}
