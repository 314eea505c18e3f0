//! People in the queue who go away.

use juttu_relay::hub::Task;
use juttu_shared::id::ServiceId;
use juttu_shared::limits::{AWAY_SHOWN_MS, VISITOR_AWAY_MS};
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Author, Kind, LeftCause};

use super::verbs::{MINUTE, SECOND, away, goes, head, pass, pass_with, queue, told};
use crate::harness::{Relay, SERVICE, soon};

#[tokio::test]
async fn one_who_is_away_is_left_for_later_and_one_who_is_there_is_not() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut sleeper = relay.visitor(SERVICE).await;
    let sleeping = sleeper.open("Nukahdan kohta.").await.conversation;
    let mut watcher = relay.visitor(SERVICE).await;
    let watching = watcher.open("Minä odotan.").await.conversation;
    let sleeper = goes(&relay, sleeper).await;

    let almost = VISITOR_AWAY_MS - SECOND;
    pass_with(&relay, almost, &mut [&mut watcher], &mut [&mut agent]).await;
    assert_eq!(head(&relay, sleeping).await.state, State::Waiting);
    let second = head(&relay, watching).await;
    assert_eq!(queue(&relay, &second).unwrap().place, 2);

    pass(&relay, SECOND).await;
    let left = head(&relay, sleeping).await;
    assert_eq!(left.state, State::Left);
    assert!(!left.is_live);
    let first = head(&relay, watching).await;
    assert_eq!(first.state, State::Waiting);
    assert_eq!(queue(&relay, &first).unwrap().place, 1);
    assert_eq!(
        told(&relay, &mut watcher, |it| it.place == 1).await.place,
        1
    );

    let back = sleeper.comes_back(&relay).await;
    let snapshot = back.welcome.conversation.as_ref().unwrap();
    assert_eq!(snapshot.state, State::Left);
    assert!(snapshot.queue.is_none());
    let last = snapshot.events.last().unwrap();
    assert_eq!(last.from, Author::Relay);
    let Kind::Left(left) = &last.kind else {
        panic!("{last:?}");
    };
    assert_eq!(left.cause, LeftCause::Away);
    assert!(left.answer_by.is_some(), "and a promise is made");
}

#[tokio::test]
async fn a_request_that_was_left_behind_is_shown_as_one() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut sleeper = relay.visitor(SERVICE).await;
    let sleeping = sleeper.open("Nukahdan kohta.").await.conversation;
    assert!(agent.waiting().await.request.is_none());
    goes(&relay, sleeper).await;
    pass_with(&relay, VISITOR_AWAY_MS, &mut [], &mut [&mut agent]).await;
    assert_eq!(head(&relay, sleeping).await.state, State::Left);

    let again = relay.agent("Jukka").await;
    let row = again.welcome.waiting.first().unwrap();
    assert_eq!(row.conversation, sleeping);
    assert_eq!(row.first_words, "Nukahdan kohta.");
    assert!(!row.away, "nobody is expected to be there");
    let request = row.request.unwrap();
    assert!(!request.reach.is_possible(), "can't be reached");
}

#[tokio::test]
async fn the_agents_of_the_service_are_told_of_rows_as_they_change() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    assert!(agent.waiting().await.request.is_none());
    visitor.leave(None).await;
    let row = agent.waiting().await;
    assert_eq!((row.conversation, row.first_words.as_str()), (id, "Hei"));
    assert!(row.request.unwrap().reach.code);
    let mut other = relay.agent("Jukka").await;
    other.claim(id).await.unwrap();
    let gone = agent.until(|message| match message {
        juttu_shared::wire::v1::agent::ServerMessage::NotWaiting(gone) => Some(gone.conversation),
        _ => None,
    });
    assert_eq!(gone.await, id);
}

#[tokio::test]
async fn a_phone_sleeps_in_the_queue_is_claimed_and_wakes() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut phone = relay.visitor(SERVICE).await;
    let id = phone.open("Taskussa.").await.conversation;
    assert!(!agent.waiting().await.away);
    let phone = goes(&relay, phone).await;

    pass_with(&relay, AWAY_SHOWN_MS - 1, &mut [], &mut [&mut agent]).await;
    assert!(
        !relay.app.hub.is_away(id),
        "a change of networks is no going"
    );
    pass(&relay, 1).await;
    assert_eq!(away(&mut agent).await, (id, true));
    let late = relay.agent("Jukka").await;
    assert!(late.welcome.waiting[0].away);
    drop(late);

    let mine = agent.claim(id).await.unwrap();
    assert!(mine.away && mine.is_live);
    agent.post(id, "Hei, täällä Maria.").await;

    pass_with(&relay, 2 * MINUTE, &mut [], &mut [&mut agent]).await;
    let phone = phone.comes_back(&relay).await;
    let snapshot = phone.welcome.conversation.as_ref().unwrap();
    assert_eq!(snapshot.state, State::Active);
    let kinds: Vec<_> = snapshot.events.iter().map(|it| it.kind.tag()).collect();
    assert_eq!(kinds, ["joined", "posted"], "what was missed");
    assert_eq!(away(&mut agent).await, (id, false));
    assert!(!relay.app.hub.is_away(id));
}

#[tokio::test]
async fn what_is_due_is_due_no_longer_once_the_resident_is_back() {
    let relay = Relay::start().await;
    let mut sleeper = relay.visitor(SERVICE).await;
    let id = sleeper.open("Hei").await.conversation;
    let sleeper = goes(&relay, sleeper).await;
    pass(&relay, VISITOR_AWAY_MS - SECOND).await;
    let hub = &relay.app.hub;
    assert!(!hub.is_connected(id));
    // What the timekeeper finds at this moment, had it not given its commands yet.
    let away = Task::Leave {
        conversation: id,
        service: ServiceId(SERVICE.to_owned()),
        cause: LeftCause::Away,
    };
    let still_due = hub.still_due(&away);
    assert!(!still_due(), "not yet");
    let elsewhere = Task::Leave {
        conversation: id,
        service: ServiceId(SERVICE.to_owned()),
        cause: LeftCause::ClosingTime,
    };
    // Time passes, and the store can't be written to, so nothing becomes of it.
    let file = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    file.execute_batch("begin immediate").unwrap();
    relay.clock().advance_ms(SECOND);
    assert!(still_due());
    assert!(!hub.still_due(&elsewhere)(), "not for another reason");
    let _back = sleeper.comes_back(&relay).await;
    assert!(hub.is_connected(id));
    assert!(!still_due());
    file.execute_batch("rollback").unwrap();
}

#[tokio::test]
async fn a_store_that_fails_is_tried_again() {
    let relay = Relay::start().await;
    let mut sleeper = relay.visitor(SERVICE).await;
    let id = sleeper.open("Hei").await.conversation;
    goes(&relay, sleeper).await;
    let file = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    // Whoever else holds the file keeps it from being written.
    file.execute_batch("begin immediate").unwrap();
    let due = pass(&relay, VISITOR_AWAY_MS);
    soon("the attempt to fail", due).await;
    assert_eq!(head(&relay, id).await.state, State::Waiting);
    file.execute_batch("rollback").unwrap();
    drop(file);
    pass(&relay, SECOND).await;
    assert_eq!(head(&relay, id).await.state, State::Left);
}
