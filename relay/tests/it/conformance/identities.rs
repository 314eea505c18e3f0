//! Identification: every secret is used once, by whoever has it, in its time.

mod again;
mod lost;
mod prove;

pub(crate) use again::{
    a_code_is_made_for_an_anonymous_conversation_alone, nobody_else_does,
    the_same_person_comes_back_without_a_code, what_has_run_out_is_erased_and_told_once,
    what_is_forgotten_is_nobodys, who_has_identified_before_brings_it_into_what_they_open,
    whoever_begins_anew_is_told_of_one_attempt,
};
pub(crate) use lost::{
    a_code_that_died_writes_and_reads_nothing, a_result_of_another_door_identifies_nothing_here,
    contact_details_of_another_are_emptied, contact_details_of_whoever_identifies_stay,
    who_has_left_in_a_hurry_is_told_nothing_of_it, who_has_lost_a_conversation_tells_it_nothing,
    who_is_identified_gets_no_code,
};
pub(crate) use prove::{
    a_conversation_that_closed_meanwhile_is_identified, a_key_of_another_command_proves_nothing,
    a_wrong_session_burns_the_result, another_person_overwrites_nothing,
    every_other_session_ends_and_the_code_dies, the_same_person_twice_is_one_identity,
    whoever_has_left_in_a_hurry_proves_nothing,
};

use std::sync::Arc;

use juttu_relay::command::{Command as _, Giver, ask_identification::AskIdentification};
use juttu_relay::config::Service;
use juttu_relay::ident::{Kept, Person};
use juttu_relay::seal::SecretHash;
use juttu_relay::store::identities::{
    Attempt, AttemptId, Beginning, Done, NewTicket, Proof, Proved, Return, ReturnTo,
};
use juttu_relay::store::{Head, Store};
use juttu_shared::id::ConversationId;
use juttu_shared::limits::{IDENTIFICATION_MS, RESULT_MS, TICKET_MS};
use juttu_shared::rules::state::Act;
use juttu_shared::wire::v1::event::{Event, FailureCause, Kind, Level};

use super::{NOW_MS, Subject, agent, chat, claimed, key, opening, service};

/// A person by a personal identity code.
pub(crate) fn person(code: &str) -> Person {
    Person {
        level: Level::Substantial,
        at_ms: NOW_MS,
        personal_code: Some(code.to_owned()),
        persistent_id: None,
        name: format!("Henkilö {code}"),
        family_name: None,
        given_names: None,
        groups: vec!["ryhmä".to_owned()],
        subject: "aihe".to_owned(),
    }
}

/// A secret of an attempt, by what it is for.
fn secret(of: &str, number: u8) -> SecretHash {
    let mut hash = [number; 32];
    hash[..of.len()].copy_from_slice(of.as_bytes());
    SecretHash(hash)
}

/// The session that opens the conversation [`opening`].
pub(crate) fn session(number: u8) -> SecretHash {
    SecretHash([number; 32])
}

pub(crate) fn result(number: u8) -> SecretHash {
    secret("result", number)
}

fn ticket(number: u8, of: SecretHash, conversation: Option<&Head>) -> NewTicket {
    NewTicket {
        ticket: secret("ticket", number),
        session: of,
        service: service("talous"),
        conversation: conversation.map(|head| head.id),
        request: conversation.and_then(|head| head.request),
        provider: "pankki".into(),
        language: "sv".into(),
        return_to: ReturnTo("https://www.example.fi/talous?a=b".into()),
        until_ms: NOW_MS + TICKET_MS,
    }
}

fn beginning(number: u8) -> Beginning {
    Beginning {
        ticket: secret("ticket", number),
        cookie: secret("cookie", number),
        state: secret("state", number),
        kept: Kept {
            state: "tila".into(),
            nonce: "kerta".into(),
            verifier: Some("tarkiste".into()),
            redirect_uri: "https://chat.example.fi/ident/callback".into(),
            begun_at_ms: NOW_MS,
        },
        now_ms: NOW_MS,
    }
}

