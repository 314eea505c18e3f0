//! Going over the chain of the audit log, as it lies in its tables, and over what is left of the months
//! that were removed.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, Row};

use super::chain::{last_purged, place};
use crate::store::audit::chain::{End, Entry, Flaw, Head, Link, Segment};
use crate::store::audit::{Broken, Kept, Scope, Verdict, What};

/// The heads that were kept elsewhere, each under its place.
type Heads = HashMap<(Segment, i64), Link>;

/// Goes over the rows, one behind the other, and compares what it meets with the heads that were kept
/// elsewhere.
pub(super) fn verify(
    connection: &Connection,
    scope: Scope,
    heads: &[Head],
) -> rusqlite::Result<Verdict> {
    let mut verdict = Verdict::default();
    let mut walk = Walk {
        heads: match by_place(heads) {
            Ok(heads) => heads,
            Err(broken) => return Ok(verdict.but(broken)),
        },
        removals: HashMap::new(),
        end: End::default(),
    };
    match scope {
        Scope::Whole(kept) => {
            if let Some(broken) = walk.over_removed(connection, kept, &mut verdict)? {
                return Ok(verdict.but(broken));
            }
        }
        Scope::Newest => walk.end = before_newest(connection)?,
    }
    let mut statement = connection.prepare_cached(
        "select audit_id, segment, number, at_ms, agent_id, agent_name, role, service_id,
                conversation_id, what, why, to_whom, success, person_hash, before, link
         from audit where audit_id > ?1 or ?2 order by audit_id",
    )?;
    // The whole log is what there is, also where nothing should be.
    let is_whole = scope != Scope::Newest;
    let mut rows = statement.query((walk.end.id, is_whole))?;
    while let Some(row) = rows.next()? {
        let (entry, before, link) = entry(row)?;
        verdict.rows += 1;
        if let Err(broken) = walk.over_row(&entry, before, link, &mut verdict) {
            return Ok(verdict.but(broken));
        }
    }
    Ok(match is_whole.then(|| walk.missed()).flatten() {
        Some(broken) => verdict.but(broken),
        None => verdict,
    })
}

/// The heads under their places; broken when two of them say different things of one.
fn by_place(heads: &[Head]) -> Result<Heads, Broken> {
    let mut by_place = Heads::new();
    for head in heads {
        let place = (head.segment, head.number);
        let before = by_place.insert(place, head.link);
        if before.is_some_and(|before| before != head.link) {
            return Err(broken(place, Flaw::Rewritten));
        }
    }
    Ok(by_place)
}

/// A segment that was removed, and a row of the chain is to say so.
struct Removal {
    head: Head,
    purged_at_ms: i64,
    by_id: i64,
}

/// How far it has come.
struct Walk {
    /// Those of the heads that were not met.
    heads: Heads,
    /// What rows that were not met are to say, under their numbers.
    removals: HashMap<i64, Removal>,
    end: End,
}

