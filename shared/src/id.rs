//! Identifiers and the small values that name things on the wire.

use serde::{Deserialize, Serialize};

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub u64);
    };
}

number! {
    /// A conversation, in one store. Opens nothing: what opens a conversation is a session's
    /// secret, an agent's sign-in or a pick-up code. At most 2^53 - 1, so that a browser can hold it.
    ConversationId
}
number! {
    /// An agent, in one store.
    AgentId
}
number! {
    /// Who a resident turned out to be, in one conversation of one store. Opens nothing, and is
    /// another one in each conversation of the same person.
    IdentityId
}

/// A service's id, as the configuration and the page's tag spell it: `[a-z0-9-]{1,40}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ServiceId(pub String);

impl ServiceId {
    /// The id, when `text` is one.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=40).contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        fits.then(|| Self(text.to_owned()))
    }
}

/// Names one command, so that a retry of it is known: made by whoever sends the command, from 128
/// random bits, as 22 characters of base64url. The same key in the same conversation is the same
/// command, and yields the same event.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientKey(pub String);

impl ClientKey {
    /// Whether the key has the right form.
    pub fn is_valid(&self) -> bool {
        is_base64url(&self.0, 22)
    }
}

/// A session's hold on its conversation: 256 random bits made in the browser, as 43 characters of
/// base64url. The relay keeps only a keyed hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl Secret {
    /// Whether the secret has the right form.
    pub fn is_valid(&self) -> bool {
        is_base64url(&self.0, 43)
    }
}

/// Says nothing of the secret, so that no log can.
impl core::fmt::Debug for Secret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What a browser brings back from identification: 256 random bits made by the relay, as 43 characters
/// of base64url. Of use once, within [`crate::limits::RESULT_MS`], and only to the session that asked.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ResultCode(pub String);

impl ResultCode {
    /// Whether the code has the right form.
    pub fn is_valid(&self) -> bool {
        is_base64url(&self.0, 43)
    }
}

/// Says nothing of the code, so that no log can.
impl core::fmt::Debug for ResultCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("ResultCode(…)")
    }
}

/// A pick-up code: 80 random bits made in the browser, as 16 characters of Crockford's base 32.
/// Opens the conversation; the relay keeps only a keyed hash. Whatever is typed is forgiven case,
/// spaces, hyphens, and `I`, `L`, `O` for `1`, `1`, `0`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PickUpCode(pub String);

/// Crockford's base 32: the digits and letters without I, L, O and U.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl PickUpCode {
    /// How many characters a code has.
    pub const CHARS: usize = 16;

    /// The code of 80 random bits.
    pub fn from_random(random: [u8; 10]) -> Self {
        let mut bits = random
            .iter()
            .fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
        let mut characters = [0u8; Self::CHARS];
        for place in characters.iter_mut().rev() {
            *place = CROCKFORD.get((bits % 32) as usize).copied().unwrap_or(b'0');
            bits /= 32;
        }
        Self(characters.iter().map(|byte| char::from(*byte)).collect())
    }

    /// The code in its one form, when what was typed can be one.
    pub fn parse(typed: &str) -> Option<Self> {
        let mut code = String::with_capacity(Self::CHARS);
        for character in typed.chars() {
            let plain = match character.to_ascii_uppercase() {
                'I' | 'L' => '1',
                'O' => '0',
                '-' | '–' => continue,
                space if space.is_whitespace() => continue,
                other => other,
            };
            if code.len() == Self::CHARS || !CROCKFORD.iter().any(|byte| char::from(*byte) == plain)
            {
                return None;
            }
            code.push(plain);
        }
        (code.len() == Self::CHARS).then_some(Self(code))
    }

    /// The code as it is shown: groups of four.
    pub fn grouped(&self) -> String {
        let mut shown = String::with_capacity(Self::CHARS + 3);
        for (place, character) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                shown.push(' ');
            }
            shown.push(character);
        }
        shown
    }
}

/// Says nothing of the code, so that no log can.
impl core::fmt::Debug for PickUpCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PickUpCode(…)")
    }
}

fn is_base64url(text: &str, length: usize) -> bool {
    text.len() == length
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_id_is_plain() {
        assert!(ServiceId::parse("perhekeskus").is_some());
        for wrong in ["", "Perhe", "a b", "../etc", "ä", &"a".repeat(41)] {
            assert_eq!(ServiceId::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_key_and_a_secret_have_their_length() {
        assert!(ClientKey("abcdefghijklmnopqrstuv".into()).is_valid());
        assert!(!ClientKey("abcdefghijklmnopqrstu".into()).is_valid());
        assert!(!ClientKey("abcdefghijklmnopqrstu/".into()).is_valid());
        assert!(Secret("a".repeat(43)).is_valid());
        assert!(!Secret("ä".repeat(43)).is_valid());
    }

    #[test]
    fn a_secret_does_not_show_itself() {
        assert_eq!(format!("{:?}", Secret("hush".into())), "Secret(…)");
        assert_eq!(format!("{:?}", PickUpCode("hush".into())), "PickUpCode(…)");
    }

    #[test]
    fn a_code_is_forgiven_what_people_do_to_it() {
        let code = PickUpCode::parse("7KQ4M2XD9RTB51W0").unwrap();
        for typed in [
            "7kq4 m2xd 9rtb 51w0",
            " 7KQ4-M2XD-9RTB-5IWO ",
            "7kq4m2xd9rtb5lwo",
        ] {
            assert_eq!(PickUpCode::parse(typed), Some(code.clone()), "{typed}");
        }
        for wrong in [
            "",
            "7KQ4M2XD9RTB51W",
            "7KQ4M2XD9RTB51W00",
            "7KQ4M2XD9RTB51WU",
            "7KQ4M2XD9RTB51Wä",
        ] {
            assert_eq!(PickUpCode::parse(wrong), None, "{wrong}");
        }
        assert_eq!(code.grouped(), "7KQ4 M2XD 9RTB 51W0");
    }

    #[test]
    fn random_bits_make_codes_that_lead_back() {
        assert_eq!(PickUpCode::from_random([0; 10]).0, "0000000000000000");
        assert_eq!(PickUpCode::from_random([255; 10]).0, "ZZZZZZZZZZZZZZZZ");
        let code = PickUpCode::from_random([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!(PickUpCode::parse(&code.grouped()), Some(code));
    }
}
