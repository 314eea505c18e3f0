//! The queues in memory, and the loop that tells visitors how theirs stands.
//!
//! A queue is one sorted run of keys: joining at the end and leaving from the front move nothing,
//! and a place is found by halving, so two thousand who join at once cost what two thousand times
//! one does. The places that a claim moves are told in one round a second, to those who are there.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::rules::date::LocalTime;
use juttu_shared::rules::times::{Spans, claimable_until_ms};
use juttu_shared::wire::v1::visitor::{Queue, ServerMessage};

use super::conversation::Conversation;
use super::frame::signal;
use super::wait::Waits;
use super::{Hub, Push};

/// Least time between two rounds of telling, so that a rush is told once.
const ROUND_MS: i64 = 1_000;

/// The order of a queue: those sent back to the front first, then longest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    is_behind: bool,
    since_ms: i64,
    conversation: ConversationId,
}

impl Key {
    pub(super) fn of(conversation: &Conversation) -> Self {
        Self {
            is_behind: !conversation.row.in_front,
            since_ms: conversation.row.since_ms,
            conversation: conversation.row.conversation,
        }
    }
}

/// What the hours say, as its agents are told it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Opening {
    pub(super) is_open: bool,
    /// When it closes, or opens next, in the service's own time.
    pub(super) changes: Option<LocalTime>,
    /// By when an answer would be promised to what is left now, in the service's own time.
    pub(super) answer_by: Option<LocalTime>,
}

/// A service as those who wait for it see it.
#[derive(Default)]
pub(super) struct Service {
    line: VecDeque<Key>,
    pub(super) waits: Waits,
    pub(super) spans: Spans,
    /// Since when it is closed; none while it is open.
    pub(super) closed_ms: Option<i64>,
    /// What its agents were told of its hours; none until they are known.
    pub(super) opening: Option<Opening>,
    /// Whether any agent is present, as far as those who wait were told.
    pub(super) is_staffed: bool,
    /// Since when nobody is present within the hours.
    pub(super) absence: Option<super::watch::Absence>,
    /// Whether the store knows that somebody was present since staff were told that nobody is.
    pub(super) presence_noted: bool,
    /// Whether something has changed that those who wait have not been told.
    pub(super) moved: bool,
}

impl Service {
    /// How many wait.
    pub(super) fn waiting(&self) -> u64 {
        self.line.len() as u64
    }

    /// Somebody joins. Gives the place.
    pub(super) fn join(&mut self, key: Key) -> u64 {
        let at = self.line.partition_point(|other| *other < key);
        self.line.insert(at, key);
        self.moved = true;
        at as u64 + 1
    }

    /// Somebody is no longer there.
    pub(super) fn leave(&mut self, key: Key) {
        if let Ok(at) = self.line.binary_search(&key) {
            self.line.remove(at);
            self.moved = true;
        }
    }

    /// The place, 1 being next.
    fn place(&self, key: Key) -> Option<u64> {
        self.line.binary_search(&key).ok().map(|at| at as u64 + 1)
    }

    /// How the queue stands for a conversation; none when it is not in it.
    pub(super) fn queue(&self, conversation: &Conversation) -> Option<Queue> {
        let place = self.place(conversation.key?)?;
        Some(self.stands(conversation, place))
    }

    fn stands(&self, conversation: &Conversation, place: u64) -> Queue {
        let until = |closed_ms| claimable_until_ms(conversation.since_ms, closed_ms, &self.spans);
        Queue {
            place,
            wait_min: self.waits.minutes(place),
            nobody: !self.is_staffed,
            until_ms: self.closed_ms.map(until),
        }
    }

