//! Contact requests: left, found again with their code, answered.

use juttu_relay::seal::SecretHash;
use juttu_relay::store::outbox::NoticeKind;
use juttu_relay::store::{Append, ContactDetails, Leaving, Opening, Store};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::Reach;
use juttu_shared::wire::v1::event::{Event, Kind, LeftCause};

use super::expiry::left_behind;
use super::{
    NOW_MS, Subject, chat, code, key, leaves, leaving, opening, request, service, visitor_posts,
};

pub(super) const ALL_WAYS: Reach = Reach {
    code: true,
    phone: true,
    safe_to_call: true,
    email: true,
    identification: false,
};

pub(super) fn tags(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(|event| event.kind.tag()).collect()
}

/// Every notice that is not done, whenever it is due.
pub(super) async fn undone(store: &dyn Store) -> Vec<(NoticeKind, u64, i64)> {
    let notices = store.due_notices(i64::MAX, 1_000).await.unwrap();
    let mut all: Vec<_> = notices
        .iter()
        .map(|it| (it.kind, it.conversation.unwrap().0, it.at_ms))
        .collect();
    all.sort_by_key(|(kind, id, at_ms)| (*id, *at_ms, kind.name()));
    all
}

pub(super) async fn kinds(store: &dyn Store) -> Vec<NoticeKind> {
    undone(store).await.iter().map(|(kind, ..)| *kind).collect()
}

pub(crate) async fn a_contact_request_is_opened_at_once(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(request(1, "Yöllinen asia")).await.unwrap();
    let events = store.events(head.id, 0).await.unwrap();
    assert_eq!(tags(&events), ["opened", "posted", "left"]);
    let keys: Vec<_> = events.iter().map(|it| it.client_key.clone()).collect();
    assert_eq!(keys, [None, None, Some(key(1))]);
    let promise = chat().answer_by(NOW_MS + 1).unwrap();
    let Kind::Left(left) = &events[2].kind else {
        panic!("left")
    };
    assert_eq!(
        (left.cause, left.answer_by),
        (LeftCause::Chosen, Some(promise.0))
    );
    assert!(
        matches!(&events[0].kind, Kind::Opened(opened) if opened.topic.as_deref() == Some("lapset"))
    );
    assert_eq!((head.state, head.is_live), (State::Left, false));
    assert_eq!((head.reach, head.answer_by_ms), (ALL_WAYS, Some(promise.1)));
    assert_eq!(head.waiting_since_ms, NOW_MS + 1);
    let told = subject.told().all();
    assert_eq!((told.len(), told[0].before), (1, None));
    assert_eq!(
        (&told[0].events, told[0].first_words.as_deref().unwrap()),
        (&events, "Yöllinen asia")
    );
    let expected = [
        (NoticeKind::RequestLeft, head.id.0, NOW_MS + 1),
        (NoticeKind::Overdue, head.id.0, promise.1),
    ];
    assert_eq!(undone(&*store).await, expected);
    subject.reopen();
    let store = subject.store();
    assert_eq!(store.head(head.id).await.unwrap(), Some(head));
    assert_eq!(undone(&*store).await, expected);
}

pub(crate) async fn a_full_queue_takes_contact_requests(subject: &mut dyn Subject) {
    let store = subject.store();
    let at_most_one = |opening| Opening {
        most_waiting: 1,
        ..opening
    };
    store.open(at_most_one(opening(1, "Hei"))).await.unwrap();
    let second = store.open(at_most_one(opening(2, "Hei"))).await;
    assert_eq!(second.unwrap_err().refusal(), Refusal::QueueFull);
    store
        .open(at_most_one(request(2, "Sitten näin")))
        .await
        .unwrap();
    // And they take no place in it.
    store
        .open(at_most_one(request(3, "Minäkin")))
        .await
        .unwrap();
    let third = Opening {
        most_waiting: 2,
        ..opening(4, "Hei")
    };
    store.open(third).await.unwrap();
}

