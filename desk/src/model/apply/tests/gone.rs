//! Conversations that are no longer the agent's own.

use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{Departed, Left, LeftCause, Requeued};

use super::*;
use crate::model::Standing;

fn departed(seq: u64) -> ServerMessage {
    let kind = Kind::Departed(Departed { agent: MARIA });
    ServerMessage::Event(event(A, seq, Author::Relay, kind))
}

fn requeued(seq: u64) -> ServerMessage {
    ServerMessage::Event(event(A, seq, Author::Relay, Kind::Requeued(Requeued {})))
}

fn left(seq: u64, cause: LeftCause) -> ServerMessage {
    let kind = Kind::Left(Left {
        cause,
        answer_by: None,
    });
    ServerMessage::Event(event(A, seq, Author::Relay, kind))
}

fn standing(model: &Model) -> Option<Standing> {
    model.conversation(A).map(|found| found.standing())
}

#[test]
fn one_with_nothing_written_goes_and_says_so() {
    let mut model = desk(Vec::new(), vec![mine(A), mine(B)]);
    let effects = apply(&mut model, welcome(Vec::new(), Vec::new()));
    let notice = Notice::Gone(vec![211, 212]);
    assert_eq!(effects, [Effect::Say(Said::Notice(notice.clone()))]);
    assert!(model.mine.is_empty());
    assert_eq!(model.notice, Some(notice));
}

#[test]
fn what_was_written_in_it_is_not_lost() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    for (number, text) in [(1, "yksi"), (2, "kaksi")] {
        model.draft(A, Lane::Reply, text.into(), NOW_MS);
        model.send(A, Lane::Reply, key(number));
    }
    model.draft(A, Lane::Reply, "kolme".into(), NOW_MS);
    model.draft(A, Lane::Note, "muista".into(), NOW_MS);
    let effects = apply(&mut model, welcome(vec![waiting(A, 1)], Vec::new()));
    assert_eq!(commands(&effects), [], "nothing is sent to it");
    assert!(model.outbox.is_empty());
    let conversation = model.conversation(A).unwrap();
    assert_eq!(conversation.standing(), Standing::Gone);
    assert_eq!(
        conversation.draft(Lane::Reply).text,
        "yksi\n\nkaksi\n\nkolme"
    );
    assert_eq!(conversation.draft(Lane::Note).text, "muista");
    assert_eq!(model.unsent(), [211]);
    assert!(model.hello().have.is_empty() && model.held().count() == 0);
    assert_eq!(model.send(A, Lane::Reply, key(3)), []);
    assert_eq!(model.draft(A, Lane::Reply, "viis".into(), NOW_MS), []);
}

#[test]
fn whoever_takes_it_again_goes_on_with_what_was_written() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.draft(A, Lane::Reply, "kesken".into(), NOW_MS);
    apply(&mut model, welcome(vec![waiting(A, 1)], Vec::new()));
    model.claim(A, claim_key());
    apply(&mut model, ServerMessage::Mine(mine(A)));
    let conversation = model.conversation(A).unwrap();
    assert_eq!(conversation.standing(), Standing::Held);
    assert_eq!(conversation.draft(Lane::Reply).text, "kesken");
    assert_eq!(model.mine.len(), 1);
}

#[test]
fn what_was_written_outlives_a_reload_too() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.draft(A, Lane::Note, "muista".into(), NOW_MS);
    let kept = juttu_client::json::to_text(&model.to_keep());
    let mut after = Model::default();
    after.sign_in(crate::model::sample::me(MARIA));
    after.put_back(juttu_client::json::from_text(&kept).unwrap());
    apply(&mut after, welcome(Vec::new(), Vec::new()));
    let conversation = after.conversation(A).unwrap();
    assert_eq!(conversation.standing(), Standing::Gone);
    assert_eq!(
        (
            conversation.reference,
            conversation.draft(Lane::Note).text.as_str()
        ),
        (211, "muista")
    );
    after.put_away(A);
    assert!(after.mine.is_empty());
}

#[test]
fn the_one_on_screen_stays_there_until_it_is_put_away() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.open(A);
    assert_eq!(apply(&mut model, departed(4)).len(), 1);
    assert_eq!(model.notice, Some(Notice::Gone(vec![211])));
    assert_eq!(apply(&mut model, requeued(5)), [], "said once");
    assert_eq!(
        (standing(&model), model.open),
        (Some(Standing::Gone), Some(A))
    );
    model.put_away(A);
    assert!(model.mine.is_empty() && model.open.is_none());
}

#[test]
fn a_colleagues_leaving_changes_nothing() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let kind = Kind::Departed(Departed { agent: MIKA });
    let effects = apply(
        &mut model,
        ServerMessage::Event(event(A, 4, Author::Relay, kind)),
    );
    assert_eq!(
        (effects, standing(&model)),
        (Vec::new(), Some(Standing::Held))
    );
}

#[test]
fn one_who_writes_again_after_the_end_waits_among_the_requests() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.open(A);
    apply(
        &mut model,
        ServerMessage::Event(closed(A, 4, Author::Agent(MARIA))),
    );
    apply(
        &mut model,
        ServerMessage::Event(posted(A, 5, Author::Visitor, "Vielä")),
    );
    apply(&mut model, left(6, LeftCause::WroteAgain));
    assert_eq!(standing(&model), Some(Standing::Gone));
    assert_eq!(model.notice, None, "it was not taken from anybody");
    let conversation = model.conversation(A).unwrap();
    assert!(!conversation.is_live && conversation.is_written_again());
}

#[test]
fn one_that_was_taken_away_was_not_written_to_again() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.open(A);
    apply(&mut model, left(4, LeftCause::AgentGone));
    assert_eq!(standing(&model), Some(Standing::Gone));
    assert!(!model.conversation(A).unwrap().is_written_again());
}

#[test]
fn one_that_waits_for_anybody_is_nobodys_own() {
    let mut model = desk(Vec::new(), Vec::new());
    let mut left = mine(A);
    left.state = State::Left;
    apply(&mut model, welcome(Vec::new(), vec![left]));
    assert!(model.mine.is_empty());
}

#[test]
fn a_message_refused_on_the_way_is_kept_with_the_rest() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    model.send(A, Lane::Reply, key(1));
    apply(&mut model, refused(1, Refusal::NoConversation));
    apply(&mut model, departed(4));
    assert_eq!(
        model.conversation(A).unwrap().draft(Lane::Reply).text,
        "Hei"
    );
}