    /// What has changed for those who wait since they were told, leaving out whom `is_there` does.
    fn news(
        &mut self,
        conversations: &mut HashMap<ConversationId, Conversation>,
        is_there: impl Fn(ConversationId) -> bool,
    ) -> Vec<(ConversationId, Queue)> {
        self.moved = false;
        let mut news = Vec::new();
        for (key, place) in self.line.iter().zip(1..) {
            let id = key.conversation;
            if !is_there(id) {
                continue;
            }
            if let Some(conversation) = conversations.get_mut(&id) {
                let queue = self.stands(conversation, place);
                if conversation.told.replace(queue) != Some(queue) {
                    news.push((id, queue));
                }
            }
        }
        news
    }
}

impl Hub {
    /// Tells visitors how their queue stands as it changes, and agents where their colleagues are, for
    /// as long as it is polled.
    pub async fn tell_rounds(self: Arc<Self>) {
        loop {
            self.news.notified().await;
            self.tell_round();
            self.clock.sleep_ms(ROUND_MS).await;
        }
    }

    fn tell_round(&self) {
        let now_ms = self.clock.now_ms();
        let mut state = self.state();
        state.tell_colleagues(now_ms);
        let super::State {
            services,
            conversations,
            visitors,
            ..
        } = &mut *state;
        let mut news = Vec::new();
        for service in services.values_mut().filter(|service| service.moved) {
            news.append(&mut service.news(conversations, |id| visitors.contains_key(&id)));
        }
        for (conversation, queue) in news {
            if let Some(frame) = signal(&ServerMessage::Queue(queue)) {
                state.tell_visitors(conversation, &Push::Frame(frame));
            }
        }
    }

    /// How the queue stands for a conversation; none when it does not wait.
    pub fn queue(&self, service: &ServiceId, conversation: ConversationId) -> Option<Queue> {
        let state = self.state();
        let service = state.services.get(service)?;
        service.queue(state.conversations.get(&conversation)?)
    }

    /// How the queue of a service stands for one who has not joined it.
    pub fn queue_view(&self, service: &ServiceId) -> QueueView {
        let state = self.state();
        let service = state.services.get(service);
        let waiting = service.map_or(0, Service::waiting);
        QueueView {
            waiting,
            wait_min: service.and_then(|service| service.waits.minutes(waiting + 1)),
        }
    }
}

/// How the queue of a service stands for one who has not joined it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueView {
    /// How many wait.
    pub waiting: u64,
    /// Roughly how long one who joins now would wait, in minutes; none while too few have been
    /// claimed today to say.
    pub wait_min: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn key(in_front: bool, since_ms: i64, id: u64) -> Key {
        Key {
            is_behind: !in_front,
            since_ms,
            conversation: ConversationId(id),
        }
    }

    #[test]
    fn the_first_is_who_was_sent_back_and_then_who_has_waited_longest() {
        let mut service = Service::default();
        assert_eq!(service.join(key(false, 30, 3)), 1);
        assert_eq!(service.join(key(false, 10, 2)), 1);
        assert_eq!(service.join(key(false, 10, 4)), 2);
        assert_eq!(service.join(key(true, 40, 1)), 1);
        let order: Vec<_> = service.line.iter().map(|key| key.conversation.0).collect();
        assert_eq!(order, [1, 2, 4, 3]);
        service.leave(key(false, 10, 2));
        assert_eq!(service.place(key(false, 30, 3)), Some(3));
        assert_eq!(service.place(key(false, 10, 2)), None);
    }

    proptest! {
        #[test]
        fn every_place_is_what_counting_says(
            steps in prop::collection::vec((any::<bool>(), any::<bool>(), 0..5i64, 0..20u64), 0..200),
        ) {
            let mut service = Service::default();
            let mut counted = BTreeSet::new();
            for (joins, in_front, since_ms, id) in steps {
                let key = key(in_front, since_ms, id);
                if !joins {
                    counted.remove(&key);
                    service.leave(key);
                } else if counted.insert(key) {
                    service.join(key);
                }
                for (key, place) in counted.iter().zip(1..) {
                    prop_assert_eq!(service.place(*key), Some(place));
                }
                prop_assert_eq!(service.waiting(), counted.len() as u64);
            }
        }
    }
}
