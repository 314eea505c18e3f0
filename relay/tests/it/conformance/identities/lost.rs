//! Who has lost a conversation, came by another door, or is not known again: what that opens, keeps and
//! tells no longer.

use juttu_relay::store::identities::{NewTicket, Return};
use juttu_relay::store::{ContactDetails, Leaving, Store, StoreError};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::FailureCause;

use super::super::{
    NOW_MS, Subject, code, exits, leaves, leaving, opening, request, service, visitor_posts,
};
use super::{
    Person, Proof, beginning, came_back, failures, head, is_wrong, log, pends, person, proof,
    proves, result, secret, session, ticket,
};

const AINO: &str = "010170-999R";

/// Somebody of whom nothing is said by which they would be known again.
fn nobody() -> Person {
    Person {
        personal_code: None,
        ..person(AINO)
    }
}

pub(crate) async fn a_result_of_another_door_identifies_nothing_here(subject: &mut dyn Subject) {
    let store = subject.store();
    let here = store.open(opening(1, "Hei")).await.unwrap();
    let elsewhere = || Proof {
        service: service("perhe"),
        ..proof(1, session(1))
    };
    let new = NewTicket {
        service: service("perhe"),
        ..ticket(1, session(1), None)
    };
    store.add_ticket(new).await.unwrap();
    store.begin(beginning(1)).await.unwrap().unwrap();
    let (state, cookie) = (secret("state", 1), Some(secret("cookie", 1)));
    let Return::Here(attempt, _) = store.come_back(state, cookie, NOW_MS).await.unwrap() else {
        panic!("not here");
    };
    let pends_now = store.pend(attempt.id, person(AINO), result(1), NOW_MS);
    assert!(pends_now.await.unwrap());
    assert!(is_wrong(store.as_ref(), elsewhere()).await);
    assert_eq!(head(store.as_ref(), here.id).await, here);
    assert_eq!(log(store.as_ref(), here.id).await.len(), 2);
    // Nor is one that is identified opened anew by another door.
    pends(store.as_ref(), 2, session(1), Some(&here), person(AINO)).await;
    proves(store.as_ref(), 2, session(1)).await;
    let reopen = |door| store.reopen(session(1), service(door), here.id, NOW_MS);
    assert!(reopen("perhe").await.unwrap().is_none());
    assert!(reopen("talous").await.unwrap().is_some());
}

pub(crate) async fn who_has_lost_a_conversation_tells_it_nothing(subject: &mut dyn Subject) {
    let store = subject.store();
    let opened = store.open(request(1, "Hei")).await.unwrap();
    let redeem = store.redeem(code(1), session(9), service("talous"), NOW_MS);
    redeem.await.unwrap().unwrap();
    // The stranger's: a ticket, one at the bank, one that came back, one that is pending.
    let new = ticket(1, session(1), Some(&opened));
    store.add_ticket(new).await.unwrap();
    let new = ticket(2, session(1), Some(&opened));
    store.add_ticket(new).await.unwrap();
    store.begin(beginning(2)).await.unwrap().unwrap();
    let back = came_back(store.as_ref(), 3, session(1), Some(&opened)).await;
    pends(store.as_ref(), 4, session(1), Some(&opened), person(AINO)).await;
    let is_usable = async || {
        let hash = secret("ticket", 1);
        store.ticket(hash, NOW_MS).await.unwrap().is_some()
    };
    assert!(is_usable().await);
    // Somebody else identifies.
    pends(store.as_ref(), 5, session(9), Some(&opened), person(AINO)).await;
    proves(store.as_ref(), 5, session(9)).await;
    let events = log(store.as_ref(), opened.id).await.len();
    assert!(!is_usable().await);
    assert!(store.begin(beginning(1)).await.unwrap().is_none());
    assert_eq!(store.identifying(NOW_MS).await.unwrap(), []);
    let elsewhere = store.come_back(secret("state", 2), None, NOW_MS).await;
    assert!(matches!(elsewhere.unwrap(), Return::Elsewhere(_)));
    let cause = FailureCause::Cancelled;
    let fails = store.fail(back, cause, Some(result(3)), NOW_MS);
    fails.await.unwrap();
    assert!(is_wrong(store.as_ref(), proof(4, session(8))).await);
    assert_eq!(log(store.as_ref(), opened.id).await.len(), events);
}

pub(crate) async fn who_has_left_in_a_hurry_is_told_nothing_of_it(subject: &mut dyn Subject) {
    let store = subject.store();
    let opened = store.open(request(1, "Hei")).await.unwrap();
    let new = ticket(1, session(1), Some(&opened));
    store.add_ticket(new).await.unwrap();
    store.begin(beginning(1)).await.unwrap().unwrap();
    store.append(exits(opened.id, 40)).await.unwrap();
    assert_eq!(store.identifying(NOW_MS).await.unwrap(), []);
    while store.has_expired(i64::MAX).await.unwrap() {
        store.erase_expired(i64::MAX).await.unwrap();
    }
    assert_eq!(failures(store.as_ref(), opened.id).await, []);
}

