//! Emptying what was written, for good.

use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{Envelope, Kind, Redacted, StaffKind};

use super::super::writer::Write;
use super::super::{Fault, log};
use crate::store::Change;

/// A kind of event that may say that another one was emptied.
pub(super) trait Says: log::Kept {
    /// The log in which it stands.
    const TABLE: log::Table;

    /// The number of what was emptied.
    fn emptied(&self) -> Option<u64>;
}

impl Says for Kind {
    const TABLE: log::Table = log::EVENT;

    fn emptied(&self) -> Option<u64> {
        match self {
            Self::Redacted(Redacted { seq }) => *seq,
            _ => None,
        }
    }
}

impl Says for StaffKind {
    const TABLE: log::Table = log::STAFF_EVENT;

    fn emptied(&self) -> Option<u64> {
        match self {
            Self::Redacted(Redacted { seq }) => *seq,
            _ => None,
        }
    }
}

impl Write<'_> {
    /// Whether there is a text in everything that a change empties, asked before anything is written:
    /// a refused command must leave no trace.
    pub(super) fn may_empty(
        &self,
        conversation: ConversationId,
        change: &Change,
    ) -> Result<(), Fault> {
        let events = change.events.iter();
        let emptied = events.filter_map(|new| new.kind.emptied());
        let in_log = emptied.map(|seq| (log::EVENT, seq));
        let events = change.staff_events.iter();
        let emptied = events.filter_map(|new| new.kind.emptied());
        let in_staff_log = emptied.map(|seq| (log::STAFF_EVENT, seq));
        for (table, seq) in in_log.chain(in_staff_log) {
            let seq = i64::try_from(seq).unwrap_or(i64::MAX);
            let has_text = self
                .tx
                .prepare_cached(table.has_text)?
                .exists((conversation.0, seq))?;
            if !has_text {
                return Err(Fault::Refused(Refusal::NothingToRedact));
            }
        }
        Ok(())
    }

    /// Empties what an event says was emptied.
    pub(super) fn empty<K: Says>(&mut self, event: &Envelope<K>) -> Result<(), Fault> {
        if let Some(seq) = event.kind.emptied() {
            self.tx
                .prepare_cached(K::TABLE.empty)?
                .execute((event.conversation.0, seq))?;
            *self.emptied = true;
        }
        Ok(())
    }
}
