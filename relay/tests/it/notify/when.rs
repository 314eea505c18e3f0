//! When staff are told: of each thing that DESIGN names, once.

use juttu_relay::timekeeper;
use juttu_shared::wire::v1::event::Outcome;

use super::office::{HOUR_MS, MINUTE_MS, Office, later, told};
use crate::harness::{NOW_MS, Relay, SERVICE, soon};
use crate::hours_desk::{anna, edit, exception};

const DAY_MS: i64 = 24 * HOUR_MS;

/// Brings what is due again and again, until so many letters have arrived: for what another part of
/// the relay notices in its own time.
async fn until_told(relay: &Relay, office: &Office, letters: usize) {
    soon("a letter", async {
        while office.smtp.letters().len() < letters {
            timekeeper::run_once(&relay.app).await;
            told(relay).await;
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn somebody_waits_longer_than_was_promised() {
    let office = Office::new().await.team("waiting_long");
    let relay = office.relay().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    visitor.post("Onko siellä ketään?").await;
    later(&relay, 5 * MINUTE_MS - 1).await;
    assert_eq!(office.smtp.letters().len(), 0, "not before");
    later(&relay, 1).await;
    let [letter] = &office.smtp.has(1).await[..] else {
        panic!("one")
    };
    assert_eq!(letter.envelope.0, "chat@example.fi");
    assert_eq!(letter.envelope.1, ["tiimi@example.fi"]);
    assert_eq!(
        letter.header("subject"),
        "Perhekeskuksen chat: joku odottaa vuoroaan"
    );
    let base = &relay.app.config.desk_url;
    assert_eq!(
        letter.body,
        format!(
            "Joku on odottanut jonossa. Odotus alkoi to 7.1. klo 12.30.\n\n\
             Avaa työpöytä: {base}/desk/\n\n\
             Tämä on automaattinen viesti. Älä vastaa siihen."
        )
    );
    later(&relay, 3 * MINUTE_MS).await;
    later(&relay, MINUTE_MS).await;
    assert_eq!(office.smtp.letters().len(), 1, "once");
}

#[tokio::test]
async fn nobody_is_told_of_one_who_was_taken_in_time() {
    let office = Office::new().await.team("waiting_long");
    let relay = office.relay().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let waiting = agent.waiting().await;
    relay.clock().advance_ms(4 * MINUTE_MS);
    let mut agent = agent.again(&relay, Vec::new()).await;
    agent.claim(waiting.conversation).await.unwrap();
    later(&relay, HOUR_MS).await;
    assert_eq!(office.smtp.letters().len(), 0);
}

#[tokio::test]
async fn nobody_is_present_within_the_hours() {
    let office = Office::new().await.team("nobody");
    let relay = office.relay().await;
    // The relay sees that nobody is there, and after the time set tells of it.
    timekeeper::run_once(&relay.app).await;
    relay.clock().advance_ms(5 * MINUTE_MS);
    until_told(&relay, &office, 1).await;
    let letters = office.smtp.letters();
    assert_eq!(
        letters[0].header("subject"),
        "Perhekeskuksen chat: kukaan ei ole paikalla"
    );
    assert!(
        letters[0].body.contains("tästä alkaen: to 7.1. klo 12.30."),
        "{}",
        letters[0].body
    );
    for _ in 0..3 {
        relay.clock().advance_ms(HOUR_MS / 2);
        timekeeper::run_once(&relay.app).await;
        told(&relay).await;
    }
    assert_eq!(office.smtp.letters().len(), 1, "once");
}

#[tokio::test]
async fn a_contact_request_is_left_written_to_and_late() {
    let office = Office::new()
        .await
        .team("request_left, resident_wrote, overdue");
    let relay = office.relay().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.leave(Some("Soittakaa minulle")).await;
    told(&relay).await;
    let subjects = || {
        let letters = office.smtp.letters();
        let subjects = letters.iter().map(|letter| letter.header("subject"));
        subjects.map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(subjects(), ["Perhekeskuksen chat: uusi yhteydenottopyyntö"]);
    visitor.post("Vielä yksi asia").await;
    visitor.post("Ja toinen").await;
    told(&relay).await;
    assert_eq!(
        subjects()[1..],
        ["Perhekeskuksen chat: uusi viesti yhteydenottopyyntöön"],
        "once for what is written in a row"
    );
    // Thursday: promised by the end of Monday's hours.
    relay.clock().advance_ms(4 * DAY_MS);
    told(&relay).await;
    assert_eq!(subjects().len(), 2, "not late yet");
    later(&relay, DAY_MS).await;
    assert_eq!(
        subjects()[2..],
        ["Perhekeskuksen chat: vastaus on myöhässä"]
    );
    let letters = office.smtp.letters();
    assert!(
        letters[2].body.contains("viimeistään ma 11.1. klo 15."),
        "{}",
        letters[2].body
    );
    later(&relay, 10 * DAY_MS).await;
    assert_eq!(subjects().len(), 3, "once");
}

#[tokio::test]
async fn one_answered_in_time_is_never_late() {
    let office = Office::new().await.team("overdue");
    let relay = office.relay().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.leave(Some("Soittakaa minulle")).await;
    let waiting = agent.waiting().await;
    agent.claim(waiting.conversation).await.unwrap();
    agent
        .post(waiting.conversation, "Hei, vastaan tässä.")
        .await;
    agent
        .close(waiting.conversation, Outcome::Solved)
        .await
        .unwrap();
    later(&relay, 10 * DAY_MS).await;
    assert_eq!(office.smtp.letters().len(), 0);
}

#[tokio::test]
async fn who_wants_quiet_is_told_at_the_next_opening() {
    // Thursday 20:30: closed since 15, open again on Friday at 9.
    let office = Office::new()
        .await
        .team("request_left")
        .channel("request_left", "slack")
        .and(
            "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__TEAM__QUIET_OUTSIDE_HOURS",
            "true",
        )
        .at(NOW_MS + 8 * HOUR_MS);
    let relay = office.relay().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.leave(Some("Yöllinen asia")).await;
    told(&relay).await;
    office.hook.has(1).await;
    later(&relay, 12 * HOUR_MS + 30 * MINUTE_MS - 1).await;
    assert_eq!(office.smtp.letters().len(), 0, "one moment to nine");
    later(&relay, 1).await;
    let letters = office.smtp.has(1).await;
    assert!(
        letters[0].body.contains("Se tuli to 7.1. klo 20.30."),
        "{}",
        letters[0].body
    );
    assert_eq!(office.hook.calls().len(), 1);
}

#[tokio::test]
async fn each_service_tells_its_own() {
    let office = Office::new().await.team("request_left");
    let relay = office.relay().await;
    let mut visitor = relay.visitor(crate::harness::OTHER_SERVICE).await;
    visitor.leave(Some("Hei")).await;
    told(&relay).await;
    assert_eq!(office.smtp.letters().len(), 0);
}

#[tokio::test]
async fn who_wants_quiet_has_it_by_the_hours_as_they_are_changed() {
    let office = Office::new().await.team("request_left").and(
        "JUTTU__SERVICE__PERHEKESKUS__NOTIFY__TEAM__QUIET_OUTSIDE_HOURS",
        "true",
    );
    let relay = office.relay().await;
    let anna = anna(&relay).await;
    // Thursday 12:30, and it is closed from now on, until Friday at ten.
    edit(&relay, &anna, |plan| {
        plan.exceptions = vec![
            exception("2027-01-07", &[]),
            exception("2027-01-08", &["10:00-12:00"]),
        ];
    })
    .await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.leave(Some("Hei")).await;
    told(&relay).await;
    later(&relay, 21 * HOUR_MS + 30 * MINUTE_MS - 1).await;
    assert_eq!(office.smtp.letters().len(), 0, "one moment to ten");
    later(&relay, 1).await;
    assert_eq!(office.smtp.has(1).await.len(), 1);
}
