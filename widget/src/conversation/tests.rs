//! Conversations told event by event.

use juttu_client::outbox::Outbox;
use juttu_shared::id::{ClientKey, ConversationId};
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{Closed, Departed, Joined, Left, Opened, Posted, Requeued};
use juttu_shared::wire::v1::visitor::{ClientMessage, Post, Snapshot};

use super::rows::GROUP_MS;
use super::*;

mod handed;
mod identified;

const MAIJA: AgentId = AgentId(7);

fn event(seq: u64, from: Author, key: Option<&str>, kind: Kind) -> Event {
    Event {
        conversation: ConversationId(1),
        seq,
        at_ms: 1_000 * i64::try_from(seq).unwrap(),
        from,
        client_key: key.map(|key| ClientKey(key.into())),
        kind,
    }
}

fn posted(seq: u64, from: Author, key: Option<&str>, text: &str) -> Event {
    event(seq, from, key, Kind::Posted(Posted { text: text.into() }))
}

fn joined(seq: u64, name: &str) -> Event {
    let kind = Kind::Joined(Joined { name: name.into() });
    event(seq, Author::Agent(MAIJA), None, kind)
}

fn asked() -> Conversation {
    let mut conversation = Conversation::default();
    let opened = Kind::Opened(Opened {
        language: "fi".into(),
        topic: None,
        concerns: None,
        area: None,
    });
    assert_eq!(
        conversation.take(event(1, Author::Visitor, None, opened)),
        News::None
    );
    assert_eq!(
        conversation.take(posted(2, Author::Visitor, Some("a"), "Hei")),
        News::Own
    );
    conversation
}

fn on_its_way(texts: &[&str]) -> Outbox<ClientMessage> {
    let mut outbox = Outbox::default();
    for text in texts {
        let key = ClientKey((*text).into());
        let post = Post {
            client_key: key.clone(),
            text: (*text).into(),
        };
        outbox.push(key, ClientMessage::Post(post));
    }
    outbox
}

/// Each row as: who (`-` for a line), what, how far, and whether it continues.
fn told(rows: &[Row]) -> Vec<String> {
    rows.iter()
        .map(|row| match row {
            Row::Line(line, _) if line.words == w::JOINED => format!("- {}", line.name),
            Row::Line(line, _) => {
                let names = [line.name.as_str(), &line.other];
                format!("- {} {}", line.words.0, names.join(" "))
                    .trim_end()
                    .to_owned()
            }
            Row::Message(message) => format!(
                "{}{}: {} ({:?})",
                if message.continues { "+" } else { "" },
                message.agent.as_deref().unwrap_or("you"),
                message.text,
                message.fate,
            ),
        })
        .collect()
}

#[test]
fn what_is_stored_stands_by_number_and_what_is_on_its_way_after_it() {
    let mut conversation = asked();
    conversation.take(joined(3, "Maija"));
    assert_eq!(
        conversation.take(posted(4, Author::Agent(MAIJA), None, "Hei sinulle")),
        News::Said("Maija".into(), "Hei sinulle".into())
    );
    conversation.take(posted(5, Author::Agent(MAIJA), None, "Kerro lisää"));
    let mut outbox = on_its_way(&["Vuokra nousi", "Rahat eivät riitä"]);
    outbox.take_queued();
    outbox.refuse(&ClientKey("Vuokra nousi".into()), Refusal::NotStored);
    assert_eq!(
        told(&conversation.rows(&outbox)),
        [
            "you: Hei (Sent)",
            "- Maija",
            "Maija: Hei sinulle (Sent)",
            "+Maija: Kerro lisää (Sent)",
            "you: Vuokra nousi (Failed(NotStored))",
            "+you: Rahat eivät riitä (Sending)",
        ]
    );
}

#[test]
fn an_event_counts_once_and_never_out_of_order() {
    let mut conversation = asked();
    let again = posted(2, Author::Visitor, Some("a"), "Hei");
    assert_eq!(conversation.take(again), News::None);
    let later = posted(4, Author::Agent(MAIJA), None, "Myöhemmin");
    assert_eq!(conversation.take(later), News::Gap);
    assert_eq!(conversation.last_seq, 2);
    assert_eq!(told(&conversation.rows(&Outbox::default())).len(), 1);
}

#[test]
fn an_unknown_kind_is_passed_over_and_counted() {
    let mut conversation = asked();
    let later = event(3, Author::Relay, None, Kind::Unknown);
    assert_eq!(conversation.take(later), News::None);
    assert_eq!(conversation.last_seq, 3);
    assert_eq!(conversation.state, Some(State::Waiting));
}

#[test]
fn its_state_follows_the_events() {
    let mut conversation = asked();
    assert_eq!(conversation.state, Some(State::Waiting));
    assert_eq!(
        conversation.take(joined(3, "Maija")),
        News::Line(Line::named(w::JOINED, "Maija".into()), false)
    );
    assert_eq!(conversation.state, Some(State::Active));
    let closed = event(4, Author::Agent(MAIJA), None, Kind::Closed(Closed {}));
    assert_eq!(conversation.take(closed), News::Ended);
    assert_eq!(conversation.state, Some(State::Closed));
}

