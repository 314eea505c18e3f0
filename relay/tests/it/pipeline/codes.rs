//! Codes open what they are for, and nothing to whoever guesses.

use juttu_shared::id::PickUpCode;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::visitor::Leave;

use crate::harness::{
    Locked, OTHER_SERVICE, Relay, SERVICE, Setup, Socket, Visitor, leave, new_code, new_secret,
    soon,
};

/// Behind a proxy, so that a test can come from any address.
fn behind_a_proxy(limits: &[(&'static str, &str)]) -> Setup {
    let mut all = vec![("JUTTU__RELAY__TRUSTED_PROXIES", "127.0.0.1")];
    all.extend(limits);
    Setup::with(&all)
}

async fn from(relay: &Relay, address: &str) -> Visitor {
    let path = format!("/api/v1/socket?service={SERVICE}");
    let headers = [("origin", relay.origin()), ("x-forwarded-for", address)];
    let socket = Socket::open(relay.public, &path, &headers).await.unwrap();
    Visitor::greet(socket, SERVICE, new_secret(), 0).await
}

#[tokio::test]
async fn a_code_opens_one_conversation_in_one_service() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let sent = leave(Some("Hei"));
    visitor.try_leave(sent.clone()).await.unwrap();
    let mut stranger = relay.visitor(SERVICE).await;
    for wrong in [new_code(), PickUpCode("ei koodi".into())] {
        let refused = stranger.redeem(&wrong).await.unwrap_err();
        assert_eq!(refused.code, Refusal::WrongCode);
    }
    let mut elsewhere = relay.visitor(OTHER_SERVICE).await;
    let refused = elsewhere.redeem(&sent.code).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongCode, "as if it had never been");
    assert!(
        relay
            .visitor_again(&elsewhere)
            .await
            .welcome
            .conversation
            .is_none()
    );

    let opened = stranger.redeem(&sent.code).await.unwrap();
    assert_eq!(opened.events, visitor.events);
    assert_eq!(
        stranger.redeem(&sent.code).await.unwrap(),
        opened,
        "sent again"
    );
    // What is said reaches both.
    visitor.post("Molemmille").await;
    assert_eq!(stranger.event().await, *visitor.events.last().unwrap());

    let mut busy = relay.visitor(SERVICE).await;
    busy.open("Oma asia").await;
    for code in [&sent.code, &new_code()] {
        let refused = busy.redeem(code).await.unwrap_err();
        assert_eq!(refused.code, Refusal::WrongState, "right or wrong alike");
    }
    assert_eq!(
        relay
            .visitor_again(&busy)
            .await
            .welcome
            .conversation
            .unwrap()
            .id
            .0,
        2
    );
}

#[tokio::test]
async fn guesses_are_slowed_and_refused_and_a_right_code_beside_them_works() {
    let limits = [("JUTTU__LIMITS__WRONG_CODES_PER_ADDRESS_AND_MINUTE", "3")];
    let relay = Relay::start_with(behind_a_proxy(&limits)).await;
    let mut resident = from(&relay, "203.0.113.7").await;
    let sent = leave(Some("Hei"));
    resident.try_leave(sent.clone()).await.unwrap();
    let mut guesser = from(&relay, "203.0.113.7").await;
    for _ in 0..3 {
        let refused = guesser.redeem(&new_code()).await.unwrap_err();
        assert_eq!(refused.code, Refusal::WrongCode);
    }
    // Now each guess costs a second, and is refused as one too many.
    let began_ms = relay.clock().now_ms();
    let mut moved_ms = 0;
    let wrong = new_code();
    let refused = {
        let guess = guesser.redeem(&wrong);
        tokio::pin!(guess);
        loop {
            tokio::select! {
                answer = &mut guess => break answer.unwrap_err(),
                () = tokio::task::yield_now() => {
                    relay.clock().advance_ms(1);
                    moved_ms += 1;
                    assert!(moved_ms < 50_000, "never answered");
                }
            }
        }
    };
    assert_eq!(refused.code, Refusal::TooManyAttempts);
    assert!(
        refused
            .retry_after_ms
            .is_some_and(|after_ms| after_ms <= 60_000)
    );
    assert!(relay.clock().now_ms() - began_ms >= 1_000, "held back");

    // From another address nothing is held back.
    let mut elsewhere = from(&relay, "203.0.113.8").await;
    elsewhere.redeem(&sent.code).await.unwrap();
    // And beside the guesser a right code opens, after its second.
    let mut neighbour = from(&relay, "203.0.113.7").await;
    let opened = {
        let redeem = neighbour.redeem(&sent.code);
        tokio::pin!(redeem);
        loop {
            tokio::select! {
                answer = &mut redeem => break answer,
                () = tokio::task::yield_now() => relay.clock().advance_ms(1),
            }
        }
    };
    assert_eq!(opened.unwrap().id.0, 1);
}

