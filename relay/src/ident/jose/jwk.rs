//! Public keys of others (RFC 7517), as far as they verify signatures.

use jsonwebtoken::DecodingKey;
use serde::Deserialize;

use crate::config::Signing;

/// A set of keys. Keys of kinds that are not known are passed over, as RFC 7517 §5 has it.
#[derive(Clone, Default)]
pub(in crate::ident) struct KeySet(Vec<Key>);

/// A key that verifies.
#[derive(Clone)]
pub(in crate::ident) struct Key {
    kid: Option<String>,
    /// What the set says that it is for, where it does.
    alg: Option<String>,
    kind: Kind,
    pub(super) decoding: DecodingKey,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Rsa,
    P256,
}

/// Which of a set's keys verifies something.
pub(in crate::ident) enum Choice<'k> {
    /// This one.
    One(&'k Key),
    /// None of that name, which one that was made since may have.
    Unknown,
    /// No name was said, and there is more than one.
    Unclear,
}

#[derive(Deserialize)]
struct Written {
    keys: Vec<serde_json::Value>,
}

#[derive(Deserialize)]
struct WrittenKey {
    kty: String,
    #[serde(rename = "use")]
    used_for: Option<String>,
    kid: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl KeySet {
    /// Reads a set; none when it is none.
    pub(in crate::ident) fn parse(json: &[u8]) -> Option<Self> {
        let Written { keys } = serde_json::from_slice(json).ok()?;
        Some(Self(keys.into_iter().filter_map(key).collect()))
    }

    /// Reads a set or a key alone.
    pub(in crate::ident) fn parse_either(json: &[u8]) -> Option<Self> {
        Self::parse(json).or_else(|| {
            let alone = serde_json::from_slice(json).ok()?;
            Some(Self(vec![key(alone)?]))
        })
    }

    /// Whether nothing in it verifies what is signed so.
    pub(in crate::ident) fn has_none_for(&self, signing: Signing) -> bool {
        !self.0.iter().any(|key| key.fits(signing))
    }

    /// The key of that name that fits the algorithm.
    pub(in crate::ident) fn choose(&self, kid: Option<&str>, signing: Signing) -> Choice<'_> {
        let mut fitting = self.0.iter().filter(|key| key.fits(signing));
        match kid {
            Some(kid) => {
                let found = fitting.find(|key| key.kid.as_deref() == Some(kid));
                found.map_or(Choice::Unknown, Choice::One)
            }
            None => match (fitting.next(), fitting.next()) {
                (Some(key), None) => Choice::One(key),
                (None, _) => Choice::Unknown,
                (Some(_), Some(_)) => Choice::Unclear,
            },
        }
    }
}

impl Key {
    fn fits(&self, signing: Signing) -> bool {
        let kind = match signing {
            Signing::Rs256 | Signing::Ps256 => Kind::Rsa,
            Signing::Es256 => Kind::P256,
        };
        let meant = self.alg.as_deref().is_none_or(|alg| alg == signing.name());
        self.kind == kind && meant
    }
}

fn key(value: serde_json::Value) -> Option<Key> {
    let written: WrittenKey = serde_json::from_value(value).ok()?;
    if written.used_for.is_some_and(|used| used != "sig") {
        return None;
    }
    let (kind, decoding) = match written.kty.as_str() {
        "RSA" => (
            Kind::Rsa,
            DecodingKey::from_rsa_components(&written.n?, &written.e?).ok()?,
        ),
        "EC" if written.crv.as_deref() == Some("P-256") => (
            Kind::P256,
            DecodingKey::from_ec_components(&written.x?, &written.y?).ok()?,
        ),
        _ => return None,
    };
    Some(Key {
        kid: written.kid,
        alg: written.alg,
        kind,
        decoding,
    })
}
