//! Agents who vanish from their conversations.

use juttu_shared::limits::{AGENT_GONE_MS, PRESENCE_GRACE_MS};
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Kind, LeftCause, Outcome};

use super::verbs::{
    MINUTE, SECOND, fewer, goes, head, pass, pass_with, queue, sign_out, told, vanishes,
};
use crate::harness::{Relay, SERVICE};

#[tokio::test]
async fn whose_agent_vanishes_goes_to_the_front_before_all_others() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut jukka = relay.agent("Jukka").await;
    let mut resident = relay.visitor(SERVICE).await;
    let id = resident.open("Onko siellä ketään?").await.conversation;
    relay.clock().advance_ms(SECOND);
    let mut other = relay.visitor(SERVICE).await;
    let later = other.open("Hei").await.conversation;
    maria.claim(id).await.unwrap();
    maria.post(id, "On.").await;
    vanishes(&relay, maria).await;

    let mut both = [&mut resident, &mut other];
    pass_with(&relay, AGENT_GONE_MS - SECOND, &mut both, &mut [&mut jukka]).await;
    assert_eq!(head(&relay, id).await.state, State::Active);
    pass(&relay, SECOND).await;

    let front = head(&relay, id).await;
    assert_eq!(front.state, State::Waiting);
    assert!(front.in_front && front.is_live && front.agents.is_empty());
    assert_eq!(queue(&relay, &front).unwrap().place, 1);
    let behind = head(&relay, later).await;
    assert_eq!(queue(&relay, &behind).unwrap().place, 2);
    assert!(told(&relay, &mut resident, |it| it.place == 1).await.nobody);
    let kinds: Vec<_> = resident.events.iter().map(|it| it.kind.tag()).collect();
    assert_eq!(
        kinds,
        [
            "opened", "posted", "joined", "posted", "departed", "requeued"
        ]
    );

    let late = relay.agent("Aino").await;
    let order: Vec<_> = late
        .welcome
        .waiting
        .iter()
        .map(|it| it.conversation)
        .collect();
    assert_eq!(order, [id, later]);
    assert!(late.welcome.waiting[0].in_front);
    let mine = jukka.claim(id).await.unwrap();
    assert_eq!(mine.state, State::Active);
    assert_eq!(mine.events.len(), 7);

    let back = relay.agent("Maria").await;
    assert!(back.welcome.mine.is_empty(), "it is another's now");
}

#[tokio::test]
async fn whose_agent_signs_out_goes_to_the_front_at_once() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut resident = relay.visitor(SERVICE).await;
    let id = resident.open("Onko siellä ketään?").await.conversation;
    maria.claim(id).await.unwrap();
    maria.post(id, "On.").await;
    pass(&relay, SECOND).await;
    assert_eq!(head(&relay, id).await.state, State::Active);
    let connections = relay.app.hub.connections();
    sign_out(&relay, &maria).await;
    fewer(&relay, connections).await;
    pass(&relay, SECOND).await;
    let front = head(&relay, id).await;
    assert!(front.state == State::Waiting && front.in_front && front.agents.is_empty());
}

#[tokio::test]
async fn whose_agent_vanishes_is_told_to_the_agents_of_the_service() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut jukka = relay.agent("Jukka").await;
    let mut resident = relay.visitor(SERVICE).await;
    let id = resident.open("Ensimmäiset sanat.").await.conversation;
    maria.claim(id).await.unwrap();
    assert_eq!(jukka.waiting().await.conversation, id);
    vanishes(&relay, maria).await;
    let both = (&mut [&mut resident], &mut [&mut jukka]);
    pass_with(&relay, AGENT_GONE_MS - SECOND, both.0, both.1).await;
    pass(&relay, SECOND).await;
    let row = jukka.waiting().await;
    assert_eq!(row.conversation, id);
    assert!(row.in_front);
    assert_eq!(row.first_words, "Ensimmäiset sanat.");
}

#[tokio::test]
async fn whose_agent_of_a_contact_request_vanishes_is_laid_back_among_the_requests() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut resident = relay.visitor(SERVICE).await;
    let id = resident.leave(Some("Soittakaa.")).await.conversation;
    goes(&relay, resident).await;
    let promised = head(&relay, id).await.answer_by_ms;
    assert!(promised.is_some());
    maria.claim(id).await.unwrap();
    pass_with(&relay, 2 * MINUTE, &mut [], &mut [&mut maria]).await;
    vanishes(&relay, maria).await;
    pass_with(&relay, AGENT_GONE_MS - SECOND, &mut [], &mut []).await;
    assert_eq!(head(&relay, id).await.state, State::Active);
    pass_with(&relay, SECOND, &mut [], &mut []).await;
    let left = head(&relay, id).await;
    assert_eq!(left.state, State::Left);
    assert_eq!(left.answer_by_ms, promised, "the promise stands");
    let events = relay.app.store.events(id, 0).await.unwrap();
    let Some(Kind::Left(last)) = events.last().map(|event| &event.kind) else {
        panic!("{events:?}");
    };
    assert_eq!(last.cause, LeftCause::AgentGone);
}

#[tokio::test]
async fn a_reload_of_the_desk_changes_nothing() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    maria.present(SERVICE, true).await;
    let mut resident = relay.visitor(SERVICE).await;
    let id = resident.open("Hei").await.conversation;
    maria.claim(id).await.unwrap();
    let mut waiting = relay.visitor(SERVICE).await;
    let waits = waiting.open("Hei").await.conversation;
    vanishes(&relay, maria).await;
    let both = &mut [&mut resident, &mut waiting];
    pass_with(&relay, PRESENCE_GRACE_MS - SECOND, both, &mut []).await;
    let service = head(&relay, waits).await.service.clone();
    assert!(relay.app.hub.is_staffed(&service));
    let mut maria = relay.agent("Maria").await;
    assert!(maria.welcome.presence.iter().any(|it| it.present));
    pass_with(&relay, 2 * AGENT_GONE_MS, both, &mut [&mut maria]).await;
    assert!(relay.app.hub.is_staffed(&service));
    let talk = head(&relay, id).await;
    assert_eq!(talk.state, State::Active);
    assert_eq!(talk.last_seq, 3, "nothing has happened in it");
    let queue = queue(&relay, head(&relay, waits).await.as_ref()).unwrap();
    assert!(!queue.nobody);
    maria.close(id, Outcome::Solved).await.unwrap();
}
