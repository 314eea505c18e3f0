//! How often anyone may do what. Kept in memory only; addresses are never stored with content.

mod block;
mod identify;
mod place;
mod sign_in;
mod window;

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher as _, RandomState};
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use juttu_shared::id::{AgentId, ClientKey, ConversationId};
use juttu_shared::refusal::Refusal;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::config::Limits;
use crate::random::Random;
use crate::seal::SecretHash;
use block::Blocks;
use window::Windows;

pub use place::Place;

/// Most open conversations whose address is remembered. Past it they are not counted: the queue's
/// own limit holds long before.
const REMEMBERED_CONVERSATIONS: usize = 200_000;
/// How long a code is held back once there were too many wrong ones, in milliseconds.
const GUESS_MS: i64 = 1_000;
/// How many sessions may be given one conversation from one address in a minute.
const REDEEMS_PER_MINUTE: u32 = 20;
/// How long a conversation whose resident went away from the queue keeps its place among those that
/// are open, in milliseconds.
const LEFT_BEHIND_MS: i64 = window::HOUR_MS;

/// An address as limits count it: an IPv4 address, or the /64 of an IPv6 one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Prefix(pub IpAddr);

impl Prefix {
    /// The prefix of an address. An IPv4 address written as an IPv6 one is the same as itself.
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(v6) => {
                let network = u128::from(v6) & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from(network))
            }
            v4 => v4,
        })
    }
}

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
    limits: Limits,
    clock: Clock,
    counts: Arc<Mutex<Counts>>,
    connections: Arc<Connections>,
    /// Makes short names of keys.
    names: RandomState,
    /// Which networks may open no conversations.
    blocks: Mutex<Blocks>,
}

struct Counts {
    opened: Windows<Prefix>,
    requests: Windows<Prefix>,
    wrong_codes: Windows<Prefix>,
    redeemed: Windows<(Prefix, ConversationId)>,
    tickets: Windows<Prefix>,
    identifications: Windows<Prefix>,
    strays: Windows<Prefix>,
    openings: Windows<AgentId>,
    messages: Windows<(ConversationId, Side)>,
    sign_ins: Windows<Prefix>,
    failed_sign_ins: Windows<(Prefix, String)>,
    second_factors: Windows<AgentId>,
    /// The places taken, of conversations that are open and of those about to be.
    open: HashMap<Prefix, u32>,
    opened_from: HashMap<ConversationId, Prefix>,
    /// Those that were left behind, and until when they keep their places.
    left_behind: VecDeque<(i64, ConversationId)>,
}

impl Counts {
    fn new() -> Self {
        Self {
            opened: Windows::lasting(window::MINUTE_MS),
            requests: Windows::lasting(window::HOUR_MS),
            wrong_codes: Windows::lasting(window::MINUTE_MS),
            redeemed: Windows::lasting(window::MINUTE_MS),
            tickets: Windows::lasting(window::MINUTE_MS),
            identifications: Windows::lasting(window::MINUTE_MS),
            strays: Windows::lasting(window::MINUTE_MS),
            openings: Windows::lasting(window::MINUTE_MS),
            messages: Windows::lasting(window::MINUTE_MS),
            sign_ins: Windows::lasting(window::MINUTE_MS),
            failed_sign_ins: Windows::lasting(window::MINUTE_MS),
            second_factors: Windows::lasting(window::HOUR_MS),
            open: HashMap::new(),
            opened_from: HashMap::new(),
            left_behind: VecDeque::new(),
        }
    }

    fn close(&mut self, conversation: ConversationId) {
        if let Some(from) = self.opened_from.remove(&conversation) {
            give_back(&mut self.open, from);
        }
    }

    /// Gives back what was left behind long enough ago, or before the clock was set back.
    fn forget_left_behind(&mut self, now_ms: i64) {
        let is_over = |until_ms: i64| !(now_ms..=now_ms + LEFT_BEHIND_MS).contains(&(until_ms - 1));
        while let Some((until_ms, conversation)) = self.left_behind.front().copied()
            && is_over(until_ms)
        {
            self.left_behind.pop_front();
            self.close(conversation);
        }
    }
}

struct Connections {
    of_prefix: Mutex<HashMap<Prefix, u32>>,
    all: watch::Sender<usize>,
}

/// A place among the connections of an address; given back when dropped.
pub struct Slot {
    from: Prefix,
    connections: Arc<Connections>,
}

