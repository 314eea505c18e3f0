//! What the logs of a conversation tell of who the resident is: whether they were asked to identify,
//! how it ended, and which identities there are. Names and codes are never in a log.

use juttu_shared::id::IdentityId;
use juttu_shared::rules::state::State;
use juttu_shared::wire::v1::event::{
    Author, Event, FailureCause, Kind, Level, StaffEvent, StaffKind,
};

use super::Conversation;

/// Something that happened about identification.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The resident was asked to identify, for a reason.
    Asked(String),
    /// The resident did not want to.
    Declined,
    /// An attempt came to nothing.
    Failed(FailureCause),
    /// The resident identified.
    Completed(Level),
    /// Who the resident is was forgotten.
    Forgotten,
    /// The conversation has a pick-up code.
    CodeMade,
    /// Another person identified than before; staff alone is told.
    Differs,
}

impl Step {
    /// The step that an event is, if it is one.
    pub(crate) fn of(kind: &Kind) -> Option<Self> {
        Some(match kind {
            Kind::IdentificationRequested(asked) => Self::Asked(asked.reason.clone()),
            Kind::IdentificationDeclined(_) => Self::Declined,
            Kind::IdentificationFailed(failed) => Self::Failed(failed.cause),
            Kind::IdentificationCompleted(completed) => Self::Completed(completed.level),
            Kind::IdentityForgotten(_) => Self::Forgotten,
            Kind::CodeMade(_) => Self::CodeMade,
            _ => return None,
        })
    }
}

/// A request to identify that is not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Who asks.
    pub by: Author,
    /// Since when, in milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// Why, as the resident reads it.
    pub reason: String,
    /// What became of the last attempt, if there was one.
    pub failed: Option<FailureCause>,
}

/// An identification that took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Proof {
    /// Which identity.
    pub identity: IdentityId,
    /// How surely.
    pub level: Level,
    /// When, in milliseconds since 1970 UTC.
    pub at_ms: i64,
}

impl Conversation {
    /// The identities that are not forgotten: the conversation's first, then those of other people,
    /// each as it was last proved.
    pub fn proofs(&self) -> Vec<Proof> {
        let mut proofs: Vec<Proof> = Vec::new();
        for event in &self.log {
            match &event.kind {
                Kind::IdentificationCompleted(completed) => {
                    let proof = Proof {
                        identity: completed.identity,
                        level: completed.level,
                        at_ms: event.at_ms,
                    };
                    let mut known = proofs.iter_mut();
                    match known.find(|known| known.identity == completed.identity) {
                        Some(known) => *known = proof,
                        None => proofs.push(proof),
                    }
                }
                // Whoever was identified by then, a second person too.
                Kind::IdentityForgotten(_) => proofs.clear(),
                _ => {}
            }
        }
        proofs
    }

    /// Whether somebody is identified in it.
    pub fn is_identified(&self) -> bool {
        !self.proofs().is_empty()
    }

    /// The request to identify that is open: the newest one, until it is answered or the
    /// conversation ends.
    pub fn asked(&self) -> Option<Asked> {
        if self.state == State::Closed {
            return None;
        }
        let mut failed = None;
        for event in self.log.iter().rev() {
            match &event.kind {
                Kind::IdentificationRequested(asked) => {
                    return Some(Asked {
                        by: event.from,
                        at_ms: event.at_ms,
                        reason: asked.reason.clone(),
                        failed,
                    });
                }
                Kind::IdentificationFailed(cause) => failed = failed.or(Some(cause.cause)),
                Kind::IdentificationCompleted(_)
                | Kind::IdentificationDeclined(_)
                | Kind::IdentityForgotten(_)
                | Kind::Closed(_) => return None,
                _ => {}
            }
        }
        None
    }

    /// When the resident last declined to identify, in milliseconds since 1970 UTC: until they are
    /// asked again, or identify all the same.
    pub fn declined_ms(&self) -> Option<i64> {
        let mut steps = self.log.iter().rev().filter_map(|event| match &event.kind {
            Kind::IdentificationDeclined(_) => Some(Some(event.at_ms)),
            Kind::IdentificationRequested(_) | Kind::IdentificationCompleted(_) => Some(None),
            _ => None,
        });
        steps.next().flatten()
    }

    /// Whether two people identified in it, and neither is forgotten.
    pub fn is_mixed(&self) -> bool {
        let proofs = self.proofs();
        let is_there = |identity: IdentityId| proofs.iter().any(|it| it.identity == identity);
        self.staff_log.iter().any(|event| match &event.kind {
            StaffKind::IdentityDiffers(differs) => {
                is_there(differs.identity) && is_there(differs.first)
            }
            _ => false,
        })
    }

    /// How many of the resident's answers to a request to identify the agent has not seen.
    pub(super) fn unread_answers(&self) -> usize {
        let new = self.log.iter().rev();
        new.take_while(|event| event.seq > self.read_seq)
            .filter(|event| is_answer(event))
            .count()
    }

    /// The last answer of the resident's to a request to identify, by its number; 0 for none.
    pub(crate) fn answered_seq(&self) -> u64 {
        let answer = self.log.iter().rfind(|event| is_answer(event));
        answer.map_or(0, |event| event.seq)
    }

    /// What an event means for how the resident can be reached. Whether the provider lets one come
    /// back by identifying again is known with the next account of the relay's.
    pub(super) fn reach_after(&mut self, kind: &Kind) {
        match kind {
            Kind::IdentificationCompleted(_) => {
                self.reach.code = false;
                self.reach.identification = true;
            }
            Kind::IdentityForgotten(_) => self.reach.identification = false,
            Kind::CodeMade(_) => self.reach.code = true,
            _ => {}
        }
    }
}

/// Whether an event answers a request to identify, or might.
fn is_answer(event: &Event) -> bool {
    matches!(
        event.kind,
        Kind::IdentificationCompleted(_) | Kind::IdentificationDeclined(_)
    )
}

/// Whether a staff event says that another person identified.
pub(crate) fn is_warning(event: &StaffEvent) -> bool {
    matches!(event.kind, StaffKind::IdentityDiffers(_))
}
