//! JSON Web Signatures and JSON Web Encryption (RFC 7515, RFC 7516), as far as an ID token needs
//! them: in the compact form, by the algorithms that were agreed and no others.
//!
//! What is refused is said by the name of the check, never by a value.

pub(super) mod jwe;
pub(super) mod jwk;
pub(super) mod jws;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use super::Fault;

/// A header, as far as it is understood. Whatever says that more must be understood is refused.
#[derive(Deserialize)]
struct Header {
    alg: Option<String>,
    enc: Option<String>,
    kid: Option<String>,
    /// Compression. Refused: the length of what is compressed tells of what it holds.
    zip: Option<serde_json::Value>,
    /// Extensions that must be understood. None is.
    crit: Option<serde_json::Value>,
}

impl Header {
    fn parse(part: &str) -> Option<Self> {
        serde_json::from_slice(&decode(part)?).ok()
    }

    /// Refuses what no header may say.
    fn check(&self) -> Result<(), Fault> {
        if self.crit.is_some() {
            return Err(Fault::Rejected("crit in a header"));
        }
        if self.zip.is_some() {
            return Err(Fault::Rejected("zip in a header"));
        }
        Ok(())
    }
}

/// The parts of a compact form, if there are as many.
fn parts<const N: usize>(token: &str) -> Option<[&str; N]> {
    let mut parts = [""; N];
    let mut rest = token.split('.');
    for part in &mut parts {
        *part = rest.next()?;
    }
    rest.next().is_none().then_some(parts)
}

/// base64url without padding (RFC 7515 §2).
pub(super) fn decode(part: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(part).ok()
}

/// As [`decode`] reads it.
pub(super) fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
