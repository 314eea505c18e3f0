//! The relay's own keys: with which it signs requests and itself, opens tokens, and vouches for its
//! key set. Two of a kind at once, so that one can follow the other without a gap.
//!
//! | kind | of two, the older | the newer |
//! |---|---|---|
//! | signing | signs, published | published |
//! | vouching | signs the key set | waits |
//! | decryption | opens | opens, published: what is encrypted from now on is for it |

mod file;

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rsa::{KeySize, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use aws_lc_rs::signature::{
    KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::jose::encode;
use super::jose::jwe::Opener;
use crate::config::Signing;

pub use file::{File, FileError};

/// What a key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Signs requests, and the relay's proof of itself.
    Signing,
    /// Signs the key set, for a provider that was given its public half beforehand.
    Vouching,
    /// Opens tokens.
    Decryption,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Signing, Self::Vouching, Self::Decryption];

    /// Its name in the file and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Signing => "signing",
            Self::Vouching => "vouching",
            Self::Decryption => "decryption",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The relay's keys, ready to be used.
pub struct Keys {
    signing: Signer,
    vouching: Signer,
    openers: Vec<Opener>,
    published: Vec<Value>,
}

impl Keys {
    /// The keys of a file.
    pub fn of(file: &File) -> Option<Self> {
        let mut openers = Vec::new();
        for (_, pkcs8) in file.of_kind(Kind::Decryption) {
            let key = PrivateDecryptingKey::from_pkcs8(pkcs8).ok()?;
            openers.push(Opener {
                kid: kid(&public(pkcs8)?),
                key: OaepPrivateDecryptingKey::new(key).ok()?,
            });
        }
        let mut published: Vec<Value> = Vec::new();
        for (_, pkcs8) in file.of_kind(Kind::Signing) {
            published.push(jwk(Kind::Signing, pkcs8)?);
        }
        let (_, newest) = file.of_kind(Kind::Decryption).next_back()?;
        published.push(jwk(Kind::Decryption, newest)?);
        Some(Self {
            signing: Signer::of(file.of_kind(Kind::Signing).next()?.1)?,
            vouching: Signer::of(file.of_kind(Kind::Vouching).next()?.1)?,
            openers,
            published,
        })
    }

    /// The keys that open tokens.
    pub(super) fn openers(&self) -> &[Opener] {
        &self.openers
    }

    /// Signs requests, and the relay's proof of itself.
    pub(super) fn signing(&self) -> &Signer {
        &self.signing
    }

    /// The public key set (RFC 7517 §5).
    pub fn key_set(&self) -> Value {
        json!({ "keys": self.published })
    }

    /// The public key set, vouched for: who says so, from when and until when, in seconds since 1970
    /// UTC.
    pub fn vouched_set(&self, issuer: &str, now_s: i64, until_s: i64) -> Option<String> {
        let claims = json!({
            "iss": issuer,
            "sub": issuer,
            "iat": now_s,
            "exp": until_s,
            "keys": self.published,
        });
        self.vouching.sign("jwk-set+jwt", Signing::Rs256, &claims)
    }
}

/// Says nothing of what it holds.
impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// A key that signs.
pub(super) struct Signer {
    kid: String,
    key: RsaKeyPair,
}

impl Signer {
    fn of(pkcs8: &[u8]) -> Option<Self> {
        Some(Self {
            kid: kid(&public(pkcs8)?),
            key: RsaKeyPair::from_pkcs8(pkcs8).ok()?,
        })
    }

    /// A signed token of these claims, in the compact form; none where the key can't sign so.
    pub(super) fn sign(&self, typ: &str, signing: Signing, claims: &Value) -> Option<String> {
        let padding: &'static dyn RsaEncoding = match signing {
            Signing::Rs256 => &RSA_PKCS1_SHA256,
            Signing::Ps256 => &RSA_PSS_SHA256,
            Signing::Es256 => return None,
        };
        let header = json!({ "alg": signing.name(), "kid": self.kid, "typ": typ });
        let message = format!(
            "{}.{}",
            encode(header.to_string()),
            encode(claims.to_string())
        );
        let mut signature = vec![0; self.key.public_modulus_len()];
        // The library takes its own random bytes, whatever it is handed.
        let random = aws_lc_rs::rand::SystemRandom::new();
        self.key
            .sign(padding, &random, message.as_bytes(), &mut signature)
            .ok()?;
        Some(format!("{message}.{}", encode(signature)))
    }
}

/// Modulus and exponent, as a key set writes them.
struct Public {
    n: String,
    e: String,
}

fn public(pkcs8: &[u8]) -> Option<Public> {
    let key = RsaKeyPair::from_pkcs8(pkcs8).ok()?;
    let key = key.public_key();
    Some(Public {
        n: encode(key.modulus().big_endian_without_leading_zero()),
        e: encode(key.exponent().big_endian_without_leading_zero()),
    })
}

/// The key's name: its thumbprint (RFC 7638).
fn kid(Public { n, e }: &Public) -> String {
    encode(Sha256::digest(format!(
        r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#
    )))
}

/// The public half of a key, as a key set has it.
pub(crate) fn jwk(kind: Kind, pkcs8: &[u8]) -> Option<Value> {
    let public = public(pkcs8)?;
    let used_for = match kind {
        Kind::Signing | Kind::Vouching => "sig",
        Kind::Decryption => "enc",
    };
    Some(json!({
        "kty": "RSA",
        "use": used_for,
        "kid": kid(&public),
        "n": public.n,
        "e": public.e,
    }))
}

/// A new key, in PKCS #8. Its random bytes are the library's own: it takes no others.
fn generate() -> Option<Zeroizing<Vec<u8>>> {
    let key = PrivateDecryptingKey::generate(KeySize::Rsa3072).ok()?;
    let der: Pkcs8V1Der<'_> = key.as_der().ok()?;
    Some(Zeroizing::new(der.as_ref().to_vec()))
}
