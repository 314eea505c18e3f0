//! Conversations that are handed on, answered by several, or emptied of a message.

use juttu_shared::id::ServiceId;
use juttu_shared::wire::v1::event::{Closed, Departed, Left, Redacted, Transferred};

use super::*;

const JUKKA: AgentId = AgentId(8);

/// Of Maija, at a second of the log's time.
fn at(seq: u64, second: i64, kind: Kind) -> Event {
    let mut event = event(seq, Author::Agent(MAIJA), None, kind);
    event.at_ms = second * 1_000;
    event
}

fn joins(seq: u64, second: i64) -> Event {
    let kind = Kind::Joined(Joined {
        name: "Jukka".into(),
    });
    Event {
        from: Author::Agent(JUKKA),
        ..at(seq, second, kind)
    }
}

fn departs(seq: u64, second: i64, agent: AgentId) -> Event {
    at(seq, second, Kind::Departed(Departed { agent }))
}

fn to_queue(seq: u64, second: i64, left: bool) -> Event {
    let transferred = Transferred {
        service: Some(ServiceId("perhekeskus".into())),
        agent: None,
        name: "Perhekeskus".into(),
        left,
        answer_by: None,
    };
    at(seq, second, Kind::Transferred(transferred))
}

fn redacted(seq: u64, of: Option<u64>) -> Event {
    at(seq, 50, Kind::Redacted(Redacted { seq: of }))
}

fn lines(conversation: &Conversation) -> Vec<String> {
    let rows = told(&conversation.rows(&Outbox::default()));
    rows.into_iter()
        .filter(|row| row.starts_with('-'))
        .collect()
}

#[test]
fn handed_to_a_queue_it_waits_and_one_line_says_so() {
    let (mut conversation, _) = talked();
    conversation.take(joins(6, 6));
    conversation.take(departs(7, 9, MAIJA));
    conversation.take(departs(8, 9, JUKKA));
    let news = conversation.take(to_queue(9, 9, false));
    let line = Line::named(w::TRANSFERRED, "Perhekeskus".into());
    assert_eq!(news, News::Line(line, true));
    assert_eq!(conversation.state, Some(State::Waiting));
    assert_eq!(
        lines(&conversation),
        ["- Maija", "- Jukka", "- transferred Perhekeskus"]
    );
    conversation.take(joins(10, 12));
    let alone = conversation.take(departs(11, 13, JUKKA));
    let departed = Line::named(w::DEPARTED, "Jukka".into());
    assert_eq!(alone, News::Line(departed, false), "nobody of before stays");
}

#[test]
fn a_request_that_is_handed_on_is_promised_anew() {
    let (mut conversation, _) = talked();
    let answer_by = LocalTime::parse("2027-01-11T14:00");
    let left = |cause, answer_by| Kind::Left(Left { cause, answer_by });
    conversation.take(at(6, 6, left(LeftCause::Chosen, answer_by)));
    conversation.take(to_queue(7, 7, true));
    assert_eq!(conversation.state, Some(State::Left));
    assert_eq!(conversation.answer_by, None, "by the service of before");
    let last = lines(&conversation).pop();
    assert_eq!(last.as_deref(), Some("- transferred_left Perhekeskus"));
}

#[test]
fn handed_to_a_colleague_it_goes_on_and_is_said_once() {
    let (mut conversation, _) = talked();
    conversation.take(joins(6, 9));
    conversation.take(departs(7, 9, MAIJA));
    let transferred = Transferred {
        service: None,
        agent: Some(JUKKA),
        name: "Jukka".into(),
        left: false,
        answer_by: None,
    };
    let news = conversation.take(at(8, 9, Kind::Transferred(transferred)));
    let line = Line::named(w::GOES_ON_WITH, "Jukka".into());
    assert_eq!(news, News::Line(line, true));
    assert_eq!(conversation.state, Some(State::Active));
    assert_eq!(lines(&conversation), ["- Maija", "- goes_on_with Jukka"]);
    let jukka = posted(9, Author::Agent(JUKKA), None, "Jatketaan");
    let said = News::Said("Jukka".into(), "Jatketaan".into());
    assert_eq!(conversation.take(jukka), said);
}

