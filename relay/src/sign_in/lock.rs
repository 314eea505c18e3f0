//! What a password alone does not open: the services that residents identify in, and the audit log
//! where there is one. Whoever knows a password can have been told it, or have guessed it; behind it
//! stand names and identity codes.

use juttu_shared::id::ServiceId;
use juttu_shared::rules::state::Role;

use crate::config::{Config, Service};
use crate::store::accounts::{Agent, Lock, Manner};

/// Whether residents may be asked to identify in a service.
pub(super) fn identifies(service: &Service) -> bool {
    !service.identification.is_empty()
}

/// The agent with the services that a sign-in made so opens, and those of the agent's that it does
/// not; of an auditor, whose log tells of every service, all that are shut. The demo's accounts, whose
/// passwords everybody knows, are let in everywhere: so is everybody.
pub(super) fn locked(config: &Config, manner: Manner, agent: Agent) -> (Agent, Vec<ServiceId>) {
    if config.is_demo || manner != Manner::Password {
        return (agent, Vec::new());
    }
    let identifying: Vec<_> = config
        .services
        .iter()
        .filter(|service| identifies(service))
        .map(|service| service.id.clone())
        .collect();
    let is_locked = |id: &ServiceId| identifying.contains(id);
    let (own, services) = agent.services.into_iter().partition(is_locked);
    let own = match agent.role {
        Role::Auditor => identifying.clone(),
        Role::Agent | Role::Supervisor | Role::Administrator => own,
    };
    let agent = Agent {
        services,
        // Also those of other services: whoever is asked for advice on a conversation reads it.
        lock: Lock {
            services: identifying,
            identified: true,
        },
        ..agent
    };
    (agent, own)
}

#[cfg(test)]
mod tests {
    use juttu_shared::id::AgentId;

    use super::*;
    use crate::config::Sources;

    #[test]
    fn a_password_alone_opens_no_service_that_identifies() {
        let sources = Sources {
            demo: true,
            ..Sources::default()
        };
        let mut config = Config::read(&sources).unwrap();
        let id = |id: &str| ServiceId(id.to_owned());
        let (own, other) = (id("perhekeskus"), id("aikuissosiaalityo"));
        for service in &mut config.services {
            let identifies = service.id == own;
            service.identification = identifies.then(|| "bank".to_owned()).into_iter().collect();
        }
        let agent = |services: &[&ServiceId]| Agent {
            id: AgentId(1),
            name: "Maria".into(),
            role: Role::Agent,
            services: services.iter().map(|id| (*id).clone()).collect(),
            lock: Lock::default(),
        };
        let both = agent(&[&other, &own]);
        for manner in Manner::ALL {
            let (open, locked) = super::locked(&config, manner, both.clone());
            assert_eq!((&open, locked), (&both, vec![]), "the demo, {manner:?}");
        }
        config.is_demo = false;
        for manner in [Manner::SecondFactor, Manner::Provider] {
            let (open, locked) = super::locked(&config, manner, both.clone());
            assert_eq!((&open, locked), (&both, vec![]), "{manner:?}");
        }
        let (open, locked) = super::locked(&config, Manner::Password, both);
        assert_eq!(
            (open.services, locked),
            (vec![other.clone()], vec![own.clone()])
        );
        let lock = Lock {
            services: vec![own.clone()],
            identified: true,
        };
        assert_eq!(open.lock, lock);
        // One of another service may be asked about its conversations, and would read them.
        let (open, locked) = super::locked(&config, Manner::Password, agent(&[&other]));
        assert_eq!((open.lock, locked), (lock, vec![]));
    }
}
