//! A whole conversation without a socket.

use juttu_shared::id::PickUpCode;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{Event, Kind, Outcome};
use juttu_shared::wire::v1::visitor::{
    ClientMessage, Close, Empty, Open, Post, Redeem, ServerMessage, Welcome,
};

use crate::harness::{
    Ask, EVENING_MS, Relay, SERVICE, Setup, leave, new_code, new_key, new_secret,
};

/// A resident whose network breaks WebSockets.
struct Poller<'a> {
    relay: &'a Relay,
    bearer: String,
}

impl<'a> Poller<'a> {
    fn new(relay: &'a Relay) -> Self {
        let bearer = format!("Bearer {}", new_secret().0);
        Self { relay, bearer }
    }

    fn ask(&self, ask: Ask) -> Ask {
        ask.header("authorization", &self.bearer)
    }

    async fn poll(&self, after: Option<u64>) -> Vec<ServerMessage> {
        let after = after.map(|seq| format!("&after={seq}")).unwrap_or_default();
        let path = format!("/api/v1/poll?service={SERVICE}{after}");
        let answer = self.ask(self.relay.get(&path)).send().await;
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (200, "no-store")
        );
        answer.json()
    }

    async fn command(&self, message: &ClientMessage) -> Vec<ServerMessage> {
        let path = format!("/api/v1/commands?service={SERVICE}");
        let answer = self.ask(self.relay.post(&path)).json(message).send().await;
        assert_eq!(answer.status, 200);
        answer.json()
    }
}

fn events(messages: Vec<ServerMessage>) -> Vec<Event> {
    let event = |message| match message {
        ServerMessage::Event(event) => Some(event),
        _ => None,
    };
    messages.into_iter().filter_map(event).collect()
}

fn open() -> ClientMessage {
    ClientMessage::Open(Open {
        client_key: new_key(),
        language: "fi".into(),
        text: "Hei".into(),
        topic: None,
        concerns: None,
        area: None,
    })
}

fn post(text: &str) -> ClientMessage {
    ClientMessage::Post(Post {
        client_key: new_key(),
        text: text.into(),
    })
}

#[tokio::test]
async fn asks_and_is_answered_without_a_socket() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let poller = Poller::new(&relay);
    let nothing = Welcome {
        now_ms: relay.clock().now_ms(),
        conversation: None,
    };
    assert_eq!(poller.poll(None).await, [ServerMessage::Welcome(nothing)]);
    let early = poller.command(&post("liian aikaisin")).await;
    assert!(
        matches!(&early[..], [ServerMessage::Refused(refused)] if refused.code == Refusal::NoConversation)
    );

    let open = open();
    let opened = poller.command(&open).await;
    assert_eq!(
        opened,
        poller.command(&open).await,
        "a retry is answered alike"
    );
    assert!(matches!(opened[2], ServerMessage::Queue(queue) if queue.place == 1));
    let id = agent.waiting().await.conversation;

    let held = poller.poll(Some(2));
    let (held, _) = tokio::join!(held, agent.claim(id));
    assert!(matches!(&events(held)[..], [joined] if matches!(joined.kind, Kind::Joined(_))));
    let say = post("Kerron lisää");
    let said = events(poller.command(&say).await);
    assert_eq!(said, events(poller.command(&say).await), "stored once");
    assert_eq!(agent.event().await, said[0]);
    agent.post(id, "Kiitos").await;
    assert_eq!(events(poller.poll(Some(3)).await).len(), 2);

    let close = ClientMessage::Close(Close {
        client_key: new_key(),
    });
    assert!(matches!(&events(poller.command(&close).await)[..], [closed] if closed.seq == 6));
    let late = poller.command(&post("vielä")).await;
    assert!(
        matches!(&late[..], [ServerMessage::Refused(refused)] if refused.code == Refusal::WrongState)
    );
    let ServerMessage::Welcome(welcome) = poller.poll(None).await.remove(0) else {
        panic!("a welcome")
    };
    assert_eq!(welcome.conversation.unwrap().events.len(), 6);
}

#[tokio::test]
async fn leaves_a_message_and_comes_back_with_the_code_without_a_socket() {
    let setup = Setup {
        now_ms: EVENING_MS,
        ..Setup::with(&[])
    };
    let relay = Relay::start_with(setup).await;
    let poller = Poller::new(&relay);
    let closed = poller.command(&open()).await;
    assert!(
        matches!(&closed[..], [ServerMessage::Refused(it)] if it.code == Refusal::Closed),
        "{closed:?}"
    );
    let how = leave(Some("Hei"));
    let sent = ClientMessage::Leave(how.clone());
    // The answer of the first is lost.
    let first = poller.command(&sent).await;
    let left = events(poller.command(&sent).await);
    assert_eq!(left, events(first), "the same again");
    let kinds: Vec<_> = left.iter().map(|event| event.kind.tag()).collect();
    assert_eq!(kinds, ["opened", "posted", "left"]);

    let mut agent = relay.agent("Maria").await;
    let waiting = agent.welcome.waiting.remove(0);
    assert!(waiting.request.is_some_and(|request| request.reach.code));
    agent.claim(waiting.conversation).await.unwrap();
    agent.post(waiting.conversation, "Vastaus").await;

    let elsewhere = Poller::new(&relay);
    let redeem = |code: &PickUpCode| {
        ClientMessage::Redeem(Redeem {
            client_key: new_key(),
            code: code.clone(),
        })
    };
    let wrong = elsewhere.command(&redeem(&new_code())).await;
    assert!(matches!(&wrong[..], [ServerMessage::Refused(it)] if it.code == Refusal::WrongCode));
    let mut opened = elsewhere.command(&redeem(&how.code)).await;
    let ServerMessage::Welcome(welcome) = opened.remove(0) else {
        panic!("a welcome")
    };
    let snapshot = welcome.conversation.unwrap();
    assert_eq!((snapshot.events.len(), snapshot.has_code), (5, true));
    let held = elsewhere.poll(Some(5));
    let (held, _) = tokio::join!(held, agent.post(waiting.conversation, "Ja vielä"));
    assert_eq!(events(held).len(), 1);
    let stays = elsewhere.command(&ClientMessage::Stay(Empty {})).await;
    assert!(matches!(&stays[..], [ServerMessage::Ending(it)] if it.ends_at_ms.is_none()));
    agent
        .close(waiting.conversation, Outcome::Solved)
        .await
        .unwrap();
    let again = events(elsewhere.command(&post("Kiitos, entä jos")).await);
    let kinds: Vec<_> = again.iter().map(|event| event.kind.tag()).collect();
    assert_eq!(kinds, ["left", "posted"]);
}

