//! How else it may end: broken off, the bank away, the conversation over, somebody else.

use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::ServerMessage;
use juttu_shared::wire::v1::event::{FailureCause, Outcome, StaffKind};
use tokio::net::TcpListener;

use super::actors::{Browser, RETURN_TO, Scene, brought_back, completed, onward, prove, ticket};
use crate::harness::{OTHER_SERVICE, Relay, Setup};

#[tokio::test]
async fn broken_off_at_the_bank_it_can_be_tried_again() {
    let mut scene = Scene::asked().await;
    let result = scene.identify("cancel").await;
    assert_eq!(scene.agent_hears_failed().await, FailureCause::Cancelled);
    let refused = scene.prove(&result).await.unwrap_err();
    assert_eq!(refused.code, Refusal::IdentificationCancelled);
    scene.visitor.post("Kokeilen uudelleen.").await;
    let result = scene.identify("1").await;
    scene.prove(&result).await.unwrap();
    assert!(completed(&scene.visitor.events).is_some());
}

#[tokio::test]
async fn a_bank_that_says_it_can_not_is_told_of() {
    let mut scene = Scene::asked().await;
    let result = scene.identify("down").await;
    assert_eq!(scene.agent_hears_failed().await, FailureCause::Unavailable);
    let refused = scene.prove(&result).await.unwrap_err();
    assert_eq!(refused.code, Refusal::IdentificationFailed);
}

#[tokio::test]
async fn without_a_bank_there_is_a_page_in_words_and_a_way_back() {
    // An address at which nobody is.
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}/demo/bank", gone.local_addr().unwrap());
    drop(gone);
    let away = [("JUTTU__PROVIDER__TESTIPANKKI__ISSUER", issuer.as_str())];
    let mut scene = Scene::asked_with(&away).await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let page = browser.press(&url).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let down = browser.go_on(&page).await;
    assert_eq!(down.status, 503);
    let text = down.text();
    assert!(text.contains("Testipankki ei vastaa."), "{text}");
    assert!(text.contains("<a href=\"tel:0500000000\">"), "{text}");
    assert_eq!(scene.agent_hears_failed().await, FailureCause::Unavailable);
    // Back to the chat, which opens again and says so.
    let (before, result) = text.split_once("#juttu-result=").unwrap();
    assert!(
        before.ends_with(RETURN_TO.split_once('#').unwrap().0),
        "{text}"
    );
    let result = result.split_once('"').unwrap().0.to_owned();
    let refused = scene.prove(&result).await.unwrap_err();
    assert_eq!(refused.code, Refusal::IdentificationFailed);
    assert_eq!(browser.press(&url).await.status, 410);
    scene.visitor.post("Jatketaan näin.").await;
}

#[tokio::test]
async fn a_conversation_that_ended_meanwhile_stays_ended() {
    let mut scene = Scene::asked().await;
    let url = scene.ticket().await;
    let mut browser = Browser::new(&scene.relay);
    let bank = browser.go_to_the_bank(&url).await;
    scene
        .agent
        .close(scene.conversation, Outcome::Solved)
        .await
        .unwrap();
    let callback = browser.choose(&bank, "0").await;
    let (_, result) = brought_back(&browser.follow(&callback).await);
    scene.prove(&result).await.unwrap();
    assert!(completed(&scene.visitor.events).is_some());
    let head = scene
        .relay
        .app
        .store
        .head(scene.conversation)
        .await
        .unwrap();
    assert_eq!(head.unwrap().state, State::Closed);
}

#[tokio::test]
async fn a_second_identification_as_another_person_overwrites_nothing() {
    // Begun twice before either has ended.
    let mut scene = Scene::asked().await;
    let result = scene.identify("0").await;
    let other = scene.identify("1").await;
    scene.prove(&result).await.unwrap();
    let first = scene.agent_hears_completed().await;
    scene.prove(&other).await.unwrap();
    let differs = scene
        .agent
        .until(|message| match message {
            ServerMessage::StaffEvent(event) => match event.kind {
                StaffKind::IdentityDiffers(differs) => Some(differs),
                _ => None,
            },
            _ => None,
        })
        .await;
    assert_ne!(differs.identity, first.identity);
    let head = scene
        .relay
        .app
        .store
        .head(scene.conversation)
        .await
        .unwrap();
    assert_eq!(head.unwrap().identity, Some(first.identity));
}

#[tokio::test]
async fn one_may_identify_before_saying_anything() {
    let setup = Setup::with(&[(
        "JUTTU__SERVICE__AIKUISSOSIAALITYO__ORIGINS",
        super::actors::COUNTY,
    )]);
    let relay = Relay::start_with(setup).await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    let url = ticket(&mut visitor, None).await.unwrap();
    let mut browser = Browser::new(&relay);
    let page = browser.press(&url).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.text().contains("Alkaa, kun olet tunnistautunut."));
    assert!(
        page.text()
            .contains("Tunnistaudu vain, jos tulit itse tältä sivulta.")
    );
    let away = browser.go_on(&page).await;
    let callback = browser.choose(&onward(&away), "2").await;
    let (_, result) = brought_back(&browser.follow(&callback).await);
    prove(&mut visitor, &result).await.unwrap();
    visitor.open("Asia koskee päätöstäni.").await;
    assert!(completed(&visitor.events).is_some(), "{:?}", visitor.events);
}
