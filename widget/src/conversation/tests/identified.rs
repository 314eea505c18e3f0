//! Conversations in which the resident is asked to identify, and does or does not.

use juttu_shared::id::IdentityId;
use juttu_shared::wire::v1::event::{
    CodeMade, FailureCause, IdentificationCompleted, IdentificationDeclined, IdentificationFailed,
    IdentificationRequested, IdentityForgotten, Level, Redacted,
};
use juttu_shared::wire::v1::visitor::Decline;

use super::*;

const WHY: &str = "Katson hakemuksesi tilanteen.";

fn asks(seq: u64) -> Event {
    let kind = Kind::IdentificationRequested(IdentificationRequested {
        name: "Maija".into(),
        reason: WHY.into(),
    });
    event(seq, Author::Agent(MAIJA), None, kind)
}

fn completes(seq: u64, identity: u64, request: Option<u64>) -> Event {
    let kind = Kind::IdentificationCompleted(IdentificationCompleted {
        identity: IdentityId(identity),
        level: Level::Substantial,
        request,
    });
    event(seq, Author::Visitor, Some("p"), kind)
}

fn declines(seq: u64, request: u64) -> Event {
    let kind = Kind::IdentificationDeclined(IdentificationDeclined { request });
    event(seq, Author::Visitor, Some("d"), kind)
}

fn fails(seq: u64, request: Option<u64>, cause: FailureCause) -> Event {
    let kind = Kind::IdentificationFailed(IdentificationFailed { request, cause });
    event(seq, Author::Relay, None, kind)
}

fn forgets(seq: u64, identity: u64) -> Event {
    let kind = Kind::IdentityForgotten(IdentityForgotten {
        identity: IdentityId(identity),
    });
    event(seq, Author::Agent(MAIJA), None, kind)
}

/// Asked at 6, as the first thing after a talk of five events.
fn asked_to_identify() -> Conversation {
    let (mut conversation, _) = talked();
    let news = conversation.take(asks(6));
    assert_eq!(news, News::Asked("Maija".into(), WHY.into()));
    conversation
}

fn cards(conversation: &Conversation, outbox: &Outbox<ClientMessage>) -> Vec<Card> {
    let rows = conversation.rows(outbox).into_iter();
    rows.filter_map(|row| match row {
        Row::Line(line, _) => line.card,
        Row::Message(_) => None,
    })
    .collect()
}

fn only_card(conversation: &Conversation) -> Card {
    let cards = cards(conversation, &Outbox::default());
    assert_eq!(cards.len(), 1);
    cards[0]
}

fn became(words: Key, second: i64) -> Option<(Key, Option<i64>)> {
    Some((words, Some(second * 1_000)))
}

#[test]
fn a_request_stands_open_where_it_was_made() {
    let conversation = asked_to_identify();
    let card = only_card(&conversation);
    assert_eq!((card.request, card.is_open, card.became), (6, true, None));
    let rows = conversation.rows(&Outbox::default());
    let Some(Row::Line(line, 6_000)) = rows.last() else {
        panic!("{rows:?}");
    };
    assert_eq!((line.words, line.name.as_str()), (w::ASKS_NAMED, "Maija"));
    assert_eq!(line.other, WHY);
    assert!(!conversation.is_identified());
}

#[test]
fn why_one_is_asked_may_be_emptied_and_the_request_stands_open() {
    let mut conversation = asked_to_identify();
    let emptied = Kind::Redacted(Redacted { seq: Some(6) });
    conversation.take(event(7, Author::Agent(MAIJA), None, emptied));
    assert!(only_card(&conversation).is_open);
    let rows = format!("{:?}", conversation.rows(&Outbox::default()));
    assert!(!rows.contains(WHY), "{rows}");
}

#[test]
fn one_who_identifies_is_known_from_there_on_and_the_code_is_dead() {
    let mut conversation = asked_to_identify();
    conversation.has_code = true;
    let news = conversation.take(completes(7, 5, Some(6)));
    let here = Line::named(w::IDENTIFIED_HERE, String::new());
    assert_eq!(news, News::Line(here.clone(), false));
    assert!(conversation.is_identified());
    assert!(!conversation.has_code);
    let card = only_card(&conversation);
    assert_eq!(
        (card.is_open, card.became),
        (false, became(w::IDENTIFIED, 7))
    );
    let rows = conversation.rows(&Outbox::default());
    assert_eq!(rows.last(), Some(&Row::Line(here, 7_000)));
}

