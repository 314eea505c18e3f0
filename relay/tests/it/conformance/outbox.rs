//! The outbox: told once, each receiver by itself, withdrawn when it is no longer so.

use juttu_relay::store::Store;
use juttu_relay::store::outbox::{Delivery, Failing, NewNotice, Notice, NoticeKind};

use super::{NOW_MS, Opening, Subject, agent, claims, opening, request, service};

const TEAM: &str = "service.talous.notify.team";
const CHANNEL: &str = "service.talous.notify.channel";

fn nobody(thing: &str, due_at_ms: i64) -> NewNotice {
    NewNotice {
        kind: NoticeKind::Nobody,
        thing: thing.to_owned(),
        at_ms: NOW_MS,
        due_at_ms,
    }
}

fn to(receivers: &[(&str, i64)]) -> Vec<(String, i64)> {
    let receivers = receivers.iter();
    receivers
        .map(|(name, from_ms)| ((*name).to_owned(), *from_ms))
        .collect()
}

async fn write(store: &dyn Store, thing: &str) {
    let notice = nobody(thing, NOW_MS);
    store.notice(service("talous"), notice).await.unwrap();
}

async fn due(store: &dyn Store, now_ms: i64) -> Vec<Notice> {
    store.due_notices(now_ms, 100).await.unwrap()
}

async fn deliveries(store: &dyn Store, receiver: &str, now_ms: i64) -> Vec<Delivery> {
    let due = store.due_deliveries(receiver.to_owned(), now_ms, 100);
    due.await.unwrap()
}

pub(crate) async fn the_same_thing_is_told_once(subject: &mut dyn Subject) {
    let store = subject.store();
    write(&*store, "monday").await;
    write(&*store, "monday").await;
    let told = due(&*store, NOW_MS).await;
    let [notice] = told.as_slice() else {
        panic!("{told:?}")
    };
    assert_eq!(
        (notice.kind, notice.conversation, notice.at_ms),
        (NoticeKind::Nobody, None, NOW_MS)
    );
    store.deliver(notice.id, Vec::new(), NOW_MS).await.unwrap();
    subject.reopen();
    let store = subject.store();
    write(&*store, "monday").await;
    assert_eq!(due(&*store, i64::MAX).await, [], "told already");
    write(&*store, "tuesday").await;
    let elsewhere = store.notice(service("perhe"), nobody("monday", NOW_MS));
    elsewhere.await.unwrap();
    assert_eq!(due(&*store, NOW_MS).await.len(), 2, "other things");
}

pub(crate) async fn what_is_over_is_told_to_nobody_and_may_come_again(subject: &mut dyn Subject) {
    let store = subject.store();
    let over = |id| store.notice_over(service(id), NoticeKind::Nobody);
    write(&*store, "done").await;
    write(&*store, "on its way").await;
    let all = due(&*store, NOW_MS).await;
    store.deliver(all[0].id, Vec::new(), NOW_MS).await.unwrap();
    let team = to(&[(TEAM, NOW_MS)]);
    store.deliver(all[1].id, team, NOW_MS).await.unwrap();
    write(&*store, "not told").await;
    over("perhe").await.unwrap();
    assert_eq!(due(&*store, NOW_MS).await.len(), 1, "another service's");
    for _ in 0..2 {
        over("talous").await.unwrap();
        assert_eq!(due(&*store, NOW_MS).await, []);
        assert_eq!(deliveries(&*store, TEAM, NOW_MS).await, []);
    }
    for _ in 0..2 {
        for thing in ["done", "on its way", "not told"] {
            write(&*store, thing).await;
        }
        assert_eq!(due(&*store, NOW_MS).await.len(), 3);
    }
}

pub(crate) async fn what_is_due_is_given_oldest_first(subject: &mut dyn Subject) {
    let store = subject.store();
    for (thing, due_at_ms) in [("c", NOW_MS + 2), ("a", NOW_MS), ("b", NOW_MS + 1)] {
        let notice = nobody(thing, due_at_ms);
        store.notice(service("talous"), notice).await.unwrap();
    }
    assert_eq!(due(&*store, NOW_MS - 1).await, []);
    let two = due(&*store, NOW_MS + 1).await;
    let ids: Vec<_> = two.iter().map(|notice| notice.id).collect();
    assert_eq!(ids, [2, 3], "in the order in which they became due");
    assert_eq!(store.due_notices(i64::MAX, 1).await.unwrap(), two[..1]);
    let oldest = store.oldest_undelivered_ms(NOW_MS + 1).await.unwrap();
    assert_eq!(oldest, Some(NOW_MS));
    assert_eq!(store.oldest_undelivered_ms(NOW_MS - 1).await.unwrap(), None);
}

