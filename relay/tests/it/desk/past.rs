//! Finding and reading what is not on the desk.

use juttu_shared::id::ConversationId;
use juttu_shared::limits::{FOUND_ROWS, READ_AFTER_CLOSE_MS, WHY_CHARS};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::{ClientMessage, Find, Found, Hold, ServerMessage};
use juttu_shared::wire::v1::event::Outcome;

use crate::harness::{Agent, OTHER_SERVICE, Relay, SERVICE, look, new_key};

async fn find(agent: &mut Agent, before: Option<ConversationId>) -> Result<Found, Refusal> {
    let find = ClientMessage::Find(Find {
        client_key: new_key(),
        service: None,
        reference: None,
        before,
    });
    match agent.command(&find).await {
        Ok(ServerMessage::Found(found)) => Ok(found),
        Ok(other) => panic!("{other:?}"),
        Err(refused) => Err(refused.code),
    }
}

async fn ended(relay: &Relay, by: &mut Agent) -> ConversationId {
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Vanha asia").await;
    let id = by.waiting().await.conversation;
    by.claim(id).await.unwrap();
    by.close(id, Outcome::Solved).await.unwrap();
    id
}

#[tokio::test]
async fn a_supervisor_reads_the_rest_with_a_reason_that_is_written_first() {
    let relay = Relay::start().await;
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    let mut anna = relay.staff("Anna", Role::Supervisor, &[SERVICE]).await;
    let id = ended(&relay, &mut maria).await;
    let found = find(&mut anna, None).await.unwrap();
    assert_eq!((found.rows.len(), found.rows[0].own), (1, false));
    let too_long = "x".repeat(WHY_CHARS + 1);
    for (why, code) in [
        (None, Refusal::ReasonMissing),
        (Some(" \n"), Refusal::ReasonMissing),
        (Some(too_long.as_str()), Refusal::TextTooLong),
    ] {
        let refused = anna.command(&look(id, why)).await.unwrap_err();
        assert_eq!(refused.code, code);
    }
    assert!(relay.app.store.audit_rows(10).await.unwrap().is_empty());
    let looked = anna.command(&look(id, Some("Valitus"))).await.unwrap();
    let ServerMessage::Looked(looked) = looked else {
        panic!("{looked:?}");
    };
    let whole = looked.conversation;
    assert_eq!(
        (whole.hold, whole.events.len(), whole.staff_events.len()),
        (Hold::Looked, 4, 1)
    );
    let rows = relay.app.store.audit_rows(10).await.unwrap();
    assert_eq!(
        (rows.len(), rows[0].agent, rows[0].conversation),
        (1, anna.id(), id)
    );
    assert_eq!(
        (rows[0].what.as_str(), rows[0].why.as_deref()),
        ("conversation", Some("Valitus"))
    );
    // One's own needs none, and leaves none.
    maria.command(&look(id, None)).await.unwrap();
    assert_eq!(relay.app.store.audit_rows(10).await.unwrap().len(), 1);
    let refused = anna
        .command(&look(ConversationId(404), Some("x")))
        .await
        .unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
}

#[tokio::test]
async fn ones_own_is_read_for_thirty_days_and_no_longer() {
    let relay = Relay::start().await;
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    let id = ended(&relay, &mut maria).await;
    for (later_ms, rows, code) in [
        (READ_AFTER_CLOSE_MS, 1, None),
        (1, 0, Some(Refusal::NotAllowed)),
    ] {
        relay.clock().advance_ms(later_ms);
        // The sign-in has ended meanwhile.
        let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
        let found = find(&mut maria, None).await.unwrap();
        assert_eq!(found.rows.len(), rows);
        let refused = maria.command(&look(id, Some("vielä"))).await.err();
        assert_eq!(refused.map(|refused| refused.code), code);
    }
    let mut anna = relay.staff("Anna", Role::Supervisor, &[SERVICE]).await;
    assert_eq!(
        find(&mut anna, None).await.unwrap().rows[0].conversation,
        id
    );
}

#[tokio::test]
async fn older_ones_follow_and_other_services_never() {
    let relay = Relay::start().await;
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    for _ in 0..=FOUND_ROWS {
        ended(&relay, &mut maria).await;
    }
    let first = find(&mut maria, None).await.unwrap();
    assert_eq!((first.rows.len(), first.more), (FOUND_ROWS, true));
    let last = first.rows.last().unwrap().conversation;
    let rest = find(&mut maria, Some(last)).await.unwrap();
    assert_eq!((rest.rows.len(), rest.more), (1, false));
    let mut other = relay
        .staff("Outi", Role::Supervisor, &[OTHER_SERVICE])
        .await;
    assert!(find(&mut other, None).await.unwrap().rows.is_empty());
    let mut auditor = relay.staff("Oskari", Role::Auditor, &[SERVICE]).await;
    assert_eq!(find(&mut auditor, None).await, Err(Refusal::NotAllowed));
}
