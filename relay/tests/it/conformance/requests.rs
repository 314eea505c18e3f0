//! Contact requests: left, found again with their code, answered.

use juttu_relay::command::Giver;
use juttu_relay::seal::SecretHash;
use juttu_relay::store::audit::Viewing;
use juttu_relay::store::outbox::NoticeKind;
use juttu_relay::store::{Append, ContactDetails, Leaving, Opening, Store};
use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Role, State};
use juttu_shared::wire::v1::agent::Reach;
use juttu_shared::wire::v1::event::{Event, Kind, LeftCause};

use super::expiry::left_behind;
use super::{
    NOW_MS, Subject, agent, chat, claimed, claims, closes, code, key, leaves, leaving, opening,
    posts, request, service, visitor_posts,
};

const ALL_WAYS: Reach = Reach {
    code: true,
    phone: true,
    safe_to_call: true,
    email: true,
};

fn tags(events: &[Event]) -> Vec<&'static str> {
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
        (&told[0].events, told[0].first_words.as_str()),
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

pub(crate) async fn whoever_writes_after_the_end_leaves_it_again(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = store.open(request(1, "Hei")).await.unwrap();
    store.append(claims(&by, head.id, 10)).await.unwrap();
    let end = closes(Giver::Agent(by.clone()), head.id, 11, None);
    store.append(end).await.unwrap();
    assert!(kinds(&*store).await.is_empty(), "all is said");
    let later = Append {
        now_ms: NOW_MS + 9_000,
        ..visitor_posts(head.id, 12, "Vielä yksi asia")
    };
    let again = store.append(later).await.unwrap();
    assert_eq!(tags(&again.events), ["left", "posted"]);
    assert!(
        matches!(&again.events[0].kind, Kind::Left(left) if left.cause == LeftCause::WroteAgain && left.answer_by.is_some())
    );
    assert_eq!(again.events[1].client_key, Some(key(12)));
    assert_eq!(
        (again.head.state, again.head.waiting_since_ms),
        (State::Left, NOW_MS + 9_000)
    );
    assert_eq!(
        kinds(&*store).await,
        [NoticeKind::RequestLeft, NoticeKind::Overdue]
    );
    assert_eq!(store.head(head.id).await.unwrap(), Some(again.head.clone()));
    let repeated = store
        .append(visitor_posts(head.id, 12, "Vielä yksi asia"))
        .await
        .unwrap();
    assert_eq!((repeated.repeated, repeated.events), (true, again.events));
    // Without a code nobody writes after the end.
    let live = claimed(&*store, 2, &by).await;
    store
        .append(closes(Giver::Visitor, live.id, 20, None))
        .await
        .unwrap();
    let refused = store.append(visitor_posts(live.id, 21, "Vielä")).await;
    assert_eq!(refused.unwrap_err().refusal(), Refusal::WrongState);
}

fn viewing(conversation: ConversationId, why: Option<&str>) -> Viewing {
    Viewing {
        agent: agent(5, &[]).id,
        role: Role::Agent,
        conversation,
        why: why.map(Into::into),
        now_ms: NOW_MS,
    }
}

pub(crate) async fn contact_details_are_shown_after_the_row_alone(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(request(1, "Hei")).await.unwrap();
    let without = store.open(opening(2, "Hei")).await.unwrap();
    assert!(store.audit_rows(10).await.unwrap().is_empty());
    let details = store.open_contact(viewing(head.id, None)).await.unwrap();
    assert_eq!(details, Some(leaving(1).contact));
    let nothing = store
        .open_contact(viewing(without.id, Some("soitto")))
        .await;
    assert_eq!(nothing.unwrap(), None);
    subject.reopen();
    let rows = subject.store().audit_rows(10).await.unwrap();
    let said: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.conversation,
                row.what.as_str(),
                row.why.as_deref(),
                row.agent.0,
                row.at_ms,
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            (without.id, "contact", Some("soitto"), 5, NOW_MS),
            (head.id, "contact", None, 5, NOW_MS)
        ],
        "newest first, and one even where there was nothing to see"
    );
    assert_eq!(subject.store().audit_rows(1).await.unwrap().len(), 1);
}

