//! Asking, bringing in, departing.

use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::limits::AGENTS_PER_CONVERSATION;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{Block, ClientMessage, Close, Hold, ServerMessage};
use juttu_shared::wire::v1::event::{Author, Kind, Outcome, StaffKind};

use crate::harness::{
    Agent, OTHER_SERVICE, Relay, SERVICE, Visitor, bring_in, consult, depart, new_key,
};

async fn going_on(relay: &Relay) -> (Agent, Visitor, ConversationId) {
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let id = maria.waiting().await.conversation;
    maria.claim(id).await.unwrap();
    (maria, visitor, id)
}

#[tokio::test]
async fn one_of_another_service_is_asked_answers_and_says_nothing_to_the_resident() {
    let relay = Relay::start().await;
    let mut sari = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    let (mut maria, mut visitor, id) = going_on(&relay).await;
    let question = consult(id, sari.id(), "Onko oikeus tukeen?");
    let asked = maria.does_among_staff(&question).await;
    assert_eq!(
        maria.does_among_staff(&question).await,
        asked,
        "given again it is the same"
    );
    let mine = sari.mine().await;
    assert_eq!(
        (mine.hold, mine.consulted.as_slice()),
        (Hold::Consulted, &[sari.id()][..])
    );
    assert_eq!((mine.events.len(), mine.staff_events.len()), (3, 1));
    visitor.post("Odotan").await;
    let heard = sari.event().await;
    assert!(matches!(heard.kind, Kind::Posted(_)));
    sari.note(id, "On, hae heti").await.unwrap();
    let answer = maria
        .until(|message| match message {
            ServerMessage::StaffEvent(event) => Some(event),
            _ => None,
        })
        .await;
    assert!(matches!(answer.kind, StaffKind::Noted(_)));
    let refused = sari
        .try_post(id, new_key(), "Hei minäkin")
        .await
        .unwrap_err();
    assert_eq!(refused.code, Refusal::NotAllowed);
    // A desk that is opened anew finds it still.
    let again = sari.again(&relay, Vec::new()).await;
    assert_eq!(again.welcome.mine[0].hold, Hold::Consulted);
    drop(again);

    let command = depart(id);
    let departed = sari.does_among_staff(&command).await;
    assert!(matches!(&departed.kind, StaffKind::Departed(it) if it.agent == sari.id()));
    assert_eq!(
        sari.does_among_staff(&command).await,
        departed,
        "given again it is the same"
    );
    let refused = sari.note(id, "x").await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
    visitor.ping().await;
    let mut kinds = visitor.events.iter().map(|event| event.kind.tag());
    assert!(kinds.all(|kind| ["opened", "posted", "joined"].contains(&kind)));
}

#[tokio::test]
async fn one_who_is_brought_in_joins_and_the_first_may_depart() {
    let relay = Relay::start().await;
    let mut sari = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    let (mut maria, mut visitor, id) = going_on(&relay).await;
    let alone = maria.command(&depart(id)).await.unwrap_err();
    assert_eq!(alone.code, Refusal::LastAgent);
    maria
        .does_among_staff(&consult(id, sari.id(), "Tulisitko?"))
        .await;
    relay.clock().advance_ms(1);
    let command = bring_in(id, sari.id());
    let joined = maria.does(&command).await;
    assert_eq!(joined.from, Author::Agent(sari.id()));
    assert_eq!(
        maria.does(&command).await,
        joined,
        "given again it is the same"
    );
    let twice = maria.command(&bring_in(id, sari.id())).await.unwrap_err();
    assert_eq!(twice.code, Refusal::NoColleague);
    let mine = loop {
        let mine = sari.mine().await;
        if mine.hold == Hold::Own {
            break mine;
        }
    };
    assert_eq!(mine.agents, [maria.id(), sari.id()]);
    assert!(mine.consulted.is_empty(), "no longer asked, but there");
    let told = visitor.until(|kind| matches!(kind, Kind::Joined(it) if it.name == "Sari"));
    assert_eq!(told.await, joined);
    let command = depart(id);
    let departed = maria.does(&command).await;
    assert_eq!(
        maria.does(&command).await,
        departed,
        "given again it is the same"
    );
    let refused = maria.try_post(id, new_key(), "x").await.unwrap_err();
    assert_eq!(refused.code, Refusal::NotAllowed);
    sari.post(id, "Jatkan yksin").await;
    visitor
        .until(|kind| matches!(kind, Kind::Posted(it) if it.text == "Jatkan yksin"))
        .await;
}

