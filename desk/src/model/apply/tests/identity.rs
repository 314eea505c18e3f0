//! Asking a resident to identify, how it ends, and who the resident is once that is opened.

use juttu_shared::id::{ConversationId, IdentityId, ServiceId};
use juttu_shared::limits::WHY_CHARS;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{
    Hold, Identity, Looked, Me, Mine, OpenIdentity, PersonalCode, Reach, Welcome,
};
use juttu_shared::wire::v1::event::{
    CodeMade, Envelope, Event, FailureCause, IdentificationCompleted, IdentificationDeclined,
    IdentificationFailed, IdentificationRequested, IdentityDiffers, IdentityForgotten, Level,
    StaffKind,
};

use super::super::super::sample::{me, my_request};
use super::super::super::{Deed, Opens, RowState, Standing, Step, What};
use super::*;

mod asking;
mod opening;
mod shutting;

const FIRST: IdentityId = IdentityId(91);
const OTHER: IdentityId = IdentityId(92);
const RESIDENT: Author = Author::Visitor;

fn happens(model: &mut Model, seq: u64, from: Author, kind: Kind) -> Vec<Effect> {
    apply(model, ServerMessage::Event(event(A, seq, from, kind)))
}

fn requested() -> Kind {
    Kind::IdentificationRequested(IdentificationRequested {
        name: "Maria".into(),
        reason: "Varaan sinulle ajan.".into(),
    })
}

fn completed(identity: IdentityId) -> Kind {
    Kind::IdentificationCompleted(IdentificationCompleted {
        identity,
        level: Level::Substantial,
        request: Some(4),
    })
}

fn failed(cause: FailureCause) -> Kind {
    Kind::IdentificationFailed(IdentificationFailed {
        request: Some(4),
        cause,
    })
}

fn declined() -> Kind {
    Kind::IdentificationDeclined(IdentificationDeclined { request: 4 })
}

fn forgotten(identity: IdentityId) -> Kind {
    Kind::IdentityForgotten(IdentityForgotten { identity })
}

/// Maria's desk with an open conversation, in a service that identifies, and another beside it.
fn identifying(events: Vec<Kind>) -> Model {
    let mut one = mine(A);
    for (kind, seq) in events.into_iter().zip(4..) {
        let from = match kind {
            Kind::IdentificationRequested(_) | Kind::IdentityForgotten(_) => Author::Agent(MARIA),
            Kind::IdentificationFailed(_) => Author::Relay,
            _ => RESIDENT,
        };
        one.events.push(event(A, seq, from, kind));
    }
    desk_with(vec![one, mine(B)])
}

fn desk_with(mine: Vec<Mine>) -> Model {
    let mut model = Model::default();
    model.sign_in(identifies());
    let welcome = Welcome {
        now_ms: NOW_MS,
        me: identifies(),
        presence: vec![presence(true, 1)],
        staff: Vec::new(),
        waiting: Vec::new(),
        mine,
    };
    apply(&mut model, ServerMessage::Welcome(welcome));
    model.open(A);
    model
}

fn identifies() -> Me {
    let mut me = me(MARIA);
    for named in &mut me.services {
        named.identifies = true;
    }
    me
}

fn person(number: u64, identity: IdentityId) -> ServerMessage {
    ServerMessage::Identity(Identity {
        client_key: key(number),
        conversation: A,
        identity,
        name: "Aino Mallikas".into(),
        family_name: None,
        given_names: None,
        level: Level::Substantial,
        at_ms: NOW_MS,
        provider: "Testipankki".into(),
        has_personal_code: true,
    })
}

fn code(number: u64) -> ServerMessage {
    ServerMessage::PersonalCode(PersonalCode {
        client_key: key(number),
        conversation: A,
        identity: FIRST,
        code: "010170-999R".into(),
    })
}

/// One who is identified, with the person and the code on the screen.
fn opened() -> Model {
    let mut model = identifying(vec![completed(FIRST)]);
    model.open_identity(A, FIRST, Opens::Person, key(1));
    let effects = apply(&mut model, person(1, FIRST));
    assert_eq!(effects, [Effect::FocusIdentity(0)]);
    model.open_identity(A, FIRST, Opens::Code, key(2));
    assert_eq!(apply(&mut model, code(2)), [Effect::FocusCode(0)]);
    assert!(shows(&model).0 && shows(&model).1);
    model
}

