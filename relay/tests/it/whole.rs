//! A whole conversation, from the first word to the outcome.

use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Kind, Outcome};

use crate::harness::{Relay, SERVICE};

#[tokio::test]
async fn asks_and_is_answered() {
    let relay = Relay::start().await;
    let mut visitor = relay.visitor(SERVICE).await;
    let mut agent = relay.agent("Maria").await;
    assert!(visitor.welcome.conversation.is_none());

    visitor.open("Hei, mistä saan apua?").await;
    let waiting = agent.waiting().await;
    assert_eq!(waiting.first_words, "Hei, mistä saan apua?");
    let mine = agent.claim(waiting.conversation).await.unwrap();
    assert_eq!(mine.state, State::Active);
    visitor
        .until(|kind| matches!(kind, Kind::Joined(joined) if joined.name == "Maria"))
        .await;

    agent.post(mine.id, "Hei, kerro lisää.").await;
    visitor
        .until(|kind| matches!(kind, Kind::Posted(posted) if posted.text == "Hei, kerro lisää."))
        .await;
    visitor.post("Kiitos, riitti.").await;
    agent.note(mine.id, "Soitetaan huomenna.").await.unwrap();
    agent.close(mine.id, Outcome::Solved).await.unwrap();
    visitor.until(|kind| matches!(kind, Kind::Closed(_))).await;

    let seqs: Vec<_> = visitor.events.iter().map(|event| event.seq).collect();
    assert_eq!(seqs, [1, 2, 3, 4, 5, 6]);
}
