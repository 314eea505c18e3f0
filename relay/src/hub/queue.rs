//! The queues in memory, and the loop that tells visitors their place.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::wire::v1::visitor::ServerMessage;

use super::{Hub, Push, signal};

/// Least time between two rounds of telling places, so that a rush is told once.
const ROUND_MS: i64 = 1_000;

/// Who waits, per service, longest first.
#[derive(Default)]
pub(super) struct Queues {
    by_service: HashMap<ServiceId, BTreeSet<(i64, ConversationId)>>,
    moved: BTreeSet<ServiceId>,
    told: HashMap<ConversationId, u64>,
}

impl Queues {
    pub(super) fn insert(
        &mut self,
        service: &ServiceId,
        since_ms: i64,
        conversation: ConversationId,
    ) {
        let queue = self.by_service.entry(service.clone()).or_default();
        if queue.insert((since_ms, conversation)) {
            self.moved.insert(service.clone());
        }
    }

    pub(super) fn remove(
        &mut self,
        service: &ServiceId,
        since_ms: i64,
        conversation: ConversationId,
    ) {
        if let Some(queue) = self.by_service.get_mut(service)
            && queue.remove(&(since_ms, conversation))
        {
            self.told.remove(&conversation);
            self.moved.insert(service.clone());
        }
    }

    pub(super) fn place(&self, service: &ServiceId, conversation: ConversationId) -> Option<u64> {
        let queue = self.by_service.get(service)?;
        let index = queue
            .iter()
            .position(|(_, waiting)| *waiting == conversation)?;
        Some(index as u64 + 1)
    }

    pub(super) fn len(&self, service: &ServiceId) -> u64 {
        self.by_service.get(service).map_or(0, BTreeSet::len) as u64
    }

    /// The places that have changed since they were last taken.
    pub(super) fn take_moved(&mut self) -> Vec<(ServiceId, ConversationId, u64)> {
        let mut changed = Vec::new();
        for service in std::mem::take(&mut self.moved) {
            let queue = self.by_service.get(&service).into_iter().flatten();
            for ((_, conversation), place) in queue.zip(1..) {
                if self.told.insert(*conversation, place) != Some(place) {
                    changed.push((service.clone(), *conversation, place));
                }
            }
        }
        changed
    }
}

impl Hub {
    /// Tells visitors their places as they change, for as long as it is polled.
    pub async fn tell_places(self: Arc<Self>) {
        loop {
            self.queue_moved.notified().await;
            {
                let mut state = self.state();
                let now_ms = self.clock.now_ms();
                for (service, conversation, place) in state.queues.take_moved() {
                    let queue = state.as_it_stands(&service, place, now_ms);
                    if let Some(frame) = signal(&ServerMessage::Queue(queue)) {
                        state.tell_visitors(conversation, &Push::Frame(frame));
                    }
                }
            }
            self.clock.sleep_ms(ROUND_MS).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_follow_the_queue() {
        let service = ServiceId("a".into());
        let mut queues = Queues::default();
        for (since_ms, id) in [(30, 3), (10, 1), (20, 2)] {
            queues.insert(&service, since_ms, ConversationId(id));
        }
        let of = |id, place| (service.clone(), ConversationId(id), place);
        assert_eq!(queues.take_moved(), [of(1, 1), of(2, 2), of(3, 3)]);
        queues.remove(&service, 20, ConversationId(2));
        assert_eq!(queues.take_moved(), [of(3, 2)]);
        assert_eq!(queues.place(&service, ConversationId(3)), Some(2));
        assert_eq!(queues.place(&service, ConversationId(2)), None);
        assert!(queues.take_moved().is_empty());
    }
}
