//! A resident who left an e-mail address hears that an answer waits, and nothing else.

use juttu_relay::notify::schedule::RETRY_AFTER_MS;
use juttu_shared::id::ConversationId;
use juttu_shared::wire::v1::event::Outcome;

use super::office::{HOUR_MS, MINUTE_MS, Office, figure, later, told};
use super::smtp::Fault;
use crate::harness::{Agent, Relay, SERVICE, Visitor, leave, soon};

const ADDRESS: &str = "anna.asukas@example.net";

/// A resident leaves an address and goes; an agent takes the request.
async fn left(relay: &Relay, language: &str) -> (Agent, ConversationId) {
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut request = leave(Some("Mistä saan apua?"));
    request.email = Some(ADDRESS.to_owned());
    request.language = language.to_owned();
    visitor.try_leave(request).await.unwrap();
    let waiting = agent.waiting().await;
    agent.claim(waiting.conversation).await.unwrap();
    goes(relay, visitor, waiting.conversation).await;
    (agent, waiting.conversation)
}

/// The resident's connection is gone, and the relay has noticed.
async fn goes(relay: &Relay, visitor: Visitor, conversation: ConversationId) {
    drop(visitor);
    soon("the relay to notice", async {
        while relay.app.hub.is_connected(conversation) {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_resident_hears_that_an_answer_waits_and_where() {
    let office = Office::new().await;
    let relay = office.relay().await;
    let (mut agent, conversation) = left(&relay, "sv").await;
    agent.post(conversation, "Varaa aika numerosta 123.").await;
    agent.post(conversation, "Tai tule käymään.").await;
    agent.close(conversation, Outcome::Solved).await.unwrap();
    later(&relay, HOUR_MS).await;
    let letter = office.smtp.has(1).await.remove(0);
    assert_eq!(letter.envelope.1, [ADDRESS]);
    assert_eq!(letter.header("subject"), "Du har fått ett svar");
    let base = &relay.app.config.public_url;
    assert_eq!(
        letter.body,
        format!(
            "Du har fått ett svar. Du kan läsa det med din kod här:\n{base}/code\n\n\
             Det här är ett automatiskt meddelande. Svara inte på det."
        )
    );
    let whole = letter.whole.to_lowercase();
    for word in ["perhekesk", "familjecent", "maria", "desk", "varaa", "apua"] {
        assert!(!whole.contains(word), "{word}: {whole}");
    }
    later(&relay, 48 * HOUR_MS).await;
    assert_eq!(office.smtp.letters().len(), 1, "once");
}

#[tokio::test]
async fn one_who_has_answered_in_the_meantime_hears_nothing() {
    let office = Office::new().await;
    let relay = office.relay().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut request = leave(Some("Mistä saan apua?"));
    request.email = Some(ADDRESS.to_owned());
    visitor.try_leave(request).await.unwrap();
    let waiting = agent.waiting().await;
    agent.claim(waiting.conversation).await.unwrap();
    agent.post(waiting.conversation, "Varaa aika.").await;
    visitor.post("Kiitos, varaan.").await;
    goes(&relay, visitor, waiting.conversation).await;
    agent
        .close(waiting.conversation, Outcome::Solved)
        .await
        .unwrap();
    later(&relay, HOUR_MS).await;
    assert_eq!(office.smtp.letters().len(), 0);
    let dropped = "juttu_deliveries_total{receiver=\"resident\",way=\"mail\",result=\"dropped\"}";
    assert_eq!(figure(&relay, dropped).await, 1.0);
}

#[tokio::test]
async fn one_who_sits_in_the_chat_hears_nothing() {
    let office = Office::new().await;
    let relay = office.relay().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut request = leave(Some("Mistä saan apua?"));
    request.email = Some(ADDRESS.to_owned());
    visitor.try_leave(request).await.unwrap();
    let waiting = agent.waiting().await;
    agent.claim(waiting.conversation).await.unwrap();
    agent.post(waiting.conversation, "Varaa aika.").await;
    for _ in 0..3 {
        relay.clock().advance_ms(MINUTE_MS);
        visitor.ping().await;
    }
    told(&relay).await;
    assert_eq!(office.smtp.letters().len(), 0);
    let dropped = "juttu_deliveries_total{receiver=\"resident\",way=\"mail\",result=\"dropped\"}";
    assert_eq!(figure(&relay, dropped).await, 1.0);
}

#[tokio::test]
async fn one_who_came_back_after_the_answer_hears_nothing() {
    let office = Office::new().await;
    let relay = office.relay().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut request = leave(Some("Mistä saan apua?"));
    request.email = Some(ADDRESS.to_owned());
    visitor.try_leave(request).await.unwrap();
    let secret = visitor.secret.clone();
    let waiting = agent.waiting().await;
    agent.claim(waiting.conversation).await.unwrap();
    goes(&relay, visitor, waiting.conversation).await;
    agent.post(waiting.conversation, "Varaa aika.").await;
    agent
        .close(waiting.conversation, Outcome::Solved)
        .await
        .unwrap();
    relay.clock().advance_ms(MINUTE_MS);
    let back = Visitor::come(&relay, SERVICE, secret, 0).await;
    let said = back.events.iter().map(|event| event.kind.tag());
    assert_eq!(said.filter(|tag| *tag == "posted").count(), 2);
    goes(&relay, back, waiting.conversation).await;
    later(&relay, HOUR_MS).await;
    assert_eq!(office.smtp.letters().len(), 0);
    let dropped = "juttu_deliveries_total{receiver=\"resident\",way=\"mail\",result=\"dropped\"}";
    assert_eq!(figure(&relay, dropped).await, 1.0);
}

#[tokio::test]
async fn an_address_that_is_none_is_given_up_at_once() {
    let office = Office::new().await;
    office.smtp.fails(Some(Fault::Recipient(550)));
    let relay = office.relay().await;
    let (mut agent, conversation) = left(&relay, "fi").await;
    agent.post(conversation, "Varaa aika.").await;
    later(&relay, HOUR_MS).await;
    let given_up = "juttu_deliveries_total{receiver=\"resident\",way=\"mail\",result=\"given_up\"}";
    assert_eq!(figure(&relay, given_up).await, 1.0);
    office.smtp.fails(None);
    later(&relay, 48 * HOUR_MS).await;
    assert_eq!(office.smtp.letters().len(), 0);
}

#[tokio::test]
async fn a_server_that_is_busy_is_asked_again() {
    let office = Office::new().await;
    office.smtp.fails(Some(Fault::Recipient(451)));
    let relay = office.relay().await;
    let (mut agent, conversation) = left(&relay, "fi").await;
    agent.post(conversation, "Varaa aika.").await;
    later(&relay, HOUR_MS).await;
    assert_eq!(office.smtp.letters().len(), 0);
    office.smtp.fails(None);
    later(&relay, RETRY_AFTER_MS[0]).await;
    office.smtp.has(1).await;
}

#[tokio::test]
async fn without_a_mail_server_nothing_is_left_over() {
    let relay = Relay::start().await;
    let (mut agent, conversation) = left(&relay, "fi").await;
    agent.post(conversation, "Varaa aika.").await;
    later(&relay, HOUR_MS).await;
    told(&relay).await;
    assert_eq!(relay.app.store.awaited(i64::MAX).await.unwrap(), [""; 0]);
}