#[test]
fn of_several_who_stays_is_said_when_one_leaves() {
    let (mut conversation, _) = talked();
    conversation.take(joins(6, 6));
    conversation.take(departs(7, 7, MAIJA));
    conversation.take(departs(8, 8, JUKKA));
    assert_eq!(
        lines(&conversation)[2..],
        ["- departed_stays Maija Jukka", "- departed Jukka"]
    );
    assert_eq!(conversation.state, Some(State::Active));
}

#[test]
fn two_who_vanish_together_do_not_stay_for_each_other() {
    let (mut conversation, _) = talked();
    conversation.take(joins(6, 6));
    conversation.take(departs(7, 7, MAIJA));
    conversation.take(departs(8, 7, JUKKA));
    let requeued = Kind::Requeued(juttu_shared::wire::v1::event::Requeued {});
    conversation.take(at(9, 7, requeued));
    assert_eq!(
        lines(&conversation)[2..],
        ["- departed Jukka", "- requeued"]
    );
}

#[test]
fn an_answer_promised_for_later_says_so_in_one_line() {
    let (mut conversation, _) = talked();
    conversation.take(departs(6, 6, MAIJA));
    let left = Kind::Left(Left {
        cause: LeftCause::Promised,
        answer_by: None,
    });
    let news = conversation.take(at(7, 6, left));
    let line = Line::named(w::LEFT_PROMISED, String::new());
    assert_eq!(news, News::Line(line, true));
    assert_eq!(conversation.state, Some(State::Left));
    assert!(!conversation.has_code, "one is offered");
    assert!(conversation.is_answered(), "what was said is not hidden");
    assert_eq!(lines(&conversation), ["- Maija", "- left_promised"]);
}

#[test]
fn a_removed_message_leaves_a_line() {
    let (mut conversation, mut events) = talked();
    let before: Vec<u64> = ids(&conversation);
    let removed = Line::named(w::REMOVED, String::new());
    let news = conversation.take(redacted(6, Some(4)));
    assert_eq!(news, News::Line(removed.clone(), true));
    let after = ids(&conversation);
    assert_ne!(before[2], after[2], "another row");
    let rows = told(&conversation.rows(&Outbox::default()));
    let expected = [
        "you: Hei (Sent)",
        "- Maija",
        "- removed",
        "Maija: Vielä (Sent)",
    ];
    assert_eq!(rows, expected);
    assert!(!format!("{conversation:?}").contains("Ennen"));

    // Read anew, it stands empty, and that it was removed adds nothing.
    events[3].kind = Kind::Redacted(Redacted { seq: None });
    events.push(redacted(6, Some(4)));
    let mut anew = Conversation::default();
    let (_, news) = welcomed(&mut anew, told_anew(1, &events));
    assert_eq!(
        news[3..],
        [
            News::Line(removed, false),
            News::Said("Maija".into(), "Vielä".into()),
            News::None
        ]
    );
    assert_eq!(told(&anew.rows(&Outbox::default())), expected);
}

#[test]
fn nothing_but_a_message_is_removed() {
    let (mut conversation, _) = talked();
    for (seq, of) in [(6, 3), (7, 1), (8, 99)] {
        assert_eq!(conversation.take(redacted(seq, Some(of))), News::None);
    }
    assert_eq!(conversation.rows(&Outbox::default()).len(), 4);
}

#[test]
fn what_was_said_with_the_end_is_what_was_agreed() {
    let closed = |seq, second| at(seq, second, Kind::Closed(Closed {}));
    let says = |seq, second| {
        at(
            seq,
            second,
            Kind::Posted(Posted {
                text: "Maanantaina".into(),
            }),
        )
    };
    let agreed = Some(("Maija".to_owned(), "Maanantaina".to_owned()));

    let (mut with_words, _) = talked();
    with_words.take(says(6, 9));
    assert_eq!(with_words.agreed(), None, "not over");
    with_words.take(closed(7, 9));
    assert_eq!(with_words.agreed(), agreed);
    with_words.take(redacted(8, Some(6)));
    assert_eq!(with_words.agreed(), None, "removed after all");

    let (mut without, _) = talked();
    without.take(says(6, 8));
    without.take(closed(7, 9));
    assert_eq!(without.agreed(), None, "said before the end");
}

fn ids(conversation: &Conversation) -> Vec<u64> {
    let rows = conversation.rows(&Outbox::default());
    rows.iter().map(Row::id).collect()
}
