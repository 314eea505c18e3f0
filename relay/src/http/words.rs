//! The words that the relay itself puts on a screen.

use juttu_shared::texts::{Key, Language, Text, relay};

/// A text of [`relay`] in a language.
pub(crate) fn say(key: Key, language: Language) -> &'static str {
    find(relay::ALL, key.0, language)
}

/// A text of a table by its key; empty when there is none.
pub(crate) fn find(table: &'static [Text], key: &str, language: Language) -> &'static str {
    let found = table.iter().find(|text| text.key == key);
    found.map_or("", |text| text.words(language))
}

/// The form of a text for a number, the number in it.
pub(crate) fn count(words: &str, number: u64) -> String {
    let form = match (words.split_once(" | "), number) {
        (Some((one, _)), 1) => one,
        (Some((_, many)), _) => many,
        (None, _) => words,
    };
    form.replace("{n}", &number.to_string())
}

/// What a telephone calls: `tel:` and the number's digits.
pub(crate) fn tel(number: &str) -> String {
    let digits = number
        .chars()
        .filter(|part| part.is_ascii_digit() || *part == '+');
    std::iter::once("tel:".to_owned())
        .chain(digits.map(String::from))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_have_their_forms() {
        let words = say(relay::QUEUE_WAITING, Language::Fi);
        assert_eq!(count(words, 1), "Jonossa on 1 ihminen.");
        assert_eq!(count(words, 12), "Jonossa on 12 ihmistä.");
        assert_eq!(count("{n} min", 1), "1 min");
    }

    #[test]
    fn a_number_is_called_by_its_digits() {
        assert_eq!(tel("+358 (0)40-636 7999"), "tel:+3580406367999");
        assert_eq!(tel("112"), "tel:112");
    }
}
