//! The chain of the audit log: how a row is bound to the one before it, and what a broken one looks
//! like. Pure, and the same for every store.
//!
//! The link of a row is SHA-256 over [`DOMAIN`], the link of the row before it, and then each of its
//! fields in the order of [`Entry`]: a byte that says what it is (0 nothing, 1 a number, 2 a text, 3
//! bytes), for a number eight bytes, for text and bytes their length as eight bytes and themselves;
//! every number little-endian. The first row of all stands behind [`BEGINNING`]. The first row of a
//! segment stands behind the last one of the segment before, so the segments are one chain.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::hours::utc_month;

/// What a link is of.
const DOMAIN: &[u8] = b"juttu audit v1\0";

/// A row's place in the chain, as a hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Link(pub [u8; 32]);

/// Before the first row of all.
pub const BEGINNING: Link = Link([0; 32]);

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Link {
    /// The link that is written so, in 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let mut link = [0; 32];
        let is_hex = text.len() == 64 && text.bytes().all(|digit| digit.is_ascii_hexdigit());
        if !is_hex {
            return None;
        }
        for (byte, at) in link.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
        }
        Some(Self(link))
    }
}

/// A month in UTC, such as 202701. UTC, so that no configuration and no summer time moves a row to
/// another one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Segment(pub u32);

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0 / 100, self.0 % 100)
    }
}

impl Segment {
    /// The month of an instant, in milliseconds since 1970 UTC.
    pub fn of(at_ms: i64) -> Self {
        let (year, month) = utc_month(at_ms);
        Self(year * 100 + month)
    }

    /// The month that is written so, such as `2027-01`.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let month: u32 = month
            .parse()
            .ok()
            .filter(|month| (1..=12).contains(month))?;
        let year: u32 = year.parse().ok().filter(|year| *year < 10_000)?;
        Some(Self(year * 100 + month))
    }

    /// Whether so many whole years have passed since its end.
    pub fn is_over(self, keep_years: u32, now_ms: i64) -> bool {
        Self::of(now_ms).0 > self.0.saturating_add(keep_years.saturating_mul(100))
    }
}

/// Everything that stands in a row but its links, in the order in which it is hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the whole log, from 1 without gaps.
    pub id: i64,
    /// Its segment.
    pub segment: Segment,
    /// Its number in the segment, from 1 without gaps.
    pub number: i64,
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Who.
    pub agent: i64,
    /// Their name then.
    pub name: String,
    /// Their role then.
    pub role: String,
    /// The service whose staff answered then.
    pub service: String,
    /// Which conversation.
    pub conversation: i64,
    /// What was done.
    pub what: String,
    /// Why, where a reason was asked for.
    pub why: Option<String>,
    /// To whom it was given on.
    pub to: Option<String>,
    /// Whether it came to something.
    pub success: bool,
    /// Who the resident is, as a keyed hash.
    pub person: Option<Vec<u8>>,
}

impl Entry {
    /// Its link, behind the one before it.
    pub fn link(&self, before: Link) -> Link {
        let mut hash = Sha256::new();
        hash.update(DOMAIN);
        hash.update(before.0);
        let mut number = |value: i64| {
            hash.update([1]);
            hash.update(value.to_le_bytes());
        };
        number(self.id);
        number(self.segment.0.into());
        number(self.number);
        number(self.at_ms);
        number(self.agent);
        text(&mut hash, Some(&self.name));
        text(&mut hash, Some(&self.role));
        text(&mut hash, Some(&self.service));
        hash.update([1]);
        hash.update(self.conversation.to_le_bytes());
        text(&mut hash, Some(&self.what));
        text(&mut hash, self.why.as_deref());
        text(&mut hash, self.to.as_deref());
        hash.update([1]);
        hash.update(i64::from(self.success).to_le_bytes());
        bytes(&mut hash, 3, self.person.as_deref());
        Link(hash.finalize().into())
    }
}

fn text(hash: &mut Sha256, text: Option<&str>) {
    bytes(hash, 2, text.map(str::as_bytes));
}

fn bytes(hash: &mut Sha256, kind: u8, value: Option<&[u8]>) {
    match value {
        Some(value) => {
            hash.update([kind]);
            hash.update((value.len() as u64).to_le_bytes());
            hash.update(value);
        }
        None => hash.update([0]),
    }
}

/// Where the chain has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The number of the last row in the whole log; 0 before the first.
    pub id: i64,
    /// Its segment.
    pub segment: Segment,
    /// Its number in the segment.
    pub number: i64,
    /// Its link.
    pub link: Link,
}

impl Default for End {
    /// Before the first row of all.
    fn default() -> Self {
        Self {
            id: 0,
            segment: Segment(0),
            number: 0,
            link: BEGINNING,
        }
    }
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It is not the next one: rows before it are gone, or were put in.
    Missing {
        /// The number in the whole log of the row that should stand here.
        expected: i64,
    },
    /// It stands behind another row than the one before it.
    Unlinked,
    /// Something in it is not what was written.
    Changed,
    /// It stands in another month, or under another number, than it should.
    Misplaced,
    /// It was there when the heads were kept, and is there no longer.
    Gone,
    /// It is another row than the one that was there when the heads were kept; or two different ones
    /// were there.
    Rewritten,
    /// The segment that it ended was removed, and its time was not over then.
    Early,
    /// The segment that it ended was removed, and no row says so.
    Unsaid,
}

impl End {
    /// Where a row of that instant stands behind this one: its segment, and its number there. A clock
    /// that was set back opens no older segment.
    pub fn next(&self, at_ms: i64) -> (Segment, i64) {
        let segment = Segment::of(at_ms).max(self.segment);
        match segment == self.segment {
            true => (segment, self.number + 1),
            false => (segment, 1),
        }
    }

    /// Goes on to a row, as it stands with its two links.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn step(&mut self, entry: &Entry, before: Link, link: Link) -> Result<(), Flaw> {
        if entry.id != self.id + 1 {
            return Err(Flaw::Missing {
                expected: self.id + 1,
            });
        }
        if entry.link(before) != link {
            return Err(Flaw::Changed);
        }
        if before != self.link {
            return Err(Flaw::Unlinked);
        }
        if self.next(entry.at_ms) != (entry.segment, entry.number) {
            return Err(Flaw::Misplaced);
        }
        *self = Self {
            id: entry.id,
            segment: entry.segment,
            number: entry.number,
            link,
        };
        Ok(())
    }
}

/// The last row of a segment: kept outside of the database, it shows later whether the log was cut
/// off, put back, or written anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The segment.
    pub segment: Segment,
    /// The number of the row in the segment.
    pub number: i64,
    /// Its link.
    pub link: Link,
    /// When the segment was removed by its time, in milliseconds since 1970 UTC; none while it is
    /// there.
    pub purged_at_ms: Option<i64>,
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.segment, self.number, self.link)
    }
}

impl Head {
    /// The head of a line that [`Head`] was written to.
    pub fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let head = Self {
            segment: Segment::parse(words.next()?)?,
            number: words.next()?.parse().ok().filter(|number| *number > 0)?,
            link: Link::parse(words.next()?)?,
            purged_at_ms: None,
        };
        words.next().is_none().then_some(head)
    }
}

#[cfg(test)]
mod tests;
