//! Accounts: made by the operator, their passwords set by whoever they belong to.

use juttu_shared::id::AgentId;
use juttu_shared::limits::NAME_CHARS;

use super::password::{self, Unhashed};
use crate::app::App;
use crate::random::Random;
use crate::seal::Keyring;
use crate::seal::SecretHash;
use crate::store::accounts::{Account, NewAgent};
use crate::store::{Store, StoreError};

/// How long a set-password link may be used, in milliseconds.
pub const LINK_MS: i64 = 72 * 3_600_000;

/// How long a second factor may be set up after the password was set by a link, or after an operator
/// has reset it, in milliseconds: both know who it is. Whoever knows a password alone must not make
/// more of it.
pub const SET_UP_MS: i64 = 24 * 3_600_000;

/// Why an account could not be changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The name is empty, too long or has characters that a keyboard can't write.
    #[error("a name has 1 to {NAME_CHARS} characters and no control characters")]
    Name,
    /// Another account has the name.
    #[error(
        "there is an account of that name already; `juttu-relay staff reset` gives it a new link"
    )]
    Taken,
    /// No account has the name.
    #[error("there is no account of that name; `juttu-relay staff add` makes one")]
    Unknown,
    /// The password could not be hashed.
    #[error(transparent)]
    Password(#[from] Unhashed),
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A name as it is looked for: without the space around it, in small letters.
pub fn login(name: &str) -> Option<String> {
    let login = name.trim().to_lowercase();
    let fits = (1..=NAME_CHARS).contains(&login.chars().count());
    (fits && !login.chars().any(char::is_control)).then_some(login)
}

/// Adds an account. It has no password until its link is used.
///
/// # Errors
/// The name can't be one or is taken, or the store did not answer.
pub async fn add(store: &dyn Store, account: NewAgent) -> Result<AgentId, AccountError> {
    let login = login(&account.login).ok_or(AccountError::Name)?;
    let name = account.name.trim().to_owned();
    if self::login(&name).is_none() {
        return Err(AccountError::Name);
    }
    let added = store.add_agent(NewAgent {
        login,
        name,
        ..account
    });
    added.await?.ok_or(AccountError::Taken)
}

/// The account of a name.
///
/// # Errors
/// There is none, or the store did not answer.
pub async fn find(store: &dyn Store, name: &str) -> Result<Account, AccountError> {
    let login = login(name).ok_or(AccountError::Unknown)?;
    let found = store.agent_by_login(login).await?;
    found.ok_or(AccountError::Unknown)
}

/// A one-time token with which the agent sets a password. The older ones no longer work.
///
/// # Errors
/// The store did not answer.
pub async fn password_token(
    store: &dyn Store,
    keyring: &Keyring,
    random: &Random,
    agent: AgentId,
    now_ms: i64,
) -> Result<String, AccountError> {
    let token = random.secret();
    let hash = token_hash(keyring, &token);
    store
        .add_password_token(agent, hash, now_ms + LINK_MS)
        .await?;
    Ok(token)
}

/// Removes the second factor of a name's account, if it has one, and lets another be set up for
/// [`SET_UP_MS`]. Every sign-in of the account ends.
///
/// # Errors
/// There is no such account, or the store did not answer.
pub async fn reset_second_factor(
    store: &dyn Store,
    name: &str,
    now_ms: i64,
) -> Result<(), AccountError> {
    let account = find(store, name).await?;
    let reset = store.reset_second_factor(account.agent.id, now_ms + SET_UP_MS);
    Ok(reset.await?)
}

/// Uses a token up and sets the password; every sign-in of the agent ends, with its connections.
/// Whether the token could be used.
///
/// # Errors
/// The password could not be hashed, or the store did not answer.
pub async fn set_password(app: &App, token: &str, password: String) -> Result<bool, AccountError> {
    let hash = password::hash(password, &app.random).await?;
    let token = token_hash(&app.keyring, token);
    let now_ms = app.clock.now_ms();
    let used = app.store.use_password_token(token, hash, now_ms).await?;
    for ended in used.iter().flatten() {
        app.hub.sign_out(*ended);
    }
    Ok(used.is_some())
}

fn token_hash(keyring: &Keyring, token: &str) -> SecretHash {
    keyring.hash("set-password", token)
}
