//! What the agent does, and what survives a reload.

use juttu_shared::id::AgentId;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::agent::{ClientMessage, ServerMessage};
use juttu_shared::wire::v1::event::Author;

use super::super::sample::{
    A, B, MARIA, MIKA, NOW_MS, closed, commands, desk, key, me, mine, posted, refused, waiting,
    welcome,
};
use super::super::{Effect, Lane, Model, RowState};

#[test]
fn a_note_goes_to_staff_and_a_reply_to_the_resident() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.draft(A, Lane::Reply, "asukkaalle".into(), NOW_MS);
    model.draft(A, Lane::Note, "meille".into(), NOW_MS);
    let note = commands(&model.send(A, Lane::Note, key(1)));
    assert!(matches!(&note[..], [ClientMessage::Note(note)] if note.text == "meille"));
    let conversation = model.conversation(A).unwrap();
    assert_eq!(conversation.draft(Lane::Reply).text, "asukkaalle");
    assert_eq!(conversation.draft(Lane::Note).text, "");
    let reply = commands(&model.send(A, Lane::Reply, key(2)));
    assert!(matches!(&reply[..], [ClientMessage::Post(post)] if post.text == "asukkaalle"));
}

#[test]
fn writing_a_note_is_not_told_to_the_resident() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    assert_eq!(model.draft(A, Lane::Note, "m".into(), NOW_MS), []);
    let told = model.draft(A, Lane::Reply, "h".into(), NOW_MS);
    assert!(matches!(
        &told[..],
        [Effect::Signal(ClientMessage::Typing(_))]
    ));
}

#[test]
fn typing_is_told_at_most_every_three_seconds() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let mut told = |text: &str, now_ms| model.draft(A, Lane::Reply, text.into(), now_ms).len();
    assert_eq!(told("h", NOW_MS), 1);
    assert_eq!(told("he", NOW_MS + 2_999), 0);
    assert_eq!(told("hei", NOW_MS + 3_000), 1);
    assert_eq!(
        told("", NOW_MS + 9_000),
        0,
        "an emptied field is not typing"
    );
}

#[test]
fn what_is_wrong_is_said_at_the_field_and_the_text_stays() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    for (text, why) in [
        ("  \n".to_owned(), Refusal::TextEmpty),
        ("a".repeat(4_001), Refusal::TextTooLong),
    ] {
        model.draft(A, Lane::Reply, text.clone(), NOW_MS);
        assert_eq!(model.send(A, Lane::Reply, key(1)), []);
        let draft = model.conversation(A).unwrap().draft(Lane::Reply).clone();
        assert_eq!((draft.text, draft.refused), (text, Some(why)));
    }
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    assert_eq!(
        model.conversation(A).unwrap().draft(Lane::Reply).refused,
        None
    );
}

#[test]
fn a_refused_message_stays_and_is_tried_again_with_its_key() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.open(A);
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    let first = model.send(A, Lane::Reply, key(1));
    model.apply(refused(1, Refusal::NotStored), NOW_MS);
    let state = model.rows_of(A).pop().unwrap().state;
    assert_eq!(state, RowState::Failed(Refusal::NotStored, key(1)));
    let nothing = model.apply(welcome(Vec::new(), vec![mine(A)]), NOW_MS);
    assert_eq!(commands(&nothing), [], "the agent decides");
    assert_eq!(model.retry(&key(1)), first);
    assert_eq!(model.rows_of(A).pop().unwrap().state, RowState::Sending);
}

#[test]
fn drafts_stay_with_their_conversations() {
    let mut model = desk(Vec::new(), vec![mine(A), mine(B)]);
    model.open(A);
    model.draft(A, Lane::Reply, "a".into(), NOW_MS);
    model.open(B);
    model.draft(B, Lane::Reply, "b".into(), NOW_MS);
    let text = |id| {
        model
            .conversation(id)
            .unwrap()
            .draft(Lane::Reply)
            .text
            .clone()
    };
    assert_eq!((text(A), text(B)), ("a".to_owned(), "b".to_owned()));
}

#[test]
fn a_conversation_under_way_is_not_put_away() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.put_away(A);
    assert!(model.conversation(A).is_some());
}

#[test]
fn only_one_who_waits_can_be_claimed() {
    let mut model = desk(vec![waiting(B, 1)], Vec::new());
    assert_eq!(model.claim(A, key(1)), []);
    assert!(!model.is_claiming(A));
}

/// A new page of the same tab.
fn reloaded(model: &Model, agent: AgentId) -> Model {
    let text = juttu_client::json::to_text(&model.to_keep());
    let mut after = Model::default();
    after.sign_in(me(agent));
    after.put_back(juttu_client::json::from_text(&text).unwrap());
    after
}

