//! What happens about who a resident is: the bodies. None of them says a name.

use serde::{Deserialize, Serialize};

use crate::id::IdentityId;

/// Body of `identification_requested`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentificationRequested {
    /// The name of the agent who asks, as residents see it.
    pub name: String,
    /// Why, cleaned: 1 to [`crate::limits::WHY_CHARS`] characters.
    pub reason: String,
}

/// Body of `identification_completed`. No name: who it is is known by opening the identity alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentificationCompleted {
    /// Names the identity, for [`crate::wire::v1::agent::ClientMessage::OpenIdentity`].
    pub identity: IdentityId,
    /// How surely.
    pub level: Level,
    /// The request that it answers; none when the resident began it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<u64>,
}

/// The level of assurance of an identification (Regulation (EU) 910/2014, article 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Substantial: bank codes, a mobile certificate.
    Substantial,
    /// High: an identity card's chip.
    High,
    /// A test's: nobody was identified. Only where the configuration says that it is a test.
    Test,
    /// A level of a later relay.
    #[serde(other)]
    Other,
}

impl Level {
    /// Every level that a relay knows.
    pub const ALL: [Self; 3] = [Self::Substantial, Self::High, Self::Test];

    /// Its name on the wire and in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Substantial => "substantial",
            Self::High => "high",
            Self::Test => "test",
            Self::Other => "other",
        }
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// Body of `identification_declined`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentificationDeclined {
    /// The request.
    pub request: u64,
}

/// Body of `identification_failed`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentificationFailed {
    /// The request; none when the resident began it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<u64>,
    /// Why.
    pub cause: FailureCause,
}

/// Why an attempt to identify came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureCause {
    /// The resident broke it off at the provider.
    Cancelled,
    /// The provider did not answer, or said that it can't just now.
    Unavailable,
    /// What the provider said did not hold: the relay refused it.
    Rejected,
    /// What came back did not come to the browser that asked, or not in time.
    Elsewhere,
    /// A cause of a later relay.
    #[serde(other)]
    Other,
}

impl FailureCause {
    /// Every cause that a relay knows.
    pub const ALL: [Self; 4] = [
        Self::Cancelled,
        Self::Unavailable,
        Self::Rejected,
        Self::Elsewhere,
    ];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Unavailable => "unavailable",
            Self::Rejected => "rejected",
            Self::Elsewhere => "elsewhere",
            Self::Other => "other",
        }
    }

    /// The cause of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.name() == name)
    }
}

/// Body of `identity_forgotten`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentityForgotten {
    /// The identity that was forgotten.
    pub identity: IdentityId,
}

/// Body of `code_made`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CodeMade {}

/// Body of `identity_differs`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IdentityDiffers {
    /// The identity of the second identification. It is kept, and may be opened like the first.
    pub identity: IdentityId,
    /// The conversation's identity.
    pub first: IdentityId,
}
