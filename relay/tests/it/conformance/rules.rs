//! Nobody does what they may not, and what is refused leaves no trace.

use juttu_relay::command::Giver;
use juttu_relay::store::{Append, Store, StoreError};
use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{Kind, Outcome, StaffKind};

use super::{
    Subject, agent, claimed, claims, closes, notes, opening, posts, service, visitor_posts,
};

async fn refusal(store: &dyn Store, append: Append) -> Option<Refusal> {
    match store.append(append).await {
        Ok(_) => None,
        Err(StoreError::Refused(refusal)) => Some(refusal),
        Err(StoreError::Failed(reason)) => panic!("{reason}"),
    }
}

pub(crate) async fn of_two_claims_one_wins(subject: &mut dyn Subject) {
    let store = subject.store();
    for number in 1..=20 {
        let head = store.open(opening(number, "Hei")).await.unwrap();
        let (first, second) = (agent(5, &["talous"]), agent(6, &["talous"]));
        let one = store.append(claims(&first, head.id, 500));
        let two = store.append(claims(&second, head.id, 600));
        let (one, two) = (one.await, two.await);
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
        let lost = one.err().or(two.err()).unwrap();
        assert_eq!(lost.refusal(), Refusal::AlreadyClaimed);
        assert_eq!(store.head(head.id).await.unwrap().unwrap().agents.len(), 1);
    }
}

pub(crate) async fn a_refused_command_changes_nothing(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = claimed(&*store, 1, &by).await;
    let end = closes(Giver::Agent(by.clone()), head.id, 10, Some(Outcome::Solved));
    store.append(end).await.unwrap();
    let before = store.events(head.id, 0).await.unwrap();
    let told = subject.told().all().len();
    let refused = refusal(&*store, visitor_posts(head.id, 11, "vielä")).await;
    assert_eq!(refused, Some(Refusal::WrongState));
    let refused = refusal(&*store, visitor_posts(ConversationId(404), 11, "kuka")).await;
    assert_eq!(refused, Some(Refusal::NoConversation));
    assert_eq!(store.events(head.id, 0).await.unwrap(), before);
    assert_eq!(subject.told().all().len(), told);
}

pub(crate) async fn the_staff_log_stands_apart(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = claimed(&*store, 1, &by).await;
    for number in 0..5 {
        let giver = || Giver::Agent(by.clone());
        store
            .append(notes(giver(), head.id, 10 + number, "vain meille"))
            .await
            .unwrap();
        store
            .append(posts(giver(), head.id, 20 + number, "sinulle"))
            .await
            .unwrap();
    }
    let events = store.events(head.id, 0).await.unwrap();
    let numbers: Vec<_> = events.iter().map(|event| event.seq).collect();
    assert_eq!(
        numbers,
        (1..=8).collect::<Vec<_>>(),
        "no gap betrays a note"
    );
    let hidden =
        |kind: &Kind| matches!(kind, Kind::Posted(posted) if posted.text.contains("meille"));
    assert!(!events.iter().any(|event| hidden(&event.kind)));
    let staff = store.staff_events(head.id, 0).await.unwrap();
    let numbers: Vec<_> = staff.iter().map(|event| event.seq).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    assert!(
        staff
            .iter()
            .all(|event| matches!(event.kind, StaffKind::Noted(_)))
    );
}

pub(crate) async fn a_stranger_learns_nothing_from_a_known_key(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = claimed(&*store, 1, &by).await;
    store
        .append(visitor_posts(head.id, 10, "salaisuus"))
        .await
        .unwrap();
    store
        .append(notes(Giver::Agent(by), head.id, 11, "huomio"))
        .await
        .unwrap();
    let colleague = || Giver::Agent(agent(6, &["talous"]));
    let outsider = || Giver::Agent(agent(7, &["muu"]));
    for (append, expected) in [
        (posts(colleague(), head.id, 10, "x"), Refusal::NotAllowed),
        (notes(colleague(), head.id, 11, "x"), Refusal::NotAllowed),
        (notes(Giver::Visitor, head.id, 11, "x"), Refusal::NotAllowed),
        (posts(outsider(), head.id, 10, "x"), Refusal::NoConversation),
        (notes(outsider(), head.id, 11, "x"), Refusal::NoConversation),
    ] {
        assert_eq!(refusal(&*store, append).await, Some(expected));
    }
}

pub(crate) async fn a_full_queue_refuses_and_keeps_nothing(subject: &mut dyn Subject) {
    let store = subject.store();
    let at_most_two = |number| {
        let mut opening = opening(number, "Hei");
        opening.most_waiting = 2;
        opening
    };
    let first = store.open(at_most_two(1)).await.unwrap();
    store.open(at_most_two(2)).await.unwrap();
    let third = store.open(at_most_two(3)).await;
    assert_eq!(third.unwrap_err().refusal(), Refusal::QueueFull);
    assert_eq!(store.of_session(opening(3, "").secret).await.unwrap(), None);
    assert_eq!(
        store.open(at_most_two(1)).await.unwrap(),
        first,
        "who is in stays in"
    );
    assert_eq!(
        store.waiting(vec![service("talous")]).await.unwrap().len(),
        2
    );
}
