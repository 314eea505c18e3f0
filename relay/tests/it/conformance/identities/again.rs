//! Coming back as the same person, forgetting who it was, and what runs out by itself.

use juttu_relay::command::{Command as _, Giver, forget::Forget, keep::Keep};
use juttu_relay::store::identities::{Beginning, Done, ReturnTo};
use juttu_relay::store::{Append, Opening, Store, StoreError};
use juttu_shared::id::ConversationId;
use juttu_shared::limits::{
    IDENTIFICATION_MS, IDENTITY_WITHOUT_CONVERSATION_MS, RESULT_MS, TICKET_MS,
};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{FailureCause, Kind, Outcome};

use super::super::{NOW_MS, Subject, agent, closes, code, key, opening, request, service};
use super::{
    asked, beginning, failures, head, identifying, is_wrong, log, pends, person, proof, proves,
    session, ticket,
};

const AINO: &str = "010170-999R";
const VEIKKO: &str = "210281-9988";

fn forgets(of: ConversationId, number: u64) -> Append {
    let by = Giver::Agent(agent(1, &["talous"]));
    let client_key = key(number);
    let is_here = true;
    Forget {
        by,
        client_key,
        is_here,
    }
    .to(of, NOW_MS)
}

fn keeps(of: ConversationId, number: u64) -> Append {
    Keep {
        client_key: key(number),
        code: code(3),
    }
    .to(of, NOW_MS)
}

/// A session without a conversation that has proved who it is.
async fn proved(store: &dyn Store, number: u8, code: &str) -> Done {
    pends(store, number, session(number), None, person(code)).await;
    proves(store, number, session(number)).await
}

fn ids(done: &Done) -> Vec<ConversationId> {
    done.kept.iter().map(|kept| kept.head.id).collect()
}

fn tags(events: &[juttu_shared::wire::v1::event::Event]) -> Vec<&'static str> {
    events.iter().map(|event| event.kind.tag()).collect()
}

pub(crate) async fn who_has_identified_before_brings_it_into_what_they_open(
    subject: &mut dyn Subject,
) {
    let store = subject.store();
    let done = proved(store.as_ref(), 1, AINO).await;
    assert!(done.appended.is_none() && done.kept.is_empty());
    assert_eq!(done.language, "sv");
    let again = proves(store.as_ref(), 1, session(1)).await;
    assert!(again.appended.is_none(), "the answer was lost");
    let asks = store.open(request(1, "Hei")).await.unwrap();
    let events = log(store.as_ref(), asks.id).await;
    assert_eq!(
        tags(&events),
        ["opened", "identification_completed", "posted", "left"]
    );
    assert!(asks.identity.is_some());
    assert!(asks.reach.identification && !asks.reach.code && asks.reach.phone);
    assert_eq!(head(store.as_ref(), asks.id).await, asks);
    assert!(store.of_code(code(1)).await.unwrap().is_none());
    assert!(store.of_session(session(1)).await.unwrap().is_some());
    // A code that is another's matters to nobody, since none is kept.
    store.open(request(5, "Hei")).await.unwrap();
    proved(store.as_ref(), 2, AINO).await;
    let same_code = Opening {
        leaving: Some(super::super::leaving(5)),
        ..request(2, "Hei")
    };
    assert!(store.open(same_code).await.unwrap().reach.identification);
    // It is brought once, where it may be brought at all, and in time.
    proved(store.as_ref(), 3, AINO).await;
    let not_here = Opening {
        brings_identity: false,
        ..opening(3, "Hei")
    };
    assert_eq!(store.open(not_here).await.unwrap().identity, None);
    proved(store.as_ref(), 4, AINO).await;
    let too_late = Opening {
        now_ms: NOW_MS + IDENTITY_WITHOUT_CONVERSATION_MS,
        ..opening(4, "Hei")
    };
    assert_eq!(store.open(too_late).await.unwrap().identity, None);
    let elsewhere = Opening {
        service: service("perhe"),
        ..opening(6, "Hei")
    };
    proved(store.as_ref(), 6, AINO).await;
    assert_eq!(store.open(elsewhere).await.unwrap().identity, None);
}

