//! Who waits, as the left column shows it: how many rows, in which order, who is next, and who has
//! waited longer than the service promises.

use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::wire::v1::agent::{ServiceName, Waiting};

use super::Model;

/// So many rows of a list are shown before it is asked for all: a screen never holds more anyway.
pub const SHOWN_ROWS: usize = 50;

impl Model {
    /// The contact requests as they are to be answered: the oldest promise first, then those that
    /// were left first.
    pub fn requests_by_promise(&self) -> Vec<&Waiting> {
        let mut requests: Vec<&Waiting> = self.requests().collect();
        requests.sort_by_key(|waiting| {
            let promised_ms = waiting.request.and_then(|request| request.answer_by_ms);
            (promised_ms.unwrap_or(i64::MAX), waiting.since_ms)
        });
        requests
    }

    /// Who is to be taken next: the first in the queues of the services that the agent is present
    /// for, or of all while she is present for none. Nobody whose claim is on its way.
    pub fn next_waiting(&self) -> Option<ConversationId> {
        let anywhere = !self.is_present_anywhere();
        self.queue()
            .filter(|waiting| anywhere || self.is_present(&waiting.service))
            .map(|waiting| waiting.conversation)
            .find(|id| !self.is_claiming(*id))
    }

    /// Whether the agent is present for any service.
    pub fn is_present_anywhere(&self) -> bool {
        let mut services = self.me.iter().flat_map(|me| &me.services);
        services.any(|named| self.is_present(&named.id))
    }

    /// Whether one who waits in the queue has waited longer than the service promises.
    pub fn is_late(&self, waiting: &Waiting, now_ms: i64) -> bool {
        let promise_ms = self.named(&waiting.service).and_then(|it| it.promise_ms);
        let waited_ms = now_ms.saturating_sub(waiting.since_ms);
        waiting.request.is_none() && promise_ms.is_some_and(|promise_ms| waited_ms > promise_ms)
    }

    /// A service by its id, the agent's own or another of the relay's.
    pub fn named(&self, service: &ServiceId) -> Option<&ServiceName> {
        (self.me.iter())
            .flat_map(|me| me.services.iter().chain(&me.elsewhere).chain(&me.locked))
            .find(|named| named.id == *service)
    }

    /// The topic and the area of a conversation in words, by the service on whose page the resident
    /// is; none where none was chosen.
    pub fn matter_names(
        &self,
        door: &ServiceId,
        topic: Option<&str>,
        area: Option<u32>,
    ) -> (Option<String>, Option<String>) {
        let named = self.named(door);
        let topic = topic.map(|id| {
            let found = named.and_then(|named| named.topics.iter().find(|it| it.id == id));
            found.map_or_else(|| id.to_owned(), |found| found.name.clone())
        });
        let area = area.and_then(|key| {
            let found = named.and_then(|named| named.areas.iter().find(|it| it.key == key));
            found.map(|found| found.name.clone())
        });
        (topic, area)
    }
}

#[cfg(test)]
mod tests;