/// Which side of a conversation posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// The resident.
    Visitor,
    /// An agent: nobody uses up a colleague's share.
    Agent(AgentId),
}

impl Rates {
    /// Nothing counted yet.
    pub fn new(limits: Limits, clock: Clock, random: &Random) -> Self {
        Self {
            limits,
            clock,
            counts: Arc::new(Mutex::new(Counts::new())),
            connections: Arc::new(Connections {
                of_prefix: Mutex::default(),
                all: watch::Sender::new(0),
            }),
            names: RandomState::new(),
            blocks: Mutex::new(Blocks::new(random)),
        }
    }

    /// Takes a connection's place.
    ///
    /// # Errors
    /// Too many connections from this prefix.
    pub fn connection(&self, from: Prefix) -> Result<Slot, TooMuch> {
        let mut of_prefix = unpoisoned(&self.connections.of_prefix);
        let count = of_prefix.entry(from).or_default();
        if *count >= self.limits.connections_per_address {
            return Err(TooMuch {
                code: Refusal::TooManyConnections,
                retry_after_ms: window::MINUTE_MS.unsigned_abs(),
            });
        }
        *count += 1;
        self.connections.all.send_modify(|all| *all += 1);
        Ok(Slot {
            from,
            connections: Arc::clone(&self.connections),
        })
    }

    /// Returns when no connection holds a place any more.
    pub async fn all_connections_gone(&self) {
        let mut all = self.connections.all.subscribe();
        // It fails only when the sender is gone, and the sender is here.
        let _ = all.wait_for(|all| *all == 0).await;
    }

    /// Counts a conversation that is about to be opened, and takes its place among the open ones.
    ///
    /// The place goes with the opening to the store and comes back with what was committed: so one
    /// is counted whether or not anybody still waits for the answer, and many at once never pass
    /// the limit together.
    ///
    /// Whoever opens conversations and goes away makes contact requests of them, after a while. Such
    /// a one keeps its place for an hour more, unless staff take it or the resident says how to be
    /// reached, which [`Rates::contact_request`] counts. So what one address leaves in an hour is at
    /// most both limits together, by default 600 and 600, and what staff take of it meanwhile. When
    /// a service closes, those who wait are left without keeping their places (nobody joins its queue
    /// then), and a relay that starts anew has counted nothing.
    ///
    /// # Errors
    /// Too many in this minute, or too many open, from this prefix.
    pub fn conversation(&self, from: Prefix) -> Result<Place, TooMuch> {
        let now_ms = self.clock.now_ms();
        let mut counts = self.counts();
        counts.forget_left_behind(now_ms);
        let open = counts.open.get(&from).copied().unwrap_or_default();
        if open >= self.limits.open_conversations_per_address {
            return Err(TooMuch {
                code: Refusal::TooManyConversations,
                retry_after_ms: window::MINUTE_MS.unsigned_abs(),
            });
        }
        let most = self.limits.conversations_per_address_and_minute;
        let counted = counts.opened.count(from, most, now_ms);
        refuse(counted, Refusal::TooManyConversations)?;
        *counts.open.entry(from).or_default() += 1;
        drop(counts);
        Ok(Place::new(from, Arc::clone(&self.counts)))
    }

    /// A conversation was opened in this place: it counts as open until [`Rates::closed`].
    pub fn opened(&self, place: &Place, conversation: ConversationId) {
        let mut counts = self.counts();
        if counts.opened_from.len() < REMEMBERED_CONVERSATIONS && place.keep() {
            counts.opened_from.insert(conversation, place.from);
        }
    }

    /// How many conversations from this prefix count as open.
    pub fn open_from(&self, from: Prefix) -> u32 {
        let mut counts = self.counts();
        counts.forget_left_behind(self.clock.now_ms());
        counts.open.get(&from).copied().unwrap_or_default()
    }

    /// A conversation was left for later since its resident went away: it counts as open for an hour
    /// more.
    pub fn left_behind(&self, conversation: ConversationId) {
        let until_ms = self.clock.now_ms() + LEFT_BEHIND_MS;
        let mut counts = self.counts();
        if counts.opened_from.contains_key(&conversation) {
            counts.left_behind.push_back((until_ms, conversation));
        }
    }

