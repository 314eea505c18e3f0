//! What is done to a conversation, by oneself and by colleagues, and what becomes of it here.

use juttu_shared::id::AgentId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::{Role, State};
use juttu_shared::wire::v1::agent::{Hold, Looked, Mine, ServerMessage, TransferTo};
use juttu_shared::wire::v1::event::{
    Author, Blocked, Departed, Envelope, Event, IdentificationRequested, Joined, Kind, Left,
    LeftCause, Outcome, Posted, Redacted, StaffEvent, StaffKind, Transferred,
};

use super::super::super::sample::{
    A, B, MARIA, MIKA, NOW_MS, commands, desk, event, key, mine, noted, posted, refused, service,
    waiting, welcome,
};
use super::super::super::{Deed, Effect, Lane, LetGo, Model, Notice, Said, Standing, What};
use super::apply;
use juttu_shared::id::ServiceId;

const MINE: Author = Author::Agent(MARIA);

fn family() -> ServiceId {
    ServiceId("perhekeskus".into())
}

fn open() -> Model {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.open(A);
    model
}

fn keyed(number: u64, event: Event) -> ServerMessage {
    ServerMessage::Event(Envelope {
        client_key: Some(key(number)),
        ..event
    })
}

fn staff(seq: u64, from: Author, kind: StaffKind) -> StaffEvent {
    Envelope {
        kind,
        ..noted(A, seq, from, "")
    }
}

fn departed(seq: u64, agent: AgentId) -> Event {
    let kind = Kind::Departed(Departed { agent });
    event(A, seq, Author::Agent(agent), kind)
}

fn transferred(seq: u64, to: Result<ServiceId, AgentId>) -> Event {
    let kind = Kind::Transferred(Transferred {
        service: to.clone().ok(),
        agent: to.err(),
        name: "Familjecentret".into(),
        left: false,
        answer_by: None,
    });
    event(A, seq, MINE, kind)
}

#[test]
fn what_is_handed_to_a_queue_stays_on_the_list_and_says_so() {
    let mut model = open();
    model.draft(A, Lane::HandOver, "koskee lapsia".into(), NOW_MS);
    model.draft(A, Lane::Reply, "kesken".into(), NOW_MS);
    let sent = commands(&model.transfer(A, TransferTo::Queue(family()), key(1)));
    assert_eq!(sent.len(), 1);
    let again = model.transfer(A, TransferTo::Queue(family()), key(2));
    assert_eq!(again, [], "once");
    let effects = apply(&mut model, ServerMessage::Event(departed(4, MARIA)));
    assert_eq!(effects, [Effect::FocusHeading], "and no alarm");
    assert_eq!(model.notice, None);
    apply(&mut model, keyed(1, transferred(5, Ok(family()))));
    let found = model.conversation(A).unwrap();
    assert_eq!(
        (found.standing(), found.let_go_by()),
        (Standing::Gone, Some(LetGo::Transferred))
    );
    assert_eq!((&found.service, found.door()), (&family(), &service()));
    assert_eq!(found.draft(Lane::Reply).text, "kesken", "to be copied");
    assert_eq!(found.draft(Lane::HandOver).text, "", "it has gone out");
    assert!(model.outbox.is_empty());
    let rows = model.rows_of(A);
    assert!(matches!(
        rows.last().unwrap().what,
        What::Transferred { .. }
    ));
    model.put_away(A);
    assert!(model.mine.is_empty());
}

#[test]
fn what_a_colleague_hands_on_leaves_the_list_with_a_notice() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let effects = apply(&mut model, ServerMessage::Event(departed(4, MARIA)));
    let notice = Notice::Gone(vec![211]);
    assert_eq!(effects, [Effect::Say(Said::Notice(notice))]);
    assert!(model.mine.is_empty());
}

#[test]
fn who_hands_it_to_a_colleague_is_out_and_the_colleague_in() {
    let mut model = open();
    model.transfer(A, TransferTo::Agent(MIKA), key(1));
    let name = || "Mika".to_owned();
    let joined = event(
        A,
        4,
        Author::Agent(MIKA),
        Kind::Joined(Joined { name: name() }),
    );
    apply(&mut model, ServerMessage::Event(joined));
    apply(&mut model, ServerMessage::Event(departed(5, MARIA)));
    apply(&mut model, keyed(1, transferred(6, Err(MIKA))));
    let found = model.conversation(A).unwrap();
    assert_eq!(
        (found.standing(), &found.agents[..]),
        (Standing::Gone, &[MIKA][..])
    );
    assert_eq!(found.state, State::Active, "it goes on");
}

#[test]
fn an_answer_promised_for_later_is_nobodys_own() {
    let mut model = open();
    model.answer_later(A, key(1));
    let left = Kind::Left(Left {
        cause: LeftCause::Promised,
        answer_by: None,
    });
    apply(&mut model, keyed(1, event(A, 4, MINE, left)));
    let found = model.conversation(A).unwrap();
    assert_eq!(found.let_go_by(), Some(LetGo::Promised));
    assert!(found.agents.is_empty() && model.notice.is_none());
}

