//! Verbs of these stories: time passes, people go and come back.

use std::sync::Arc;

use juttu_relay::store::Head;
use juttu_relay::timekeeper;
use juttu_shared::id::ConversationId;
use juttu_shared::wire::v1::visitor::{Ending, Queue, ServerMessage};
use juttu_shared::wire::v1::{agent, visitor};

use crate::harness::{Agent, Relay, Visitor, soon};

/// A second, in milliseconds.
pub(crate) const SECOND: i64 = 1_000;
/// A minute, in milliseconds.
pub(crate) const MINUTE: i64 = 60_000;
/// How long anybody may be silent without being taken for gone, with room to spare.
const STEP_MS: i64 = 30 * SECOND;

/// Time passes at once, and everything that is due by then is done.
pub(crate) async fn pass(relay: &Relay, ms: i64) {
    relay.clock().advance_ms(ms);
    timekeeper::run_once(&relay.app).await;
}

/// Time passes second by second as far as anybody can tell; these visitors and agents stay, and
/// everybody else who says nothing is taken for gone. What they are told meanwhile is passed over,
/// so a story that asks for it lets the last moment [`pass`].
pub(crate) async fn pass_with(
    relay: &Relay,
    ms: i64,
    visitors: &mut [&mut Visitor],
    agents: &mut [&mut Agent],
) {
    let mut left_ms = ms;
    while left_ms > 0 {
        let step_ms = left_ms.min(STEP_MS);
        left_ms -= step_ms;
        relay.clock().advance_ms(step_ms);
        for visitor in visitors.iter_mut() {
            visitor.ping().await;
        }
        for agent in agents.iter_mut() {
            agent.ping().await;
        }
        timekeeper::run_once(&relay.app).await;
    }
}

/// A visitor's connection is lost, and the relay has noticed. What is left says who it was.
pub(crate) async fn goes(relay: &Relay, visitor: Visitor) -> Gone {
    let gone = Gone {
        service: visitor.service.clone(),
        secret: visitor.secret.clone(),
        last_seq: visitor.last_seq(),
    };
    let before = relay.app.hub.connections();
    drop(visitor);
    fewer(relay, before).await;
    gone
}

/// A visitor whose connection is lost.
pub(crate) struct Gone {
    service: String,
    secret: juttu_shared::id::Secret,
    last_seq: u64,
}

impl Gone {
    /// Comes back with the same session, having read up to where they were.
    pub(crate) async fn comes_back(&self, relay: &Relay) -> Visitor {
        Visitor::come(relay, &self.service, self.secret.clone(), self.last_seq).await
    }
}

/// An agent's connection is lost, and the relay has noticed. Gives the cookie, which still holds.
pub(crate) async fn vanishes(relay: &Relay, agent: Agent) {
    let before = relay.app.hub.connections();
    drop(agent);
    fewer(relay, before).await;
}

/// Until fewer connections are left than there were.
pub(crate) async fn fewer(relay: &Relay, before: usize) {
    soon("the relay to notice", async {
        while relay.app.hub.connections() >= before {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

/// The conversation as it stands in the store.
pub(crate) async fn head(relay: &Relay, conversation: ConversationId) -> Arc<Head> {
    relay.app.store.head(conversation).await.unwrap().unwrap()
}

/// How the queue stands for a conversation.
pub(crate) fn queue(relay: &Relay, head: &Head) -> Option<Queue> {
    relay.app.hub.queue(&head.service, head.id)
}

/// The next `queue` that is as wanted, past everything else. The clock goes on meanwhile, since a
/// round of telling comes once a second.
pub(crate) async fn told(
    relay: &Relay,
    visitor: &mut Visitor,
    wanted: impl Fn(&Queue) -> bool,
) -> Queue {
    let ping = visitor::ClientMessage::Ping(visitor::Empty {});
    soon("the queue to be told", async {
        loop {
            visitor.socket.say(&ping).await;
            let mut told = None;
            loop {
                match visitor.next().await {
                    ServerMessage::Queue(queue) if wanted(&queue) => told = Some(queue),
                    ServerMessage::Pong(_) => break,
                    _ => {}
                }
            }
            if let Some(queue) = told {
                return queue;
            }
            relay.clock().advance_ms(SECOND);
        }
    })
    .await
}

/// The next word on when the conversation ends.
pub(crate) async fn ending(visitor: &mut Visitor) -> Option<i64> {
    loop {
        if let ServerMessage::Ending(Ending { ends_at_ms }) = visitor.next().await {
            return ends_at_ms;
        }
    }
}

/// The next word to an agent on whether a resident is away.
pub(crate) async fn away(agent: &mut Agent) -> (ConversationId, bool) {
    agent
        .until(|message| match message {
            agent::ServerMessage::Away(away) => Some((away.conversation, away.away)),
            _ => None,
        })
        .await
}

/// Signs an agent out, at the desk's own door.
pub(super) async fn sign_out(relay: &Relay, agent: &Agent) {
    let ask = relay.post_desk("/desk/api/sign-out");
    let ask = ask.header("cookie", &agent.cookie);
    let answer = ask.json(&serde_json::json!({})).send().await;
    assert_eq!(answer.status, 204);
}
