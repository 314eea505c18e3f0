//! Floods are held back with a time to try again, and hold up nobody else.

use juttu_relay::command::Command as _;
use juttu_relay::command::expire::LeaveBehind;
use juttu_relay::rate::Prefix;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::ServerMessage;
use juttu_shared::wire::v1::event::LeftCause;
use juttu_shared::wire::v1::visitor::{ClientMessage, Leave, Open};

use crate::harness::{
    Ask, Locked, Relay, SERVICE, Setup, Visitor, leave, new_key, new_secret, soon,
};

#[tokio::test]
async fn a_flood_of_messages_is_held_back_for_a_while() {
    let limits = [("JUTTU__LIMITS__MESSAGES_PER_CONVERSATION_AND_MINUTE", "5")];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut other = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    other.open("Hei").await;
    let first = new_key();
    visitor.try_post(first.clone(), "ensin").await.unwrap();
    let mut stored = 1;
    let (held_back, refused) = loop {
        let key = new_key();
        match visitor.try_post(key.clone(), "lisää").await {
            Ok(_) => stored += 1,
            Err(refused) => break (key, refused),
        }
        assert!(stored < 50, "never held back");
    };
    assert_eq!((stored, refused.code), (5, Refusal::TooManyMessages));
    // Sent again, as after a lost connection, what is stored is acknowledged all the same, and
    // uses up nothing.
    for _ in 0..20 {
        visitor.try_post(first.clone(), "ensin").await.unwrap();
    }
    let refused_again = visitor.try_post(held_back, "lisää").await.unwrap_err();
    assert_eq!(refused_again.code, Refusal::TooManyMessages);
    let after_ms = refused.retry_after_ms.unwrap();
    assert!((1..=60_000).contains(&after_ms), "{after_ms}");
    other.post("minua ei haittaa").await;
    relay.clock().advance_ms(i64::try_from(after_ms).unwrap());
    visitor.post("nyt kelpaa").await;
}

#[tokio::test]
async fn a_full_queue_says_so_and_takes_the_next_when_there_is_room() {
    let limits = [("JUTTU__LIMITS__WAITING_PER_SERVICE", "2")];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let mut first = relay.visitor(SERVICE).await;
    let mut second = relay.visitor(SERVICE).await;
    let mut third = relay.visitor(SERVICE).await;
    first.open("Hei").await;
    second.open("Hei").await;
    let key = new_key();
    let refused = third.try_open(key.clone(), "Hei").await.unwrap_err();
    assert_eq!(refused.code, Refusal::QueueFull);
    first.close().await;
    third.try_open(key, "Hei").await.unwrap();
}

#[tokio::test]
async fn a_flood_of_conversations_and_connections_is_held_back() {
    let limits = [
        ("JUTTU__LIMITS__CONVERSATIONS_PER_ADDRESS_AND_MINUTE", "3"),
        ("JUTTU__LIMITS__CONNECTIONS_PER_ADDRESS", "6"),
    ];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let mut visitors = Vec::new();
    for _ in 0..5 {
        visitors.push(relay.visitor(SERVICE).await);
    }
    for visitor in &mut visitors[..3] {
        visitor.open("Hei").await;
    }
    let refused = visitors[3].try_open(new_key(), "Hei").await.unwrap_err();
    assert_eq!(refused.code, Refusal::TooManyConversations);
    assert!(refused.retry_after_ms.is_some());
    let _sixth = relay.visitor(SERVICE).await;
    let path = format!("/api/v1/socket?service={SERVICE}");
    let seventh =
        crate::harness::Socket::open(relay.public, &path, &[("origin", relay.origin())]).await;
    let refusal = seventh.err().expect("no seventh connection");
    assert_eq!(refusal.status, 429);
    assert_eq!(refusal.problem.unwrap().code, Refusal::TooManyConnections);
    drop(visitors);
    while relay.app.hub.connections() > 1 {
        tokio::task::yield_now().await;
    }
    relay.visitor(SERVICE).await;
}

#[tokio::test]
async fn a_conversation_that_has_ended_no_longer_counts_as_open() {
    let limits = [("JUTTU__LIMITS__OPEN_CONVERSATIONS_PER_ADDRESS", "2")];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let mut first = relay.visitor(SERVICE).await;
    let mut second = relay.visitor(SERVICE).await;
    let mut third = relay.visitor(SERVICE).await;
    first.open("Hei").await;
    second.open("Hei").await;
    let refused = third.try_open(new_key(), "Hei").await.unwrap_err();
    assert_eq!(refused.code, Refusal::TooManyConversations);
    first.close().await;
    third.open("Hei").await;
}

#[tokio::test]
async fn what_is_left_for_later_uses_up_no_place_among_the_open() {
    let limits = [("JUTTU__LIMITS__OPEN_CONVERSATIONS_PER_ADDRESS", "1")];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let mut first = relay.visitor(SERVICE).await;
    let mut second = relay.visitor(SERVICE).await;
    let mut third = relay.visitor(SERVICE).await;
    first.open("Hei").await;
    let refused = second.try_open(new_key(), "Hei").await.unwrap_err();
    assert_eq!(refused.code, Refusal::TooManyConversations);
    second.leave(Some("Jätän sitten viestin")).await;
    first.leave(None).await;
    third.open("Hei").await;
}