/// Whether the person and the code are known.
fn shows(model: &Model) -> (bool, bool) {
    let found = model.conversation(A).or(model.looked.as_ref());
    let disclosure = found.and_then(|found| found.disclosure(FIRST));
    let person = disclosure.is_some_and(|it| it.person.is_some());
    let code = disclosure.is_some_and(|it| it.code.is_some());
    assert_eq!(
        model.has_opened_identity(),
        disclosure.is_some() || !model.outbox.is_empty()
    );
    (person, code)
}

fn said(step: Step) -> Effect {
    Effect::Say(Said::Identification {
        reference: 211,
        step,
    })
}

/// The relay tells staff that another person identified.
fn warned(model: &mut Model, seq: u64) -> Vec<Effect> {
    let differs = StaffKind::IdentityDiffers(IdentityDiffers {
        identity: OTHER,
        first: FIRST,
    });
    let told = Envelope {
        kind: differs,
        ..noted(A, seq, Author::Relay, "")
    };
    apply(model, ServerMessage::StaffEvent(told))
}

#[test]
fn a_second_person_raises_a_warning_and_both_can_be_opened() {
    let mut model = identifying(vec![completed(FIRST)]);
    happens(&mut model, 5, RESIDENT, completed(OTHER));
    let effects = warned(&mut model, 1);
    assert_eq!(effects, [said(Step::Differs)]);
    let found = model.conversation(A).unwrap();
    assert!(found.is_mixed());
    let identities: Vec<_> = found.proofs().iter().map(|it| it.identity).collect();
    assert_eq!(identities, [FIRST, OTHER], "the first stays the first");
    let rows = model.rows_of(A);
    assert!(
        rows.iter()
            .any(|row| row.what == What::Identification(Step::Differs))
    );
    for (identity, place) in [(FIRST, 0), (OTHER, 1)] {
        model.open_identity(A, identity, Opens::Person, key(1));
        let effects = apply(&mut model, person(1, identity));
        assert_eq!(effects, [Effect::FocusIdentity(place)]);
    }
    // One press forgets them all; the event names the conversation's own.
    happens(&mut model, 6, Author::Agent(MARIA), forgotten(FIRST));
    let found = model.conversation(A).unwrap();
    assert!(!found.is_mixed() && !found.is_identified());
    assert!(found.disclosure(OTHER).is_none());
}

#[test]
fn the_same_person_again_is_one_identity() {
    let model = identifying(vec![completed(FIRST), completed(FIRST)]);
    let proofs = model.conversation(A).unwrap().proofs();
    assert_eq!(proofs.len(), 1);
    assert_eq!(proofs.first().unwrap().at_ms, NOW_MS + 5_000, "proved anew");
}

#[test]
fn an_identity_is_forgotten_once_and_the_conversation_anonymous_again() {
    let mut model = opened();
    let sent = commands(&model.forget_identity(A, key(3)));
    assert!(matches!(&sent[..], [ClientMessage::ForgetIdentity(_)]));
    assert_eq!(model.forget_identity(A, key(4)), [], "once");
    let answer: Event = Envelope {
        client_key: Some(key(3)),
        ..event(A, 5, Author::Agent(MARIA), forgotten(FIRST))
    };
    apply(&mut model, ServerMessage::Event(answer));
    let found = model.conversation(A).unwrap();
    assert!(!found.is_identified() && found.standing() == Standing::Held);
    assert!(model.outbox.is_empty());
    assert!(model.may_ask_identification(A));
}

#[test]
fn one_that_was_looked_up_shows_the_person_until_it_is_put_down() {
    let mut model = identifying(vec![completed(FIRST)]);
    let mut looked = mine(ConversationId(31));
    looked
        .events
        .push(event(looked.id, 4, RESIDENT, completed(FIRST)));
    let id = looked.id;
    let told = Looked {
        client_key: key(5),
        conversation: looked,
    };
    apply(&mut model, ServerMessage::Looked(told));
    let sent = commands(&model.open_identity(id, FIRST, Opens::Person, key(6)));
    assert_eq!(sent.len(), 1);
    assert!(model.shown(id).unwrap().may_open_code(), "she took part");
    model.shut_own_identities();
    assert!(model.has_opened_identity(), "it is for its page");
    model.put_down();
    assert!(!model.has_opened_identity() && model.outbox.is_empty());
}
