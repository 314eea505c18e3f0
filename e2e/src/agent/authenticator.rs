//! The application on a professional's telephone that shows the codes of a second factor, by
//! RFC 6238 as every such application has it: SHA-1, six digits, steps of 30 seconds. Made from the
//! norms and from the relay's own words, never from the relay's own code.

use anyhow::{Context, Result, ensure};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

/// How long a code is shown, in milliseconds.
pub const STEP_MS: i64 = 30_000;
/// RFC 4648 §6.
const BASE32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// How many numbers have six digits.
const CODES: u32 = 1_000_000;

/// An application that has been told a key.
#[derive(Clone, Debug)]
pub struct Authenticator(Vec<u8>);

impl Authenticator {
    /// One into which somebody types the key as it is shown.
    ///
    /// # Errors
    /// When that is no key.
    pub fn told(key: &str) -> Result<Self> {
        let mut bytes = Vec::new();
        let (mut bits, mut held) = (0_u32, 0);
        for letter in key.chars().filter(|letter| !letter.is_whitespace()) {
            let value = BASE32.find(letter);
            let value = value.with_context(|| format!("{letter:?} stands in no key"))?;
            bits = (bits << 5 | u32::try_from(value)?) & 0xfff;
            held += 5;
            if held >= 8 {
                held -= 8;
                bytes.push(u8::try_from(bits >> held & 0xff)?);
            }
        }
        // RFC 4226 §4, R6: at least 128 bits.
        ensure!(bytes.len() >= 16, "a key of {} bytes", bytes.len());
        Ok(Self(bytes))
    }

    /// What it shows at an instant.
    ///
    /// # Errors
    /// When the hash takes no such key.
    pub fn code(&self, now_ms: i64) -> Result<String> {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0)?;
        mac.update(&now_ms.div_euclid(STEP_MS).to_be_bytes());
        let hash = mac.finalize().into_bytes();
        // RFC 4226 §5.3: four bytes, from where the last half byte points.
        let from = usize::from(hash.last().copied().unwrap_or_default() & 0xf);
        let four = hash.get(from..from + 4).context("four bytes")?;
        let number = u32::from_be_bytes(four.try_into()?) & 0x7fff_ffff;
        Ok(format!("{:06}", number % CODES))
    }

    /// A code that it shows at no time near an instant.
    ///
    /// # Errors
    /// When the hash takes no such key.
    pub fn wrong_code(&self, now_ms: i64) -> Result<String> {
        let near = (-3..=3).map(|steps| self.code(now_ms + steps * STEP_MS));
        let near = near.collect::<Result<Vec<_>>>()?;
        let mut codes = (0..CODES).map(|number| format!("{number:06}"));
        codes.find(|code| !near.contains(code)).context("a code")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_the_norm() {
        // RFC 6238, appendix B, whose codes have eight digits: their last six. The key in base32.
        let known = Authenticator::told("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ").unwrap();
        for (at_s, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(known.code(at_s * 1_000).unwrap(), code, "at {at_s}");
            assert_ne!(known.wrong_code(at_s * 1_000).unwrap(), code, "at {at_s}");
        }
    }
}
