//! What a search shows to a password alone: nothing of what that does not open, whoever asks.

use juttu_relay::sign_in::account;
use juttu_shared::id::ConversationId;
use juttu_shared::rules::state::Role;

use super::{BOTH, found, serving_relay, with_second_factor};
use crate::audit::actors::{aino, identify};
use crate::harness::{Agent, OTHER_SERVICE, PASSWORD, Relay, SERVICE, transfer};

/// One that Jukka has taken, at this door.
async fn taken(
    relay: &Relay,
    jukka: &mut Agent,
    door: &str,
) -> (ConversationId, crate::harness::Visitor) {
    let mut visitor = relay.visitor(door).await;
    let id = visitor.open("Salaisuus").await.conversation;
    jukka.claim(id).await.unwrap();
    (id, visitor)
}

#[tokio::test]
async fn a_search_shows_nothing_that_a_password_does_not_open() {
    let relay = serving_relay().await;
    let mut jukka = with_second_factor(&relay, "Jukka").await;
    // All of them are of a service that identifies nobody; one came by the door of one that does, and
    // in one somebody has identified.
    let (open, _) = taken(&relay, &mut jukka, OTHER_SERVICE).await;
    let (handed_on, _) = taken(&relay, &mut jukka, SERVICE).await;
    let hands = transfer(handed_on, OTHER_SERVICE, None);
    jukka.command(&hands).await.unwrap();
    jukka.claim(handed_on).await.unwrap();
    let (named, mut visitor) = taken(&relay, &mut jukka, OTHER_SERVICE).await;
    identify(&relay.app, &mut visitor, named, None, aino()).await;

    let all = [named, handed_on, open];
    assert_eq!(found(&mut jukka).await, all);
    for (name, services) in [("Anna", &BOTH[..]), ("Aada", &[OTHER_SERVICE])] {
        let mut supervisor = relay.staff(name, Role::Supervisor, services).await;
        assert_eq!(found(&mut supervisor).await, [open], "{name}");
        relay.set_up_second_factor(&supervisor.cookie).await;
        let mut supervisor = supervisor.again(&relay, Vec::new()).await;
        assert_eq!(found(&mut supervisor).await, all, "{name}");
    }
    // Whoever takes part in them, too.
    let (store, now_ms) = (relay.app.store.as_ref(), relay.clock().now_ms());
    let reset = account::reset_second_factor(store, "Jukka", now_ms).await;
    reset.unwrap();
    let mut again = Agent::come(&relay, "Jukka", PASSWORD).await;
    assert_eq!(found(&mut again).await, [open]);
}