pub(crate) async fn one_that_waits_is_left_without_writing_again(subject: &mut dyn Subject) {
    let store = subject.store();
    let silent = store.open(opening(1, "Hei")).await.unwrap();
    let left = store
        .append(leaves(silent.id, 10, None, leaving(1)))
        .await
        .unwrap();
    assert_eq!(tags(&left.events), ["left"]);
    assert_eq!((left.head.state, left.head.is_live), (State::Left, false));
    let wordy = store.open(opening(2, "Hei")).await.unwrap();
    let append = Append {
        now_ms: NOW_MS + 60_000,
        ..leaves(wordy.id, 11, Some("Soittakaa"), leaving(2))
    };
    let left = store.append(append).await.unwrap();
    assert_eq!(tags(&left.events), ["posted", "left"]);
    assert_eq!(left.events[1].client_key, Some(key(11)));
    assert_eq!(
        left.head.waiting_since_ms,
        NOW_MS + 60_000,
        "since it was left"
    );
    assert_eq!(store.head(wordy.id).await.unwrap(), Some(left.head));
    assert_eq!(
        kinds(&*store).await,
        [
            NoticeKind::RequestLeft,
            NoticeKind::Overdue,
            NoticeKind::RequestLeft,
            NoticeKind::Overdue
        ],
        "nobody waits for long any more"
    );
    let long = "x".repeat(4_001);
    let waits = store.open(opening(3, "Hei")).await.unwrap();
    let refused = store
        .append(leaves(waits.id, 12, Some(&long), leaving(3)))
        .await;
    assert_eq!(refused.unwrap_err().refusal(), Refusal::TextTooLong);
    assert_eq!(store.head(waits.id).await.unwrap(), Some(waits));
}

pub(crate) async fn a_retry_yields_all_that_was_made(subject: &mut dyn Subject) {
    let store = subject.store();
    let new = store.open(request(1, "Hei")).await.unwrap();
    let events = store.events(new.id, 0).await.unwrap();
    let again = store
        .append(leaves(new.id, 1, Some("Hei"), leaving(1)))
        .await
        .unwrap();
    assert_eq!((again.repeated, again.events), (true, events));
    assert_eq!(store.open(request(1, "Hei")).await.unwrap(), new);

    let waiting = store.open(opening(2, "Hei")).await.unwrap();
    store
        .append(visitor_posts(waiting.id, 20, "lisää"))
        .await
        .unwrap();
    let first = store
        .append(leaves(waiting.id, 21, Some("ja vielä"), leaving(2)))
        .await
        .unwrap();
    subject.reopen();
    let store = subject.store();
    let again = store
        .append(leaves(waiting.id, 21, Some("ja vielä"), leaving(2)))
        .await
        .unwrap();
    assert_eq!(tags(&again.events), ["posted", "left"]);
    assert_eq!((again.repeated, again.events), (true, first.events));
    assert_eq!(again.head, first.head);
    let opened = store.of_code(code(2)).await.unwrap().unwrap();
    assert_eq!(opened, first.head, "the same code, and it works");
}

pub(crate) async fn one_left_by_the_relay_learns_how_to_reach_the_resident(
    subject: &mut dyn Subject,
) {
    let store = subject.store();
    let head = store.open(opening(1, "Hei")).await.unwrap();
    let behind = store.append(left_behind(head.id)).await.unwrap().head;
    assert!(!behind.reach.is_possible());
    let before = kinds(&*store).await;
    let later = Append {
        now_ms: NOW_MS + 86_400_000,
        ..leaves(head.id, 10, None, leaving(1))
    };
    let left = store.append(later).await.unwrap();
    assert_eq!(tags(&left.events), ["left"]);
    assert_eq!((left.head.state, left.head.reach), (State::Left, ALL_WAYS));
    assert_eq!(
        left.head.answer_by_ms, behind.answer_by_ms,
        "what was promised stands"
    );
    assert_eq!(left.head.waiting_since_ms, behind.waiting_since_ms);
    assert_eq!(kinds(&*store).await, before, "staff know of it");
    assert_eq!(store.head(head.id).await.unwrap(), Some(left.head));
}

