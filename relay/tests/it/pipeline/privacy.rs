//! Nobody sees what is not theirs.

use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::Have;
use juttu_shared::wire::v1::event::Outcome;
use juttu_shared::wire::v1::visitor::{ClientMessage, Hello};

use crate::harness::{Heard, OTHER_SERVICE, Relay, SERVICE, Socket, Visitor, new_key, new_secret};

#[tokio::test]
async fn what_staff_say_among_themselves_never_reaches_a_visitor() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut agent = relay.agent("Maria").await;
    visitor.open("Hei").await;
    let waiting = agent.waiting().await;
    let mine = agent.claim(waiting.conversation).await.unwrap();

    // Everything that the visitor's socket is sent, as it is.
    let mut raw = Visitor::socket(&relay, SERVICE).await;
    let secret = visitor.secret.clone();
    raw.say(&ClientMessage::Hello(Hello {
        secret,
        last_seq: 0,
    }))
    .await;
    for _ in 0..10 {
        agent.note(mine.id, "KUISKAUS henkilöstölle").await.unwrap();
        agent.post(mine.id, "sinulle").await;
    }
    agent
        .close(mine.id, Outcome::DirectedToSocialCare)
        .await
        .unwrap();
    let mut frames = Vec::new();
    loop {
        let frame: serde_json::Value = raw.message().await;
        let text = frame.to_string();
        let is_last = text.contains("\"closed\"");
        frames.push(text);
        if is_last {
            break;
        }
    }
    let poll = relay
        .get(&format!("/api/v1/poll?service={SERVICE}"))
        .header("authorization", &format!("Bearer {}", visitor.secret.0))
        .send()
        .await;
    frames.push(poll.text().to_owned());
    let again = relay.visitor_again(&visitor).await;
    frames.push(serde_json::to_string(&again.welcome).unwrap());

    assert!(frames.iter().any(|frame| frame.contains("sinulle")));
    for frame in &frames {
        for hidden in [
            "KUISKAUS",
            "noted",
            "staff",
            "concluded",
            "directed_to_social_care",
        ] {
            assert!(!frame.contains(hidden), "{hidden} in {frame}");
        }
    }
    let numbers: Vec<_> = relay.app.store.events(mine.id, 0).await.unwrap();
    assert!(
        numbers.iter().map(|event| event.seq).eq(1..=14),
        "no gap betrays a note"
    );
}

#[tokio::test]
async fn another_secret_opens_nothing_and_is_told_nothing() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let mut stranger = Visitor::come(&relay, SERVICE, new_secret(), 1).await;
    assert!(stranger.welcome.conversation.is_none());
    let refused = stranger.try_post(new_key(), "Hei").await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
    // The right secret at another service's door opens nothing either.
    let elsewhere = Visitor::come(&relay, OTHER_SERVICE, visitor.secret.clone(), 0).await;
    assert!(elsewhere.welcome.conversation.is_none());
}

#[tokio::test]
async fn an_agent_of_another_service_hears_and_reads_nothing() {
    let relay = Relay::start().await;
    let mut outsider = relay.agent_of("Pekka", &[OTHER_SERVICE]).await;
    let mut visitor = relay.visitor(SERVICE).await;
    let opened = visitor.open("SALAISUUS").await;
    let refused = outsider.claim(opened.conversation).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
    let refused = outsider.claim(ConversationId(999)).await.unwrap_err();
    assert_eq!(
        refused.code,
        Refusal::NoConversation,
        "as if it had never been"
    );
    let refused = outsider.note(opened.conversation, "x").await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
    let have = vec![Have {
        conversation: opened.conversation,
        last_seq: 0,
        last_staff_seq: 0,
    }];
    let again = outsider.again(&relay, have).await;
    assert!(again.welcome.waiting.is_empty() && again.welcome.mine.is_empty());
    // Whatever else was said to the outsider held nothing of it: only answers to what was asked.
    outsider.ping().await;
    assert!(!format!("{:?}", outsider.welcome).contains("SALAISUUS"));
}

#[tokio::test]
async fn a_colleague_sees_first_words_of_who_waits_and_nothing_of_what_is_claimed() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut maria = relay.agent("Maria").await;
    let mut jukka = relay.agent("Jukka").await;
    visitor.open("Hei").await;
    let id = maria.waiting().await.conversation;
    assert_eq!(jukka.waiting().await.conversation, id);
    maria.claim(id).await.unwrap();
    let refused = jukka.claim(id).await.unwrap_err();
    assert_eq!(refused.code, Refusal::AlreadyClaimed);
    visitor.post("YKSITYISASIA").await;
    for refused in [
        jukka.try_post(id, new_key(), "x").await.unwrap_err(),
        jukka.note(id, "x").await.unwrap_err(),
        jukka.close(id, Outcome::Solved).await.unwrap_err(),
    ] {
        assert_eq!(refused.code, Refusal::NotAllowed);
    }
    let have = vec![Have {
        conversation: id,
        last_seq: 0,
        last_staff_seq: 0,
    }];
    let again = jukka.again(&relay, have).await;
    assert!(again.welcome.mine.is_empty());
    // Nothing but the answer comes: what the hub had to say was said before it.
    jukka.ping().await;
    jukka.socket.say_text("{\"ping\":{}}").await;
    let heard: Heard<serde_json::Value> = jukka.socket.hear().await;
    assert!(matches!(heard, Heard::Message(message) if message.get("pong").is_some()));
}

#[tokio::test]
async fn a_sign_in_that_ends_at_the_door_opens_nothing() {
    let relay = Relay::start().await;
    let agent = relay.agent("Maria").await;
    let desk = relay.app.config.desk_url.clone();
    let headers = [("origin", desk.as_str()), ("cookie", agent.cookie.as_str())];
    let mut socket = Socket::open(relay.internal, "/desk/api/socket", &headers)
        .await
        .unwrap();
    // It ends after the door was opened, and before anybody could tell this connection.
    let (_, token) = agent.cookie.split_once('=').unwrap();
    let token = relay.app.keyring.hash("sign-in", token);
    relay.app.store.end_sign_in(token).await.unwrap();
    socket.say_text("{\"hello\":{\"have\":[]}}").await;
    let heard: Heard<serde_json::Value> = socket.hear().await;
    assert!(matches!(heard, Heard::End(Some(4005))), "{heard:?}");
}
