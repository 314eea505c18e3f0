//! Contact requests, who is away, what is about to end, contact details.

use juttu_shared::id::ConversationId;
use juttu_shared::wire::v1::agent::{Away, Ending, Reach};

use super::*;
use crate::model::sample::{contact, me, my_request, request};
use crate::model::{Opening, Standing};

const C: ConversationId = ConversationId(13);

fn ids<'a>(
    waiting: impl Iterator<Item = &'a juttu_shared::wire::v1::agent::Waiting>,
) -> Vec<ConversationId> {
    waiting.map(|waiting| waiting.conversation).collect()
}

#[test]
fn the_queue_and_the_requests_are_two_lists() {
    let mut front = waiting(C, 90);
    front.in_front = true;
    let mut model = desk(vec![request(B, 5), waiting(A, 10), front], Vec::new());
    assert_eq!(ids(model.queue()), [C, A]);
    assert_eq!(ids(model.requests()), [B]);
    let effects = apply(&mut model, ServerMessage::Waiting(request(A, 4)));
    let said = Said::BecameRequest {
        reference: 211,
        service: service(),
    };
    assert_eq!(effects, [Effect::Say(said)]);
    let again = apply(&mut model, ServerMessage::Waiting(request(A, 4)));
    assert_eq!(again, [], "said once");
    assert_eq!(ids(model.queue()), [C]);
    assert_eq!(ids(model.requests()), [A, B]);
    apply(&mut model, not_waiting(B));
    assert_eq!(ids(model.requests()), [A]);
}

#[test]
fn a_new_request_is_announced_as_one() {
    let mut model = desk(Vec::new(), Vec::new());
    let said = Said::NewRequest {
        reference: 211,
        service: service(),
    };
    let effects = apply(&mut model, ServerMessage::Waiting(request(A, 4)));
    assert_eq!(effects, [Effect::Say(said)]);
}

#[test]
fn a_request_is_claimed_like_one_who_waits() {
    let mut model = desk(vec![request(A, 1)], Vec::new());
    assert_eq!(commands(&model.claim(A, claim_key())).len(), 1);
    let effects = apply(&mut model, ServerMessage::Mine(my_request(A)));
    assert_eq!(effects, [Effect::FocusConversation]);
    assert_eq!(model.notice, None, "no need to be present for it");
    let conversation = model.conversation(A).unwrap();
    assert!(!conversation.is_live && conversation.reach.phone);
    assert!(model.waiting.is_empty());
}

#[test]
fn a_request_that_a_colleague_took_is_told() {
    let mut model = desk(vec![request(A, 1)], Vec::new());
    model.claim(A, claim_key());
    apply(&mut model, refused(100, Refusal::AlreadyClaimed));
    let notice = Notice::ClaimRefused {
        reference: 211,
        code: Refusal::AlreadyClaimed,
    };
    assert_eq!(model.notice, Some(notice));
}

#[test]
fn whoever_claims_without_being_present_is_told() {
    let mut model = desk(vec![waiting(A, 1)], Vec::new());
    model.claim(A, claim_key());
    let effects = apply(&mut model, ServerMessage::Mine(mine(A)));
    let notice = Notice::NotPresent(service());
    let said = Effect::Say(Said::Notice(notice.clone()));
    assert_eq!(effects, [said, Effect::FocusConversation]);
    assert_eq!(model.notice, Some(notice));
    model.set_present(service(), true);
    assert_eq!(model.notice, None);
}

#[test]
fn who_is_away_is_marked_and_keeps_the_place() {
    let mut model = desk(vec![waiting(B, 1), waiting(C, 2)], vec![mine(A)]);
    let away = |conversation, away| ServerMessage::Away(Away { conversation, away });
    for id in [A, B] {
        let said = Said::WentAway {
            reference: id.0 + 200,
        };
        assert_eq!(apply(&mut model, away(id, true)), [Effect::Say(said)]);
        assert_eq!(apply(&mut model, away(id, true)), [], "said once");
    }
    assert!(model.conversation(A).unwrap().away && model.waiting[0].away);
    assert_eq!(ids(model.queue()), [B, C]);
    assert_eq!(apply(&mut model, away(A, false)), [], "shown only");
    assert!(!model.conversation(A).unwrap().away);
}

#[test]
fn nobody_is_called_because_one_who_left_a_request_is_away() {
    let mut request = mine(A);
    request.is_live = false;
    let mut model = desk(Vec::new(), vec![request, mine(B)]);
    for id in [A, B] {
        let told = Away {
            conversation: id,
            away: true,
        };
        let said = Effect::Say(Said::WentAway {
            reference: id.0 + 200,
        });
        let wanted = if id == A { vec![] } else { vec![said] };
        assert_eq!(apply(&mut model, ServerMessage::Away(told)), wanted);
        let found = model.conversation(id).unwrap();
        assert_eq!((found.away, found.is_missed()), (true, id == B));
    }
}

#[test]
fn the_end_is_told_once_and_called_off() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let ending = |ends_at_ms| {
        ServerMessage::Ending(Ending {
            conversation: A,
            ends_at_ms,
        })
    };
    let said = Said::Ending {
        reference: 211,
        left_ms: 120_000,
    };
    let told = apply(&mut model, ending(Some(NOW_MS + 120_000)));
    assert_eq!(told, [Effect::Say(said)]);
    assert_eq!(apply(&mut model, ending(Some(NOW_MS + 120_000))), []);
    assert_eq!(apply(&mut model, ending(Some(NOW_MS + 130_000))), []);
    apply(&mut model, ending(None));
    assert_eq!(model.conversation(A).unwrap().ends_at_ms, None);
    apply(&mut model, ending(Some(NOW_MS + 120_000)));
    let effects = apply(
        &mut model,
        ServerMessage::Event(closed(A, 4, Author::Relay)),
    );
    let said = Said::Ended {
        reference: 211,
        by_silence: true,
    };
    assert_eq!(effects, [Effect::Say(said)]);
    assert_eq!(model.conversation(A).unwrap().ends_at_ms, None);
}

