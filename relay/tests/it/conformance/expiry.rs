//! What the relay does when a time has run out, decided again on what stands.

use std::sync::Arc;

use juttu_relay::command::expire::{CloseForSilence, LeaveBehind, Requeue, while_due};
use juttu_relay::command::{Command as _, Giver};
use juttu_relay::store::outbox::NoticeKind;
use juttu_relay::store::{Append, Store};
use juttu_shared::id::{AgentId, ConversationId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Author, Kind, LeftCause};

use super::requests::{kinds, undone};
use super::{
    NOW_MS, Subject, agent, chat, claimed, claims, closes, opening, posts, request, service,
    visitor_posts,
};

/// The relay leaves one that waits behind.
pub(super) fn left_behind(to: ConversationId) -> Append {
    LeaveBehind {
        cause: LeftCause::Away,
        service: chat(),
        now_ms: NOW_MS,
    }
    .to(to, NOW_MS)
}

/// The relay takes the hold of these agents.
pub(super) fn requeues(to: ConversationId, agents: &[u64]) -> Append {
    requeues_at(to, agents, NOW_MS)
}

fn requeues_at(to: ConversationId, agents: &[u64], now_ms: i64) -> Append {
    Requeue {
        agents: agents.iter().copied().map(AgentId).collect(),
        service: chat(),
        now_ms,
    }
    .to(to, now_ms)
}

fn silenced(to: ConversationId, last_seq: u64) -> Append {
    CloseForSilence { last_seq }.to(to, NOW_MS)
}

async fn refusal(store: &dyn Store, append: Append) -> Refusal {
    store.append(append).await.unwrap_err().refusal()
}

fn tags(events: &[juttu_shared::wire::v1::event::Event]) -> Vec<&'static str> {
    events.iter().map(|event| event.kind.tag()).collect()
}

pub(crate) async fn who_is_left_behind_still_waited(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = store.open(opening(1, "Hei")).await.unwrap();
    let left = store.append(left_behind(head.id)).await.unwrap();
    assert_eq!(tags(&left.events), ["left"]);
    assert!(
        left.events
            .iter()
            .all(|it| it.from == Author::Relay && it.client_key.is_none())
    );
    assert!(
        matches!(&left.events[0].kind, Kind::Left(it) if it.cause == LeftCause::Away && it.answer_by.is_some())
    );
    assert_eq!((left.head.state, left.head.is_live), (State::Left, false));
    assert_eq!(
        kinds(&*store).await,
        [NoticeKind::RequestLeft, NoticeKind::Overdue]
    );
    assert_eq!(
        refusal(&*store, left_behind(head.id)).await,
        Refusal::WrongState,
        "once"
    );
    let quicker = claimed(&*store, 2, &by).await;
    assert_eq!(
        refusal(&*store, left_behind(quicker.id)).await,
        Refusal::WrongState
    );
    assert_eq!(store.head(quicker.id).await.unwrap(), Some(quicker));
}

pub(crate) async fn vanished_agents_take_part_no_longer(subject: &mut dyn Subject) {
    let store = subject.store();
    let (first, second) = (agent(5, &["talous"]), agent(6, &["talous"]));
    let other = store.open(opening(1, "Ensin")).await.unwrap();
    let head = claimed(&*store, 2, &first).await;
    assert_eq!(
        refusal(&*store, requeues(head.id, &[6])).await,
        Refusal::WrongState
    );
    let back = store
        .append(requeues_at(head.id, &[5, 6], NOW_MS + 300_000))
        .await
        .unwrap();
    assert_eq!(tags(&back.events), ["departed", "requeued"]);
    assert!(matches!(&back.events[0].kind, Kind::Departed(it) if it.agent == first.id));
    let now = &back.head;
    assert_eq!(
        (now.state, now.is_live, now.in_front),
        (State::Waiting, true, true)
    );
    assert_eq!(
        (now.agents.len(), now.waiting_since_ms),
        (0, NOW_MS + 300_000)
    );
    assert_eq!(store.head(head.id).await.unwrap().as_ref(), Some(now));
    assert!(store.of_agent(first.id).await.unwrap().is_empty());
    let told = subject.told().all();
    assert_eq!(
        told.last().unwrap().first_words,
        Some("Hei".to_owned()),
        "staff see again what it is about"
    );
    let queue = store.waiting(vec![service("talous")]).await.unwrap();
    let ids: Vec<_> = queue
        .iter()
        .map(|it| (it.conversation, it.in_front))
        .collect();
    assert_eq!(ids, [(head.id, true), (other.id, false)], "to the front");

    // A colleague again, until it is claimed again.
    let giver = Giver::Agent(first.clone());
    let refused = refusal(&*store, posts(giver, head.id, 20, "x")).await;
    assert_eq!(refused, Refusal::NotAllowed);
    store.append(claims(&second, head.id, 21)).await.unwrap();
    let refused = refusal(&*store, claims(&first, head.id, 22)).await;
    assert_eq!(refused, Refusal::AlreadyClaimed);
    store.append(requeues(head.id, &[6])).await.unwrap();
    let again = store
        .append(claims(&first, head.id, 23))
        .await
        .unwrap()
        .head;
    assert_eq!(
        (again.agents.as_slice(), again.in_front),
        (&[first.id][..], false)
    );
    assert_eq!(store.head(head.id).await.unwrap(), Some(again.clone()));
    subject.reopen();
    let mine = subject.store().of_agent(first.id).await.unwrap();
    assert_eq!(mine, [again]);
}

