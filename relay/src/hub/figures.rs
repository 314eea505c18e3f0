//! How a service stands, for the figures. Counted when it is asked for.

use juttu_shared::id::ServiceId;
use juttu_shared::rules::state::State;

use super::Hub;
use crate::metrics::Standing;

impl Hub {
    /// How a service stands at this moment, for the figures.
    pub fn standing(&self, service: &ServiceId) -> Standing {
        let now_ms = self.clock.now_ms();
        let state = self.state();
        let mut standing = Standing {
            service: service.0.clone(),
            agents: state.presence.count(service, now_ms),
            ..Standing::default()
        };
        for conversation in state.conversations.values() {
            let (count, oldest_ms) = match conversation.state {
                State::Waiting => (&mut standing.waiting, &mut standing.oldest_waiting_ms),
                State::Left => (&mut standing.requests, &mut standing.oldest_request_ms),
                State::Active | State::Closed => continue,
            };
            if conversation.row.service == *service {
                *count += 1;
                *oldest_ms = (*oldest_ms).max(now_ms - conversation.row.since_ms);
            }
        }
        standing
    }
}
