//! What is being written in a conversation: a draft for each addressee and purpose, which never
//! share a field.

use juttu_shared::limits;
use juttu_shared::refusal::Refusal;

use super::Conversation;

/// To whom one writes, and what for. Text never moves from one lane to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lane {
    /// To the resident.
    Reply,
    /// To staff alone.
    Note,
    /// To a colleague who is to be asked: for staff alone.
    Question,
    /// To whoever goes on with a conversation that is handed over: for staff alone.
    HandOver,
    /// To the resident, last of all: what was agreed.
    Agreed,
    /// To the resident: why they are asked to identify.
    Purpose,
}

impl Lane {
    /// Every lane.
    pub const ALL: [Self; 6] = [
        Self::Reply,
        Self::Note,
        Self::Question,
        Self::HandOver,
        Self::Agreed,
        Self::Purpose,
    ];

    /// How long a text of it may be, in Unicode scalar values.
    pub fn most(self) -> usize {
        match self {
            Self::Purpose => limits::WHY_CHARS,
            _ => limits::TEXT_CHARS,
        }
    }
}

/// A text that has not been sent, and why it could not be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The text as it stands in the field.
    pub text: String,
    /// What was wrong with it when it was last to be sent.
    pub refused: Option<Refusal>,
}

impl Draft {
    /// Whether something stands in the field.
    pub fn is_written(&self) -> bool {
        !self.text.trim().is_empty()
    }
}

/// The drafts of a conversation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Drafts {
    reply: Draft,
    note: Draft,
    question: Draft,
    hand_over: Draft,
    agreed: Draft,
    purpose: Draft,
}

impl Drafts {
    /// The draft of a lane.
    fn of(&self, lane: Lane) -> &Draft {
        match lane {
            Lane::Reply => &self.reply,
            Lane::Note => &self.note,
            Lane::Question => &self.question,
            Lane::HandOver => &self.hand_over,
            Lane::Agreed => &self.agreed,
            Lane::Purpose => &self.purpose,
        }
    }

    /// The draft of a lane, to change.
    fn of_mut(&mut self, lane: Lane) -> &mut Draft {
        match lane {
            Lane::Reply => &mut self.reply,
            Lane::Note => &mut self.note,
            Lane::Question => &mut self.question,
            Lane::HandOver => &mut self.hand_over,
            Lane::Agreed => &mut self.agreed,
            Lane::Purpose => &mut self.purpose,
        }
    }
}

impl Conversation {
    /// The draft of a lane.
    pub fn draft(&self, lane: Lane) -> &Draft {
        self.drafts.of(lane)
    }

    /// The draft of a lane, to change.
    pub(crate) fn draft_mut(&mut self, lane: Lane) -> &mut Draft {
        self.drafts.of_mut(lane)
    }

    /// Whether something is written that has not been sent.
    pub fn is_drafted(&self) -> bool {
        Lane::ALL
            .into_iter()
            .any(|lane| self.draft(lane).is_written())
    }
}
