//! What is told and not kept: typing, the place in the queue, presence; and silence.

use juttu_shared::id::ServiceId;
use juttu_shared::limits::{PRESENCE_GRACE_MS, SILENCE_MS};
use juttu_shared::refusal::CloseCode;
use juttu_shared::wire::v1::agent;
use juttu_shared::wire::v1::visitor::ServerMessage;

use crate::harness::{Relay, SERVICE};

#[tokio::test]
async fn typing_is_told_to_the_other_side_of_a_conversation_alone() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut bystander = relay.visitor(SERVICE).await;
    let mut agent = relay.agent("Maria").await;
    visitor.open("Hei").await;
    let id = agent.waiting().await.conversation;
    bystander.open("Hei").await;
    agent.claim(id).await.unwrap();
    agent
        .socket
        .say(&agent::ClientMessage::Typing(agent::Typing {
            conversation: id,
        }))
        .await;
    loop {
        match visitor.next().await {
            ServerMessage::Typing(typing) => {
                break assert_eq!(typing.agent, agent.welcome.me.agent);
            }
            ServerMessage::Event(_) | ServerMessage::Queue(_) => {}
            other => panic!("{other:?}"),
        }
    }
    visitor.socket.say_text("{\"typing\":{}}").await;
    let from = agent.until(|message| match message {
        agent::ServerMessage::Typing(typing) => Some(typing.conversation),
        _ => None,
    });
    assert_eq!(from.await, id);
    bystander.socket.say_text("{\"ping\":{}}").await;
    loop {
        match bystander.next().await {
            ServerMessage::Pong(_) => break,
            ServerMessage::Typing(_) => panic!("told to somebody else"),
            _ => {}
        }
    }
}

#[tokio::test]
async fn the_place_in_the_queue_follows() {
    let relay = Relay::start().await;
    let mut first = relay.visitor(SERVICE).await;
    first.open("Hei").await;
    relay.clock().advance_ms(5_000);
    let mut second = relay.visitor(SERVICE).await;
    second.open("Hei").await;
    let again = relay.visitor_again(&second).await;
    assert_eq!(again.welcome.conversation.unwrap().queue.unwrap().place, 2);
    first.close().await;
    loop {
        relay.clock().advance_ms(1_000);
        second.socket.say_text("{\"ping\":{}}").await;
        match second.next().await {
            ServerMessage::Queue(queue) if queue.place == 1 => break,
            ServerMessage::Queue(_) | ServerMessage::Event(_) | ServerMessage::Pong(_) => {}
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn presence_outlives_a_reload_and_ends_after_its_grace() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut jukka = relay.agent("Jukka").await;
    maria.present(SERVICE, true).await;
    let present = |message| match message {
        agent::ServerMessage::Presence(presence) => Some((presence.agents, presence.present)),
        _ => None,
    };
    assert_eq!(jukka.until(present).await, (1, false));
    assert_eq!(maria.until(present).await, (1, true));
    drop(maria);
    let jukka_id = jukka.welcome.me.agent;
    let counted = |relay: &Relay| {
        let service = [ServiceId(SERVICE.into())];
        relay.app.hub.presence(jukka_id, &service)[0].agents
    };
    while relay.app.hub.connections() > 1 {
        tokio::task::yield_now().await;
    }
    relay.clock().advance_ms(PRESENCE_GRACE_MS / 2);
    jukka.ping().await;
    relay.clock().advance_ms(PRESENCE_GRACE_MS / 2 - 1);
    jukka.ping().await;
    assert_eq!(counted(&relay), 1, "a reload does not end it");
    relay.clock().advance_ms(1);
    assert_eq!(counted(&relay), 0);
    assert_eq!(
        jukka.until(present).await,
        (0, false),
        "the others are told"
    );
}

#[tokio::test]
async fn a_silent_connection_is_ended_and_a_ping_keeps_it() {
    let relay = Relay::start().await;
    let mut silent = relay.visitor(SERVICE).await;
    let mut speaking = relay.visitor(SERVICE).await;
    relay.clock().advance_ms(SILENCE_MS - 1);
    speaking.ping().await;
    relay.clock().advance_ms(1);
    assert_eq!(silent.socket.end().await, Some(CloseCode::Silent as u16));
    speaking.ping().await;
}

#[tokio::test]
async fn a_clock_that_jumps_ends_no_conversation() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    relay.clock().advance_ms(-86_400_000);
    let back = visitor.post("eilen").await;
    assert!(back.at_ms >= visitor.events[0].at_ms, "time does not turn");
    relay.clock().advance_ms(40 * 86_400_000);
    let visitor = relay.visitor_again(&visitor).await;
    assert!(visitor.welcome.conversation.is_some());
}
