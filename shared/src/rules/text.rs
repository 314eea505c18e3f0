//! What a text may hold. The widget cleans before it sends, the relay before it stores: the same
//! rule, so that what is shown as sent is what is kept.

use crate::limits;
use crate::refusal::Refusal;

/// The text as it is stored: line ends as `\n`, tabs as spaces, no other control characters, no
/// characters that turn the direction of what follows (Unicode Technical Report 36, §2.5: they
/// can make a text read as another), no noncharacters, nothing empty at either end.
///
/// # Errors
/// [`Refusal::TextEmpty`] when nothing is left, [`Refusal::TextTooLong`] when more than `most`
/// Unicode scalar values are left.
pub fn clean_at_most(text: &str, most: usize) -> Result<String, Refusal> {
    let mut kept = String::with_capacity(text.len());
    let mut after_cr = false;
    for character in text.chars() {
        match character {
            '\r' => kept.push('\n'),
            '\n' if after_cr => {}
            '\n' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\t' => kept.push(' '),
            other if is_kept(other) => kept.push(other),
            _ => {}
        }
        after_cr = character == '\r';
    }
    let kept = kept.trim();
    if !kept.chars().any(is_seen) {
        Err(Refusal::TextEmpty)
    } else if kept.chars().count() > most {
        Err(Refusal::TextTooLong)
    } else {
        Ok(kept.to_owned())
    }
}

/// [`clean_at_most`] with the limit of a message, [`limits::TEXT_CHARS`].
///
/// # Errors
/// As [`clean_at_most`].
pub fn clean(text: &str) -> Result<String, Refusal> {
    clean_at_most(text, limits::TEXT_CHARS)
}

/// The first words of a text on one line, at most `most` characters and an ellipsis.
pub fn first_words(text: &str, most: usize) -> String {
    let mut words = String::new();
    for (taken, character) in text.chars().enumerate() {
        if taken == most {
            words.push('…');
            break;
        }
        words.push(if character == '\n' { ' ' } else { character });
    }
    words
}

fn is_kept(character: char) -> bool {
    let turns_direction = matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let noncharacter = matches!(character, '\u{FDD0}'..='\u{FDEF}')
        || (character as u32) & 0xFFFE == 0xFFFE
        || character == '\u{FEFF}';
    !(character.is_control() || turns_direction || noncharacter)
}

/// Whether a character leaves anything to see: joiners and marks of direction alone do not.
fn is_seen(character: char) -> bool {
    !character.is_whitespace()
        && !matches!(character, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{61C}' | '\u{AD}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in [
            "Hei! Mistä haen toimeentulotukea?",
            "rivi\nrivi",
            "<script>alert(1)</script> & <b>",
            "👩‍👩‍👧‍👦 ❤️ שלום",
            "e\u{301}",
        ] {
            assert_eq!(clean(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn control_and_direction_characters_go() {
        assert_eq!(
            clean("a\u{0}b\u{7}c\u{1b}[31md\u{85}").as_deref(),
            Ok("abc[31md")
        );
        assert_eq!(
            clean("\u{202e}olleh\u{2066}x\u{2069}").as_deref(),
            Ok("ollehx")
        );
        assert_eq!(
            clean("a\r\nb\rc\u{2028}d\te").as_deref(),
            Ok("a\nb\nc\nd e")
        );
        assert_eq!(clean("a\r\r\nb").as_deref(), Ok("a\n\nb"));
    }

    #[test]
    fn nothing_to_see_is_empty() {
        for text in ["", " \n\t ", "\u{200b}\u{feff}", "\u{202e}"] {
            assert_eq!(clean(text), Err(Refusal::TextEmpty), "{text:?}");
        }
    }

    #[test]
    fn four_thousand_emoji_fit_and_one_more_does_not() {
        assert!(clean(&"😀".repeat(4_000)).is_ok());
        assert_eq!(clean(&"😀".repeat(4_001)), Err(Refusal::TextTooLong));
    }

    #[test]
    fn first_words_stay_on_one_line() {
        assert_eq!(first_words("a\nb", 10), "a b");
        assert_eq!(first_words("äöå😀x", 4), "äöå😀…");
        assert_eq!(first_words("äöå😀", 4), "äöå😀");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in any::<String>()) {
            if let Ok(once) = clean(&text) {
                prop_assert_eq!(clean(&once), Ok(once.clone()));
                prop_assert!(once.chars().count() <= limits::TEXT_CHARS);
                prop_assert!(once.chars().all(|kept| kept == '\n' || !kept.is_control()));
            }
        }
    }
}
