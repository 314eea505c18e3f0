//! The verbs for agents' accounts and sign-ins.

mod lock;

use juttu_shared::id::{AgentId, ServiceId};
use juttu_shared::rules::state::Role;

use zeroize::Zeroizing;

use super::Answer;
use crate::seal::SecretHash;
#[cfg(doc)]
use crate::sign_in::account::SET_UP_MS;
use crate::sign_in::totp::Secret;

pub use self::lock::{Lock, Such};

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

    /// Uses a set-password token up and sets the password; a second factor may be set up for
    /// [`SET_UP_MS`] then. Answers the agent's sign-ins, all of which have ended; none when the token is
    /// unknown, used or too old.
    fn use_password_token(
        &self,
        token: SecretHash,
        password_hash: String,
        now_ms: i64,
    ) -> Answer<Option<Vec<SecretHash>>>;

    /// Keeps a new sign-in.
    fn add_sign_in(
        &self,
        agent: AgentId,
        token: SecretHash,
        manner: Manner,
        now_ms: i64,
    ) -> Answer<()>;

    /// The sign-in of a token, if there is one, however old.
    fn sign_in(&self, token: SecretHash) -> Answer<Option<SignIn>>;

    /// The sign-in is in use.
    fn touch_sign_in(&self, token: SecretHash, now_ms: i64) -> Answer<()>;

    /// Ends a sign-in.
    fn end_sign_in(&self, token: SecretHash) -> Answer<()>;

    /// Keeps the secret of a second factor, sealed, in the place of one that was never confirmed. It
    /// counts once it is confirmed.
    fn offer_second_factor(
        &self,
        agent: AgentId,
        secret: Secret,
        when: SettingUp,
    ) -> Answer<Offering>;

    /// Confirms a second factor by a code, which is used up: the sign-in counts as made with it, and
    /// the agent's other ones end. Answers those; none when the code is not the one, nothing is to be
    /// confirmed, or it is too late for it.
    fn confirm_second_factor(
        &self,
        agent: AgentId,
        code: Zeroizing<String>,
        sign_in: SecretHash,
        when: SettingUp,
    ) -> Answer<Option<Vec<SecretHash>>>;

    /// Whether it is a code of the agent's confirmed second factor, which is used up by that.
    fn use_second_factor(
        &self,
        agent: AgentId,
        code: Zeroizing<String>,
        now_ms: i64,
    ) -> Answer<bool>;

    /// Removes the second factor, if there is one, ends every sign-in of the agent, and lets another be
    /// set up until that instant.
    fn reset_second_factor(&self, agent: AgentId, until_ms: i64) -> Answer<()>;

    /// The account of somebody who came through their organisation, made or brought up to date. When
    /// the role or the services have changed, the sign-ins that were made before end.
    fn come_in(&self, who: Incomer) -> Answer<ComeIn>;

    /// Somebody may no longer come in through their organisation: the account has no services, and its
    /// sign-ins end. Answers those.
    fn send_away(&self, provider: String, subject: String) -> Answer<Vec<SecretHash>>;

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
    /// What this sign-in does not open.
    pub lock: Lock,
}

/// When a second factor is being set up.
#[derive(Clone, Copy, Debug)]
pub struct SettingUp {
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
    /// Whether it may be done at any time, as in the demo.
    pub at_any_time: bool,
}

/// What became of the offer of a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offering {
    /// It was kept, and can be confirmed.
    Kept,
    /// There is one already.
    There,
    /// It is too late: an operator has to let it be set up.
    TooLate,
}

/// How a sign-in was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// With a password alone.
    Password,
    /// With a password and a second factor.
    SecondFactor,
    /// Through the organisation.
    Provider,
}

impl Manner {
    /// Each of them.
    pub const ALL: [Self; 3] = [Self::Password, Self::SecondFactor, Self::Provider];

    /// Its name in the store.
    pub fn name(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::SecondFactor => "second_factor",
            Self::Provider => "provider",
        }
    }

    /// The manner of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|manner| manner.name() == name)
    }
}

/// Somebody who came through their organisation, as it says who they are.
#[derive(Clone)]
pub struct Incomer {
    /// The provider's id in the configuration.
    pub provider: String,
    /// Who somebody is there, for ever.
    pub subject: String,
    /// The name that residents see.
    pub name: String,
    /// What the groups let the agent do.
    pub role: Role,
    /// The services that the groups let the agent answer for.
    pub services: Vec<ServiceId>,
    /// Now, in milliseconds since 1970 UTC.
    pub now_ms: i64,
}

/// What became of it.
#[derive(Clone, Debug)]
pub struct ComeIn {
    /// The agent.
    pub agent: AgentId,
    /// The sign-ins that have ended by it.
    pub ended: Vec<SecretHash>,
}

/// An account as it is needed to sign in.
#[derive(Clone)]
pub struct Account {
    /// Who.
    pub agent: Agent,
    /// The password's hash in PHC string form; none until it is set.
    pub password_hash: Option<String>,
    /// Whether a second factor is asked for.
    pub has_second_factor: bool,
    /// Through which provider it came, which alone may sign it in.
    pub provider: Option<String>,
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
    /// How it was made.
    pub manner: Manner,
    /// Through which provider the account came.
    pub provider: Option<String>,
    /// Whether the account has a second factor.
    pub has_second_factor: bool,
    /// The name one signs in with.
    pub login: String,
}
