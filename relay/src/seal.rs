//! Seals what residents and staff write, and hashes what must be recognised but not kept.
//!
//! A body is sealed with XChaCha20-Poly1305 under a random 192-bit nonce and bound to where it
//! stands: moved to another conversation or number it does not open. Without the key the database
//! tells nobody what was said.

use std::collections::BTreeMap;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::random::Random;

const NONCE_BYTES: usize = 24;

/// The data keys: the newest seals, all of them open.
pub struct Keyring {
    ciphers: BTreeMap<u32, XChaCha20Poly1305>,
    newest: u32,
    hash_key: Zeroizing<[u8; 32]>,
}

/// A sealed body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Which key sealed it.
    pub key_id: u32,
    /// Nonce and ciphertext.
    pub bytes: Vec<u8>,
}

/// Where a sealed body stands. It opens nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Which log or table.
    pub log: Log,
    /// The conversation, or the row of a table.
    pub conversation: u64,
    /// The number within the conversation.
    pub seq: u64,
}

/// The places where something sealed may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Log {
    /// The conversation's log.
    Public = 1,
    /// The staff log.
    Staff = 2,
    /// The proof in the database that the key is the right one.
    KeyCheck = 3,
    /// A conversation's contact details.
    Contact = 4,
    /// Who a resident turned out to be.
    Identity = 5,
    /// An attempt to identify, on its way.
    Identification = 6,
    /// The secret of an agent's second factor.
    SecondFactor = 7,
    /// A sign-in through the organisation, on its way in its own browser.
    SignIn = 8,
}

/// A keyed hash of a secret: what the store keeps in its place.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SecretHash(pub [u8; 32]);

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

/// Why keys could not be read, or a body not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// A line of the key file is not a key.
    #[error(
        "line {line} of the data key is not a number, a colon and 32 bytes in base64; `juttu-relay key` makes one"
    )]
    KeyForm {
        /// The line, from 1.
        line: usize,
    },
    /// Two keys of one number.
    #[error("the data key has number {0} twice; give each key a number of its own")]
    KeyTwice(u32),
    /// No key at all.
    #[error("the data key is empty; `juttu-relay key` makes one")]
    NoKey,
    /// The body was sealed with a key that is not here.
    #[error("the data key number {0} is missing; put it back into the key file")]
    KeyMissing(u32),
    /// The body was changed or moved, or the key is another one of the same number.
    #[error("a sealed body does not open with this data key")]
    Broken,
}

impl Keyring {
    /// Reads keys, one a line: a number, a colon and 32 bytes in base64. The highest number seals;
    /// the lowest makes the keyed hashes, so keep it.
    ///
    /// # Errors
    /// Names the line that is not a key.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let mut ciphers = BTreeMap::new();
        let mut lowest: Option<(u32, Zeroizing<[u8; 32]>)> = None;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (key_id, master) = parse_key(line).ok_or(SealError::KeyForm { line: index + 1 })?;
            let seal_key = derive(&master, b"juttu seal v1");
            if ciphers
                .insert(key_id, XChaCha20Poly1305::new(&Key::from(*seal_key)))
                .is_some()
            {
                return Err(SealError::KeyTwice(key_id));
            }
            if lowest
                .as_ref()
                .is_none_or(|(lowest_id, _)| key_id < *lowest_id)
            {
                lowest = Some((key_id, derive(&master, b"juttu hash v1")));
            }
        }
        let newest = *ciphers.keys().next_back().ok_or(SealError::NoKey)?;
        let (_, hash_key) = lowest.ok_or(SealError::NoKey)?;
        Ok(Self {
            ciphers,
            newest,
            hash_key,
        })
    }

    /// A new key file with one key.
    pub fn generate(random: &Random) -> Zeroizing<String> {
        let master = Zeroizing::new(random.bytes::<32>());
        Zeroizing::new(format!("1:{}\n", STANDARD.encode(*master)))
    }

    /// Seals `body` for `place`.
    ///
    /// # Errors
    /// [`SealError::Broken`] when the cipher refuses, which it does only past 256 GiB.
    pub fn seal(&self, random: &Random, place: Place, body: &[u8]) -> Result<Sealed, SealError> {
        let nonce = random.bytes::<NONCE_BYTES>();
        let cipher = self.cipher(self.newest)?;
        let bound = place.bytes();
        let payload = Payload {
            msg: body,
            aad: &bound,
        };
        let ciphertext = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| SealError::Broken)?;
        let mut bytes = Vec::with_capacity(NONCE_BYTES + ciphertext.len());
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&ciphertext);
        Ok(Sealed {
            key_id: self.newest,
            bytes,
        })
    }

    /// Opens what was sealed for `place`.
    ///
    /// # Errors
    /// [`SealError::KeyMissing`] without its key, [`SealError::Broken`] when it was changed or moved.
    pub fn open(&self, place: Place, key_id: u32, bytes: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, ciphertext) = bytes
            .split_first_chunk::<NONCE_BYTES>()
            .ok_or(SealError::Broken)?;
        let bound = place.bytes();
        let payload = Payload {
            msg: ciphertext,
            aad: &bound,
        };
        self.cipher(key_id)?
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| SealError::Broken)
    }

    /// The keyed hash of a secret, for one purpose: the same secret has another hash for another.
    pub fn hash(&self, purpose: &str, secret: &str) -> SecretHash {
        let mut mac = hmac(&self.hash_key);
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(secret.as_bytes());
        SecretHash(mac.finalize().into_bytes().into())
    }

    fn cipher(&self, key_id: u32) -> Result<&XChaCha20Poly1305, SealError> {
        self.ciphers
            .get(&key_id)
            .ok_or(SealError::KeyMissing(key_id))
    }
}