#[tokio::test]
async fn one_who_types_without_end_fills_nobodys_mailbox() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut agent = relay.agent("Maria").await;
    visitor.open("Hei").await;
    let id = agent.waiting().await.conversation;
    agent.claim(id).await.unwrap();
    for _ in 0..10_000 {
        visitor.socket.say_text("{\"typing\":{}}").await;
    }
    visitor.ping().await;
    agent.socket.say_text("{\"ping\":{}}").await;
    let mut told = 0;
    loop {
        match agent.next().await {
            ServerMessage::Typing(_) => told += 1,
            ServerMessage::Pong(_) => break,
            _ => {}
        }
    }
    assert_eq!(told, 1);
}

#[tokio::test]
async fn one_key_from_many_sessions_is_many_requests() {
    let limits = [("JUTTU__LIMITS__CONTACT_REQUESTS_PER_ADDRESS_AND_HOUR", "2")];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let first = leave(Some("Hei"));
    let with_its_key = || Leave {
        client_key: first.client_key.clone(),
        ..leave(Some("Hei"))
    };
    let mut one = relay.visitor(SERVICE).await;
    one.try_leave(first.clone()).await.unwrap();
    one.try_leave(first.clone()).await.unwrap();
    relay
        .visitor(SERVICE)
        .await
        .try_leave(with_its_key())
        .await
        .unwrap();
    let mut third = relay.visitor(SERVICE).await;
    let refused = third.try_leave(with_its_key()).await.unwrap_err();
    assert_eq!(refused.code, Refusal::TooManyConversations);
    one.try_leave(first).await.unwrap();
}

#[tokio::test]
async fn whoever_hangs_up_before_the_answer_is_counted_all_the_same() {
    let limits = [("JUTTU__LIMITS__OPEN_CONVERSATIONS_PER_ADDRESS", "2")];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let from = Prefix::of(std::net::Ipv4Addr::LOCALHOST.into());
    let waiting = async || {
        let services = vec![juttu_shared::id::ServiceId(SERVICE.into())];
        relay.app.store.waiting(services).await.unwrap().len()
    };
    let locked = Locked::database_of(&relay);
    let mut hung_up = Vec::new();
    for _ in 0..2 {
        let open = ClientMessage::Open(Open {
            client_key: new_key(),
            language: "fi".into(),
            text: "Hei".into(),
            topic: None,
            concerns: None,
            area: None,
        });
        let path = format!("/api/v1/commands?service={SERVICE}");
        let secret = new_secret();
        let ask = Ask::new(relay.public, "POST", &path)
            .header("authorization", &format!("Bearer {}", secret.0))
            .json(&open);
        hung_up.push(tokio::spawn(ask.send()));
    }
    soon("both to be counted", async {
        while relay.app.rates.open_from(from) < 2 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    for ask in hung_up {
        ask.abort();
        assert!(ask.await.unwrap_err().is_cancelled(), "no answer yet");
    }
    soon(
        "the relay to notice",
        relay.app.rates.all_connections_gone(),
    )
    .await;
    drop(locked);
    soon("both to be stored", async {
        while waiting().await < 2 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let mut third = relay.visitor(SERVICE).await;
    let refused = third.try_open(new_key(), "Hei").await.unwrap_err();
    assert_eq!(refused.code, Refusal::TooManyConversations);
    assert_eq!(waiting().await, 2);
}

#[tokio::test]
async fn one_that_was_left_behind_uses_up_its_place_for_an_hour() {
    let limits = [("JUTTU__LIMITS__OPEN_CONVERSATIONS_PER_ADDRESS", "1")];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let away = async |visitor: &mut Visitor| {
        let id = visitor.open("Hei").await.conversation;
        let now_ms = relay.clock().now_ms();
        let behind = LeaveBehind {
            cause: LeftCause::Away,
            service: relay.app.config.services[1].clone(),
            now_ms,
        };
        relay.app.store.append(behind.to(id, now_ms)).await.unwrap();
        id
    };
    let mut first = relay.visitor(SERVICE).await;
    away(&mut first).await;
    relay.clock().advance_ms(3_599_999);
    let mut second = relay.visitor(SERVICE).await;
    let refused = second.try_open(new_key(), "Hei").await.unwrap_err();
    assert_eq!(refused.code, Refusal::TooManyConversations);
    relay.clock().advance_ms(1);
    let id = away(&mut second).await;
    // Or until somebody takes it.
    let mut third = relay.visitor(SERVICE).await;
    let refused = third.try_open(new_key(), "Hei").await.unwrap_err();
    assert_eq!(refused.code, Refusal::TooManyConversations);
    let mut agent = relay.agent("Maria").await;
    agent.claim(id).await.unwrap();
    third.open("Hei").await;
}
