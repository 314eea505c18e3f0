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
    }
}
