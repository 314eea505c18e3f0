//! A school of five hundred behind one address.

use juttu_shared::wire::v1::event::Kind;
use juttu_shared::wire::v1::visitor::{ClientMessage, Post};

use crate::harness::{Relay, SERVICE, Visitor, new_key};

const PUPILS: usize = 500;
const AGENTS: usize = 4;

/// With the limits as they are by default, each on a socket of its own.
#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_behind_one_address_open_ask_and_are_served() {
    let relay = Relay::start().await;
    let mut agents = Vec::new();
    for number in 0..AGENTS {
        agents.push(relay.agent(&format!("Ammattilainen {number}")).await);
    }
    let mut pupils: Vec<Visitor> = Vec::new();
    for number in 0..PUPILS {
        let mut pupil = relay.visitor(SERVICE).await;
        pupil.open(&format!("Kysymys {number}")).await;
        pupils.push(pupil);
    }
    // Each asks once more while waiting, all at once.
    for pupil in &mut pupils {
        let post = Post {
            client_key: new_key(),
            text: "Onko siellä ketään?".into(),
        };
        pupil.socket.say(&ClientMessage::Post(post)).await;
    }
    let served = agents.into_iter().enumerate().map(|(number, mut agent)| {
        let ids: Vec<_> = pupils
            .iter()
            .skip(number)
            .step_by(AGENTS)
            .map(|pupil| pupil.events[0].conversation)
            .collect();
        tokio::spawn(async move {
            for id in &ids {
                let mine = agent.claim(*id).await.unwrap();
                assert!(matches!(&mine.events[1].kind, Kind::Posted(_)));
                agent.post(*id, "Täällä ollaan").await;
            }
            let pong = agent.ping().await;
            assert!(pong.now_ms > 0);
            agent
        })
    });
    let served: Vec<_> = served.collect();
    for pupil in &mut pupils {
        let answer = loop {
            let event = pupil.until(|kind| matches!(kind, Kind::Posted(_))).await;
            if matches!(event.from, juttu_shared::wire::v1::event::Author::Agent(_)) {
                break event;
            }
        };
        assert!(matches!(answer.kind, Kind::Posted(posted) if posted.text == "Täällä ollaan"));
        let numbers: Vec<_> = pupil.events.iter().map(|event| event.seq).collect();
        assert!(numbers.windows(2).all(|two| two[0] < two[1]), "{numbers:?}");
    }
    for agent in served {
        let agent = agent.await.unwrap();
        assert_eq!(agent.welcome.me.services.len(), 2);
    }
    let mut late = relay.agent("Myöhäinen").await;
    assert!(late.welcome.waiting.is_empty(), "nobody waits any more");
    late.ping().await;
}