pub(crate) async fn a_contact_request_waits_with_what_is_known_of_it(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let live = store.open(opening(2, "Jonossa")).await.unwrap();
    let left = store.open(request(1, "Yöllinen\nasia")).await.unwrap();
    let waiting = store.waiting(vec![service("talous")]).await.unwrap();
    let ids: Vec<_> = waiting.iter().map(|it| it.conversation).collect();
    assert_eq!(ids, [left.id, live.id], "longest first");
    let known = waiting[0].request.unwrap();
    assert_eq!(
        (known.reach, known.answer_by_ms),
        (ALL_WAYS, left.answer_by_ms)
    );
    assert_eq!(waiting[0].first_words, "Yöllinen asia");
    assert_eq!(waiting[0].topic.as_deref(), Some("lapset"));
    assert_eq!(
        (waiting[0].since_ms, waiting[0].in_front),
        (NOW_MS + 1, false)
    );
    assert!(waiting[1].request.is_none() && waiting[1].topic.is_none());
    let mine = store.append(claims(&by, left.id, 10)).await.unwrap().head;
    assert_eq!((mine.state, mine.is_live), (State::Active, false));
    assert_eq!(store.of_agent(by.id).await.unwrap(), [mine]);
    assert_eq!(
        store.waiting(vec![service("talous")]).await.unwrap().len(),
        1
    );
}

pub(crate) async fn who_writes_in_a_row_is_told_of_once(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = store.open(request(1, "Hei")).await.unwrap();
    for number in 10..13 {
        store
            .append(visitor_posts(head.id, number, "lisää"))
            .await
            .unwrap();
    }
    let wrote = |all: Vec<NoticeKind>| {
        all.iter()
            .filter(|kind| **kind == NoticeKind::ResidentWrote)
            .count()
    };
    assert_eq!(wrote(kinds(&*store).await), 1);
    // Told, and written in again: still the same thing.
    for notice in store.due_notices(NOW_MS, 10).await.unwrap() {
        store.deliver(notice.id, Vec::new(), NOW_MS).await.unwrap();
    }
    store
        .append(visitor_posts(head.id, 13, "lisää"))
        .await
        .unwrap();
    assert_eq!(wrote(kinds(&*store).await), 0);
    // An agent had it, and it is left again: another thing.
    store.append(claims(&by, head.id, 20)).await.unwrap();
    store
        .append(super::expiry::requeues(head.id, &[5]))
        .await
        .unwrap();
    store
        .append(visitor_posts(head.id, 21, "lisää"))
        .await
        .unwrap();
    assert_eq!(wrote(kinds(&*store).await), 1);
}

pub(crate) async fn an_answer_that_waits_is_told_once_a_turn(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let giver = || Giver::Agent(by.clone());
    let head = store.open(request(1, "Hei")).await.unwrap();
    store.append(claims(&by, head.id, 10)).await.unwrap();
    let waits = async || {
        let all = undone(&*subject.store()).await;
        let waits = all
            .iter()
            .filter(|(kind, ..)| *kind == NoticeKind::AnswerWaits);
        waits.count()
    };
    for number in 11..14 {
        store
            .append(posts(giver(), head.id, number, "Vastaus"))
            .await
            .unwrap();
    }
    assert_eq!(waits().await, 1);
    let due = store.due_notices(NOW_MS + 119_999, 10).await.unwrap();
    assert!(
        due.iter().all(|it| it.kind != NoticeKind::AnswerWaits),
        "not at once"
    );
    store
        .append(closes(giver(), head.id, 14, None))
        .await
        .unwrap();
    assert_eq!(waits().await, 1, "the resident still has to hear of it");
    store
        .append(visitor_posts(head.id, 15, "Kiitos, entä jos"))
        .await
        .unwrap();
    store.append(claims(&by, head.id, 16)).await.unwrap();
    store
        .append(posts(giver(), head.id, 17, "Niin sitten"))
        .await
        .unwrap();
    assert_eq!(waits().await, 2, "one for each turn");
    // Nobody is told who left no address, or who is there to read it.
    let live = claimed(&*store, 2, &by).await;
    store
        .append(posts(giver(), live.id, 18, "Vastaus"))
        .await
        .unwrap();
    assert_eq!(waits().await, 2);
}
