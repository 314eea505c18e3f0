//! Somebody opens a chat and has another person identify for it. Every variant ends without a name in
//! the stranger's chat.

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{FailureCause, Kind};
use juttu_shared::wire::v1::visitor::ServerMessage;

use super::actors::{
    Browser, COUNTY, Scene, ask, brought_back, completed, failures, is_refused, prove, stray,
    ticket, ticket_in,
};
use crate::harness::{Heard, SERVICE, leave};

#[tokio::test]
async fn the_banks_address_given_to_another_person_ends_in_her_browser() {
    let mut stranger = Scene::asked().await;
    let url = stranger.ticket().await;
    let mut strangers = Browser::new(&stranger.relay);
    let bank = strangers.go_to_the_bank(&url).await;
    // The address of the bank is sent to somebody, who believes it.
    let mut victims = Browser::new(&stranger.relay);
    let callback = victims.choose(&bank, "0").await;
    assert_eq!(victims.follow(&callback).await.status, 403);
    assert_eq!(stranger.agent_hears_failed().await, FailureCause::Elsewhere);
    // Nor does it help to have the last address back from her.
    assert_eq!(strangers.follow(&callback).await.status, 410);
    stranger.visitor.ping().await;
    assert!(completed(&stranger.visitor.events).is_none());
}

#[tokio::test]
async fn a_page_of_the_county_that_shows_the_strangers_link_burns_what_it_brings_back() {
    // Seen from the relay this is the chat's own link: the last word is said where it ends. Her page
    // has no session of the chat, and says so.
    let mut stranger = Scene::asked().await;
    let url = stranger.ticket().await;
    let result = Browser::new(&stranger.relay).identify(&url, "0").await;
    assert_eq!(stray(&stranger.relay, COUNTY, &result).await.status, 204);
    assert_eq!(stranger.agent_hears_failed().await, FailureCause::Elsewhere);
    // Burnt: the stranger can do nothing with it any more.
    is_refused(&mut stranger.visitor, &result).await;
    assert!(completed(&stranger.visitor.events).is_none());
}

#[tokio::test]
async fn a_page_of_the_county_that_leads_anywhere_gets_no_result_to_hand_on() {
    let mut stranger = Scene::asked().await;
    let open = "https://www.example.fi/out?to=https%3A%2F%2Fevil.example%2F";
    let request = Some(stranger.request);
    let url = ticket_in(&mut stranger.visitor, request, "fi", open).await;
    let mut victims = Browser::new(&stranger.relay);
    let bank = victims.go_to_the_bank(&url.unwrap()).await;
    let callback = victims.choose(&bank, "0").await;
    let (page, _) = brought_back(&victims.follow(&callback).await);
    assert_eq!(page, "https://www.example.fi/out");
}

#[tokio::test]
async fn one_who_has_a_conversation_of_her_own_there_is_not_named_in_either() {
    let mut stranger = Scene::asked().await;
    let url = stranger.ticket().await;
    let mut victim = stranger.relay.visitor(SERVICE).await;
    victim.open("Minulla on oma asia.").await;
    let result = Browser::new(&stranger.relay).identify(&url, "0").await;
    is_refused(&mut victim, &result).await;
    victim.ping().await;
    assert!(completed(&victim.events).is_none() && failures(&victim.events).is_empty());
    assert_eq!(stranger.agent_hears_failed().await, FailureCause::Elsewhere);
    victim.post("Tämä jatkuu.").await;
}

#[tokio::test]
async fn a_result_carried_to_another_session_is_burnt_and_the_person_forgotten() {
    let mut scene = Scene::asked().await;
    let result = scene.identify("0").await;
    let mut stranger = scene.relay.visitor(SERVICE).await;
    is_refused(&mut stranger, &result).await;
    // The session that asked is told, and may begin again.
    assert_eq!(scene.agent_hears_failed().await, FailureCause::Elsewhere);
    is_refused(&mut scene.visitor, &result).await;
    let database = rusqlite::Connection::open(&scene.relay.app.config.database).unwrap();
    let kept: u32 = database
        .query_row(
            "select count(*) from identity where body is not null",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(kept, 0);
    let result = scene.identify("0").await;
    scene.prove(&result).await.unwrap();
}

#[tokio::test]
async fn a_second_tab_with_a_session_of_its_own_is_another_one() {
    let mut scene = Scene::asked().await;
    let result = scene.identify("0").await;
    // The same browser, the same page, another tab: what a tab keeps is its own.
    let mut tab = scene.relay.visitor(SERVICE).await;
    is_refused(&mut tab, &result).await;
}

#[tokio::test]
async fn a_code_that_a_stranger_gave_opens_nothing_to_her_once_somebody_is_named() {
    let mut scene = Scene::asked().await;
    let mut stranger = scene.relay.visitor(SERVICE).await;
    let request = leave(Some("Apua."));
    let code = request.code.clone();
    stranger.try_leave(request).await.unwrap();
    let conversation = scene.agent.waiting().await.conversation;
    // The victim is given the code, and enters.
    let mut victim = scene.relay.visitor(SERVICE).await;
    victim.redeem(&code).await.unwrap();
    scene.agent.claim(conversation).await.unwrap();
    let asked = ask(&mut scene.agent, conversation).await;
    let url = ticket(&mut victim, Some(asked.seq)).await.unwrap();
    let result = Browser::new(&scene.relay).identify(&url, "0").await;
    prove(&mut victim, &result).await.unwrap();
    assert!(completed(&victim.events).is_some());
    // The stranger's session ends before anything is said to the person.
    loop {
        match stranger.socket.hear::<ServerMessage>().await {
            Heard::Message(ServerMessage::Event(event)) => {
                assert!(
                    !matches!(event.kind, Kind::IdentificationCompleted(_)),
                    "{event:?}"
                );
            }
            Heard::Message(_) => {}
            Heard::End(_) => break,
        }
    }
    let again = scene.relay.visitor_again(&stranger).await;
    assert!(again.welcome.conversation.is_none());
    let mut other = scene.relay.visitor(SERVICE).await;
    assert_eq!(
        other.redeem(&code).await.unwrap_err().code,
        Refusal::WrongCode
    );
}
