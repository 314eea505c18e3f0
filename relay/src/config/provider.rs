//! `[provider.ID]`: who identifies residents, and by which of OpenID Connect's ways.

mod algorithms;
mod claims;
mod levels;
mod parse;

use std::net::SocketAddr;
use std::path::PathBuf;

use juttu_shared::texts::Language;
use juttu_shared::wire::v1::event::Level;
use zeroize::Zeroizing;

use super::service::{Texts, in_language};

pub(crate) use levels::NOT_STRONG;
pub(crate) use parse::is_loopback;
pub(super) use parse::{identification, residents, staff};

/// One provider of identification, as it was agreed with whoever runs it.
#[derive(Clone)]
pub struct Provider {
    /// Its id: a–z, 0–9 and `_`.
    pub id: String,
    /// Its name on the button, in each language that is written.
    pub names: Texts,
    /// Who speaks: the `issuer` of its metadata, to the letter.
    pub issuer: String,
    /// What the relay is called there.
    pub client_id: String,
    /// The secret, where the relay proves itself by one.
    pub client_secret: Option<Zeroizing<String>>,
    /// Whether the relay proves itself by signing (`private_key_jwt`) instead.
    pub signs_in_by_key: bool,
    /// Whether the request is signed (RFC 9101).
    pub signs_requests: bool,
    /// How the relay signs, requests and itself.
    pub signs_with: Signing,
    /// Whom a signature by which the relay proves itself is for.
    pub audience: Audience,
    /// What is asked for: `openid` and more.
    pub scopes: Vec<String>,
    /// Whether the code is bound by PKCE (RFC 7636).
    pub pkce: bool,
    /// The levels that are asked for.
    pub acr_values: Vec<String>,
    /// The levels that are accepted, and what each is. Empty only for staff: any, then.
    pub levels: Vec<(String, Level)>,
    /// Whether this is a test's, where nobody is identified. Only in the demo.
    pub is_test: bool,
    /// How the ID token is signed. Nothing else is accepted.
    pub token_signing: Signing,
    /// How the ID token is encrypted. None where it is not; then no encrypted one is accepted.
    pub token_encryption: Option<Encryption>,
    /// The claims that say who somebody is.
    pub claims: Claims,
    /// The service's name at the bank, where it is another one than the service's own: at most 40
    /// characters.
    pub spnames: Vec<(Language, String)>,
    /// Whether the service's name is sent for the bank to show.
    pub sends_spname: bool,
    /// How old a sign-in at the provider may be, in seconds: 0 asks for a new one. None does not ask.
    pub max_age_s: Option<u32>,
    /// Whether what comes back must say who says so (RFC 9207) even where the metadata does not
    /// promise it.
    pub response_iss: bool,
    /// Where the provider's keys are vouched for by a key that was exchanged beforehand: the file it
    /// stands in. None takes the keys of its metadata as they are.
    pub keys_signed_by: Option<PathBuf>,
    /// How they are vouched for.
    pub keys_signing: Signing,
    /// Further certificates to trust, in a PEM file.
    pub ca_file: Option<PathBuf>,
    /// The demo's own listener, for the demo's own bank: the relay asks it there, unencrypted, whatever
    /// stands in front.
    pub inside: Option<SocketAddr>,
}

/// Says nothing but its id: beside the secret stands where a county's staff sign in.
impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provider({}, …)", self.id)
    }
}

impl Provider {
    /// The name in `language`, or in the first one there is.
    pub fn name(&self, language: Language) -> &str {
        in_language(&self.names, language)
    }

    /// Whether the relay needs keys of its own for it.
    pub fn needs_keys(&self) -> bool {
        self.signs_requests || self.signs_in_by_key || self.token_encryption.is_some()
    }
}

/// How something is signed (RFC 7518 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// ECDSA on P-256 with SHA-256. Only by providers: the relay's own keys are RSA.
    Es256,
}

impl Signing {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Rs256, Self::Ps256, Self::Es256];

    /// Its name (RFC 7518).
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
        }
    }
}

/// How a token is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encryption {
    /// How its key is.
    pub key: KeyEncryption,
    /// How its content is.
    pub content: ContentEncryption,
}

/// How the key of a token is encrypted (RFC 7518 §4.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyEncryption {
    /// RSAES OAEP with SHA-1, as its default parameters are.
    RsaOaep,
    /// RSAES OAEP with SHA-256.
    RsaOaep256,
}

impl KeyEncryption {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::RsaOaep, Self::RsaOaep256];

    /// Its name (RFC 7518).
    pub fn name(self) -> &'static str {
        match self {
            Self::RsaOaep => "RSA-OAEP",
            Self::RsaOaep256 => "RSA-OAEP-256",
        }
    }
}

/// How the content of a token is encrypted (RFC 7518 §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentEncryption {
    /// AES-128 in CBC mode, with an HMAC of SHA-256.
    A128CbcHs256,
    /// AES-128 in GCM mode.
    A128Gcm,
    /// AES-256 in GCM mode.
    A256Gcm,
}

impl ContentEncryption {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::A128CbcHs256, Self::A128Gcm, Self::A256Gcm];

    /// Its name (RFC 7518).
    pub fn name(self) -> &'static str {
        match self {
            Self::A128CbcHs256 => "A128CBC-HS256",
            Self::A128Gcm => "A128GCM",
            Self::A256Gcm => "A256GCM",
        }
    }
}

/// Whom a signature by which the relay proves itself is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// The provider, by its issuer.
    Issuer,
    /// The address where codes are exchanged.
    Token,
}

/// The claims that say who somebody is, by their names at this provider. Of several names the first
/// one that is there counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// The personal identity code.
    pub personal_code: Vec<String>,
    /// An identifier that stays the same for one person. Never `sub`.
    pub persistent_id: Vec<String>,
    /// The name as it is shown.
    pub name: Vec<String>,
    /// The family name.
    pub family_name: Vec<String>,
    /// The given names.
    pub given_names: Vec<String>,
    /// The groups of somebody of the staff.
    pub groups: Vec<String>,
}
