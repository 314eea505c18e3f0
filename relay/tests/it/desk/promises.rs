//! What is promised, and who is reminded of it, when a conversation is handed to another service.

use juttu_relay::store::outbox::{Notice, NoticeKind};
use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{ClientMessage, ServerMessage, Transfer, TransferTo};
use juttu_shared::wire::v1::event::{Event, Kind, StaffKind, Transferred};

use crate::harness::{EVENING_MS, OTHER_SERVICE, Relay, SERVICE, Setup, later, new_key, transfer};
use crate::hours_desk::{anna, edit, exception};

async fn evening() -> Relay {
    Relay::start_with(Setup {
        now_ms: EVENING_MS,
        ..Setup::with(&[])
    })
    .await
}

/// Who will be told that an answer is late, and when, as it stands.
async fn reminders(relay: &Relay, id: ConversationId) -> Vec<(String, i64)> {
    let all = relay.app.store.due_notices(i64::MAX, 100).await.unwrap();
    let of_it = |it: &Notice| it.conversation == Some(id) && it.kind == NoticeKind::Overdue;
    let of_it = all.into_iter().filter(of_it);
    of_it.map(|it| (it.service.0, it.at_ms)).collect()
}

/// How often the staff of a service were told, or will be, that something was left for them.
fn told_that_left(relay: &Relay, id: ConversationId, service: &str) -> u32 {
    let database = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    let count = "select count(*) from outbox
                 where kind = 'request_left' and conversation_id = ?1 and service_id = ?2";
    database
        .query_row(count, (id.0, service), |row| row.get(0))
        .unwrap()
}

