//! Opening who somebody is, with a reason where one is asked for.

use super::*;

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
