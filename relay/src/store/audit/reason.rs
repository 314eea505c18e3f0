//! Who must say why before opening who a resident is.

use juttu_shared::id::{AgentId, IdentityId};
use juttu_shared::rules::fold::state_after;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{Author, Event, Kind};

/// Whether an agent who takes part must say why before opening an identity: not whoever asked for that
/// very identification, and not whoever took the conversation from a queue before it was ever handed
/// to another one. To everybody else it is disclosed: brought in, asked, handed to by a colleague, or
/// taken from the queue that it was handed to.
pub fn owes_reason(events: &[Event], agent: AgentId, identity: IdentityId) -> bool {
    let me = Author::Agent(agent);
    // A conversation begins in a queue.
    let mut state = State::Waiting;
    let mut is_handed_on = false;
    let mut took = false;
    let mut asked = Vec::new();
    let mut by_request = false;
    for event in events {
        let is_mine = event.from == me;
        match &event.kind {
            // Whoever is brought in or handed to joins one that goes on.
            Kind::Joined(_) if is_mine => {
                took |= !is_handed_on && matches!(state, State::Waiting | State::Left);
            }
            Kind::Transferred(transferred) => is_handed_on |= transferred.service.is_some(),
            Kind::IdentificationRequested(_) if is_mine => asked.push(event.seq),
            Kind::IdentificationCompleted(done) if done.identity == identity => {
                by_request |= done.request.is_some_and(|request| asked.contains(&request));
            }
            _ => {}
        }
        state = state_after(state, &event.kind);
    }
    !took && !by_request
}
