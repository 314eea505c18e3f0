//! Leaving in a hurry: it ends at once, nothing in the tab opens it again, and nobody calls.

use juttu_shared::id::ClientKey;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::ServerMessage as Told;
use juttu_shared::wire::v1::event::{Kind, LeftCause, Outcome};
use juttu_shared::wire::v1::visitor::{ClientMessage, Exit, Leave, Phone, ServerMessage};

use super::requests::{in_the_evening, tags, with_details};
use crate::harness::{Heard, Relay, SERVICE, Setup, Visitor, leave, new_key};

const RESTARTING: Option<u16> = Some(4001);

/// Says that the resident leaves, as a request that outlives the page does.
async fn exit(relay: &Relay, visitor: &Visitor, key: &ClientKey) -> Vec<ServerMessage> {
    let client_key = key.clone();
    post(relay, visitor, &ClientMessage::Exit(Exit { client_key })).await
}

async fn post(relay: &Relay, visitor: &Visitor, message: &ClientMessage) -> Vec<ServerMessage> {
    let path = format!("/api/v1/commands?service={SERVICE}");
    let bearer = format!("Bearer {}", visitor.secret.0);
    let ask = relay.post(&path).header("authorization", &bearer);
    let answer = ask.json(message).send().await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json()
}

fn has_exited(messages: &[ServerMessage]) -> bool {
    matches!(messages, [ServerMessage::Event(event)] if event.kind.tag() == "exited")
}

fn is_refused(messages: &[ServerMessage], code: Refusal) -> bool {
    matches!(messages, [ServerMessage::Refused(refused)] if refused.code == code)
}

/// Whether the session still opens a conversation.
async fn opens(relay: &Relay, visitor: &Visitor) -> bool {
    let again = relay.visitor_again(visitor).await;
    again.welcome.conversation.is_some()
}

#[tokio::test]
async fn one_who_waits_leaves_the_queue_and_the_tab_opens_nothing() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let id = agent.waiting().await.conversation;
    let key = new_key();
    let answer = exit(&relay, &visitor, &key).await;
    assert!(has_exited(&answer), "{answer:?}");
    let gone = agent.until(|told| match told {
        Told::NotWaiting(gone) => Some(gone.conversation),
        _ => None,
    });
    assert_eq!(gone.await, id);
    // A socket that is still there is told, and cut off.
    visitor.until(|kind| matches!(kind, Kind::Exited(_))).await;
    assert_eq!(visitor.socket.end().await, RESTARTING);
    assert!(!opens(&relay, &visitor).await);
    assert_eq!(exit(&relay, &visitor, &key).await, answer, "stored once");
    let another = exit(&relay, &visitor, &new_key()).await;
    assert!(is_refused(&another, Refusal::NoConversation), "{another:?}");
    let notices = relay.app.store.due_notices(i64::MAX, 10).await.unwrap();
    assert!(notices.is_empty(), "nobody is told that somebody waits");
    let head = relay.app.store.head(id).await.unwrap().unwrap();
    assert_eq!((head.state, head.last_seq), (State::Closed, 3));
}

#[tokio::test]
async fn a_conversation_that_goes_on_ends_and_its_agent_is_told_why() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    agent.claim(id).await.unwrap();
    let client_key = new_key();
    let message = ClientMessage::Exit(Exit {
        client_key: client_key.clone(),
    });
    // Over the socket as well, which hears of it before it ends.
    visitor.socket.say(&message).await;
    let exited = visitor.acknowledged(&client_key).await.unwrap();
    assert_eq!(visitor.socket.end().await, RESTARTING);
    assert_eq!(agent.event().await, exited);
    let refused = agent.try_post(id, new_key(), "Hei?").await.unwrap_err();
    assert_eq!(refused.code, Refusal::WrongState);
    assert!(!opens(&relay, &visitor).await);
    // What comes too late from the page, by either way.
    let late = post(&relay, &visitor, &message).await;
    assert_eq!(late, [ServerMessage::Event(exited.clone())]);
    let mut again = relay.visitor_again(&visitor).await;
    again.socket.say(&message).await;
    assert_eq!(again.acknowledged(&client_key).await.unwrap(), exited);
    let refused = again.try_post(new_key(), "Hei").await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoConversation);
}

