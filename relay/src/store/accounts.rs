//! The verbs for agents' accounts and sign-ins.

use juttu_shared::id::{AgentId, ServiceId};
use juttu_shared::rules::state::Role;

use super::Answer;
use crate::seal::SecretHash;

/// The verbs for accounts.
pub trait Accounts: Send + Sync + 'static {
    /// Adds an account without a password. None when the name is taken.
    fn add_agent(&self, account: NewAgent) -> Answer<Option<AgentId>>;

    /// The account of that sign-in name.
    fn agent_by_login(&self, login: String) -> Answer<Option<Account>>;

    /// Every account that can sign in, by name.
    fn staff(&self) -> Answer<Vec<Agent>>;

    /// The account of that number.
    fn agent(&self, agent: AgentId) -> Answer<Option<Agent>>;

    /// Keeps a one-time set-password token, and ends the older ones of the agent.
    fn add_password_token(&self, agent: AgentId, token: SecretHash, until_ms: i64) -> Answer<()>;

    /// Uses a set-password token up and sets the password. Answers the agent's sign-ins, all of
    /// which have ended; none when the token is unknown, used or too old.
    fn use_password_token(
        &self,
        token: SecretHash,
        password_hash: String,
        now_ms: i64,
    ) -> Answer<Option<Vec<SecretHash>>>;

    /// Keeps a new sign-in.
    fn add_sign_in(&self, agent: AgentId, token: SecretHash, now_ms: i64) -> Answer<()>;

    /// The sign-in of a token, if there is one, however old.
    fn sign_in(&self, token: SecretHash) -> Answer<Option<SignIn>>;

    /// The sign-in is in use.
    fn touch_sign_in(&self, token: SecretHash, now_ms: i64) -> Answer<()>;

    /// Ends a sign-in.
    fn end_sign_in(&self, token: SecretHash) -> Answer<()>;

    /// Removes the sign-ins that began or were last in use too long ago, and the set-password
    /// tokens that are too old.
    fn remove_old(&self, began_before_ms: i64, seen_before_ms: i64, now_ms: i64) -> Answer<()>;
}

/// A new account.
#[derive(Clone, Debug)]
pub struct NewAgent {
    /// The name one signs in with.
    pub login: String,
    /// The name that residents see.
    pub name: String,
    /// What the agent may do.
    pub role: Role,
    /// The services that the agent answers for.
    pub services: Vec<ServiceId>,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// Who an agent is and what the agent answers for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// The agent.
    pub id: AgentId,
    /// The name that residents see.
    pub name: String,
    /// What the agent may do.
    pub role: Role,
    /// The services that the agent answers for.
    pub services: Vec<ServiceId>,
}

/// An account as it is needed to sign in.
#[derive(Clone)]
pub struct Account {
    /// Who.
    pub agent: Agent,
    /// The password's hash in PHC string form; none until it is set.
    pub password_hash: Option<String>,
}

/// A sign-in as it stands.
#[derive(Clone, Debug)]
pub struct SignIn {
    /// Who signed in.
    pub agent: Agent,
    /// When, in milliseconds since 1970 UTC.
    pub began_ms: i64,
    /// When it was last in use, in milliseconds since 1970 UTC.
    pub seen_ms: i64,
}
