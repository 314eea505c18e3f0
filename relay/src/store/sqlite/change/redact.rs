//! Emptying what was written, for good.

use juttu_shared::id::ConversationId;
use juttu_shared::refusal::Refusal;
use juttu_shared::wire::v1::event::{Envelope, IdentificationRequested, Kind, Redacted, StaffKind};

use super::super::writer::Write;
use super::super::{Fault, log};
use crate::store::Change;

/// A kind of event that may say that another one was emptied.
pub(super) trait Says: log::Kept {
    /// The log in which it stands.
    const TABLE: log::Table;

    /// The number of what was emptied.
    fn emptied(&self) -> Option<u64>;

    /// What stays of it when its text is emptied; none when it has no text.
    fn without_text(self) -> Option<Stays<Self>>;
}

/// What stays of an event whose text is emptied.
pub(super) enum Stays<K> {
    /// That there was one.
    Place,
    /// What happened, in fewer words.
    Fact(K),
}

impl Says for Kind {
    const TABLE: log::Table = log::EVENT;

    fn emptied(&self) -> Option<u64> {
        match self {
            Self::Redacted(Redacted { seq }) => *seq,
            _ => None,
        }
    }

    fn without_text(self) -> Option<Stays<Self>> {
        match self {
            Self::Posted(_) => Some(Stays::Place),
            // It may be answered still: what goes is why.
            Self::IdentificationRequested(asked) if !asked.reason.is_empty() => {
                let reason = String::new();
                let asked = IdentificationRequested { reason, ..asked };
                Some(Stays::Fact(Self::IdentificationRequested(asked)))
            }
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

    fn without_text(self) -> Option<Stays<Self>> {
        match self {
            Self::Noted(_) | Self::Consulted(_) | Self::HandedOver(_) => Some(Stays::Place),
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
        for seq in events.filter_map(|new| new.kind.emptied()) {
            self.stays::<Kind>(conversation, seq)?;
        }
        let events = change.staff_events.iter();
        for seq in events.filter_map(|new| new.kind.emptied()) {
            self.stays::<StaffKind>(conversation, seq)?;
        }
        Ok(())
    }

    /// Empties what an event says was emptied.
    pub(super) fn empty<K: Says>(&mut self, event: &Envelope<K>) -> Result<(), Fault> {
        if let Some(seq) = event.kind.emptied() {
            let stays = match self.stays::<K>(event.conversation, seq)? {
                Stays::Place => None,
                Stays::Fact(kind) => Some(kind),
            };
            log::replace(self, K::TABLE, event.conversation, seq, stays.as_ref())?;
            *self.emptied = true;
        }
        Ok(())
    }

    /// What stays of an event; refused where there is nothing to empty.
    fn stays<K: Says>(&self, conversation: ConversationId, seq: u64) -> Result<Stays<K>, Fault> {
        // No event has the number that a number too large becomes.
        let seq = seq.min(i64::MAX.unsigned_abs());
        let event = log::by_seq::<K>(self, K::TABLE, conversation, seq)?;
        let stays = event.and_then(|event| event.kind.without_text());
        stays.ok_or(Fault::Refused(Refusal::NothingToRedact))
    }
}