pub(crate) async fn the_same_person_comes_back_without_a_code(subject: &mut dyn Subject) {
    let store = subject.store();
    proved(store.as_ref(), 1, AINO).await;
    let first = store.open(request(1, "Yksi")).await.unwrap();
    proved(store.as_ref(), 2, AINO).await;
    let second = store.open(opening(2, "Kaksi")).await.unwrap();
    let done = proved(store.as_ref(), 9, AINO).await;
    assert_eq!(ids(&done), [second.id, first.id]);
    assert_eq!(done.kept[1].opened_at_ms, NOW_MS + 1);
    subject.reopen();
    let store = subject.store();
    let reopen = |of| store.reopen(session(9), service("talous"), of, NOW_MS);
    assert_eq!(reopen(first.id).await.unwrap().unwrap().id, first.id);
    assert_eq!(
        reopen(first.id).await.unwrap().unwrap().id,
        first.id,
        "again"
    );
    assert!(reopen(second.id).await.unwrap().is_none(), "one at a time");
    let held = store.of_session(session(9)).await.unwrap().unwrap();
    assert_eq!(held.id, first.id);
    assert!(store.of_session(session(1)).await.unwrap().is_some());
    // Who has one is not shown it as another.
    let of = head(store.as_ref(), first.id).await;
    pends(store.as_ref(), 10, session(9), Some(&of), person(AINO)).await;
    let done = proves(store.as_ref(), 10, session(9)).await;
    assert_eq!(ids(&done), [second.id]);
    assert_eq!(done.appended.unwrap().head.identity, first.identity);
}

pub(crate) async fn nobody_else_does(subject: &mut dyn Subject) {
    let store = subject.store();
    proved(store.as_ref(), 1, AINO).await;
    let ainos = store.open(opening(1, "Hei")).await.unwrap();
    let anonymous = store.open(opening(2, "Hei")).await.unwrap();
    let reopen = |by, door: &str, of| store.reopen(session(by), service(door), of, NOW_MS);
    let refused = async |by, door: &str, of| {
        assert!(reopen(by, door, of).await.unwrap().is_none(), "{by} {door}");
    };
    refused(8, "talous", ainos.id).await;
    let done = proved(store.as_ref(), 3, VEIKKO).await;
    assert!(done.kept.is_empty());
    refused(3, "talous", ainos.id).await;
    refused(3, "talous", anonymous.id).await;
    refused(3, "talous", ConversationId(u64::MAX)).await;
    proved(store.as_ref(), 4, AINO).await;
    refused(4, "talous", anonymous.id).await;
    refused(4, "perhe", ainos.id).await;
    let late_ms = NOW_MS + IDENTITY_WITHOUT_CONVERSATION_MS;
    let late = store.reopen(session(4), service("talous"), ainos.id, late_ms);
    assert!(late.await.unwrap().is_none());
    // Two who are not known again are not the same.
    let nobody = || super::Person {
        personal_code: None,
        ..person(AINO)
    };
    for number in [5, 6] {
        pends(store.as_ref(), number, session(number), None, nobody()).await;
        let done = proves(store.as_ref(), number, session(number)).await;
        assert!(done.kept.is_empty());
    }
    let unknown = store.open(request(5, "Hei")).await.unwrap();
    assert!(unknown.identity.is_some() && !unknown.reach.identification);
    assert!(
        !unknown.reach.code,
        "a code opens nothing of who is identified"
    );
    refused(6, "talous", unknown.id).await;
    assert!(reopen(4, "talous", ainos.id).await.unwrap().is_some());
}