#[test]
fn a_code_stops_working_only_where_there_was_one() {
    let left = |seq| {
        let cause = LeftCause::Chosen;
        let kind = Kind::Left(Left {
            cause,
            answer_by: None,
        });
        event(seq, Author::Visitor, None, kind)
    };
    let mut never = asked_to_identify();
    never.take(completes(7, 5, Some(6)));
    never.take(left(8));
    never.take(completes(9, 5, None));
    assert!(
        !never.lost_code,
        "who is identified leaves a request without one"
    );

    let mut request = asked();
    request.take(left(3));
    assert!(!request.lost_code);
    request.take(completes(4, 5, None));
    assert!(request.lost_code);

    let mut live = asked_to_identify();
    live.has_code = true;
    live.take(completes(7, 5, Some(6)));
    assert!(live.lost_code);

    let mut anew = Conversation::default();
    let opened = Kind::Opened(Opened {
        language: "fi".into(),
        topic: None,
        concerns: None,
        area: None,
    });
    let opened = event(1, Author::Visitor, None, opened);
    let events = vec![opened, left(2), completes(3, 5, None)];
    welcomed(&mut anew, told_anew(1, &events));
    assert!(
        anew.lost_code,
        "also as it is told anew, with no code any more"
    );
}

#[test]
fn one_who_declines_goes_on_as_before() {
    let mut conversation = asked_to_identify();
    let before = conversation.rows(&Outbox::default()).len();
    assert_eq!(conversation.take(declines(7, 6)), News::None);
    let card = only_card(&conversation);
    assert_eq!((card.is_open, card.became), (false, became(w::DECLINED, 7)));
    assert_eq!(conversation.rows(&Outbox::default()).len(), before);
    assert!(!conversation.is_identified());
}

#[test]
fn a_card_whose_no_is_on_its_way_can_not_be_answered_again() {
    let conversation = asked_to_identify();
    let mut outbox = Outbox::default();
    let key = ClientKey("d".into());
    let decline = |request| {
        ClientMessage::Decline(Decline {
            client_key: ClientKey("d".into()),
            request,
        })
    };
    outbox.push(key.clone(), decline(3));
    assert!(cards(&conversation, &outbox)[0].is_open, "of another one");
    outbox.push(key, decline(6));
    let card = cards(&conversation, &outbox)[0];
    assert_eq!(
        (card.is_open, card.became),
        (false, Some((w::SENDING, None)))
    );
    assert!(only_card(&conversation).is_open, "until it is stored");
}

#[test]
fn an_attempt_that_came_to_nothing_says_why_and_may_be_made_again() {
    let mut conversation = asked_to_identify();
    let causes = [
        (FailureCause::Cancelled, w::CANCELLED),
        (FailureCause::Unavailable, w::UNAVAILABLE),
        (FailureCause::Elsewhere, w::ELSEWHERE),
        (FailureCause::Rejected, w::FAILED),
        (FailureCause::Other, w::FAILED),
    ];
    let mut ids: Vec<u64> = Vec::new();
    for (seq, (cause, words)) in (7..).zip(causes) {
        assert_eq!(conversation.take(fails(seq, Some(6), cause)), News::None);
        let card = only_card(&conversation);
        assert_eq!(conversation.failed, Some(words));
        let second = i64::try_from(seq).unwrap();
        assert_eq!((card.is_open, card.became), (true, became(words, second)));
        ids.extend(conversation.rows(&Outbox::default()).last().map(Row::id));
    }
    ids.dedup();
    assert_eq!(ids.len(), causes.len(), "another row each time");
    conversation.take(completes(12, 5, Some(6)));
    assert_eq!(only_card(&conversation).became, became(w::IDENTIFIED, 12));
}

#[test]
fn a_failure_without_a_request_stands_in_a_line() {
    let (mut conversation, _) = talked();
    let news = conversation.take(fails(6, None, FailureCause::Cancelled));
    let line = Line::named(w::CANCELLED, String::new());
    assert_eq!(news, News::Line(line, false));
}

#[test]
fn a_newer_request_takes_the_place_of_an_open_one() {
    let mut conversation = asked_to_identify();
    conversation.take(asks(7));
    let cards = cards(&conversation, &Outbox::default());
    let said: Vec<_> = cards
        .iter()
        .map(|card| (card.is_open, card.became))
        .collect();
    assert_eq!(said, [(false, became(w::CARD_NEWER, 7)), (true, None)]);
    let failed = conversation.take(fails(8, Some(6), FailureCause::Cancelled));
    assert!(matches!(failed, News::Line(..)), "its card is closed");
}

