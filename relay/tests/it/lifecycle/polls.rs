//! Residents whose network lets no socket through, and who poll.

use std::time::Duration;

use juttu_shared::id::{ConversationId, Secret};
use juttu_shared::limits::{AWAY_SHOWN_MS, INACTIVITY_MS, INACTIVITY_WARNING_MS, POLL_MS};
use juttu_shared::rules::state::State;
use juttu_shared::rules::times::LEAST_NOTICE_MS;
use juttu_shared::wire::v1::visitor::{ClientMessage, Open, ServerMessage};
use tokio::time::timeout;

use super::verbs::{SECOND, away, head, pass, pass_with};
use crate::harness::{Agent, Relay, SERVICE, new_key, new_secret, soon};

#[tokio::test]
async fn one_who_polls_does_not_flicker() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let secret = new_secret();
    let id = open_over_http(&relay, &secret).await;
    for _ in 0..6 {
        whole_poll(&relay, &secret, 2, &mut [&mut agent]).await;
        // A slow network between two polls.
        pass_with(&relay, 20 * SECOND, &mut [], &mut [&mut agent]).await;
        assert!(!relay.app.hub.is_away(id));
    }
    assert_eq!(head(&relay, id).await.state, State::Waiting);
    pass(&relay, 10 * SECOND).await;
    assert!(relay.app.hub.is_away(id), "and now it has gone");
    assert_eq!(away(&mut agent).await, (id, true));
}

/// One who was answered over polls, has everything, and was warned by the last one.
async fn warned(relay: &Relay) -> (Agent, Secret, ConversationId) {
    let mut agent = relay.agent("Maria").await;
    let secret = new_secret();
    let id = open_over_http(relay, &secret).await;
    agent.claim(id).await.unwrap();
    agent.post(id, "Hei, kerro lisää.").await;
    let ms = INACTIVITY_MS - INACTIVITY_WARNING_MS - SECOND;
    pass_with(relay, ms, &mut [], &mut [&mut agent]).await;
    let poll = held(relay, &secret, 4).await;
    pass(relay, SECOND).await;
    assert_eq!(soon("the poll", poll).await.unwrap(), 200);
    assert!(relay.app.hub.ends_at_ms(id).is_some());
    (agent, secret, id)
}

#[tokio::test]
async fn polling_puts_off_no_end() {
    let relay = Relay::start().await;
    let (mut agent, secret, id) = warned(&relay).await;
    let ends_ms = relay.app.hub.ends_at_ms(id).unwrap();
    while relay.app.hub.ends_at_ms(id).is_some() {
        assert_eq!(relay.app.hub.ends_at_ms(id), Some(ends_ms));
        let poll = held(&relay, &secret, 4).await;
        poll.abort();
        soon("the relay to notice", async {
            while relay.app.hub.connections() > 1 {
                tokio::task::yield_now().await;
            }
        })
        .await;
        pass_with(&relay, 10 * SECOND, &mut [], &mut [&mut agent]).await;
    }
    assert_eq!(relay.clock().now_ms(), ends_ms);
    assert_eq!(head(&relay, id).await.state, State::Closed);
}

#[tokio::test]
async fn one_whose_polls_had_stopped_has_a_minute_again() {
    let relay = Relay::start().await;
    let (mut agent, secret, id) = warned(&relay).await;
    let ms = INACTIVITY_WARNING_MS - 5 * SECOND;
    assert!(ms > AWAY_SHOWN_MS);
    pass_with(&relay, ms, &mut [], &mut [&mut agent]).await;
    assert_eq!(soon("the poll", poll(&relay, &secret, 4)).await, 200);
    let least_ms = relay.clock().now_ms() + LEAST_NOTICE_MS;
    assert_eq!(relay.app.hub.ends_at_ms(id), Some(least_ms));
}

/// A poll that the relay holds.
async fn held(relay: &Relay, secret: &Secret, after: u64) -> tokio::task::JoinHandle<u16> {
    let poll = tokio::spawn(poll(relay, secret, after));
    soon("the poll to be held", async {
        while relay.app.hub.connections() < 2 && !poll.is_finished() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    poll
}

/// A poll for as long as it lasts.
async fn whole_poll(relay: &Relay, secret: &Secret, after: u64, agents: &mut [&mut Agent]) {
    let mut poll = held(relay, secret, after).await;
    pass_with(relay, POLL_MS, &mut [], agents).await;
    let answered = loop {
        // It may have begun to wait after the clock was moved.
        match timeout(Duration::from_millis(100), &mut poll).await {
            Ok(answered) => break answered,
            Err(_) => relay.clock().advance_ms(SECOND),
        }
    };
    assert_eq!(answered.unwrap(), 200);
}

async fn open_over_http(relay: &Relay, secret: &Secret) -> ConversationId {
    let open = ClientMessage::Open(Open {
        client_key: new_key(),
        language: "fi".to_owned(),
        text: "Hei".to_owned(),
        topic: None,
        concerns: None,
        area: None,
    });
    let path = format!("/api/v1/commands?service={SERVICE}");
    let bearer = format!("Bearer {}", secret.0);
    let ask = relay.post(&path).header("authorization", &bearer);
    let answer = ask.json(&open).send().await;
    let messages: Vec<ServerMessage> = answer.json();
    let mut events = messages.iter().filter_map(|message| match message {
        ServerMessage::Event(event) => Some(event.conversation),
        _ => None,
    });
    events.next().unwrap()
}

/// A poll that has everything, so that it is held. Gives the status.
fn poll(relay: &Relay, secret: &Secret, after: u64) -> impl Future<Output = u16> + use<> {
    let path = format!("/api/v1/poll?service={SERVICE}&after={after}");
    let bearer = format!("Bearer {}", secret.0);
    let ask = relay.get(&path).header("authorization", &bearer);
    let ask = ask.header("origin", relay.origin());
    async move { ask.send().await.status }
}
