//! Words for the screen, from the keys of [`juttu_shared::texts::desk`].
//!
//! The words come from the relay in one language. While they are not here yet, nothing is shown
//! in their place.

use std::collections::BTreeMap;

use juttu_shared::refusal::Refusal;
use juttu_shared::texts::{Key, Language, desk};
use juttu_shared::wire::v1::event::Outcome;

/// The desk's words in one language.
#[derive(Clone, Debug)]
pub struct Words {
    language: Language,
    texts: BTreeMap<String, String>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            language: Language::Fi,
            texts: BTreeMap::new(),
        }
    }
}

impl Words {
    /// The words of one language.
    pub fn new(language: Language, texts: BTreeMap<String, String>) -> Self {
        Self { language, texts }
    }

    /// Their language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A text.
    pub fn say(&self, key: Key) -> String {
        self.text(key).to_owned()
    }

    /// A text with something put in the place of `{name}`.
    pub fn fill(&self, key: Key, name: &str, value: &str) -> String {
        put(self.text(key), name, value)
    }

    /// A text with a number: the first form when `is_one`, the other otherwise.
    fn either(&self, key: Key, is_one: bool, n: u64) -> String {
        let text = self.text(key);
        let form = match text.split_once(" | ") {
            Some((one, _)) if is_one => one,
            Some((_, many)) => many,
            None => text,
        };
        put(form, "n", &n.to_string())
    }

    /// A text that counts: one, or many.
    pub fn count(&self, key: Key, n: u64) -> String {
        self.either(key, n == 1, n)
    }

    /// How long somebody has waited, in whole minutes.
    pub fn waited(&self, minutes: u64) -> String {
        self.either(desk::WAITED_MINUTES, minutes == 0, minutes)
    }

    /// Who says what.
    pub fn says(&self, name: &str, text: &str) -> String {
        match self.text(desk::SAYS).split_once("{text}") {
            Some((before, after)) => {
                let mut said = put(before, "name", name);
                said.push_str(text);
                said.push_str(&put(after, "name", name));
                said
            }
            None => text.to_owned(),
        }
    }

    /// That somebody new waits in a queue.
    pub fn new_waiting(&self, reference: u64, service: &str) -> String {
        self.fill(desk::NEW_WAITING, "n", &reference.to_string())
            .replace("{service}", service)
    }

    /// The resident's handle: “Asukas 214”.
    pub fn resident(&self, reference: u64) -> String {
        self.fill(desk::RESIDENT, "n", &reference.to_string())
    }

    /// A time of day, from minutes since midnight: “13.06”, in English “13:06”.
    pub fn time(&self, minute_of_day: u32) -> String {
        let point = match self.language {
            Language::Fi | Language::Sv => '.',
            Language::En => ':',
        };
        let (hour, minute) = (minute_of_day / 60 % 24, minute_of_day % 60);
        format!(
            "{hour}{point}{}{minute}",
            if minute < 10 { "0" } else { "" }
        )
    }

    /// A time of day as it stands in a sentence: “klo 13.06”.
    pub fn at_time(&self, minute_of_day: u32) -> String {
        self.fill(desk::AT_TIME, "time", &self.time(minute_of_day))
    }

    /// A resident's language in words. A language that has none here is shown as its tag.
    pub fn language_name(&self, tag: &str) -> String {
        match Language::from_tag(tag) {
            Some(Language::Fi) => self.say(desk::FINNISH),
            Some(Language::Sv) => self.say(desk::SWEDISH),
            Some(Language::En) => self.say(desk::ENGLISH),
            None => tag.to_owned(),
        }
    }

    /// Why something was refused, and what to do.
    pub fn refusal(&self, code: Refusal) -> String {
        self.say(refusal_key(code))
    }

    /// An outcome.
    pub fn outcome(&self, outcome: Outcome) -> String {
        self.say(outcome_key(outcome))
    }

    fn text(&self, key: Key) -> &str {
        self.texts.get(key.0).map_or("", String::as_str)
    }
}

/// Puts a value in the place of `{name}`, wherever it stands.
fn put(text: &str, name: &str, value: &str) -> String {
    let mut slot = String::from("{");
    slot.push_str(name);
    slot.push('}');
    text.replace(&slot, value)
}

fn refusal_key(code: Refusal) -> Key {
    match code {
        Refusal::WrongCredentials => desk::WRONG_CREDENTIALS,
        Refusal::TooManyAttempts => desk::TOO_MANY_ATTEMPTS,
        Refusal::SignedOut => desk::SIGNED_OUT,
        Refusal::PasswordLength => desk::PASSWORD_LENGTH,
        Refusal::LinkUsed => desk::LINK_USED,
        Refusal::AlreadyClaimed => desk::ALREADY_CLAIMED,
        Refusal::TextEmpty => desk::TEXT_EMPTY,
        Refusal::TextTooLong => desk::TEXT_TOO_LONG,
        Refusal::TooManyMessages => desk::TOO_MANY_MESSAGES,
        Refusal::NotStored | Refusal::Restarting => desk::NOT_STORED,
        Refusal::WrongState => desk::WRONG_STATE,
        Refusal::NoConversation | Refusal::NotAllowed => desk::NOT_YOURS,
        _ => desk::SOMETHING_WRONG,
    }
}

fn outcome_key(outcome: Outcome) -> Key {
    match outcome {
        Outcome::Solved => desk::SOLVED,
        Outcome::DirectedToSocialCare => desk::DIRECTED_TO_SOCIAL_CARE,
        Outcome::DirectedElsewhere => desk::DIRECTED_ELSEWHERE,
        Outcome::Unfinished => desk::UNFINISHED,
        Outcome::Other => desk::OTHER_OUTCOME,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(language: Language) -> Words {
        let texts = desk::ALL
            .iter()
            .map(|text| (text.key.to_owned(), text.words(language).to_owned()))
            .collect();
        Words::new(language, texts)
    }

    #[test]
    fn numbers_take_their_form() {
        let fi = words(Language::Fi);
        assert_eq!(fi.count(desk::UNREAD, 1), "1 lukematon");
        assert_eq!(fi.count(desk::UNREAD, 4), "4 lukematonta");
        assert_eq!(fi.waited(0), "odottanut alle minuutin");
        assert_eq!(fi.waited(1), "odottanut 1 min");
    }

    #[test]
    fn times_are_written_as_each_language_does() {
        assert_eq!(words(Language::Fi).at_time(786), "klo 13.06");
        assert_eq!(words(Language::Sv).at_time(546), "kl. 9.06");
        assert_eq!(words(Language::En).at_time(546), "at 9:06");
    }

    #[test]
    fn nothing_put_in_is_taken_for_a_place() {
        let sv = words(Language::Sv);
        assert_eq!(sv.says("Liisa {text}", "{name}"), "Liisa {text}: {name}");
        assert_eq!(
            sv.fill(desk::JOINED, "name", "{name}"),
            "{name} anslöt sig till samtalet"
        );
    }

    #[test]
    fn every_refusal_and_outcome_has_words() {
        for language in Language::ALL {
            let words = words(language);
            for &refusal in Refusal::ALL {
                assert!(!words.refusal(refusal).is_empty(), "{}", refusal.code());
            }
            for outcome in [Outcome::Solved, Outcome::Unfinished, Outcome::Other] {
                assert!(!words.outcome(outcome).is_empty());
            }
        }
    }
}
