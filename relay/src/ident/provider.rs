//! The configured providers, and the two steps with each.

use std::sync::Arc;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use juttu_shared::limits::IDENTIFICATION_MS;
use juttu_shared::texts::Language;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::cached::Cached;
use super::discovery::{self, Look, Metadata};
use super::exchange::exchange;
use super::fetch::Way;
use super::jose::jwe;
use super::jose::jwk::{Choice, KeySet};
use super::jose::jws::Signed;
use super::keys::{File, FileError, Keys};
use super::request::{self, Own};
use super::token::{self, Expected};
use super::{Begun, CameBack, Fault, Kept, Person, Wish};
use crate::clock::Clock;
use crate::config::{self, Config};
use crate::random::Random;

/// How long the vouching for the relay's key set holds, in seconds: a day.
const VOUCHED_S: i64 = 24 * 3_600;
/// How old the vouching may be that is handed out, in milliseconds: an hour. To sign takes its time,
/// and anybody may ask.
const VOUCHED_ANEW_MS: i64 = 3_600_000;

/// Every provider of the configuration.
pub struct Providers {
    residents: Vec<Provider>,
    staff: Vec<Provider>,
    keys: Option<Arc<Keys>>,
    vouched: Cached<String>,
    clock: Clock,
}

impl Providers {
    /// The providers as they are written, with the relay's own keys if any needs them. The demo makes
    /// keys for itself where no file is written.
    ///
    /// # Errors
    /// What is wrong with the keys, and what to do.
    pub fn new(config: &Config, clock: &Clock, random: &Random) -> Result<Self, FileError> {
        let mut all = config.providers.iter().chain(&config.staff_providers);
        let needs_keys = all.any(config::Provider::needs_keys);
        let keys = match &config.keys_file {
            Some(path) => Some(Keys::read(path)?),
            None if needs_keys && config.is_demo => {
                Some(Keys::of(&File::generate()?).ok_or(FileError::Unmade)?)
            }
            None => None,
        };
        let keys = keys.map(Arc::new);
        let all = |providers: &[config::Provider]| {
            let providers = providers.iter();
            providers
                .map(|written| Provider {
                    written: written.clone(),
                    is_demo: config.is_demo,
                    keys: keys.clone(),
                    metadata: Cached::new(clock.clone()),
                    their_keys: Cached::new(clock.clone()),
                    clock: clock.clone(),
                    random: random.clone(),
                })
                .collect()
        };
        Ok(Self {
            residents: all(&config.providers),
            staff: all(&config.staff_providers),
            keys,
            vouched: Cached::new(clock.clone()),
            clock: clock.clone(),
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

    /// The relay's own keys, where it has any.
    pub fn keys(&self) -> Option<&Keys> {
        self.keys.as_deref()
    }

    /// The relay's public key set, vouched for, where it has keys: signed anew once an hour.
    pub async fn vouched_set(&self, issuer: &str) -> Option<Arc<String>> {
        let keys = self.keys()?;
        let sign = async {
            let now_s = self.clock.now_ms().div_euclid(1_000);
            let set = keys.vouched_set(issuer, now_s, now_s + VOUCHED_S);
            set.ok_or(Fault::Unavailable("no keys of the relay's own"))
        };
        self.vouched.get_younger(VOUCHED_ANEW_MS, sign).await.ok()
    }
}

/// One provider.
pub struct Provider {
    written: config::Provider,
    is_demo: bool,
    keys: Option<Arc<Keys>>,
    metadata: Cached<Metadata>,
    their_keys: Cached<KeySet>,
    clock: Clock,
    random: Random,
}

impl Provider {
    /// Looks whether it can be reached and does what is wanted of it. Nobody is identified.
    pub async fn look(&self) -> Look {
        discovery::look(&self.written, self.way(), self.now_s()).await
    }

    /// Its name on the button.
    pub fn name(&self, language: Language) -> &str {
        self.written.name(language)
    }

    /// Whether it says something by which the same person is known again.
    pub fn knows_a_person(&self) -> bool {
        let claims = &self.written.claims;
        !claims.personal_code.is_empty() || !claims.persistent_id.is_empty()
    }

    /// Whether this is a test's, where nobody is identified.
    pub fn is_test(&self) -> bool {
        self.written.is_test
    }

    /// Where the browser goes, and what to keep until it comes back.
    ///
    /// # Errors
    /// When the provider's metadata can't be had. Said in the log by the name of the check.
    pub async fn begin(&self, wish: &Wish) -> Result<Begun, Fault> {
        let metadata = self.metadata().await;
        let begun = metadata.and_then(|metadata| request::begin(&self.own(&metadata), wish));
        self.said(begun)
    }

    /// Who came back. Exchanges the code, once.
    ///
    /// # Errors
    /// Why nobody is known by it. Said in the log by the name of the check, unless it was broken off.
    pub async fn finish(&self, kept: &Kept, came_back: &CameBack) -> Result<Person, Fault> {
        let finished = self.identify(kept, came_back).await;
        self.said(finished)
    }

    async fn identify(&self, kept: &Kept, came_back: &CameBack) -> Result<Person, Fault> {
        let state = came_back.state.as_deref().unwrap_or_default();
        if verify_slices_are_equal(state.as_bytes(), kept.state.as_bytes()).is_err() {
            return Err(Fault::Rejected("state"));
        }
        if !(0..=IDENTIFICATION_MS).contains(&(self.clock.now_ms() - kept.begun_at_ms)) {
            return Err(Fault::Rejected("age of the attempt"));
        }
        let metadata = self.metadata().await?;
        self.check_issuer(came_back.iss.as_deref(), &metadata)?;
        if let Some(error) = &came_back.error {
            return Err(of_error(error));
        }
        let code = came_back.code.as_deref().filter(|code| !code.is_empty());
        let code = code.ok_or(Fault::Rejected("no code"))?;
        let token = exchange(&self.own(&metadata), self.way(), kept, code).await?;
        let claims = self.open(&token, &metadata).await?;
        let expected = Expected {
            provider: &self.written,
            nonce: &kept.nonce,
            begun_at_s: kept.begun_at_ms.div_euclid(1_000),
            now_s: self.now_s(),
        };
        token::check(&claims, &expected)
    }

    /// RFC 9207: who says so must be whom we asked.
    fn check_issuer(&self, iss: Option<&str>, metadata: &Metadata) -> Result<(), Fault> {
        let is_promised =
            self.written.response_iss || metadata.authorization_response_iss_parameter_supported;
        match iss {
            Some(iss) if iss != self.written.issuer => Err(Fault::Rejected("iss of the answer")),
            None if is_promised => Err(Fault::Rejected("iss of the answer")),
            _ => Ok(()),
        }
    }

    /// The claims of a token that is encrypted and signed as was agreed.
    async fn open(&self, token: &str, metadata: &Metadata) -> Result<Map<String, Value>, Fault> {
        let inside = match self.written.token_encryption {
            Some(agreed) => {
                let keys = self.keys.as_ref();
                let keys = keys.ok_or(Fault::Unavailable("no keys of the relay's own"))?;
                Some(jwe::open(token, agreed, keys.openers(), &self.random)?)
            }
            None => None,
        };
        let token = match &inside {
            Some(inside) => {
                std::str::from_utf8(inside).map_err(|_| Fault::Rejected("not a signed token"))?
            }
            None => token,
        };
        let signed = Signed::parse(token, self.written.token_signing)?;
        let content = Zeroizing::new(self.verified(&signed, metadata).await?);
        serde_json::from_slice(&content).map_err(|_| Fault::Rejected("no claims in the token"))
    }

    /// A key that is not known may be a new one: the keys are read again, once, and not too often.
    async fn verified(&self, signed: &Signed<'_>, metadata: &Metadata) -> Result<Vec<u8>, Fault> {
        let signing = self.written.token_signing;
        let fetch = || discovery::keys(&self.written, metadata, self.way(), self.now_s());
        let keys = self.their_keys.get(fetch()).await?;
        let keys = match keys.choose(signed.kid(), signing) {
            Choice::Unknown => self.their_keys.again(fetch()).await?,
            Choice::One(_) | Choice::Unclear => keys,
        };
        match keys.choose(signed.kid(), signing) {
            Choice::One(key) => signed.open(key),
            Choice::Unknown => Err(Fault::Rejected("unknown key")),
            Choice::Unclear => Err(Fault::Rejected("no kid, and several keys")),
        }
    }

    async fn metadata(&self) -> Result<Arc<Metadata>, Fault> {
        let fetch = discovery::metadata(&self.written, self.way());
        self.metadata.get(fetch).await
    }

    fn own<'a>(&'a self, metadata: &'a Metadata) -> Own<'a> {
        Own {
            provider: &self.written,
            metadata,
            keys: self.keys.as_deref(),
            random: &self.random,
            now_ms: self.clock.now_ms(),
        }
    }

    fn way(&self) -> Way<'_> {
        Way {
            ca_file: self.written.ca_file.as_deref(),
            is_demo: self.is_demo,
            inside: self.written.inside,
        }
    }

    fn now_s(&self) -> i64 {
        self.clock.now_ms().div_euclid(1_000)
    }

    /// Says what came to nothing, for whoever runs the relay.
    fn said<T>(&self, outcome: Result<T, Fault>) -> Result<T, Fault> {
        if let Err(fault @ (Fault::Unavailable(_) | Fault::Rejected(_))) = &outcome {
            tracing::warn!(provider = self.written.id, %fault, "an identification came to nothing");
        }
        outcome
    }
}

/// What a provider's error means (OpenID Connect Core 1.0 §3.1.2.6; `cancel` of the banks).
fn of_error(error: &str) -> Fault {
    match error {
        "access_denied" | "cancel" => Fault::Cancelled,
        "temporarily_unavailable" | "server_error" => {
            Fault::Unavailable("the provider says that it can't just now")
        }
        _ => Fault::Rejected("the provider answered with an error"),
    }
}
