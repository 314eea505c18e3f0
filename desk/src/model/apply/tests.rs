//! What the relay says, in and out of order.

use juttu_client::status::Status;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::agent::{ClientMessage, Have, ServerMessage};
use juttu_shared::wire::v1::event::{Author, Kind, Outcome, Redacted};

use super::super::sample::{
    A, B, MARIA, MIKA, NOW_MS, claim_key, closed, commands, desk, event, key, mine, not_waiting,
    noted, posted, presence, refused, service, waiting, welcome,
};
use super::super::{Effect, Lane, Model, Notice, Said};

mod acts;
mod asked;
mod claim;
mod exit;
mod gone;
mod identity;
mod restored;
mod service;

fn apply(model: &mut Model, message: ServerMessage) -> Vec<Effect> {
    model.apply(message, NOW_MS)
}

fn texts(model: &Model) -> Vec<u64> {
    let log = &model.conversation(A).unwrap().log;
    log.iter().map(|event| event.seq).collect()
}

#[test]
fn those_who_wait_stand_longest_first() {
    let mut model = desk(vec![waiting(B, 50), waiting(A, 10)], Vec::new());
    let order = |model: &Model| -> Vec<_> {
        let ids = model.waiting.iter();
        ids.map(|waiting| waiting.conversation).collect()
    };
    assert_eq!(order(&model), [A, B]);
    let back_to_front = waiting(B, 1);
    assert_eq!(apply(&mut model, ServerMessage::Waiting(back_to_front)), []);
    assert_eq!(order(&model), [B, A]);
}

#[test]
fn a_new_one_who_waits_is_announced_once() {
    let mut model = desk(Vec::new(), Vec::new());
    let new = ServerMessage::Waiting(waiting(A, 10));
    let said = Effect::Say(Said::NewWaiting {
        reference: 211,
        service: service(),
    });
    assert_eq!(apply(&mut model, new.clone()), [said]);
    assert_eq!(apply(&mut model, new), []);
    assert_eq!(model.waiting.len(), 1);
}

#[test]
fn history_is_not_announced() {
    let mut model = Model::default();
    let effects = apply(&mut model, welcome(vec![waiting(B, 1)], vec![mine(A)]));
    assert_eq!(effects, []);
}

#[test]
fn the_next_event_is_taken_and_one_had_is_not() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let next = ServerMessage::Event(posted(A, 4, Author::Visitor, "Vielä"));
    assert!(matches!(
        apply(&mut model, next.clone())[..],
        [Effect::Say(Said::MessageElsewhere { reference: 211 })]
    ));
    assert_eq!(apply(&mut model, next), []);
    assert_eq!(texts(&model), [1, 2, 3, 4]);
}

#[test]
fn a_gap_is_not_taken_and_asks_to_resume() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let later = ServerMessage::Event(posted(A, 6, Author::Visitor, "kuusi"));
    assert_eq!(apply(&mut model, later), [Effect::Resume]);
    assert_eq!(texts(&model), [1, 2, 3]);
    assert_eq!(
        model.hello().have,
        [Have {
            conversation: A,
            last_seq: 3,
            last_staff_seq: 0
        }]
    );
    let later = ServerMessage::StaffEvent(noted(A, 2, Author::Agent(MIKA), "kaksi"));
    assert_eq!(apply(&mut model, later), [Effect::Resume]);
}

#[test]
fn a_resume_brings_what_was_missed_without_doubles() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let mut overlapping = mine(A);
    for seq in 4..=6 {
        let missed = posted(A, seq, Author::Visitor, "Hei");
        overlapping.events.push(missed);
    }
    overlapping.staff_events = vec![noted(A, 1, Author::Agent(MIKA), "huom")];
    apply(&mut model, welcome(Vec::new(), vec![overlapping]));
    assert_eq!(texts(&model), [1, 2, 3, 4, 5, 6]);
    assert_eq!(model.conversation(A).unwrap().staff_log.len(), 1);
}

#[test]
fn an_event_had_already_confirms_its_command() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    apply(
        &mut model,
        ServerMessage::Event(posted(A, 4, Author::Agent(MARIA), "Hei")),
    );
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    model.send(A, Lane::Reply, key(1));
    let mut again = posted(A, 4, Author::Agent(MARIA), "Hei");
    again.client_key = Some(key(1));
    assert_eq!(apply(&mut model, ServerMessage::Event(again)), []);
    assert!(model.outbox.is_empty());
}

#[test]
fn an_unknown_kind_is_skipped_and_moves_the_number() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let unknown = ServerMessage::Event(event(A, 4, Author::Relay, Kind::Unknown));
    assert_eq!(apply(&mut model, unknown), []);
    let next = ServerMessage::Event(posted(A, 5, Author::Visitor, "Vielä"));
    apply(&mut model, next);
    assert_eq!(texts(&model), [1, 2, 3, 5]);
}

