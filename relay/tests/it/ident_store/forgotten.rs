//! Forgetting who it was, and making a code for what is anonymous.

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::ClientMessage as Says;
use juttu_shared::wire::v1::event::{Kind, Outcome};

use super::actors::{AINO, asked, talking};
use crate::harness::{Relay, SERVICE, new_code, new_key, soon};
use juttu_shared::id::ConversationId;
use juttu_shared::wire::v1::agent::Act;

fn act(conversation: ConversationId) -> Act {
    Act {
        conversation,
        client_key: new_key(),
    }
}

#[tokio::test]
async fn what_is_forgotten_leaves_the_conversation_anonymous_and_no_trace() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    visitor.identifies(&relay, Some(request), AINO).await;
    let code = new_code();
    let refused = visitor.keep(&code).await.unwrap_err();
    assert_eq!(refused.code, Refusal::AlreadyIdentified);
    let sealed = || {
        let database = rusqlite::Connection::open(&relay.app.config.database).unwrap();
        let of = "select body from identity where standing <> 'pending'";
        database.query_row(of, [], |row| row.get::<_, Option<Vec<u8>>>(0))
    };
    let body = sealed().unwrap().unwrap();
    let before = agent.until(|told| match told {
        juttu_shared::wire::v1::agent::ServerMessage::Event(event) => Some(event.kind.tag()),
        _ => None,
    });
    assert_eq!(before.await, "identification_completed");
    let forgotten = agent.does(&Says::ForgetIdentity(act(id))).await;
    assert_eq!(forgotten.kind.tag(), "identity_forgotten");
    let heard = visitor
        .until(|kind| matches!(kind, Kind::IdentityForgotten(_)))
        .await;
    assert_eq!(heard, forgotten);
    assert_eq!(sealed().unwrap(), None);
    // Not even in the write-ahead log.
    let holds = || {
        ["", "-wal"].iter().any(|end| {
            let mut path = relay.app.config.database.clone().into_os_string();
            path.push(end);
            let bytes = std::fs::read(path).unwrap_or_default();
            bytes.windows(body.len()).any(|window| window == body)
        })
    };
    soon("the log to be emptied", async {
        while holds() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let again = agent.command(&Says::ForgetIdentity(act(id))).await;
    assert_eq!(again.unwrap_err().code, Refusal::NoIdentity);
    // The present session stays, and gets a code of its own.
    visitor.post("Jatketaan").await;
    let made = visitor.keep(&code).await.unwrap();
    assert_eq!(made.kind.tag(), "code_made");
    agent.close(id, Outcome::Solved).await.unwrap();
    let mut later = relay.visitor(SERVICE).await;
    assert_eq!(later.redeem(&code).await.unwrap().id, id);
}

#[tokio::test]
async fn whoever_has_talked_anonymously_gets_a_code_when_it_ends() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id) = talking(&relay).await;
    agent.close(id, Outcome::Solved).await.unwrap();
    visitor.until(|kind| matches!(kind, Kind::Closed(_))).await;
    let code = new_code();
    let made = visitor.keep(&code).await.unwrap();
    assert_eq!(
        agent
            .until(|told| match told {
                juttu_shared::wire::v1::agent::ServerMessage::Event(event)
                    if event.seq == made.seq =>
                    Some(()),
                _ => None,
            })
            .await,
        ()
    );
    let refused = visitor.keep(&new_code()).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NotAllowed, "one is enough");
    let again = relay.visitor_again(&visitor).await;
    assert!(again.welcome.conversation.unwrap().has_code);
    let mut later = relay.visitor(SERVICE).await;
    later.redeem(&code).await.unwrap();
    later.post("Tulin takaisin").await;
    // A code of another conversation is nobody's to take.
    let mut other = relay.visitor(SERVICE).await;
    let theirs = other.open("Hei").await.conversation;
    agent.claim(theirs).await.unwrap();
    let refused = other.keep(&code).await.unwrap_err();
    assert_eq!(refused.code, Refusal::Malformed);
    // Whoever still waits leaves a message instead.
    let mut waits = relay.visitor(SERVICE).await;
    waits.open("Hei").await;
    let refused = waits.keep(&new_code()).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongState);
    let mut nobody = relay.visitor(SERVICE).await;
    let refused = nobody.keep(&new_code()).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
}