pub(crate) async fn what_is_forgotten_is_nobodys(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    let nothing = store.append(forgets(asked.id, 50)).await;
    let is_refused = matches!(nothing, Err(StoreError::Refused(Refusal::NoIdentity)));
    assert!(is_refused, "{nothing:?}");
    pends(store.as_ref(), 1, session(1), Some(&asked), person(AINO)).await;
    pends(store.as_ref(), 2, session(1), Some(&asked), person(VEIKKO)).await;
    let first = proves(store.as_ref(), 1, session(1))
        .await
        .appended
        .unwrap();
    proves(store.as_ref(), 2, session(1)).await;
    let forgotten = store.append(forgets(asked.id, 51)).await.unwrap();
    let Kind::IdentityForgotten(it) = &forgotten.events[0].kind else {
        panic!("{:?}", forgotten.events);
    };
    assert_eq!(Some(it.identity), first.head.identity);
    assert!(store.append(forgets(asked.id, 51)).await.unwrap().repeated);
    subject.reopen();
    let store = subject.store();
    let after = head(store.as_ref(), asked.id).await;
    assert_eq!((after.identity, after.reach.identification), (None, false));
    // The second person, too, is gone, and comes not in the first one's place.
    for (number, code) in [(8, AINO), (9, VEIKKO)] {
        let done = proved(store.as_ref(), number, code).await;
        assert!(done.kept.is_empty());
        let reopened = store.reopen(session(number), service("talous"), asked.id, NOW_MS);
        assert!(reopened.await.unwrap().is_none());
    }
    let held = store.of_session(session(1)).await.unwrap();
    assert_eq!(held.unwrap().id, asked.id, "the present session stays");
    // It may be asked for again.
    let asks = super::AskIdentification {
        by: agent(1, &["talous"]),
        client_key: key(52),
        reason: "Sittenkin".into(),
        services: identifying(),
    };
    let asked_again = store.append(asks.to(asked.id, NOW_MS)).await.unwrap();
    assert!(asked_again.head.request.is_some());
}

pub(crate) async fn a_code_is_made_for_an_anonymous_conversation_alone(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    pends(store.as_ref(), 1, session(1), Some(&asked), person(AINO)).await;
    proves(store.as_ref(), 1, session(1)).await;
    let refused = store.append(keeps(asked.id, 60)).await;
    let is_refused = matches!(
        refused,
        Err(StoreError::Refused(Refusal::AlreadyIdentified))
    );
    assert!(is_refused, "{refused:?}");
    store.append(forgets(asked.id, 61)).await.unwrap();
    let maria = Giver::Agent(agent(1, &["talous"]));
    let ended = closes(maria, asked.id, 62, Some(Outcome::Solved));
    store.append(ended).await.unwrap();
    let kept = store.append(keeps(asked.id, 63)).await.unwrap();
    assert_eq!(tags(&kept.events), ["code_made"]);
    assert!(kept.head.reach.code && kept.head.state == State::Closed);
    assert!(store.append(keeps(asked.id, 63)).await.unwrap().repeated);
    let opened = store.of_code(code(3)).await.unwrap().unwrap();
    assert_eq!(opened.id, asked.id);
    let again = store.append(keeps(asked.id, 64)).await;
    let is_refused = matches!(again, Err(StoreError::Refused(Refusal::NotAllowed)));
    assert!(is_refused, "{again:?}");
    // Nobody's code is taken from them.
    let other = super::asked(store.as_ref(), 2).await;
    let taken = store.append(keeps(other.id, 65)).await;
    let is_refused = matches!(taken, Err(StoreError::Refused(Refusal::Malformed)));
    assert!(is_refused, "{taken:?}");
    assert!(!head(store.as_ref(), other.id).await.reach.code);
}

