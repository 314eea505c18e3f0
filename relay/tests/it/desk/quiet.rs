//! No path of what staff say among themselves reaches the resident: everything that a resident is
//! ever sent is gathered and searched, and is to the byte what it would be had nobody said anything.

use juttu_shared::id::{ClientKey, ConversationId, ServiceId};
use juttu_shared::wire::v1::agent::{
    Act, ClientMessage, Close, Consult, Hold, Post, Redact, Transfer, TransferTo, Typing,
};
use juttu_shared::wire::v1::event::Outcome;
use juttu_shared::wire::v1::visitor::{self, Leave};

use crate::harness::{
    Agent, Heard, OTHER_SERVICE, Relay, SERVICE, Visitor, leave, new_code, new_secret,
};

/// Stands in the name of whoever is asked, and in everything that staff say among themselves.
const CANARY: &str = "Kanaria";

fn key(number: u8) -> ClientKey {
    ClientKey(format!("{number:022}"))
}

/// Everything a resident received.
struct Received {
    /// The frames of the socket, but where the queue stands, which is told in rounds.
    frames: Vec<String>,
    /// A welcome of another connection.
    welcome: String,
    /// A poll's answer.
    poll: String,
    /// The page that opens with the code.
    page: String,
}

/// The agents, and what they do or, where it is quiet, would do.
struct Desk {
    maria: Agent,
    asked: Agent,
    liisa: Agent,
    is_quiet: bool,
}

impl Desk {
    async fn of(relay: &Relay, is_quiet: bool) -> Self {
        Self {
            maria: relay.agent_of("Maria", &[SERVICE]).await,
            asked: relay.agent_of("Kanaria Sari", &[OTHER_SERVICE]).await,
            liisa: relay.agent_of("Liisa", &[OTHER_SERVICE]).await,
            is_quiet,
        }
    }

    /// Every quiet thing there is, by whoever takes part.
    async fn among_staff(&mut self, by_liisa: bool, id: ConversationId) {
        if self.is_quiet {
            return;
        }
        let by = match by_liisa {
            true => &mut self.liisa,
            false => &mut self.maria,
        };
        let text = || format!("{CANARY}: mitä teemme?");
        let question = ClientMessage::Consult(Consult {
            conversation: id,
            client_key: crate::harness::new_key(),
            agent: self.asked.id(),
            text: text(),
        });
        by.does_among_staff(&question).await;
        assert_eq!(self.asked.mine().await.hold, Hold::Consulted);
        let typing = ClientMessage::Typing(Typing { conversation: id });
        self.asked.socket.say(&typing).await;
        self.asked.note(id, &text()).await.unwrap();
        let noted = by.note(id, &text()).await.unwrap();
        let redact = ClientMessage::Redact(Redact {
            conversation: id,
            client_key: crate::harness::new_key(),
            seq: noted.seq,
            staff: true,
        });
        by.does_among_staff(&redact).await;
        // What the one who is asked tries with the resident comes to nothing.
        for refused in [
            ClientMessage::Post(Post {
                conversation: id,
                client_key: crate::harness::new_key(),
                text: text(),
            }),
            crate::harness::bring_in(id, self.asked.id()),
            crate::harness::later(id),
            crate::harness::transfer(id, SERVICE, Some(&text())),
        ] {
            self.asked.command(&refused).await.unwrap_err();
        }
        let departs = crate::harness::depart(id);
        self.asked.does_among_staff(&departs).await;
        by.does_among_staff(&question_again(id, self.asked.id()))
            .await;
        self.asked.mine().await;
    }
}

fn question_again(id: ConversationId, agent: juttu_shared::id::AgentId) -> ClientMessage {
    crate::harness::consult(id, agent, &format!("{CANARY}: vielä yksi"))
}

