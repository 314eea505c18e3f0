//! What becomes of a conversation when somebody identifies in it.

use juttu_relay::command::{Command as _, Giver};
use juttu_relay::store::StoreError;
use juttu_shared::id::IdentityId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Caller, State};
use juttu_shared::wire::v1::event::{FailureCause, Kind, Level, Outcome, StaffKind};

use super::super::{
    NOW_MS, Subject, agent, closes, code, exits, key, request, service, visitor_posts,
};
use super::{asked, failures, head, is_wrong, log, pends, person, proof, proves, session};

const AINO: &str = "010170-999R";
const VEIKKO: &str = "210281-9988";

fn completed(kind: &Kind) -> (IdentityId, Level, Option<u64>) {
    match kind {
        Kind::IdentificationCompleted(it) => (it.identity, it.level, it.request),
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn a_wrong_session_burns_the_result(subject: &mut dyn Subject) {
    let store = subject.store();
    // The stranger has asked, the victim's browser has brought the result; or the other way round.
    let strangers = asked(store.as_ref(), 1).await;
    let victims = asked(store.as_ref(), 2).await;
    pends(
        store.as_ref(),
        1,
        session(1),
        Some(&strangers),
        person(AINO),
    )
    .await;
    assert!(is_wrong(store.as_ref(), proof(1, session(2))).await);
    assert!(is_wrong(store.as_ref(), proof(1, session(1))).await);
    let causes = failures(store.as_ref(), strangers.id).await;
    assert_eq!(causes, [FailureCause::Elsewhere], "told once");
    assert_eq!(failures(store.as_ref(), victims.id).await, []);
    for of in [&strangers, &victims] {
        let after = head(store.as_ref(), of.id).await;
        assert_eq!((after.identity, after.request), (None, of.request));
    }
    // Another service's door burns nothing, and opens nothing.
    pends(
        store.as_ref(),
        3,
        session(1),
        Some(&strangers),
        person(AINO),
    )
    .await;
    let other_door = super::Proof {
        service: service("perhe"),
        ..proof(3, session(1))
    };
    assert!(is_wrong(store.as_ref(), other_door).await);
    proves(store.as_ref(), 3, session(1)).await;
}

pub(crate) async fn every_other_session_ends_and_the_code_dies(subject: &mut dyn Subject) {
    let store = subject.store();
    let opened = store.open(request(1, "Hei")).await.unwrap();
    assert!(opened.reach.code);
    let redeem = |by| store.redeem(code(1), session(by), service("talous"), NOW_MS);
    // A stranger had the code first, and has given it to somebody.
    assert!(redeem(8).await.unwrap().is_some());
    let head = redeem(9).await.unwrap().unwrap();
    pends(store.as_ref(), 1, session(9), Some(&head), person(AINO)).await;
    let done = proves(store.as_ref(), 1, session(9))
        .await
        .appended
        .unwrap();
    assert_eq!(done.events.len(), 1);
    let (identity, level, request) = completed(&done.events[0].kind);
    assert_eq!(done.events[0].client_key, Some(key(901)));
    assert_eq!((level, request), (Level::Substantial, None));
    assert_eq!(done.head.identity, Some(identity));
    assert!(done.head.reach.identification && !done.head.reach.code);
    let told = subject.told().all();
    assert_eq!(told.last().unwrap().only, Some(session(9)));
    for (by, holds) in [(1, false), (8, false), (9, true)] {
        let held = store.of_session(session(by)).await.unwrap();
        assert_eq!(held.is_some(), holds, "{by}");
        let mut posts = visitor_posts(done.head.id, u64::from(by), "Hei vielä");
        posts.session = Some(session(by));
        match (store.append(posts).await, holds) {
            (Ok(_), true) | (Err(StoreError::Refused(Refusal::NoConversation)), false) => {}
            (other, _) => panic!("{by}: {other:?}"),
        }
    }
    assert!(store.of_code(code(1)).await.unwrap().is_none());
    assert!(redeem(10).await.unwrap().is_none());
    let waiting = store.waiting(vec![service("talous")]).await.unwrap();
    assert!(waiting[0].identified);
    let reach = waiting[0].request.unwrap().reach;
    assert!(reach.identification && !reach.code && !reach.phone);
    // Whoever is identified may write after the end, since the answer can be read.
    let after = super::head(store.as_ref(), done.head.id).await;
    assert_eq!(Giver::Visitor.caller(&after, NOW_MS), Caller::CodeHolder);
}

pub(crate) async fn the_same_person_twice_is_one_identity(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    pends(store.as_ref(), 1, session(1), Some(&asked), person(AINO)).await;
    let mut high = person(&AINO.to_lowercase());
    high.level = Level::High;
    pends(store.as_ref(), 2, session(1), Some(&asked), high).await;
    let first = proves(store.as_ref(), 1, session(1))
        .await
        .appended
        .unwrap();
    let second = proves(store.as_ref(), 2, session(1))
        .await
        .appended
        .unwrap();
    let (first, _, _) = completed(&first.events[0].kind);
    let (again, level, _) = completed(&second.events[0].kind);
    assert_eq!((again, level), (first, Level::High));
    assert_eq!(second.head.identity, Some(first));
    assert!(second.staff_events.is_empty());
    assert!(store.has_expired(i64::MAX).await.unwrap(), "attempts");
    store.erase_expired(i64::MAX).await.unwrap();
    assert_eq!(head(store.as_ref(), asked.id).await.identity, Some(first));
}

pub(crate) async fn another_person_overwrites_nothing(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    pends(store.as_ref(), 1, session(1), Some(&asked), person(AINO)).await;
    pends(store.as_ref(), 2, session(1), Some(&asked), person(VEIKKO)).await;
    // Proved in another order than they came back.
    let first = proves(store.as_ref(), 2, session(1))
        .await
        .appended
        .unwrap();
    let second = proves(store.as_ref(), 1, session(1))
        .await
        .appended
        .unwrap();
    let (first, _, _) = completed(&first.events[0].kind);
    let (other, _, _) = completed(&second.events[0].kind);
    assert_ne!(first, other);
    assert_eq!(second.head.identity, Some(first));
    let StaffKind::IdentityDiffers(differs) = &second.staff_events[0].kind else {
        panic!("{:?}", second.staff_events);
    };
    assert_eq!((differs.identity, differs.first), (other, first));
    subject.reopen();
    let store = subject.store();
    assert_eq!(head(store.as_ref(), asked.id).await.identity, Some(first));
    // Who is not known again may be anybody.
    let nobody = || super::Person {
        personal_code: None,
        ..person(AINO)
    };
    for number in [3, 4] {
        let of = head(store.as_ref(), asked.id).await;
        pends(store.as_ref(), number, session(1), Some(&of), nobody()).await;
        let third = proves(store.as_ref(), number, session(1)).await;
        assert_eq!(third.appended.unwrap().staff_events.len(), 1);
        assert!(third.kept.is_empty());
    }
}

pub(crate) async fn whoever_has_left_in_a_hurry_proves_nothing(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    pends(store.as_ref(), 1, session(1), Some(&asked), person(AINO)).await;
    store.append(exits(asked.id, 40)).await.unwrap();
    assert!(is_wrong(store.as_ref(), proof(1, session(1))).await);
    let after = head(store.as_ref(), asked.id).await;
    assert_eq!((after.identity, after.state), (None, State::Closed));
    assert_eq!(failures(store.as_ref(), asked.id).await, [], "it has ended");
}

pub(crate) async fn a_conversation_that_closed_meanwhile_is_identified(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    pends(store.as_ref(), 1, session(1), Some(&asked), person(AINO)).await;
    let maria = Giver::Agent(agent(1, &["talous"]));
    let closes = closes(maria, asked.id, 41, Some(Outcome::Unfinished));
    let closed = store.append(closes).await.unwrap().head;
    assert_eq!((closed.state, closed.request), (State::Closed, None));
    // The resident has done what was asked for, and can go on from there by writing.
    let done = proves(store.as_ref(), 1, session(1))
        .await
        .appended
        .unwrap();
    assert_eq!(done.head.state, State::Closed);
    assert!(done.head.reach.identification);
    let posts = visitor_posts(asked.id, 42, "Olin pankissa");
    let again = store.append(posts).await.unwrap().head;
    assert_eq!(again.state, State::Left);
    assert_eq!(again.identity, done.head.identity);
}

pub(crate) async fn a_key_of_another_command_proves_nothing(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    pends(store.as_ref(), 1, session(1), Some(&asked), person(AINO)).await;
    let posts = visitor_posts(asked.id, 901, "Hei");
    store.append(posts).await.unwrap();
    let refused = store.prove(proof(1, session(1))).await;
    let is_refused = matches!(refused, Err(StoreError::Refused(Refusal::Malformed)));
    assert!(is_refused, "{refused:?}");
    assert_eq!(log(store.as_ref(), asked.id).await.len(), 5);
    let better = super::Proof {
        client_key: key(902),
        ..proof(1, session(1))
    };
    assert!(!is_wrong(store.as_ref(), better).await);
    let keeps = juttu_relay::command::keep::Keep {
        client_key: key(903),
        code: code(3),
    };
    let refused = store.append(keeps.to(asked.id, NOW_MS)).await;
    let is_refused = matches!(
        refused,
        Err(StoreError::Refused(Refusal::AlreadyIdentified))
    );
    assert!(is_refused, "{refused:?}");
}
