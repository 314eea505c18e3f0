//! A resident who left the page in a hurry: it has ended, and nobody calls.

use juttu_shared::rules::date::{Date, LocalTime};
use juttu_shared::wire::v1::agent::{Reach, Request, Waiting};
use juttu_shared::wire::v1::event::{Exited, Helped, Left, LeftCause, Rated};

use super::super::super::sample::{contact, my_request, request};
use super::super::super::{Standing, What};
use super::*;

fn exited(seq: u64) -> ServerMessage {
    let kind = Kind::Exited(Exited { stays: false });
    ServerMessage::Event(event(A, seq, Author::Visitor, kind))
}

#[test]
fn it_has_ended_and_is_said_to_those_who_listen() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.open(A);
    model.draft(A, Lane::Reply, "Soitan sinulle".into(), NOW_MS);
    let said = Effect::Say(Said::Exited { reference: 211 });
    assert_eq!(apply(&mut model, exited(4)), [said]);
    let found = model.conversation(A).unwrap();
    assert_eq!(found.standing(), Standing::Ended);
    assert!(found.has_exited());
    assert_eq!(
        found.draft(Lane::Reply).text,
        "Soitan sinulle",
        "kept, to be read"
    );
    assert_eq!(model.rows_of(A).last().unwrap().what, What::Exited);
}

#[test]
fn details_on_the_screen_are_no_longer_for_calling() {
    let mut model = desk(Vec::new(), vec![my_request(A)]);
    model.open(A);
    apply(&mut model, contact(A));
    assert!(!model.conversation(A).unwrap().has_exited());
    let last = model.conversation(A).unwrap().have().last_seq;
    apply(&mut model, exited(last + 1));
    assert!(model.conversation(A).unwrap().has_exited());
}

#[test]
fn a_number_left_anew_may_be_called() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    apply(&mut model, exited(4));
    for (seq, cause, has_exited) in [
        (5, LeftCause::WroteAgain, true),
        (6, LeftCause::Chosen, false),
    ] {
        let left = Kind::Left(Left {
            cause,
            answer_by: Some(LocalTime {
                date: Date::parse("2027-01-11").unwrap(),
                minute: 960,
            }),
        });
        let told = event(A, seq, Author::Visitor, left);
        apply(&mut model, ServerMessage::Event(told));
        let found = model.conversation(A).unwrap();
        assert_eq!(found.has_exited(), has_exited, "{cause:?}");
    }
}

#[test]
fn a_request_that_waits_is_told_anew() {
    let mut model = desk(vec![request(A, 10)], Vec::new());
    let anew = Waiting {
        request: Some(Request {
            answer_by_ms: Some(NOW_MS),
            answer_by: None,
            reach: Reach::default(),
            exited: true,
        }),
        ..request(A, 10)
    };
    assert_eq!(apply(&mut model, ServerMessage::Waiting(anew.clone())), []);
    assert_eq!(model.requests().collect::<Vec<_>>(), [&anew]);
}

#[test]
fn whether_it_helped_is_counted_and_not_shown() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.open(A);
    apply(
        &mut model,
        ServerMessage::Event(closed(A, 4, Author::Visitor)),
    );
    let rows = model.rows_of(A);
    let helped = Helped::No;
    let rated = event(A, 5, Author::Visitor, Kind::Rated(Rated { helped }));
    assert_eq!(apply(&mut model, ServerMessage::Event(rated)), []);
    assert_eq!(model.rows_of(A), rows);
    assert_eq!(model.conversation(A).unwrap().have().last_seq, 5);
}