pub(crate) async fn what_has_run_out_is_erased_and_told_once(subject: &mut dyn Subject) {
    let store = subject.store();
    let begun = asked(store.as_ref(), 1).await;
    store
        .add_ticket(ticket(1, session(1), Some(&begun)))
        .await
        .unwrap();
    store.begin(beginning(1)).await.unwrap().unwrap();
    let pending = asked(store.as_ref(), 2).await;
    pends(store.as_ref(), 2, session(2), Some(&pending), person(AINO)).await;
    let ticketed = asked(store.as_ref(), 3).await;
    store
        .add_ticket(ticket(3, session(3), Some(&ticketed)))
        .await
        .unwrap();
    proved(store.as_ref(), 4, AINO).await;
    let erase = async |now_ms: i64| {
        let mut times = 0;
        while store.has_expired(now_ms).await.unwrap() {
            store.erase_expired(now_ms).await.unwrap();
            times += 1;
        }
        times
    };
    assert_eq!(erase(NOW_MS + TICKET_MS - 1).await, 0);
    // RESULT_MS and TICKET_MS are over: the ticket, the result of 2, and that of 4 that was used.
    assert!(erase(NOW_MS + TICKET_MS.max(RESULT_MS)).await > 0);
    let told = async |of| failures(store.as_ref(), of).await;
    assert_eq!(told(pending.id).await, [FailureCause::Elsewhere]);
    assert_eq!(told(ticketed.id).await, [], "nothing was begun");
    assert_eq!(told(begun.id).await, []);
    assert!(is_wrong(store.as_ref(), proof(2, session(2))).await);
    assert_eq!(erase(NOW_MS + IDENTIFICATION_MS - 1).await, 0);
    assert!(erase(NOW_MS + IDENTIFICATION_MS).await > 0);
    assert_eq!(told(begun.id).await, [FailureCause::Elsewhere]);
    let reopened = async |now_ms| {
        let brought = Opening {
            now_ms,
            ..opening(4, "Hei")
        };
        store.open(brought).await.unwrap().identity
    };
    assert_eq!(
        erase(NOW_MS + IDENTITY_WITHOUT_CONVERSATION_MS - 1).await,
        0
    );
    assert!(erase(NOW_MS + IDENTITY_WITHOUT_CONVERSATION_MS).await > 0);
    // Erased, not only too old.
    assert_eq!(reopened(NOW_MS + 1).await, None);
    assert_eq!(erase(i64::MAX).await, 0, "nothing is left");
    for of in [&begun, &pending] {
        assert_eq!(told(of.id).await.len(), 1);
    }
}

pub(crate) async fn whoever_begins_anew_is_told_of_one_attempt(subject: &mut dyn Subject) {
    let store = subject.store();
    let asked = asked(store.as_ref(), 1).await;
    for number in [1, 2] {
        store
            .add_ticket(ticket(number, session(1), Some(&asked)))
            .await
            .unwrap();
        store.begin(beginning(number)).await.unwrap().unwrap();
    }
    let all_over = |store: std::sync::Arc<dyn Store>| async move {
        while store.has_expired(NOW_MS + IDENTIFICATION_MS).await.unwrap() {
            store
                .erase_expired(NOW_MS + IDENTIFICATION_MS)
                .await
                .unwrap();
        }
    };
    all_over(store.clone()).await;
    let told = failures(store.as_ref(), asked.id).await;
    assert_eq!(told, [FailureCause::Elsewhere]);
    // Who has identified by then is not told that another attempt came to nothing.
    store
        .add_ticket(ticket(3, session(1), Some(&asked)))
        .await
        .unwrap();
    let also = Beginning {
        ticket: super::secret("ticket", 3),
        ..beginning(3)
    };
    store.begin(also).await.unwrap().unwrap();
    pends(store.as_ref(), 4, session(1), Some(&asked), person(AINO)).await;
    proves(store.as_ref(), 4, session(1)).await;
    let address = ReturnTo("https://www.example.fi/salainen".into());
    assert_eq!(format!("{address:?}"), "ReturnTo(…)");
    all_over(store.clone()).await;
    assert_eq!(failures(store.as_ref(), asked.id).await, told);
}
