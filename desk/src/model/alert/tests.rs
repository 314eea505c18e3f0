//! What calls, and what does not.

use juttu_shared::id::{IdentityId, ServiceId};
use juttu_shared::wire::v1::agent::{Hold, Mine, ServerMessage, Waiting};
use juttu_shared::wire::v1::event::{
    Author, FailureCause, IdentificationCompleted, IdentificationDeclined, IdentificationFailed,
    Joined, Kind, Level, Transferred,
};

use super::super::sample::{
    A, B, MARIA, MIKA, NOW_MS, claim_key, closed, desk, event, mine, not_waiting, noted, posted,
    presence, request, service, waiting, welcome,
};
use super::*;

/// Maria's desk, present, and looked at once.
fn watched(waiting: Vec<Waiting>, mine: Vec<Mine>) -> (Model, Watch) {
    let mut model = desk(waiting, mine);
    model.apply(ServerMessage::Presence(presence(true, 1)), NOW_MS);
    let mut watch = Watch::default();
    assert_eq!(watch.look(&model, NOW_MS), [], "what is there is history");
    (model, watch)
}

fn hear(model: &mut Model, watch: &mut Watch, message: ServerMessage) -> Vec<Alert> {
    model.apply(message, NOW_MS);
    watch.look(model, NOW_MS)
}

fn writes(id: ConversationId, seq: u64) -> ServerMessage {
    ServerMessage::Event(posted(id, seq, Author::Visitor, "Hei"))
}

#[test]
fn somebody_new_calls_once() {
    let (mut model, mut watch) = watched(vec![waiting(A, NOW_MS)], Vec::new());
    let new = ServerMessage::Waiting(waiting(B, NOW_MS));
    assert_eq!(
        hear(&mut model, &mut watch, new.clone()),
        [Alert::Waiting(service())]
    );
    assert_eq!(hear(&mut model, &mut watch, new), []);
}

#[test]
fn whoever_is_not_present_is_not_called() {
    let mut model = desk(Vec::new(), Vec::new());
    let mut watch = Watch::default();
    watch.look(&model, NOW_MS);
    let new = ServerMessage::Waiting(waiting(B, NOW_MS));
    assert_eq!(hear(&mut model, &mut watch, new), []);
    let present = ServerMessage::Presence(presence(true, 1));
    assert_eq!(
        hear(&mut model, &mut watch, present),
        [],
        "not new any more"
    );
}

#[test]
fn a_contact_request_has_no_hurry() {
    let (mut model, mut watch) = watched(Vec::new(), Vec::new());
    let new = ServerMessage::Waiting(request(B, NOW_MS));
    assert_eq!(hear(&mut model, &mut watch, new), []);
}

#[test]
fn a_wait_past_the_promise_calls_once() {
    let (model, mut watch) = watched(vec![waiting(A, NOW_MS)], Vec::new());
    assert_eq!(watch.look(&model, NOW_MS + 300_000), []);
    assert_eq!(
        watch.look(&model, NOW_MS + 300_001),
        [Alert::Late(service())]
    );
    assert_eq!(watch.look(&model, NOW_MS + 360_000), []);
}

#[test]
fn the_clock_alone_tells_of_a_wait_past_the_promise() {
    let (mut model, mut watch) = watched(vec![waiting(A, NOW_MS)], Vec::new());
    assert_eq!(watch.look_at_clock(&model, NOW_MS + 300_000), []);
    let late_ms = NOW_MS + 300_001;
    assert_eq!(
        watch.look_at_clock(&model, late_ms),
        [Alert::Late(service())]
    );
    assert_eq!(watch.look_at_clock(&model, late_ms), []);
    assert_eq!(watch.look(&model, late_ms), [], "told already");
    model.sign_in_ended();
    assert_eq!(watch.look_at_clock(&model, late_ms), []);
    model.apply(welcome(vec![waiting(A, NOW_MS)], Vec::new()), NOW_MS);
    assert_eq!(watch.look(&model, late_ms), [], "known from before");
}

#[test]
fn an_answer_calls_unless_it_is_before_ones_eyes() {
    let (mut model, mut watch) = watched(Vec::new(), vec![mine(A), mine(B)]);
    model.open(A);
    assert_eq!(hear(&mut model, &mut watch, writes(A, 4)), []);
    assert_eq!(hear(&mut model, &mut watch, writes(B, 4)), [Alert::Message]);
    model.watch(false);
    assert_eq!(hear(&mut model, &mut watch, writes(A, 5)), [Alert::Message]);
}

#[test]
fn what_came_during_a_sleep_calls() {
    let (mut model, mut watch) = watched(vec![waiting(A, NOW_MS)], vec![mine(B)]);
    let mut later = mine(B);
    later.events = vec![posted(B, 4, Author::Visitor, "Oletko siellä")];
    let third = ConversationId(13);
    let waits = vec![waiting(A, NOW_MS), waiting(third, NOW_MS)];
    let told = welcome(waits, vec![later]);
    assert_eq!(
        hear(&mut model, &mut watch, told),
        [Alert::Message, Alert::Waiting(service())]
    );
}

#[test]
fn what_one_takes_or_ends_oneself_does_not_call() {
    let (mut model, mut watch) = watched(vec![waiting(A, NOW_MS)], Vec::new());
    model.claim(A, claim_key());
    let taken = ServerMessage::Mine(mine(A));
    assert_eq!(hear(&mut model, &mut watch, taken), []);
    let ended = ServerMessage::Event(closed(A, 4, Author::Agent(MARIA)));
    assert_eq!(hear(&mut model, &mut watch, ended), []);
    let gone = not_waiting(B);
    assert_eq!(hear(&mut model, &mut watch, gone), []);
}

