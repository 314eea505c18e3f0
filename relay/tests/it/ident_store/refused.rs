//! What may not be begun, and what may not be asked.

use juttu_shared::id::{ClientKey, ResultCode};
use juttu_shared::limits::{IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE, WHY_CHARS};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::Outcome;
use juttu_shared::wire::v1::public::ServiceState;
use juttu_shared::wire::v1::visitor::Identify;

use super::actors::{AINO, asked, asks, identify, prove, talking};
use crate::harness::{OTHER_SERVICE, Relay, SERVICE, Setup, transfer};

#[tokio::test]
async fn a_ticket_is_for_an_open_request_and_the_services_own_pages() {
    let relay = Relay::start().await;
    let (mut visitor, mut agent, id, request) = asked(&relay).await;
    let right = || identify(&relay, Some(request));
    let wrong = [
        (Refusal::WrongState, identify(&relay, Some(request + 1))),
        (Refusal::NoIdentification, identify(&relay, None)),
        (
            Refusal::NoIdentification,
            Identify {
                provider: Some("toinen".into()),
                ..right()
            },
        ),
        (
            Refusal::ForeignOrigin,
            Identify {
                return_to: "https://evil.example/".into(),
                ..right()
            },
        ),
        (
            Refusal::ForeignOrigin,
            Identify {
                return_to: format!("{}.evil.example/", relay.app.config.public_url),
                ..right()
            },
        ),
        (
            Refusal::Malformed,
            Identify {
                return_to: "x".repeat(2_001),
                ..right()
            },
        ),
        (
            Refusal::Malformed,
            Identify {
                language: "tlh".into(),
                ..right()
            },
        ),
    ];
    for (code, identify) in wrong {
        let said = format!("{identify:?}");
        let refused = visitor.ticket(identify).await.unwrap_err();
        assert_eq!(refused.code, code, "{said}");
    }
    let chosen = Identify {
        provider: Some("testipankki".into()),
        ..right()
    };
    let ticket = visitor.ticket(chosen).await.unwrap();
    let attempt = super::actors::begin(&relay, &ticket).await;
    let attempt = super::actors::back(&relay, &attempt).await;
    assert_eq!(attempt.provider, "testipankki");
    let page = format!("{}/demo/perhekeskus", relay.app.config.public_url);
    assert_eq!(attempt.return_to.0, page, "without the fragment");
    agent.close(id, Outcome::Solved).await.unwrap();
    visitor.event().await;
    let refused = visitor.ticket(right()).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongState, "it has ended");
    let mut nobody = relay.visitor(SERVICE).await;
    let refused = nobody.ticket(right()).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongState);
}

#[tokio::test]
async fn where_nobody_identifies_nobody_is_asked_to() {
    let setup = Setup::with(&[("JUTTU__SERVICE__PERHEKESKUS__IDENTIFICATION", "")]);
    let relay = Relay::start_with(setup).await;
    let (mut visitor, mut agent, id) = talking(&relay).await;
    let refused = visitor.ticket(identify(&relay, None)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoIdentification);
    let refused = agent.command(&asks(id, "Kuka?")).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoIdentification);
    // Nor behind another door, whose page shows no way.
    let handed = transfer(id, OTHER_SERVICE, None);
    agent.does(&handed).await;
    agent.claim(id).await.unwrap();
    let refused = agent.command(&asks(id, "Kuka?")).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoIdentification);
    let shown = async |service: &str| {
        let path = format!("/api/v1/services/{service}?lang=sv");
        relay
            .get(&path)
            .send()
            .await
            .json::<ServiceState>()
            .identification
    };
    assert_eq!(shown(SERVICE).await, None);
    let other = shown(OTHER_SERVICE).await.unwrap();
    assert!(other.at_start);
    let [bank] = &other.providers[..] else {
        panic!("{other:?}");
    };
    assert_eq!(
        (bank.id.as_str(), bank.name.as_str()),
        ("testipankki", "Testbanken")
    );
}

#[tokio::test]
async fn an_agent_asks_with_a_reason_and_only_in_their_own() {
    let relay = Relay::start().await;
    let (_visitor, mut agent, id) = talking(&relay).await;
    for (why, code) in [
        (String::new(), Refusal::ReasonMissing),
        (" \n ".to_owned(), Refusal::ReasonMissing),
        ("x".repeat(WHY_CHARS + 1), Refusal::TextTooLong),
    ] {
        let refused = agent.command(&asks(id, &why)).await.unwrap_err();
        assert_eq!(refused.code, code, "{why}");
    }
    let mut colleague = relay.agent("Jukka").await;
    let refused = colleague.command(&asks(id, "Kuka?")).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NotAllowed);
    let longest = "x".repeat(WHY_CHARS);
    agent.does(&asks(id, &longest)).await;
}

#[tokio::test]
async fn a_result_of_nobodys_proves_nothing() {
    let relay = Relay::start().await;
    let (mut visitor, _, _, request) = asked(&relay).await;
    for result in ["", "x", &"A".repeat(43), &"A".repeat(44)] {
        let result = ResultCode(result.to_owned());
        let refused = visitor.prove(prove(&result)).await.unwrap_err();
        assert_eq!(refused.code, Refusal::WrongResult);
    }
    visitor.identifies(&relay, Some(request), AINO).await;
    let mut malformed = identify(&relay, Some(request));
    malformed.client_key = ClientKey("x".to_owned());
    let message = juttu_shared::wire::v1::visitor::ClientMessage::Identify(malformed);
    visitor.socket.say(&message).await;
    let refused = visitor.refused().await;
    assert_eq!(
        (refused.code, refused.client_key),
        (Refusal::Malformed, None)
    );
}

#[tokio::test]
async fn one_address_begins_so_many_in_a_minute() {
    let relay = Relay::start().await;
    let (mut visitor, _, _, request) = asked(&relay).await;
    for _ in 0..IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE {
        visitor
            .ticket(identify(&relay, Some(request)))
            .await
            .unwrap();
    }
    let refused = visitor.ticket(identify(&relay, Some(request))).await;
    let refused = refused.unwrap_err();
    assert_eq!(refused.code, Refusal::TooManyAttempts);
    assert!(refused.retry_after_ms.is_some());
    relay.clock().advance_ms(60_000);
    visitor
        .ticket(identify(&relay, Some(request)))
        .await
        .unwrap();
}
