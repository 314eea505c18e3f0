//! The codes of a second factor: RFC 6238 with SHA-1, six digits and steps of 30 seconds, which every
//! authenticator application knows. A few lines on the hash that is there, rather than a crate.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use zeroize::Zeroizing;

use crate::random::Random;

/// The length of a new secret in bytes: that of the hash (RFC 4226 §4, R6).
const SECRET_BYTES: usize = 20;
const STEP_MS: i64 = 30_000;
/// How many steps the two clocks may be apart, in either direction.
const STEPS_APART: i64 = 1;
const DIGITS: usize = 6;
/// How many numbers have so many digits.
const CODES: u32 = 1_000_000;
/// RFC 4648 §6.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What an application and the relay share.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

/// Says nothing of it.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Secret {
    /// A new one.
    pub fn new(random: &Random) -> Self {
        Self::of(random.bytes::<SECRET_BYTES>().to_vec())
    }

    /// One that was kept.
    pub fn of(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// What is kept.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The step whose code this is, of those near `now_ms` that come after the last one that was used.
    /// Every one of them is looked at, whichever it is.
    pub fn step(&self, code: &str, after: i64, now_ms: i64) -> Option<i64> {
        let given = digits(code)?;
        let now = now_ms.div_euclid(STEP_MS);
        let mut found = None;
        for step in now - STEPS_APART..=now + STEPS_APART {
            let differs = self.code_at(step) ^ given;
            let is_next = differs == 0 && step > after;
            found = if is_next { found.or(Some(step)) } else { found };
        }
        found
    }

    /// The code that an application shows at that instant.
    pub fn code(&self, now_ms: i64) -> String {
        format!("{:06}", self.code_at(now_ms.div_euclid(STEP_MS)))
    }

    /// The secret in base32, in groups of four, as somebody types it.
    pub fn text(&self) -> Zeroizing<String> {
        let plain = self.base32();
        let mut grouped = Zeroizing::new(String::with_capacity(2 * plain.len()));
        for (index, letter) in plain.chars().enumerate() {
            if index > 0 && index % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(letter);
        }
        grouped
    }

    /// The address that an application takes it from: `otpauth://totp/…`. `issuer` says whose account
    /// it is, `login` which.
    pub fn link(&self, issuer: &str, login: &str) -> Zeroizing<String> {
        let (issuer, login) = (escaped(issuer), escaped(login));
        let secret = self.base32();
        Zeroizing::new(format!(
            "otpauth://totp/{issuer}:{login}?secret={}&issuer={issuer}",
            *secret
        ))
    }

    fn base32(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(self.0.len().div_ceil(5) * 8));
        let (mut bits, mut held) = (0_u32, 0_u32);
        for byte in self.0.iter() {
            bits = (bits << 8 | u32::from(*byte)) & 0xfff;
            held += 8;
            while held >= 5 {
                held -= 5;
                text.push(letter(bits >> held));
            }
        }
        if held > 0 {
            text.push(letter(bits << (5 - held)));
        }
        text
    }

    /// RFC 4226 §5.3: four bytes of the hash, from where its last half byte points.
    fn code_at(&self, step: i64) -> u32 {
        // HMAC takes a key of any length, so this can't fail; one of none would show in every test.
        let Ok(mut mac) = <Hmac<Sha1>>::new_from_slice(&self.0) else {
            std::process::abort()
        };
        mac.update(&step.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let from = usize::from(hash.last().copied().unwrap_or_default() & 0xf);
        let taken = hash.iter().skip(from).take(4);
        let number = taken.fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
        (number & 0x7fff_ffff) % CODES
    }
}

/// Six digits as a number. Applications show them in two groups.
fn digits(code: &str) -> Option<u32> {
    let code: String = code.chars().filter(|it| !it.is_whitespace()).collect();
    let fits = code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit());
    code.parse().ok().filter(|_| fits)
}

fn letter(five_bits: u32) -> char {
    let index = usize::try_from(five_bits & 0x1f).unwrap_or_default();
    BASE32.get(index).map_or('A', |letter| char::from(*letter))
}

/// RFC 3986 §2.1.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                escaped.push(char::from(byte));
            }
            other => escaped.push_str(&format!("%{other:02X}")),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    fn known() -> Secret {
        Secret::of(b"12345678901234567890".to_vec())
    }

    #[test]
    fn the_vectors_of_the_norm() {
        // Its codes have eight digits; these are their last six.
        for (at_s, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(known().code(at_s * 1_000), code, "at {at_s}");
        }
    }

    #[test]
    fn a_clock_may_be_a_step_apart_and_no_more() {
        let now_ms = 1_111_111_111_000;
        let now = now_ms / STEP_MS;
        for (apart, found) in [
            (-2, None),
            (-1, Some(now - 1)),
            (0, Some(now)),
            (1, Some(now + 1)),
            (2, None),
        ] {
            let code = known().code(now_ms + apart * STEP_MS);
            assert_eq!(known().step(&code, 0, now_ms), found, "{apart}");
        }
    }

    #[test]
    fn a_step_counts_once_and_none_before_it_after() {
        let now_ms = 1_111_111_111_000;
        let now = now_ms / STEP_MS;
        let code = known().code(now_ms);
        assert_eq!(known().step(&code, now - 1, now_ms), Some(now));
        assert_eq!(known().step(&code, now, now_ms), None);
        let before = known().code(now_ms - STEP_MS);
        assert_eq!(known().step(&before, now, now_ms), None);
    }

    #[test]
    fn only_six_digits_are_a_code() {
        let now_ms = 59_000;
        for code in ["287 082", " 287082 "] {
            assert!(known().step(code, 0, now_ms).is_some(), "{code}");
        }
        for code in ["", "28708", "2870822", "+87082", "28708a", "٢87082"] {
            assert_eq!(known().step(code, 0, now_ms), None, "{code}");
        }
    }

    #[test]
    fn the_vectors_of_base32() {
        // RFC 4648 §10, without the padding, which no application asks for.
        for (bytes, text) in [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ] {
            assert_eq!(*Secret::of(bytes.into()).base32(), text);
        }
        assert_eq!(*known().text(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
    }

    #[test]
    fn the_link_names_the_account() {
        assert_eq!(
            *known().link("Juttu desk.example.fi", "mäki:x"),
            "otpauth://totp/Juttu%20desk.example.fi:m%C3%A4ki%3Ax\
             ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Juttu%20desk.example.fi"
        );
    }

    #[test]
    fn a_new_secret_is_as_long_as_the_hash_and_said_by_nobody() {
        let secret = Secret::new(&Random::System);
        assert_eq!(secret.bytes().len(), SECRET_BYTES);
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }
}
