//! A reader too slow is cut off, holds up nobody, and resumes.

use juttu_shared::refusal::CloseCode;
use juttu_shared::wire::v1::visitor::ServerMessage;

use crate::harness::{Heard, Relay, SERVICE, Setup, Visitor};

/// More than the mailbox and the kernel's buffers of a loopback connection hold together.
const MESSAGES: u64 = 900;

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_reader_is_cut_off_and_resumes() {
    let relay = Relay::start_with(Setup::with(&[(
        "JUTTU__LIMITS__MESSAGES_PER_CONVERSATION_AND_MINUTE",
        "100000",
    )]))
    .await;
    let mut slow = relay.visitor(SERVICE).await;
    let mut agent = relay.agent("Maria").await;
    slow.open("Hei").await;
    let id = agent.waiting().await.conversation;
    agent.claim(id).await.unwrap();
    let long = "😀".repeat(4_000);
    for _ in 0..MESSAGES {
        agent.post(id, &long).await;
    }

    let mut heard = slow.last_seq();
    let code = loop {
        match slow.socket.hear::<ServerMessage>().await {
            Heard::Message(ServerMessage::Event(event)) => {
                assert_eq!(event.seq, heard + 1, "in order as far as it goes");
                heard = event.seq;
            }
            Heard::Message(_) => {}
            Heard::End(code) => break code,
        }
    };
    assert!(heard < 3 + MESSAGES, "it was not cut off");
    assert_eq!(code, Some(CloseCode::TooSlow as u16));

    let mut again = Visitor::come(&relay, SERVICE, slow.secret.clone(), heard).await;
    let first = again.events.len() as u64;
    assert!(
        first < MESSAGES / 10,
        "a frame that a slow phone can read in time"
    );
    while again.last_seq() < 3 + MESSAGES {
        again.event().await;
    }
    let numbers = again.events.iter().map(|event| event.seq);
    assert!(
        numbers.eq(heard + 1..=3 + MESSAGES),
        "all the rest, in order"
    );
}
