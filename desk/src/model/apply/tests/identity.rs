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

#[test]
fn a_request_goes_out_once_with_a_ready_reason_or_ones_own() {
    let mut model = identifying(Vec::new());
    assert!(model.may_ask_identification(A));
    let sent = commands(&model.ask_identification(A, Some("Jag bokar en tid åt dig."), key(1)));
    let [ClientMessage::AskIdentification(post)] = &sent[..] else {
        panic!("one request: {sent:?}");
    };
    assert_eq!(post.text, "Jag bokar en tid åt dig.");
    assert_eq!(model.ask_identification(A, Some("x"), key(2)), [], "once");
    let answer = Envelope {
        client_key: Some(key(1)),
        ..event(A, 4, Author::Agent(MARIA), requested())
    };
    assert_eq!(apply(&mut model, ServerMessage::Event(answer)), []);
    assert!(!model.is_doing(A, Deed::AskIdentification) && model.outbox.is_empty());

    model.draft(A, Lane::Purpose, "  omin sanoin ".into(), NOW_MS);
    let sent = commands(&model.ask_identification(A, None, key(3)));
    assert!(
        matches!(&sent[..], [ClientMessage::AskIdentification(post)] if post.text == "omin sanoin")
    );
    let answer = Envelope {
        client_key: Some(key(3)),
        ..event(A, 5, Author::Agent(MARIA), requested())
    };
    apply(&mut model, ServerMessage::Event(answer));
    let found = model.conversation(A).unwrap();
    assert_eq!(found.draft(Lane::Purpose).text, "", "it has gone out");
    assert_eq!(found.asked().unwrap().at_ms, NOW_MS + 5_000, "the newest");
}

#[test]
fn a_reason_of_ones_own_has_its_length() {
    let mut model = identifying(Vec::new());
    for (text, wrong) in [
        (" ".to_owned(), Refusal::TextEmpty),
        ("a".repeat(WHY_CHARS + 1), Refusal::TextTooLong),
    ] {
        model.draft(A, Lane::Purpose, text.clone(), NOW_MS);
        assert_eq!(model.ask_identification(A, None, key(1)), []);
        let draft = model.conversation(A).unwrap().draft(Lane::Purpose).clone();
        assert_eq!((draft.text, draft.refused), (text, Some(wrong)));
    }
    model.draft(A, Lane::Purpose, "a".repeat(WHY_CHARS), NOW_MS);
    assert_eq!(
        commands(&model.ask_identification(A, None, key(1))).len(),
        1
    );
}

#[test]
fn a_reason_is_no_message() {
    let mut model = identifying(Vec::new());
    let told = model.draft(A, Lane::Purpose, "miksi".into(), NOW_MS);
    assert_eq!(told, [], "nor typing");
    assert_eq!(model.send(A, Lane::Purpose, key(1)), []);
    let kept = juttu_client::json::to_text(&model.to_keep());
    let mut again = Model::default();
    again.sign_in(identifies());
    again.put_back(juttu_client::json::from_text(&kept).unwrap());
    apply(&mut again, welcome(Vec::new(), vec![mine(A), mine(B)]));
    let draft = again.conversation(A).unwrap().draft(Lane::Purpose);
    assert_eq!(draft.text, "miksi", "a reload keeps it");
}

#[test]
fn nobody_is_asked_where_nobody_identifies_or_once_somebody_has() {
    assert!(!desk(Vec::new(), vec![mine(A)]).may_ask_identification(A));
    assert!(!identifying(vec![completed(FIRST)]).may_ask_identification(A));
    let asked = Mine {
        hold: Hold::Consulted,
        ..mine(A)
    };
    assert!(!desk_with(vec![asked]).may_ask_identification(A));
    assert!(desk_with(vec![my_request(A)]).may_ask_identification(A));
    let from_elsewhere = Mine {
        door: Some(ServiceId("perhekeskus".into())),
        ..mine(A)
    };
    assert!(!desk_with(vec![from_elsewhere]).may_ask_identification(A));
    let mut over = identifying(Vec::new());
    apply(&mut over, ServerMessage::Event(closed(A, 4, RESIDENT)));
    assert!(!over.may_ask_identification(A));
}

#[test]
fn a_refused_request_is_said_in_its_panel() {
    let mut model = identifying(Vec::new());
    for code in [Refusal::NoIdentification, Refusal::AlreadyIdentified] {
        model.ask_identification(A, Some("syy"), key(1));
        let effects = apply(&mut model, refused(1, code));
        assert_eq!(effects, [Effect::Say(Said::Notice(Notice::Refused(code)))]);
        let found = model.conversation(A).unwrap();
        assert_eq!(found.deed_refused, Some((Deed::AskIdentification, code)));
        assert!(model.outbox.is_empty());
    }
}

