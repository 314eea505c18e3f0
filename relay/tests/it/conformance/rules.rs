//! Nobody does what they may not, and what is refused leaves no trace.

use juttu_relay::command::Giver;
use juttu_relay::store::{Append, Change, New, Store, StoreError};
use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Act, Caller, State, may};
use juttu_shared::wire::v1::event::{
    Author, Closed, Joined, Kind, Left, LeftCause, Outcome, StaffKind,
};

use super::expiry::{left_behind, requeues};
use super::{
    Changes, Subject, agent, claimed, claims, closes, exits, leaves, leaving, notes, opening,
    posts, rates, service, visitor_posts,
};

async fn refusal(store: &dyn Store, append: Append) -> Option<Refusal> {
    match store.append(append).await {
        Ok(_) => None,
        Err(StoreError::Refused(refusal)) => Some(refusal),
        Err(StoreError::Failed(reason)) => panic!("{reason}"),
    }
}

pub(crate) async fn of_two_claims_one_wins(subject: &mut dyn Subject) {
    let store = subject.store();
    for number in 1..=20 {
        let head = store.open(opening(number, "Hei")).await.unwrap();
        let (first, second) = (agent(5, &["talous"]), agent(6, &["talous"]));
        let one = store.append(claims(&first, head.id, 500));
        let two = store.append(claims(&second, head.id, 600));
        let (one, two) = (one.await, two.await);
        assert_eq!(u8::from(one.is_ok()) + u8::from(two.is_ok()), 1);
        let lost = one.err().or(two.err()).unwrap();
        assert_eq!(lost.refusal(), Refusal::AlreadyClaimed);
        assert_eq!(store.head(head.id).await.unwrap().unwrap().agents.len(), 1);
    }
}

pub(crate) async fn a_refused_command_changes_nothing(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = claimed(&*store, 1, &by).await;
    let end = closes(Giver::Agent(by.clone()), head.id, 10, Some(Outcome::Solved));
    store.append(end).await.unwrap();
    let before = store.events(head.id, 0).await.unwrap();
    let told = subject.told().all().len();
    let refused = refusal(&*store, visitor_posts(head.id, 11, "vielä")).await;
    assert_eq!(refused, Some(Refusal::WrongState));
    let refused = refusal(&*store, visitor_posts(ConversationId(404), 11, "kuka")).await;
    assert_eq!(refused, Some(Refusal::NoConversation));
    assert_eq!(store.events(head.id, 0).await.unwrap(), before);
    assert_eq!(subject.told().all().len(), told);
}

pub(crate) async fn the_staff_log_stands_apart(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = claimed(&*store, 1, &by).await;
    for number in 0..5 {
        let giver = || Giver::Agent(by.clone());
        store
            .append(notes(giver(), head.id, 10 + number, "vain meille"))
            .await
            .unwrap();
        store
            .append(posts(giver(), head.id, 20 + number, "sinulle"))
            .await
            .unwrap();
    }
    let events = store.events(head.id, 0).await.unwrap();
    let numbers: Vec<_> = events.iter().map(|event| event.seq).collect();
    assert_eq!(
        numbers,
        (1..=8).collect::<Vec<_>>(),
        "no gap betrays a note"
    );
    let hidden =
        |kind: &Kind| matches!(kind, Kind::Posted(posted) if posted.text.contains("meille"));
    assert!(!events.iter().any(|event| hidden(&event.kind)));
    let staff = store.staff_events(head.id, 0).await.unwrap();
    let numbers: Vec<_> = staff.iter().map(|event| event.seq).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    assert!(
        staff
            .iter()
            .all(|event| matches!(event.kind, StaffKind::Noted(_)))
    );
}

pub(crate) async fn a_stranger_learns_nothing_from_a_known_key(subject: &mut dyn Subject) {
    let store = subject.store();
    let by = agent(5, &["talous"]);
    let head = claimed(&*store, 1, &by).await;
    store
        .append(visitor_posts(head.id, 10, "salaisuus"))
        .await
        .unwrap();
    store
        .append(notes(Giver::Agent(by), head.id, 11, "huomio"))
        .await
        .unwrap();
    let colleague = || Giver::Agent(agent(6, &["talous"]));
    let outsider = || Giver::Agent(agent(7, &["muu"]));
    for (append, expected) in [
        (posts(colleague(), head.id, 10, "x"), Refusal::NotAllowed),
        (notes(colleague(), head.id, 11, "x"), Refusal::NotAllowed),
        (notes(Giver::Visitor, head.id, 11, "x"), Refusal::NotAllowed),
        (posts(outsider(), head.id, 10, "x"), Refusal::NoConversation),
        (notes(outsider(), head.id, 11, "x"), Refusal::NoConversation),
    ] {
        assert_eq!(refusal(&*store, append).await, Some(expected));
    }
}

