//! A whole conversation without a socket.

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{Event, Kind};
use juttu_shared::wire::v1::visitor::{
    ClientMessage, Close, Empty, Open, Post, ServerMessage, Welcome,
};

use crate::harness::{Ask, Relay, SERVICE, new_key, new_secret};

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
