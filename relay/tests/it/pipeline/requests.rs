//! A message left for later: when closed, from the queue, cut off on its way, answered.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{Reach, ServerMessage};
use juttu_shared::wire::v1::event::{Concerns, Event, Kind, LeftCause, Outcome};
use juttu_shared::wire::v1::visitor::{ClientMessage, Leave, Open, Phone};

use crate::harness::{EVENING_MS, OTHER_SERVICE, Relay, SERVICE, Setup, Visitor, leave, new_key};

pub(super) async fn in_the_evening() -> Relay {
    let setup = Setup {
        now_ms: EVENING_MS,
        ..Setup::with(&[])
    };
    Relay::start_with(setup).await
}

pub(super) fn tags(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(|event| event.kind.tag()).collect()
}

/// A message with every way to be reached.
pub(super) fn with_details(text: Option<&str>) -> Leave {
    Leave {
        phone: Some(Phone {
            number: " 040 555 1234 ".into(),
            safe_to_call: true,
        }),
        email: Some("aino@esimerkki.fi".into()),
        ..leave(text)
    }
}

#[tokio::test]
async fn nobody_joins_the_queue_of_a_closed_chat_but_a_message_is_taken() {
    let relay = in_the_evening().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let refused = visitor.try_open(new_key(), "Hei").await.unwrap_err();
    assert_eq!(refused.code, Refusal::Closed);
    let sent = Leave {
        topic: Some("ero".into()),
        ..leave(Some("Hei, tarvitsen apua"))
    };
    let left = visitor.try_leave(sent.clone()).await.unwrap();
    assert_eq!(tags(&visitor.events), ["opened", "posted", "left"]);
    let Kind::Left(it) = &left.kind else {
        panic!("left")
    };
    let service = &relay.app.config.services[1];
    let promise = service.answer_by(EVENING_MS).unwrap();
    assert_eq!(
        (it.cause, it.answer_by),
        (LeftCause::Chosen, Some(promise.0))
    );

    let mut agent = relay.agent("Maria").await;
    let waiting = agent.welcome.waiting.remove(0);
    let request = waiting.request.unwrap();
    assert_eq!(waiting.topic.as_deref(), Some("ero"));
    assert_eq!(request.answer_by_ms, Some(promise.1));
    let code_alone = Reach {
        code: true,
        ..Reach::default()
    };
    assert_eq!(request.reach, code_alone);
    let named = agent
        .welcome
        .me
        .services
        .iter()
        .find(|it| it.id.0 == SERVICE);
    let topics = &named.unwrap().topics;
    assert_eq!(
        (topics[2].id.as_str(), topics[2].name.as_str()),
        ("ero", "Ero")
    );

    let mine = agent.claim(waiting.conversation).await.unwrap();
    assert_eq!(
        (mine.state, mine.is_live, mine.reach),
        (State::Active, false, code_alone)
    );
    assert_eq!(mine.answer_by_ms, Some(promise.1));
    agent.post(mine.id, "Vastaus aamulla").await;
    agent.close(mine.id, Outcome::Solved).await.unwrap();

    // On another device, with the code alone.
    let mut elsewhere = relay.visitor(SERVICE).await;
    assert!(elsewhere.welcome.conversation.is_none());
    let typed = format!(" {} ", sent.code.grouped().to_lowercase());
    let code = juttu_shared::id::PickUpCode(typed);
    let snapshot = elsewhere.redeem(&code).await.unwrap();
    assert_eq!((snapshot.state, snapshot.has_code), (State::Closed, true));
    assert_eq!(
        tags(&snapshot.events),
        ["opened", "posted", "left", "joined", "posted", "closed"]
    );
    // And written in again, after the end.
    elsewhere.post("Kiitos, vielä yksi asia").await;
    assert_eq!(tags(&elsewhere.events[6..]), ["left", "posted"]);
    let again = agent.waiting().await;
    assert_eq!(again.conversation, waiting.conversation);
    assert_eq!(again.first_words, "Hei, tarvitsen apua");
    agent.claim(again.conversation).await.unwrap();
    agent.post(again.conversation, "Vielä yksi vastaus").await;
    let answer = elsewhere
        .until(|kind| matches!(kind, Kind::Posted(_)))
        .await;
    assert!(matches!(answer.kind, Kind::Posted(it) if it.text == "Vielä yksi vastaus"));
}

