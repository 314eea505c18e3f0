//! Nothing is lost, doubled or turned round, whatever becomes of the connection.

use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::Have;
use juttu_shared::wire::v1::event::{Event, Kind};
use juttu_shared::wire::v1::visitor::{ClientMessage, Open, Post};

use crate::harness::{Relay, SERVICE, Visitor, new_key};

fn texts(events: &[Event]) -> Vec<&str> {
    let mut texts = Vec::new();
    for event in events {
        if let Kind::Posted(posted) = &event.kind {
            texts.push(posted.text.as_str());
        }
    }
    texts
}

#[tokio::test]
async fn a_visitor_resumes_after_any_number() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("1").await;
    for number in 2..=8 {
        visitor.post(&number.to_string()).await;
    }
    let all = visitor.events.clone();
    for last_seq in 0..=9 {
        let secret = visitor.secret.clone();
        let again = Visitor::come(&relay, SERVICE, secret, last_seq).await;
        let snapshot = again.welcome.conversation.unwrap();
        assert_eq!(snapshot.events, all[usize::try_from(last_seq).unwrap()..]);
        assert_eq!(snapshot.state, State::Waiting);
        assert_eq!(snapshot.queue.unwrap().place, 1);
    }
    let ahead = Visitor::come(&relay, SERVICE, visitor.secret.clone(), 99).await;
    let snapshot = ahead.welcome.conversation.unwrap();
    assert_eq!(
        snapshot.events, all,
        "who knows another past is told everything"
    );
}

#[tokio::test]
async fn both_sides_have_everything_after_a_restart() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut agent = relay.agent("Maria").await;
    visitor.open("Hei").await;
    let waiting = agent.waiting().await;
    let mine = agent.claim(waiting.conversation).await.unwrap();
    agent.note(mine.id, "huom").await.unwrap();
    let lost = agent.post(mine.id, "Vastaus").await;

    let relay = relay.restart().await;
    let mut visitor = relay.visitor_again(&visitor).await;
    let snapshot = visitor.welcome.conversation.take().unwrap();
    assert_eq!(snapshot.state, State::Active);
    assert_eq!(
        snapshot.events.last().map(|event| event.seq),
        Some(lost.seq)
    );

    let have = Have {
        conversation: mine.id,
        last_seq: 3,
        last_staff_seq: 0,
    };
    let mut agent = agent.again(&relay, vec![have]).await;
    let again = &agent.welcome.mine[0];
    assert_eq!((again.events.len(), again.staff_events.len()), (1, 1));
    let mine = again.id;
    visitor.post("Kiitos").await;
    assert_eq!(agent.event().await.seq, lost.seq + 1);
    agent.post(mine, "Hyvää jatkoa").await;
}

#[tokio::test]
async fn a_retry_is_acknowledged_by_the_same_event() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let first_key = new_key();
    let opened = visitor.try_open(first_key.clone(), "Hei").await.unwrap();
    let key = new_key();
    let posted = visitor.try_post(key.clone(), "Toinen").await.unwrap();
    assert_eq!(
        visitor.try_post(key.clone(), "Toinen").await.unwrap(),
        posted
    );
    assert_eq!(visitor.try_open(first_key, "Hei").await.unwrap(), opened);

    let mut other_tab = relay.visitor_again(&visitor).await;
    assert_eq!(other_tab.try_post(key, "Toinen").await.unwrap(), posted);
    other_tab.post("Kolmas").await;
    let numbers: Vec<_> = relay
        .app
        .store
        .events(posted.conversation, 0)
        .await
        .unwrap();
    assert_eq!(texts(&numbers), ["Hei", "Toinen", "Kolmas"]);
}

#[tokio::test]
async fn what_is_said_in_one_breath_is_stored_in_that_order() {
    let relay = Relay::start_with(crate::harness::Setup::with(&[(
        "JUTTU__LIMITS__MESSAGES_PER_CONVERSATION_AND_MINUTE",
        "1000",
    )]))
    .await;
    let mut visitor = relay.visitor(SERVICE).await;
    let open = Open {
        client_key: new_key(),
        language: "fi".into(),
        text: "0".into(),
        topic: None,
        concerns: None,
        area: None,
    };
    visitor.socket.say(&ClientMessage::Open(open)).await;
    for number in 1..=200 {
        let post = Post {
            client_key: new_key(),
            text: number.to_string(),
        };
        visitor.socket.say(&ClientMessage::Post(post)).await;
    }
    while visitor.last_seq() < 202 {
        visitor.event().await;
    }
    let said: Vec<_> = (0..=200).map(|number| number.to_string()).collect();
    assert_eq!(texts(&visitor.events), said);
    let numbers: Vec<_> = visitor.events.iter().map(|event| event.seq).collect();
    assert_eq!(numbers, (1..=202).collect::<Vec<_>>());
}

#[tokio::test]
async fn everyone_sees_the_same_order() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut agent = relay.agent("Maria").await;
    visitor.open("Hei").await;
    let waiting = agent.waiting().await;
    let mine = agent.claim(waiting.conversation).await.unwrap();
    let mut other_tab = relay.visitor_again(&visitor).await;
    let mut other_desk = agent.again(&relay, Vec::new()).await;
    for round in 0..20 {
        let post = Post {
            client_key: new_key(),
            text: format!("a{round}"),
        };
        visitor.socket.say(&ClientMessage::Post(post)).await;
        let post = juttu_shared::wire::v1::agent::Post {
            conversation: mine.id,
            client_key: new_key(),
            text: format!("b{round}"),
        };
        let post = juttu_shared::wire::v1::agent::ClientMessage::Post(post);
        agent.socket.say(&post).await;
    }
    let stored = loop {
        let stored = relay.app.store.events(mine.id, 0).await.unwrap();
        if stored.len() == 43 {
            break stored;
        }
        tokio::task::yield_now().await;
    };
    while visitor.last_seq() < 43 {
        visitor.event().await;
    }
    while other_tab.last_seq() < 43 {
        other_tab.event().await;
    }
    assert!(visitor.events == stored);
    assert!(other_tab.events == stored[2..]);
    for desk in [&mut agent, &mut other_desk] {
        let mut seen = Vec::new();
        while seen.last().is_none_or(|event: &Event| event.seq < 43) {
            seen.push(desk.event().await);
        }
        assert!(seen == stored[3..]);
    }
}