pub(crate) async fn a_contact_request_goes_back_to_those_left(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = store.open(request(1, "Hei")).await.unwrap();
    store.append(claims(&by, head.id, 10)).await.unwrap();
    assert_eq!(kinds(&*store).await, [NoticeKind::Overdue]);
    let back = store
        .append(requeues_at(head.id, &[5], NOW_MS + 300_000))
        .await
        .unwrap();
    assert_eq!(tags(&back.events), ["departed", "left"]);
    let Kind::Left(left) = &back.events[1].kind else {
        panic!("left")
    };
    let promise = chat().answer_by(NOW_MS + 1).unwrap();
    assert_eq!(
        (left.cause, left.answer_by),
        (LeftCause::AgentGone, Some(promise.0))
    );
    let now = &back.head;
    assert_eq!(
        (now.state, now.answer_by_ms),
        (State::Left, head.answer_by_ms)
    );
    assert_eq!(
        now.waiting_since_ms, head.waiting_since_ms,
        "it has waited since it was left"
    );
    assert_eq!(store.head(head.id).await.unwrap().as_ref(), Some(now));
    let expected = [
        (NoticeKind::RequestLeft, head.id.0, NOW_MS + 300_000),
        (NoticeKind::Overdue, head.id.0, promise.1),
    ];
    assert_eq!(undone(&*store).await, expected);
}

pub(crate) async fn an_answered_request_is_late_for_nobody(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = store.open(request(1, "Hei")).await.unwrap();
    store.append(claims(&by, head.id, 10)).await.unwrap();
    let answer = posts(Giver::Agent(by.clone()), head.id, 11, "Vastaus");
    store.append(answer).await.unwrap();
    let back = store
        .append(requeues_at(head.id, &[5], NOW_MS + 300_000))
        .await
        .unwrap();
    assert_eq!(tags(&back.events), ["departed", "left"]);
    assert!(
        matches!(&back.events[1].kind, Kind::Left(it) if it.cause == LeftCause::AgentGone && it.answer_by.is_none())
    );
    assert_eq!(back.head.answer_by_ms, None);
    assert_eq!(store.head(head.id).await.unwrap(), Some(back.head));
    // The resident hears that there is an answer, and staff hear nothing.
    assert_eq!(kinds(&*store).await, [NoticeKind::AnswerWaits]);
}

pub(crate) async fn a_promise_outlives_a_claim_and_ends_with_the_answer(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let giver = || Giver::Agent(by.clone());
    let [answered, ended, late] = [1, 2, 3].map(|number| request(number, "Hei"));
    let answered = store.open(answered).await.unwrap();
    let ended = store.open(ended).await.unwrap();
    let late = store.open(late).await.unwrap();
    for head in [&answered, &ended, &late] {
        store.append(claims(&by, head.id, 10)).await.unwrap();
    }
    let of = async |id: ConversationId| {
        let all = undone(&*subject.store()).await;
        let of_it = all.into_iter().filter(|(_, of, _)| *of == id.0);
        of_it.map(|(kind, ..)| kind).collect::<Vec<_>>()
    };
    for head in [&answered, &ended, &late] {
        assert_eq!(of(head.id).await, [NoticeKind::Overdue], "not answered yet");
    }
    store
        .append(visitor_posts(answered.id, 11, "Haloo?"))
        .await
        .unwrap();
    assert_eq!(of(answered.id).await, [NoticeKind::Overdue]);
    let answer = posts(giver(), answered.id, 12, "Vastaus");
    let told = store.append(answer).await.unwrap().head;
    assert_eq!(of(answered.id).await, [NoticeKind::AnswerWaits]);
    assert_eq!(told.answer_by_ms, None, "the promise is kept");
    assert_eq!(store.head(answered.id).await.unwrap(), Some(told));
    let end = closes(giver(), ended.id, 12, None);
    store.append(end).await.unwrap();
    assert!(of(ended.id).await.is_empty());
    // Told once that it is late, whoever vanishes afterwards.
    let by_ms = late.answer_by_ms.unwrap();
    let due = store.due_notices(by_ms, 100).await.unwrap();
    let overdue = due.iter().find(|it| it.kind == NoticeKind::Overdue);
    let to = vec![("tiimi".to_owned(), by_ms)];
    store.deliver(overdue.unwrap().id, to, by_ms).await.unwrap();
    store
        .append(requeues_at(late.id, &[5], by_ms + 1))
        .await
        .unwrap();
    assert_eq!(of(late.id).await, [NoticeKind::RequestLeft]);
    let on_the_way = store.due_deliveries("tiimi".into(), by_ms, 10).await;
    assert_eq!(on_the_way.unwrap().len(), 1, "and that it is on its way");
}

