//! Networks that are kept from opening conversations for a time.
//!
//! What is remembered of a network is a keyed hash of its prefix and of the service by whose door it
//! came, and that in memory only: the key is made at each start, so that nothing that is ever written
//! anywhere can be held against an address, and a block is gone with the process.

use std::collections::HashMap;
use std::net::IpAddr;

use hmac::{Hmac, KeyInit as _, Mac as _};
use juttu_shared::id::{ConversationId, ServiceId};
use juttu_shared::refusal::Refusal;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{Prefix, Rates, TooMuch, unpoisoned, window};
use crate::random::Random;

/// Most conversations whose network is remembered. Past it those that were seen longest ago are
/// forgotten.
const MOST_KNOWN: usize = 50_000;
/// Most blocks at once. Past it those that end soonest are forgotten.
const MOST_BLOCKS: usize = 10_000;
/// How long a network is remembered after a conversation of its was last in use, in milliseconds.
const KNOWN_MS: i64 = 24 * window::HOUR_MS;
/// How long it is remembered after the conversation has ended, in milliseconds.
const KNOWN_AFTER_END_MS: i64 = window::HOUR_MS;
/// The longest block, in milliseconds.
const LONGEST_MS: i64 = 24 * window::HOUR_MS;

/// A network and a door.
type Mark = [u8; 16];

/// What is known of networks.
pub(super) struct Blocks {
    key: Zeroizing<[u8; 32]>,
    /// From where the residents of the last conversations came, and until when that is remembered.
    known: HashMap<ConversationId, (Mark, i64)>,
    /// Until when nobody opens a conversation from there.
    until_ms: HashMap<Mark, i64>,
}

impl Blocks {
    pub(super) fn new(random: &Random) -> Self {
        Self {
            key: Zeroizing::new(random.bytes()),
            known: HashMap::new(),
            until_ms: HashMap::new(),
        }
    }

    fn mark(&self, door: &ServiceId, from: Prefix) -> Option<Mark> {
        let mut mac = <Hmac<Sha256>>::new_from_slice(self.key.as_slice()).ok()?;
        mac.update(door.0.as_bytes());
        mac.update(&[0]);
        match from.0 {
            IpAddr::V4(address) => mac.update(&address.octets()),
            IpAddr::V6(address) => mac.update(&address.octets()),
        }
        let hash: [u8; 32] = mac.finalize().into_bytes().into();
        hash.first_chunk().copied()
    }

    /// Where a conversation's resident came from last.
    fn of(&self, conversation: ConversationId, now_ms: i64) -> Option<Mark> {
        let (mark, until_ms) = self.known.get(&conversation)?;
        goes_on(*until_ms, KNOWN_MS, now_ms).then_some(*mark)
    }

    /// Until when nobody opens a conversation from there, if somebody does not.
    fn until_ms(&self, mark: &Mark, now_ms: i64) -> Option<i64> {
        let until_ms = self.until_ms.get(mark).copied()?;
        goes_on(until_ms, LONGEST_MS, now_ms).then_some(until_ms)
    }
}

impl Rates {
    /// The resident of a conversation comes from there, by the door of that service. What was known
    /// before is forgotten.
    pub fn came(&self, conversation: ConversationId, door: &ServiceId, from: Prefix) {
        let now_ms = self.clock.now_ms();
        let mut blocks = unpoisoned(&self.blocks);
        let Some(mark) = blocks.mark(door, from) else {
            return;
        };
        let until_ms = now_ms + KNOWN_MS;
        let last_ms = |(_, until_ms): &(Mark, i64)| *until_ms;
        make_room(&mut blocks.known, MOST_KNOWN, last_ms, |until_ms| {
            goes_on(until_ms, KNOWN_MS, now_ms)
        });
        blocks.known.insert(conversation, (mark, until_ms));
    }

    /// A conversation has ended: where its resident came from is forgotten soon.
    pub fn ended(&self, conversation: ConversationId) {
        let soon_ms = self.clock.now_ms() + KNOWN_AFTER_END_MS;
        let mut blocks = unpoisoned(&self.blocks);
        if let Some((_, until_ms)) = blocks.known.get_mut(&conversation) {
            *until_ms = soon_ms.min(*until_ms);
        }
    }

    /// Whether it is known from where a conversation's resident came, so that it can be kept out.
    pub fn knows(&self, conversation: ConversationId) -> bool {
        let now_ms = self.clock.now_ms();
        unpoisoned(&self.blocks).of(conversation, now_ms).is_some()
    }