async fn happens(is_live: bool, is_quiet: bool) -> Received {
    let relay = Relay::start().await;
    let mut desk = Desk::of(&relay, is_quiet).await;
    let mut visitor = relay.visitor(SERVICE).await;
    let code = new_code();
    let leaving = Leave {
        client_key: key(1),
        code: code.clone(),
        ..leave(Some("Auttakaa"))
    };
    if is_live {
        visitor.try_open(key(1), "Auttakaa").await.unwrap();
    } else {
        visitor.try_leave(leaving).await.unwrap();
    }
    let id = visitor.events[0].conversation;
    let claim = |number| {
        ClientMessage::Claim(Act {
            conversation: id,
            client_key: key(number),
        })
    };
    let post = |number| {
        ClientMessage::Post(Post {
            conversation: id,
            client_key: key(number),
            text: "Sinulle".into(),
        })
    };
    desk.maria.command(&claim(2)).await.unwrap();
    desk.among_staff(false, id).await;
    desk.maria.does(&post(3)).await;
    let transfer = ClientMessage::Transfer(Transfer {
        conversation: id,
        client_key: key(4),
        to: TransferTo::Queue(ServiceId(OTHER_SERVICE.into())),
        note: (!is_quiet).then(|| format!("{CANARY} seuraavalle")),
    });
    desk.maria.does(&transfer).await;
    desk.liisa.command(&claim(5)).await.unwrap();
    desk.among_staff(true, id).await;
    visitor.try_post(key(6), "Kiitos").await.unwrap();
    desk.liisa.does(&post(7)).await;
    if is_live {
        // Back from the desk to the requests, and taken again.
        desk.liisa
            .does(&ClientMessage::Leave(Act {
                conversation: id,
                client_key: key(8),
            }))
            .await;
        desk.liisa.command(&claim(9)).await.unwrap();
    }
    let close = ClientMessage::Close(Close {
        conversation: id,
        client_key: key(10),
        outcome: Outcome::Solved,
        topic: None,
        text: Some("Hyvää jatkoa".into()),
    });
    desk.liisa.does(&close).await;
    received(&relay, visitor, code).await
}

async fn received(
    relay: &Relay,
    mut visitor: Visitor,
    code: juttu_shared::id::PickUpCode,
) -> Received {
    let before = visitor.events.iter();
    let mut frames: Vec<_> = before
        .map(|it| serde_json::to_string(it).unwrap())
        .collect();
    // To the end, and what may come behind it.
    let mut has_ended = false;
    loop {
        match visitor.socket.hear_text().await {
            Heard::Message(text) if text.starts_with("{\"pong\"") => break,
            Heard::Message(text) if text.starts_with("{\"queue\"") => {}
            Heard::Message(text) => frames.push(text),
            Heard::End(code) => panic!("{code:?}"),
        }
        if !has_ended && frames.iter().any(|frame| frame.contains("\"closed\"")) {
            has_ended = true;
            let ping = visitor::ClientMessage::Ping(visitor::Empty {});
            visitor.socket.say(&ping).await;
        }
    }
    let again = Visitor::come(relay, SERVICE, visitor.secret.clone(), 0).await;
    let numbers: Vec<_> = again.events.iter().map(|event| event.seq).collect();
    assert_eq!(
        numbers,
        (1..=again.last_seq()).collect::<Vec<_>>(),
        "no gap betrays anything"
    );
    let bearer = format!("Bearer {}", visitor.secret.0);
    let poll = relay.get(&format!("/api/v1/poll?service={SERVICE}"));
    let poll = poll.header("authorization", &bearer).send().await;
    let page = relay
        .post("/code")
        .header("content-type", "application/x-www-form-urlencoded")
        .bytes(format!("code={}", code.0))
        .send()
        .await;
    // Another session that the code opens.
    let mut elsewhere = Visitor::come(relay, SERVICE, new_secret(), 0).await;
    if let Ok(snapshot) = elsewhere.redeem(&code).await {
        assert_eq!(snapshot.events, again.events);
    }
    Received {
        frames,
        welcome: serde_json::to_string(&again.welcome).unwrap(),
        poll: poll.text().to_owned(),
        page: page.text().to_owned(),
    }
}

#[tokio::test]
async fn what_staff_say_among_themselves_changes_no_byte_of_what_a_resident_is_sent() {
    for is_live in [true, false] {
        let talked = happens(is_live, false).await;
        let quiet = happens(is_live, true).await;
        assert!(talked.frames.len() >= 7, "{:?}", talked.frames);
        assert_eq!(talked.frames, quiet.frames);
        assert_eq!(talked.welcome, quiet.welcome);
        assert_eq!(talked.poll, quiet.poll);
        assert_eq!(talked.page.len(), quiet.page.len());
        // A live one has no code, and its page is the door.
        assert_eq!(talked.page.contains("Sinulle"), !is_live, "{}", talked.page);
        let told = [talked.frames.concat(), talked.welcome, talked.poll];
        for received in &told {
            assert!(received.contains("Sinulle"), "{received}");
        }
        for received in told.iter().chain([&talked.page]) {
            assert!(!received.contains(CANARY), "{received}");
        }
    }
}