#[tokio::test]
async fn a_flood_of_requests_and_codes_holds_up_nobody_elsewhere() {
    let limits = [
        ("JUTTU__LIMITS__CONTACT_REQUESTS_PER_ADDRESS_AND_HOUR", "5"),
        ("JUTTU__LIMITS__CONVERSATIONS_PER_ADDRESS_AND_MINUTE", "5"),
        ("JUTTU__LIMITS__WRONG_CODES_PER_ADDRESS_AND_MINUTE", "1000"),
    ];
    let relay = Relay::start_with(behind_a_proxy(&limits)).await;
    let mut agent = relay.agent("Maria").await;
    let flood = async {
        let (mut left, mut opened, mut refused) = (0, 0, 0);
        for round in 0..40 {
            let mut one = from(&relay, "203.0.113.7").await;
            let outcome = match round % 2 {
                0 => one.try_leave(leave(Some("tulva"))).await.map(|_| left += 1),
                _ => one
                    .try_open(crate::harness::new_key(), "tulva")
                    .await
                    .map(|_| opened += 1),
            };
            if let Err(held_back) = outcome {
                assert_eq!(held_back.code, Refusal::TooManyConversations);
                assert!(held_back.retry_after_ms.is_some());
                refused += 1;
            }
            let guess = one.redeem(&new_code()).await.unwrap_err();
            assert!(matches!(
                guess.code,
                Refusal::WrongCode | Refusal::WrongState
            ));
        }
        (left, opened, refused)
    };
    let resident = async {
        let mut resident = from(&relay, "203.0.113.8").await;
        let opened = resident.open("Minulla on asiaa").await;
        let id = opened.conversation;
        agent.claim(id).await.unwrap();
        for _ in 0..20 {
            resident.post("Kysyn").await;
            agent.post(id, "Vastaan").await;
        }
        let mut other = from(&relay, "203.0.113.9").await;
        let sent = leave(Some("Ja minä jätän viestin"));
        other.try_leave(sent.clone()).await.unwrap();
        let mut later = from(&relay, "203.0.113.10").await;
        later.redeem(&sent.code).await.unwrap();
    };
    let (flood, ()) = soon("the flood and the resident", async {
        tokio::join!(flood, resident)
    })
    .await;
    assert_eq!(flood, (5, 5, 30));
    // What is left for later uses up nobody's share of open conversations, and an hour later the
    // address may leave more.
    relay.clock().advance_ms(3_600_000);
    let mut one = from(&relay, "203.0.113.7").await;
    one.try_leave(leave(Some("myöhemmin"))).await.unwrap();
}

#[tokio::test]
async fn a_right_code_sent_without_end_is_held_back_and_its_owner_is_not() {
    let relay = Relay::start_with(behind_a_proxy(&[])).await;
    let mut resident = from(&relay, "203.0.113.7").await;
    let sent = leave(Some("Hei"));
    resident.try_leave(sent.clone()).await.unwrap();
    let mut taken = 0;
    let refused = loop {
        let mut one = from(&relay, "203.0.113.8").await;
        match one.redeem(&sent.code).await {
            Ok(_) => taken += 1,
            Err(refused) => break refused,
        }
        assert!(taken < 50, "never held back");
    };
    assert_eq!(refused.code, Refusal::TooManyAttempts);
    assert!(refused.retry_after_ms.is_some_and(|it| it <= 60_000));
    let mut elsewhere = from(&relay, "203.0.113.9").await;
    elsewhere.redeem(&sent.code).await.unwrap();
    relay.clock().advance_ms(60_000);
    let mut later = from(&relay, "203.0.113.8").await;
    later.redeem(&sent.code).await.unwrap();
}

#[tokio::test]
async fn a_wrong_code_is_refused_while_nothing_can_be_written() {
    let relay = Relay::start().await;
    let mut guesser = relay.visitor(SERVICE).await;
    let locked = Locked::database_of(&relay);
    let refused = guesser.redeem(&new_code()).await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongCode);
    drop(locked);
}

#[tokio::test]
async fn to_leave_a_message_with_anothers_code_is_a_wrong_code() {
    let limits = [("JUTTU__LIMITS__WRONG_CODES_PER_ADDRESS_AND_MINUTE", "2")];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let mut owner = relay.visitor(SERVICE).await;
    let sent = leave(Some("Hei"));
    owner.try_leave(sent.clone()).await.unwrap();
    let with_it = || Leave {
        code: sent.code.clone(),
        ..leave(Some("Hei"))
    };
    let mut new = relay.visitor(SERVICE).await;
    let mut waits = relay.visitor(SERVICE).await;
    waits.open("Jonossa").await;
    let refused = new.try_leave(with_it()).await.unwrap_err();
    assert_eq!(refused.code, Refusal::Malformed);
    let refused = waits.try_leave(with_it()).await.unwrap_err();
    assert_eq!(refused.code, Refusal::Malformed);
    for visitor in [&mut new, &mut waits] {
        let refused = visitor.try_leave(with_it()).await.unwrap_err();
        assert_eq!(refused.code, Refusal::TooManyAttempts);
    }
}