fn opened() -> Model {
    let mut model = desk(Vec::new(), vec![my_request(A), mine(B)]);
    model.open(A);
    model.open_contact(A, key(1));
    assert_eq!(apply(&mut model, contact(A)), [Effect::FocusContact]);
    assert!(matches!(
        model.conversation(A).unwrap().contact,
        Opening::Open(_)
    ));
    model
}

fn is_shut(model: &Model) -> bool {
    (model.conversation(A)).is_none_or(|found| found.contact == Opening::Shut)
}

#[test]
fn contact_details_are_asked_for_once_and_confirmed() {
    let mut model = desk(Vec::new(), vec![my_request(A)]);
    assert_eq!(model.open_contact(A, key(1)), [], "not on the screen");
    model.open(A);
    let asked = commands(&model.open_contact(A, key(1)));
    assert!(matches!(&asked[..], [ClientMessage::OpenContact(_)]));
    assert!(model.is_opening_contact(A));
    assert_eq!(
        model.open_contact(A, key(2)),
        [],
        "a second press does nothing"
    );
    apply(&mut model, contact(A));
    assert!(!model.is_opening_contact(A) && model.outbox.is_empty());
}

#[test]
fn contact_details_are_never_kept() {
    let model = opened();
    let kept = juttu_client::json::to_text(&model.to_keep());
    assert!(!kept.contains("1234567"), "{kept}");
}

#[test]
fn contact_details_go_with_their_conversation() {
    let mut elsewhere = opened();
    elsewhere.open(B);
    assert!(is_shut(&elsewhere));
    let mut signed_out = opened();
    signed_out.sign_in_ended();
    signed_out.sign_in(me(MARIA));
    assert!(is_shut(&signed_out));
    let mut gone = opened();
    apply(&mut gone, welcome(Vec::new(), vec![mine(B)]));
    assert_eq!(gone.conversation(A).unwrap().standing(), Standing::Gone);
    assert!(is_shut(&gone));
    let mut late = desk(Vec::new(), vec![my_request(A), mine(B)]);
    late.open(A);
    late.open_contact(A, key(1));
    late.open(B);
    assert_eq!(apply(&mut late, contact(A)), []);
    assert!(is_shut(&late) && late.outbox.is_empty());
}

#[test]
fn contact_details_that_are_refused_say_why() {
    let mut model = desk(Vec::new(), vec![my_request(A)]);
    model.open(A);
    model.open_contact(A, key(1));
    apply(&mut model, refused(1, Refusal::NotStored));
    let refused = Opening::Refused(Refusal::NotStored);
    assert_eq!(model.conversation(A).unwrap().contact, refused);
    assert_eq!(commands(&model.open_contact(A, key(2))).len(), 1);
}

#[test]
fn what_mine_says_of_a_conversation_is_taken_in() {
    let mut told = mine(A);
    told.away = true;
    told.ends_at_ms = Some(NOW_MS + 60_000);
    told.answer_by_ms = Some(NOW_MS);
    told.reach = Reach {
        code: true,
        ..Reach::default()
    };
    let model = desk(Vec::new(), vec![told]);
    let conversation = model.conversation(A).unwrap();
    assert!(conversation.away && conversation.reach.code);
    assert_eq!(conversation.ends_at_ms, Some(NOW_MS + 60_000));
    assert_eq!(conversation.answer_by_ms, Some(NOW_MS));
}

#[test]
fn how_long_a_resident_waits_for_an_answer_is_known() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let waits = |model: &Model| model.conversation(A).unwrap().unanswered_since_ms();
    assert_eq!(
        waits(&model),
        Some(NOW_MS + 2_000),
        "since the first message"
    );
    for (seq, from) in [
        (4, Author::Agent(MARIA)),
        (5, Author::Visitor),
        (6, Author::Visitor),
    ] {
        let said = ServerMessage::Event(posted(A, seq, from, "Hei"));
        apply(&mut model, said);
        let expected = (seq > 4).then_some(NOW_MS + 5_000);
        assert_eq!(waits(&model), expected, "{seq}");
    }
}

#[test]
fn topics_have_their_names() {
    let model = desk(Vec::new(), Vec::new());
    assert_eq!(model.topic_name(&service(), "asuminen"), "Asuminen");
    assert_eq!(model.topic_name(&service(), "muu"), "muu");
}

#[test]
fn a_live_conversation_keeps_one_from_signing_out_unasked() {
    let mut model = desk(vec![waiting(C, 1)], vec![mine(A), my_request(B)]);
    let live = |model: &Model| model.live().map(|found| found.id).collect::<Vec<_>>();
    assert_eq!(live(&model), [A]);
    assert!(model.is_busy());
    apply(
        &mut model,
        ServerMessage::Event(closed(A, 4, Author::Visitor)),
    );
    assert!(live(&model).is_empty() && !model.is_busy());
    model.draft(A, Lane::Note, "muista".into(), NOW_MS);
    model.draft(B, Lane::Reply, "kesken".into(), NOW_MS);
    assert_eq!(model.unsent(), [211, 212], "all of them");
    assert!(model.is_busy());
}
