//! Who is signed in at the desk.

use axum::http::HeaderMap;

use crate::app::App;
use crate::seal::SecretHash;
use crate::store::StoreError;
use crate::store::accounts::Agent;

/// An agent who is signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub agent: Agent,
    /// The sign-in.
    pub token: SecretHash,
    /// When it ends at the latest, in milliseconds since 1970 UTC.
    pub until_ms: i64,
}

/// Who is signed in with the cookie of these headers, if anybody. Counts as a use of the sign-in.
///
/// # Errors
/// When the store can't say.
pub async fn signed_in(_app: &App, _headers: &HeaderMap) -> Result<Option<SignedIn>, StoreError> {
    Ok(None)
}
