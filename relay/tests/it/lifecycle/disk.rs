//! A store that can't write what is due.

use juttu_relay::command::notices;
use juttu_relay::seal::SecretHash;
use juttu_relay::store::{About, Opening};
use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::limits::VISITOR_AWAY_MS;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::desk::Poll;

use super::verbs::{MINUTE, head};
use crate::harness::{Relay, SERVICE, new_key, soon};

/// More than the relay has on the way at once.
const BROKEN: u64 = 300;
const WHOLE: u64 = 5;

#[tokio::test]
async fn what_fails_again_and_again_keeps_nothing_else_from_its_turn() {
    let relay = Relay::start().await;
    let service = relay.app.services.get(&ServiceId(SERVICE.to_owned()));
    let service = service.unwrap();
    let mut ids: Vec<ConversationId> = Vec::new();
    for number in 0..BROKEN + WHOLE {
        let mut secret = [0; 32];
        secret[..8].copy_from_slice(&number.to_le_bytes());
        let now_ms = relay.clock().now_ms();
        let opening = Opening {
            secret: SecretHash(secret),
            service: service.id.clone(),
            language: "fi".to_owned(),
            about: About::default(),
            client_key: new_key(),
            text: "Hei".to_owned(),
            brings_identity: false,
            leaving: None,
            answer_by: None,
            notices: notices::for_waiting(&service, now_ms),
            most_waiting: 1_000,
            place: None,
            now_ms,
        };
        ids.push(relay.app.store.open(opening).await.unwrap().id);
    }
    let file = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    let trigger = format!(
        "create trigger broken before insert on event when new.conversation_id <= {BROKEN}
         begin select raise(abort, 'broken'); end"
    );
    file.execute_batch(&trigger).unwrap();
    relay.clock().advance_ms(VISITOR_AWAY_MS);
    let (broken, whole) = ids.split_at(300);
    soon("the others to have their turn", async {
        for id in whole {
            while head(&relay, *id).await.state == State::Waiting {
                relay.clock().advance_ms(MINUTE);
                tokio::task::yield_now().await;
            }
        }
    })
    .await;
    assert_eq!(head(&relay, broken[0]).await.state, State::Waiting);
    file.execute_batch("drop trigger broken").unwrap();
    soon("the rest to be done", async {
        for id in broken {
            while head(&relay, *id).await.state == State::Waiting {
                relay.clock().advance_ms(MINUTE);
                tokio::task::yield_now().await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_polls_goes_on_when_no_sign_in_can_be_written() {
    let relay = Relay::start().await;
    relay.agent("Maria").await;
    let cookie = relay.sign_in("Maria").await;
    let file = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    let trigger = "create trigger broken before update on sign_in
                   begin select raise(abort, 'broken'); end";
    file.execute_batch(trigger).unwrap();
    // From now on each use of the sign-in is one to write down.
    relay.clock().advance_ms(2 * MINUTE);
    for _ in 0..2 {
        let poll = Poll {
            have: Vec::new(),
            seen: None,
        };
        let ask = relay.post_desk("/desk/api/poll?lang=fi");
        let answer = ask.header("cookie", &cookie).json(&poll).send().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }
}