pub(crate) async fn silence_closes_what_is_silent_still(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = claimed(&*store, 1, &by).await;
    store
        .append(visitor_posts(head.id, 10, "Olen täällä"))
        .await
        .unwrap();
    let refused = refusal(&*store, silenced(head.id, head.last_seq)).await;
    assert_eq!(refused, Refusal::WrongState);
    let closed = store
        .append(silenced(head.id, head.last_seq + 1))
        .await
        .unwrap();
    assert_eq!(closed.head.state, State::Closed);
    assert_eq!(closed.events[0].from, Author::Relay);
    assert_eq!(
        refusal(&*store, silenced(head.id, closed.head.last_seq)).await,
        Refusal::WrongState
    );
    let request = store.open(request(2, "Hei")).await.unwrap();
    let mine = store
        .append(claims(&by, request.id, 20))
        .await
        .unwrap()
        .head;
    let refused = refusal(&*store, silenced(mine.id, mine.last_seq)).await;
    assert_eq!(
        refused,
        Refusal::WrongState,
        "a contact request is in no hurry"
    );
}

pub(crate) async fn what_is_due_no_longer_is_not_done(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = claimed(&*store, 1, &by).await;
    let closes = |due| while_due(silenced(head.id, head.last_seq), Arc::new(move || due));
    let refused = refusal(&*store, closes(false)).await;
    assert_eq!(refused, Refusal::WrongState);
    assert_eq!(store.head(head.id).await.unwrap(), Some(head.clone()));
    let closed = store.append(closes(true)).await.unwrap().head;
    assert_eq!(closed.state, State::Closed);
}

pub(crate) async fn what_staff_need_not_hear_is_withdrawn(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let waits = store.open(opening(1, "Hei")).await.unwrap();
    let leaves = store.open(opening(2, "Hei")).await.unwrap();
    let (wait_ms, long_ms) = (NOW_MS + 1, chat().times.waiting_long_ms);
    let due = store.due_notices(wait_ms + long_ms - 1, 10).await.unwrap();
    assert!(due.is_empty(), "nobody waits for long yet");
    let due = store.due_notices(wait_ms + long_ms, 10).await.unwrap();
    assert_eq!((due.len(), due[0].conversation), (1, Some(waits.id)));
    store
        .append(visitor_posts(waits.id, 10, "x"))
        .await
        .unwrap();
    assert_eq!(
        kinds(&*store).await.len(),
        2,
        "what is said changes nothing"
    );
    store.append(claims(&by, waits.id, 11)).await.unwrap();
    store
        .append(closes(Giver::Visitor, leaves.id, 12, None))
        .await
        .unwrap();
    assert!(kinds(&*store).await.is_empty());
    store
        .append(requeues_at(waits.id, &[5], NOW_MS + 60_000))
        .await
        .unwrap();
    let expected = [(NoticeKind::WaitingLong, waits.id.0, NOW_MS + 60_000)];
    assert_eq!(undone(&*store).await, expected, "it waits anew");
}

pub(crate) async fn waits_and_what_goes_on_are_known_after_a_start(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let mut going_on = Vec::new();
    for number in 1..=3 {
        let head = store.open(opening(number, "Hei")).await.unwrap();
        let claim = Append {
            now_ms: head.waiting_since_ms + i64::from(number) * 60_000,
            ..claims(&by, head.id, 10)
        };
        going_on.push(store.append(claim).await.unwrap().head);
    }
    let left = store.open(request(4, "Hei")).await.unwrap();
    let claim = Append {
        now_ms: NOW_MS + 7_200_000,
        ..claims(&by, left.id, 10)
    };
    going_on.push(store.append(claim).await.unwrap().head);
    store.open(opening(5, "Hei")).await.unwrap();
    let end = closes(Giver::Visitor, going_on[0].id, 30, None);
    store.append(end).await.unwrap();
    let requeued = going_on.remove(1);
    store
        .append(requeues_at(requeued.id, &[5], NOW_MS + 3_600_000))
        .await
        .unwrap();
    going_on.remove(0);

    subject.reopen();
    let store = subject.store();
    assert_eq!(store.active().await.unwrap(), going_on);
    let waits = |since_ms| store.waits(service("talous"), since_ms);
    assert_eq!(
        waits(NOW_MS).await.unwrap(),
        [60_000, 180_000],
        "a request has no wait in the queue"
    );
    assert_eq!(waits(NOW_MS + 180_000).await.unwrap(), [180_000]);
    assert!(
        store
            .waits(service("muu"), NOW_MS)
            .await
            .unwrap()
            .is_empty()
    );
}
