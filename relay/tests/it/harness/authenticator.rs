//! The application on somebody's telephone that makes the codes of a second factor.

use juttu_relay::clock::Clock;
use juttu_relay::sign_in::totp::Secret;
use juttu_shared::wire::v1::sign_in::SecondFactorOffer;

/// An authenticator application.
pub(crate) struct Authenticator(Secret);

impl Authenticator {
    /// One that was told the key, as somebody types it.
    pub(crate) fn of(offer: &SecondFactorOffer) -> Self {
        let letters = offer.secret.chars().filter(|it| !it.is_whitespace());
        let mut bits = String::new();
        for letter in letters {
            let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".find(letter).unwrap();
            bits.push_str(&format!("{value:05b}"));
        }
        let bytes = bits.as_bytes().chunks_exact(8).map(|byte| {
            let byte = std::str::from_utf8(byte).unwrap();
            u8::from_str_radix(byte, 2).unwrap()
        });
        Self(Secret::of(bytes.collect()))
    }

    /// What it shows now.
    pub(crate) fn code(&self, clock: &Clock) -> String {
        self.0.code(clock.now_ms())
    }

    /// What it shared with the relay.
    pub(crate) fn secret(&self) -> &[u8] {
        self.0.bytes()
    }
}