#[test]
fn a_long_pause_begins_a_new_group() {
    let mut conversation = asked();
    let mut late = posted(3, Author::Visitor, Some("b"), "Vielä yksi asia");
    late.at_ms += GROUP_MS;
    conversation.take(late);
    let rows = told(&conversation.rows(&Outbox::default()));
    assert_eq!(rows[1], "you: Vielä yksi asia (Sent)");
}

/// What a `welcome` tells of a conversation.
fn told_anew(id: u64, events: &[Event]) -> Snapshot {
    Snapshot {
        id: ConversationId(id),
        reference: 214,
        state: State::Active,
        queue: None,
        ends_at_ms: None,
        has_code: false,
        known_again: false,
        events: events.to_vec(),
    }
}

/// Takes a `welcome` as the chat does.
fn welcomed(conversation: &mut Conversation, told: Snapshot) -> (bool, Vec<News>) {
    let is_missing = conversation.begin(&told);
    let taken = told.events.into_iter();
    (
        is_missing,
        taken.map(|event| conversation.take(event)).collect(),
    )
}

fn said(seq: u64, text: &str) -> Event {
    posted(seq, Author::Agent(MAIJA), None, text)
}

fn talked() -> (Conversation, Vec<Event>) {
    let opened = Kind::Opened(Opened {
        language: "fi".into(),
        topic: None,
        concerns: None,
        area: None,
    });
    let events = vec![
        event(1, Author::Visitor, None, opened),
        posted(2, Author::Visitor, Some("a"), "Hei"),
        joined(3, "Maija"),
        said(4, "Ennen"),
        said(5, "Vielä"),
    ];
    let mut conversation = Conversation::default();
    welcomed(&mut conversation, told_anew(1, &events));
    assert_eq!(conversation.last_seq, 5);
    (conversation, events)
}

#[test]
fn a_welcome_that_goes_on_adds_to_what_was_had() {
    let (mut conversation, _) = talked();
    let (is_missing, news) = welcomed(&mut conversation, told_anew(1, &[said(6, "Uusi")]));
    assert!(!is_missing);
    assert_eq!(news, [News::Said("Maija".into(), "Uusi".into())]);
    assert!(!conversation.begin(&told_anew(1, &[])), "nothing new");
    let meanwhile = told_anew(1, &[said(6, "Uusi")]);
    assert_eq!(
        welcomed(&mut conversation, meanwhile),
        (false, vec![News::None])
    );
    assert_eq!(conversation.rows(&Outbox::default()).len(), 5);
}

#[test]
fn another_past_takes_the_place_of_what_was_had() {
    let (mut conversation, mut events) = talked();
    events.truncate(3);
    let mut other = said(4, "Toisin");
    other.at_ms += 60_000;
    events.push(other);
    let (is_missing, news) = welcomed(&mut conversation, told_anew(1, &events));
    assert!(!is_missing);
    assert_eq!(conversation.last_seq, 4);
    assert_eq!(
        told(&conversation.rows(&Outbox::default())),
        ["you: Hei (Sent)", "- Maija", "Maija: Toisin (Sent)"]
    );
    let toisin = News::Said("Maija".into(), "Toisin".into());
    assert_eq!(news, [News::None, News::None, News::None, toisin]);
    let mut later = said(5, "Uusi");
    later.at_ms += 60_000;
    let uusi = News::Said("Maija".into(), "Uusi".into());
    assert_eq!(conversation.take(later), uusi, "its number was had before");
}

#[test]
fn the_same_past_told_anew_is_no_news() {
    let (mut conversation, events) = talked();
    for _ in 0..2 {
        let (_, news) = welcomed(&mut conversation, told_anew(1, &events));
        assert_eq!(news, vec![News::None; 5]);
        assert_eq!(conversation.rows(&Outbox::default()).len(), 4);
    }
}

#[test]
fn another_conversation_begins_with_nothing() {
    let (mut conversation, _) = talked();
    let mut sixth = said(6, "Uusi");
    sixth.conversation = ConversationId(2);
    let (is_missing, news) = welcomed(&mut conversation, told_anew(2, &[sixth]));
    assert!(is_missing);
    assert_eq!(news, [News::Gap]);
    assert_eq!(conversation.last_seq, 0, "asked for from the beginning");
    assert_eq!(conversation.state, Some(State::Active));
    assert!(conversation.rows(&Outbox::default()).is_empty());
    let (mut conversation, _) = talked();
    assert!(conversation.begin(&told_anew(2, &[])));
    assert_eq!(conversation.last_seq, 0);
}

