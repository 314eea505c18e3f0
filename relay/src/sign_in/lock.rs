//! What a password alone does not open: the services that residents identify in. Whoever knows a
//! password can have been told it, or have guessed it; behind it stand names and identity codes.

use juttu_shared::id::ServiceId;

use crate::config::{Config, Service};
use crate::store::accounts::{Agent, Manner};

/// Whether residents may be asked to identify in a service.
pub(super) fn identifies(service: &Service) -> bool {
    !service.identification.is_empty()
}

/// The agent with the services that a sign-in made so opens, and those of the agent's that it does
/// not. The demo's accounts, whose passwords everybody knows, are let in everywhere: so is everybody.
pub(super) fn locked(config: &Config, manner: Manner, agent: Agent) -> (Agent, Vec<ServiceId>) {
    if config.is_demo || manner != Manner::Password {
        return (agent, Vec::new());
    }
    let locked: Vec<_> = config
        .services
        .iter()
        .filter(|service| identifies(service))
        .map(|service| service.id.clone())
        .collect();
    let is_locked = |id: &ServiceId| locked.contains(id);
    let (own, services) = agent.services.into_iter().partition(is_locked);
    let agent = Agent {
        services,
        // Also those of other services: whoever is asked for advice on a conversation reads it.
        locked,
        ..agent
    };
    (agent, own)
}