/// An attempt of a session that has come back from the provider.
pub(crate) async fn came_back(
    store: &dyn Store,
    number: u8,
    of: SecretHash,
    head: Option<&Head>,
) -> AttemptId {
    store.add_ticket(ticket(number, of, head)).await.unwrap();
    store.begin(beginning(number)).await.unwrap().unwrap();
    let (state, cookie) = (secret("state", number), secret("cookie", number));
    match store.come_back(state, Some(cookie), NOW_MS).await.unwrap() {
        Return::Here(attempt, _) => attempt.id,
        other => panic!("{other:?}"),
    }
}

/// An attempt of a session whose person is pending.
pub(crate) async fn pends(
    store: &dyn Store,
    number: u8,
    of: SecretHash,
    head: Option<&Head>,
    person: Person,
) {
    let attempt = came_back(store, number, of, head).await;
    let pends = store.pend(attempt, person, result(number), NOW_MS).await;
    assert!(pends.unwrap());
}

pub(crate) fn proof(number: u8, by: SecretHash) -> Proof {
    Proof {
        result: result(number),
        session: by,
        service: service("talous"),
        client_key: key(900 + u64::from(number)),
        may: Box::new(|head| Giver::Visitor.may(Act::Identify, head, NOW_MS)),
        now_ms: NOW_MS,
    }
}

