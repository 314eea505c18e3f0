//! How a resident is reached, and who may know it; what the relay leaves behind or takes back.

use juttu_relay::command::Command as _;
use juttu_relay::command::expire::{LeaveBehind, Requeue};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{Have, ServerMessage};
use juttu_shared::wire::v1::event::{Kind, LeftCause, Outcome};

use super::requests::{in_the_evening, tags, with_details};
use crate::harness::{EVENING_MS, OTHER_SERVICE, Relay, SERVICE, leave, new_key};

#[tokio::test]
async fn contact_details_are_for_the_one_who_answers_once_the_audit_log_says_so() {
    let relay = in_the_evening().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let left = visitor
        .try_leave(with_details(Some("Soittakaa")))
        .await
        .unwrap();
    let id = left.conversation;
    let mut maria = relay.agent("Maria").await;
    let mut jukka = relay.agent("Jukka").await;
    let mut pekka = relay.agent_of("Pekka", &[OTHER_SERVICE]).await;
    let rows = async || {
        let rows = relay.app.store.audit_rows(10).await.unwrap();
        let opened = rows.into_iter().filter(|row| row.what == "contact");
        opened.collect::<Vec<_>>()
    };

    assert_eq!(
        jukka.open_contact(id).await.unwrap_err().code,
        Refusal::NotAllowed
    );
    assert_eq!(
        pekka.open_contact(id).await.unwrap_err().code,
        Refusal::NoConversation
    );
    maria.claim(id).await.unwrap();
    assert_eq!(
        jukka.open_contact(id).await.unwrap_err().code,
        Refusal::NotAllowed
    );
    assert!(rows().await.is_empty(), "none were seen");
    let contact = maria.open_contact(id).await.unwrap();
    let phone = contact.phone.unwrap();
    assert_eq!(
        (phone.number.as_str(), phone.safe_to_call),
        ("040 555 1234", true)
    );
    assert_eq!(contact.email.as_deref(), Some("aino@esimerkki.fi"));
    let seen = rows().await;
    assert_eq!(
        (seen.len(), seen[0].conversation, seen[0].at_ms),
        (1, id, EVENING_MS)
    );
    assert_eq!(seen[0].agent, maria.welcome.me.agent);
    // After the end too, by whoever answered.
    maria.close(id, Outcome::Solved).await.unwrap();
    maria.open_contact(id).await.unwrap();
    assert_eq!(rows().await.len(), 2);

    let mut without = relay.visitor(SERVICE).await;
    let left = without.leave(Some("Ilman")).await;
    maria.claim(left.conversation).await.unwrap();
    let refused = maria.open_contact(left.conversation).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NoContact);
    assert_eq!(
        rows().await.len(),
        3,
        "that somebody looked is told all the same"
    );
    // No event, no row of the queue and no welcome holds any of it.
    let events = relay.app.store.events(id, 0).await.unwrap();
    let told = format!("{:?}", serde_json::to_string(&(events, &maria.welcome)));
    assert!(!told.contains("555 1234") && !told.contains("esimerkki"));
}

#[tokio::test]
async fn one_left_behind_says_how_to_be_reached() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    agent.waiting().await;
    let behind = LeaveBehind {
        cause: LeftCause::ClosingTime,
        service: relay.app.config.services[1].clone(),
        now_ms: relay.clock().now_ms(),
    };
    let append = behind.to(id, relay.clock().now_ms());
    relay.app.store.append(append).await.unwrap();
    let left = visitor.until(|kind| matches!(kind, Kind::Left(_))).await;
    assert!(matches!(&left.kind, Kind::Left(it) if it.cause == LeftCause::ClosingTime));
    let unreachable = agent.waiting().await;
    assert!(!unreachable.request.unwrap().reach.is_possible());
    let how = leave(None);
    visitor.try_leave(how.clone()).await.unwrap();
    let reached = agent.waiting().await;
    assert!(reached.request.unwrap().reach.code, "the desk is told");
    let mut elsewhere = relay.visitor(SERVICE).await;
    elsewhere.redeem(&how.code).await.unwrap();
}

#[tokio::test]
async fn one_who_left_has_no_hold_on_an_agent_and_a_departed_agent_none_on_it() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let id = agent.waiting().await.conversation;
    agent.claim(id).await.unwrap();
    let requeue = Requeue {
        agents: vec![agent.welcome.me.agent],
        service: relay.app.config.services[1].clone(),
        now_ms: relay.clock().now_ms(),
    };
    let append = requeue.to(id, relay.clock().now_ms());
    relay.app.store.append(append).await.unwrap();
    let refused = agent.try_post(id, new_key(), "Vielä").await.unwrap_err();
    assert_eq!(refused.code, Refusal::NotAllowed);
    let again = agent.again(&relay, Vec::new()).await;
    assert!(again.welcome.mine.is_empty());
    assert!(again.welcome.waiting[0].in_front);
    visitor.post("VAIN SILLE JOKA VASTAA").await;
    agent.ping().await;
    let mine = agent.claim(id).await.unwrap();
    assert_eq!(
        tags(&mine.events),
        [
            "opened", "posted", "joined", "departed", "requeued", "posted", "joined"
        ]
    );
    agent.post(id, "Taas täällä").await;
}

#[tokio::test]
async fn who_answered_before_has_no_part_in_what_is_written_again() {
    let relay = in_the_evening().await;
    let mut resident = relay.visitor(SERVICE).await;
    let left = resident.try_leave(with_details(Some("Hei"))).await.unwrap();
    let id = left.conversation;
    let mut maria = relay.agent("Maria").await;
    let mut jukka = relay.agent("Jukka").await;
    maria.claim(id).await.unwrap();
    maria.close(id, Outcome::Solved).await.unwrap();
    resident.post("VAIN SILLE JOKA NYT VASTAA").await;
    let last = resident.last_seq();
    let told = maria.event().await;
    assert!(
        matches!(told.kind, Kind::Left(_)),
        "that it is no longer hers"
    );
    let waiting = loop {
        let waiting = jukka.waiting().await;
        if waiting
            .request
            .is_some_and(|request| request.answer_by_ms.is_some())
        {
            break waiting;
        }
    };
    assert_eq!(waiting.conversation, id);
    jukka.claim(id).await.unwrap();
    jukka.post(id, "Vain tälle").await;
    maria.socket.say_text("{\"ping\":{}}").await;
    loop {
        match maria.next().await {
            ServerMessage::Pong(_) => break,
            ServerMessage::Event(event) => panic!("told of {event:?}"),
            _ => {}
        }
    }
    let refused = maria.open_contact(id).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NotAllowed);
    let refused = maria.try_post(id, new_key(), "Sekaan").await.unwrap_err();
    assert_eq!(refused.code, Refusal::NotAllowed);
    let have = vec![Have {
        conversation: id,
        last_seq: last,
        last_staff_seq: 0,
    }];
    let again = maria.again(&relay, have).await;
    assert!(again.welcome.mine.is_empty());
}
