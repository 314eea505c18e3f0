//! The same table without a socket: the door for networks that break them asks it too.

use juttu_shared::wire::v1::agent::{ServerMessage, Welcome};
use juttu_shared::wire::v1::desk::{Poll, Polled};

use super::*;
use crate::harness::{Answer, Visitor};

#[tokio::test]
async fn what_an_agent_may_see_and_do_without_a_socket_is_as_the_table_says() {
    let relay = Relay::start().await;
    let (all, spare) = everybody(&relay).await;
    for (agent, (who, row)) in all.iter().zip(TABLE) {
        let comes_in = agent.welcome.me.role.answers();
        for (asked, expected) in ASKED.iter().zip(row) {
            let (mut visitor, id) = conversation(&relay, &all).await;
            let have = |last_seq| Have {
                conversation: id,
                last_seq,
                last_staff_seq: 0,
            };
            let became = match *asked {
                "welcome" => shown_in(&poll(&relay, agent, Vec::new(), None).await, id),
                "resume" => shown_in(&poll(&relay, agent, vec![have(1)], None).await, id),
                "hear" => heard(&relay, agent, &mut visitor).await,
                asked => {
                    let command = super::command(asked, id, &spare);
                    let ask = relay.post_desk("/desk/api/commands?lang=fi");
                    let ask = ask.header("cookie", &agent.cookie).json(&command);
                    given(&ask.send().await)
                }
            };
            // Whoever answers nobody does not even come in.
            let expected = if comes_in { expected } else { NOT };
            assert_eq!(became, expected, "who {who}: {asked}");
            visitor.socket.say(&end()).await;
        }
    }
}

async fn poll(relay: &Relay, agent: &Agent, have: Vec<Have>, seen: Option<String>) -> Answer {
    let ask = relay.post_desk("/desk/api/poll?lang=fi");
    let ask = ask
        .header("cookie", &agent.cookie)
        .json(&Poll { have, seen });
    ask.send().await
}

fn parts(answer: &Answer) -> Result<(String, Vec<ServerMessage>), String> {
    if answer.status != 200 {
        return Err(answer.problem().code.code().to_owned());
    }
    let mut parts = answer.json::<Vec<Polled>>().into_iter();
    let Some(Polled::Seen { seen }) = parts.next() else {
        panic!("it begins with how far that is");
    };
    let told = parts.map(|part| match part {
        Polled::Told(message) => *message,
        Polled::Seen { .. } => panic!("twice"),
    });
    Ok((seen, told.collect()))
}

fn shown_in(answer: &Answer, id: ConversationId) -> String {
    let told = match parts(answer) {
        Ok((_, told)) => told,
        Err(code) => return code,
    };
    let [ServerMessage::Welcome(Welcome { mine, .. })] = told.as_slice() else {
        panic!("{told:?}");
    };
    held_as(mine, id)
}

/// Whether what the resident says is told by the next poll.
async fn heard(relay: &Relay, agent: &Agent, visitor: &mut Visitor) -> String {
    let seen = match parts(&poll(relay, agent, Vec::new(), None).await) {
        Ok((seen, _)) => seen,
        Err(code) => return code,
    };
    let said = visitor.post("Kuuletko").await;
    for service in [SERVICE, OTHER_SERVICE] {
        // There is something to tell in any case, so that the poll is not held.
        let service = juttu_shared::id::ServiceId(service.into());
        relay.app.hub.set_present(agent.id(), &service, false);
    }
    let have = Have {
        conversation: said.conversation,
        last_seq: said.seq - 1,
        last_staff_seq: 0,
    };
    let (_, told) = parts(&poll(relay, agent, vec![have], Some(seen)).await).unwrap();
    assert!(!told.is_empty());
    let is_heard = told.contains(&ServerMessage::Event(said));
    if is_heard { "yes" } else { "-" }.to_owned()
}

fn given(answer: &Answer) -> String {
    if answer.status != 200 {
        return answer.problem().code.code().to_owned();
    }
    match answer.json::<Vec<ServerMessage>>().first() {
        Some(ServerMessage::Refused(refused)) => refused.code.code().to_owned(),
        Some(ServerMessage::Found(found)) if found.rows.is_empty() => "-".to_owned(),
        Some(_) => "ok".to_owned(),
        None => "nothing".to_owned(),
    }
}