#[test]
fn what_is_waited_for_ends_with_an_answer_or_with_the_conversation() {
    let asked = |model: &Model| model.conversation(A).unwrap().asked();
    let mut model = identifying(vec![requested()]);
    let pending = asked(&model).unwrap();
    assert_eq!((pending.at_ms, pending.failed), (NOW_MS + 4_000, None));
    for (seq, cause) in [(5, FailureCause::Cancelled), (6, FailureCause::Unavailable)] {
        let effects = happens(&mut model, seq, Author::Relay, failed(cause));
        assert_eq!(effects, [said(Step::Failed(cause))]);
        assert_eq!(asked(&model).unwrap().failed, Some(cause), "may try again");
    }
    let effects = happens(&mut model, 7, RESIDENT, declined());
    assert_eq!(effects, [said(Step::Declined)]);
    let found = model.conversation(A).unwrap();
    assert_eq!(
        (found.asked(), found.declined_ms()),
        (None, Some(NOW_MS + 7_000))
    );
    happens(&mut model, 8, Author::Agent(MARIA), requested());
    let found = model.conversation(A).unwrap();
    assert!(found.asked().is_some() && found.declined_ms().is_none());
    let effects = happens(&mut model, 9, RESIDENT, completed(FIRST));
    assert_eq!(effects, [said(Step::Completed(Level::Substantial))]);
    let found = model.conversation(A).unwrap();
    assert!(found.asked().is_none() && found.is_identified());

    let mut over = identifying(vec![requested()]);
    apply(&mut over, ServerMessage::Event(closed(A, 5, RESIDENT)));
    assert_eq!(asked(&over), None);
}

#[test]
fn every_step_stands_in_the_log() {
    let model = identifying(vec![
        requested(),
        failed(FailureCause::Elsewhere),
        declined(),
        completed(FIRST),
        forgotten(FIRST),
        Kind::CodeMade(CodeMade {}),
    ]);
    let steps: Vec<Step> = (model.rows_of(A).into_iter())
        .filter_map(|row| match row.what {
            What::Identification(step) if row.state == RowState::Sent => Some(step),
            _ => None,
        })
        .collect();
    let reason = "Varaan sinulle ajan.".to_owned();
    assert_eq!(
        steps,
        [
            Step::Asked(reason),
            Step::Failed(FailureCause::Elsewhere),
            Step::Declined,
            Step::Completed(Level::Substantial),
            Step::Forgotten,
            Step::CodeMade,
        ]
    );
}

#[test]
fn how_an_answer_is_read_follows_who_the_resident_is() {
    let reach = |model: &Model| model.conversation(A).unwrap().reach;
    let request = Mine {
        reach: Reach {
            code: true,
            ..Reach::default()
        },
        ..my_request(A)
    };
    let mut model = desk_with(vec![request]);
    happens(&mut model, 4, RESIDENT, completed(FIRST));
    assert_eq!(
        (reach(&model).code, reach(&model).identification),
        (false, true)
    );
    happens(&mut model, 5, Author::Agent(MARIA), forgotten(FIRST));
    assert!(!reach(&model).is_possible());
    happens(&mut model, 6, RESIDENT, Kind::CodeMade(CodeMade {}));
    assert!(reach(&model).code);
}

#[test]
fn a_person_is_shown_after_being_asked_for_and_the_code_after_that() {
    let mut model = identifying(vec![completed(FIRST)]);
    let sent = commands(&model.open_identity(A, FIRST, Opens::Person, key(1)));
    let [ClientMessage::OpenIdentity(OpenIdentity { why: None, .. })] = &sent[..] else {
        panic!("one question: {sent:?}");
    };
    assert!(model.is_disclosing(A, FIRST, Opens::Person));
    assert!(!model.is_disclosing(A, FIRST, Opens::Code));
    let again = model.open_identity(A, FIRST, Opens::Person, key(2));
    assert_eq!(again, [], "a second press does nothing");
    apply(&mut model, person(1, FIRST));
    assert_eq!(shows(&model), (true, false));
    assert!(model.outbox.is_empty());
    let sent = commands(&model.open_identity(A, FIRST, Opens::Code, key(3)));
    assert!(matches!(&sent[..], [ClientMessage::OpenPersonalCode(_)]));
    apply(&mut model, code(3));
    assert_eq!(shows(&model), (true, true));
    model.hide_code(A, FIRST);
    assert_eq!(shows(&model), (true, false), "and is gone from memory");
}

#[test]
fn only_identities_of_the_conversation_on_screen_are_opened() {
    let mut model = identifying(vec![completed(FIRST)]);
    assert_eq!(model.open_identity(A, OTHER, Opens::Person, key(1)), []);
    model.open(B);
    assert_eq!(model.open_identity(A, FIRST, Opens::Person, key(1)), []);
    let mut unasked = identifying(vec![completed(FIRST)]);
    assert_eq!(apply(&mut unasked, person(7, FIRST)), []);
    assert_eq!(shows(&unasked), (false, false), "nobody asked");
}