pub(crate) async fn who_is_identified_gets_no_code(subject: &mut dyn Subject) {
    let store = subject.store();
    pends(store.as_ref(), 1, session(1), None, nobody()).await;
    proves(store.as_ref(), 1, session(1)).await;
    let asks = store.open(request(1, "Hei")).await.unwrap();
    assert!(asks.identity.is_some());
    assert!(!asks.reach.code && !asks.reach.identification && asks.reach.phone);
    let again = leaves(asks.id, 10, None, leaving(9));
    let again = store.append(again).await.unwrap().head;
    assert!(!again.reach.code);
    for number in [1, 9] {
        assert!(store.of_code(code(number)).await.unwrap().is_none());
    }
    // One that is another's matters to nobody, since none is kept.
    store.open(request(5, "Hei")).await.unwrap();
    let others = leaves(asks.id, 11, None, leaving(5));
    assert!(store.append(others).await.is_ok());
    pends(store.as_ref(), 2, session(2), None, nobody()).await;
    proves(store.as_ref(), 2, session(2)).await;
    let others = juttu_relay::store::Opening {
        leaving: Some(leaving(5)),
        ..request(2, "Hei")
    };
    assert!(store.open(others).await.unwrap().identity.is_some());
}

/// An e-mail address alone.
fn address() -> Leaving {
    Leaving {
        contact: ContactDetails {
            email: Some("aino@esimerkki.fi".into()),
            phone: None,
        },
        ..leaving(1)
    }
}

async fn email(store: &dyn Store, of: juttu_shared::id::ConversationId) -> Option<String> {
    store.resident_email(of).await.unwrap()
}

pub(crate) async fn contact_details_of_whoever_identifies_stay(subject: &mut dyn Subject) {
    let store = subject.store();
    let own = store.open(request(1, "Hei")).await.unwrap();
    pends(store.as_ref(), 1, session(1), Some(&own), person(AINO)).await;
    let done = proves(store.as_ref(), 1, session(1)).await;
    let reach = done.appended.unwrap().head.reach;
    assert!(reach.phone && reach.safe_to_call && reach.email);
    assert!(email(store.as_ref(), own.id).await.is_some());
    // As they stand: the newest ones count, and whoever left them.
    let shared = store.open(request(2, "Hei")).await.unwrap();
    let redeem = store.redeem(code(2), session(9), service("talous"), NOW_MS);
    redeem.await.unwrap().unwrap();
    let mut newer = leaves(shared.id, 10, None, address());
    newer.session = Some(session(9));
    store.append(newer).await.unwrap();
    // Leaving it again with nothing changes nobody's details.
    let mut nothing = leaves(
        shared.id,
        11,
        None,
        Leaving {
            contact: ContactDetails::default(),
            ..leaving(1)
        },
    );
    nothing.session = Some(session(2));
    store.append(nothing).await.unwrap();
    pends(store.as_ref(), 2, session(9), Some(&shared), person(AINO)).await;
    let done = proves(store.as_ref(), 2, session(9)).await;
    let reach = done.appended.unwrap().head.reach;
    assert!(reach.email && !reach.phone);
    assert!(email(store.as_ref(), shared.id).await.is_some());
}

pub(crate) async fn contact_details_of_another_are_emptied(subject: &mut dyn Subject) {
    let store = subject.store();
    let opened = store.open(request(1, "Hei")).await.unwrap();
    let redeem = store.redeem(code(1), session(9), service("talous"), NOW_MS);
    redeem.await.unwrap().unwrap();
    assert!(email(store.as_ref(), opened.id).await.is_some());
    pends(store.as_ref(), 1, session(9), Some(&opened), person(AINO)).await;
    let done = proves(store.as_ref(), 1, session(9)).await;
    let after = done.appended.unwrap().head;
    assert!(!after.reach.phone && !after.reach.safe_to_call && !after.reach.email);
    assert_eq!(email(store.as_ref(), opened.id).await, None);
    // Left anew, they are their own, and no later identification empties them.
    let mut anew = leaves(opened.id, 10, None, address());
    anew.session = Some(session(9));
    assert!(store.append(anew).await.unwrap().head.reach.email);
    subject.reopen();
    let store = subject.store();
    pends(store.as_ref(), 2, session(8), None, person(AINO)).await;
    proves(store.as_ref(), 2, session(8)).await;
    let reopen = store.reopen(session(8), service("talous"), opened.id, NOW_MS);
    let of = reopen.await.unwrap().unwrap();
    pends(store.as_ref(), 3, session(8), Some(&of), person(AINO)).await;
    let done = proves(store.as_ref(), 3, session(8)).await;
    assert!(done.appended.unwrap().head.reach.email);
}

pub(crate) async fn a_code_that_died_writes_and_reads_nothing(subject: &mut dyn Subject) {
    let store = subject.store();
    let opened = store.open(request(1, "Hei")).await.unwrap();
    let other = store.open(request(2, "Hei")).await.unwrap();
    let posts = |by, number| {
        let mut posts = visitor_posts(opened.id, number, "Hei vielä");
        posts.code = Some(code(by));
        store.append(posts)
    };
    let read = |by| store.events_by_code(code(by), opened.id, 0);
    let wrong = |error: StoreError| assert_eq!(error.refusal(), Refusal::WrongCode);
    posts(1, 20).await.unwrap();
    assert_eq!(read(1).await.unwrap(), log(store.as_ref(), opened.id).await);
    wrong(posts(2, 21).await.unwrap_err());
    wrong(read(2).await.unwrap_err());
    pends(store.as_ref(), 1, session(1), Some(&opened), person(AINO)).await;
    proves(store.as_ref(), 1, session(1)).await;
    let events = log(store.as_ref(), opened.id).await.len();
    for number in [20, 22] {
        wrong(posts(1, number).await.unwrap_err());
    }
    wrong(read(1).await.unwrap_err());
    assert_eq!(log(store.as_ref(), opened.id).await.len(), events);
    assert_eq!(head(store.as_ref(), other.id).await, other);
}
