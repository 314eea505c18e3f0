//! Who a resident is: the bodies. Said to whoever opened it alone.

use serde::{Deserialize, Serialize};

use crate::id::{ClientKey, ConversationId, IdentityId};
use crate::wire::v1::event::Level;

/// Body of `identity`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Names the question.
    pub client_key: ClientKey,
    /// The conversation.
    pub conversation: ConversationId,
    /// Which identity.
    pub identity: IdentityId,
    /// The name, as the provider shows it; else made of the two below.
    pub name: String,
    /// The family name, where the provider gives it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family_name: Option<String>,
    /// The given names, where the provider gives them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given_names: Option<String>,
    /// How surely.
    pub level: Level,
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Where: the provider's name in the desk's language.
    pub provider: String,
    /// Whether the provider gave a personal identity code (people of other countries have none).
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub has_personal_code: bool,
}

/// Says nothing of the person, so that no log can.
impl core::fmt::Debug for Identity {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Identity({:?}, …)", self.identity)
    }
}

/// Body of `personal_code`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalCode {
    /// Names the question.
    pub client_key: ClientKey,
    /// The conversation.
    pub conversation: ConversationId,
    /// Which identity.
    pub identity: IdentityId,
    /// The code, as the provider gave it.
    pub code: String,
}

/// Says nothing of the code, so that no log can.
impl core::fmt::Debug for PersonalCode {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "PersonalCode({:?}, …)", self.identity)
    }
}
