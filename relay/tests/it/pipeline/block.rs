//! Networks that are kept from opening conversations: theirs alone, for a time, by one door.

use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent;
use juttu_shared::wire::v1::event::StaffKind;
use juttu_shared::wire::v1::visitor::{ClientMessage, Refused};
use serde_json::Value;

use crate::harness::{
    Answer, Locked, OTHER_SERVICE, Relay, SERVICE, Setup, Socket, Visitor, leave, new_key,
    new_secret, transfer,
};

const THEIRS: &str = "203.0.113.77";
const ANOTHERS: &str = "203.0.113.78";
const MINUTE_MS: i64 = 60_000;

/// Behind a proxy, so that a test can come from any address.
async fn start() -> Relay {
    Relay::start_with(Setup::with(&[(
        "JUTTU__RELAY__TRUSTED_PROXIES",
        "127.0.0.1",
    )]))
    .await
}

async fn from(relay: &Relay, address: &str, service: &str) -> Visitor {
    let path = format!("/api/v1/socket?service={service}");
    let headers = [("origin", relay.origin()), ("x-forwarded-for", address)];
    let socket = Socket::open(relay.public, &path, &headers).await.unwrap();
    Visitor::greet(socket, service, new_secret(), 0).await
}

/// Posts a command of a new session from there.
async fn command(relay: &Relay, address: &str, message: &ClientMessage) -> Answer {
    let ask = relay.post(&format!("/api/v1/commands?service={SERVICE}"));
    let ask = ask
        .header("x-forwarded-for", address)
        .header("authorization", &format!("Bearer {}", new_secret().0));
    ask.json(message).send().await
}

fn open(text: &str) -> ClientMessage {
    let open = serde_json::json!({
        "open": { "client_key": new_key(), "language": "fi", "text": text }
    });
    serde_json::from_value(open).unwrap()
}