#[tokio::test]
async fn one_that_waits_is_left_without_a_socket_and_without_writing_again() {
    let relay = Relay::start().await;
    let poller = Poller::new(&relay);
    poller.command(&open()).await;
    let how = leave(None);
    let left = events(poller.command(&ClientMessage::Leave(how.clone())).await);
    assert!(matches!(&left[..], [left] if left.client_key == Some(how.client_key)));
    let empty = events(
        Poller::new(&relay)
            .command(&ClientMessage::Leave(leave(None)))
            .await,
    );
    assert!(
        empty.is_empty(),
        "nothing was said, so there is nothing to leave"
    );
}

#[tokio::test]
async fn a_held_poll_ends_after_its_time() {
    let relay = Relay::start().await;
    let poller = Poller::new(&relay);
    poller.command(&open()).await;
    let time_passes = async {
        loop {
            relay.clock().advance_ms(juttu_shared::limits::POLL_MS);
            tokio::task::yield_now().await;
        }
    };
    let held = tokio::select! {
        held = poller.poll(Some(2)) => held,
        () = time_passes => unreachable!("time has no end"),
    };
    assert!(matches!(held[..], [ServerMessage::Queue(_)]), "{held:?}");
}

#[tokio::test]
async fn a_held_poll_hears_of_typing() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let poller = Poller::new(&relay);
    poller.command(&open()).await;
    let id = agent.waiting().await.conversation;
    agent.claim(id).await.unwrap();
    let typing = format!("{{\"typing\":{{\"conversation\":{}}}}}", id.0);
    let types = async {
        loop {
            agent.socket.say_text(&typing).await;
            agent.ping().await;
            relay.clock().advance_ms(1_000);
        }
    };
    let held = tokio::select! {
        held = poller.poll(Some(3)) => held,
        () = types => unreachable!("typing has no end"),
    };
    assert!(
        matches!(held[..], [ServerMessage::Typing(_), ..]),
        "{held:?}"
    );
}

#[tokio::test]
async fn a_secret_of_the_wrong_form_or_a_bad_body_is_refused() {
    let relay = Relay::start().await;
    let poller = Poller::new(&relay);
    let path = format!("/api/v1/commands?service={SERVICE}");
    for (ask, status, code) in [
        (
            relay.get(&format!("/api/v1/poll?service={SERVICE}")),
            400,
            Refusal::Malformed,
        ),
        (
            relay
                .get("/api/v1/poll?service=nobody")
                .header("authorization", &poller.bearer),
            404,
            Refusal::NoService,
        ),
        (
            relay
                .post(&path)
                .header("authorization", "Bearer short")
                .bytes("{}"),
            400,
            Refusal::Malformed,
        ),
        (
            poller.ask(relay.post(&path)).bytes("{\"ping\":"),
            400,
            Refusal::Malformed,
        ),
        (
            poller.ask(relay.post(&path)).bytes("{\"note\":{}}"),
            400,
            Refusal::Malformed,
        ),
    ] {
        let answer = ask.send().await;
        assert_eq!((answer.status, answer.problem().code), (status, code));
    }
    let pong = poller.command(&ClientMessage::Ping(Empty {})).await;
    assert!(matches!(pong[..], [ServerMessage::Pong(_)]));
}

#[tokio::test]
async fn a_long_conversation_is_read_page_by_page() {
    let limits = [(
        "JUTTU__LIMITS__MESSAGES_PER_CONVERSATION_AND_MINUTE",
        "1000",
    )];
    let relay = Relay::start_with(crate::harness::Setup::with(&limits)).await;
    let poller = Poller::new(&relay);
    poller.command(&open()).await;
    for number in 0..250 {
        poller.command(&post(&number.to_string())).await;
    }
    let ServerMessage::Welcome(welcome) = poller.poll(None).await.remove(0) else {
        panic!("a welcome")
    };
    let mut all = welcome.conversation.unwrap().events;
    while all.len() < 252 {
        let last = all.last().unwrap().seq;
        let next = events(poller.poll(Some(last)).await);
        assert!((1..=100).contains(&next.len()));
        all.extend(next);
    }
    assert!(all.iter().map(|event| event.seq).eq(1..=252));
    assert!(
        poller.command(&open()).await.len() <= 3,
        "only what it made"
    );
}
