//! A relay of its own for each test, and actors with verbs.
//!
//! ```ignore
//! let relay = Relay::start().await;
//! let mut visitor = relay.visitor("perhekeskus").await;
//! let mut agent = relay.agent("Maria").await;
//! visitor.open("Hei").await;
//! let waiting = agent.waiting().await;
//! agent.claim(waiting.conversation).await.unwrap();
//! ```
//!
//! The clock stands still until a test moves it: `relay.clock().advance_ms(…)`.

mod agent;
mod authenticator;
mod desk;
mod doors;
mod http;
mod program;
mod relay;
mod socket;
mod visitor;

pub(crate) use agent::Agent;
pub(crate) use authenticator::Authenticator;
pub(crate) use desk::{bring_in, consult, depart, later, look, redact, transfer};
pub(crate) use doors::Doors;
pub(crate) use http::{Answer, Ask};
pub(crate) use program::{Program, run};
pub(crate) use relay::{Locked, Relay, Setup};
pub(crate) use socket::{Heard, Socket};
pub(crate) use visitor::{Visitor, leave};

use std::future::Future;
use std::time::Duration;

use juttu_relay::random::Random;
use juttu_shared::id::{ClientKey, PickUpCode, Secret};

/// The chat that most tests are about.
pub(crate) const SERVICE: &str = "perhekeskus";
/// The other one.
pub(crate) const OTHER_SERVICE: &str = "aikuissosiaalityo";
/// The password of every account.
pub(crate) const PASSWORD: &str = "oikea hevonen paristo niitti";
/// When a test begins: Thursday 2027-01-07 12:30 in Helsinki.
pub(crate) const NOW_MS: i64 = 1_799_317_800_000;

/// The evening of that day, when every chat is closed.
pub(crate) const EVENING_MS: i64 = NOW_MS + 8 * 3_600_000;

/// What `work` gives, unless it takes so long that it will never be done.
pub(crate) async fn soon<T>(what: &str, work: impl Future<Output = T>) -> T {
    match tokio::time::timeout(Duration::from_secs(20), work).await {
        Ok(done) => done,
        Err(_) => panic!("waited in vain for {what}"),
    }
}

/// A key for a new command.
pub(crate) fn new_key() -> ClientKey {
    let mut key = Random::System.secret();
    key.truncate(22);
    ClientKey(key)
}

/// A secret for a new session.
pub(crate) fn new_secret() -> Secret {
    Secret(Random::System.secret())
}

/// A new pick-up code.
pub(crate) fn new_code() -> PickUpCode {
    PickUpCode::from_random(Random::System.bytes())
}
