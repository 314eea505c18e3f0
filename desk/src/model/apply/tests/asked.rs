//! Colleagues who are asked or brought in, and what they may do here.

use juttu_shared::id::AgentId;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{Colleague, Hold, Mine, ServerMessage};
use juttu_shared::wire::v1::event::{Author, Consulted, Departed, Envelope, StaffEvent, StaffKind};

use super::super::super::sample::{
    A, B, MARIA, MIKA, NOW_MS, commands, desk, key, mine, noted, posted, service,
};
use super::super::super::{Effect, From, Given, Lane, LetGo, Model, Notice, Said, There, What};
use super::apply;

const MINE: Author = Author::Agent(MARIA);

fn open() -> Model {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.open(A);
    model
}

fn staff(seq: u64, from: Author, kind: StaffKind) -> StaffEvent {
    Envelope {
        kind,
        ..noted(A, seq, from, "")
    }
}

fn asked(agent: AgentId, text: &str) -> StaffKind {
    StaffKind::Consulted(Consulted {
        agent,
        name: "Mika".into(),
        text: text.into(),
    })
}

#[test]
fn a_question_without_words_is_not_asked() {
    let mut model = open();
    assert_eq!(model.consult(A, MIKA, key(1)), []);
    let draft = model.conversation(A).unwrap().draft(Lane::Question);
    assert_eq!(draft.refused, Some(Refusal::TextEmpty));
}

#[test]
fn a_question_and_its_answers_belong_together() {
    let mut model = open();
    model.draft(A, Lane::Question, "Mitä teen?".into(), NOW_MS);
    model.consult(A, MIKA, key(1));
    let mut question = staff(1, MINE, asked(MIKA, "Mitä teen?"));
    question.client_key = Some(key(1));
    question.at_ms = NOW_MS + 3_500;
    apply(&mut model, ServerMessage::StaffEvent(question));
    let found = model.conversation(A).unwrap();
    assert_eq!(found.consulted, [MIKA]);
    assert_eq!(found.draft(Lane::Question).text, "");
    let mut answer = noted(A, 2, Author::Agent(MIKA), "Kysy Kelasta");
    answer.at_ms = NOW_MS + 3_600;
    let said = apply(&mut model, ServerMessage::StaffEvent(answer));
    let what = Some(("Mika".to_owned(), "Kysy Kelasta".to_owned()));
    assert_eq!(
        said,
        [Effect::Say(Said::Noted {
            reference: 211,
            what
        })]
    );
    let more = posted(A, 4, Author::Visitor, "Oletko siellä?");
    apply(&mut model, ServerMessage::Event(more));
    let late = noted(A, 5, Author::Agent(MIKA), "Tai meiltä");
    let late = StaffEvent { seq: 3, ..late };
    apply(&mut model, ServerMessage::StaffEvent(late));
    let rows = model.rows_of(A);
    let answers: Vec<_> = rows
        .iter()
        .filter_map(|row| match &row.what {
            What::Answer { question, .. } => Some((question.as_deref(), row.continues)),
            _ => None,
        })
        .collect();
    assert_eq!(answers, [(None, true), (Some("Mitä teen?"), false)]);
    assert!(rows.iter().all(|row| !matches!(row.what, What::Note(_))));
}

#[test]
fn one_who_is_asked_writes_to_staff_alone() {
    let consulted = Mine {
        hold: Hold::Consulted,
        agents: vec![MIKA],
        consulted: vec![MARIA],
        staff_events: vec![staff(1, Author::Agent(MIKA), asked(MARIA, "Miten?"))],
        events: mine(A).events[..2].to_vec(),
        ..mine(A)
    };
    let mut model = desk(Vec::new(), Vec::new());
    let effects = apply(&mut model, ServerMessage::Mine(consulted));
    let notice = Notice::Given {
        reference: 211,
        how: Given::Consulted,
    };
    assert_eq!(effects, [Effect::Say(Said::Notice(notice.clone()))]);
    assert_eq!(model.notice, Some(notice));
    let found = model.conversation(A).unwrap();
    assert_eq!((found.unread(), found.unanswered_since_ms()), (1, None));
    model.open(A);
    assert_eq!(model.notice, None, "what it tells of is before her");
    assert_eq!(model.live().count(), 0, "signing out sends nobody back");
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    assert_eq!(model.send(A, Lane::Reply, key(1)), []);
    assert_eq!(
        model.draft(A, Lane::Reply, "Hei taas".into(), NOW_MS + 10_000),
        [],
        "no typing either"
    );
    model.draft(A, Lane::Note, "Näin".into(), NOW_MS);
    assert_eq!(commands(&model.send(A, Lane::Note, key(2))).len(), 1);
    assert!(!model.may_redact(A));
}

