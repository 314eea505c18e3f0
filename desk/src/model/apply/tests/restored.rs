//! A relay whose database was restored, and that knows another past than the desk.

use super::*;

/// What Maria's desk has of A before the relay's database is restored: six events and two notes.
fn before_the_restore() -> Model {
    let mut had = mine(A);
    (had.events).extend((4..=6).map(|seq| posted(A, seq, Author::Visitor, "ennen")));
    had.staff_events = [1, 2]
        .map(|seq| noted(A, seq, Author::Agent(MIKA), "ennen"))
        .into();
    let mut model = desk(Vec::new(), vec![had]);
    model.open(A);
    model.watch(false);
    model
}

#[test]
fn another_past_takes_the_place_of_what_was_had() {
    let mut model = before_the_restore();
    let mut restored = mine(A);
    restored
        .events
        .push(posted(A, 4, Author::Visitor, "toisin"));
    restored.staff_events = vec![noted(A, 1, Author::Agent(MIKA), "toisin")];
    let effects = apply(&mut model, welcome(Vec::new(), vec![restored.clone()]));
    assert_eq!(effects, []);
    let conversation = model.conversation(A).unwrap();
    assert_eq!(conversation.log, restored.events);
    assert_eq!(conversation.staff_log, restored.staff_events);
    let next = ServerMessage::Event(posted(A, 5, Author::Visitor, "uusi"));
    apply(&mut model, next);
    assert_eq!(texts(&model), [1, 2, 3, 4, 5]);
    assert_eq!(model.conversation(A).unwrap().unread(), 1);
}

#[test]
fn either_log_begins_again_by_its_own_numbers() {
    let mut model = before_the_restore();
    let mut restored = mine(A);
    restored.events = vec![posted(A, 7, Author::Visitor, "uusi")];
    restored.staff_events = vec![noted(A, 1, Author::Agent(MIKA), "toisin")];
    apply(&mut model, welcome(Vec::new(), vec![restored.clone()]));
    assert_eq!(texts(&model), [1, 2, 3, 4, 5, 6, 7]);
    let conversation = model.conversation(A).unwrap();
    assert_eq!(conversation.staff_log, restored.staff_events);
}

#[test]
fn notes_that_another_past_may_not_know_are_asked_for_anew() {
    let mut model = before_the_restore();
    let effects = apply(&mut model, welcome(Vec::new(), vec![mine(A)]));
    assert_eq!(effects, [Effect::Resume]);
    let have = Have {
        conversation: A,
        last_seq: 3,
        last_staff_seq: 0,
    };
    assert_eq!(model.hello().have, [have]);
    let mut rest = mine(A);
    rest.events.clear();
    let effects = apply(&mut model, welcome(Vec::new(), vec![rest]));
    assert_eq!(effects, []);
}

#[test]
fn a_whole_conversation_takes_the_place_of_what_was_had() {
    let mut model = before_the_restore();
    model.draft(A, Lane::Reply, "Luonnos".into(), NOW_MS);
    assert_eq!(apply(&mut model, ServerMessage::Mine(mine(A))), []);
    let conversation = model.conversation(A).unwrap();
    assert_eq!(conversation.log, mine(A).events);
    assert!(conversation.staff_log.is_empty());
    assert_eq!(conversation.draft(Lane::Reply).text, "Luonnos");
    let note = noted(A, 1, Author::Agent(MIKA), "uusi");
    assert!(!apply(&mut model, ServerMessage::StaffEvent(note)).contains(&Effect::Resume));
}
