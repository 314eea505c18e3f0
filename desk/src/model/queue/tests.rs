//! Who is next, who waits too long, and what is to be answered first.

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::wire::v1::agent::{Presence, Request, ServerMessage, ServiceName};

use super::super::Model;
use super::super::sample::{A, B, NOW_MS, claim_key, desk, presence, request, service, waiting};

const C: ConversationId = ConversationId(13);

fn other() -> ServiceId {
    ServiceId("perhekeskus".into())
}

/// Maria answers for two services.
fn desk_of_two() -> Model {
    let mut elsewhere = waiting(B, 100);
    elsewhere.service = other();
    let mut model = desk(vec![elsewhere, waiting(A, 200)], Vec::new());
    if let Some(me) = &mut model.me {
        me.services.push(ServiceName {
            id: other(),
            name: "Perhekeskus".into(),
            identifies: false,
            topics: Vec::new(),
            areas: Vec::new(),
            promise_ms: None,
        });
    }
    model
}

#[test]
fn the_next_one_is_of_a_service_that_one_is_present_for() {
    let mut model = desk_of_two();
    assert_eq!(model.next_waiting(), Some(B), "present nowhere: of any");
    model.apply(ServerMessage::Presence(presence(true, 1)), NOW_MS);
    assert_eq!(model.next_waiting(), Some(A));
    model.apply(
        ServerMessage::Presence(Presence {
            service: other(),
            ..presence(true, 1)
        }),
        NOW_MS,
    );
    assert_eq!(model.next_waiting(), Some(B), "longest first");
}

#[test]
fn whoever_is_being_taken_is_not_next() {
    let mut model = desk(vec![waiting(A, 100), waiting(B, 200)], Vec::new());
    model.claim(A, claim_key());
    assert_eq!(model.next_waiting(), Some(B));
    model.claim(B, super::super::sample::key(7));
    assert_eq!(model.next_waiting(), None);
}

#[test]
fn a_wait_is_late_after_the_promise_and_a_request_never_is() {
    let model = desk(vec![waiting(A, 0), request(B, 0)], Vec::new());
    let (live, left) = (&model.waiting[0], &model.waiting[1]);
    assert!(!model.is_late(live, 300_000));
    assert!(model.is_late(live, 300_001));
    assert!(!model.is_late(left, 9_000_000));
    let mut elsewhere = waiting(A, 0);
    elsewhere.service = other();
    assert!(!model.is_late(&elsewhere, 9_000_000), "nothing is promised");
}

#[test]
fn the_oldest_promise_is_answered_first() {
    let by = |id, since_ms, answer_by_ms| {
        let mut waiting = request(id, since_ms);
        waiting.request = waiting.request.map(|request| Request {
            answer_by_ms,
            ..request
        });
        waiting
    };
    let requests = vec![by(A, 1, None), by(B, 2, Some(900)), by(C, 3, Some(800))];
    let model = desk(requests, Vec::new());
    let order: Vec<_> = (model.requests_by_promise().iter())
        .map(|waiting| waiting.conversation)
        .collect();
    assert_eq!(order, [C, B, A]);
}

#[test]
fn topic_and_area_are_named_by_the_door() {
    let model = desk(Vec::new(), Vec::new());
    let (topic, area) = model.matter_names(&service(), Some("asuminen"), Some(3));
    assert_eq!(topic.as_deref(), Some("Asuminen"));
    assert_eq!(area.as_deref(), Some("Teuva, Kurikka"));
    let unknown = model.matter_names(&other(), Some("ero"), Some(3));
    assert_eq!(unknown, (Some("ero".into()), None));
}