/// A conversation from there whose network is kept out for so many minutes.
async fn blocked(relay: &Relay, minutes: u32) -> (Visitor, ConversationId) {
    let mut visitor = from(relay, THEIRS, SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    let until_ms = block(relay, id, minutes).unwrap();
    assert_eq!(relay.app.rates.blocked_until_ms(id), Some(until_ms));
    (visitor, id)
}

/// Keeps its network out for so many minutes, and says until when.
fn block(relay: &Relay, id: ConversationId, minutes: u32) -> Option<i64> {
    let until_ms = relay.clock().now_ms() + i64::from(minutes) * MINUTE_MS;
    let is_blocked = relay.app.rates.block(id, until_ms);
    is_blocked.then_some(until_ms)
}

fn assert_blocked(refused: &Refused, wait_ms: i64) {
    assert_eq!(refused.code, Refusal::Blocked);
    assert_eq!(refused.retry_after_ms, Some(wait_ms.unsigned_abs()));
}

#[tokio::test]
async fn nobody_opens_or_leaves_anything_new_from_there() {
    let relay = start().await;
    let (_visitor, _) = blocked(&relay, 60).await;
    let mut anew = from(&relay, THEIRS, SERVICE).await;
    let refused = anew.try_open(new_key(), "Taas minä").await.unwrap_err();
    assert_blocked(&refused, 60 * MINUTE_MS);
    let refused = anew.try_leave(leave(Some("Ja vielä"))).await.unwrap_err();
    assert_blocked(&refused, 60 * MINUTE_MS);
    for message in [
        open("Taas minä"),
        ClientMessage::Leave(leave(Some("Ja vielä"))),
    ] {
        let answer = command(&relay, THEIRS, &message).await;
        let messages: Vec<Value> = answer.json();
        assert_eq!(messages[0]["refused"]["code"], "blocked", "{messages:?}");
    }
}

#[tokio::test]
async fn nobody_else_is_kept_out() {
    let relay = start().await;
    let (_visitor, _) = blocked(&relay, 60).await;
    let mut another = from(&relay, ANOTHERS, SERVICE).await;
    another.open("Minä vain kysyn").await;
    let mut elsewhere = from(&relay, THEIRS, OTHER_SERVICE).await;
    elsewhere.open("Toinen palvelu").await;
}

#[tokio::test]
async fn what_goes_on_goes_on_and_codes_and_the_hours_are_there_for_all() {
    let relay = start().await;
    let mut agent = relay.agent("Maria").await;
    let mut waits = from(&relay, THEIRS, SERVICE).await;
    waits.open("Odotan vielä").await;
    let sent = leave(Some("Jätän viestin"));
    let mut left = from(&relay, THEIRS, SERVICE).await;
    left.try_leave(sent.clone()).await.unwrap();
    let (mut visitor, id) = blocked(&relay, 24 * 60).await;
    agent.claim(id).await.unwrap();
    visitor.post("Jatkan tätä").await;
    // One who waits may still make a contact request of it.
    waits.leave(None).await;
    let mut later = from(&relay, THEIRS, SERVICE).await;
    later.redeem(&sent.code).await.unwrap();
    let state = relay.get(&format!("/api/v1/services/{SERVICE}?lang=fi"));
    let state = state.header("x-forwarded-for", THEIRS).send().await;
    assert_eq!(state.status, 200);
    let may_chat = &state.json::<Value>()["may_chat"];
    assert_eq!(*may_chat, true, "it says nothing of it");
}

#[tokio::test]
async fn it_is_over_by_itself_or_when_the_desk_says_so() {
    let relay = start().await;
    let (_visitor, id) = blocked(&relay, 15).await;
    relay.clock().advance_ms(15 * MINUTE_MS - 1);
    let mut anew = from(&relay, THEIRS, SERVICE).await;
    let refused = anew.try_open(new_key(), "Nytkö?").await.unwrap_err();
    assert_blocked(&refused, 1);
    relay.clock().advance_ms(1);
    anew.open("Nyt").await;
    block(&relay, id, 60).unwrap();
    let mut third = from(&relay, THEIRS, SERVICE).await;
    third.try_open(new_key(), "Entä nyt?").await.unwrap_err();
    assert!(relay.app.rates.lift(id));
    third.open("Nyt taas").await;
    assert_eq!(relay.app.rates.blocked_until_ms(id), None);
}

#[tokio::test]
async fn the_network_is_the_one_of_the_newest_connection() {
    let relay = start().await;
    let mut visitor = from(&relay, THEIRS, SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    let poll = relay
        .get(&format!("/api/v1/poll?service={SERVICE}"))
        .header("x-forwarded-for", ANOTHERS)
        .header("authorization", &format!("Bearer {}", visitor.secret.0));
    assert_eq!(poll.send().await.status, 200);
    block(&relay, id, 15).unwrap();
    let mut here = from(&relay, THEIRS, SERVICE).await;
    here.open("Vanhasta verkosta").await;
    let mut there = from(&relay, ANOTHERS, SERVICE).await;
    let refused = there.try_open(new_key(), "Uudesta").await.unwrap_err();
    assert_eq!(refused.code, Refusal::Blocked);
}

#[tokio::test]
async fn it_is_written_nowhere_and_gone_with_the_process() {
    let relay = start().await;
    let (_visitor, id) = blocked(&relay, 60).await;
    let mut anew = from(&relay, THEIRS, SERVICE).await;
    anew.try_open(new_key(), "Taas minä").await.unwrap_err();
    let metrics = relay.get_desk("/metrics").send().await;
    assert!(metrics.text().contains("blocked"), "{}", metrics.text());
    assert!(!metrics.text().contains(THEIRS));
    let folder = relay.app.config.database.parent().unwrap();
    let mut has_service = false;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let has = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
        has_service |= has(SERVICE.as_bytes());
        assert!(!has(THEIRS.as_bytes()));
    }
    assert!(has_service, "the search finds what is there");
    let relay = relay.restart().await;
    let mut again = from(&relay, THEIRS, SERVICE).await;
    again.open("Uusi alku").await;
    assert_eq!(block(&relay, id, 15), None, "its network is gone");
}

#[tokio::test]
async fn a_block_that_is_sent_again_is_not_done_again() {
    let relay = start().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = from(&relay, THEIRS, SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    agent.claim(id).await.unwrap();
    let command = |minutes, client_key| {
        agent::ClientMessage::Block(agent::Block {
            conversation: id,
            client_key,
            minutes,
        })
    };
    let first = command(60, new_key());
    let blocked = agent.does_among_staff(&first).await;
    let until_ms = relay.clock().now_ms() + 60 * MINUTE_MS;
    assert!(matches!(&blocked.kind, StaffKind::Blocked(it) if it.until_ms == Some(until_ms)));
    assert_eq!(relay.app.rates.blocked_until_ms(id), Some(until_ms));
    relay.clock().advance_ms(MINUTE_MS);
    assert_eq!(agent.does_among_staff(&first).await, blocked);
    assert_eq!(relay.app.rates.blocked_until_ms(id), Some(until_ms));
    let lifted = agent.does_among_staff(&command(0, new_key())).await;
    assert!(matches!(&lifted.kind, StaffKind::Blocked(it) if it.until_ms.is_none()));
    for late in [first.clone(), command(1_440, key_of_block(&first))] {
        assert_eq!(agent.does_among_staff(&late).await, blocked, "as it was");
        assert_eq!(relay.app.rates.blocked_until_ms(id), None, "and not done");
    }
    from(&relay, THEIRS, SERVICE).await.open("Hei taas").await;

    // What is refused or can't be stored is not done either.
    let refused = agent.command(&command(16, new_key())).await.unwrap_err();
    assert_eq!(refused.code, Refusal::Malformed);
    let locked = Locked::database_of(&relay);
    let refused = agent.command(&command(60, new_key())).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NotStored);
    drop(locked);
    agent.does(&transfer(id, OTHER_SERVICE, None)).await;
    let mut jukka = relay.agent_of("Jukka", &[OTHER_SERVICE]).await;
    jukka.claim(id).await.unwrap();
    let refused = agent.command(&command(60, new_key())).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NotAllowed);
    assert_eq!(relay.app.rates.blocked_until_ms(id), None);
}

fn key_of_block(message: &agent::ClientMessage) -> juttu_shared::id::ClientKey {
    match message {
        agent::ClientMessage::Block(block) => block.client_key.clone(),
        other => panic!("{other:?}"),
    }
}
