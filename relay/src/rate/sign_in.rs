//! How often anyone may try to sign in.

use juttu_shared::id::AgentId;
use juttu_shared::refusal::Refusal;

use super::{Prefix, Rates, TooMuch, refuse};

/// Most wrong codes of one account's second factor in an hour. At each instant three codes of a million
/// are right: whoever has the password and goes on for a year finds one with a chance of a quarter, and
/// has long been noticed by the one who is kept out.
const WRONG_CODES_PER_HOUR: u32 = 10;

impl Rates {
    /// Counts an attempt to sign in as `login`, as a failed one until [`Rates::signed_in`]. Nobody
    /// is locked out by somebody else's attempts from another address.
    ///
    /// # Errors
    /// Too many attempts in this minute from this prefix, or too many failed ones for this name.
    pub fn sign_in(&self, from: Prefix, login: &str) -> Result<(), TooMuch> {
        let now_ms = self.clock.now_ms();
        let mut counts = self.counts();
        let most = self.limits.sign_ins_per_address_and_minute;
        refuse(
            counts.sign_ins.count(from, most, now_ms),
            Refusal::TooManyAttempts,
        )?;
        let most = self.limits.failed_sign_ins_per_name_and_minute;
        let key = (from, login.to_owned());
        refuse(
            counts.failed_sign_ins.count(key, most, now_ms),
            Refusal::TooManyAttempts,
        )
    }

    /// The attempt succeeded.
    pub fn signed_in(&self, from: Prefix, login: &str) {
        let key = (from, login.to_owned());
        self.counts().failed_sign_ins.forget(&key);
    }

    /// Counts an attempt to give the code of an account's second factor, as a wrong one until
    /// [`Rates::right_second_factor`]. From all addresses together: six digits are not many, and only
    /// one who knows the password comes so far, so that no stranger keeps anybody out.
    ///
    /// # Errors
    /// Too many in this hour for this account.
    pub fn second_factor(&self, agent: AgentId) -> Result<(), TooMuch> {
        let now_ms = self.clock.now_ms();
        let counted = (self.counts().second_factors).count(agent, WRONG_CODES_PER_HOUR, now_ms);
        refuse(counted, Refusal::TooManyAttempts)
    }

    /// The code was the one.
    pub fn right_second_factor(&self, agent: AgentId) {
        self.counts().second_factors.forget(&agent);
    }

    /// Counts an attempt to set a password.
    ///
    /// # Errors
    /// Too many attempts in this minute from this prefix.
    pub fn set_password(&self, from: Prefix) -> Result<(), TooMuch> {
        let most = self.limits.sign_ins_per_address_and_minute;
        let now_ms = self.clock.now_ms();
        let counted = self.counts().sign_ins.count(from, most, now_ms);
        refuse(counted, Refusal::TooManyAttempts)
    }
}