    /// Keeps the network of a conversation's resident from opening conversations by the same door
    /// until then, in milliseconds since 1970 UTC; what was said of it before holds no longer. `false`
    /// when the network is not known any more.
    pub fn block(&self, conversation: ConversationId, end_ms: i64) -> bool {
        let now_ms = self.clock.now_ms();
        let mut blocks = unpoisoned(&self.blocks);
        let Some(mark) = blocks.of(conversation, now_ms) else {
            return false;
        };
        let last_ms = |until_ms: &i64| *until_ms;
        make_room(&mut blocks.until_ms, MOST_BLOCKS, last_ms, |until_ms| {
            goes_on(until_ms, LONGEST_MS, now_ms)
        });
        blocks.until_ms.insert(mark, end_ms);
        true
    }

    /// Lets the network of a conversation's resident open conversations again. `false` when it is not
    /// known any more.
    pub fn lift(&self, conversation: ConversationId) -> bool {
        let now_ms = self.clock.now_ms();
        let mut blocks = unpoisoned(&self.blocks);
        let Some(mark) = blocks.of(conversation, now_ms) else {
            return false;
        };
        blocks.until_ms.remove(&mark);
        true
    }

    /// Until when the network of a conversation's resident is kept from opening conversations, in
    /// milliseconds since 1970 UTC.
    pub fn blocked_until_ms(&self, conversation: ConversationId) -> Option<i64> {
        let now_ms = self.clock.now_ms();
        let blocks = unpoisoned(&self.blocks);
        blocks.until_ms(&blocks.of(conversation, now_ms)?, now_ms)
    }

    /// Whether a conversation may be opened from there, by the door of that service.
    ///
    /// # Errors
    /// Somebody at the desk said that none may, and until when.
    pub fn may_open(&self, door: &ServiceId, from: Prefix) -> Result<(), TooMuch> {
        let now_ms = self.clock.now_ms();
        let blocks = unpoisoned(&self.blocks);
        if blocks.until_ms.is_empty() {
            return Ok(());
        }
        let mark = blocks.mark(door, from);
        let until_ms = mark.and_then(|mark| blocks.until_ms(&mark, now_ms));
        until_ms.map_or(Ok(()), |until_ms| {
            Err(TooMuch {
                code: Refusal::Blocked,
                retry_after_ms: until_ms.saturating_sub(now_ms).unsigned_abs(),
            })
        })
    }
}

/// Whether what ends then goes on. What would last longer than it can was begun before the clock was
/// set back: it is over.
fn goes_on(until_ms: i64, longest_ms: i64, now_ms: i64) -> bool {
    (now_ms + 1..=now_ms + longest_ms).contains(&until_ms)
}

