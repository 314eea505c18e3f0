//! The desk without a socket: nothing is lost, nothing is told twice, and nobody else comes in.

mod desk;

use juttu_shared::id::ServiceId;
use juttu_shared::limits::{POLL_MS, PRESENCE_GRACE_MS};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::{ClientMessage, Have, ServerMessage};
use juttu_shared::wire::v1::event::Kind;
use serde_json::json;

use crate::harness::{Ask, Locked, Relay, SERVICE, new_key, soon};
use desk::{Desk, end_of, held, quiet};

#[tokio::test]
async fn a_conversation_is_claimed_answered_and_ended_without_a_socket() {
    let relay = Relay::start().await;
    let (mut desk, welcome) = Desk::come(&relay, "Maria").await;
    assert!(welcome.waiting.is_empty() && welcome.mine.is_empty());
    assert_eq!(welcome.me.name, "Maria");
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    let row = desk
        .until(&relay, |it| match it {
            ServerMessage::Waiting(row) => Some(row.clone()),
            _ => None,
        })
        .await;
    assert_eq!((row.conversation, row.first_words.as_str()), (id, "Hei"));
    let told = desk.act(&relay, "claim", id, json!({})).await;
    let [ServerMessage::Mine(mine)] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(mine.id, id);
    visitor.post("Tarvitsen apua").await;
    let told = desk
        .act(&relay, "post", id, json!({ "text": "Kerro lisää" }))
        .await;
    let [ServerMessage::Event(event)] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert!(matches!(event.kind, Kind::Posted(_)));
    let told = desk
        .act(&relay, "note", id, json!({ "text": "Muistiin" }))
        .await;
    assert!(matches!(told.as_slice(), [ServerMessage::StaffEvent(_)]));
    let told = desk
        .act(&relay, "close", id, json!({ "outcome": "solved" }))
        .await;
    assert!(told.iter().any(|it| match it {
        ServerMessage::Event(event) => matches!(event.kind, Kind::Closed(_)),
        _ => false,
    }));
    visitor.until(|kind| matches!(kind, Kind::Closed(_))).await;
    let refused = desk
        .act(&relay, "post", id, json!({ "text": "Vielä" }))
        .await;
    let [ServerMessage::Refused(refused)] = refused.as_slice() else {
        panic!("{refused:?}");
    };
    assert_eq!(refused.code, Refusal::WrongState);
    assert!(refused.client_key.is_some());
}

