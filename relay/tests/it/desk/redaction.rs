//! What is emptied is gone: from the screens, from the queue, from the file.

use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::Role;
use juttu_shared::wire::v1::agent::{ClientMessage, Hold, Post, ServerMessage};
use juttu_shared::wire::v1::event::{Kind, StaffKind};
use juttu_shared::wire::v1::visitor::{self, Decline};

use crate::harness::{
    Agent, OTHER_SERVICE, Relay, SERVICE, Visitor, consult, look, new_key, redact, soon,
};

async fn going_on(relay: &Relay) -> (Agent, Visitor, ConversationId) {
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Tunnukseni on salainen").await;
    let id = maria.waiting().await.conversation;
    maria.claim(id).await.unwrap();
    (maria, visitor, id)
}

#[tokio::test]
async fn a_message_is_emptied_for_everyone_and_the_fact_remains() {
    let relay = Relay::start().await;
    let (mut maria, mut visitor, id) = going_on(&relay).await;
    let mut sari = relay.agent_of("Sari", &[OTHER_SERVICE]).await;
    maria
        .does_among_staff(&consult(id, sari.id(), "Salainen kysymys"))
        .await;
    sari.mine().await;
    let command = redact(id, 2, false);
    let redacted = maria.does(&command).await;
    assert!(matches!(&redacted.kind, Kind::Redacted(it) if it.seq == Some(2)));
    assert_eq!(
        maria.does(&command).await,
        redacted,
        "given again it is the same"
    );
    assert_eq!(
        visitor
            .until(|kind| matches!(kind, Kind::Redacted(_)))
            .await,
        redacted
    );
    assert_eq!(sari.event().await, redacted, "who is asked drops it too");
    // Nothing is there twice, a fact can't be emptied, nor what never was.
    for nothing in [2, 1, 3, 404, u64::MAX] {
        let refused = maria
            .command(&redact(id, nothing, false))
            .await
            .unwrap_err();
        assert_eq!(refused.code, Refusal::NothingToRedact, "{nothing}");
    }
    let among_staff = maria.does_among_staff(&redact(id, 1, true)).await;
    assert!(matches!(&among_staff.kind, StaffKind::Redacted(it) if it.seq == Some(1)));

    let reloaded = Visitor::come(&relay, SERVICE, visitor.secret.clone(), 0).await;
    assert!(matches!(&reloaded.events[1].kind, Kind::Redacted(it) if it.seq.is_none()));
    let again = maria.again(&relay, Vec::new()).await;
    let whole = serde_json::to_string(&again.welcome).unwrap();
    assert!(!whole.contains("alainen"), "{whole}");
    let numbers: Vec<_> = reloaded.events.iter().map(|event| event.seq).collect();
    assert_eq!(numbers, (1..=reloaded.last_seq()).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_supervisor_who_looked_empties_what_waits_and_every_desk_forgets_its_words() {
    let relay = Relay::start().await;
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    let mut anna = relay.staff("Anna", Role::Supervisor, &[SERVICE]).await;
    let mut visitor = relay.visitor(SERVICE).await;
    visitor.open("Tunnukseni on salainen").await;
    let waits = maria.waiting().await;
    assert_eq!(waits.first_words, "Tunnukseni on salainen");
    let id = waits.conversation;
    let refused = maria.command(&redact(id, 2, false)).await.unwrap_err();
    assert_eq!(refused.code, Refusal::NotAllowed);
    let looked = anna
        .command(&look(id, Some("Pyydetty poisto")))
        .await
        .unwrap();
    assert!(matches!(looked, ServerMessage::Looked(it) if it.conversation.hold == Hold::Looked));
    let redacted = anna.does(&redact(id, 2, false)).await;
    assert!(
        matches!(redacted.kind, Kind::Redacted(_)),
        "the supervisor is told"
    );
    let now = maria.waiting().await;
    assert_eq!((now.conversation, now.first_words.as_str()), (id, ""));
    let again = maria.again(&relay, Vec::new()).await;
    assert_eq!(again.welcome.waiting[0].first_words, "");
}

#[tokio::test]
async fn why_somebody_is_asked_to_identify_is_emptied_and_the_request_stays_open() {
    let relay = Relay::start().await;
    let (mut maria, mut visitor, id) = going_on(&relay).await;
    let ask = ClientMessage::AskIdentification(Post {
        conversation: id,
        client_key: new_key(),
        text: "Salainen syy".to_owned(),
    });
    let request = maria.does(&ask).await.seq;
    let bodies = requests(&relay);
    assert_eq!(found(&relay, &bodies), 1, "the search finds it");
    let command = redact(id, request, false);
    let redacted = maria.does(&command).await;
    assert!(matches!(&redacted.kind, Kind::Redacted(it) if it.seq == Some(request)));
    assert_eq!(
        visitor
            .until(|kind| matches!(kind, Kind::Redacted(_)))
            .await,
        redacted
    );
    assert_eq!(maria.does(&command).await, redacted);
    let again = maria.command(&redact(id, request, false)).await;
    assert_eq!(again.unwrap_err().code, Refusal::NothingToRedact);
    let gone = async {
        while found(&relay, &bodies) > 0 {
            tokio::task::yield_now().await;
        }
    };
    soon("the bytes to be gone", gone).await;

    // Who asked, and that it may be answered, stays: on screens that are opened anew, and in the relay.
    let mut visitor = Visitor::come(&relay, SERVICE, visitor.secret.clone(), 0).await;
    let asked = visitor.events.iter().find(|event| event.seq == request);
    let Some(Kind::IdentificationRequested(asked)) = asked.map(|event| &event.kind) else {
        panic!("{asked:?}");
    };
    assert_eq!((asked.name.as_str(), asked.reason.as_str()), ("Maria", ""));
    let client_key = new_key();
    let decline = Decline {
        client_key: client_key.clone(),
        request,
    };
    let decline = visitor::ClientMessage::Decline(decline);
    visitor.socket.say(&decline).await;
    let declined = visitor.acknowledged(&client_key).await.unwrap();
    assert!(matches!(declined.kind, Kind::IdentificationDeclined(_)));
    let whole = maria.again(&relay, Vec::new()).await.welcome;
    assert!(
        !serde_json::to_string(&whole)
            .unwrap()
            .contains("alainen syy")
    );
}

/// The sealed bytes of the requests to identify that the file holds.
fn requests(relay: &Relay) -> Vec<Vec<u8>> {
    bodies(
        relay,
        "select body from event where kind = 'identification_requested'",
    )
}

/// The sealed bytes of the messages and notes that the file holds.
fn sealed(relay: &Relay) -> Vec<Vec<u8>> {
    bodies(
        relay,
        "select body from event where kind = 'posted' union all select body from staff_event",
    )
}

fn bodies(relay: &Relay, sql: &str) -> Vec<Vec<u8>> {
    let database = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    let mut read = database.prepare(sql).unwrap();
    let rows = read.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<Result<_, _>>().unwrap()
}

/// How many of these stand in the database file or its WAL.
fn found(relay: &Relay, bodies: &[Vec<u8>]) -> usize {
    let path = &relay.app.config.database;
    let mut wal = path.clone().into_os_string();
    wal.push("-wal");
    let mut raw = std::fs::read(path).unwrap();
    raw.extend(std::fs::read(wal).unwrap_or_default());
    // The nonce begins a body and is of 24 random bytes: no other place has it.
    let nonces = bodies.iter().map(|body| &body[..16]);
    nonces
        .filter(|nonce| raw.windows(16).any(|window| window == *nonce))
        .count()
}

#[tokio::test]
async fn no_byte_of_it_is_left_in_the_file() {
    const CONVERSATIONS: usize = 3;
    const EACH: usize = 24;
    let relay = Relay::start().await;
    let mut maria = relay.agent_of("Maria", &[SERVICE]).await;
    let mut visitors = Vec::new();
    for _ in 0..CONVERSATIONS {
        let mut visitor = relay.visitor(SERVICE).await;
        let id = visitor.open("Tunnukseni on salainen").await.conversation;
        maria.claim(id).await.unwrap();
        visitors.push((visitor, id));
    }
    // Of many lengths and in turns, so that pages split in their middle and long bodies lie beside
    // them.
    for number in 0..EACH {
        for (visitor, id) in &mut visitors {
            let long = "pitkä ".repeat(number * 25);
            visitor.post(&format!("{number} {long}")).await;
            let long = "muistio ".repeat(number * 10);
            maria.note(*id, &format!("{number} {long}")).await.unwrap();
        }
    }
    let bodies = sealed(&relay);
    assert_eq!(bodies.len(), CONVERSATIONS * (1 + 2 * EACH));
    assert_eq!(found(&relay, &bodies), bodies.len(), "the search finds it");
    for (visitor, id) in &visitors {
        let posted = visitor.events.iter();
        let posted = posted.filter(|event| matches!(event.kind, Kind::Posted(_)));
        for event in posted {
            maria.does(&redact(*id, event.seq, false)).await;
        }
        for seq in 1..=EACH {
            let seq = u64::try_from(seq).unwrap();
            maria.does_among_staff(&redact(*id, seq, true)).await;
        }
    }
    let gone = async {
        while found(&relay, &bodies) > 0 {
            tokio::task::yield_now().await;
        }
    };
    soon("the bytes to be gone", gone).await;
    visitors[0].0.post("Vielä täällä").await;
}

#[tokio::test]
async fn whoever_reads_an_older_view_holds_up_nobody_and_the_bytes_go_when_they_are_done() {
    let relay = Relay::start().await;
    let (mut maria, mut visitor, id) = going_on(&relay).await;
    let bodies = sealed(&relay);
    let reader = rusqlite::Connection::open(&relay.app.config.database).unwrap();
    reader
        .execute_batch("begin; select count(*) from event")
        .unwrap();
    let mut view = reader.prepare("select count(*) from event").unwrap();
    let _: i64 = view.query_row([], |row| row.get(0)).unwrap();
    maria.does(&redact(id, 2, false)).await;
    for number in 0..20 {
        visitor.post(&format!("Jatkuu {number}")).await;
    }
    assert_eq!(found(&relay, &bodies), 1, "the older view has it still");
    drop(view);
    reader.execute_batch("commit").unwrap();
    let gone = async {
        while found(&relay, &bodies) > 0 {
            tokio::task::yield_now().await;
        }
    };
    soon("the bytes to be gone", gone).await;
}

#[tokio::test]
async fn what_is_emptied_by_one_who_takes_no_part_is_written_down() {
    let relay = Relay::start().await;
    let (mut maria, _visitor, id) = going_on(&relay).await;
    let mut anna = relay.staff("Anna", Role::Supervisor, &[SERVICE]).await;
    maria.note(id, "Salaisuus").await.unwrap();
    maria.note(id, "Toinen").await.unwrap();
    maria.does_among_staff(&redact(id, 2, true)).await;
    assert!(relay.app.store.audit_rows(10).await.unwrap().is_empty());
    let nothing = anna.command(&redact(id, 404, false)).await.unwrap_err();
    assert_eq!(nothing.code, Refusal::NothingToRedact);
    assert!(relay.app.store.audit_rows(10).await.unwrap().is_empty());
    let command = redact(id, 2, false);
    anna.does(&command).await;
    anna.does_among_staff(&redact(id, 1, true)).await;
    anna.does(&command).await;
    let rows = relay.app.store.audit_rows(10).await.unwrap();
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.agent, row.role, row.conversation, row.what.as_str()))
        .collect();
    let row = (anna.id(), Role::Supervisor, id, "redacted");
    assert_eq!(rows, [row, row], "once for each");
}