#[tokio::test]
async fn a_message_whose_acknowledgement_is_cut_off_is_sent_again_and_the_code_works() {
    let relay = in_the_evening().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let sent = with_details(Some("Hei"));
    visitor
        .socket
        .say(&ClientMessage::Leave(sent.clone()))
        .await;
    // The line breaks before anything has come back: it is stored, and nobody was told.
    let stored = async {
        let secret = relay.app.keyring.hash("session", &visitor.secret.0);
        while relay.app.store.of_session(secret).await.unwrap().is_none() {}
    };
    crate::harness::soon("the message to be stored", stored).await;
    let secret = visitor.secret.clone();
    drop(visitor);

    let mut again = Visitor::come(&relay, SERVICE, secret, 0).await;
    let had = again.welcome.conversation.clone().unwrap();
    assert_eq!(
        (tags(&had.events), had.has_code),
        (vec!["opened", "posted", "left"], true)
    );
    again.socket.say(&ClientMessage::Leave(sent.clone())).await;
    again.acknowledged(&sent.client_key).await.unwrap();
    assert_eq!(again.events[3..], had.events[..], "the same events again");
    let mut elsewhere = relay.visitor(SERVICE).await;
    assert_eq!(
        elsewhere.redeem(&sent.code).await.unwrap().events,
        had.events
    );
    let waiting = relay.agent("Maria").await.welcome.waiting;
    assert_eq!(waiting.len(), 1, "one message");
}

#[tokio::test]
async fn whoever_waits_leaves_a_message_without_writing_again() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut first = relay.visitor(SERVICE).await;
    let mut second = relay.visitor(SERVICE).await;
    first.open("Ensimmäinen").await;
    second.open("Toinen").await;
    assert!(agent.waiting().await.request.is_none());
    let left = first.leave(None).await;
    assert_eq!(tags(&first.events), ["opened", "posted", "left"]);
    assert!(matches!(left.kind, Kind::Left(_)));
    let now = agent
        .until(|message| match message {
            ServerMessage::Waiting(waiting) => waiting.request.is_some().then_some(waiting),
            _ => None,
        })
        .await;
    assert_eq!(
        (now.conversation, now.first_words.as_str()),
        (left.conversation, "Ensimmäinen")
    );
    let again = relay.visitor_again(&second).await;
    assert_eq!(again.welcome.conversation.unwrap().queue.unwrap().place, 1);
    // What is written on it is a message of the conversation.
    second.leave(Some("Tavoittaa iltaisin")).await;
    assert_eq!(tags(&second.events), ["opened", "posted", "posted", "left"]);
}

#[tokio::test]
async fn a_full_queue_takes_the_message_instead() {
    let limits = [("JUTTU__LIMITS__WAITING_PER_SERVICE", "1")];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let mut first = relay.visitor(SERVICE).await;
    let mut second = relay.visitor(SERVICE).await;
    first.open("Hei").await;
    let refused = second.try_open(new_key(), "Minäkin").await.unwrap_err();
    assert_eq!(refused.code, Refusal::QueueFull);
    second.leave(Some("Minäkin")).await;
    assert_eq!(second.last_seq(), 3);
}

