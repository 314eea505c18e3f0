//! Hundreds at once.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex};

use futures_util::future::join_all;
use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use juttu_shared::rules::state::State;

use super::verbs::{SECOND, head, queue, told};
use crate::harness::{Agent, Relay, SERVICE, Visitor};

const MANY: usize = 300;
/// One in so many leaves the queue again.
const LEAVES: usize = 5;
const AGENTS: usize = 6;
const CLAIMS_EACH: usize = 20;

/// Takes the first in the queue as it stands, again and again; whoever was quicker got it.
async fn take_the_first(relay: &Relay, mut agent: Agent, taken: &Mutex<Vec<ConversationId>>) {
    let service = ServiceId(SERVICE.to_owned());
    let mut claims = 0;
    while claims < CLAIMS_EACH {
        let waiting = relay
            .app
            .store
            .waiting(vec![service.clone()])
            .await
            .unwrap();
        let Some(first) = waiting.first() else {
            tokio::task::yield_now().await;
            continue;
        };
        match agent.claim(first.conversation).await {
            Ok(mine) => {
                claims += 1;
                taken.lock().unwrap().push(mine.id);
            }
            Err(refused) => assert!(
                matches!(refused.code, Refusal::AlreadyClaimed | Refusal::WrongState),
                "{refused:?}"
            ),
        }
    }
}

async fn join(relay: &Relay, number: usize) -> Option<(ConversationId, Visitor)> {
    let mut visitor = relay.visitor(SERVICE).await;
    let id = visitor.open("Hei").await.conversation;
    relay.clock().advance_ms(7);
    if number.is_multiple_of(LEAVES) {
        visitor.close().await;
        return None;
    }
    Some((id, visitor))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn hundreds_join_leave_and_are_claimed_at_once() {
    let relay = Arc::new(Relay::start().await);
    let mut agents = Vec::new();
    for number in 0..AGENTS {
        agents.push(relay.agent(&format!("Agentti {number}")).await);
    }
    let taken = Mutex::new(Vec::new());
    let claiming = join_all(
        agents
            .into_iter()
            .map(|agent| take_the_first(&relay, agent, &taken)),
    );
    let joining = join_all((0..MANY).map(|number| {
        let relay = Arc::clone(&relay);
        tokio::spawn(async move { join(&relay, number).await })
    }));
    let (joined, _) = tokio::join!(joining, claiming);
    let mut visitors: HashMap<_, _> = joined.into_iter().filter_map(Result::unwrap).collect();

    let taken = taken.into_inner().unwrap();
    assert_eq!(taken.len(), AGENTS * CLAIMS_EACH);
    assert_eq!(
        taken.iter().collect::<HashSet<_>>().len(),
        taken.len(),
        "each once"
    );

    let service = ServiceId(SERVICE.to_owned());
    let waiting = relay
        .app
        .store
        .waiting(vec![service.clone()])
        .await
        .unwrap();
    let keys: Vec<_> = waiting
        .iter()
        .map(|it| (it.since_ms, it.conversation))
        .collect();
    assert!(keys.is_sorted(), "longest first");
    assert_eq!(
        relay.app.hub.queue_view(&service).waiting,
        keys.len() as u64
    );
    for (row, place) in waiting.iter().zip(1..) {
        let stands = head(&relay, row.conversation).await;
        assert_eq!(queue(&relay, &stands).unwrap().place, place);
    }
    for id in visitors.keys() {
        let state = head(&relay, *id).await.state;
        let waits = waiting.iter().any(|row| row.conversation == *id);
        assert_eq!(waits, state == State::Waiting, "{id:?}");
        assert_eq!(taken.contains(id), state == State::Active, "{id:?}");
    }
    let last = waiting.last().unwrap().conversation;
    let mut visitor = visitors.remove(&last).unwrap();
    let place = waiting.len() as u64;
    told(&relay, &mut visitor, |queue| queue.place == place).await;
}

#[tokio::test]
async fn whoever_takes_the_first_takes_them_in_the_order_in_which_they_came() {
    let relay = Relay::start().await;
    let mut agent = relay.agent("Maria").await;
    let mut stay = Vec::new();
    for _ in 0..60 {
        let mut visitor = relay.visitor(SERVICE).await;
        visitor.open("Hei").await;
        relay.clock().advance_ms(SECOND / 4);
        stay.push(visitor);
    }
    let service = ServiceId(SERVICE.to_owned());
    let mut taken = Vec::new();
    while let Some(first) = {
        let waiting = relay
            .app
            .store
            .waiting(vec![service.clone()])
            .await
            .unwrap();
        waiting.first().map(|row| row.conversation)
    } {
        let stands = head(&relay, first).await;
        assert_eq!(queue(&relay, &stands).unwrap().place, 1);
        taken.push(agent.claim(first).await.unwrap().id);
    }
    let came: Vec<_> = stay
        .iter()
        .map(|visitor| visitor.events[0].conversation)
        .collect();
    assert_eq!(taken, came);
}