#[test]
fn who_left_and_why_it_waits_stands_in_the_log() {
    let (mut conversation, _) = talked();
    let gone = Kind::Departed(Departed { agent: MAIJA });
    let took = conversation.take(event(6, Author::Relay, None, gone));
    let departed = Line::named(w::DEPARTED, "Maija".into());
    assert_eq!(took, News::Line(departed, false));
    conversation.take(event(7, Author::Relay, None, Kind::Requeued(Requeued {})));
    assert_eq!(conversation.state, Some(State::Waiting));
    let answer_by = LocalTime::parse("2027-01-11T14:00");
    let left = Left {
        cause: LeftCause::ClosingTime,
        answer_by,
    };
    let news = conversation.take(event(8, Author::Relay, None, Kind::Left(left)));
    let line = Line {
        answer_by,
        ..Line::named(w::LEFT_CLOSING, String::new())
    };
    assert_eq!(news, News::Line(line.clone(), false));
    assert_eq!(conversation.answer_by, answer_by);
    assert_eq!(conversation.state, Some(State::Left));
    let rows = conversation.rows(&Outbox::default());
    assert_eq!(rows.last(), Some(&Row::Line(line, 8_000)));
    let mut ids: Vec<u64> = rows.iter().map(Row::id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), rows.len(), "rows are told apart");
}

#[test]
fn one_who_leaves_the_queue_is_not_told_that_a_conversation_has_ended() {
    let closed = |from| event(3, from, None, Kind::Closed(Closed {}));
    let mut left = asked();
    assert_eq!(left.take(closed(Author::Visitor)), News::Ended);
    assert_eq!(left.end, Some(w::LEFT_QUEUE));
    let (mut talk, _) = talked();
    talk.take(event(6, Author::Visitor, None, Kind::Closed(Closed {})));
    assert_eq!(talk.end, Some(w::ENDED));
    let (mut quiet, _) = talked();
    quiet.take(event(6, Author::Relay, None, Kind::Closed(Closed {})));
    assert_eq!(quiet.end, Some(w::ENDED_QUIET));
}

#[test]
fn with_a_code_the_log_goes_on_after_the_end() {
    let (mut conversation, _) = talked();
    conversation.take(event(
        6,
        Author::Agent(MAIJA),
        None,
        Kind::Closed(Closed {}),
    ));
    assert!(!conversation.is_open());
    assert_eq!(conversation.rows(&Outbox::default()).len(), 4);
    let mut told_of = told_anew(1, &[]);
    told_of.state = State::Closed;
    told_of.has_code = true;
    conversation.begin(&told_of);
    assert!(!conversation.is_open(), "a code alone is for coming back");
    conversation.came_in = true;
    assert!(conversation.is_open());
    let rows = conversation.rows(&Outbox::default());
    let end = Line::named(w::ENDED, String::new());
    assert_eq!(rows.last(), Some(&Row::Line(end, 6_000)));
    assert_eq!(conversation.reference, 214);
}

#[test]
fn it_is_answered_until_the_resident_writes_or_leaves_it() {
    let left = |seq, cause| {
        let kind = Kind::Left(Left {
            cause,
            answer_by: None,
        });
        event(seq, Author::Relay, None, kind)
    };
    let mut conversation = asked();
    assert!(!conversation.is_answered());
    conversation.take(left(3, LeftCause::Chosen));
    conversation.take(joined(4, "Maija"));
    assert!(!conversation.is_answered());
    conversation.take(said(5, "Hei"));
    assert!(conversation.is_answered());
    conversation.take(left(6, LeftCause::AgentGone));
    assert!(conversation.is_answered(), "the answer stands");
    conversation.take(posted(7, Author::Visitor, None, "Kiitos"));
    assert!(!conversation.is_answered());
    conversation.take(said(8, "Hei hei"));
    conversation.take(left(9, LeftCause::Chosen));
    assert!(!conversation.is_answered());
}

#[test]
fn of_several_answers_whether_it_helped_the_last_one_counts() {
    let mut conversation = asked();
    conversation.take(joined(3, "Maija"));
    conversation.take(posted(4, Author::Agent(MAIJA), None, "Hei"));
    conversation.take(event(5, Author::Visitor, None, Kind::Closed(Closed {})));
    assert_eq!(conversation.rated, None);
    for (seq, helped) in [(6, Helped::No), (7, Helped::Partly)] {
        let rated = Kind::Rated(juttu_shared::wire::v1::event::Rated { helped });
        let told = conversation.take(event(seq, Author::Visitor, Some("r"), rated));
        assert_eq!((told, conversation.rated), (News::None, Some(helped)));
    }
    assert_eq!(conversation.state, Some(State::Closed));
}

#[test]
fn leaving_in_a_hurry_ends_what_is_live_and_leaves_a_request_as_it_is() {
    let exited = |seq, stays| {
        let kind = Kind::Exited(juttu_shared::wire::v1::event::Exited { stays });
        event(seq, Author::Visitor, None, kind)
    };
    let mut waits = asked();
    assert_eq!(waits.take(exited(3, false)), News::Exited);
    assert_eq!(waits.state, Some(State::Closed));

    let mut left = asked();
    let cause = LeftCause::Chosen;
    let kind = Kind::Left(Left {
        cause,
        answer_by: None,
    });
    left.take(event(3, Author::Visitor, None, kind));
    assert_eq!(left.take(exited(4, true)), News::Exited);
    assert_eq!((left.state, left.ended_at_ms), (Some(State::Left), None));
}