#[tokio::test]
async fn who_can_not_be_asked_is_not() {
    let relay = Relay::start().await;
    let (mut maria, _visitor, id) = going_on(&relay).await;
    for nobody in [maria.id(), AgentId(404)] {
        for command in [consult(id, nobody, "x"), bring_in(id, nobody)] {
            let refused = maria.command(&command).await.unwrap_err();
            assert_eq!(refused.code, Refusal::NoColleague);
        }
    }
    let empty = maria
        .command(&consult(id, AgentId(404), " "))
        .await
        .unwrap_err();
    assert_eq!(empty.code, Refusal::TextEmpty);
    let mut last = None;
    for number in 0..=AGENTS_PER_CONVERSATION {
        let colleague = relay
            .agent_of(&format!("Kollega {number}"), &[SERVICE])
            .await;
        last = Some(
            maria
                .command(&consult(id, colleague.id(), "Entä sinä?"))
                .await,
        );
    }
    assert_eq!(last.unwrap().unwrap_err().code, Refusal::WrongState);
}

#[tokio::test]
async fn it_ends_with_a_last_word_and_a_topic_in_one_breath() {
    let relay = Relay::start().await;
    let (mut maria, mut visitor, id) = going_on(&relay).await;
    let close = |topic: &str| {
        ClientMessage::Close(Close {
            conversation: id,
            client_key: new_key(),
            outcome: Outcome::Solved,
            topic: Some(topic.to_owned()),
            text: Some("Hyvää jatkoa".to_owned()),
        })
    };
    let refused = maria.command(&close("ei-ole")).await.unwrap_err();
    assert_eq!(refused.code, Refusal::Malformed);
    let topic = maria.welcome.me.services[0].topics[0].id.clone();
    let command = close(&topic);
    let closed = maria.does(&command).await;
    let said = visitor.until(|kind| matches!(kind, Kind::Posted(it) if it.text == "Hyvää jatkoa"));
    assert_eq!(said.await.seq + 1, closed.seq);
    maria.socket.say(&command).await;
    assert_eq!(maria.event().await.seq + 1, closed.seq, "the whole again");
    assert_eq!(maria.event().await, closed);
    let find = ClientMessage::Find(juttu_shared::wire::v1::agent::Find {
        client_key: new_key(),
        service: None,
        reference: None,
        before: None,
    });
    let ServerMessage::Found(found) = maria.command(&find).await.unwrap() else {
        panic!("not found");
    };
    assert_eq!(found.rows[0].topic.as_ref(), Some(&topic));
    assert_eq!(found.rows[0].outcome, Some(Outcome::Solved));
    assert!(found.rows[0].own && found.rows[0].closed_at_ms.is_some());
}

#[tokio::test]
async fn a_block_is_said_in_the_staff_log_once_it_holds() {
    let relay = Relay::start().await;
    let (mut maria, _visitor, id) = going_on(&relay).await;
    let block = |minutes| {
        ClientMessage::Block(Block {
            conversation: id,
            client_key: new_key(),
            minutes,
        })
    };
    let refused = maria.command(&block(7)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::Malformed);
    let blocked = maria.does_among_staff(&block(15)).await;
    let until_ms = relay.clock().now_ms() + 15 * 60_000;
    assert!(matches!(&blocked.kind, StaffKind::Blocked(it) if it.until_ms == Some(until_ms)));
    let mut another = relay.visitor(SERVICE).await;
    let refused = another.try_open(new_key(), "Taas").await.unwrap_err();
    assert_eq!(refused.code, Refusal::Blocked);
    let again = maria.again(&relay, Vec::new()).await;
    assert_eq!(again.welcome.mine[0].blocked_until_ms, Some(until_ms));
    let lifted = maria.does_among_staff(&block(0)).await;
    assert!(matches!(&lifted.kind, StaffKind::Blocked(it) if it.until_ms.is_none()));
    another.open("Nyt pääsen").await;
}

#[tokio::test]
async fn an_outcome_that_no_relay_knows_ends_nothing() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    maria.claim(id).await.unwrap();
    let refused = maria.close(id, Outcome::Other).await.unwrap_err();
    assert_eq!(refused.code, Refusal::Malformed);
    maria.close(id, Outcome::Unfinished).await.unwrap();
}
