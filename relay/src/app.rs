//! The relay's parts, together.

use std::sync::Arc;

use crate::clock::Clock;
use crate::config::Config;
use crate::hub::Hub;
use crate::ident::provider::Providers;
use crate::metrics::Metrics;
use crate::notify::Lanes;
use crate::random::Random;
use crate::rate::Rates;
use crate::seal::Keyring;
use crate::services::Services;
use crate::store::Store;

/// Everything that a request may need. Shared by all of them.
pub struct App {
    /// What the operator wrote. Its services are read from `services`: their hours change.
    pub config: Config,
    /// The services as they stand now.
    pub services: Services,
    /// The one clock.
    pub clock: Clock,
    /// The one random source.
    pub random: Random,
    /// The data keys.
    pub keyring: Arc<Keyring>,
    /// What is kept.
    pub store: Arc<dyn Store>,
    /// Who is told.
    pub hub: Arc<Hub>,
    /// How often anyone may do what.
    pub rates: Arc<Rates>,
    /// The figures.
    pub metrics: Metrics,
    /// Who identifies residents, and signs staff in.
    pub providers: Providers,
    /// What is on its way to whom.
    pub lanes: Lanes,
}