#[test]
fn where_a_reason_is_asked_for_it_goes_out_with_the_next_press() {
    let mut model = identifying(vec![completed(FIRST)]);
    model.open_identity(A, FIRST, Opens::Person, key(1));
    assert_eq!(apply(&mut model, refused(1, Refusal::ReasonMissing)), []);
    let why = |model: &Model| {
        let found = model.conversation(A).unwrap().disclosure(FIRST).cloned();
        let found = found.unwrap();
        (found.why, found.refused)
    };
    assert_eq!(why(&model), (Some(String::new()), None));
    assert_eq!(model.open_identity(A, FIRST, Opens::Person, key(2)), []);
    let missing = Some((Opens::Person, Refusal::ReasonMissing));
    assert_eq!(why(&model).1, missing, "said at the field");
    let long = "a".repeat(WHY_CHARS + 1);
    model.write_identity_why(A, FIRST, long);
    assert_eq!(model.open_identity(A, FIRST, Opens::Person, key(2)), []);
    assert_eq!(why(&model).1, Some((Opens::Person, Refusal::TextTooLong)));
    model.write_identity_why(A, FIRST, " sijaistan Mikaa ".into());
    assert_eq!(why(&model).1, None);
    for (opens, number) in [(Opens::Person, 3), (Opens::Code, 4)] {
        let sent = commands(&model.open_identity(A, FIRST, opens, key(number)));
        let ([ClientMessage::OpenIdentity(asked)] | [ClientMessage::OpenPersonalCode(asked)]) =
            &sent[..]
        else {
            panic!("one question: {sent:?}");
        };
        assert_eq!(asked.why.as_deref(), Some("sijaistan Mikaa"));
    }
}

#[test]
fn what_can_t_be_opened_says_why() {
    let mut model = identifying(vec![completed(FIRST)]);
    for (opens, code) in [
        (Opens::Person, Refusal::NoIdentity),
        (Opens::Code, Refusal::NotAllowed),
    ] {
        model.open_identity(A, FIRST, opens, key(1));
        let effects = apply(&mut model, refused(1, code));
        assert_eq!(effects, [Effect::Say(Said::Notice(Notice::Refused(code)))]);
        let disclosure = model.conversation(A).unwrap().disclosure(FIRST).unwrap();
        assert_eq!(disclosure.refused, Some((opens, code)));
        assert!(model.outbox.is_empty());
    }
}

#[test]
fn who_somebody_is_is_never_kept() {
    let mut model = opened();
    let text = |model: &Model| juttu_client::json::to_text(&model.to_keep());
    for secret in ["Aino", "Mallikas", "010170", "Testipankki"] {
        assert!(!text(&model).contains(secret), "{secret}");
        assert!(
            !format!("{model:?}").contains(secret),
            "{secret} in a trace"
        );
    }
    model.shut_identities();
    model.open_identity(A, FIRST, Opens::Person, key(3));
    assert!(
        !text(&model).contains("open_identity"),
        "nor asked for again"
    );
    assert_eq!(model.outbox.entries().len(), 1, "though it is on its way");
}

#[test]
fn who_somebody_is_goes_with_the_conversation() {
    let shut = |change: fn(&mut Model), why: &str| {
        let mut model = opened();
        change(&mut model);
        assert_eq!(shows(&model), (false, false), "{why}");
    };
    shut(|model| drop(model.open(B)), "another conversation");
    shut(Model::sign_in_ended, "the sign-in has ended");
    shut(Model::shut_identities, "the page is another");
    shut(
        Model::shut_own_identities,
        "the page is that of earlier ones",
    );
    shut(
        |model| {
            apply(model, ServerMessage::Event(closed(A, 5, RESIDENT)));
        },
        "it has ended",
    );
    shut(
        |model| {
            apply(model, welcome(Vec::new(), vec![mine(B)]));
        },
        "it is no longer one's own",
    );
    shut(
        |model| {
            happens(model, 5, Author::Agent(MARIA), forgotten(FIRST));
        },
        "it was forgotten",
    );
    shut(
        |model| {
            let another = event(
                A,
                1,
                RESIDENT,
                Kind::Closed(juttu_shared::wire::v1::event::Closed {}),
            );
            let mut told = mine(A);
            told.events = vec![another];
            told.state = State::Active;
            apply(model, welcome(Vec::new(), vec![told, mine(B)]));
        },
        "the relay knows another past",
    );
}

#[test]
fn what_comes_too_late_is_let_go() {
    for leave in [
        |model: &mut Model| drop(model.open(B)),
        |model: &mut Model| model.shut_identities(),
        |model: &mut Model| {
            apply(model, ServerMessage::Event(closed(A, 5, RESIDENT)));
        },
    ] {
        let mut model = identifying(vec![completed(FIRST)]);
        model.open_identity(A, FIRST, Opens::Person, key(1));
        leave(&mut model);
        assert_eq!(apply(&mut model, person(1, FIRST)), []);
        assert_eq!(shows(&model), (false, false));
    }
}

#[test]
fn a_second_person_raises_a_warning_and_both_can_be_opened() {
    let mut model = identifying(vec![completed(FIRST)]);
    happens(&mut model, 5, RESIDENT, completed(OTHER));
    let differs = StaffKind::IdentityDiffers(IdentityDiffers {
        identity: OTHER,
        first: FIRST,
    });
    let told = Envelope {
        kind: differs,
        ..noted(A, 1, Author::Relay, "")
    };
    let effects = apply(&mut model, ServerMessage::StaffEvent(told));
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