#[tokio::test]
async fn what_is_left_stays_and_nobody_may_call() {
    let relay = in_the_evening().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let sent = with_details(Some("Soittakaa"));
    let id = visitor.try_leave(sent.clone()).await.unwrap().conversation;
    let before = agent.waiting().await.request.unwrap();
    assert!(before.reach.safe_to_call && !before.exited);
    let due = relay.app.store.due_notices(i64::MAX, 10).await.unwrap();
    assert!(has_exited(&exit(&relay, &visitor, &new_key()).await));
    let after = agent.waiting().await.request.unwrap();
    assert!(after.exited && !after.reach.safe_to_call && after.reach.phone && after.reach.code);
    assert_eq!(after.answer_by_ms, before.answer_by_ms);
    assert_eq!(
        relay.app.store.due_notices(i64::MAX, 10).await.unwrap(),
        due,
        "it is to be answered all the same"
    );
    assert!(!opens(&relay, &visitor).await);

    let relay = relay.restart().await;
    let mut agent = relay.agent("Maria").await;
    assert_eq!(agent.welcome.waiting[0].request, Some(after));
    agent.claim(id).await.unwrap();
    let phone = agent.open_contact(id).await.unwrap().phone.unwrap();
    assert_eq!(
        (phone.number.as_str(), phone.safe_to_call),
        ("040 555 1234", false)
    );
    let mut elsewhere = relay.visitor(SERVICE).await;
    let had = elsewhere.redeem(&sent.code).await.unwrap();
    assert_eq!(
        tags(&had.events),
        ["opened", "posted", "left", "exited", "joined"]
    );
    assert!(
        opens(&relay, &elsewhere).await,
        "a session of its own, since then"
    );
}

#[tokio::test]
async fn who_writes_again_with_the_code_is_not_called_before_they_say_so() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let sent = with_details(Some("Soittakaa"));
    let id = visitor.try_leave(sent.clone()).await.unwrap().conversation;
    agent.claim(id).await.unwrap();
    assert!(has_exited(&exit(&relay, &visitor, &new_key()).await));
    // What was promised is still given: a request that is being answered goes on.
    agent.post(id, "Vastaus").await;
    agent.close(id, Outcome::Solved).await.unwrap();
    let mut again = relay.visitor(SERVICE).await;
    let had = again.redeem(&sent.code).await.unwrap();
    assert_eq!(had.state, State::Closed);
    assert_eq!(
        tags(&had.events),
        [
            "opened", "posted", "left", "joined", "exited", "posted", "closed"
        ]
    );
    again.post("Olen nyt yksin").await;
    let left = again
        .events
        .iter()
        .rev()
        .find_map(|event| match &event.kind {
            Kind::Left(left) => Some(left.cause),
            _ => None,
        });
    assert_eq!(left, Some(LeftCause::WroteAgain));
    let waits = |told| match told {
        Told::Waiting(waiting) if waiting.conversation == id => waiting.request,
        _ => None,
    };
    let request = loop {
        let request = agent.until(waits).await;
        if request.exited {
            break request;
        }
    };
    assert!(!request.reach.safe_to_call);
    let anew = Leave {
        phone: Some(Phone {
            number: "050 000 0001".into(),
            safe_to_call: true,
        }),
        ..leave(None)
    };
    again.try_leave(anew).await.unwrap();
    let request = agent.until(waits).await;
    assert!(request.reach.safe_to_call && !request.exited);
}

#[tokio::test]
async fn every_session_there_was_is_at_its_end() {
    let relay = in_the_evening().await;
    let mut first = relay.visitor(SERVICE).await;
    let sent = leave(Some("Hei"));
    first.try_leave(sent.clone()).await.unwrap();
    let mut second = relay.visitor(SERVICE).await;
    second.redeem(&sent.code).await.unwrap();
    assert!(has_exited(&exit(&relay, &second, &new_key()).await));
    for visitor in [&mut first, &mut second] {
        assert_eq!(visitor.socket.end().await, RESTARTING);
        assert!(!opens(&relay, visitor).await);
    }
    // Neither secret is lost to its tab: the code gives it the conversation again.
    let mut again = relay.visitor_again(&second).await;
    again.redeem(&sent.code).await.unwrap();
    assert!(opens(&relay, &again).await && !opens(&relay, &first).await);
}

