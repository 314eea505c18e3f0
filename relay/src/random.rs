//! The one place that reads chance.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the one place that may read the system's random source"
)]

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Where random bytes come from.
#[derive(Clone)]
pub enum Random {
    /// The system.
    System,
    /// A seed, the same bytes each time: for tests.
    Seeded(Arc<Mutex<(u64, u64)>>),
}

impl Random {
    /// Bytes that depend on nothing but `seed`: for tests.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new((seed, 0))))
    }

    /// Fills `bytes`. Ends the process when the system has no randomness to give: going on would
    /// make secrets that can be guessed.
    pub fn fill(&self, bytes: &mut [u8]) {
        match self {
            Self::System => {
                if let Err(error) = getrandom::fill(bytes) {
                    tracing::error!(%error, "the system gives no random bytes; stopping");
                    std::process::abort();
                }
            }
            Self::Seeded(state) => {
                let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
                for chunk in bytes.chunks_mut(32) {
                    let (seed, count) = *state;
                    let block = Sha256::digest([seed.to_le_bytes(), count.to_le_bytes()].concat());
                    chunk.copy_from_slice(block.get(..chunk.len()).unwrap_or_default());
                    state.1 += 1;
                }
            }
        }
    }

    /// `N` random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }

    /// 256 random bits as 43 characters of base64url.
    pub fn secret(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_the_system_does_not() {
        assert_eq!(
            Random::seeded(1).bytes::<40>(),
            Random::seeded(1).bytes::<40>()
        );
        assert_ne!(
            Random::seeded(1).bytes::<40>(),
            Random::seeded(2).bytes::<40>()
        );
        assert_ne!(Random::System.bytes::<16>(), Random::System.bytes::<16>());
    }
}
