//! Whoever leaves in a hurry leaves nothing behind in the tab, and is not called; what is said of a
//! conversation at its beginning and after its end.

use juttu_relay::seal::SecretHash;
use juttu_relay::store::outbox::NoticeKind;
use juttu_relay::store::{About, ContactDetails, Leaving, Opening};
use juttu_shared::id::AgentId;
use juttu_shared::rules::state::{Role, State};
use juttu_shared::wire::v1::agent::Reach;
use juttu_shared::wire::v1::event::{Concerns, Helped, Kind};
use juttu_shared::wire::v1::visitor::Phone;

use super::requests::{ALL_WAYS, kinds, tags};
use super::{
    NOW_MS, Subject, agent, claimed, code, exits, leaves, leaving, opening, rates, request,
    service, visitor_posts,
};

pub(crate) async fn an_exit_ends_every_session_and_no_code(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(request(1, "Hei")).await.unwrap();
    let (first, second) = (opening(1, "").secret, SecretHash([77; 32]));
    let redeem = |secret| store.redeem(code(1), secret, service("talous"), NOW_MS);
    redeem(second).await.unwrap().unwrap();
    let exited = store.append(exits(head.id, 10)).await.unwrap();
    assert_eq!(tags(&exited.events), ["exited"]);
    subject.reopen();
    let store = subject.store();
    for secret in [first, second] {
        assert_eq!(store.of_session(secret).await.unwrap(), None);
        let held = store.held(secret).await.unwrap().unwrap();
        assert_eq!((held.head.id, held.still), (head.id, false));
    }
    assert!(store.held(SecretHash([78; 32])).await.unwrap().is_none());
    let again = store.append(exits(head.id, 10)).await.unwrap();
    assert_eq!((again.repeated, again.events), (true, exited.events));
    let redeem = |secret| store.redeem(code(1), secret, service("talous"), NOW_MS);
    for secret in [SecretHash([79; 32]), second] {
        assert_eq!(redeem(secret).await.unwrap().unwrap().id, head.id);
        assert!(store.held(secret).await.unwrap().unwrap().still);
    }
    assert_eq!(store.of_session(first).await.unwrap(), None);
    // And once more: those that came since are ended as well.
    store.append(exits(head.id, 11)).await.unwrap();
    assert_eq!(store.of_session(second).await.unwrap(), None);
}

pub(crate) async fn of_what_is_left_nobody_may_call_until_a_number_is_left_anew(
    subject: &mut dyn Subject,
) {
    let store = subject.store();
    let head = store.open(request(1, "Hei")).await.unwrap();
    let before = kinds(&*store).await;
    let exited = store.append(exits(head.id, 10)).await.unwrap().head;
    let no_call = Reach {
        safe_to_call: false,
        ..ALL_WAYS
    };
    assert_eq!(
        (exited.state, exited.reach, exited.exited),
        (State::Left, no_call, true)
    );
    assert_eq!(exited.answer_by_ms, head.answer_by_ms);
    assert_eq!(kinds(&*store).await, before, "it is owed an answer still");
    subject.reopen();
    let store = subject.store();
    assert_eq!(store.head(head.id).await.unwrap(), Some(exited));
    let rows = store.waiting(vec![service("talous")]).await.unwrap();
    let row = rows[0].request.unwrap();
    assert_eq!((row.reach, row.exited), (no_call, true));
    let seen = juttu_relay::store::audit::Viewing {
        conversation: head.id,
        agent: AgentId(5),
        role: Role::Agent,
        why: None,
        now_ms: NOW_MS,
    };
    let details = store.open_contact(seen, Box::new(|_| Ok(()))).await;
    let phone = details.unwrap().unwrap().phone.unwrap();
    assert!(!phone.safe_to_call, "what lies sealed says so too");

    let only_mail = Leaving {
        contact: ContactDetails {
            phone: None,
            email: Some("aino@esimerkki.fi".into()),
        },
        ..leaving(1)
    };
    let mailed = store.append(leaves(head.id, 11, None, only_mail)).await;
    assert!(mailed.unwrap().head.exited);
    let number = Leaving {
        contact: ContactDetails {
            phone: Some(Phone {
                number: "050 000 0001".into(),
                safe_to_call: true,
            }),
            email: None,
        },
        ..leaving(1)
    };
    let called = store.append(leaves(head.id, 12, None, number)).await;
    let called = called.unwrap().head;
    assert!(!called.exited && called.reach.safe_to_call);
    subject.reopen();
    assert_eq!(subject.store().head(head.id).await.unwrap(), Some(called));
}

pub(crate) async fn whoever_exits_is_told_of_no_longer(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let waits = store.open(opening(1, "Hei")).await.unwrap();
    let talks = claimed(&*store, 2, &by).await;
    assert_eq!(kinds(&*store).await, [NoticeKind::WaitingLong]);
    for id in [waits.id, talks.id] {
        let ended = store.append(exits(id, 10)).await.unwrap().head;
        assert_eq!(ended.state, State::Closed);
    }
    assert_eq!(kinds(&*store).await, []);
    assert!(store.of_agent(by.id).await.unwrap().is_empty());
    assert!(
        store
            .waiting(vec![service("talous")])
            .await
            .unwrap()
            .is_empty()
    );
    assert!(store.active().await.unwrap().is_empty());
}

pub(crate) async fn a_session_that_was_ended_may_begin_again(subject: &mut dyn Subject) {
    let store = subject.store();
    let before = store.open(opening(1, "Hei")).await.unwrap();
    store.append(exits(before.id, 10)).await.unwrap();
    let after = store.open(opening(1, "Hei taas")).await.unwrap();
    assert_ne!(after.id, before.id);
    let secret = opening(1, "").secret;
    assert_eq!(store.of_session(secret).await.unwrap(), Some(after));
}

pub(crate) async fn the_last_of_several_ratings_stands_last(subject: &mut dyn Subject) {
    let store = subject.store();
    let head = store.open(opening(1, "Hei")).await.unwrap();
    store
        .append(super::closes(
            juttu_relay::command::Giver::Visitor,
            head.id,
            10,
            None,
        ))
        .await
        .unwrap();
    for number in [11, 12, 11] {
        store.append(rates(head.id, number)).await.unwrap();
    }
    subject.reopen();
    let events = subject.store().events(head.id, 0).await.unwrap();
    assert_eq!(
        tags(&events),
        ["opened", "posted", "closed", "rated", "rated"]
    );
    assert!(matches!(&events[4].kind, Kind::Rated(it) if it.helped == Helped::Partly));
    let head = subject.store().head(head.id).await.unwrap().unwrap();
    assert_eq!((head.state, head.visitor_seq), (State::Closed, 2));
    assert_eq!(kinds(&*subject.store()).await, []);
    let late = subject.store().append(visitor_posts(head.id, 20, "vielä"));
    assert!(late.await.is_err());
}

pub(crate) async fn what_it_is_about_is_kept(subject: &mut dyn Subject) {
    let about = About {
        topic: Some("talous".into()),
        concerns: Some(Concerns::SomeoneClose),
        area: Some(3),
    };
    let opened = Opening {
        about,
        ..request(1, "Hei")
    };
    let head = subject.store().open(opened).await.unwrap();
    subject.reopen();
    let events = subject.store().events(head.id, 0).await.unwrap();
    let Kind::Opened(opened) = &events[0].kind else {
        panic!("opened")
    };
    assert_eq!(
        (opened.topic.as_deref(), opened.concerns, opened.area),
        (Some("talous"), Some(Concerns::SomeoneClose), Some(3))
    );
}