pub(crate) async fn each_receiver_has_its_own_delivery(subject: &mut dyn Subject) {
    let store = subject.store();
    write(&*store, "a").await;
    let notice = due(&*store, NOW_MS).await.remove(0);
    let both = to(&[(TEAM, NOW_MS + 5), (CHANNEL, NOW_MS + 900)]);
    let deliver = |to: &[_]| store.deliver(notice.id, to.to_vec(), NOW_MS + 5);
    assert!(deliver(&both).await.unwrap());
    assert!(!deliver(&both).await.unwrap(), "it is done already");
    assert_eq!(due(&*store, i64::MAX).await, []);
    subject.reopen();
    let store = subject.store();

    let awaited = async |now_ms| store.awaited(now_ms).await.unwrap();
    assert_eq!(awaited(NOW_MS + 4).await, [""; 0]);
    assert_eq!(awaited(NOW_MS + 5).await, [TEAM]);
    assert_eq!(awaited(NOW_MS + 900).await, [CHANNEL, TEAM]);

    let team = deliveries(&*store, TEAM, NOW_MS + 5).await;
    let [first] = team.as_slice() else {
        panic!("{team:?}")
    };
    let Delivery {
        notice: of,
        receiver,
        attempts,
        ..
    } = first;
    assert_eq!((of, receiver.as_str(), *attempts), (&notice, TEAM, 0));
    assert_eq!(deliveries(&*store, CHANNEL, NOW_MS + 899).await, []);

    // It fails, and is tried later; the other is not touched.
    store
        .delivery_failed(first.id, NOW_MS + 1_000)
        .await
        .unwrap();
    assert_eq!(deliveries(&*store, TEAM, NOW_MS + 999).await, []);
    let again = deliveries(&*store, TEAM, NOW_MS + 1_000).await;
    assert_eq!(
        (again.len(), again[0].id, again[0].attempts),
        (1, first.id, 1)
    );
    let failing = Failing {
        receiver: TEAM.to_owned(),
        deliveries: 1,
        since_ms: NOW_MS + 5,
    };
    assert_eq!(store.failing().await.unwrap(), [failing]);
    let oldest = store.oldest_undelivered_ms(NOW_MS + 999).await.unwrap();
    assert_eq!(oldest, Some(NOW_MS + 5), "since it was first due");

    store.delivered(first.id).await.unwrap();
    assert_eq!(store.failing().await.unwrap(), []);
    assert_eq!(deliveries(&*store, TEAM, i64::MAX).await, []);
    assert_eq!(deliveries(&*store, CHANNEL, i64::MAX).await.len(), 1);

    // Nobody is there to take the rest.
    assert_eq!(store.drop_deliveries(CHANNEL.to_owned()).await.unwrap(), 1);
    assert_eq!(awaited(i64::MAX).await, [""; 0]);
    assert_eq!(store.oldest_undelivered_ms(i64::MAX).await.unwrap(), None);
}

pub(crate) async fn what_changed_is_told_to_nobody_any_longer(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let expanded = store.open(opening(1, "Hei")).await.unwrap();
    let notice = due(&*store, i64::MAX).await.remove(0);
    assert_eq!(notice.kind, NoticeKind::WaitingLong);
    store
        .deliver(notice.id, to(&[(TEAM, NOW_MS)]), NOW_MS)
        .await
        .unwrap();
    let plain = store.open(opening(2, "Hei")).await.unwrap();
    let read = due(&*store, i64::MAX).await.remove(0);
    for (number, head) in [(50, &expanded), (51, &plain)] {
        store.append(claims(&by, head.id, number)).await.unwrap();
    }
    assert_eq!(due(&*store, i64::MAX).await, []);
    assert_eq!(deliveries(&*store, TEAM, i64::MAX).await, []);
    // Whoever had read it before it was withdrawn delivers nothing.
    let late = store.deliver(read.id, to(&[(TEAM, NOW_MS)]), NOW_MS);
    assert!(!late.await.unwrap());
    assert_eq!(store.awaited(i64::MAX).await.unwrap(), [""; 0]);
}

pub(crate) async fn what_a_resident_should_hear_is_not_withdrawn(subject: &mut dyn Subject) {
    let store = subject.store();
    let notice = NewNotice {
        kind: NoticeKind::AnswerWaits,
        ..nobody("", NOW_MS)
    };
    let notices = vec![notice];
    let head = store
        .open(Opening {
            notices,
            ..opening(1, "Hei")
        })
        .await
        .unwrap();
    let by = agent(5, &["talous"]);
    store.append(claims(&by, head.id, 50)).await.unwrap();
    let still = due(&*store, NOW_MS).await;
    assert_eq!((still.len(), still[0].conversation), (1, Some(head.id)));
}

pub(crate) async fn a_residents_address_is_given_to_whoever_tells(subject: &mut dyn Subject) {
    let store = subject.store();
    let with = store.open(request(1, "Hei")).await.unwrap();
    let without = store.open(opening(2, "Hei")).await.unwrap();
    subject.reopen();
    let store = subject.store();
    let address = store.resident_email(with.id).await.unwrap();
    assert!(address.is_some_and(|address| address.contains('@')));
    assert_eq!(store.resident_email(without.id).await.unwrap(), None);
}

pub(crate) async fn what_was_told_long_ago_is_forgotten(subject: &mut dyn Subject) {
    let store = subject.store();
    for thing in ["done", "on its way", "not done"] {
        write(&*store, thing).await;
    }
    let all = due(&*store, NOW_MS).await;
    store.deliver(all[0].id, Vec::new(), NOW_MS).await.unwrap();
    store
        .deliver(all[1].id, to(&[(TEAM, NOW_MS)]), NOW_MS)
        .await
        .unwrap();
    store.forget_notices(NOW_MS).await.unwrap();
    write(&*store, "done").await;
    assert_eq!(due(&*store, NOW_MS).await.len(), 1, "not older than that");
    store.forget_notices(NOW_MS + 1).await.unwrap();
    for thing in ["done", "on its way", "not done"] {
        write(&*store, thing).await;
    }
    assert_eq!(due(&*store, NOW_MS).await.len(), 2, "told once more");
    assert_eq!(deliveries(&*store, TEAM, NOW_MS).await.len(), 1);
}