pub(crate) async fn a_full_queue_refuses_and_keeps_nothing(subject: &mut dyn Subject) {
    let store = subject.store();
    let at_most_two = |number| {
        let mut opening = opening(number, "Hei");
        opening.most_waiting = 2;
        opening
    };
    let first = store.open(at_most_two(1)).await.unwrap();
    store.open(at_most_two(2)).await.unwrap();
    let third = store.open(at_most_two(3)).await;
    assert_eq!(third.unwrap_err().refusal(), Refusal::QueueFull);
    assert_eq!(store.of_session(opening(3, "").secret).await.unwrap(), None);
    assert_eq!(
        store.open(at_most_two(1)).await.unwrap(),
        first,
        "who is in stays in"
    );
    assert_eq!(
        store.waiting(vec![service("talous")]).await.unwrap().len(),
        2
    );
}

/// The table of state × command × caller, each cell through the store.
pub(crate) async fn every_cell_is_as_the_rules_say(subject: &mut dyn Subject) {
    let store = subject.store();
    let mut number = 0;
    let mut cells = 0;
    for caller in Caller::ALL {
        for act in Act::ALL {
            for state in State::ALL {
                number += 1;
                let id = ConversationId(number);
                let Some(append) = command(act, caller, state, id) else {
                    number -= 1;
                    continue;
                };
                let number = u8::try_from(number).unwrap();
                assert_eq!(in_state(&*store, number, state, caller).await, id);
                let expected = may(act, caller, state).err();
                assert_eq!(
                    refusal(&*store, append).await,
                    expected,
                    "{caller:?} {act:?} {state:?}"
                );
                cells += 1;
            }
        }
    }
    assert_eq!(
        cells,
        (6 + 3 + 6 + 6 + 3 + 1 + 2 + 2) * 4 - 1,
        "posts, claims, notes, closes, leaves, requeues, exits, rates"
    );
}

/// A conversation in that state, in which that caller stands as the table says.
async fn in_state(store: &dyn Store, number: u8, state: State, caller: Caller) -> ConversationId {
    let id = store.open(opening(number, "Hei")).await.unwrap().id;
    let takes_part = matches!(caller, Caller::Participant | Caller::Relay);
    let joined = Kind::Joined(Joined { name: "X".into() });
    let left = Kind::Left(Left {
        cause: LeftCause::Chosen,
        answer_by: None,
    });
    let becomes = match state {
        State::Waiting => None,
        State::Active => Some(joined),
        State::Left => Some(left),
        State::Closed => Some(Kind::Closed(Closed {})),
    };
    let event = becomes.map(|kind| New {
        from: Author::Relay,
        client_key: None,
        kind,
    });
    let change = Change {
        events: event.into_iter().collect(),
        join: takes_part.then_some(agent(5, &[]).id),
        leaving: (caller == Caller::CodeHolder).then(|| leaving(number)),
        ..Change::default()
    };
    store.append(Changes(change).to(id)).await.unwrap();
    id
}

/// What has a form.
fn command(act: Act, caller: Caller, state: State, to: ConversationId) -> Option<Append> {
    let by = match caller {
        Caller::Visitor | Caller::CodeHolder => Giver::Visitor,
        Caller::Participant => Giver::Agent(agent(5, &["talous"])),
        Caller::Colleague | Caller::Supervisor => Giver::Agent(agent(6, &["talous"])),
        Caller::Consulted => return None,
        Caller::Outsider => Giver::Agent(agent(7, &["muu"])),
        Caller::Relay => Giver::Relay,
    };
    match (act, by) {
        (Act::Post, by) => Some(posts(by, to, 3_000, "x")),
        (Act::Note, by) => Some(notes(by, to, 3_000, "x")),
        (Act::Close, by) => Some(closes(by, to, 3_000, None)),
        (Act::Claim, Giver::Agent(by)) => Some(claims(&by, to, 3_000)),
        (Act::Exit, Giver::Visitor) => Some(exits(to, 3_000)),
        (Act::Rate, Giver::Visitor) => Some(rates(to, 3_000)),
        (Act::Leave, Giver::Visitor) => Some(leaves(
            to,
            3_000,
            None,
            leaving(u8::try_from(to.0).unwrap()),
        )),
        (Act::Leave, Giver::Relay) if state != State::Active => Some(left_behind(to)),
        (Act::Requeue, Giver::Relay) => Some(requeues(to, &[5])),
        _ => None,
    }
}
