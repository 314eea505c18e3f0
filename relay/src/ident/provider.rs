//! The configured providers, and the two steps with each.

use juttu_shared::texts::Language;

use super::{Begun, CameBack, Fault, Kept, Person, Wish};
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::random::Random;

/// Every provider of the configuration.
pub struct Providers {
    residents: Vec<Provider>,
    staff: Vec<Provider>,
}

impl Providers {
    /// The providers as they are written.
    ///
    /// # Errors
    /// What is wrong with the relay's own keys, and what to do.
    pub fn new(config: &Config, clock: &Clock, random: &Random) -> Result<Self, KeysError> {
        let all = |providers: &[config::Provider]| {
            let providers = providers.iter();
            providers
                .map(|written| Provider {
                    written: written.clone(),
                    clock: clock.clone(),
                    random: random.clone(),
                })
                .collect()
        };
        Ok(Self {
            residents: all(&config.providers),
            staff: all(&config.staff_providers),
        })
    }

    /// The residents' provider of that id.
    pub fn get(&self, id: &str) -> Option<&Provider> {
        self.residents.iter().find(|it| it.written.id == id)
    }

    /// The staff's provider of that id.
    pub fn staff(&self, id: &str) -> Option<&Provider> {
        self.staff.iter().find(|it| it.written.id == id)
    }
}

/// What is wrong with the relay's own keys.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {}

/// One provider.
pub struct Provider {
    written: config::Provider,
    clock: Clock,
    random: Random,
}

impl Provider {
    /// Its name on the button.
    pub fn name(&self, language: Language) -> &str {
        self.written.name(language)
    }

    /// Whether it says something by which the same person is known again.
    pub fn knows_a_person(&self) -> bool {
        let claims = &self.written.claims;
        !claims.personal_code.is_empty() || !claims.persistent_id.is_empty()
    }

    /// The origin that the browser goes to, for the page's `form-action`.
    ///
    /// # Errors
    /// When the provider's metadata can't be had.
    pub async fn authorization_origin(&self) -> Result<String, Fault> {
        Err(Fault::Unavailable("not built yet"))
    }

    /// Where the browser goes, and what to keep until it comes back.
    ///
    /// # Errors
    /// When the provider's metadata can't be had.
    pub async fn begin(&self, wish: &Wish) -> Result<Begun, Fault> {
        let _ = (wish, self.clock.now_ms(), &self.random);
        Err(Fault::Unavailable("not built yet"))
    }

    /// Who came back. Exchanges the code, once.
    ///
    /// # Errors
    /// Why nobody is known by it.
    pub async fn finish(&self, kept: &Kept, came_back: &CameBack) -> Result<Person, Fault> {
        let _ = (kept, came_back);
        Err(Fault::Unavailable("not built yet"))
    }
}
