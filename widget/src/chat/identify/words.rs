//! What is said of identifying: why it came to nothing, what became of a request, and how one comes
//! back.

use juttu_shared::refusal::Refusal;
use juttu_shared::texts::Key;
use juttu_shared::texts::widget as w;

use super::super::Chat;
use crate::conversation::Card;

impl Chat {
    pub(super) fn troubles(self, words: Key) {
        self.show(|shown| shown.trouble = Some(words));
        self.host().warn(&self.word(words));
    }

    /// What became of a request, with its time, as far as anything has.
    pub fn card_words(self, card: Card) -> String {
        let Some((words, at_ms)) = card.became else {
            return String::new();
        };
        let words = self.word(words);
        match at_ms {
            Some(at_ms) => [&words, " (", &self.time(at_ms), ")"].concat(),
            None => words,
        }
    }

    /// How one who is identified comes back to the conversation.
    pub fn way_back(self) -> String {
        self.see(|_| ());
        let (way, lost_code) = self.read(|inner| {
            let told = &inner.conversation;
            (told.way_back(), told.lost_code)
        });
        match lost_code && !way.0.is_empty() {
            true => [&self.word(way), " ", &self.word(w::CODE_DEAD)].concat(),
            false => self.word(way),
        }
    }

    /// Whether a code opens the conversation, which stops when the resident identifies.
    pub fn has_code(self) -> bool {
        self.read(|inner| inner.conversation.has_code)
    }

    /// How one who is identified reads the answer to what was just left.
    pub fn read_back(self) -> String {
        match self.read(|inner| inner.conversation.is_known_again()) {
            true => self.word(w::READ_IDENTIFIED),
            false => self.way_back(),
        }
    }
}

/// Why nobody could be identified, in words, and whether the log says it: then in its words.
pub(super) fn trouble(refusal: Refusal, failed: Option<Key>) -> (Key, bool) {
    let words = match (refusal, failed) {
        (Refusal::IdentificationCancelled | Refusal::IdentificationFailed, Some(failed)) => {
            return (failed, true);
        }
        (Refusal::TooManyAttempts, _) => w::TOO_MANY_ATTEMPTS,
        (Refusal::QueueFull, _) => w::BUSY,
        (Refusal::ForeignOrigin | Refusal::NoIdentification, _) => w::NO_IDENTIFICATION,
        (Refusal::WrongState, _) => w::REQUEST_GONE,
        (Refusal::WrongResult, _) => w::WRONG_RESULT,
        (Refusal::IdentificationCancelled, _) => w::CANCELLED,
        _ => w::FAILED,
    };
    (words, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_refused_is_said_in_words_of_its_own() {
        let refusals = [
            Refusal::TooManyAttempts,
            Refusal::ForeignOrigin,
            Refusal::WrongState,
            Refusal::WrongResult,
            Refusal::IdentificationCancelled,
            Refusal::IdentificationFailed,
        ];
        let mut words: Vec<_> = refusals.map(|refusal| trouble(refusal, None).0.0).into();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), refusals.len());
        assert_eq!(trouble(Refusal::Unknown, None), (w::FAILED, false));
    }

    #[test]
    fn what_the_log_says_of_a_failure_is_said_aloud_in_the_same_words() {
        let told = Some(w::UNAVAILABLE);
        let failed = Refusal::IdentificationFailed;
        assert_eq!(trouble(failed, told), (w::UNAVAILABLE, true));
        let wrong = Refusal::WrongResult;
        assert_eq!(
            trouble(wrong, told),
            (w::WRONG_RESULT, false),
            "another one"
        );
    }
}