#[test]
fn a_reload_keeps_drafts_and_what_was_not_confirmed() {
    let mut model = desk(Vec::new(), vec![mine(A), mine(B)]);
    model.open(A);
    model.draft(A, Lane::Note, "muista".into(), NOW_MS);
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    let sent = commands(&model.send(A, Lane::Reply, key(1)));
    let mut after = reloaded(&model, MARIA);
    let have: Vec<_> = after.hello().have;
    assert_eq!(have.len(), 1, "the one with something unfinished: {have:?}");
    let again = after.apply(welcome(Vec::new(), vec![mine(A), mine(B)]), NOW_MS);
    assert_eq!(commands(&again), sent);
    assert_eq!(after.open, Some(A));
    assert_eq!(
        after.conversation(A).unwrap().draft(Lane::Note).text,
        "muista"
    );
}

#[test]
fn two_reloads_before_the_relay_answers_lose_nothing() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.draft(A, Lane::Note, "muista".into(), NOW_MS);
    let mut after = reloaded(&reloaded(&model, MARIA), MARIA);
    after.apply(welcome(Vec::new(), vec![mine(A)]), NOW_MS);
    assert_eq!(
        after.conversation(A).unwrap().draft(Lane::Note).text,
        "muista"
    );
}

#[test]
fn a_reload_does_not_make_unread_what_was_read() {
    let mut model = desk(Vec::new(), vec![mine(A), mine(B)]);
    let mut longer = mine(A);
    longer.events.push(posted(A, 4, Author::Visitor, "Vielä"));
    model.apply(
        ServerMessage::Event(posted(A, 4, Author::Visitor, "Vielä")),
        NOW_MS,
    );
    model.open(A);
    model.open(B);
    let mut after = reloaded(&model, MARIA);
    after.apply(welcome(Vec::new(), vec![longer]), NOW_MS);
    assert_eq!(after.conversation(A).unwrap().unread(), 0);
}

#[test]
fn another_agent_in_the_same_tab_gets_nothing() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    model.send(A, Lane::Reply, key(1));
    let after = reloaded(&model, MIKA);
    assert!(after.hello().have.is_empty() && after.outbox.is_empty());
    model.sign_in_ended();
    model.sign_in(me(MIKA));
    assert!(model.mine.is_empty() && model.outbox.is_empty());
}

#[test]
fn the_same_agent_finds_everything_after_signing_in_again() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.draft(A, Lane::Note, "muista".into(), NOW_MS);
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    let sent = commands(&model.send(A, Lane::Reply, key(1)));
    model.sign_in_ended();
    model.sign_in(me(MARIA));
    let again = model.apply(welcome(Vec::new(), vec![mine(A)]), NOW_MS);
    assert_eq!(commands(&again), sent);
    assert_eq!(
        model.conversation(A).unwrap().draft(Lane::Note).text,
        "muista"
    );
}

#[test]
fn a_message_to_one_who_has_left_says_why_it_was_not_sent() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    model.open(A);
    model.draft(A, Lane::Reply, "Hei".into(), NOW_MS);
    model.send(A, Lane::Reply, key(1));
    model.apply(ServerMessage::Event(closed(A, 4, Author::Visitor)), NOW_MS);
    model.apply(refused(1, Refusal::WrongState), NOW_MS);
    let state = model.rows_of(A).pop().unwrap().state;
    assert_eq!(state, RowState::Failed(Refusal::WrongState, key(1)));
}

#[test]
fn a_prepared_text_goes_where_the_caret_stands_and_is_not_sent() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    let text = |model: &Model| {
        let found = model.conversation(A).unwrap();
        found.draft(Lane::Reply).text.clone()
    };
    assert_eq!(model.insert(A, Lane::Reply, "Hei.", None), 4);
    assert_eq!(model.insert(A, Lane::Reply, "Hae tukea.", None), 15);
    assert_eq!(text(&model), "Hei. Hae tukea.");
    model.draft(A, Lane::Reply, "Päivää 👋 loppu".into(), NOW_MS);
    let caret = model.insert(A, Lane::Reply, "Kiitos.", Some((7, 9)));
    assert_eq!(
        text(&model),
        "Päivää Kiitos. loppu",
        "in place of what is selected"
    );
    assert_eq!(caret, 14);
    model.insert(A, Lane::Reply, "X", Some((900, 3)));
    assert_eq!(
        text(&model),
        "Päivää Kiitos. loppu X",
        "never out of the text"
    );
    assert!(model.outbox.is_empty());
}

#[test]
fn what_belongs_to_a_deed_is_never_sent_as_a_message() {
    let mut model = desk(Vec::new(), vec![mine(A)]);
    for lane in [Lane::Question, Lane::HandOver, Lane::Agreed] {
        let told = model.draft(A, lane, "salaa".into(), NOW_MS);
        assert_eq!(told, [], "nor told as typing");
        assert_eq!(model.send(A, lane, key(1)), []);
    }
    let again = Model::to_keep(&model);
    let text = juttu_client::json::to_text(&again);
    let mut after = Model::default();
    after.sign_in(me(MARIA));
    after.put_back(juttu_client::json::from_text(&text).unwrap());
    after.apply(welcome(Vec::new(), vec![mine(A)]), NOW_MS);
    let found = after.conversation(A).unwrap();
    assert_eq!(
        found.draft(Lane::HandOver).text,
        "salaa",
        "a reload keeps it"
    );
}