#[tokio::test]
async fn what_can_not_be_is_refused_and_nothing_is_kept() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let phone = |number: &str| {
        Some(Phone {
            number: number.into(),
            safe_to_call: false,
        })
    };
    let text = Some("Hei");
    let wrong = [
        (Refusal::TextEmpty, leave(None)),
        (Refusal::TextEmpty, leave(Some(" \u{200b} "))),
        (Refusal::TextTooLong, leave(Some(&"x".repeat(8_001)))),
        (
            Refusal::PhoneMalformed,
            Leave {
                phone: phone("soita"),
                ..leave(text)
            },
        ),
        (
            Refusal::EmailMalformed,
            Leave {
                email: Some("aino".into()),
                ..leave(text)
            },
        ),
        (
            Refusal::Malformed,
            Leave {
                topic: Some("tuntematon".into()),
                ..leave(text)
            },
        ),
        (
            Refusal::Malformed,
            Leave {
                language: "xx".into(),
                ..leave(text)
            },
        ),
        (
            Refusal::Malformed,
            Leave {
                code: juttu_shared::id::PickUpCode("lyhyt".into()),
                ..leave(text)
            },
        ),
    ];
    for (code, sent) in wrong {
        assert_eq!(visitor.try_leave(sent).await.unwrap_err().code, code);
    }
    let badly_named = Leave {
        client_key: ClientKey("x".into()),
        ..leave(text)
    };
    visitor.socket.say(&ClientMessage::Leave(badly_named)).await;
    assert_eq!(visitor.refused().await.code, Refusal::Malformed);
    let open = Open {
        client_key: new_key(),
        language: "fi".into(),
        text: "Hei".into(),
        topic: Some("tuntematon".into()),
        concerns: None,
        area: None,
    };
    visitor.socket.say(&ClientMessage::Open(open)).await;
    assert_eq!(visitor.refused().await.code, Refusal::Malformed);
    assert!(
        relay
            .visitor_again(&visitor)
            .await
            .welcome
            .conversation
            .is_none()
    );
    // The longest that fits does, and what follows it is a message like any other.
    visitor.leave(Some(&"😀".repeat(8_000))).await;
    let refused = visitor.try_leave(leave(Some(&"x".repeat(4_001)))).await;
    assert_eq!(refused.unwrap_err().code, Refusal::TextTooLong);
}

#[tokio::test]
async fn the_longest_message_sent_again_is_known_again() {
    let relay = in_the_evening().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let long = leave(Some(&"x".repeat(8_000)));
    let left = visitor.try_leave(long.clone()).await.unwrap();
    let mut again = relay.visitor_again(&visitor).await;
    assert_eq!(again.try_leave(long).await.unwrap(), left);
}

#[tokio::test]
async fn whose_matter_it_is_and_the_area_stand_at_the_beginning() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let menu = agent.welcome.me.services.iter();
    let areas: Vec<_> = menu.map(|it| it.areas.len()).collect();
    assert_eq!(areas, [5, 0], "named to the desk");
    for (service, area, code) in [
        (OTHER_SERVICE, 6, Some(Refusal::Malformed)),
        (SERVICE, 1, Some(Refusal::Malformed)),
        (OTHER_SERVICE, 3, None),
    ] {
        let mut visitor = relay.visitor(service).await;
        let open = Open {
            client_key: new_key(),
            language: "fi".into(),
            text: "Hei".into(),
            topic: None,
            concerns: Some(Concerns::SomeoneClose),
            area: Some(area),
        };
        let key = open.client_key.clone();
        visitor.socket.say(&ClientMessage::Open(open)).await;
        let opened = visitor.acknowledged(&key).await;
        assert_eq!(opened.err().map(|it| it.code), code, "{service} {area}");
        let sent = Leave {
            concerns: Some(Concerns::Client),
            area: Some(area),
            ..leave(Some("Hei"))
        };
        let mut visitor = relay.visitor(service).await;
        let left = visitor.try_leave(sent).await;
        assert_eq!(left.err().map(|it| it.code), code, "{service} {area}");
    }
    let id = agent.waiting().await.conversation;
    let mine = agent.claim(id).await.unwrap();
    assert!(matches!(&mine.events[0].kind, Kind::Opened(it)
            if it.concerns == Some(Concerns::SomeoneClose) && it.area == Some(3)));
}
