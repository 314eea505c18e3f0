//! Of what a password does not open its connections and polls are told nothing at all, also not that
//! there is something.

use juttu_relay::sign_in::account;
use juttu_shared::id::ConversationId;
use juttu_shared::limits::AWAY_SHOWN_MS;
use juttu_shared::wire::v1::agent::ServerMessage;
use juttu_shared::wire::v1::desk::Polled;
use juttu_shared::wire::v1::event::{Kind, Outcome};
use serde_json::json;

use super::super::{serving_relay, with_second_factor};
use super::{poll, seen};
use crate::audit::actors::{aino, ask, identify};
use crate::harness::{Agent, OTHER_SERVICE, PASSWORD, Relay, SERVICE, Visitor, transfer};
use crate::lifecycle::verbs::{away, goes, pass, pass_with};

/// A conversation of Maria's, who signs in with her second factor.
async fn taken(relay: &Relay) -> (Agent, Visitor, ConversationId) {
    let mut maria = with_second_factor(relay, "Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Salaisuus").await.conversation;
    maria.claim(id).await.unwrap();
    (maria, visitor, id)
}

/// Somebody with Maria's password, and no more: her second factor was taken away.
async fn with_password_alone(relay: &Relay) -> Agent {
    let (store, now_ms) = (relay.app.store.as_ref(), relay.clock().now_ms());
    let reset = account::reset_second_factor(store, "Maria", now_ms).await;
    reset.unwrap();
    Agent::come(relay, "Maria", PASSWORD).await
}

/// Everything that one who polls can ask for: from the very beginning, as if nothing had been read.
async fn polled(relay: &Relay, agent: &Agent, id: ConversationId) -> Vec<ServerMessage> {
    let seen = seen(relay, agent).await;
    let (process, _) = seen.split_once('.').unwrap();
    let have = [json!({ "conversation": id, "last_seq": 0, "last_staff_seq": 0 })];
    let asked = json!({ "have": have, "seen": format!("{process}.0") });
    let answer = poll(relay, agent, &asked).await;
    assert_eq!(answer.status, 200);
    let parts = answer.json::<Vec<Polled>>().into_iter();
    let told: Vec<_> = parts
        .filter_map(|part| match part {
            Polled::Told(told) => Some(*told),
            Polled::Seen { .. } => None,
        })
        .collect();
    let welcomed = |it: &ServerMessage| matches!(it, ServerMessage::Welcome(_));
    assert!(!told.iter().any(welcomed), "it goes on from there");
    told
}

fn assert_nothing_of(id: ConversationId, told: &[ServerMessage]) {
    let told = serde_json::to_string(told).unwrap();
    let number = format!("\"conversation\":{}", id.0);
    assert!(!told.contains(&number), "{told}");
}

#[tokio::test]
async fn one_who_polls_from_the_beginning_learns_nothing_of_what_became_of_it() {
    let relay = serving_relay().await;
    let (mut maria, mut visitor, id) = taken(&relay).await;
    let request = ask(&mut maria, id).await;
    visitor
        .until(|kind| matches!(kind, Kind::IdentificationRequested(_)))
        .await;
    identify(&relay.app, &mut visitor, id, Some(request), aino()).await;
    maria.note(id, "Muistiin").await.unwrap();

    let again = with_password_alone(&relay).await;
    assert_nothing_of(id, &polled(&relay, &again, id).await);
    // With the second factor that she sets up again all of it is told.
    relay.set_up_second_factor(&again.cookie).await;
    let told = polled(&relay, &again, id).await;
    let mine = |it: &ServerMessage| matches!(it, ServerMessage::Mine(mine) if mine.id == id);
    assert!(told.iter().any(mine), "{told:?}");
}

/// Whose it is no longer is told what has become of it, and no word that was said in it.
#[tokio::test]
async fn one_who_handed_it_on_is_told_no_reason_by_polls() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    maria.claim(id).await.unwrap();
    ask(&mut maria, id).await;
    maria.command(&transfer(id, SERVICE, None)).await.unwrap();
    let told = polled(&relay, &maria, id).await;
    let kinds: Vec<_> = told
        .iter()
        .filter_map(|it| match it {
            ServerMessage::Event(event) => Some(event.kind.tag()),
            _ => None,
        })
        .collect();
    assert!(kinds.contains(&"transferred"), "{told:?}");
    assert!(!kinds.contains(&"identification_requested"), "{told:?}");
}

#[tokio::test]
async fn that_its_resident_writes_or_goes_is_not_told_of_ones_own() {
    let relay = serving_relay().await;
    let (_maria, mut visitor, id) = taken(&relay).await;
    let mut again = with_password_alone(&relay).await;
    visitor.socket.say_text("{\"typing\":{}}").await;
    visitor.ping().await;
    assert_nothing_of(id, &again.everything().await);
    goes(&relay, visitor).await;
    pass_with(&relay, AWAY_SHOWN_MS - 1, &mut [], &mut [&mut again]).await;
    pass(&relay, 1).await;
    assert!(relay.app.hub.is_away(id));
    assert_nothing_of(id, &again.everything().await);
    assert_nothing_of(id, &polled(&relay, &again, id).await);
}

#[tokio::test]
async fn that_one_waits_goes_or_is_taken_is_not_told_in_another_queue() {
    let relay = serving_relay().await;
    let mut jukka = with_second_factor(&relay, "Jukka").await;
    let mut maria = relay.agent_of("Maria", &[OTHER_SERVICE]).await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Salaisuus").await.conversation;
    jukka.claim(id).await.unwrap();
    let hands = transfer(id, OTHER_SERVICE, None);
    jukka.command(&hands).await.unwrap();
    jukka.waiting().await;
    assert_nothing_of(id, &maria.everything().await);
    goes(&relay, visitor).await;
    let agents = &mut [&mut jukka, &mut maria];
    pass_with(&relay, AWAY_SHOWN_MS - 1, &mut [], agents).await;
    pass(&relay, 1).await;
    assert_eq!(away(&mut jukka).await, (id, true));
    assert_nothing_of(id, &maria.everything().await);
    jukka.claim(id).await.unwrap();
    assert_nothing_of(id, &maria.everything().await);
    assert_nothing_of(id, &polled(&relay, &maria, id).await);
    // Also once it is over, and the relay has forgotten whose it was.
    jukka.close(id, Outcome::Solved).await.unwrap();
    assert_nothing_of(id, &polled(&relay, &maria, id).await);
}
