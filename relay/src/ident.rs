//! Strong identification: the relay as a relying party of OpenID Connect (authorization code flow).
//!
//! ```text
//! begin: a wish → where the browser goes, and what must be kept to check what comes back
//! finish: what came back, and what was kept → a person, or a fault
//! ```
//!
//! Two profiles: the plain one (an ordinary provider, with a client secret), and the strict one of the
//! Finnish Trust Network (signed request object, `private_key_jwt`, an ID token that is signed and
//! then encrypted). Nothing here knows of conversations: the flow of residents and the sign-in of
//! staff both stand on these types.
//!
//! | who | does |
//! |---|---|
//! | a flow | keeps [`Kept`] sealed between the two steps, bound to one browser |
//! | `provider` | one configured provider: discovery, keys, the two steps |
//! | `flow`, `page` | a resident's browser on its way |
//! | `bank` | the demo's own provider, where nobody is identified |

pub(crate) mod bank;
mod cached;
pub mod discovery;
mod exchange;
pub mod fetch;
pub(crate) mod flow;
mod form;
mod jose;
pub mod keys;
mod page;
mod person;
pub mod provider;
pub(crate) mod published;
mod request;
mod token;

use juttu_shared::texts::Language;
use juttu_shared::wire::v1::event::{FailureCause, Level};
use zeroize::Zeroizing;

/// What a flow wants of a provider.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Where the provider sends the browser back to: one of the relay's own addresses, as it was
    /// registered there.
    pub redirect_uri: String,
    /// The language of the provider's pages (`ui_locales`).
    pub language: Language,
    /// The service's name, shown at the bank (`ftn_spname`), where the provider's configuration has no
    /// shorter one.
    pub service_name: String,
}

/// An identification that was begun.
pub struct Begun {
    /// Where the browser goes.
    pub url: Zeroizing<String>,
    /// What is kept until it comes back.
    pub kept: Kept,
}

/// What must be kept between the two steps to check what comes back. A secret: whoever keeps it seals
/// it.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Kept {
    /// Says which attempt comes back: 256 random bits as base64url.
    pub state: String,
    /// Must stand in the ID token: 256 random bits as base64url.
    pub nonce: String,
    /// The verifier of PKCE (RFC 7636); none where the provider has it switched off.
    pub verifier: Option<String>,
    /// As in the wish: said again when the code is exchanged.
    pub redirect_uri: String,
    /// When it was begun, in milliseconds since 1970 UTC.
    pub begun_at_ms: i64,
}

/// What the browser brought back from the provider, as it stood in the query.
#[derive(Clone, Default, serde::Deserialize)]
pub struct CameBack {
    /// The attempt.
    pub state: Option<String>,
    /// The code to exchange.
    pub code: Option<String>,
    /// Who says so (RFC 9207).
    pub iss: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Who somebody turned out to be. Names and codes are said to nobody but to those who open them.
#[derive(Clone, serde::Serialize, serde::Deserialize)]
pub struct Person {
    /// How surely.
    pub level: Level,
    /// When the provider says that it was done, or else when the answer was read, in milliseconds since
    /// 1970 UTC.
    pub at_ms: i64,
    /// The personal identity code, where the provider gives one.
    pub personal_code: Option<String>,
    /// An identifier that stays the same for one person, by the claim that the configuration names.
    pub persistent_id: Option<String>,
    /// The name as it is shown; made of the two below where the provider shows none.
    pub name: String,
    /// The family name.
    pub family_name: Option<String>,
    /// The given names.
    pub given_names: Option<String>,
    /// The groups of somebody of the staff, by the claim that the configuration names.
    pub groups: Vec<String>,
    /// The provider's name for somebody of the staff (`sub`). Never of a resident: some brokers give
    /// another one each time.
    pub subject: String,
}

/// Why an identification came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Broken off at the provider.
    #[error("broken off at the provider")]
    Cancelled,
    /// The provider did not answer, or not as its metadata says.
    #[error("the provider did not answer: {0}")]
    Unavailable(&'static str),
    /// What came back does not hold. The word names the check, never a value.
    #[error("what came back does not hold: {0}")]
    Rejected(&'static str),
}

impl Fault {
    /// What the resident and the agent are told.
    pub fn cause(self) -> FailureCause {
        match self {
            Self::Cancelled => FailureCause::Cancelled,
            Self::Unavailable(_) => FailureCause::Unavailable,
            Self::Rejected(_) => FailureCause::Rejected,
        }
    }
}

macro_rules! says_nothing {
    ($($name:ident),*) => {
        $(
            /// Says nothing of what it holds, so that no log can.
            impl std::fmt::Debug for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(concat!(stringify!($name), "(…)"))
                }
            }
        )*
    };
}
says_nothing!(Begun, Kept, CameBack, Person);
