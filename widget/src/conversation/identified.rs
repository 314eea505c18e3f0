//! Identification, as the log tells of it: the card where it was asked for, what became of that, and
//! the place from which on somebody is identified. A request stays open until it is answered,
//! another is made, or the conversation ends; an attempt that came to nothing leaves it open.

use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;
use juttu_shared::wire::v1::event::{FailureCause, IdentificationFailed, IdentificationRequested};

use super::{Conversation, Line, News, What, told};

/// A request to identify.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(test, derive(PartialEq, Eq))]
pub struct Card {
    /// The number of the event that made it, by which it is answered.
    pub request: u64,
    /// Whether it may still be answered.
    pub is_open: bool,
    /// What became of it, or of the last attempt, and when, in milliseconds since 1970 UTC; no time
    /// while that is on its way.
    pub became: Option<(Key, Option<i64>)>,
}

impl Conversation {
    /// Whether it is known who the resident is.
    pub fn is_identified(&self) -> bool {
        self.is_identified
    }

    /// Whether the resident comes back to it by identifying once more.
    pub fn is_known_again(&self) -> bool {
        self.is_identified() && self.known_again == Some(true)
    }

    /// How one who is identified comes back to it; no words while that is not known, nor once who it
    /// was is forgotten.
    pub fn way_back(&self) -> Key {
        match self.known_again.filter(|_| self.is_identified()) {
            Some(true) => w::COME_BACK,
            Some(false) => w::ONLY_HERE,
            None => Key(""),
        }
    }

    pub(super) fn asked(
        &mut self,
        request: u64,
        at_ms: i64,
        asked: IdentificationRequested,
    ) -> (What, News) {
        self.card_ends(w::CARD_NEWER, at_ms);
        let line = Line {
            other: asked.reason.clone(),
            card: Some(Card {
                request,
                is_open: true,
                became: None,
            }),
            ..Line::named(
                if asked.name.is_empty() {
                    w::ASKS
                } else {
                    w::ASKS_NAMED
                },
                asked.name.clone(),
            )
        };
        (What::Line(line), News::Asked(asked.name, asked.reason))
    }

    pub(super) fn identified(&mut self, seq: u64, at_ms: i64) -> (What, News) {
        self.is_identified = true;
        self.lost_code |= self.made_code || self.has_code && seq > self.told_to;
        // What a welcome tells is told as it stands after all of its events.
        self.has_code &= seq <= self.told_to;
        if seq > self.told_to {
            // One who was known before the conversation began stays so.
            self.known_again = self.known_again.filter(|is_known| *is_known);
        }
        self.was_forgotten = false;
        self.card_ends(w::IDENTIFIED, at_ms);
        told(Line::named(w::IDENTIFIED_HERE, String::new()), false)
    }

    /// What is said of it on its card, or a line where it has none that is open.
    pub(super) fn failed(
        &mut self,
        failed: &IdentificationFailed,
        at_ms: i64,
    ) -> Option<(What, News)> {
        let words = match failed.cause {
            FailureCause::Cancelled => w::CANCELLED,
            FailureCause::Unavailable => w::UNAVAILABLE,
            FailureCause::Elsewhere => w::ELSEWHERE,
            _ => w::FAILED,
        };
        self.failed = Some(words);
        let mut cards = self.cards();
        match cards.find(|card| card.is_open && Some(card.request) == failed.request) {
            Some(card) => {
                card.became = Some((words, Some(at_ms)));
                None
            }
            None => Some(told(Line::named(words, String::new()), false)),
        }
    }

    /// Everybody who was identified in it, whoever the event names.
    pub(super) fn forgot(&mut self) -> (What, News) {
        self.is_identified = false;
        self.was_forgotten = true;
        told(Line::named(w::IDENTITY_FORGOTTEN, String::new()), false)
    }

    /// No request may be answered any more; what was open became this.
    pub(super) fn card_ends(&mut self, words: Key, at_ms: i64) {
        for card in self.cards().filter(|card| card.is_open) {
            card.is_open = false;
            card.became = Some((words, Some(at_ms)));
        }
    }

    fn cards(&mut self) -> impl Iterator<Item = &mut Card> {
        let lines = self.facts.iter_mut().map(|fact| &mut fact.what);
        lines.filter_map(|what| match what {
            What::Line(line) => line.card.as_mut(),
            What::Said { .. } => None,
        })
    }
}
