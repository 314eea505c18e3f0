//! How often one agent may open who residents are, and how they are reached.

use juttu_shared::id::{ConversationId, IdentityId};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{ClientMessage, OpenIdentity};
use juttu_shared::wire::v1::event::Kind;

use super::actors::{AINO, asked};
use crate::harness::{Agent, Relay, bring_in, new_key};

async fn opens(
    agent: &mut Agent,
    conversation: ConversationId,
    identity: IdentityId,
    is_code: bool,
) -> Result<(), Refusal> {
    let open = OpenIdentity {
        conversation,
        client_key: new_key(),
        identity,
        why: Some("Sijaistan".to_owned()),
    };
    let open = match is_code {
        false => ClientMessage::OpenIdentity(open),
        true => ClientMessage::OpenPersonalCode(open),
    };
    let opened = agent.command(&open).await;
    opened.map(drop).map_err(|refused| refused.code)
}

fn rows(relay: &Relay) -> u32 {
    let database = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    let count = "select count(*) from audit where what in ('identity', 'personal_code', 'contact')";
    database.query_row(count, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn nobody_opens_more_in_a_minute_than_a_person_can_read() {
    let relay = Relay::start().await;
    let (mut visitor, mut maria, id, request) = asked(&relay).await;
    let (events, _) = visitor.identifies(&relay, Some(request), AINO).await;
    let identity = events.iter().find_map(|event| match &event.kind {
        Kind::IdentificationCompleted(done) => Some(done.identity),
        _ => None,
    });
    let identity = identity.unwrap();
    // Whatever is opened, and whether or not there was anything.
    for number in 0..29 {
        opens(&mut maria, id, identity, number % 2 == 0)
            .await
            .unwrap();
    }
    let refused = maria.open_contact(id).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoContact);
    let written = rows(&relay);
    assert_eq!(written, 30);
    for is_code in [false, true] {
        let refused = opens(&mut maria, id, identity, is_code).await;
        assert_eq!(refused, Err(Refusal::TooManyAttempts));
    }
    let refused = maria.open_contact(id).await.unwrap_err();
    assert_eq!(refused.code, Refusal::TooManyAttempts);
    assert!(refused.retry_after_ms.is_some());
    assert_eq!(rows(&relay), written, "what is refused so fills no log");
    // Nobody uses up a colleague's share.
    let mut jukka = relay.agent("Jukka").await;
    maria.command(&bring_in(id, jukka.id())).await.unwrap();
    jukka.mine().await;
    opens(&mut jukka, id, identity, false).await.unwrap();
    relay.clock().advance_ms(60_000);
    opens(&mut maria, id, identity, false).await.unwrap();
}