#[test]
fn the_end_of_the_conversation_is_the_end_of_the_request() {
    let mut conversation = asked_to_identify();
    conversation.take(event(
        7,
        Author::Agent(MAIJA),
        None,
        Kind::Closed(Closed {}),
    ));
    let card = only_card(&conversation);
    assert_eq!(
        (card.is_open, card.became),
        (false, became(w::CARD_ENDED, 7))
    );
    let mut answered = asked_to_identify();
    answered.take(declines(7, 6));
    answered.take(event(
        8,
        Author::Agent(MAIJA),
        None,
        Kind::Closed(Closed {}),
    ));
    assert_eq!(only_card(&answered).became, became(w::DECLINED, 7));
}

#[test]
fn who_was_forgotten_is_anonymous_again_and_lacks_a_code() {
    let mut conversation = asked_to_identify();
    conversation.take(completes(7, 5, Some(6)));
    conversation.take(completes(8, 6, None));
    let news = conversation.take(forgets(9, 5));
    let line = Line::named(w::IDENTITY_FORGOTTEN, String::new());
    assert_eq!(news, News::Line(line, false));
    assert!(!conversation.is_identified(), "the other one as well");
    assert!(conversation.was_forgotten);
    let made = Kind::CodeMade(CodeMade {});
    conversation.take(event(10, Author::Visitor, Some("k"), made));
    assert!(conversation.has_code);
    assert!(!conversation.was_forgotten);
}

#[test]
fn told_anew_what_opens_it_is_as_the_welcome_says() {
    let (_, mut events) = talked();
    events.push(completes(6, 5, None));
    events.push(forgets(7, 5));
    let mut told = told_anew(1, &events);
    told.has_code = true;
    let mut conversation = Conversation::default();
    welcomed(&mut conversation, told);
    assert!(conversation.has_code, "the code was taken after that");
    events.truncate(6);
    let mut conversation = Conversation::default();
    welcomed(&mut conversation, told_anew(1, &events));
    assert!(conversation.is_identified());
    assert!(!conversation.has_code);
}

#[test]
fn an_identified_request_goes_on_after_its_end_and_a_talk_does_not() {
    let closed = |seq| event(seq, Author::Agent(MAIJA), None, Kind::Closed(Closed {}));
    let (mut talk, _) = talked();
    talk.take(completes(6, 5, None));
    talk.known_again = Some(true);
    talk.take(closed(7));
    assert!(!talk.is_open());
    talk.came_in = true;
    assert!(talk.is_open(), "it was come back to");

    let (mut request, _) = talked();
    request.take(completes(6, 5, None));
    let cause = LeftCause::Chosen;
    let left = Kind::Left(Left {
        cause,
        answer_by: None,
    });
    request.take(event(7, Author::Visitor, None, left));
    request.take(closed(8));
    request.known_again = Some(true);
    assert!(request.is_open());
    request.known_again = Some(false);
    assert!(!request.is_open(), "nothing would open the next answer");
}

#[test]
fn the_way_back_is_what_the_relay_says_of_this_person() {
    let here = |conversation: &Conversation| {
        let rows = conversation.rows(&Outbox::default());
        let mut lines = rows.iter().filter_map(|row| match row {
            Row::Line(line, _) if line.words == w::IDENTIFIED_HERE => Some(row.id()),
            _ => None,
        });
        lines.next().unwrap()
    };
    let mut conversation = asked_to_identify();
    // A welcome before has said nothing of one who was nobody then.
    conversation.known_again = Some(false);
    conversation.take(completes(7, 5, Some(6)));
    assert_eq!(conversation.known_again, None);
    assert_eq!(conversation.way_back(), Key(""));
    let unknown = here(&conversation);
    conversation.known_again = Some(true);
    assert_eq!(conversation.way_back(), w::COME_BACK);
    let known = here(&conversation);
    conversation.known_again = Some(false);
    assert_eq!(conversation.way_back(), w::ONLY_HERE);
    // Each time it is another row, and is drawn anew.
    assert!(unknown != known && known != here(&conversation));
    conversation.take(forgets(8, 5));
    assert_eq!(conversation.way_back(), Key(""), "it has a code again");
}

#[test]
fn whoever_brings_it_along_knows_already_and_a_welcome_says_it_as_it_stands() {
    let (_, mut events) = talked();
    events.push(completes(6, 5, None));
    for is_known in [true, false] {
        let mut conversation = Conversation {
            known_again: Some(is_known),
            ..Conversation::default()
        };
        for event in events.clone() {
            conversation.take(event);
        }
        assert_eq!(conversation.known_again, is_known.then_some(true));
        let mut told = told_anew(1, &events);
        told.known_again = is_known;
        let mut conversation = Conversation::default();
        welcomed(&mut conversation, told.clone());
        assert_eq!(conversation.known_again, Some(is_known));
        // Also when nothing is new in it.
        conversation.known_again = None;
        told.events.clear();
        welcomed(&mut conversation, told);
        assert_eq!(conversation.known_again, Some(is_known));
    }
}
