//! One order for everyone.

use juttu_relay::command::Giver;
use juttu_relay::store::Append;

use super::{NOW_MS, Subject, agent, claimed, posts, visitor_posts};

pub(crate) async fn events_are_told_and_kept_in_one_order(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let mut ids = Vec::new();
    for number in 1..=4 {
        ids.push(claimed(&*store, number, &by).await.id);
    }
    let mut answers = Vec::new();
    for round in 0..45 {
        for id in &ids {
            answers.push(store.append(visitor_posts(*id, 10_000 + round, "asukas")));
            let giver = Giver::Agent(by.clone());
            answers.push(store.append(posts(giver, *id, 20_000 + round, "ammattilainen")));
        }
    }
    for answer in answers {
        assert!(!answer.await.unwrap().repeated);
    }
    let told = subject.told().all();
    for id in ids {
        let kept = store.events(id, 0).await.unwrap();
        let numbers: Vec<_> = kept.iter().map(|event| event.seq).collect();
        assert_eq!(numbers, (1..=93).collect::<Vec<_>>(), "without gaps");
        let of_this = told.iter().filter(|commit| commit.head.id == id);
        let heard: Vec<_> = of_this.flat_map(|commit| commit.events.clone()).collect();
        assert_eq!(heard, kept, "told as it is kept");
        let asked: Vec<_> = kept[3..]
            .iter()
            .map(|event| event.client_key.clone().unwrap().0)
            .collect();
        let given: Vec<_> = (0..45)
            .flat_map(|round| [10_000 + round, 20_000 + round].map(|number| super::key(number).0))
            .collect();
        assert_eq!(asked, given, "stored in the order in which they were given");
    }
}

pub(crate) async fn one_command_given_many_times_at_once_is_stored_once(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(super::opening(1, "Hei")).await.unwrap();
    let answers: Vec<_> = (0..40)
        .map(|_| store.append(visitor_posts(head.id, 77, "kerran")))
        .collect();
    let mut fresh = 0;
    for answer in answers {
        let appended = answer.await.unwrap();
        fresh += u32::from(!appended.repeated);
        assert_eq!(appended.events[0].seq, 3);
    }
    assert_eq!(fresh, 1);
    assert_eq!(store.events(head.id, 0).await.unwrap().len(), 3);
}

pub(crate) async fn a_clock_that_jumps_back_does_not_turn_time(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(super::opening(1, "Hei")).await.unwrap();
    for (number, jump_ms) in [
        (10, 86_400_000),
        (11, -86_400_000),
        (12, 0),
        (13, -i64::from(u32::MAX)),
    ] {
        let append = Append {
            now_ms: NOW_MS + jump_ms,
            ..visitor_posts(head.id, number, "aika")
        };
        store.append(append).await.unwrap();
    }
    let at_ms: Vec<_> = store
        .events(head.id, 0)
        .await
        .unwrap()
        .iter()
        .map(|event| event.at_ms)
        .collect();
    assert!(at_ms.is_sorted(), "{at_ms:?}");
    assert_eq!(at_ms.last(), Some(&(NOW_MS + 86_400_000)));
}
