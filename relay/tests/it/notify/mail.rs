//! Mail: always encrypted, to a server that is who it says it is.

use juttu_relay::notify::schedule::RETRY_AFTER_MS;

use super::office::{Office, SECRET, TEAM, figure, later, told};
use super::smtp::{Fault, PASSWORD};
use crate::harness::{Relay, SERVICE};

async fn leave(relay: &Relay) {
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.leave(Some("Soittakaa minulle")).await;
}

#[tokio::test]
async fn a_letter_is_a_letter() {
    for is_implicit in [false, true] {
        let office = Office::with(is_implicit).await.team("request_left");
        let relay = office.relay().await;
        leave(&relay).await;
        told(&relay).await;
        let letter = office.smtp.has(1).await.remove(0);
        assert_eq!(letter.header("from"), "Chat <chat@example.fi>");
        assert_eq!(letter.header("to"), "tiimi@example.fi");
        assert_eq!(letter.header("auto-submitted"), "auto-generated");
        assert_eq!(letter.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(letter.header("date"), "Thu, 07 Jan 2027 10:30:00 +0000");
        let id = letter.header("message-id");
        assert!(id.starts_with("<juttu_1_1799317800000@"), "{id}");
        assert!(office.smtp.said().contains("EHLO [127.0.0.1]\r\n"));
    }
}

/// Each thing that can go wrong, at whichever step: the letter arrives afterwards, once.
#[tokio::test]
async fn a_letter_survives_whatever_the_server_does() {
    for fault in [
        Fault::Recipient(450),
        Fault::Recipient(550),
        Fault::Data(452),
        Fault::Data(554),
        Fault::ClosesInData,
        Fault::NoStartTls,
        Fault::OtherName,
        Fault::OtherAuthority,
    ] {
        let office = Office::new().await.team("request_left");
        office.smtp.fails(Some(fault));
        let relay = office.relay().await;
        leave(&relay).await;
        told(&relay).await;
        assert_eq!(office.smtp.letters().len(), 0, "{fault:?}");
        let failed =
            format!("juttu_deliveries_total{{receiver=\"{TEAM}\",way=\"mail\",result=\"failed\"}}");
        assert_eq!(figure(&relay, &failed).await, 1.0, "{fault:?}");
        office.smtp.fails(None);
        later(&relay, RETRY_AFTER_MS[0]).await;
        office.smtp.has(1).await;
    }
}

/// A server without TLS, or one that is not who it says it is, is told nothing: no password, no
/// address.
#[tokio::test]
async fn nothing_is_said_in_the_open_or_to_a_stranger() {
    for is_implicit in [false, true] {
        for fault in [Fault::NoStartTls, Fault::OtherName, Fault::OtherAuthority] {
            if is_implicit && fault == Fault::NoStartTls {
                continue;
            }
            let office = Office::with(is_implicit).await.team("request_left");
            office.smtp.fails(Some(fault));
            let relay = office.relay().await;
            leave(&relay).await;
            told(&relay).await;
            let said = office.smtp.said();
            for verb in ["AUTH", "MAIL", "RCPT", "DATA"] {
                assert!(!said.contains(verb), "{fault:?}: {said}");
            }
        }
    }
}

#[tokio::test]
async fn a_wrong_password_is_tried_again_when_it_may_be_mended() {
    let office = Office::new()
        .await
        .team("request_left")
        .and("JUTTU__MAIL__PASSWORD", "väärä");
    let relay = office.relay().await;
    leave(&relay).await;
    told(&relay).await;
    assert_eq!(office.smtp.letters().len(), 0);
    assert_eq!(relay.app.store.failing().await.unwrap().len(), 1);
}

#[tokio::test]
async fn secrets_are_in_no_words_about_the_configuration() {
    let office = Office::new()
        .await
        .team("nobody")
        .channel("nobody", "slack");
    let relay = office.relay().await;
    let said = format!("{:?}", relay.app.config);
    for secret in [PASSWORD, SECRET, "T0ken", "0123456789"] {
        assert!(!said.contains(secret), "{said}");
    }
}