/// What a result came to, which holds.
pub(crate) async fn proves(store: &dyn Store, number: u8, by: SecretHash) -> Done {
    match store.prove(proof(number, by)).await.unwrap() {
        Proved::Done(done) => *done,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn is_wrong(store: &dyn Store, proof: Proof) -> bool {
    matches!(store.prove(proof).await.unwrap(), Proved::Wrong)
}

/// A conversation in which an agent has asked.
pub(crate) async fn asked(store: &dyn Store, number: u8) -> Arc<Head> {
    let maria = agent(1, &["talous"]);
    let head = claimed(store, number, &maria).await;
    let asks = AskIdentification {
        by: maria,
        client_key: key(500 + u64::from(number)),
        reason: "Katson asiaasi".into(),
        services: identifying(),
    };
    store.append(asks.to(head.id, NOW_MS)).await.unwrap().head
}

/// Whatever service is asked for, one that identifies.
pub(crate) fn identifying() -> juttu_relay::command::Services {
    Box::new(|_| {
        Some(Arc::new(Service {
            identification: vec!["pankki".into()],
            ..chat()
        }))
    })
}

pub(crate) async fn log(store: &dyn Store, of: ConversationId) -> Vec<Event> {
    store.events(of, 0).await.unwrap()
}

pub(crate) async fn failures(store: &dyn Store, of: ConversationId) -> Vec<FailureCause> {
    let events = log(store, of).await.into_iter();
    let failed = events.filter_map(|event| match event.kind {
        Kind::IdentificationFailed(failed) => Some(failed.cause),
        _ => None,
    });
    failed.collect()
}

pub(crate) async fn head(store: &dyn Store, of: ConversationId) -> Arc<Head> {
    store.head(of).await.unwrap().unwrap()
}

pub(crate) async fn each_secret_is_used_once(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    let new = ticket(1, session(1), Some(&asked));
    store.add_ticket(new).await.unwrap();
    let seen = async |hash| store.ticket(hash, NOW_MS).await.unwrap();
    let is_it = |attempt: Attempt| {
        assert_eq!(attempt.service, service("talous"));
        assert_eq!(attempt.conversation, Some(asked.id));
        assert_eq!(attempt.opened_at_ms, Some(NOW_MS + 1));
        assert_eq!(attempt.request, asked.request);
        assert!(asked.request.is_some());
        assert_eq!(attempt.provider, "pankki");
        assert_eq!(attempt.language, "sv");
        assert_eq!(attempt.return_to.0, "https://www.example.fi/talous?a=b");
        attempt
    };
    // Looking burns nothing.
    for _ in 0..2 {
        is_it(seen(secret("ticket", 1)).await.unwrap());
    }
    assert!(seen(secret("ticket", 2)).await.is_none());
    let begun = store.begin(beginning(1)).await.unwrap().unwrap();
    assert_eq!(is_it(begun).until_ms, NOW_MS + IDENTIFICATION_MS);
    assert!(seen(secret("ticket", 1)).await.is_none());
    let twice = Beginning {
        cookie: secret("cookie", 7),
        state: secret("state", 7),
        ..beginning(1)
    };
    assert!(store.begin(twice).await.unwrap().is_none());
    let (state, cookie) = (secret("state", 1), Some(secret("cookie", 1)));
    let Return::Here(attempt, kept) = store.come_back(state, cookie, NOW_MS).await.unwrap() else {
        panic!("not here");
    };
    let attempt = is_it(*attempt).id;
    assert_eq!(
        (kept.nonce.as_str(), kept.verifier.as_deref()),
        ("kerta", Some("tarkiste"))
    );
    for state in [state, secret("state", 7)] {
        let again = store.come_back(state, cookie, NOW_MS).await.unwrap();
        assert!(matches!(again, Return::Unknown));
    }
    let pend = |number| store.pend(attempt, person("010170-999R"), result(number), NOW_MS);
    assert!(pend(1).await.unwrap());
    assert!(!pend(2).await.unwrap());
    assert!(is_wrong(store.as_ref(), proof(2, session(1))).await);
    // Pending is visible to no one.
    assert_eq!(head(store.as_ref(), asked.id).await, asked);
    let done = proves(store.as_ref(), 1, session(1)).await;
    let appended = done.appended.unwrap();
    assert!(!appended.repeated);
    let another = Proof {
        client_key: key(77),
        ..proof(1, session(1))
    };
    assert!(is_wrong(store.as_ref(), another).await);
    // An answer that was lost is given again.
    let again = proves(store.as_ref(), 1, session(1)).await.appended;
    let again = again.unwrap();
    assert!(again.repeated);
    assert_eq!(again.events, appended.events);
    let completed = log(store.as_ref(), asked.id).await.into_iter();
    let completed = completed.filter(|it| matches!(it.kind, Kind::IdentificationCompleted(_)));
    assert_eq!(completed.count(), 1);
}

pub(crate) async fn nothing_is_used_when_its_time_is_over(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    let new = ticket(1, session(1), Some(&asked));
    store.add_ticket(new).await.unwrap();
    let late_ms = NOW_MS + TICKET_MS;
    let hash = secret("ticket", 1);
    assert!(store.ticket(hash, late_ms).await.unwrap().is_none());
    assert!(store.ticket(hash, late_ms - 1).await.unwrap().is_some());
    let late = Beginning {
        now_ms: late_ms,
        ..beginning(1)
    };
    assert!(store.begin(late).await.unwrap().is_none());
    store.begin(beginning(1)).await.unwrap().unwrap();
    let (state, cookie) = (secret("state", 1), Some(secret("cookie", 1)));
    let late = store.come_back(state, cookie, NOW_MS + IDENTIFICATION_MS);
    assert!(matches!(late.await.unwrap(), Return::Unknown));
    let in_time = store.come_back(state, cookie, NOW_MS + IDENTIFICATION_MS - 1);
    let Return::Here(attempt, _) = in_time.await.unwrap() else {
        panic!("not here");
    };
    let pends = store.pend(attempt.id, person("010170-999R"), result(1), NOW_MS);
    assert!(pends.await.unwrap());
    let late = Proof {
        now_ms: NOW_MS + RESULT_MS,
        ..proof(1, session(1))
    };
    assert!(is_wrong(store.as_ref(), late).await);
    let in_time = Proof {
        now_ms: NOW_MS + RESULT_MS - 1,
        ..proof(1, session(1))
    };
    assert!(!is_wrong(store.as_ref(), in_time).await);
}

pub(crate) async fn whoever_comes_back_without_the_cookie_is_sent_away(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    for (number, cookie) in [(1, None), (2, Some(secret("cookie", 9)))] {
        let new = ticket(number, session(1), Some(&asked));
        store.add_ticket(new).await.unwrap();
        store.begin(beginning(number)).await.unwrap().unwrap();
        let state = secret("state", number);
        let elsewhere = store.come_back(state, cookie, NOW_MS).await.unwrap();
        let Return::Elsewhere(attempt) = elsewhere else {
            panic!("{elsewhere:?}");
        };
        assert_eq!(attempt.conversation, Some(asked.id));
        let right = Some(secret("cookie", number));
        let again = store.come_back(state, right, NOW_MS).await.unwrap();
        assert!(matches!(again, Return::Unknown), "it is burnt");
        let pends = store.pend(attempt.id, person("010170-999R"), result(number), NOW_MS);
        assert!(!pends.await.unwrap());
        let failed = failures(store.as_ref(), asked.id).await;
        assert_eq!(failed, vec![FailureCause::Elsewhere; number.into()]);
    }
    let open = head(store.as_ref(), asked.id).await;
    assert_eq!(open.request, asked.request, "it may be tried again");
}

pub(crate) async fn an_attempt_that_failed_says_why(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    let of = |number| came_back(store.as_ref(), number, session(1), Some(&asked));
    let attempt = of(1).await;
    let fail = |cause| store.fail(attempt, cause, Some(result(1)), NOW_MS);
    fail(FailureCause::Cancelled).await.unwrap();
    fail(FailureCause::Rejected).await.unwrap();
    let failed = failures(store.as_ref(), asked.id).await;
    assert_eq!(failed, [FailureCause::Cancelled], "the first holds");
    for _ in 0..2 {
        let told = store.prove(proof(1, session(1))).await.unwrap();
        let is_why = matches!(told, Proved::Failed(FailureCause::Cancelled));
        assert!(is_why, "{told:?}");
    }
    assert!(is_wrong(store.as_ref(), proof(1, session(2))).await);
    assert!(
        is_wrong(store.as_ref(), proof(1, session(1))).await,
        "it was in wrong hands"
    );
    assert_eq!(failures(store.as_ref(), asked.id).await.len(), 1);
    // One that has ended is told nothing, and nobody who has none.
    let ended = opening(2, "Hei");
    let ended = store.open(ended).await.unwrap();
    let attempt = came_back(store.as_ref(), 2, session(2), Some(&ended)).await;
    let closes = super::closes(Giver::Visitor, ended.id, 30, None);
    store.append(closes).await.unwrap();
    let cause = FailureCause::Unavailable;
    store.fail(attempt, cause, None, NOW_MS).await.unwrap();
    assert_eq!(failures(store.as_ref(), ended.id).await, []);
    let attempt = came_back(store.as_ref(), 3, session(3), None).await;
    let failed = store.fail(attempt, cause, Some(result(3)), NOW_MS);
    failed.await.unwrap();
    let told = store.prove(proof(3, session(3))).await.unwrap();
    assert!(matches!(told, Proved::Failed(FailureCause::Unavailable)));
}

pub(crate) async fn every_step_outlives_the_process(subject: &mut dyn Subject) {
    let asked = asked(subject.store().as_ref(), 1).await;
    let new = ticket(1, session(1), Some(&asked));
    subject.store().add_ticket(new).await.unwrap();
    subject.reopen();
    assert_eq!(head(subject.store().as_ref(), asked.id).await, asked);
    subject.store().begin(beginning(1)).await.unwrap().unwrap();
    subject.reopen();
    let under_way = subject.store().identifying(NOW_MS).await.unwrap();
    let (state, cookie) = (secret("state", 1), Some(secret("cookie", 1)));
    let back = subject.store().come_back(state, cookie, NOW_MS);
    let Return::Here(attempt, _) = back.await.unwrap() else {
        panic!("not here");
    };
    let until_ms = NOW_MS + IDENTIFICATION_MS;
    assert_eq!(under_way, [(asked.id, attempt.id, until_ms)]);
    subject.reopen();
    let pends = subject
        .store()
        .pend(attempt.id, person("010170-999R"), result(1), NOW_MS);
    assert!(pends.await.unwrap());
    subject.reopen();
    let done = proves(subject.store().as_ref(), 1, session(1)).await;
    let after = done.appended.unwrap().head;
    assert!(after.identity.is_some() && after.request.is_none());
    assert!(
        subject
            .store()
            .identifying(NOW_MS)
            .await
            .unwrap()
            .is_empty()
    );
    subject.reopen();
    assert_eq!(head(subject.store().as_ref(), asked.id).await, after);
    let again = proves(subject.store().as_ref(), 1, session(1)).await;
    assert!(again.appended.unwrap().repeated);
}