#[test]
fn a_refused_deed_is_kept_with_its_conversation_and_the_text_stays() {
    let mut model = open();
    model.draft(A, Lane::Question, "Mitä teen?".into(), NOW_MS);
    model.consult(A, MIKA, key(1));
    assert!(model.is_doing(A, Deed::Consult));
    apply(&mut model, refused(1, Refusal::NoColleague));
    let found = model.conversation(A).unwrap();
    assert!(!model.is_doing(A, Deed::Consult));
    assert_eq!(
        found.deed_refused,
        Some((Deed::Consult, Refusal::NoColleague))
    );
    assert_eq!(found.draft(Lane::Question).text, "Mitä teen?");
    model.consult(A, MIKA, key(2));
    assert_eq!(model.conversation(A).unwrap().deed_refused, None);
}

#[test]
fn an_emptied_text_is_gone_from_its_log_and_the_fact_stays() {
    let mut model = open();
    let redacted = Kind::Redacted(Redacted { seq: Some(2) });
    let note = noted(A, 1, MINE, "salaista");
    apply(&mut model, ServerMessage::StaffEvent(note));
    apply(
        &mut model,
        ServerMessage::Event(event(A, 4, MINE, redacted)),
    );
    let staff_redacted = staff(2, MINE, StaffKind::Redacted(Redacted { seq: Some(1) }));
    apply(&mut model, ServerMessage::StaffEvent(staff_redacted));
    let all = format!("{:?}", model.conversation(A).unwrap());
    assert!(!all.contains("Hei") && !all.contains("salaista"), "{all}");
    let rows = model.rows_of(A);
    let emptied: Vec<_> = rows
        .iter()
        .filter(|row| matches!(row.what, What::Redacted { .. }))
        .map(|row| (row.seq, row.what.is_staff()))
        .collect();
    assert_eq!(emptied, [(1, true), (2, false)], "one row each");
    let found = model.conversation(A).unwrap();
    assert!(found.unanswered_since_ms().is_some(), "it was still said");
}

#[test]
fn why_somebody_is_asked_to_identify_goes_and_the_request_stays() {
    let mut model = open();
    let asked = Kind::IdentificationRequested(IdentificationRequested {
        name: "Maria".into(),
        reason: "salaista".into(),
    });
    apply(&mut model, ServerMessage::Event(event(A, 4, MINE, asked)));
    let is_text = |model: &Model| {
        let rows = model.rows_of(A);
        let row = rows.iter().find(|row| row.seq == 4).unwrap();
        row.what.is_text()
    };
    assert!(is_text(&model), "it can be emptied");
    let redacted = Kind::Redacted(Redacted { seq: Some(4) });
    apply(
        &mut model,
        ServerMessage::Event(event(A, 5, MINE, redacted)),
    );
    let found = model.conversation(A).unwrap();
    assert!(!format!("{found:?}").contains("salaista"));
    assert_eq!(found.asked().map(|asked| asked.reason), Some(String::new()));
    assert!(!is_text(&model), "and once only");
}

#[test]
fn the_first_words_in_the_queue_go_with_the_text() {
    let mut model = desk(vec![waiting(B, 1)], vec![mine(A)]);
    let redacted = Kind::Redacted(Redacted { seq: Some(2) });
    apply(
        &mut model,
        ServerMessage::Event(event(B, 4, MINE, redacted)),
    );
    assert_eq!(model.waiting[0].first_words, "");
}

#[test]
fn a_block_stands_until_it_is_lifted() {
    let mut model = open();
    let blocked = |until_ms| StaffKind::Blocked(Blocked { until_ms });
    let until = Some(NOW_MS + 900_000);
    assert_eq!(commands(&model.block(A, 15, key(1))).len(), 1);
    let mut told = staff(1, MINE, blocked(until));
    told.client_key = Some(key(1));
    apply(&mut model, ServerMessage::StaffEvent(told));
    assert_eq!(model.conversation(A).unwrap().blocked_until_ms, until);
    assert!(!model.is_doing(A, Deed::Block));
    let lifted = staff(2, MINE, blocked(None));
    apply(&mut model, ServerMessage::StaffEvent(lifted));
    assert_eq!(model.conversation(A).unwrap().blocked_until_ms, None);
}

#[test]
fn a_block_and_an_emptying_outlive_the_end_and_an_end_does_not() {
    let mut model = open();
    model.block(A, 15, key(1));
    model.redact(A, 2, false, key(2));
    model.transfer(A, TransferTo::Queue(family()), key(3));
    let closed = super::super::super::sample::closed(A, 4, Author::Visitor);
    apply(&mut model, ServerMessage::Event(closed));
    let left: Vec<_> = model.outbox.entries().iter().map(|it| &it.key).collect();
    assert_eq!(left, [&key(1), &key(2)]);
}