/// Makes room for one more: forgets what is over once there is too much, and then the half that ends
/// soonest.
fn make_room<K: std::hash::Hash + Eq, V>(
    map: &mut HashMap<K, V>,
    most: usize,
    last_ms: impl Fn(&V) -> i64,
    goes_on: impl Fn(i64) -> bool,
) {
    if map.len() < most {
        return;
    }
    map.retain(|_, value| goes_on(last_ms(value)));
    if map.len() < most {
        return;
    }
    let mut ends: Vec<i64> = map.values().map(&last_ms).collect();
    let middle = ends.len() / 2;
    let (_, median_ms, _) = ends.select_nth_unstable(middle);
    let median_ms = *median_ms;
    let mut left = middle;
    map.retain(|_, value| {
        let keep = left > 0 && last_ms(value) >= median_ms;
        left -= usize::from(keep);
        keep
    });
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::clock::Clock;
    use crate::config::{Config, Sources};

    const ID: ConversationId = ConversationId(7);
    const OTHER: ConversationId = ConversationId(8);

    fn address(number: u32) -> Prefix {
        Prefix(IpAddr::V4(Ipv4Addr::from_bits(number)))
    }

    fn door(name: &str) -> ServiceId {
        ServiceId(name.to_owned())
    }

    fn rates(clock: &Clock) -> Rates {
        let sources = Sources {
            demo: true,
            ..Sources::default()
        };
        let limits = Config::read(&sources).unwrap().limits;
        Rates::new(limits, clock.clone(), &Random::seeded(1))
    }

    /// Keeps it out for so many minutes, and says until when.
    fn block(rates: &Rates, id: ConversationId, minutes: i64) -> Option<i64> {
        let until_ms = rates.clock.now_ms() + minutes * window::MINUTE_MS;
        let is_blocked = rates.block(id, until_ms);
        assert_eq!(is_blocked, rates.blocked_until_ms(id) == Some(until_ms));
        is_blocked.then_some(until_ms)
    }

    #[test]
    fn one_network_and_one_door_are_blocked_and_no_other() {
        let rates = rates(&Clock::standing_at(0));
        rates.came(ID, &door("a"), address(1));
        rates.came(OTHER, &door("a"), address(1));
        assert_eq!(block(&rates, ID, 15), Some(900_000));
        let refused = rates.may_open(&door("a"), address(1));
        let refused = refused.unwrap_err();
        assert_eq!(refused.code, Refusal::Blocked);
        assert_eq!(refused.retry_after_ms, 900_000);
        assert!(rates.may_open(&door("a"), address(2)).is_ok());
        assert!(rates.may_open(&door("b"), address(1)).is_ok());
        // Whoever looks at another conversation of the same network sees it too.
        assert_eq!(rates.blocked_until_ms(OTHER), Some(900_000));
    }

    #[test]
    fn it_expires_and_may_be_lifted_or_made_longer() {
        let clock = Clock::standing_at(0);
        let rates = rates(&clock);
        rates.came(ID, &door("a"), address(1));
        block(&rates, ID, 15).unwrap();
        clock.advance_ms(899_999);
        assert!(rates.may_open(&door("a"), address(1)).is_err());
        clock.advance_ms(1);
        assert!(rates.may_open(&door("a"), address(1)).is_ok());
        assert_eq!(rates.blocked_until_ms(ID), None);
        assert_eq!(block(&rates, ID, 15), Some(1_800_000));
        assert_eq!(block(&rates, ID, 24 * 60), Some(900_000 + 86_400_000));
        assert!(rates.lift(ID));
        assert!(rates.may_open(&door("a"), address(1)).is_ok());
    }

    #[test]
    fn an_unknown_network_blocks_nobody() {
        let clock = Clock::standing_at(0);
        let rates = rates(&clock);
        assert_eq!(block(&rates, ID, 15), None);
        assert!(!rates.lift(ID));
        rates.came(ID, &door("a"), address(1));
        rates.ended(ID);
        clock.advance_ms(KNOWN_AFTER_END_MS - 1);
        assert!(block(&rates, ID, 15).is_some());
        clock.advance_ms(1);
        assert_eq!(block(&rates, ID, 60), None, "the network is forgotten");
        assert!(
            rates.may_open(&door("a"), address(1)).is_err(),
            "what was said while it was known holds"
        );
    }

    #[test]
    fn a_resident_who_changes_networks_is_known_by_the_newest() {
        let rates = rates(&Clock::standing_at(0));
        rates.came(ID, &door("a"), address(1));
        rates.came(ID, &door("a"), address(2));
        block(&rates, ID, 15).unwrap();
        assert!(rates.may_open(&door("a"), address(1)).is_ok());
        assert!(rates.may_open(&door("a"), address(2)).is_err());
    }

    #[test]
    fn a_clock_set_back_blocks_nobody_for_longer_than_a_day() {
        let clock = Clock::standing_at(1_000_000_000_000);
        let rates = rates(&clock);
        rates.came(ID, &door("a"), address(1));
        block(&rates, ID, 15).unwrap();
        clock.advance_ms(-100_000_000_000);
        assert!(rates.may_open(&door("a"), address(1)).is_ok());
    }

    #[test]
    fn another_process_marks_otherwise() {
        let [one, other] = [1, 2].map(|seed| Blocks::new(&Random::seeded(seed)));
        let mark = one.mark(&door("a"), address(1));
        assert!(mark.is_some());
        assert_ne!(mark, other.mark(&door("a"), address(1)));
    }

    #[test]
    fn no_more_is_remembered_than_allowed() {
        let clock = Clock::standing_at(0);
        let rates = rates(&clock);
        for number in 0..2 * MOST_KNOWN as u64 {
            if number % 1_000 == 0 {
                clock.advance_ms(1);
            }
            let from = u32::try_from(number).unwrap();
            rates.came(ConversationId(number), &door("a"), address(from));
            if number % 3 == 0 {
                block(&rates, ConversationId(number), 15).unwrap();
            }
            let blocks = unpoisoned(&rates.blocks);
            assert!(blocks.known.len() <= MOST_KNOWN);
            assert!(blocks.until_ms.len() <= MOST_BLOCKS);
        }
        // The newest is known still.
        let newest = ConversationId(2 * MOST_KNOWN as u64 - 1);
        assert!(block(&rates, newest, 15).is_some());
    }
}