#[test]
fn what_a_resident_says_is_told_to_one_who_is_asked_only_where_she_looks() {
    let consulted = Mine {
        hold: Hold::Consulted,
        agents: vec![MIKA],
        consulted: vec![MARIA],
        ..mine(A)
    };
    let mut model = desk(Vec::new(), vec![consulted, mine(B)]);
    model.open(B);
    let says = |seq, text| ServerMessage::Event(posted(A, seq, Author::Visitor, text));
    assert_eq!(apply(&mut model, says(4, "Hei")), []);
    model.open(A);
    let effects = apply(&mut model, says(5, "Hei taas"));
    assert!(matches!(effects[..], [Effect::Say(Said::Message { .. })]));
}

#[test]
fn one_who_was_asked_lets_go_in_the_staff_log() {
    let consulted = Mine {
        hold: Hold::Consulted,
        agents: vec![MIKA],
        consulted: vec![MARIA],
        ..mine(A)
    };
    let mut model = desk(Vec::new(), vec![consulted]);
    model.open(A);
    model.depart(A, key(1));
    let mut gone = staff(1, MINE, StaffKind::Departed(Departed { agent: MARIA }));
    gone.client_key = Some(key(1));
    let effects = apply(&mut model, ServerMessage::StaffEvent(gone));
    assert_eq!(effects, [Effect::FocusHeading]);
    let found = model.conversation(A).unwrap();
    assert_eq!(found.let_go_by(), Some(LetGo::Departed));
    assert!(model.outbox.is_empty() && model.notice.is_none());
}

#[test]
fn who_is_brought_in_takes_part_and_is_told() {
    let mut model = desk(Vec::new(), Vec::new());
    let among_others = Mine {
        agents: vec![MIKA, MARIA],
        ..mine(A)
    };
    apply(&mut model, ServerMessage::Mine(among_others));
    let how = Given::BroughtIn;
    assert_eq!(
        model.notice,
        Some(Notice::Given {
            reference: 211,
            how
        })
    );
    model.notice = None;
    apply(&mut model, ServerMessage::Mine(mine(B)));
    assert_eq!(model.notice, None, "taken in another tab");
}

#[test]
fn the_directory_names_those_the_log_does_not() {
    let mut model = open();
    let colleague = |agent: u64, name: &str, present: bool, connected| Colleague {
        agent: AgentId(agent),
        name: name.into(),
        services: vec![service()],
        present: present.then(service).into_iter().collect(),
        connected,
    };
    for told in [
        colleague(5, "Aino", false, false),
        colleague(4, "Liisa", true, true),
        colleague(2, "Mika", false, true),
        colleague(1, "Maria", true, true),
    ] {
        apply(&mut model, ServerMessage::Colleague(told));
    }
    let note = noted(A, 1, Author::Agent(MIKA), "huom");
    apply(&mut model, ServerMessage::StaffEvent(note));
    let mut rows = model.rows_of(A).into_iter();
    let row = rows.find(|row| matches!(row.what, What::Note(_))).unwrap();
    assert_eq!(row.from, From::Agent(Some("Mika".into())));
    let groups = model.to_ask(A);
    let names: Vec<_> = groups[0].1.iter().map(|it| (&*it.name, it.there)).collect();
    assert_eq!(
        names,
        [
            ("Liisa", There::Present),
            ("Mika", There::DeskOpen),
            ("Aino", There::Shut)
        ],
        "the present first, and never oneself"
    );
    for is_live in [true, false] {
        let held = Mine { is_live, ..mine(A) };
        apply(&mut model, ServerMessage::Mine(held));
        let to: Vec<_> = model.to_hand_to(A).into_iter().map(|it| it.name).collect();
        assert_eq!(to, ["Liisa", "Mika"], "only to who is there");
    }
}
