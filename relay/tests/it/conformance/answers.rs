//! Contact requests as they are answered: who sees what, and who hears of it.

use juttu_relay::command::Giver;
use juttu_relay::store::Append;
use juttu_relay::store::audit::{May, Viewing};
use juttu_relay::store::outbox::NoticeKind;
use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, Role, State};
use juttu_shared::wire::v1::event::{Kind, LeftCause};

use super::expiry::requeues;
use super::requests::{ALL_WAYS, kinds, tags, undone};
use super::{
    NOW_MS, Subject, agent, claimed, claims, closes, key, leaving, opening, posts, request,
    service, visitor_posts,
};

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

pub(crate) async fn what_is_left_again_is_nobodys_own(subject: &mut dyn Subject) {
    let store = subject.store();
    let (first, second) = (agent(5, &["talous"]), agent(6, &["talous"]));
    let by_first = || Giver::Agent(first.clone());
    let head = store.open(request(1, "Hei")).await.unwrap();
    store.append(claims(&first, head.id, 10)).await.unwrap();
    let end = closes(by_first(), head.id, 11, None);
    store.append(end).await.unwrap();
    let again = store
        .append(visitor_posts(head.id, 12, "Vielä yksi asia"))
        .await
        .unwrap();
    assert!(again.head.agents.is_empty());
    assert_eq!(
        store.head(head.id).await.unwrap().as_ref(),
        Some(&again.head)
    );
    assert!(store.of_agent(first.id).await.unwrap().is_empty());
    let told = subject.told().all();
    assert_eq!(told.last().unwrap().head.agents, []);
    let taken = store.append(claims(&second, head.id, 13)).await.unwrap();
    assert_eq!(taken.head.agents, [second.id], "the colleague's alone");
    let refused = store.append(posts(by_first(), head.id, 14, "x")).await;
    assert_eq!(refused.unwrap_err().refusal(), Refusal::NotAllowed);
    subject.reopen();
    let kept = subject.store().head(head.id).await.unwrap();
    assert_eq!(kept, Some(taken.head));
}

pub(crate) async fn whoever_writes_after_an_answer_is_promised_another(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = store.open(request(1, "Hei")).await.unwrap();
    store.append(claims(&by, head.id, 10)).await.unwrap();
    let answer = posts(Giver::Agent(by.clone()), head.id, 11, "Vastaus");
    store.append(answer).await.unwrap();
    store.append(requeues(head.id, &[5])).await.unwrap();
    let later = Append {
        now_ms: NOW_MS + 9_000,
        ..visitor_posts(head.id, 12, "Entä tämä?")
    };
    let again = store.append(later).await.unwrap();
    assert_eq!(tags(&again.events), ["left", "posted"]);
    assert_eq!(
        (again.head.state, again.head.waiting_since_ms),
        (State::Left, NOW_MS + 9_000)
    );
    assert!(again.head.answer_by_ms.is_some());
    assert_eq!(store.head(head.id).await.unwrap(), Some(again.head));
    let mut staff_hear = kinds(&*store).await;
    staff_hear.retain(|kind| kind.is_for_staff());
    assert_eq!(staff_hear, [NoticeKind::RequestLeft, NoticeKind::Overdue]);
    let more = store.append(visitor_posts(head.id, 13, "Ja tämä?")).await;
    assert_eq!(tags(&more.unwrap().events), ["posted"]);
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

pub(crate) fn anybody() -> May {
    Box::new(|_| Ok(()))
}

pub(crate) async fn whoever_departed_in_the_meantime_sees_no_contact_details(
    subject: &mut dyn Subject,
) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = store.open(request(1, "Hei")).await.unwrap();
    let giver = Giver::Agent(by.clone());
    let may = || -> May {
        let giver = giver.clone();
        Box::new(move |head| giver.may(Act::OpenContact, head, NOW_MS))
    };
    store.append(claims(&by, head.id, 10)).await.unwrap();
    // Asked in this order, in one breath.
    let before = store.open_contact(viewing(head.id, None), may());
    let departs = store.append(requeues(head.id, &[5]));
    let after = store.open_contact(viewing(head.id, None), may());
    let nowhere = store.open_contact(viewing(ConversationId(99), None), may());
    assert_eq!(before.await.unwrap(), Some(leaving(1).contact));
    departs.await.unwrap();
    assert_eq!(
        after.await.unwrap_err().refusal(),
        Refusal::NotAllowed,
        "left again, it is nobody's own"
    );
    assert_eq!(
        nowhere.await.unwrap_err().refusal(),
        Refusal::NoConversation
    );
    assert_eq!(store.audit_rows(10).await.unwrap().len(), 1);
}

pub(crate) async fn contact_details_are_shown_after_the_row_alone(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(request(1, "Hei")).await.unwrap();
    let without = store.open(opening(2, "Hei")).await.unwrap();
    assert!(store.audit_rows(10).await.unwrap().is_empty());
    let details = store.open_contact(viewing(head.id, None), anybody());
    let details = details.await.unwrap();
    assert_eq!(details, Some(leaving(1).contact));
    let nothing = store
        .open_contact(viewing(without.id, Some("soitto")), anybody())
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
    store.append(requeues(head.id, &[5])).await.unwrap();
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
