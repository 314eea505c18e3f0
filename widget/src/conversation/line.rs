//! What happened in a conversation, beside what was said.

use juttu_shared::rules::date::LocalTime;
use juttu_shared::texts::Key;

use super::Card;

/// What happened, beside what was said.
#[derive(Clone, Debug)]
#[cfg_attr(test, derive(PartialEq, Eq))]
pub struct Line {
    /// The words for it.
    pub words: Key,
    /// Who or which service is named in them; empty where nobody is known.
    pub name: String,
    /// Who else is.
    pub other: String,
    /// By when an answer was promised with it.
    pub answer_by: Option<LocalTime>,
    /// What is asked with it.
    pub card: Option<Card>,
}

impl Line {
    pub(super) fn named(words: Key, name: String) -> Self {
        Self {
            words,
            name,
            other: String::new(),
            answer_by: None,
            card: None,
        }
    }
}
