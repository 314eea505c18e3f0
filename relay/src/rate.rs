//! How often anyone may do what. Kept in memory only; addresses are never stored with content.

use std::net::IpAddr;

use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;

use crate::clock::Clock;
use crate::config::Limits;

/// An address as limits count it: an IPv4 address, or the /64 of an IPv6 one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Prefix(pub IpAddr);

/// A refusal for now, and when it is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMuch {
    /// Why.
    pub code: Refusal,
    /// When to try again, in milliseconds from now.
    pub retry_after_ms: u64,
}

/// The counts.
pub struct Rates {
    _limits: Limits,
    _clock: Clock,
}

/// A place among the connections of an address; given back when dropped.
pub struct Slot {}

/// Which side of a conversation posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The resident.
    Visitor,
    /// The staff.
    Staff,
}

impl Rates {
    /// Nothing counted yet.
    pub fn new(limits: Limits, clock: Clock) -> Self {
        Self { _limits: limits, _clock: clock }
    }

    /// Takes a connection's place.
    ///
    /// # Errors
    /// Too many connections from this prefix.
    pub fn connection(&self, _from: Prefix) -> Result<Slot, TooMuch> {
        Ok(Slot {})
    }

    /// Counts a conversation that is about to be opened.
    ///
    /// # Errors
    /// Too many in this minute, or too many open, from this prefix.
    pub fn conversation(&self, _from: Prefix) -> Result<(), TooMuch> {
        Ok(())
    }

    /// A conversation was opened from this prefix: it counts as open until [`Rates::closed`].
    pub fn opened(&self, _from: Prefix, _conversation: ConversationId) {}

    /// A conversation has ended.
    pub fn closed(&self, _conversation: ConversationId) {}

    /// Counts a message.
    ///
    /// # Errors
    /// Too many in this minute from this side.
    pub fn message(&self, _conversation: ConversationId, _side: Side) -> Result<(), TooMuch> {
        Ok(())
    }
}