#[test]
fn what_one_has_sent_back_is_no_news() {
    let (mut model, mut watch) = watched(Vec::new(), vec![mine(A)]);
    let back = ServerMessage::Waiting(waiting(A, NOW_MS));
    assert_eq!(hear(&mut model, &mut watch, back), []);
}

#[test]
fn a_hand_over_and_being_brought_in_call() {
    let (mut model, mut watch) = watched(Vec::new(), Vec::new());
    let mut handed = mine(A);
    handed.events.push(event(
        A,
        4,
        Author::Agent(MIKA),
        Kind::Transferred(Transferred {
            service: None,
            agent: Some(MARIA),
            name: "Maria".into(),
            left: false,
            answer_by: None,
        }),
    ));
    let told = ServerMessage::Mine(handed);
    assert_eq!(hear(&mut model, &mut watch, told), [Alert::Handed]);
    let mut brought = mine(B);
    brought.agents = vec![MIKA, MARIA];
    brought.events.push(event(
        B,
        4,
        Author::Agent(MARIA),
        Kind::Joined(Joined {
            name: "Maria".into(),
        }),
    ));
    let told = ServerMessage::Mine(brought);
    assert_eq!(hear(&mut model, &mut watch, told), [Alert::Handed]);
}

#[test]
fn a_quiet_question_and_its_answer_call() {
    let (mut model, mut watch) = watched(Vec::new(), vec![mine(B)]);
    let asked = ServerMessage::Mine(Mine {
        hold: Hold::Consulted,
        agents: vec![MIKA],
        consulted: vec![MARIA],
        ..mine(A)
    });
    assert_eq!(hear(&mut model, &mut watch, asked), [Alert::Consulted]);
    let answer = ServerMessage::StaffEvent(noted(B, 1, Author::Agent(MIKA), "Kyllä"));
    assert_eq!(hear(&mut model, &mut watch, answer), [Alert::Noted]);
    let own = ServerMessage::StaffEvent(noted(B, 2, Author::Agent(MARIA), "Kiitos"));
    assert_eq!(hear(&mut model, &mut watch, own), [], "one's own hand");
}

#[test]
fn what_is_said_to_those_who_answer_does_not_call_one_who_is_asked() {
    let (mut model, mut watch) = watched(Vec::new(), vec![mine(B)]);
    let asked = Mine {
        hold: Hold::Consulted,
        agents: vec![MIKA],
        consulted: vec![MARIA],
        ..mine(A)
    };
    hear(&mut model, &mut watch, ServerMessage::Mine(asked.clone()));
    let said = ServerMessage::Event(posted(A, 4, Author::Visitor, "Hei"));
    assert_eq!(hear(&mut model, &mut watch, said), []);
    let mut brought = Mine {
        hold: Hold::Own,
        agents: vec![MIKA, MARIA],
        consulted: Vec::new(),
        ..asked
    };
    let joined = Kind::Joined(Joined {
        name: "Maria".into(),
    });
    brought.events.extend([
        posted(A, 4, Author::Visitor, "Hei"),
        event(A, 5, Author::Agent(MARIA), joined),
    ]);
    let brought = ServerMessage::Mine(brought);
    assert_eq!(hear(&mut model, &mut watch, brought), [Alert::Handed]);
    let said = ServerMessage::Event(posted(A, 6, Author::Visitor, "Oletko siellä"));
    assert_eq!(hear(&mut model, &mut watch, said), [Alert::Message]);
}

#[test]
fn an_answer_to_a_request_to_identify_calls_unless_it_is_seen() {
    let completed = Kind::IdentificationCompleted(IdentificationCompleted {
        identity: IdentityId(91),
        level: Level::Substantial,
        request: None,
    });
    let declined = Kind::IdentificationDeclined(IdentificationDeclined { request: 3 });
    let failed = Kind::IdentificationFailed(IdentificationFailed {
        request: None,
        cause: FailureCause::Cancelled,
    });
    for (kind, calls) in [(completed, true), (declined, true), (failed, false)] {
        for is_seen in [true, false] {
            let (mut model, mut watch) = watched(Vec::new(), vec![mine(A)]);
            model.open(A);
            model.watch(is_seen);
            let told = ServerMessage::Event(event(A, 4, Author::Visitor, kind.clone()));
            let expected = (calls && !is_seen).then_some(Alert::Identification);
            let heard = hear(&mut model, &mut watch, told);
            assert_eq!(heard.first(), expected.as_ref(), "{kind:?}");
        }
    }
    assert!(Alert::Identification.is_own());
}

#[test]
fn another_agent_in_the_same_tab_begins_with_history() {
    let (mut model, mut watch) = watched(vec![waiting(A, NOW_MS)], Vec::new());
    model.sign_in(super::super::sample::me(MIKA));
    assert_eq!(watch.look(&model, NOW_MS), []);
}

#[test]
fn own_ones_come_before_the_queue() {
    let elsewhere = ServiceId("a".into());
    let mut alerts = [Alert::Waiting(elsewhere), Alert::Message, Alert::Handed];
    alerts.sort();
    assert_eq!(alerts[..2], [Alert::Handed, Alert::Message]);
    assert!(alerts[0].is_own() && !alerts[2].is_own());
}
