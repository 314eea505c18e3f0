//! Bad input gets a clear answer, changes nothing and ends nobody else's conversation.

use juttu_shared::limits::FRAME_BYTES;
use juttu_shared::refusal::{CloseCode, Refusal};
use juttu_shared::wire::v1::event::Kind;
use juttu_shared::wire::v1::visitor::{ClientMessage, Hello};
use tokio_tungstenite::tungstenite::Message;

use crate::harness::{Relay, SERVICE, Visitor, new_key, new_secret};

const MALFORMED: Option<u16> = Some(CloseCode::Malformed as u16);

#[tokio::test]
async fn a_frame_that_cannot_be_read_is_refused_and_the_conversation_goes_on() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    for frame in [
        "",
        "{",
        "[]",
        "{\"shout\":{}}",
        "{\"post\":{\"text\":5}}",
        "\u{0}",
    ] {
        visitor.socket.say_text(frame).await;
        assert_eq!(visitor.refused().await.code, Refusal::Malformed, "{frame}");
    }
    visitor.post("vielä täällä").await;
    for key in ["short", "with spaces and such xx", "ä"] {
        let key = juttu_shared::id::ClientKey(key.into());
        let refused = visitor.try_post(key, "x").await.unwrap_err();
        assert_eq!(refused.code, Refusal::Malformed);
    }
}

#[tokio::test]
async fn one_who_keeps_sending_nonsense_is_shown_out() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    for _ in 0..=10 {
        visitor.socket.say_text("nonsense").await;
    }
    assert_eq!(visitor.socket.end().await, MALFORMED);
}

#[tokio::test]
async fn nothing_goes_before_hello_and_hello_goes_once() {
    let relay = Relay::start().await;
    for first in [
        "nonsense",
        "{\"typing\":{}}",
        "{\"close\":{\"client_key\":\"k3y-of-22-characters_A\"}}",
        "{\"hello\":{\"secret\":\"short\",\"last_seq\":0}}",
    ] {
        let mut socket = Visitor::socket(&relay, SERVICE).await;
        socket.say_text(first).await;
        assert_eq!(socket.end().await, MALFORMED, "{first}");
    }
    let mut visitor = relay.visitor(SERVICE).await;
    let hello = Hello {
        secret: new_secret(),
        last_seq: 0,
    };
    visitor.socket.say(&ClientMessage::Hello(hello)).await;
    assert_eq!(visitor.refused().await.code, Refusal::OutOfTurn);
    assert_eq!(visitor.socket.end().await, MALFORMED);
}

#[tokio::test]
async fn a_frame_too_large_or_not_text_ends_that_socket_alone() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let mut other_tab = relay.visitor_again(&visitor).await;
    other_tab
        .socket
        .say_text(&"x".repeat(FRAME_BYTES + 1))
        .await;
    assert_eq!(
        other_tab.socket.end().await,
        Some(CloseCode::TooLarge as u16)
    );
    let mut third_tab = relay.visitor_again(&visitor).await;
    third_tab
        .socket
        .say_raw(Message::binary(vec![1, 2, 3]))
        .await;
    assert_eq!(third_tab.socket.end().await, MALFORMED);
    visitor.post("vielä täällä").await;
}

#[tokio::test]
async fn texts_are_cleaned_and_otherwise_kept_as_they_are() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let emoji = "😀".repeat(4_000);
    for (said, kept) in [
        (
            "<script>alert(1)</script> & <b>",
            "<script>alert(1)</script> & <b>",
        ),
        ("'); drop table event; --", "'); drop table event; --"),
        ("a\u{0}b\u{7}c\u{202e}d\u{2066}e\r\nf\tg", "abcde\nf g"),
        (emoji.as_str(), emoji.as_str()),
    ] {
        let event = visitor.post(said).await;
        assert!(
            matches!(&event.kind, Kind::Posted(posted) if posted.text == kept),
            "{event:?}"
        );
    }
    for (said, code) in [
        ("", Refusal::TextEmpty),
        (" \n\u{200b}\u{202e}", Refusal::TextEmpty),
        (&*"😀".repeat(4_001), Refusal::TextTooLong),
    ] {
        assert_eq!(
            visitor.try_post(new_key(), said).await.unwrap_err().code,
            code
        );
    }
    let again = relay.visitor_again(&visitor).await;
    assert!(
        again.welcome.conversation.unwrap().events.is_empty(),
        "nothing was half applied"
    );
}

#[tokio::test]
async fn an_unknown_language_or_a_second_conversation_is_no_way_in() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.socket
        .say_text("{\"open\":{\"client_key\":\"k3y-of-22-characters_A\",\"language\":\"tlh\",\"text\":\"x\"}}")
        .await;
    assert_eq!(visitor.refused().await.code, Refusal::Malformed);
    let first = visitor.open("Hei").await;
    visitor.socket
        .say_text("{\"open\":{\"client_key\":\"another-22-characters_\",\"language\":\"fi\",\"text\":\"x\"}}")
        .await;
    let event = visitor.event().await;
    assert_eq!(event.conversation, first.conversation);
}