#[test]
fn what_was_agreed_goes_out_with_the_end() {
    let mut model = open();
    model.draft(A, Lane::Agreed, " Hae Kelasta. ".into(), NOW_MS);
    let sent = commands(&model.end(A, Outcome::Solved, Some("asuminen".into()), key(1)));
    let juttu_shared::wire::v1::agent::ClientMessage::Close(close) = &sent[0] else {
        panic!("{sent:?}");
    };
    assert_eq!(close.text.as_deref(), Some("Hae Kelasta."));
    assert_eq!(close.topic.as_deref(), Some("asuminen"));
    let said = posted(A, 4, MINE, "Hae Kelasta.");
    apply(&mut model, ServerMessage::Event(said));
    let closed = super::super::super::sample::closed(A, 5, MINE);
    let effects = apply(&mut model, keyed(1, closed));
    assert!(effects.contains(&Effect::FocusHeading));
    assert_eq!(model.conversation(A).unwrap().draft(Lane::Agreed).text, "");
}

#[test]
fn what_was_looked_up_is_read_only_and_a_supervisor_empties_it() {
    let mut model = desk(Vec::new(), Vec::new());
    let looked = |id| {
        ServerMessage::Looked(Looked {
            client_key: key(9),
            conversation: Mine {
                agents: vec![MIKA],
                events: mine(id).events[..2].to_vec(),
                hold: Hold::Looked,
                ..mine(id)
            },
        })
    };
    apply(&mut model, looked(B));
    assert!(model.mine.is_empty() && model.shown(B).is_some());
    assert_eq!(model.rows_of(B).len(), 2);
    assert!(!model.may_redact(B));
    model.me.as_mut().unwrap().role = Role::Supervisor;
    assert!(model.may_redact(B));
    model.redact(B, 2, false, key(1));
    let mut redacted = event(B, 4, MINE, Kind::Redacted(Redacted { seq: Some(2) }));
    redacted.seq = 3;
    apply(&mut model, keyed(1, redacted));
    assert!(!model.is_doing(
        B,
        Deed::Redact {
            seq: 2,
            is_staff: false
        }
    ));
    let rows = model.rows_of(B);
    assert_eq!(rows[1].what, What::Redacted { is_staff: false });
}

#[test]
fn a_hand_over_is_remembered_with_what_was_said_then() {
    let mut model = open();
    let mut note = staff(
        1,
        MINE,
        StaffKind::HandedOver(Posted {
            text: "koskee lapsia".into(),
        }),
    );
    note.at_ms = NOW_MS + 5_000;
    apply(&mut model, ServerMessage::Event(departed(4, MARIA)));
    apply(&mut model, ServerMessage::StaffEvent(note));
    apply(
        &mut model,
        ServerMessage::Event(transferred(5, Ok(family()))),
    );
    let handed = model.conversation(A).unwrap().handed_on();
    assert_eq!(handed.len(), 1);
    assert_eq!(handed[0].by, Some(MARIA));
    assert_eq!(handed[0].note.as_deref(), Some("koskee lapsia"));
}

#[test]
fn a_welcome_with_it_again_makes_a_brought_in_colleague_stay() {
    let mut model = open();
    let again = Mine {
        agents: vec![MARIA, MIKA],
        consulted: vec![AgentId(7)],
        blocked_until_ms: Some(5),
        events: Vec::new(),
        ..mine(A)
    };
    apply(&mut model, welcome(Vec::new(), vec![again]));
    let found = model.conversation(A).unwrap();
    assert_eq!(found.agents, [MARIA, MIKA]);
    assert_eq!(found.consulted, [AgentId(7)]);
    assert_eq!(found.blocked_until_ms, Some(5));
}

#[test]
fn what_was_handed_over_waits_for_the_next_one_from_then() {
    let mut model = desk(Vec::new(), Vec::new());
    let with_mika = |seq, kind| event(A, seq, Author::Agent(MIKA), kind);
    let joined = |name: &str| Kind::Joined(Joined { name: name.into() });
    let asked = mine(A).events[0].clone();
    let events = vec![
        asked,
        with_mika(2, joined("Mika")),
        posted(A, 3, Author::Agent(MIKA), "Hei"),
        departed(4, MIKA),
        event(A, 5, MINE, joined("Maria")),
    ];
    let went_ms = events[3].at_ms;
    let handed = Mine {
        agents: vec![MARIA],
        events,
        ..mine(A)
    };
    apply(&mut model, ServerMessage::Mine(handed));
    let waits = |model: &Model| model.conversation(A).unwrap().unanswered_since_ms();
    assert_eq!(waits(&model), Some(went_ms));
    apply(&mut model, ServerMessage::Event(posted(A, 6, MINE, "Hei")));
    assert_eq!(waits(&model), None);
}