#[tokio::test]
async fn a_secret_that_opens_nothing_any_more_may_open_something_else() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let before = visitor.open("Vanha asia").await.conversation;
    assert!(has_exited(&exit(&relay, &visitor, &new_key()).await));
    visitor.socket.end().await;
    let mut again = relay.visitor_again(&visitor).await;
    let after = again.open("Uusi asia").await;
    assert_ne!(after.conversation, before);
    let again = Visitor::come(&relay, SERVICE, visitor.secret, 0).await;
    let told = again.welcome.conversation.unwrap();
    let told = serde_json::to_string(&told).unwrap();
    assert!(told.contains("Uusi asia") && !told.contains("Vanha asia"));
}

#[tokio::test]
async fn a_poll_is_told_and_the_next_one_finds_nothing() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let poll = |after: &str| {
        let path = format!("/api/v1/poll?service={SERVICE}{after}");
        let bearer = format!("Bearer {}", visitor.secret.0);
        relay.get(&path).header("authorization", &bearer).send()
    };
    let key = new_key();
    let (held, _) = tokio::join!(poll("&after=2"), exit(&relay, &visitor, &key));
    let held: Vec<ServerMessage> = held.json();
    assert!(has_exited(&held), "{held:?}");
    let next: Vec<ServerMessage> = poll("&after=3").await.json();
    assert!(
        matches!(&next[..], [ServerMessage::Welcome(welcome)] if welcome.conversation.is_none()),
        "{next:?}"
    );
}

#[tokio::test]
async fn nobody_is_kept_from_leaving_by_others_behind_the_same_address() {
    let limits = [("JUTTU__LIMITS__CONNECTIONS_PER_ADDRESS", "1")];
    let relay = Relay::start_with(Setup::with(&limits)).await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let path = format!("/api/v1/commands?service={SERVICE}");
    let bearer = format!("Bearer {}", visitor.secret.0);
    let ping = serde_json::json!({ "ping": {} });
    let ask = relay.post(&path).header("authorization", &bearer);
    let refused = ask.json(&ping).send().await;
    assert_eq!(refused.problem().code, Refusal::TooManyConnections);
    assert_eq!(
        refused.header("access-control-allow-origin"),
        relay.origin()
    );
    assert!(has_exited(&exit(&relay, &visitor, &new_key()).await));
}

#[tokio::test]
async fn what_has_ended_is_left_as_it_is_and_opens_no_more() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    visitor.close().await;
    assert!(has_exited(&exit(&relay, &visitor, &new_key()).await));
    assert!(!opens(&relay, &visitor).await);
    let head = relay.app.store.head(id).await.unwrap().unwrap();
    assert_eq!((head.state, head.last_seq), (State::Closed, 4));
}

#[tokio::test]
async fn one_who_holds_nothing_leaves_nothing() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let nobody = relay.visitor(SERVICE).await;
    let refused = exit(&relay, &nobody, &new_key()).await;
    assert!(is_refused(&refused, Refusal::NoConversation), "{refused:?}");
    let bad = exit(&relay, &visitor, &ClientKey("lyhyt".into())).await;
    assert!(is_refused(&bad, Refusal::Malformed), "{bad:?}");
    // The other service's door knows nothing of it.
    let mut other = relay.visitor(crate::harness::OTHER_SERVICE).await;
    other.open("Hei").await;
    let refused = exit(&relay, &other, &new_key()).await;
    assert!(is_refused(&refused, Refusal::NoConversation), "{refused:?}");
}

#[tokio::test]
async fn a_page_that_comes_in_that_moment_is_shown_nothing() {
    let relay = Relay::start().await;
    for _ in 0..20 {
        let mut visitor = relay.visitor(SERVICE).await;
        visitor.open("Hei").await;
        let key = new_key();
        let greet = async {
            let mut socket = Visitor::socket(&relay, SERVICE).await;
            let hello = serde_json::json!({
                "hello": { "secret": visitor.secret, "last_seq": 0 }
            });
            socket.say(&hello).await;
            socket
        };
        let (mut socket, _) = tokio::join!(greet, exit(&relay, &visitor, &key));
        // Whichever was first: what stays open has no conversation.
        loop {
            match socket.hear::<ServerMessage>().await {
                Heard::End(_) => break,
                Heard::Message(ServerMessage::Welcome(welcome))
                    if welcome.conversation.is_none() =>
                {
                    break;
                }
                Heard::Message(_) => {}
            }
        }
    }
}
