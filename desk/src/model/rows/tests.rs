//! The order of rows, and how they are grouped.

use juttu_shared::wire::v1::agent::ServerMessage;
use juttu_shared::wire::v1::event::Author;

use super::super::sample::{A, MARIA, MIKA, NOW_MS, closed, desk, event, key, mine, noted, posted};
use super::super::{From, Lane, Model, Row, RowState, What};
use juttu_shared::wire::v1::event::{Departed, Kind, Left, LeftCause, Requeued};

fn talk() -> Model {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.open(A);
    model
}

fn say(model: &mut Model, seq: u64, from: Author, text: &str) {
    model.apply(ServerMessage::Event(posted(A, seq, from, text)), NOW_MS);
}

fn kinds(rows: &[Row]) -> Vec<&What> {
    rows.iter().map(|row| &row.what).collect()
}

#[test]
fn notes_stand_where_they_were_written() {
    let mut model = talk();
    say(&mut model, 4, Author::Visitor, "neljä");
    say(&mut model, 5, Author::Visitor, "viisi");
    let mut note = noted(A, 1, Author::Agent(MIKA), "huom");
    note.at_ms = NOW_MS + 4_500;
    model.apply(ServerMessage::StaffEvent(note), NOW_MS);
    let rows = model.rows_of(A);
    assert_eq!(
        kinds(&rows)[3..],
        [
            &What::Message("neljä".into()),
            &What::Note("huom".into()),
            &What::Message("viisi".into())
        ]
    );
    assert_eq!(rows[4].from, From::Agent(None), "Mika has not joined");
}

#[test]
fn what_is_on_its_way_stands_last_until_it_is_stored() {
    let mut model = talk();
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    model.send(A, Lane::Reply, key(1));
    say(&mut model, 4, Author::Visitor, "ehdin");
    let last = model.rows_of(A).pop().unwrap();
    assert_eq!((last.from, last.state), (From::Me, RowState::Sending));
    let mut stored = posted(A, 5, Author::Agent(MARIA), "Hei");
    stored.client_key = Some(key(1));
    model.apply(ServerMessage::Event(stored), NOW_MS);
    let rows = model.rows_of(A);
    let last = rows.last().unwrap();
    assert_eq!((last.seq, &last.state), (5, &RowState::Sent));
    let count = kinds(&rows)
        .iter()
        .filter(|what| ***what == What::Message("Hei".into()))
        .count();
    assert_eq!(count, 2, "the resident's greeting and Maria's, none twice");
}

#[test]
fn equal_texts_on_their_way_are_told_apart() {
    let mut model = talk();
    for number in 1..=2 {
        model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
        model.send(A, Lane::Reply, key(number));
    }
    let rows = model.rows_of(A);
    let [.., first, second] = &rows[..] else {
        panic!("two at least");
    };
    assert_ne!(first, second);
}

#[test]
fn one_speakers_messages_stand_under_one_name() {
    let mut model = talk();
    say(&mut model, 4, Author::Visitor, "a");
    say(&mut model, 5, Author::Visitor, "b");
    say(&mut model, 6, Author::Agent(MARIA), "c");
    let mut late = posted(A, 7, Author::Agent(MARIA), "d");
    late.at_ms += 600_000;
    model.apply(ServerMessage::Event(late), NOW_MS);
    let continues: Vec<bool> = model.rows_of(A)[3..]
        .iter()
        .map(|row| row.continues)
        .collect();
    assert_eq!(continues, [false, true, false, false]);
}

#[test]
fn where_the_unread_part_begins_is_marked() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    say(&mut model, 4, Author::Visitor, "a");
    say(&mut model, 5, Author::Visitor, "b");
    model.open(A);
    assert_eq!(kinds(&model.rows_of(A))[3], &What::Fresh(2));
}

#[test]
fn a_note_on_its_way_is_a_note() {
    let mut model = talk();
    model.draft(A, Lane::Note, "vain meille".into(), NOW_MS);
    model.send(A, Lane::Note, key(1));
    let last = model.rows_of(A).pop().unwrap();
    assert_eq!(last.what, What::Note("vain meille".into()));
}

#[test]
fn comings_and_goings_stand_in_the_log() {
    let mut model = talk();
    let kinds_told = [
        Kind::Departed(Departed { agent: MIKA }),
        Kind::Departed(Departed { agent: MARIA }),
        Kind::Requeued(Requeued {}),
        Kind::Left(Left {
            cause: LeftCause::Away,
            answer_by: None,
        }),
    ];
    for (seq, kind) in (4..).zip(kinds_told) {
        model.apply(
            ServerMessage::Event(event(A, seq, Author::Relay, kind)),
            NOW_MS,
        );
    }
    assert_eq!(
        kinds(&model.rows_of(A))[3..],
        [
            &What::Departed(From::Agent(None)),
            &What::Departed(From::Me),
            &What::Requeued,
            &What::Left(LeftCause::Away, None),
        ]
    );
}

#[test]
fn whoever_ended_it_is_known() {
    let mut model = talk();
    model.apply(ServerMessage::Event(closed(A, 4, Author::Relay)), NOW_MS);
    let last = model.rows_of(A).pop().unwrap();
    assert_eq!((last.what, last.from), (What::Closed, From::Relay));
}