#[test]
fn a_note_is_never_in_the_residents_log() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let note = noted(A, 1, Author::Agent(MIKA), "vain meille");
    apply(&mut model, ServerMessage::StaffEvent(note));
    let conversation = model.conversation(A).unwrap();
    assert!(
        conversation.log.iter().all(
            |event| !matches!(&event.kind, Kind::Posted(posted) if posted.text == "vain meille")
        )
    );
    assert_eq!(conversation.staff_log.len(), 1);
}

#[test]
fn a_redacted_text_is_gone() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let redacted = event(
        A,
        2,
        Author::Visitor,
        Kind::Redacted(Redacted { seq: None }),
    );
    apply(&mut model, ServerMessage::Event(redacted));
    let log = &model.conversation(A).unwrap().log;
    assert_eq!(log[1].kind, Kind::Redacted(Redacted { seq: None }));
    assert_eq!(log.len(), 3);
}

#[test]
fn what_was_not_confirmed_is_sent_once_more_and_then_never() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    let first = model.send(A, Lane::Reply, key(1));
    let again = apply(&mut model, welcome(Vec::new(), vec![mine(A)]));
    assert_eq!(commands(&first), commands(&again));
    let mut stored = posted(A, 4, Author::Agent(MARIA), "Hei");
    stored.client_key = Some(key(1));
    let mut resumed = mine(A);
    resumed.events = vec![stored];
    let settled = apply(&mut model, welcome(Vec::new(), vec![resumed]));
    assert_eq!(commands(&settled), []);
    assert_eq!(texts(&model), [1, 2, 3, 4]);
}

#[test]
fn a_stopping_relay_is_no_failure() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    let first = model.send(A, Lane::Reply, key(1));
    assert_eq!(apply(&mut model, refused(1, Refusal::Restarting)), []);
    let again = apply(&mut model, welcome(Vec::new(), vec![mine(A)]));
    assert_eq!(commands(&first), commands(&again));
}

#[test]
fn unread_counts_the_residents_words_until_seen() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    apply(
        &mut model,
        ServerMessage::Event(posted(A, 4, Author::Visitor, "a")),
    );
    apply(
        &mut model,
        ServerMessage::Event(posted(A, 5, Author::Agent(MIKA), "b")),
    );
    apply(
        &mut model,
        ServerMessage::Event(posted(A, 6, Author::Visitor, "c")),
    );
    assert_eq!(model.conversation(A).unwrap().unread(), 2);
    model.open(A);
    assert_eq!(model.conversation(A).unwrap().unread(), 0);
    model.watch(false);
    apply(
        &mut model,
        ServerMessage::Event(posted(A, 7, Author::Visitor, "d")),
    );
    assert_eq!(model.conversation(A).unwrap().unread(), 1);
    model.watch(true);
    let conversation = model.conversation(A).unwrap();
    assert_eq!(
        (conversation.unread(), conversation.fresh_after_seq),
        (0, Some(6))
    );
}

#[test]
fn an_end_by_the_resident_settles_ones_own() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.end(A, Outcome::Solved, None, key(1));
    let effects = apply(
        &mut model,
        ServerMessage::Event(closed(A, 4, Author::Visitor)),
    );
    let said = Said::Ended {
        reference: 211,
        by_silence: false,
    };
    assert_eq!(effects, [Effect::Say(said)]);
    assert!(!model.is_doing(A, super::super::Deed::End));
    assert_eq!(model.conversation(A).unwrap().state, State::Closed);
    apply(&mut model, welcome(Vec::new(), Vec::new()));
    assert!(model.conversation(A).is_some(), "stays until put away");
    model.put_away(A);
    assert!(model.mine.is_empty());
}

#[test]
fn presence_is_said_again_where_the_relay_forgot_it() {
    let mut model = desk(Vec::new(), Vec::new());
    let effects = model.set_present(service(), true);
    assert!(matches!(effects[..], [Effect::Declare(_)]) && model.is_present(&service()));
    apply(&mut model, ServerMessage::Presence(presence(true, 1)));
    let effects = apply(&mut model, welcome(Vec::new(), Vec::new()));
    let [Effect::Declare(ClientMessage::Present(present))] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert!(present.present && model.is_present(&service()));
    apply(&mut model, ServerMessage::Presence(presence(true, 1)));
    apply(&mut model, ServerMessage::Presence(presence(false, 0)));
    assert!(!model.is_present(&service()), "said in another tab");
}

#[test]
fn losing_and_finding_the_connection_is_said_once() {
    let mut model = desk(Vec::new(), Vec::new());
    assert_eq!(model.connection(Status::Connected), []);
    assert_eq!(
        model.connection(Status::Lost),
        [Effect::Say(Said::ConnectionLost)]
    );
    assert_eq!(
        model.connection(Status::Connected),
        [Effect::Say(Said::ConnectedAgain)]
    );
}