impl Place {
    fn bytes(self) -> [u8; 17] {
        let mut bytes = [0; 17];
        bytes[0] = self.log as u8;
        bytes[1..9].copy_from_slice(&self.conversation.to_le_bytes());
        bytes[9..].copy_from_slice(&self.seq.to_le_bytes());
        bytes
    }
}

fn parse_key(line: &str) -> Option<(u32, Zeroizing<[u8; 32]>)> {
    let (number, key) = line.split_once(':')?;
    let bytes = Zeroizing::new(STANDARD.decode(key.trim()).ok()?);
    let key: [u8; 32] = bytes.as_slice().try_into().ok()?;
    Some((number.trim().parse().ok()?, Zeroizing::new(key)))
}

fn derive(master: &[u8; 32], purpose: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut mac = hmac(master);
    mac.update(purpose);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

fn hmac(key: &[u8; 32]) -> Hmac<Sha256> {
    // HMAC takes a key of any length, so this can't fail; an empty one would show in every test.
    <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key).unwrap_or_else(|_| std::process::abort())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place = Place {
        log: Log::Public,
        conversation: 7,
        seq: 2,
    };

    fn keyring(seed: u64) -> Keyring {
        Keyring::parse(&Keyring::generate(&Random::seeded(seed))).unwrap()
    }

    #[test]
    fn opens_where_it_was_sealed_and_nowhere_else() {
        let keys = keyring(1);
        let sealed = keys.seal(&Random::System, HERE, b"hush").unwrap();
        assert_eq!(
            keys.open(HERE, sealed.key_id, &sealed.bytes).unwrap(),
            b"hush"
        );
        for elsewhere in [
            Place { seq: 3, ..HERE },
            Place {
                conversation: 8,
                ..HERE
            },
            Place {
                log: Log::Staff,
                ..HERE
            },
        ] {
            let opened = keys.open(elsewhere, sealed.key_id, &sealed.bytes);
            assert_eq!(opened, Err(SealError::Broken));
        }
    }

    #[test]
    fn a_changed_or_short_body_does_not_open() {
        let keys = keyring(1);
        let mut sealed = keys.seal(&Random::System, HERE, b"hush").unwrap();
        assert_eq!(keys.open(HERE, 1, &[]), Err(SealError::Broken));
        *sealed.bytes.last_mut().unwrap() ^= 1;
        assert_eq!(keys.open(HERE, 1, &sealed.bytes), Err(SealError::Broken));
    }

    #[test]
    fn another_key_does_not_open_it() {
        let sealed = keyring(1).seal(&Random::System, HERE, b"hush").unwrap();
        assert_eq!(
            keyring(2).open(HERE, 1, &sealed.bytes),
            Err(SealError::Broken)
        );
        assert_eq!(
            keyring(2).open(HERE, 9, &sealed.bytes),
            Err(SealError::KeyMissing(9))
        );
    }

    #[test]
    fn a_new_key_seals_and_the_old_one_still_opens() {
        let old_text = Keyring::generate(&Random::seeded(1));
        let new_text = Keyring::generate(&Random::seeded(2)).replacen('1', "2", 1);
        let old = Keyring::parse(&old_text).unwrap();
        let both = Keyring::parse(&format!("{}{}", *old_text, new_text)).unwrap();
        let sealed = old.seal(&Random::System, HERE, b"hush").unwrap();
        assert_eq!(
            both.open(HERE, sealed.key_id, &sealed.bytes).unwrap(),
            b"hush"
        );
        assert_eq!(both.seal(&Random::System, HERE, b"x").unwrap().key_id, 2);
        assert_eq!(both.hash("session", "s"), old.hash("session", "s"));
    }

    #[test]
    fn a_bad_key_file_is_named_by_its_line() {
        assert_eq!(Keyring::parse("").err(), Some(SealError::NoKey));
        assert_eq!(
            Keyring::parse("# x\n1:short").err(),
            Some(SealError::KeyForm { line: 2 })
        );
        let key = Keyring::generate(&Random::seeded(1));
        assert_eq!(
            Keyring::parse(&format!("{}{}", *key, *key)).err(),
            Some(SealError::KeyTwice(1))
        );
    }

    #[test]
    fn a_hash_is_for_one_purpose() {
        let keys = keyring(1);
        assert_ne!(keys.hash("session", "s"), keys.hash("sign-in", "s"));
        assert_ne!(keys.hash("session", "s"), keyring(2).hash("session", "s"));
    }
}