pub(crate) async fn a_code_opens_its_conversation_to_another_session(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(request(1, "Hei")).await.unwrap();
    let other = store.open(opening(2, "Muu")).await.unwrap();
    let secret = SecretHash([77; 32]);
    let redeem = |code, secret, of| store.redeem(code, secret, service(of), NOW_MS);
    assert_eq!(redeem(code(1), secret, "muu").await.unwrap(), None);
    assert_eq!(redeem(code(2), secret, "talous").await.unwrap(), None);
    assert_eq!(store.of_session(secret).await.unwrap(), None);
    let opened = redeem(code(1), secret, "talous").await.unwrap();
    assert_eq!(opened, Some(head.clone()));
    assert_eq!(store.of_session(secret).await.unwrap(), Some(head.clone()));
    let again = redeem(code(1), secret, "talous").await.unwrap();
    assert_eq!(again, Some(head.clone()), "a retry");
    let has_another = opening(2, "").secret;
    assert_eq!(redeem(code(1), has_another, "talous").await.unwrap(), None);
    assert_eq!(store.of_session(has_another).await.unwrap(), Some(other));
    assert_eq!(store.of_code(code(1)).await.unwrap(), Some(head.clone()));
    assert_eq!(store.of_code(code(2)).await.unwrap(), None);
    subject.reopen();
    let store = subject.store();
    assert_eq!(store.of_session(secret).await.unwrap(), Some(head));
}

pub(crate) async fn a_second_code_leaves_the_first(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(request(1, "Hei")).await.unwrap();
    let second = Leaving {
        code: code(9),
        contact: ContactDetails {
            email: Some("toinen@esimerkki.fi".into()),
            phone: None,
        },
    };
    let left = store
        .append(leaves(head.id, 10, None, second))
        .await
        .unwrap();
    assert!(store.of_code(code(1)).await.unwrap().is_some());
    assert_eq!(store.of_code(code(9)).await.unwrap(), None);
    let reach = Reach {
        phone: false,
        safe_to_call: false,
        ..ALL_WAYS
    };
    assert_eq!(left.head.reach, reach, "the newer details stand");
    let nothing = Leaving {
        code: code(9),
        contact: ContactDetails::default(),
    };
    let left = store
        .append(leaves(head.id, 11, None, nothing))
        .await
        .unwrap();
    assert_eq!(left.head.reach, reach, "nothing new takes nothing away");
    assert_eq!(store.head(head.id).await.unwrap(), Some(left.head));
}

pub(crate) async fn the_newest_sessions_of_a_code_are_kept_and_the_first_of_all(
    subject: &mut dyn Subject,
) {
    let store = subject.store();
    let head = store.open(request(1, "Hei")).await.unwrap();
    let other = store.open(request(2, "Muu")).await.unwrap();
    let secret = |number| SecretHash([number; 32]);
    let redeem = |of, number| {
        let now_ms = NOW_MS + i64::from(number);
        store.redeem(code(of), secret(number), service("talous"), now_ms)
    };
    redeem(2, 99).await.unwrap().unwrap();
    for number in 100..125 {
        redeem(1, number).await.unwrap().unwrap();
    }
    let holds = async |number| {
        let held = store.of_session(secret(number)).await.unwrap();
        held.map(|head| head.id)
    };
    assert_eq!(holds(1).await, Some(head.id), "who opened it");
    assert_eq!(holds(99).await, Some(other.id));
    for number in 100..125 {
        let expected = (number >= 105).then_some(head.id);
        assert_eq!(holds(number).await, expected, "{number}");
    }
}

pub(crate) async fn a_code_of_another_conversation_is_refused_and_lost_to_nobody(
    subject: &mut dyn Subject,
) {
    let store = subject.store();
    let first = store.open(request(1, "Hei")).await.unwrap();
    let waiting = store.open(opening(2, "Hei")).await.unwrap();
    let same_code = Opening {
        leaving: Some(leaving(1)),
        ..request(3, "Hei")
    };
    let told = subject.told().all().len();
    let notices = undone(&*store).await;
    let refused = store.open(same_code).await.unwrap_err();
    assert_eq!(refused.refusal(), Refusal::Malformed);
    let refused = store
        .append(leaves(waiting.id, 10, Some("x"), leaving(1)))
        .await;
    assert_eq!(refused.unwrap_err().refusal(), Refusal::Malformed);
    assert_eq!(store.of_code(code(1)).await.unwrap(), Some(first));
    assert_eq!(store.head(waiting.id).await.unwrap(), Some(waiting));
    assert_eq!(store.of_session(opening(3, "").secret).await.unwrap(), None);
    assert_eq!(subject.told().all().len(), told);
    assert_eq!(undone(&*store).await, notices);
}
