//! Signed tokens: the algorithm is the one that was agreed, whatever the header would like.

use jsonwebtoken::Algorithm;
use jsonwebtoken::crypto::verify;

use super::jwk::Key;
use super::{Header, decode, parts};
use crate::config::Signing;
use crate::ident::Fault;

/// A signed token whose header was looked at, and nothing else.
pub(in crate::ident) struct Signed<'t> {
    /// Header and content, as they were signed.
    message: &'t str,
    content: &'t str,
    signature: &'t str,
    signing: Signing,
    kid: Option<String>,
}

impl<'t> Signed<'t> {
    /// Reads the header.
    ///
    /// # Errors
    /// When this is no signed token, or not signed as was agreed.
    pub(in crate::ident) fn parse(token: &'t str, signing: Signing) -> Result<Self, Fault> {
        let [header, content, signature] =
            parts(token).ok_or(Fault::Rejected("not a signed token"))?;
        let header = Header::parse(header).ok_or(Fault::Rejected("not a signed token"))?;
        header.check()?;
        if header.alg.as_deref() != Some(signing.name()) {
            return Err(Fault::Rejected("signature algorithm"));
        }
        let (message, _) = token.rsplit_once('.').unwrap_or_default();
        Ok(Self {
            message,
            content,
            signature,
            signing,
            kid: header.kid,
        })
    }

    /// Which key signed it, as it says.
    pub(in crate::ident) fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// The content, if the key signed it.
    ///
    /// # Errors
    /// When it did not.
    pub(in crate::ident) fn open(&self, key: &Key) -> Result<Vec<u8>, Fault> {
        let message = self.message.as_bytes();
        match verify(self.signature, message, &key.decoding, of(self.signing)) {
            Ok(true) => decode(self.content).ok_or(Fault::Rejected("not a signed token")),
            Ok(false) | Err(_) => Err(Fault::Rejected("signature")),
        }
    }
}

/// The algorithm's name in the library.
pub(in crate::ident) fn of(signing: Signing) -> Algorithm {
    match signing {
        Signing::Rs256 => Algorithm::RS256,
        Signing::Ps256 => Algorithm::PS256,
        Signing::Es256 => Algorithm::ES256,
    }
}
