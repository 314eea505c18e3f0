//! How often anyone may identify, and open who somebody is.

use juttu_shared::id::AgentId;
use juttu_shared::limits::{IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE, OPENINGS_PER_AGENT_AND_MINUTE};
use juttu_shared::refusal::Refusal;

use super::{Prefix, Rates, TooMuch, refuse};

impl Rates {
    /// Counts a ticket to identification that is about to be given. Whoever uses it is counted apart,
    /// by [`Rates::identification`]: the one who asks and the one who goes may be at two addresses.
    ///
    /// # Errors
    /// Too many in this minute from this prefix.
    pub fn ticket(&self, from: Prefix) -> Result<(), TooMuch> {
        let (most, now_ms) = (IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE, self.clock.now_ms());
        let counted = (self.counts().tickets).count(from, most, now_ms);
        refuse(counted, Refusal::TooManyAttempts)
    }

    /// Counts an attempt to identify that is about to begin.
    ///
    /// # Errors
    /// Too many in this minute from this prefix.
    pub fn identification(&self, from: Prefix) -> Result<(), TooMuch> {
        let (most, now_ms) = (IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE, self.clock.now_ms());
        let counted = (self.counts().identifications).count(from, most, now_ms);
        refuse(counted, Refusal::TooManyAttempts)
    }

    /// Counts a result that came to a page without a session. Apart from the others, so that whoever
    /// brings many keeps nobody at the same address from identifying.
    ///
    /// # Errors
    /// Too many in this minute from this prefix.
    pub fn stray(&self, from: Prefix) -> Result<(), TooMuch> {
        let (most, now_ms) = (IDENTIFICATIONS_PER_ADDRESS_AND_MINUTE, self.clock.now_ms());
        let counted = (self.counts().strays).count(from, most, now_ms);
        refuse(counted, Refusal::TooManyAttempts)
    }

    /// Counts that an agent is about to open who somebody is, or how they are reached.
    ///
    /// # Errors
    /// Too many in this minute by this agent.
    pub fn opening(&self, agent: AgentId) -> Result<(), TooMuch> {
        let (most, now_ms) = (OPENINGS_PER_AGENT_AND_MINUTE, self.clock.now_ms());
        let counted = (self.counts().openings).count(agent, most, now_ms);
        refuse(counted, Refusal::TooManyAttempts)
    }
}
