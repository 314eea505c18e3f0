//! The Finnish personal identity code: `ddmmyyCzzzQ` (Government Decree 128/2010; the signs of the
//! centuries as of Act 661/2009 amended in 2022).

const CHECKS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";
const CENTURIES: &[u8] = b"+-ABCDEFYXWVU";

/// A text in the form of a personal identity code.
pub(super) struct Formed {
    /// The code, in capital letters.
    pub(super) code: String,
    /// Whether its check character is the right one: those of banks' test users need not be.
    pub(super) is_right: bool,
}

/// The code that a text is. What has not its form is none: a word in its place would make one person
/// of everybody who has that word.
pub(super) fn read(text: &str) -> Option<Formed> {
    let code = text.trim().to_ascii_uppercase();
    let bytes: &[u8; 11] = code.as_bytes().try_into().ok()?;
    let [date @ .., century, a, b, c, check] = bytes;
    let add = |number, digit: &u8| {
        let digit = char::from(*digit).to_digit(10)?;
        Some(number * 10 + usize::try_from(digit).ok()?)
    };
    let number = date.iter().chain([a, b, c]).try_fold(0_usize, add)?;
    if !CENTURIES.contains(century) || !CHECKS.contains(check) {
        return None;
    }
    let is_right = CHECKS.get(number % CHECKS.len()) == Some(check);
    Some(Formed { code, is_right })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CHECKS, read};

    /// Whether the check character is right; none where it is no code.
    fn is_right(text: &str) -> Option<bool> {
        read(text).map(|formed| formed.is_right)
    }

    #[test]
    fn the_check_character_is_checked() {
        for right in [
            "210281-9988",
            "010170-999R",
            "070770-905D",
            "291292-918R",
            "010100-969P",
            "131052-308T",
        ] {
            assert_eq!(is_right(right), Some(true), "{right}");
        }
        assert_eq!(is_right("210281-9987"), Some(false));
        let written = read(" 010170-999r ").unwrap();
        assert_eq!(written.code, "010170-999R");
    }

    #[test]
    fn what_has_not_the_form_is_no_code() {
        for none in [
            "",
            "-",
            "0",
            "N/A",
            "NULL",
            "00000000000",
            "-----------",
            "FI/FI/12345",
            "210281_9988",
            "210281G9988",
            "210281-998",
            "2102819988",
            "x10281-9988",
            "210281-99x8",
            "210281-998G",
            "210281-998I",
            "210281-998O",
            "210281-998Q",
            "210281-998Z",
            "210281-998-",
            "210281-99888",
            "ääääää",
        ] {
            assert_eq!(is_right(none), None, "{none}");
        }
        for century in "+-ABCDEFYXWVU".chars() {
            assert!(is_right(&format!("210281{century}9988")).is_some());
        }
    }

    proptest! {
        /// Of all check characters one is right.
        #[test]
        fn one_of_all_is_right(date in "[0-9]{6}", number in "[0-9]{3}") {
            let right = CHECKS
                .iter()
                .filter(|check| {
                    is_right(&format!("{date}A{number}{}", char::from(**check))) == Some(true)
                })
                .count();
            prop_assert_eq!(right, 1);
        }

        #[test]
        fn nothing_upsets_it(any: String) {
            is_right(&any);
        }
    }
}
