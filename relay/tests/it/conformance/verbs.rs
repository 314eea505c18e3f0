//! What each verb gives.

use juttu_relay::command::Giver;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Kind, Outcome};

use super::{
    NOW_MS, Subject, agent, claimed, claims, closes, key, notes, opening, posts, service,
    visitor_posts,
};

pub(crate) async fn opening_is_kept_and_told(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(opening(1, "Hei 😀")).await.unwrap();
    assert_eq!(
        (head.state, head.reference, head.last_seq),
        (State::Waiting, 1, 2)
    );
    let events = store.events(head.id, 0).await.unwrap();
    assert!(matches!(&events[0].kind, Kind::Opened(opened) if opened.language == "fi"));
    assert!(matches!(&events[1].kind, Kind::Posted(posted) if posted.text == "Hei 😀"));
    assert_eq!(events[1].client_key, Some(key(1)));
    let told = subject.told().all();
    assert_eq!((told.len(), told[0].before), (1, None));
    assert_eq!(told[0].events, events);
    let second = store.open(opening(2, "Toinen")).await.unwrap();
    assert_eq!(second.reference, 2);
}

pub(crate) async fn a_session_has_one_conversation(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(opening(1, "Hei")).await.unwrap();
    let mut again = opening(1, "Hei taas");
    again.client_key = key(99);
    assert_eq!(store.open(again).await.unwrap(), head);
    assert_eq!(store.events(head.id, 0).await.unwrap().len(), 2);
    assert_eq!(subject.told().all().len(), 1);
    assert_eq!(
        store.of_session(opening(1, "").secret).await.unwrap(),
        Some(head)
    );
    assert_eq!(store.of_session(opening(2, "").secret).await.unwrap(), None);
}

pub(crate) async fn resumes_after_any_number(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(opening(1, "Hei")).await.unwrap();
    for number in 10..30 {
        store
            .append(visitor_posts(head.id, number, "lisää"))
            .await
            .unwrap();
    }
    let all = store.events(head.id, 0).await.unwrap();
    assert_eq!(all.len(), 22);
    for after in 0..=22 {
        let rest = store.events(head.id, after).await.unwrap();
        assert_eq!(rest, all[usize::try_from(after).unwrap()..]);
    }
    assert!(store.events(head.id, u64::MAX).await.unwrap().is_empty());
}

pub(crate) async fn a_retry_yields_the_same_event(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = claimed(&*store, 1, &by).await;
    let giver = || Giver::Agent(by.clone());
    let first = store
        .append(visitor_posts(head.id, 10, "Hei"))
        .await
        .unwrap();
    let note = store
        .append(notes(giver(), head.id, 11, "huom"))
        .await
        .unwrap();
    let end = closes(giver(), head.id, 12, Some(Outcome::Solved));
    let closed = store.append(end).await.unwrap();
    let told = subject.told().all().len();

    let again = store
        .append(visitor_posts(head.id, 10, "toinen teksti"))
        .await
        .unwrap();
    assert_eq!((again.repeated, again.events), (true, first.events));
    let again = store
        .append(notes(giver(), head.id, 11, "huom"))
        .await
        .unwrap();
    assert_eq!(
        (again.repeated, again.staff_events),
        (true, note.staff_events)
    );
    let end = closes(giver(), head.id, 12, Some(Outcome::Solved));
    let again = store.append(end).await.unwrap();
    assert_eq!((again.repeated, again.events), (true, closed.events));
    assert_eq!(subject.told().all().len(), told, "nobody is told again");
    assert_eq!(store.events(head.id, 0).await.unwrap().len(), 5);
}

pub(crate) async fn waiting_and_mine_follow_the_state(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let first = store.open(opening(1, "Ensimmäinen\nasia")).await.unwrap();
    let second = store.open(opening(2, "Toinen")).await.unwrap();
    let queue = store
        .waiting(vec![service("talous"), service("muu")])
        .await
        .unwrap();
    let words: Vec<_> = queue
        .iter()
        .map(|waiting| waiting.first_words.as_str())
        .collect();
    assert_eq!(words, ["Ensimmäinen asia", "Toinen"]);
    assert_eq!(queue[0].since_ms, NOW_MS + 1);

    store.append(claims(&by, first.id, 10)).await.unwrap();
    let queue = store.waiting(vec![service("talous")]).await.unwrap();
    assert_eq!(queue.len(), 1);
    assert_eq!(queue[0].conversation, second.id);
    let mine = store.of_agent(by.id).await.unwrap();
    assert_eq!(
        (mine.len(), mine[0].id, mine[0].state),
        (1, first.id, State::Active)
    );
    assert_eq!(store.head(first.id).await.unwrap().unwrap(), mine[0]);

    let end = closes(
        Giver::Agent(by.clone()),
        first.id,
        11,
        Some(Outcome::Solved),
    );
    store.append(end).await.unwrap();
    store
        .append(closes(Giver::Visitor, second.id, 12, None))
        .await
        .unwrap();
    assert!(store.of_agent(by.id).await.unwrap().is_empty());
    assert!(
        store
            .waiting(vec![service("talous")])
            .await
            .unwrap()
            .is_empty()
    );
}

pub(crate) async fn everything_outlives_the_process(subject: &mut dyn Subject) {
    let by = agent(5, &["talous"]);
    let head = claimed(&*subject.store(), 1, &by).await;
    let store = subject.store();
    store
        .append(posts(Giver::Agent(by.clone()), head.id, 10, "Vastaus"))
        .await
        .unwrap();
    store
        .append(notes(Giver::Agent(by.clone()), head.id, 11, "huom"))
        .await
        .unwrap();
    store.ready().await.unwrap();
    let before = (
        store.events(head.id, 0).await.unwrap(),
        store.staff_events(head.id, 0).await.unwrap(),
    );
    let newest_at_ms = store.newest_at_ms().await.unwrap();
    let standing = store.head(head.id).await.unwrap();
    drop(store);

    subject.reopen();
    let store = subject.store();
    let after = (
        store.events(head.id, 0).await.unwrap(),
        store.staff_events(head.id, 0).await.unwrap(),
    );
    assert_eq!(after, before);
    assert_eq!(store.head(head.id).await.unwrap(), standing);
    assert_eq!(store.newest_at_ms().await.unwrap(), newest_at_ms);
    let again = store
        .append(posts(Giver::Agent(by), head.id, 10, "Vastaus"))
        .await
        .unwrap();
    assert!(again.repeated, "a retry is known after a restart");
}