#[tokio::test]
async fn nothing_is_lost_or_told_twice_between_polls() {
    let relay = Relay::start().await;
    let (mut desk, _) = Desk::come(&relay, "Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    desk.act(&relay, "claim", id, json!({})).await;
    quiet(&relay, &mut desk, &mut [&mut visitor]).await;
    for round in 0..10 {
        for number in 0..round % 4 {
            visitor.post(&format!("{round}.{number}")).await;
        }
        if round % 3 == 0 {
            // This answer is lost on its way: what it told is told again.
            let lost = desk.ask(&relay);
            visitor.post("ennen kuin vastaus katoaa").await;
            assert_eq!(lost.send().await.status, 200);
        }
        desk.act(&relay, "post", id, json!({ "text": "Niin" }))
            .await;
        quiet(&relay, &mut desk, &mut [&mut visitor]).await;
    }
    let stored = relay.app.store.events(id, 0).await.unwrap();
    assert_eq!(desk.events, stored, "each of them once, in order");
}

#[tokio::test]
async fn what_is_told_while_a_poll_is_held_is_its_answer_and_nothing_is_told_at_its_end() {
    let relay = Relay::start().await;
    let (mut desk, _) = Desk::come(&relay, "Maria").await;
    quiet(&relay, &mut desk, &mut []).await;
    let poll = held(&relay, &desk).await;
    assert!(!poll.is_finished());
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Hei").await;
    let answer = soon("the poll", poll).await.unwrap();
    let told = desk.take(&answer);
    assert!(
        matches!(told.as_slice(), [ServerMessage::Waiting(_)]),
        "{told:?}"
    );
    let poll = held(&relay, &desk).await;
    relay.clock().advance_ms(POLL_MS - 1);
    tokio::task::yield_now().await;
    assert!(!poll.is_finished());
    assert!(end_of(&relay, &mut desk, poll, 1).await.is_empty());
}

#[tokio::test]
async fn rows_colleagues_and_presence_are_told_as_they_stand_by_then() {
    let relay = Relay::start().await;
    let (mut desk, _) = Desk::come(&relay, "Maria").await;
    quiet(&relay, &mut desk, &mut []).await;
    let mut jukka = relay.agent("Jukka").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    jukka.present(SERVICE, true).await;
    jukka.claim(id).await.unwrap();
    let told = quiet(&relay, &mut desk, &mut []).await;
    assert!(
        !told
            .iter()
            .any(|it| matches!(it, ServerMessage::Waiting(_)))
    );
    assert!(told.iter().any(|it| match it {
        ServerMessage::NotWaiting(gone) => gone.conversation == id,
        _ => false,
    }));
    assert!(told.iter().any(|it| match it {
        ServerMessage::Presence(presence) => presence.agents == 1 && !presence.present,
        _ => false,
    }));
    assert!(told.iter().any(|it| match it {
        ServerMessage::Colleague(colleague) => colleague.name == "Jukka" && colleague.connected,
        _ => false,
    }));
}

#[tokio::test]
async fn one_who_polls_is_here_and_present_from_poll_to_poll() {
    let relay = Relay::start().await;
    let (mut desk, _) = Desk::come(&relay, "Maria").await;
    let service = ServiceId(SERVICE.into());
    let present = json!({ "present": { "service": SERVICE, "present": true } });
    assert!(desk.say(&relay, &present).await.is_empty());
    assert!(relay.app.hub.is_staffed(&service));
    for _ in 0..4 {
        relay.clock().advance_ms(PRESENCE_GRACE_MS - 1);
        let welcome = desk.welcomed(&relay).await;
        let own = welcome.presence.iter().find(|it| it.service == service);
        assert!(own.unwrap().present);
        let me = welcome.staff.iter().find(|it| it.name == "Maria").unwrap();
        assert!(me.connected);
    }
    relay.clock().advance_ms(PRESENCE_GRACE_MS);
    assert!(!relay.app.hub.is_staffed(&service));
}

#[tokio::test]
async fn only_the_desks_own_page_and_those_who_answer_come_in() {
    let relay = Relay::start().await;
    let (desk, _) = Desk::come(&relay, "Maria").await;
    let ping = json!({ "ping": {} });
    for (path, body) in [
        ("/desk/api/poll?lang=fi", json!(desk.poll)),
        ("/desk/api/commands?lang=fi", ping),
    ] {
        let ask = || relay.post_desk(path).json(&body);
        let with = |ask: Ask| ask.header("cookie", &desk.cookie);
        assert_eq!(
            with(ask()).bytes("{").send().await.problem().code,
            Refusal::Malformed
        );
        let refused = ask().send().await;
        assert_eq!(
            (refused.status, refused.problem().code),
            (401, Refusal::SignedOut)
        );
        for origin in ["https://kunta.example", "null"] {
            let foreign = with(ask()).header("origin", origin).send().await;
            assert_eq!(foreign.status, 403);
            assert_eq!(foreign.problem().code, Refusal::ForeignOrigin);
        }
        assert_eq!(with(ask()).without("origin").send().await.status, 403);
        assert_eq!(
            with(ask()).header("cookie", "juttu=1").send().await.status,
            401
        );
        let get = relay.get_desk(path).header("cookie", &desk.cookie);
        assert_eq!(get.send().await.status, 405);
        for (name, role) in [("Oskari", Role::Auditor), ("Tuula", Role::Administrator)] {
            relay.add_agent(name, role, &[SERVICE]).await;
            let cookie = relay.sign_in(name).await;
            let refused = ask().header("cookie", &cookie).send().await;
            assert_eq!(refused.status, 403);
            assert_eq!(refused.problem().code, Refusal::NotAllowed);
        }
    }
}

#[tokio::test]
async fn signing_out_ends_a_poll_and_a_restart_begins_anew() {
    let relay = Relay::start().await;
    let (mut desk, _) = Desk::come(&relay, "Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    desk.act(&relay, "claim", id, json!({})).await;
    quiet(&relay, &mut desk, &mut []).await;
    let mut relay = relay.restart().await;
    let told = desk.next(&relay).await;
    let [ServerMessage::Welcome(welcome)] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(welcome.mine.len(), 1);
    assert!(welcome.mine[0].events.is_empty(), "it has them");
    quiet(&relay, &mut desk, &mut []).await;
    let poll = held(&relay, &desk).await;
    let out = relay.post_desk("/desk/api/sign-out");
    let out = out.header("cookie", &desk.cookie).json(&json!({}));
    assert_eq!(out.send().await.status, 204);
    let ended = soon("the poll", poll).await.unwrap();
    assert_eq!(
        (ended.status, ended.problem().code),
        (401, Refusal::SignedOut)
    );
    // One who is held while the relay stops is told so at once.
    desk.cookie = relay.sign_in("Maria").await;
    desk.welcomed(&relay).await;
    let poll = held(&relay, &desk).await;
    relay.stop().await;
    let ended = soon("the poll", poll).await.unwrap();
    assert_eq!(ended.problem().code, Refusal::Restarting);
}

#[tokio::test]
async fn what_was_emptied_before_a_poll_is_not_in_its_answer() {
    let relay = Relay::start().await;
    let (mut desk, _) = Desk::come(&relay, "Maria").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("SALAISUUS jonossa").await.conversation;
    desk.welcomed(&relay).await;
    relay.agent("Jukka").await.claim(id).await.unwrap();
    let (mut other, _) = Desk::come(&relay, "Jukka").await;
    let before = other.poll.have.clone();
    visitor.post("SALAISUUS keskustelussa").await;
    for seq in [2, 4] {
        let told = other.act(&relay, "redact", id, json!({ "seq": seq })).await;
        assert!(
            matches!(told.as_slice(), [ServerMessage::Event(_)]),
            "{told:?}"
        );
    }
    other.poll.have = before;
    let answer = other.ask(&relay).send().await;
    let told = other.take(&answer);
    let kinds: Vec<_> = told
        .iter()
        .filter_map(|it| match it {
            ServerMessage::Event(event) => Some((event.seq, &event.kind)),
            _ => None,
        })
        .collect();
    assert_eq!(kinds.len(), 3, "{kinds:?}");
    assert!(
        kinds
            .iter()
            .all(|(_, kind)| matches!(kind, Kind::Redacted(_)))
    );
    assert!(!answer.text().contains("SALAISUUS"), "{}", answer.text());
    let answer = desk.ask(&relay).send().await;
    assert!(!answer.text().contains("SALAISUUS"), "{}", answer.text());
}

#[tokio::test]
async fn a_command_that_is_no_message_of_the_wire_is_refused() {
    let relay = Relay::start().await;
    let (mut desk, _) = Desk::come(&relay, "Maria").await;
    let hello: ClientMessage = serde_json::from_value(json!({ "hello": { "have": [] } })).unwrap();
    let told = desk.say(&relay, &json!(hello)).await;
    let [ServerMessage::Refused(refused)] = told.as_slice() else {
        panic!("{told:?}");
    };
    assert_eq!(refused.code, Refusal::OutOfTurn);
    let told = desk.say(&relay, &json!({ "ping": {} })).await;
    assert!(matches!(told.as_slice(), [ServerMessage::Pong(_)]));
}

#[tokio::test]
async fn what_was_said_in_what_was_handed_on_is_told_no_more() {
    let relay = Relay::start().await;
    let (mut desk, _) = Desk::come(&relay, "Maria").await;
    let jukka = relay.agent("Jukka").await;
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("SALAISUUS").await.conversation;
    let claim = json!({ "claim": { "conversation": id, "client_key": new_key() } });
    desk.say(&relay, &claim).await;
    visitor.post("SALAISUUS vielä").await;
    let text = json!({ "text": "SALAISUUS henkilöstölle" });
    desk.act(&relay, "note", id, text).await;
    quiet(&relay, &mut desk, &mut [&mut visitor]).await;
    let known = desk.poll.have.clone();
    let to = json!({ "to": { "agent": jukka.welcome.me.agent }, "note": "Jatka" });
    desk.act(&relay, "transfer", id, to).await;

    // A claim that is said again is answered by what it made then.
    let again = desk.say(&relay, &claim).await;
    let [ServerMessage::Event(joined)] = again.as_slice() else {
        panic!("{again:?}");
    };
    assert!(matches!(joined.kind, Kind::Joined(_)));

    // Whoever says that they were told nothing is told what became of it.
    let seen = desk.poll.seen.clone().unwrap();
    let (process, _) = seen.split_once('.').unwrap();
    desk.poll.seen = Some(format!("{process}.0"));
    desk.poll.have = vec![Have {
        conversation: id,
        last_seq: 0,
        last_staff_seq: 0,
    }];
    let answer = desk.ask(&relay).send().await;
    assert!(!answer.text().contains("SALAISUUS"), "{}", answer.text());
    let told = desk.take(&answer);
    let became = |wanted: &str| {
        told.iter().any(|it| match it {
            ServerMessage::Event(event) => event.kind.tag() == wanted,
            _ => false,
        })
    };
    assert!(became("departed") && became("transferred"), "{told:?}");

    // And one who has had everything misses nothing by it.
    desk.poll.seen = Some(seen);
    desk.poll.have = known;
    let told = desk.next(&relay).await;
    let numbers: Vec<_> = told
        .iter()
        .filter_map(|it| match it {
            ServerMessage::Event(event) => Some((event.seq, event.kind.tag())),
            _ => None,
        })
        .collect();
    assert_eq!(
        numbers,
        [(5, "joined"), (6, "departed"), (7, "transferred")]
    );
}

#[tokio::test]
async fn a_store_that_cannot_be_written_to_keeps_no_desk_out() {
    let relay = Relay::start().await;
    let (mut desk, _) = Desk::come(&relay, "Maria").await;
    // Long enough for the sign-in to be said to be in use.
    relay.clock().advance_ms(PRESENCE_GRACE_MS);
    let locked = Locked::database_of(&relay);
    let welcome = desk.welcomed(&relay).await;
    assert_eq!(welcome.me.name, "Maria");
    drop(locked);
}