    /// A conversation has ended, or is a contact request that was left or taken.
    pub fn closed(&self, conversation: ConversationId) {
        self.counts().close(conversation);
    }

    /// Counts a contact request that is about to be left. Sent again by the same session within the
    /// hour it is not counted again: the store knows it by its key. Another session's is another
    /// request, whatever its key.
    ///
    /// # Errors
    /// Too many in this hour from this prefix.
    pub fn contact_request(
        &self,
        from: Prefix,
        session: SecretHash,
        key: &ClientKey,
    ) -> Result<(), TooMuch> {
        let most = self.limits.contact_requests_per_address_and_hour;
        let thing = self.names.hash_one((session.0, key));
        let now_ms = self.clock.now_ms();
        let counted = (self.counts().requests).count_once(from, thing, most, now_ms);
        refuse(counted, Refusal::TooManyConversations)
    }

    /// Counts a pick-up code that opened nothing.
    ///
    /// What stops guessing is the code itself: of 2^80 codes a county may have a million (2^20)
    /// that open something, so one guess in 2^60 does. A guesser who holds every connection that
    /// one address may have ([`juttu_shared::limits::CONNECTIONS_PER_ADDRESS`]) and is held back by
    /// [`Rates::before_code`] on each makes some 2 000 guesses a second, and needs eighteen
    /// million years for one hit. So a right code is never counted here and never refused for wrong
    /// ones: whoever shares the guesser's address (a school, a mobile carrier) waits a second, and is let in.
    ///
    /// # Errors
    /// Too many in this minute from this prefix.
    pub fn wrong_code(&self, from: Prefix) -> Result<(), TooMuch> {
        let most = self.limits.wrong_codes_per_address_and_minute;
        let counted = (self.counts().wrong_codes).count(from, most, self.clock.now_ms());
        refuse(counted, Refusal::TooManyAttempts)
    }

    /// Holds a code from this prefix back before it is looked up: not at all, until there were too
    /// many wrong ones in this minute.
    pub async fn before_code(&self, from: Prefix) {
        let held_back_ms = self.before_code_ms(from);
        if held_back_ms > 0 {
            self.clock.sleep_ms(held_back_ms).await;
        }
    }

    fn before_code_ms(&self, from: Prefix) -> i64 {
        let most = self.limits.wrong_codes_per_address_and_minute;
        let is_full = (self.counts().wrong_codes).is_full(&from, most, self.clock.now_ms());
        if is_full { GUESS_MS } else { 0 }
    }

    /// Counts a right code that is about to open its conversation to another session. Each address
    /// has its own share of each conversation: whoever uses theirs up locks nobody out elsewhere, and
    /// themselves for a minute at most.
    ///
    /// # Errors
    /// Too many in this minute from this prefix.
    pub fn redeem(&self, from: Prefix, conversation: ConversationId) -> Result<(), TooMuch> {
        let (key, now_ms) = ((from, conversation), self.clock.now_ms());
        let counted = (self.counts().redeemed).count(key, REDEEMS_PER_MINUTE, now_ms);
        refuse(counted, Refusal::TooManyAttempts)
    }

    /// Counts a message. Sent again within the minute, as after a lost connection, it is not
    /// counted again.
    ///
    /// # Errors
    /// Too many in this minute from this side.
    pub fn message(
        &self,
        conversation: ConversationId,
        side: Side,
        key: &ClientKey,
    ) -> Result<(), TooMuch> {
        let most = self.limits.messages_per_conversation_and_minute;
        let (thing, now_ms) = (self.names.hash_one(key), self.clock.now_ms());
        let of = (conversation, side);
        let counted = (self.counts().messages).count_once(of, thing, most, now_ms);
        refuse(counted, Refusal::TooManyMessages)
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        unpoisoned(&self.counts)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        give_back(&mut unpoisoned(&self.connections.of_prefix), self.from);
        self.connections.all.send_modify(|all| *all -= 1);
    }
}

fn give_back(counts: &mut HashMap<Prefix, u32>, from: Prefix) {
    if let Some(count) = counts.get_mut(&from) {
        *count -= 1;
        if *count == 0 {
            counts.remove(&from);
        }
    }
}

fn refuse(counted: Result<(), u64>, code: Refusal) -> Result<(), TooMuch> {
    counted.map_err(|retry_after_ms| TooMuch {
        code,
        retry_after_ms,
    })
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
