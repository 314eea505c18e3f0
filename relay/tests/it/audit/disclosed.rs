//! Giving on what is personal is written down, with to whom.

use juttu_shared::wire::v1::agent::{ClientMessage, Transfer, TransferTo};

use super::actors::Scene;
use crate::harness::{OTHER_SERVICE, Relay, SERVICE, bring_in, consult, new_key, transfer};

#[tokio::test]
async fn asking_bringing_in_and_handing_on_are_disclosures() {
    let mut scene = Scene::begin().await;
    let jukka = scene.relay.agent("Jukka").await;
    let outi = scene.relay.agent("Outi").await;
    for command in [
        consult(scene.id, jukka.id(), "Mitä teen?"),
        bring_in(scene.id, jukka.id()),
        ClientMessage::Transfer(Transfer {
            conversation: scene.id,
            client_key: new_key(),
            to: TransferTo::Agent(outi.id()),
            note: Some("Hoida sinä".to_owned()),
        }),
    ] {
        scene.maria.command(&command).await.unwrap();
    }
    let disclosed: Vec<_> = scene
        .rows()
        .await
        .into_iter()
        .filter(|row| row.what == "disclosed")
        .collect();
    let to: Vec<_> = disclosed
        .iter()
        .map(|row| row.to.clone().unwrap())
        .collect();
    assert_eq!(to, ["Jukka", "Jukka", "Outi"]);
    for row in disclosed {
        assert_eq!((row.agent, row.conversation), (scene.maria.id(), scene.id));
        assert!(row.person.is_some() && row.success && row.why.is_none());
    }
}

#[tokio::test]
async fn a_refused_one_is_none_and_what_tells_of_nobody_is_none() {
    let mut scene = Scene::begin().await;
    let nobody = bring_in(scene.id, juttu_shared::id::AgentId(404));
    scene.maria.command(&nobody).await.unwrap_err();
    assert_eq!(scene.log().await, ["Maria held"]);

    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let id = maria.waiting().await.conversation;
    maria.claim(id).await.unwrap();
    let hands = transfer(id, OTHER_SERVICE, None);
    maria.command(&hands).await.unwrap();
    assert!(super::actors::log(&relay).await.is_empty());
}