fn transferred(event: &Event) -> &Transferred {
    match &event.kind {
        Kind::Transferred(transferred) => transferred,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_new_service_is_reminded_of_what_was_promised_and_the_old_one_no_more() {
    let relay = evening().await;
    let mut sari = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    let mut liisa = relay.agent_of("Liisa", &[SERVICE]).await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    let id = visitor.leave(Some("Vastatkaa")).await.conversation;
    let waits = sari.waiting().await;
    let by_ms = waits.request.unwrap().answer_by_ms.unwrap();
    assert_eq!(
        reminders(&relay, id).await,
        [(OTHER_SERVICE.to_owned(), by_ms)]
    );
    assert_eq!(told_that_left(&relay, id, SERVICE), 0);
    sari.claim(id).await.unwrap();
    let event = sari.does(&transfer(id, SERVICE, None)).await;
    assert!(transferred(&event).left && transferred(&event).answer_by.is_some());
    let here = [(SERVICE.to_owned(), by_ms)];
    assert_eq!(reminders(&relay, id).await, here);
    assert_eq!(told_that_left(&relay, id, SERVICE), 1);
    // Whoever promises an answer later keeps that promise, and nobody is reminded of it twice.
    liisa.claim(id).await.unwrap();
    relay.clock().advance_ms(1_000);
    liisa.does(&later(id)).await;
    assert_eq!(reminders(&relay, id).await, here);
    liisa.claim(id).await.unwrap();
    liisa.does(&transfer(id, OTHER_SERVICE, None)).await;
    assert_eq!(
        reminders(&relay, id).await,
        [(OTHER_SERVICE.to_owned(), by_ms)]
    );
    sari.claim(id).await.unwrap();
    sari.post(id, "Tässä vastaus").await;
    assert_eq!(reminders(&relay, id).await, []);
}

#[tokio::test]
async fn one_who_asked_again_since_an_answer_is_promised_another() {
    let relay = evening().await;
    let mut sari = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    let mut liisa = relay.agent_of("Liisa", &[SERVICE]).await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    let id = visitor.leave(Some("Vastatkaa")).await.conversation;
    sari.claim(id).await.unwrap();
    sari.post(id, "Tässä vastaus").await;
    visitor.post("Entä lapset?").await;
    let event = sari.does(&transfer(id, SERVICE, None)).await;
    let waits = liisa.waiting().await;
    let by_ms = waits.request.unwrap().answer_by_ms.unwrap();
    let service = relay.app.services.get(&waits.service).unwrap();
    let promised = service.answer_by(relay.clock().now_ms());
    assert_eq!(
        promised,
        transferred(&event).answer_by.map(|by| (by, by_ms))
    );
    assert_eq!(reminders(&relay, id).await, [(SERVICE.to_owned(), by_ms)]);

    // It is said in the service's own time wherever it is said.
    let by = transferred(&event).answer_by;
    assert_eq!(waits.request.unwrap().answer_by, by);
    let again = liisa.again(&relay, Vec::new()).await;
    assert_eq!(again.welcome.waiting[0].request.unwrap().answer_by, by);
    assert_eq!(liisa.claim(id).await.unwrap().answer_by, by);
    liisa.does(&later(id)).await;
    assert_eq!(liisa.waiting().await.request.unwrap().answer_by, by);

    // When the answer is the last word, nothing is owed, and staff hear of it all the same.
    liisa.claim(id).await.unwrap();
    liisa.post(id, "Lapsistakin vastaus").await;
    let event = liisa.does(&transfer(id, OTHER_SERVICE, None)).await;
    assert_eq!(transferred(&event).answer_by, None);
    let waits = sari.until(|message| match message {
        ServerMessage::Waiting(waits) if waits.request.is_some() => Some(waits),
        _ => None,
    });
    assert_eq!(waits.await.request.unwrap().answer_by_ms, None);
    assert_eq!(reminders(&relay, id).await, []);
}

#[tokio::test]
async fn what_is_handed_to_a_service_that_has_gone_home_is_left_there_with_its_promise() {
    let relay = Relay::start().await;
    let mut sari = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    let mut liisa = relay.agent_of("Liisa", &[SERVICE]).await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    sari.claim(id).await.unwrap();
    let anna = anna(&relay).await;
    edit(&relay, &anna, |plan| {
        plan.exceptions = vec![exception("2027-01-07", &[])];
    })
    .await;
    let event = sari.does(&transfer(id, SERVICE, None)).await;
    let said = transferred(&event);
    assert!(said.left);
    let waits = liisa.waiting().await;
    let by_ms = waits.request.expect("a contact request").answer_by_ms;
    let by_ms = by_ms.unwrap();
    let service = relay.app.services.get(&waits.service).unwrap();
    let promised = service.answer_by(relay.clock().now_ms());
    assert_eq!(promised, said.answer_by.map(|by| (by, by_ms)));
    assert!(!waits.in_front);
    assert_eq!(reminders(&relay, id).await, [(SERVICE.to_owned(), by_ms)]);
    assert_eq!(told_that_left(&relay, id, SERVICE), 1);
    let reloaded = relay.visitor_again(&visitor).await;
    let snapshot = reloaded.welcome.conversation.as_ref().unwrap();
    assert_eq!((snapshot.state, snapshot.queue), (State::Left, None));
    // It is one also after a restart, and is answered as one.
    let relay = relay.restart().await;
    let mut liisa = relay.agent_of("Liisa", &[SERVICE]).await;
    let waits = &liisa.welcome.waiting[0];
    assert_eq!((waits.conversation, waits.request.is_some()), (id, true));
    assert!(!liisa.claim(id).await.unwrap().is_live);
}

#[tokio::test]
async fn presence_says_by_when_an_answer_would_be_promised_now() {
    let relay = evening().await;
    juttu_relay::timekeeper::run_once(&relay.app).await;
    let liisa = relay.agent_of("Liisa", &[SERVICE]).await;
    let own = &liisa.welcome.presence[0];
    let service = relay.app.services.get(&own.service).unwrap();
    let promised = service.answer_by(relay.clock().now_ms());
    assert!(promised.is_some());
    assert_eq!(own.answer_by, promised.map(|(local, _)| local));
}

#[tokio::test]
async fn within_the_grace_it_waits_live() {
    let relay = Relay::start().await;
    let mut sari = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    let mut visitor = relay.visitor(OTHER_SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    sari.claim(id).await.unwrap();
    let anna = anna(&relay).await;
    // Half past twelve, and it closed a while ago.
    for (until, left) in [("12:20", false), ("12:15", true)] {
        let hours = format!("9:00-{until}");
        edit(&relay, &anna, |plan| {
            plan.exceptions = vec![exception("2027-01-07", &[&hours])];
        })
        .await;
        let event = sari.does(&transfer(id, SERVICE, None)).await;
        assert_eq!(transferred(&event).left, left, "{until}");
        let mut liisa = relay.agent_of("Liisa", &[SERVICE]).await;
        liisa.claim(id).await.unwrap();
        liisa.does(&transfer(id, OTHER_SERVICE, None)).await;
        sari.claim(id).await.unwrap();
    }
}

fn to(id: ConversationId, agent: AgentId) -> ClientMessage {
    ClientMessage::Transfer(Transfer {
        conversation: id,
        client_key: new_key(),
        to: TransferTo::Agent(agent),
        note: Some("Jatkatko?".into()),
    })
}

#[tokio::test]
async fn no_contact_request_is_handed_to_one_who_is_not_there() {
    let relay = evening().await;
    let mut maria = relay.agent("Maria").await;
    let jukka = relay.agent("Jukka").await;
    let away = jukka.id();
    let out = relay.post_desk("/desk/api/sign-out");
    let out = out
        .header("cookie", &jukka.cookie)
        .json(&serde_json::json!({}));
    assert_eq!(out.send().await.status, 204);
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.leave(Some("Hei")).await.conversation;
    maria.claim(id).await.unwrap();
    let refused = maria.command(&to(id, away)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::ColleagueAway);
}

#[tokio::test]
async fn whoever_hands_it_on_has_the_note_too_and_nobody_else_who_left() {
    let relay = Relay::start().await;
    let mut maria = relay.agent("Maria").await;
    let mut jukka = relay.agent("Jukka").await;
    let mut pekka = relay.agent("Pekka").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    maria.claim(id).await.unwrap();
    maria.does(&crate::harness::bring_in(id, pekka.id())).await;
    pekka.mine().await;
    let is_note = |message: &ServerMessage| match message {
        ServerMessage::StaffEvent(event) => matches!(event.kind, StaffKind::HandedOver(_)),
        _ => false,
    };
    maria.does(&to(id, jukka.id())).await;
    let mine = jukka.mine().await;
    assert!(matches!(
        mine.staff_events[0].kind,
        StaffKind::HandedOver(_)
    ));
    let told = maria.everything().await;
    assert_eq!(told.iter().filter(|it| is_note(it)).count(), 1, "{told:?}");
    let told = pekka.everything().await;
    assert!(!told.iter().any(is_note), "{told:?}");
}