impl Walk {
    /// Goes over what is left of the segments that were removed. Gives what does not hold.
    fn over_removed(
        &mut self,
        connection: &Connection,
        kept: Kept,
        verdict: &mut Verdict,
    ) -> rusqlite::Result<Option<Broken>> {
        let mut statement = connection.prepare_cached(
            "select segment, first_id, last_id, before, link, keep_years, purged_at_ms, by_id
             from audit_purged order by segment",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let segment = Segment(row.get(0)?);
            let (first_id, last_id): (i64, i64) = (row.get(1)?, row.get(2)?);
            let (before, link) = (Link(row.get(3)?), Link(row.get(4)?));
            let (keep_years, purged_at_ms): (u32, i64) = (row.get(5)?, row.get(6)?);
            let by_id: i64 = row.get(7)?;
            let number = last_id - first_id + 1;
            let place = (segment, number);
            let met = self.heads.remove(&place);
            let keep_years = kept.keep_years.unwrap_or(keep_years);
            let was_over = segment.is_over(keep_years, purged_at_ms) && purged_at_ms <= kept.now_ms;
            let flaw = if first_id != self.end.id + 1 || number < 1 {
                let expected = self.end.id + 1;
                Some(Flaw::Missing { expected })
            } else if before != self.end.link {
                Some(Flaw::Unlinked)
            } else if met.is_some_and(|met| met != link) {
                Some(Flaw::Rewritten)
            } else if !was_over {
                Some(Flaw::Early)
            } else if by_id <= last_id {
                Some(Flaw::Unsaid)
            } else {
                None
            };
            if let Some(flaw) = flaw {
                return Ok(Some(broken(place, flaw)));
            }
            verdict.removed += u64::from(met.is_some());
            // From its middle there is nothing left to compare.
            let in_all = self.heads.len();
            let is_left = |(of, at): &(Segment, i64)| *of != segment || *at > number;
            self.heads.retain(|place, _| is_left(place));
            verdict.not_compared += (in_all - self.heads.len()) as u64;
            let removal = Removal {
                head: Head {
                    segment,
                    number,
                    link,
                    purged_at_ms: Some(purged_at_ms),
                },
                purged_at_ms,
                by_id,
            };
            self.removals.insert(by_id, removal);
            self.end = End {
                id: last_id,
                segment,
                number,
                link,
            };
        }
        // Where the row has gone with its own month, the row that says that stands for both.
        let end = self.end.id;
        self.removals.retain(|by_id, _| *by_id > end);
        Ok(None)
    }

    /// Goes on to a row.
    fn over_row(
        &mut self,
        entry: &Entry,
        before: Link,
        link: Link,
        verdict: &mut Verdict,
    ) -> Result<(), Broken> {
        let place = (entry.segment, entry.number);
        let stepped = self.end.step(entry, before, link);
        stepped.map_err(|flaw| broken(place, flaw))?;
        match self.heads.remove(&place) {
            Some(met) if met != link => return Err(broken(place, Flaw::Rewritten)),
            met => verdict.there += u64::from(met.is_some()),
        }
        match self.removals.remove(&entry.id) {
            Some(removal) if !removal.is_said_by(entry) => Err(removal.unsaid()),
            _ => Ok(()),
        }
    }

    /// What should have been met.
    fn missed(&self) -> Option<Broken> {
        let unsaid = self.removals.values().min_by_key(|it| it.by_id);
        let unsaid = unsaid.map(Removal::unsaid);
        let gone = self.heads.keys().min().copied();
        unsaid.or_else(|| gone.map(|place| broken(place, Flaw::Gone)))
    }
}

impl Removal {
    fn is_said_by(&self, entry: &Entry) -> bool {
        entry.what == What::Purged.name()
            && entry.at_ms == self.purged_at_ms
            && entry.why.as_deref() == Some(&self.head.to_string())
    }

    fn unsaid(&self) -> Broken {
        broken((self.head.segment, self.head.number), Flaw::Unsaid)
    }
}

impl Verdict {
    fn but(self, broken: Broken) -> Self {
        Self {
            broken: Some(broken),
            ..self
        }
    }
}

fn broken((segment, number): (Segment, i64), flaw: Flaw) -> Broken {
    Broken {
        segment,
        number,
        flaw,
    }
}

/// Where the segment before the newest one ends.
fn before_newest(connection: &Connection) -> rusqlite::Result<End> {
    let last = connection
        .prepare_cached(
            "select audit_id, segment, number, link from audit
             where segment = (select max(segment) from audit
                              where segment < (select max(segment) from audit))
             order by number desc limit 1",
        )?
        .query_row([], place)
        .optional()?;
    match last {
        Some(end) => Ok(end),
        None => last_purged(connection),
    }
}

fn entry(row: &Row<'_>) -> rusqlite::Result<(Entry, Link, Link)> {
    let entry = Entry {
        id: row.get(0)?,
        segment: Segment(row.get(1)?),
        number: row.get(2)?,
        at_ms: row.get(3)?,
        agent: row.get(4)?,
        name: row.get(5)?,
        role: row.get(6)?,
        service: row.get(7)?,
        conversation: row.get(8)?,
        what: row.get(9)?,
        why: row.get(10)?,
        to: row.get(11)?,
        success: row.get(12)?,
        person: row.get(13)?,
    };
    Ok((entry, Link(row.get(14)?), Link(row.get(15)?)))
}
